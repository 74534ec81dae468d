"""What the whole catalogue of a county is read from: the entries of its own unit and of those below, field by field."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.checks.completeness import entry_findings
from app.checks.finding import blocking
from app.county.standings import Standing, StandingEntry, standing_entries, units_in_order
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content
from app.errors import UserFacingError
from app.organisations import Organisation
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from db.repositories.entries import EntryRow


@dataclass(frozen=True)
class WholeChoice:
    """What goes into the whole catalogue: ids of units and codes of fields, None for all; with `only_public` the
    entries that are final (our own) or accepted (the units'), else all that do not say they do not concern."""

    units: frozenset[str] | None = None
    fields: frozenset[str] | None = None
    only_public: bool = True

    def takes(self, entry: StandingEntry) -> bool:
        """Whether an entry is among the units and fields chosen, however it stands."""
        return self.has_unit(entry.organisation) and self.has_field(entry.field)

    def has_unit(self, id: str) -> bool:
        """Whether a unit is chosen."""
        return self.units is None or id in self.units

    def has_field(self, code: str) -> bool:
        """Whether a field is chosen."""
        return self.fields is None or code in self.fields

    def shows(self, standing: Standing) -> bool:
        """Whether an entry that stands so goes in."""
        return standing == "public" or (not self.only_public and standing != "declined")


@dataclass(frozen=True)
class Survey:
    """How many entries there are of each unit in each field, by how they stand: what can be chosen, and what a choice
    leaves out. `counts` is by (unit id, field code, standing)."""

    units: tuple[Organisation, ...]
    fields: tuple[tuple[str, str], ...]
    counts: Mapping[tuple[str, str, Standing], int]

    def shown(self, choice: WholeChoice) -> int:
        """How many entries go in."""
        return sum(number for key, number in self._chosen(choice) if choice.shows(key[2]))

    def left_out(self, choice: WholeChoice) -> Counter[Standing]:
        """How many entries of the chosen units and fields stay out, by how they stand."""
        found = Counter[Standing]()
        for (_, _, standing), number in self._chosen(choice):
            if not choice.shows(standing):
                found[standing] += number
        return found

    def without_entries(self, choice: WholeChoice) -> list[Organisation]:
        """The chosen units that have no entry at all here: nothing came from them."""
        known = {unit for unit, _, _ in self.counts}
        return [unit for unit in self.units if choice.has_unit(unit.id) and unit.id not in known]

    def by_unit(self, choice: WholeChoice) -> Mapping[str, tuple[int, int]]:
        """By unit id how many of its entries in the chosen fields go in, were the unit chosen, and how many it has."""
        return _sums((key[0], choice.shows(key[2]), n) for key, n in self.counts.items() if choice.has_field(key[1]))

    def by_field(self, choice: WholeChoice) -> Mapping[str, tuple[int, int]]:
        """By code how many entries of a field go in, were it chosen, and how many the chosen units have there."""
        return _sums((key[1], choice.shows(key[2]), n) for key, n in self.counts.items() if choice.has_unit(key[0]))

    def _chosen(self, choice: WholeChoice) -> Iterator[tuple[tuple[str, str, Standing], int]]:
        for key, number in self.counts.items():
            if choice.has_unit(key[0]) and choice.has_field(key[1]):
                yield key, number


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One entry that goes in: whose it is, what it holds, how it stands, and its revision."""

    unit: Organisation
    id: str
    revision: str
    content: EntryContent
    standing: Standing


@dataclass(frozen=True)
class FieldReading:
    """The entries of one field that go in, unit by unit, and how many each unit declined there."""

    code: str
    name: str
    entries: tuple[UnitEntry, ...]
    declined: tuple[tuple[Organisation, int], ...]


def survey(workspace: Workspace) -> Survey:
    """Count what every unit has. Fields without any entry are left out."""
    counts = Counter((each.organisation, each.field, each.standing) for each in standing_entries(workspace))
    codes = {field for _, field, _ in counts}
    fields = workspace.library.fields
    named = tuple((code, fields[code].name) for code in sorted(fields) if code in codes)
    return Survey(tuple(_all_units(workspace, {unit for unit, _, _ in counts})), named, counts)


class WholeReading:
    """Reads the chosen entries one field at a time, so that memory holds one field only."""

    def __init__(self, workspace: Workspace, choice: WholeChoice):
        self._workspace, self._choice = workspace, choice
        self._standings: dict[str, Standing] = {}
        places: defaultdict[str, set[str]] = defaultdict(set)
        shown: set[str] = set()
        shown_fields: set[str] = set()
        for each in standing_entries(workspace):
            if choice.takes(each) and (choice.shows(each.standing) or each.standing == "declined"):
                self._standings[each.id] = each.standing
                places[each.field].add(each.organisation)
            if choice.takes(each) and choice.shows(each.standing):
                shown.add(each.organisation)
                shown_fields.add(each.field)
        every = _all_units(workspace, {unit for units in places.values() for unit in units})
        self.units = [unit for unit in every if unit.id in shown]
        self._units = {code: [unit for unit in every if unit.id in ids] for code, ids in places.items()}
        self.total = sum(choice.shows(standing) for standing in self._standings.values())
        fields = workspace.library.fields
        self.fields = [code for code in sorted(fields) if code in self._units]
        self.shown_fields = [code for code in self.fields if code in shown_fields]

    def field(self, code: str) -> FieldReading:
        """Read one of `fields`."""
        entries: list[UnitEntry] = []
        declined: list[tuple[Organisation, int]] = []
        for unit in self._units[code]:
            number = 0
            for row in self._rows(unit, code):
                standing = self._standings[row.id]
                if standing == "declined":
                    number += 1
                else:
                    entries.append(UnitEntry(unit, row.id, row.revision, entry_content(row), standing))
            if number:
                declined.append((unit, number))
        return FieldReading(code, self._workspace.library.fields[code].name, tuple(entries), tuple(declined))

    def _rows(self, unit: Organisation, code: str) -> Iterator[EntryRow]:
        rows = self._workspace.store.entries.listed(
            organisation=unit.id, edition=self._workspace.edition, checklist=STANDARD_CATALOGUE, fields=[code]
        )
        return (row for row in rows if row.id in self._standings)


def refuse_blocked(workspace: Workspace, entries: Iterable[UnitEntry]) -> None:
    """What is public must have no finding that blocks. Raises `UserFacingError` (`blocked-by-findings`) at the first,
    naming the unit."""
    for each in entries:
        for finding in blocking(entry_findings(workspace, each.id, each.content)):
            raise UserFacingError(
                "blocked-by-findings",
                f"{each.unit.name}的条目里有必须改的，没有做：{finding.message}"
                "请让它改好再报来，或者先退回这一条，再做一次。",
            )


def _sums(counted: Iterable[tuple[str, bool, int]]) -> dict[str, tuple[int, int]]:
    shown, every = Counter[str](), Counter[str]()
    for key, is_shown, number in counted:
        every[key] += number
        shown[key] += number if is_shown else 0
    return {key: (shown[key], every[key]) for key in every}


def _all_units(workspace: Workspace, ids: set[str]) -> list[Organisation]:
    """Ours, those of the roster, then others that have entries here, by name."""
    known = units_in_order(workspace)
    others = [workspace.organisation_by_id(id) for id in ids - {unit.id for unit in known}]
    return [*known, *sorted(others, key=lambda unit: unit.name)]
