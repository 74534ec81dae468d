"""What of the whole catalogue the clerk chose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.county.whole_reading import Survey, WholeChoice

UNIT, FIELD = "unit", "field"


@dataclass(frozen=True)
class CatalogueChoice:
    """Ids of units and codes of fields taken off, whether all entries go in or the public ones only, and the paper."""

    off_units: frozenset[str] = frozenset()
    off_fields: frozenset[str] = frozenset()
    everything: bool = False
    paper: str = "A3"

    @staticmethod
    def from_kept(kept: Mapping[str, Any]) -> "CatalogueChoice":
        """Return what was kept of an earlier choice; anything strange in it is as if it were not there."""
        off = {key: kept.get(key) for key in ("units", "fields")}
        sets = {key: frozenset(map(str, ids)) if isinstance(ids, list) else frozenset() for key, ids in off.items()}
        paper = kept.get("paper")
        return CatalogueChoice(sets["units"], sets["fields"], False, paper if paper in ("A3", "A4") else "A3")

    def to_keep(self) -> dict[str, Any]:
        """Return what is worth keeping; a draft is a wish of the day."""
        return {"units": sorted(self.off_units), "fields": sorted(self.off_fields), "paper": self.paper}

    def of(self, survey: Survey) -> WholeChoice:
        """Return the choice among what there is."""
        units = frozenset(unit.id for unit in survey.units) - self.off_units
        fields = frozenset(code for code, _ in survey.fields) - self.off_fields
        return WholeChoice(units if self.off_units else None, fields if self.off_fields else None, not self.everything)

    def wants(self, kind: str, key: str) -> bool:
        """Whether a unit or a field is wanted."""
        return key not in (self.off_units if kind == UNIT else self.off_fields)

    def ticked(self, kind: str, keys: Iterable[str], wanted: bool) -> "CatalogueChoice":
        """Return it with units or fields put on or taken off."""
        name = "off_units" if kind == UNIT else "off_fields"
        off: frozenset[str] = getattr(self, name)
        return replace(self, **{name: off - frozenset(keys) if wanted else off | frozenset(keys)})
