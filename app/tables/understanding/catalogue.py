"""What was read from a file: its catalogue tables with their columns and rows, every answer with its cells and how sure
the reading is, and what was not understood.

Nothing here is decided: the clerk looks at it beside the source, corrects what a column means, and reads again.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

CERTAIN, LIKELY = 1.0, 0.8
"""Confidences: as written and known; read with a rule that is nearly always right."""


class Cell(msgspec.Struct, frozen=True, order=True, gc=False):
    """A cell of the file: the number of its sheet in `Source.sheets`, row and column in `Sheet.cells`, from 0."""

    sheet: int
    row: int
    column: int


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What an item says under one head.

    `value` has the shape of the element: a text, a list of texts, or citations as {"title", "number"}.
    `text`: as written, cells joined by line feeds. `cells`: where. `confidence`: 0 to 1. `how`: "written" on the item's
    own row, "merged" in a cell over several rows, "above" taken from the row above (blank or 同上), "title" from a line
    outside the table.
    """

    value: Any
    text: str
    cells: tuple[Cell, ...]
    confidence: float = CERTAIN
    how: str = "written"


class ReadColumn(msgspec.Struct, frozen=True):
    """A column and what it means.

    `meaning`: an element key; with ":" and answers joined by "+" where its ticks stand for answers (levels:township+
    village); "extra" for what the catalogue has no place for; None for an empty one. `alternatives`: other meanings
    with their scores, best first. `is_corrected`: the clerk said so.
    """

    column: int
    head: str
    meaning: str | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()
    is_corrected: bool = False


class ReadRow(msgspec.Struct, frozen=True, kw_only=True):
    """One item. `answers` by element key (level1 … levels, audience_group; field where the table has a column or a
    section for it), `extra` by head. `rows`: the sheet's rows it takes (columns, where the table lies on its side).
    `section`: the line over a group of rows it stands under. `is_hidden`: the file hides the row."""

    rows: tuple[int, ...]
    answers: Mapping[str, Answer]
    extra: Mapping[str, Answer]
    section: str = ""
    is_hidden: bool = False


class ReadTable(msgspec.Struct, frozen=True, kw_only=True):
    """One catalogue table; a table that pages part is one with each page's `heads`.

    `field`: as the file names it (None if it does not); `field_code`: the standard field meant, or the one most of the
    items belong to when `field` is None. `is_turned`: heads stand in a column, items side by side.
    """

    sheet: int
    number: int
    title: str
    field: Answer | None
    field_code: str | None
    columns: tuple[ReadColumn, ...]
    rows: tuple[ReadRow, ...]
    top: int
    bottom: int
    heads: tuple[int, ...] = ()
    is_turned: bool = False
    is_continued: bool = False


class NotUnderstood(msgspec.Struct, frozen=True):
    """A cell, or a line outside tables, that no answer holds wholly: what is left, where, and why in a sentence."""

    sheet: int
    address: str
    text: str
    why: str
    cell: Cell | None = None


class ReadCatalogue(msgspec.Struct, frozen=True, kw_only=True):
    """All catalogue tables of a file. `notes` are the file's own (see `Source.notes`). `remarks`: what is known not to
    belong to any item: notes and signatures under tables, sheets of contents."""

    name: str
    tables: tuple[ReadTable, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    remarks: tuple[NotUnderstood, ...] = ()
    notes: tuple[str, ...] = ()


def as_json(read: ReadCatalogue) -> dict[str, Any]:
    """Return what was read as plain values: tables with field and rows, without places and confidences."""
    return {"tables": [_table(table) for table in read.tables if table.rows]}


def _table(table: ReadTable) -> dict[str, Any]:
    field = table.field.value if table.field else None
    return {"field": field, "rows": [_row(row, field) for row in table.rows]}


_ROW_KEYS = (
    "level1",
    "level2",
    "level3",
    "elements",
    "basis",
    "deadline",
    "publisher",
    "channels",
    "audience",
    "audience_group",
    "mode",
    "levels",
)
_LISTS = ("elements", "basis", "channels")


def _row(row: ReadRow, field: str | None) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if "field" in row.answers and row.answers["field"].value != field:
        said["field"] = row.answers["field"].value
    for key in _ROW_KEYS:
        said[key] = row.answers[key].value if key in row.answers else [] if key in _LISTS else None
    said["extra"] = {head: answer.value for head, answer in row.extra.items()}
    return said
