"""Workbooks of Excel and WPS (.xlsx, .xlsm): what their cells show, sheet by sheet. Macros are never looked at.

The XML of the sheets is streamed by this module and not by a library (docs/tables-in.md gives the figures):
python-calamine tells neither the fonts of single letters, in which boxes are ticked, nor hidden parts, comments and
formats of numbers, and it reserves the whole rectangle that cells span. openpyxl tells them all and is not slow, but it
builds every cell of every sheet before the first can be looked at or the reading be stopped, gives a formula or its
result and never says that the result is missing, and gives up the whole workbook for one damaged or unusual part.
"""

import zipfile
from functools import partial

from app.tables.sources.bounds import MOST_FILLED_CELLS, Reading
from app.tables.sources.doubts import NO_RESULT
from app.tables.sources.grid import Grid
from app.tables.sources.sheet import Sheet, Span
from app.tables.sources.sound import sound_sheets
from app.tables.sources.symbols import plain_marks
from app.tables.sources.xlsx_styles import Shown, Style, StyleReader, shown_number
from app.tables.sources.xlsx_texts import CommentReader, Runs, SharedTexts, TextReader, place_of, shown_text, unescaped
from app.tables.sources.xml_parts import Attributes, Begin, End, Handler, Parts, first_of, is_on, number, read_handler

_NO_STYLE = Style()
#: The end of a sheet in Excel.
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ONE_LETTER = {letter: column for column, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def workbook_sheets(archive: zipfile.ZipFile, main: str, reading: Reading) -> list[Sheet]:
    """The sheets of a workbook that hold something; raises UserFacingError as `Parts` and `Grid` do."""
    parts = Parts(archive, reading)
    related = parts.related(main)
    workbook = _Workbook()
    parts.read(main, workbook)
    styles, shared = StyleReader(), SharedTexts(reading)
    read_handler(parts, first_of(related, "styles") or "xl/styles.xml", styles)
    read_handler(parts, first_of(related, "sharedStrings") or "xl/sharedStrings.xml", shared)
    book = _Book(reading, parts, styles.styles, shared, workbook.is_1904)
    named = reading.sheets_to_read(workbook.sheets)
    listed = ((name, *related.get(relation, ("", "")), hidden) for name, relation, hidden in named)
    return sound_sheets(
        ((name, partial(book.sheet, name, part, hidden)) for name, kind, part, hidden in listed if kind == "worksheet"),
        reading,
    )


class _Workbook(Handler):
    """Collects (name, relation, hidden) of the sheets in their order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
        elif name == "workbookPr":
            self.is_1904 = is_on(attributes.get("date1904", "0"))


class _Book:
    """What all sheets of a workbook share."""

    def __init__(self, reading: Reading, parts: Parts, styles: list[Style], shared: SharedTexts, is_1904: bool) -> None:
        self.reading, self.parts, self.styles, self.shared, self.is_1904 = reading, parts, styles, shared, is_1904
        self.named_styles: dict[str | None, Style] = {}
        """Those that cells were met with."""

    def sheet(self, name: str, part: str, is_hidden: bool) -> Sheet | None:
        """One sheet, None when nothing stands in it."""
        grid = Grid(self.reading)
        self.parts.read(part, _SheetReader(self, grid))
        comments = CommentReader()
        read_handler(self.parts, first_of(self.parts.related(part), "comments"), comments)
        grid.comments = comments.comments
        return grid.sheet(name, lettered=True, is_hidden=is_hidden)

    def style(self, told: str | None) -> Style:
        """The style of a cell by its number."""
        if told not in self.named_styles:
            index = number(told)
            self.named_styles[told] = self.styles[index] if 0 <= index < len(self.styles) else _NO_STYLE
        return self.named_styles[told]

    def shown(self, kind: str, raw: str, style: Style) -> Shown:
        """What a cell shows that has this stored text, which is none that cells share."""
        if kind == "b":
            return Shown("TRUE" if raw.strip() == "1" else "FALSE")
        if kind in ("str", "e", "d"):
            return Shown(plain_marks(unescaped(raw), style.font))
        shown = shown_number(raw.strip(), style.format, self.is_1904)
        return shown if style.font is None else shown._replace(text=plain_marks(shown.text, style.font))


class _SheetReader(Handler):
    """Puts the cells of a sheet into its grid; where a place is not written, the next one is meant."""

    bare = frozenset({"c"})

    def __init__(self, book: _Book, grid: Grid) -> None:
        self._book, self._grid = book, grid
        self._styles = book.named_styles
        self._row = self._column = -1
        self._row_number = ""
        self._kind, self._style = "n", _NO_STYLE
        self._has_formula = False
        self._value = ""
        self.pieces: list[str] = []
        self._inline = TextReader("is", self._take_inline, self.pieces)
        self._begins: dict[str, Begin] = {"c": self._begin_cell, "row": self._begin_row, "col": self._see_columns}
        self._begins |= {"mergeCell": self._see_merged, "f": self._see_formula}
        self._ends = {"c": self._end_cell, "v": self._end_value}

    def begin_of(self, name: str) -> Begin | None:
        return self._begins.get(name) or self._inline.begin_of(name)

    def end_of(self, name: str) -> End | None:
        return self._ends.get(name) or self._inline.end_of(name)

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = number(attributes.get("r"), self._row + 2) - 1
        self._column, self._row_number = -1, str(self._row + 1)
        is_hidden = is_on(attributes.get("hidden", "0")) or attributes.get("ht") == "0"
        if is_hidden and self._row < _LAST_ROW:
            self._grid.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._grid.reading.go_over()
        reference = attributes.get("r", "")
        column = _ONE_LETTER.get(reference[:1])
        if column is not None and reference[1:] == self._row_number:  # as nearly always
            self._column = column
        else:
            self._row, self._column = place_of(reference) or (max(self._row, 0), self._column + 1)
        self._kind = attributes.get("t", "n")
        told = attributes.get("s")
        self._style = self._styles[told] if told in self._styles else self._book.style(told)
        self._value, self._has_formula = "", False

    def _end_value(self) -> None:
        self._value = "".join(self.pieces)

    def _take_inline(self, runs: Runs) -> None:
        self._grid.put((self._row, self._column), shown_text(runs, self._style.font))

    def _see_formula(self, _: Attributes) -> None:
        self._has_formula = True

    def _end_cell(self) -> None:
        place = self._row, self._column
        if self._value and self._kind == "s":  # as nearly always
            self._grid.put(place, self._book.shared.text(self._value, self._style.font))
        elif self._value:
            self._grid.put(place, *self._book.shown(self._kind, self._value, self._style))
        elif self._has_formula and self._kind not in ("str", "s"):
            self._grid.put(place, "", NO_RESULT)

    def _see_columns(self, attributes: Attributes) -> None:
        is_hidden = is_on(attributes.get("hidden", "0")) or attributes.get("width") == "0"
        if is_hidden and len(self._grid.hidden_columns) < _LAST_COLUMN:
            self._grid.hidden_columns.append((number(attributes.get("min")) - 1, number(attributes.get("max")) - 1))

    def _see_merged(self, attributes: Attributes) -> None:
        span = _span(attributes.get("ref", ""))
        if span is not None and len(self._grid.merged) < MOST_FILLED_CELLS:
            self._grid.merged.append(span)


def _span(reference: str) -> Span | None:
    corners = [place_of(corner) for corner in reference.split(":")]
    match corners:
        case [(top, left), (bottom, right)] if top <= bottom and left <= right:
            return Span(top, left, bottom, right)
    return None
