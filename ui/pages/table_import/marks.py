"""How sure the reading is, of each item and of each cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.tables.sources.sheet import Place
from app.tables.understanding.catalogue import Answer, ReadCatalogue, ReadRow
from app.tables.understanding.meanings import NAMES
from ui.widgets.row_spec import Mark

SURE, LOOK, ASK, UNREAD, LEFT = "sure", "look", "ask", "unread", "left"
_SURE_FROM, _LOOK_FROM = 0.9, 0.7
LEVELS = {
    SURE: Mark("circle-check", "有把握", "confidence-high"),
    LOOK: Mark("circle-question-mark", "看一眼", "confidence-middle"),
    ASK: Mark("circle-alert", "请您定", "confidence-low"),
    UNREAD: Mark("triangle-alert", "没认出来", "confidence-low"),
}
LEFT_MARK = Mark("circle-minus", "没列出", "text-muted")
"""Of an item that is not proposed: of another unit, of another level, hidden."""
GROUNDS = {LOOK: "warn-soft", ASK: "danger-soft", UNREAD: "danger-soft"}
"""Colour roles of the ground of cells that are not sure; the mark says the same in a shape."""
_ORDER = (SURE, LOOK, ASK, UNREAD)


class ItemKey(NamedTuple):
    """One item: the number of its table in `ReadCatalogue.tables`, of its row in that."""

    table: int
    row: int


@dataclass
class CellMark:
    """What became of a cell: whose it is, for which elements, how sure; `why` of what was not understood."""

    level: str = SURE
    items: list[ItemKey] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    why: str = ""


Marks = list[dict[Place, CellMark]]
"""By sheet and place."""


def level_of(confidence: float) -> str:
    """Return what a confidence is called."""
    return SURE if confidence >= _SURE_FROM else LOOK if confidence >= _LOOK_FROM else ASK


def worst(levels: Iterable[str]) -> str:
    """Return the level that needs most attention."""
    return max(levels, key=_ORDER.index, default=SURE)


def level_of_row(row: ReadRow) -> str:
    """Return how sure an item is: as its least sure answer, and to be decided where nothing names it."""
    named = any(row.answers[key].value for key in NAMES if key in row.answers)
    lowest = min((answer.confidence for answer in row.answers.values()), default=0.0)
    return level_of(lowest) if named else ASK


def marks_of(read: ReadCatalogue, sheets: int) -> Marks:
    """Return what became of each cell of each sheet; cells that belong to nothing have no mark."""
    marks: Marks = [{} for _ in range(sheets)]
    for number, table in enumerate(read.tables):
        for place, row in enumerate(table.rows):
            _mark_row(marks, ItemKey(number, place), row)
    for told in read.not_understood:
        if told.cell is not None:
            mark = marks[told.cell.sheet].setdefault((told.cell.row, told.cell.column), CellMark())
            mark.level, mark.why = UNREAD, told.why
    return marks


def doubtful_columns(marks: Marks) -> tuple[frozenset[int], ...]:
    """Return by sheet the columns in which a cell is not sure, and so carries a sign."""
    return tuple(frozenset(place[1] for place, mark in sheet.items() if mark.level != SURE) for sheet in marks)


def answers_of(row: ReadRow) -> Mapping[str, Answer]:
    """Return everything an item says, by element key or by the head of a column without meaning."""
    return {**row.answers, **row.extra}


def _mark_row(marks: Marks, key: ItemKey, row: ReadRow) -> None:
    for element, answer in answers_of(row).items():
        for cell in answer.cells:
            mark = marks[cell.sheet].setdefault((cell.row, cell.column), CellMark())
            mark.level = worst((mark.level, level_of(answer.confidence)))
            if not mark.items or mark.items[-1] != key:
                mark.items.append(key)
            if element not in mark.elements:
                mark.elements.append(element)
