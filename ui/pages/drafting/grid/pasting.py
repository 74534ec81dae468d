"""Pasting a block of cells from Excel, WPS or this table: where each goes, and what is said of those that cannot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.drafting.bulk import Changes, Refused
from app.drafting.grid import GridRow
from app.drafting.pasting import Pasted, plan_paste
from app.standards.library import Library
from app.standards.models import Definition
from app.tables.pasted import pasted_cells
from app.tables.pasted_page import page_cells

MOST_AT_ONCE = 200
"""So many cells are pasted without a look before, where every one finds its place."""


@dataclass(frozen=True)
class Aim:
    """Where is pasted: every line shown in order, the elements in order, the lines and columns that are chosen."""

    definition: Definition
    lines: tuple[GridRow, ...]
    elements: tuple[str, ...]
    rows: tuple[int, ...]
    columns: range


@dataclass(frozen=True)
class Wanted:
    """What an act wants to change, what it cannot, and what has to be said before it is done."""

    changes: Changes
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()


def wanted_by_paste(library: Library, aim: Aim, text: str, page: str = "") -> Wanted:
    """Return what pasting a text wants to change; takes a while for a large block.

    `library`: by whose words it is read. `page` is what the clipboard has as a page: a word processor's table says only
    there where its cells end.
    """
    cells = page_cells(page) or pasted_cells(text)
    if not cells:
        return Wanted({})
    lines = _lines_for(aim, len(cells))
    pasted = _planned(library, aim, lines, cells)
    if not pasted.matched_by_header:
        cells = _repeated(aim, lines, cells)
        pasted = _planned(library, aim, lines, cells)
    by_entry = {row.entry: row for row in (aim.lines if pasted.matched_by_name else lines)}
    writable, locked = parted(pasted.changes, by_entry)
    renamed = sum(_is_renamed(aim.definition, by_entry[id], values) for id, values in writable.items())
    return Wanted(writable, (*pasted.refused, *locked), tuple(_notes(pasted, len(lines), renamed)))


def parted(changes: Changes, rows: Mapping[str, GridRow]) -> tuple[Changes, tuple[Refused, ...]]:
    """Part wanted changes into those of lines that can be written in, and refusals of the others."""
    writable: dict[str, Mapping] = {}
    refused: list[Refused] = []
    for id, values in changes.items():
        why = why_locked(rows[id]) if id in rows else ""
        if why:
            standing = rows[id].values
            refused += [Refused(id, key, each, why) for key, each in values.items() if each != standing.get(key)]
        else:
            writable[id] = values
    return writable, tuple(refused)


def why_locked(row: GridRow) -> str:
    """Return why nothing can be written into a line, "" where it can."""
    return "这一条标为不涉及，没有改动。" if row.not_applicable is not None else ""


def _lines_for(aim: Aim, count: int) -> tuple[GridRow, ...]:
    """Return the lines to paste into: those chosen where the block fits them, else all from the first one on."""
    if len(aim.rows) > 1 and len(aim.rows) % count == 0:
        return tuple(aim.lines[row] for row in aim.rows)
    return aim.lines[aim.rows[0] :]


def _repeated(aim: Aim, lines: Sequence[GridRow], cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the block as often as it fits into what is chosen, as Excel does."""
    down = len(aim.rows) // len(cells) if len(aim.rows) % len(cells) == 0 else 1
    width = max(map(len, cells))
    across = len(aim.columns) // width if len(aim.columns) % width == 0 else 1
    wide = [[*line, *[""] * (width - len(line))] * across for line in cells] if across > 1 else [*map(list, cells)]
    return wide * down


def _planned(library: Library, aim: Aim, lines: Sequence[GridRow], cells: Sequence[Sequence[str]]) -> Pasted:
    # A table with names may be in any order and mean any line, wherever the keyboard is.
    standing = {row.entry: row.values for row in aim.lines}
    ids, at = [row.entry for row in lines], (0, aim.columns[0])
    return plan_paste(aim.definition, aim.elements, ids, at, cells, standing, library)


def _is_renamed(definition: Definition, row: GridRow, values: Mapping[str, Any]) -> bool:
    """Whether a line that has a name gets another one along with other contents."""
    names = [key for key in definition.title_elements if key in values and row.values.get(key)]
    return len(names) < len(values) and any(values[key] != row.values[key] for key in names)


def _notes(pasted: Pasted, lines: int, renamed: int) -> Iterator[str]:
    if renamed:
        yield f"各行从选中的这一条起依次往下放，有 {renamed} 条的事项名称会跟着变。看看行对不对得上。"
    if pasted.beyond_rows:
        yield f"从这里往下只有 {lines} 条，多出来的 {pasted.beyond_rows} 行没有地方放，不会粘贴。"
    if pasted.beyond_columns:
        yield f"右边多出来 {pasted.beyond_columns} 列，表里没有对应的栏，不会粘贴。"
    if pasted.unmatched:
        names = "、".join(f"“{name}”" for name in pasted.unmatched[:5])
        more = f"等 {len(pasted.unmatched)} 列" if len(pasted.unmatched) > 5 else ""
        yield f"{names}{more}在这张表里没有同名的栏，这些列不会粘贴。"
    if pasted.unknown:
        names = "、".join(f"“{name}”" for name in pasted.unknown[:5])
        more = f"等 {len(pasted.unknown)} 项" if len(pasted.unknown) > 5 else ""
        yield f"{names}{more}在这张表里没有同名的事项，这些行不会粘贴。"
    if pasted.matched_by_name:
        yield "各行照事项名称对应，各列照栏目名称对应，都不照位置。"
    elif pasted.matched_by_header:
        yield "第一行是栏目名称，各列照名称对应，不照位置。"
