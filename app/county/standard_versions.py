"""Which version of a field's standard the units below us go by: a version that is demanded of them, and who is behind.

What a unit goes by is said by its entries themselves: each names the text it was taken from.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import convert, to_builtins

from app.drafting.field_versions import is_settled, text_digest
from app.drafting.lookup import entry_content, find_field
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.roster import roster
from app.organisations import Organisation
from app.standards.demands import DEMAND, StandardDemand
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace


@dataclass(frozen=True)
class UnitVersion:
    """What a unit goes by in a field. `versions`: by version how many entries name it, the most named first; `behind`:
    how many of them are not held against the standard as it is here."""

    unit: Organisation
    field: str
    name: str
    versions: Mapping[str, int]
    behind: int

    @property
    def version(self) -> str:
        """What most of its entries go by; "" where none of them says so."""
        return next(iter(self.versions), "")


def demand_version(workspace: Workspace, field: str, due: date | None = None) -> StandardDemand:
    """Ask the units below us to go by the standard of a field as it is here, as one operation; it reaches them with the
    next profile. Raises `UserFacingError` for an unknown field, or where nobody is known to work here."""
    person = workspace.require_person("要求下级跟上标准")
    current = find_field(workspace, field)
    demand = StandardDemand(current.code, current.version, text_digest(current), due, person, workspace.today())
    with operation(workspace, "standard", f"要求下级跟上“{current.name}”的标准") as act:
        act.write(DEMAND, field, to_builtins(demand))
    return demand


def drop_demand(workspace: Workspace, field: str) -> None:
    """Take a demand back. Raises `UserFacingError` where there is none."""
    record = workspace.store.records.get(DEMAND, field)
    if record is None or record.content["removed"]:
        raise UserFacingError("demand-missing", "没有要求过下级跟上这个领域的标准，什么也没有改。请核对领域。")
    with operation(workspace, "standard", "撤回对下级标准的要求") as act:
        act.write(DEMAND, field, record.content | {"removed": True})


def demands(workspace: Workspace) -> dict[str, StandardDemand]:
    """Return the demands that stand here, our own and our parent's, by field."""
    rows = workspace.store.records.of_kind(DEMAND)
    return {row.id: convert(row.content, StandardDemand) for row in rows}


def unit_versions(workspace: Workspace, fields: Sequence[str] | None = None) -> list[UnitVersion]:
    """Return what each unit of the roster goes by in fields, by default in those that are demanded; units that have
    handed in nothing of a field are not told of it."""
    wanted = sorted(demands(workspace)) if fields is None else fields
    known = {code: find_field(workspace, code) for code in wanted if code in workspace.library.fields}
    if not known:
        return []
    units = {unit.id: unit for unit in roster(workspace)}
    named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    behind: Counter[tuple[str, str]] = Counter()
    rows = workspace.store.entries.listed(edition=workspace.edition, checklist=STANDARD_CATALOGUE, fields=list(known))
    for row in rows:
        content = entry_content(row)
        place = content.organisation, content.field or ""
        if content.organisation not in units or content.item is None:
            continue
        named[place][content.origin.version if content.origin else ""] += 1
        behind[place] += not is_settled(content, known[place[1]])
    return [
        UnitVersion(unit, code, known[code].name, dict(named[unit.id, code].most_common()), behind[unit.id, code])
        for unit in units.values()
        for code in known
        if (unit.id, code) in named
    ]
