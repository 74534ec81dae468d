"""What differs from an earlier edition of the catalogue: marked on its entries and listed, to be read on a copy."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from app.drafting.editions import editions
from app.drafting.entry import EntryContent, derived_entry_id, title_of
from app.drafting.lookup import entry_content
from app.errors import UserFacingError
from app.products.catalogue_sections import Section, part_rows, table_entries
from app.standards.models import Definition
from app.tables.cards import Card, CardPart
from app.tables.official import (
    LINE_ENDS,
    SEQUENCE_HEAD,
    BoxesCell,
    OfficialColumn,
    OfficialRow,
    OfficialTable,
    TableEntry,
    TextCell,
    element_cell,
    elements_beside,
    number_ranges,
    official_table,
    text_lines,
)
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_NEW, _CHANGED, _REMOVED = "新增", "修改", "删去"
_NOTHING = TextCell(("（没有填）",))
_NO_NUMBER = TextCell(("—",))
_NO_MEMBER = ("—",)
#: Kinds of elements whose value is a list, one member a line.
_LISTS = frozenset({"list", "citations"})


@dataclass(frozen=True)
class EntryChange:
    """How one entry differs. `was` is the entry of the earlier edition, None where there was none; `before` gives by
    element key the earlier text of each element that differs."""

    was: TableEntry | None
    before: Mapping[str, TextCell]

    @property
    def mark(self) -> str:
        """The word that stands beside the entry."""
        return _CHANGED if self.was is not None else _NEW


@dataclass(frozen=True)
class EditionChanges:
    """All that differs between a section and `edition`: `changes` by entry id, and the names of entries that are no
    longer there, each with what is to be said of it."""

    edition: str
    changes: Mapping[str, EntryChange]
    removed: tuple[str, ...]


def comparable_editions(workspace: Workspace) -> list[str]:
    """Return the editions in this file that the current one can be compared with, newest first."""
    return [each.edition for each in editions(workspace) if not each.is_current and each.entries]


def require_edition(workspace: Workspace, edition: str) -> None:
    """Raises `UserFacingError` unless this file holds that edition besides the current one."""
    others = comparable_editions(workspace)
    if edition not in others:
        here = f"可以比的有：{'、'.join(others)}。" if others else "这里只有今年的目录。"
        raise UserFacingError("edition-unknown", f"没有 {edition[:20]} 年的目录可以比，没有打印。{here}")


def changes_since(workspace: Workspace, section: Section, edition: str) -> EditionChanges:
    """Compare a section with the same field or checklist in an earlier edition.

    Entries are matched by item, then by where they were carried over from, then by name. What concerned us then and
    does not now counts as removed. Of an excerpt nothing counts as removed.
    """
    earlier = [(row, entry_content(row)) for row in part_rows(workspace, section.part, edition)]
    then = [pair for pair in earlier if pair[1].not_applicable is None]
    now = [(row, entry_content(row)) for row in section.rows]
    years = sorted(each.edition for each in editions(workspace) if edition <= each.edition <= workspace.edition)
    matched = _matched(section.definition, then, now, years)
    was = {entry.id: entry for entry in table_entries(then)}
    changes = {
        entry.id: change
        for entry in section.entries
        if (change := _change(section, entry, was.get(matched.get(entry.id, "")))) is not None
    }
    shown = {entry.id for entry in section.entries}
    kept = {old for new, old in matched.items() if new in shown}
    declined = {old for new, old in matched.items() if new not in shown}
    gone = [(row.id, title_of(section.definition, content.values)) for row, content in then if row.id not in kept]
    removed = tuple(f"{title}（现在不涉及）" if id in declined else title for id, title in gone)
    return EditionChanges(edition, changes, () if section.is_excerpt else removed)


def marked_table(
    section: Section, table: OfficialTable, changes: EditionChanges, levels: Collection[str]
) -> tuple[OfficialTable, dict[str, frozenset[int]]]:
    """Return the table with a word under the number of each entry that differs, and its differing columns by entry."""
    earlier = [change.was for change in changes.changes.values() if change.was is not None]
    both = official_table(section.definition, [*section.entries, *earlier], levels, section.show_article)
    then = {row.entry_id: row for row in both.rows[len(section.entries) :]}
    now = {row.entry_id: row for row in both.rows[: len(section.entries)]}
    number = next((place for place, column in enumerate(table.columns) if column.head == SEQUENCE_HEAD), None)
    rows, marks = [], {}
    for row in table.rows:
        change = changes.changes.get(row.entry_id)
        if change is not None:
            differing = _differing(now[row.entry_id], then[change.was.id]) if change.was is not None else frozenset()
            marks[row.entry_id] = differing - {number} if len(both.columns) == len(table.columns) else frozenset()
            row = _with_word(row, number, change.mark)
        rows.append(row)
    return msgspec.structs.replace(table, rows=tuple(rows)), marks


def marked_cards(section: Section, changes: EditionChanges) -> tuple[Card, ...]:
    """Return the cards with their marks, and beneath each element that differs what stood there."""
    pairs = zip(section.entries, section.cards, strict=True)
    return tuple(_marked_card(section, entry, card, changes) for entry, card in pairs)


def changes_line(section: Section, changes: EditionChanges) -> str:
    """Return in words how much differs: 新增1项（第3项），修改2项（第1、5项）。"""
    numbers: dict[str, list[int]] = {_NEW: [], _CHANGED: []}
    for number, entry in enumerate(section.entries, start=1):
        if entry.id in changes.changes:
            numbers[changes.changes[entry.id].mark].append(number)
    parts = [f"{mark}{len(found)}项（第{number_ranges(found)}项）" for mark, found in numbers.items() if found]
    if changes.removed:
        parts.append(f"{_REMOVED}{len(changes.removed)}项（{'；'.join(changes.removed)}）")
    return f"{'，'.join(parts)}。" if parts else "没有不同。"


def changes_table(section: Section, changes: EditionChanges, edition: str) -> OfficialTable | None:
    """Return all that differs as a table, old beside new; None when nothing does."""
    columns = (
        OfficialColumn(SEQUENCE_HEAD, None, 9, True, "center"),
        OfficialColumn("公开事项", None, 60, True, "left"),
        OfficialColumn("改动", None, 14, True, "center"),
        OfficialColumn("栏目", None, 34, False, "center"),
        OfficialColumn(f"{changes.edition}年版", None, 140, False, "left"),
        OfficialColumn(f"{edition}年版", None, 140, False, "left"),
    )
    numbered = enumerate(section.entries, start=1)
    rows = [
        cells
        for number, entry in numbered
        if entry.id in changes.changes
        for cells in _rows(section, entry, number, changes.changes[entry.id])
    ]
    rows += [(_NO_NUMBER, TextCell((title,)), TextCell((_REMOVED,)), *[TextCell()] * 3) for title in changes.removed]
    if not rows:
        return None
    return OfficialTable(columns, tuple(OfficialRow(cells, str(place), False) for place, cells in enumerate(rows)))


def _rows(section: Section, entry: TableEntry, number: int, change: EntryChange) -> Iterator[tuple[TextCell, ...]]:
    title = title_of(section.definition, dict(entry.values))
    first = (TextCell((str(number),)), TextCell((title,)), TextCell((change.mark,)))
    if change.was is None:
        yield (*first, *[TextCell()] * 3)
    for key, before in change.before.items():
        element = section.definition.element(key)
        now = _text(section, key, entry) or _NOTHING
        pair = _differing_members(before, now) if element.kind in _LISTS else (before, now)
        yield (*first, TextCell((element.label,)), *pair)


def _differing_members(before: TextCell, now: TextCell) -> tuple[TextCell, TextCell]:
    """Return of two lists only the members that are not in both, and how many are; both lists whole where nothing but
    the order differs or nothing is in both."""
    old, new = ([line.rstrip(LINE_ENDS) for line in cell.lines] for cell in (before, now))
    gone, come = [line for line in old if line not in new], [line for line in new if line not in old]
    kept = len(old) - len(gone)
    if not kept or not (gone or come):
        return before, now
    rest = f"（其余{kept}条不变）"
    return TextCell((*(gone or _NO_MEMBER), rest)), TextCell((*(come or _NO_MEMBER), rest))


def _matched(
    definition: Definition,
    then: Sequence[tuple[EntryRow, EntryContent]],
    now: Sequence[tuple[EntryRow, EntryContent]],
    years: Sequence[str],
) -> dict[str, str]:
    """Return the earlier entry's id by the id of the present one."""
    by_item = {content.item: row.id for row, content in then if content.item is not None}
    by_origin = {_carried_id(row.id, years): row.id for row, content in then if content.item is None}
    by_title = {title_of(definition, content.values): row.id for row, content in then}
    matched: dict[str, str] = {}
    for row, content in now:
        old = by_item.get(content.item) if content.item is not None else None
        old = old or by_origin.get(row.id)
        if old is not None:
            matched[row.id] = old
    taken = set(matched.values())
    for row, content in now:
        old = by_title.get(title_of(definition, content.values))
        if row.id not in matched and old is not None and old not in taken:
            matched[row.id] = old
            taken.add(old)
    return matched


def _carried_id(id: str, years: Sequence[str]) -> str:
    """Return the id that a local entry has in the last of `years` when it was carried over from one to the next."""
    for _, year in pairwise(years):
        id = derived_entry_id(id, year)
    return id


def _change(section: Section, entry: TableEntry, was: TableEntry | None) -> EntryChange | None:
    if was is None:
        return EntryChange(None, {})
    beside = elements_beside(section.definition)
    keys = [each.key for each in section.definition.elements if each.key not in beside and each.label != SEQUENCE_HEAD]
    before = {key: old or _NOTHING for key in keys if (old := _text(section, key, was)) != _text(section, key, entry)}
    return EntryChange(was, before) if before else None


def _text(section: Section, key: str, entry: TableEntry) -> TextCell | None:
    """Return what an element of an entry says, None for nothing."""
    cell = element_cell(section.definition, section.definition.element(key), entry.values, section.show_article)
    if isinstance(cell, BoxesCell):
        ticked = [f"{box.label}（{box.text}）" if box.text else box.label for box in cell.boxes if box.checked]
        cell = TextCell(("、".join(ticked),) if ticked else ())
    return cell if cell.lines else None


def _differing(now: OfficialRow, then: OfficialRow) -> frozenset[int]:
    return frozenset(place for place, (new, old) in enumerate(zip(now.cells, then.cells, strict=True)) if new != old)


def _with_word(row: OfficialRow, number: int | None, word: str) -> OfficialRow:
    if number is None:
        return row
    cells = list(row.cells)
    cells[number] = TextCell((*text_lines(cells[number]), word))
    return msgspec.structs.replace(row, cells=tuple(cells))


def _marked_card(section: Section, entry: TableEntry, card: Card, changes: EditionChanges) -> Card:
    change = changes.changes.get(card.entry_id)
    if change is None:
        return card
    on_card = {part.key for part in card.parts}
    titles = section.definition.title_elements
    parts = [
        *(_further_part(section, entry, key, change) for key in titles if key in change.before),
        *(msgspec.structs.replace(part, before=change.before.get(part.key)) for part in card.parts),
        *(_further_part(section, entry, key, change) for key in change.before if key not in on_card.union(titles)),
    ]
    return msgspec.structs.replace(card, parts=tuple(parts), mark=change.mark)


def _further_part(section: Section, entry: TableEntry, key: str, change: EntryChange) -> CardPart:
    """Return an element that differs and has no place of its own on the card: a name, or what is empty now."""
    element = section.definition.element(key)
    now = _text(section, key, entry) or TextCell()
    return CardPart(key, element.label, now, element.group or "", True, before=change.before[key])
