"""同项对比: one item across all units beside the standard, and what in it stands out."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.checks.completeness import entry_findings
from app.checks.doubts import entry_doubts
from app.checks.yardstick import Yardstick, yardstick_of
from app.county.place_names import PlaceNames
from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import entry_content, find_definition, known_item, standard_items
from app.drafting.progress import verdicts_of
from app.drafting.projection import Relation, relation
from app.errors import UserFacingError
from app.exchange.received import UnitStanding, roster_standing
from app.organisations import Organisation
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.tables.official import standard_text
from app.workspace import Workspace
from db.repositories.entries import EntryRow

OutlierCode = Literal[
    "item-missing",
    "declined-alone",
    "element-missing",
    "personal-data",
    "deadline-longer",
    "notice-shorter",
    "law-repealed",
    "publisher-elsewhere",
    "unprintable",
    "other-place",
    "pasted",
    "differs-from-most",
]

OUTLIER_LABELS: dict[str, str] = {
    "item-missing": "缺这一项",
    "declined-alone": "只有少数单位不涉及",
    "element-missing": "有栏没填",
    "personal-data": "有个人信息",
    "deadline-longer": "时限比标准长",
    "notice-shorter": "公示期比标准短",
    "law-repealed": "依据已废止",
    "publisher-elsewhere": "公开主体不是本单位",
    "unprintable": "有印不出的字",
    "other-place": "写了别的单位的名字",
    "pasted": "和别的单位一字不差",
    "differs-from-most": "和多数单位不同",
}

_OTHER_PLACE: OutlierCode = "other-place"
_FEWEST_FOR_MOST = 4
"""Fewer units are no majority to differ from."""
_MOST = 0.75
_LONGEST_NAMED = 3
_LEAST_PASTED = 12
"""Shorter texts come out the same by themselves."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Outlier:
    """What stands out in one unit's entry, and why; `element` None where it is about the whole."""

    code: str
    element: str | None
    message: str


@dataclass(frozen=True)
class UnitEntry:
    """One unit beside the standard. `entry` None: it has none, be it that nothing of the field came (`has_field`).

    `texts` by element as a table shows them; `differing`: the elements that are not as adopting writes them for this
    unit. `verdict`: accepted, returned, pending; None without an entry.
    """

    unit: Organisation
    entry: str | None
    has_field: bool
    relation: Relation | None
    state: str | None
    not_applicable: str | None
    verdict: str | None
    values: Mapping[str, Any]
    texts: Mapping[str, str]
    differing: tuple[str, ...]
    outliers: tuple[Outlier, ...] = ()


@dataclass(frozen=True)
class ItemComparison:
    """One item: what the standard says by element, then every unit of the item's levels in order of the roster.

    `differing` counts by element the units that say something else than the standard, of `present` that have it.
    """

    item: str
    field: str | None
    title: str
    definition: Definition
    standard: Mapping[str, str]
    units: tuple[UnitEntry, ...]

    @property
    def present(self) -> int:
        """How many units have an entry."""
        return sum(each.entry is not None for each in self.units)

    @property
    def differing(self) -> Counter[str]:
        """How many units differ from the standard, by element."""
        return Counter(key for each in self.units for key in each.differing)


@dataclass(frozen=True)
class FieldOutlier:
    """Something that stands out in a field: the item (None: a unit's own addition), the unit, its entry, why."""

    item: str | None
    title: str
    unit: Organisation
    entry: str | None
    outlier: Outlier


def compare_item(workspace: Workspace, item: str, *, checklist: str = STANDARD_CATALOGUE) -> ItemComparison:
    """Return one item of the standard as all units have it. Raises `UserFacingError` for an unknown code."""
    found = known_item(workspace, checklist, item)
    if found is None:
        raise UserFacingError("item-unknown", f"没有编号为“{item}”的事项。编号写成 05-003 这样，请核对。")
    rows = workspace.store.entries.by_item(item, workspace.edition)
    desk = _Desk(workspace, checklist, found.field)
    return desk.compared(found, {row.content["organisation"]: row for row in rows if not row.content["removed"]})


def outliers(
    workspace: Workspace,
    field: str,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> list[FieldOutlier]:
    """Return what stands out in a field, item by item, then in the units' own additions.

    `progress(done, total)` counts items. Raises `UserFacingError` `cancelled` when `is_cancelled` says so.
    """
    items = [item for item in standard_items(workspace, STANDARD_CATALOGUE, field) if not item.withdrawn]
    desk = _Desk(workspace, STANDARD_CATALOGUE, field)
    by_item: dict[str | None, dict[str, EntryRow]] = {}
    added: list[EntryRow] = []
    for standing in desk.units:
        for row in workspace.store.entries.listed(
            organisation=standing.unit.id, edition=workspace.edition, checklist=STANDARD_CATALOGUE, fields=[field]
        ):
            if row.content["item"] is None:
                added.append(row)
            else:
                by_item.setdefault(row.content["item"], {})[standing.unit.id] = row
    found: list[FieldOutlier] = []
    for done, item in enumerate(items):
        if is_cancelled is not None and is_cancelled():
            raise UserFacingError("cancelled", "已经停下，没有比完。")
        if progress is not None:
            progress(done, len(items))
        compared = desk.compared(item, by_item.get(item.code, {}))
        found += [
            FieldOutlier(item.code, compared.title, each.unit, each.entry, outlier)
            for each in compared.units
            for outlier in each.outliers
        ]
    return found + list(desk.outliers_of_added(added))


class _Desk:
    """What one comparison after another needs of a field: the units, their names, what each is held against."""

    def __init__(self, workspace: Workspace, checklist: str, field: str | None):
        self.workspace = workspace
        self.units: Sequence[UnitStanding] = roster_standing(workspace)
        self._checklist, self._field = checklist, field
        self._definition = find_definition(workspace, checklist)
        self._names = PlaceNames(each.unit for each in self.units)
        self._yardsticks: dict[str, Yardstick] = {}
        tallies = workspace.store.tallies.of_edition(workspace.edition)
        self._came = {row.organisation for row in tallies if (row.checklist, row.field) == (checklist, field)}

    def compared(self, item: Item, rows: Mapping[str, EntryRow]) -> ItemComparison:
        """Return an item as the units have it; `rows` are their live entries by unit."""
        verdicts = verdicts_of(self.workspace, list(rows.values()))
        units = [
            self._unit_entry(each.unit, item, rows.get(each.unit.id), verdicts)
            for each in self.units
            if not item.levels or each.unit.facts.level in item.levels or each.unit.id in rows
        ]
        among = _Among(self._definition, units)
        marked = [replace(each, outliers=tuple(self._outliers(each, rows, among))) for each in units]
        standard = {e.key: standard_text(e, item.values.get(e.key)) for e in self._definition.elements}
        title = title_of(self._definition, item.values)
        return ItemComparison(item.code, item.field, title, self._definition, standard, tuple(marked))

    def outliers_of_added(self, rows: Sequence[EntryRow]) -> Iterator[FieldOutlier]:
        """Yield what stands out in entries without a standard item."""
        units = {each.unit.id: each.unit for each in self.units}
        entries = [self._held(units[row.content["organisation"]], row, None, "pending") for row in rows]
        by_id, among = {row.id: row for row in rows}, _Among(self._definition, entries)
        for each in entries:
            title = title_of(self._definition, dict(each.values))
            found = (*self._own_findings(each, by_id[each.entry]), *among.pasted(each))
            for outlier in found:
                yield FieldOutlier(None, title, each.unit, each.entry, outlier)

    def _yardstick(self, unit: str) -> Yardstick:
        if unit not in self._yardsticks:
            self._yardsticks[unit] = yardstick_of(self.workspace, unit, self._checklist, self._field)
        return self._yardsticks[unit]

    def _unit_entry(
        self, unit: Organisation, item: Item, row: EntryRow | None, verdicts: Mapping[str, str | None]
    ) -> UnitEntry:
        if row is None:
            return UnitEntry(unit, None, unit.id in self._came, None, None, None, None, {}, {}, ())
        return self._held(unit, row, item, verdicts.get(row.id) or "pending")

    def _held(self, unit: Organisation, row: EntryRow, item: Item | None, verdict: str) -> UnitEntry:
        content = entry_content(row)
        stands = relation(self._definition, item, unit, content)
        texts = {e.key: standard_text(e, content.values.get(e.key)) for e in self._definition.elements}
        declined = content.not_applicable is not None
        differing = () if item is None or declined else self._differing(unit, content)
        return UnitEntry(
            unit,
            row.id,
            True,
            stands,
            content.state,
            content.not_applicable,
            verdict,
            content.values,
            texts,
            differing,
        )

    def _differing(self, unit: Organisation, content: EntryContent) -> tuple[str, ...]:
        standard = self._yardstick(unit.id).standard(content)
        elements = (element.key for element in self._definition.elements)
        return tuple(key for key in elements if content.values.get(key) != standard.get(key))

    def _outliers(self, each: UnitEntry, rows: Mapping[str, EntryRow], among: "_Among") -> Iterator[Outlier]:
        if each.entry is None:
            # Where nothing of a field came, that is one thing to be said of the unit, not one for each item.
            if each.has_field:
                yield Outlier("item-missing", None, f"{each.unit.name}交了这个领域，没有这一项。")
            return
        if each.not_applicable is not None:
            yield from among.declined_alone(each)
            return
        yield from self._own_findings(each, rows[each.unit.id])
        yield from among.pasted(each)
        yield from among.unlike_most(each)

    def _own_findings(self, each: UnitEntry, row: EntryRow) -> Iterator[Outlier]:
        """Yield what the checks of single entries find, and names of other units where those tell of none."""
        content, yardstick = entry_content(row), self._yardstick(each.unit.id)
        found = (
            *entry_findings(self.workspace, row.id, content, yardstick),
            *entry_doubts(yardstick, row.id, content),
        )
        yield from (Outlier(finding.code, finding.element, finding.message) for finding in found)
        told = {finding.element for finding in found if finding.code == _OTHER_PLACE}
        yield from (outlier for outlier in self._places(each) if outlier.element not in told)

    def _places(self, each: UnitEntry) -> Iterator[Outlier]:
        for element in self._definition.elements:
            names = self._names.others_in(each.texts[element.key], each.unit)
            if names:
                told = "、".join(names[:_LONGEST_NAMED])
                yield Outlier(_OTHER_PLACE, element.key, f"“{element.label}”里写着{told}，不是{each.unit.name}。")


class _Among:
    """What the units say side by side, counted once for all of them."""

    def __init__(self, definition: Definition, units: Sequence[UnitEntry]):
        self._definition = definition
        self._present = [each for each in units if each.entry is not None]
        self._published = [each for each in self._present if each.not_applicable is None]
        self._alike = {key: Counter(_impersonal(each, key) for each in self._published) for key in self._keys}
        self._same: dict[tuple[str, str], list[str]] = {}
        for each in self._published:
            for key in self._keys:
                self._same.setdefault((key, each.texts[key]), []).append(each.unit.name)

    @property
    def _keys(self) -> list[str]:
        return [element.key for element in self._definition.elements]

    def pasted(self, each: UnitEntry) -> Iterator[Outlier]:
        """Yield long texts that this unit and few others have in the very same words, and the standard has not."""
        for element in self._definition.elements:
            text = each.texts[element.key]
            is_own = each.relation == "local" or element.key in each.differing
            if not is_own or len(text) < _LEAST_PASTED or element.choices:
                continue
            same = [name for name in self._same[element.key, text] if name != each.unit.name]
            # What most of them write alike, the county has probably asked for.
            if same and 2 * (len(same) + 1) <= max(_FEWEST_FOR_MOST, len(self._present)):
                told = "、".join(same[:_LONGEST_NAMED])
                more = f"等 {len(same)} 个单位" if len(same) > _LONGEST_NAMED else ""
                yield Outlier("pasted", element.key, f"“{element.label}”和{told}{more}写得一字不差。")

    def unlike_most(self, each: UnitEntry) -> Iterator[Outlier]:
        """Yield elements that nearly all units fill alike, own names aside, and this one does not."""
        number = len(self._published)
        if number < _FEWEST_FOR_MOST:
            return
        for element in self._definition.elements:
            usual, alike = self._alike[element.key].most_common(1)[0]
            if alike >= _MOST * number and _impersonal(each, element.key) != usual:
                told = f"{number} 个单位里有 {alike} 个写得一样，{each.unit.name}写得不同。"
                yield Outlier("differs-from-most", element.key, f"“{element.label}”{told}")

    def declined_alone(self, each: UnitEntry) -> Iterator[Outlier]:
        """Yield that hardly any other unit says it is not concerned."""
        number, published = len(self._present), len(self._published)
        if number >= _FEWEST_FOR_MOST and published >= _MOST * number:
            told = f"{number} 个单位里有 {number - published} 个写不涉及，{each.unit.name}是其中一个。"
            yield Outlier("declined-alone", None, told)


def _impersonal(each: UnitEntry, element: str) -> str:
    """Return a text with the unit's own name taken for what it stands for: all units differ in that alone."""
    text = each.texts[element]
    for name in (each.unit.full_name, each.unit.plain_name):
        text = text.replace(name, "本单位")
    return text
