"""What is to be printed and how, as the clerk chose it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.printing.catalogue_job import Form
from app.products.catalogue import CatalogueLook, Part
from app.products.printable import PrintablePart

FORMS: tuple[tuple[Form, str], ...] = (("table", "表格"), ("cards", "卡片"), ("large", "大字"))
_FORM_NAMES: Mapping[str, str] = {"table": "", "cards": "（卡片）", "large": "（大字）"}


def key_of(part: Part) -> str:
    """Return the key of a part's row, which is also how preferences name it."""
    return f"{part.checklist}/{part.field or ''}"


@dataclass(frozen=True)
class PrintingChoice:
    """Keys of the parts taken off, the entries of those parts of which not all are wanted, and the look. Paper and
    channels are kept for each form, as far as the clerk chose them."""

    off: frozenset[str] = frozenset()
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    form: Form = "table"
    papers: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, bool] = field(default_factory=dict)
    since: str = ""
    statement: bool = True

    @staticmethod
    def from_kept(kept: Mapping[str, Any]) -> "PrintingChoice":
        """Return what was kept of an earlier choice; anything strange in it is as if it were not there."""
        form, off = kept.get("form"), kept.get("off")
        return PrintingChoice(
            off=frozenset(map(str, off)) if isinstance(off, list) else frozenset(),
            form=form if form in dict(FORMS) else "table",
            papers={form: paper for form, paper in _pairs(kept.get("papers")) if paper in ("A3", "A4")},
            ticked={form: ticked for form, ticked in _pairs(kept.get("ticked")) if isinstance(ticked, bool)},
            statement=kept.get("statement") is not False,
        )

    def to_keep(self) -> dict[str, Any]:
        """Return what is worth keeping; which entries and which differences are a wish of the day."""
        return {
            "off": sorted(self.off),
            "form": self.form,
            "papers": dict(self.papers),
            "ticked": dict(self.ticked),
            "statement": self.statement,
        }

    @property
    def look(self) -> CatalogueLook:
        """How the catalogue is printed."""
        return CatalogueLook(
            self.form, self.papers.get(self.form), self.ticked.get(self.form), self.since or None, self.statement
        )

    @property
    def form_name(self) -> str:
        """What tells files of this form from others."""
        return _FORM_NAMES[self.form]

    def chosen(self, parts: Iterable[PrintablePart]) -> list[PrintablePart]:
        """Return the parts that were not taken off."""
        return [part for part in parts if key_of(part.part) not in self.off]

    def wanted(self, parts: Iterable[PrintablePart]) -> list[Part]:
        """Return what is to be printed of these parts."""
        return [replace(part.part, entries=self.only.get(key_of(part.part))) for part in self.chosen(parts)]

    def is_wanted(self, part: str, entry: str) -> bool:
        """Return whether an entry of a part is to be printed."""
        return part not in self.off and (part not in self.only or entry in self.only[part])

    def with_paper(self, paper: str) -> "PrintingChoice":
        """Return it with another paper for the present form."""
        return replace(self, papers={**self.papers, self.form: paper})

    def with_ticked(self, ticked: bool) -> "PrintingChoice":
        """Return it with all channels, or those ticked only, in the present form."""
        return replace(self, ticked={**self.ticked, self.form: ticked})

    def with_parts(self, parts: Iterable[str], wanted: bool) -> "PrintingChoice":
        """Return it with parts put on, whole, or taken off."""
        keys = frozenset(parts)
        only = {key: entries for key, entries in self.only.items() if key not in keys}
        return replace(self, off=self.off - keys if wanted else self.off | keys, only=only)

    def with_entries(self, part: str, entries: Iterable[str], every: Iterable[str]) -> "PrintingChoice":
        """Return it with these entries wanted of `every` one of a part."""
        wanted = frozenset(entries)
        whole = self.with_parts([part], bool(wanted))
        return replace(whole, only={**whole.only, part: wanted}) if wanted and wanted != frozenset(every) else whole


def _pairs(value: object) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []
