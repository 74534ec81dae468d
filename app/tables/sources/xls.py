"""Old workbooks (.xls, .et) of Excel 5 to 2003: what their cells show, sheet by sheet, as xlrd reads them."""

import io
from functools import partial
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet as OldSheet

from app.errors import UserFacingError
from app.tables.sources.bounds import Reading
from app.tables.sources.grid import Grid
from app.tables.sources.ole import ole_stream
from app.tables.sources.sheet import Place, Sheet, Span
from app.tables.sources.sound import sound_sheets
from app.tables.sources.symbols import is_picture_font, plain_marks
from app.tables.sources.xls_stream import bounded_stream
from app.tables.sources.xlsx_styles import BUILT_IN_FORMATS, PLAIN, Format, Style, format_of, shown_number
from app.tables.sources.xlsx_texts import Runs, shown_text

_NO_STYLE = Style()
#: From Excel 97 on texts are Unicode; before, they are bytes of the book's code page.
_EXCEL_97 = 80


def old_workbook_sheets(path: Path, reading: Reading) -> list[Sheet]:
    """The sheets of an old workbook that hold something; raises UserFacingError for damage, passwords and excess."""
    stream = ole_stream(path, ("Workbook", "Book"), reading)
    return _Book(bounded_stream(stream, reading), reading).sheets()


class _Book:
    """What all sheets of an old workbook share."""

    def __init__(self, stream: bytes, reading: Reading) -> None:
        self.reading = reading
        with _Damages(reading):
            self.book: Book = xlrd.open_workbook(
                file_contents=stream, logfile=io.StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
            )
        self._styles: dict[int, Style] = {}

    def sheets(self) -> list[Sheet]:
        """The sheets in their order; one that is damaged is named in the notes."""
        names = self.reading.sheets_to_read(self.book.sheet_names())
        return sound_sheets(((name, partial(self._sheet, index)) for index, name in enumerate(names)), self.reading)

    def _sheet(self, index: int) -> Sheet | None:
        self.reading.tell(index, self.book.nsheets)
        with _Damages(self.reading):
            old = self.book.sheet_by_index(index)
        self.book.unload_sheet(index)
        return _OldSheetReader(self, old).sheet()

    def style(self, index: int) -> Style:
        """Font and number format of a cell by the number of its style."""
        if index not in self._styles:
            self._styles[index] = self._style(index)
        return self._styles[index]

    def _style(self, index: int) -> Style:
        if not 0 <= index < len(self.book.xf_list):
            return _NO_STYLE
        style = self.book.xf_list[index]
        return Style(self.font(style.font_index), self._format(style.format_key))

    def _format(self, key: int) -> Format:
        told = self.book.format_map.get(key)
        # Which dates stand under the numbers that countries leave free, only xlsx_styles knows.
        return format_of(told.format_str) if told and told.format_str else BUILT_IN_FORMATS.get(key, PLAIN)

    def font(self, index: int) -> str | None:
        """The name of a font by its number."""
        return self.book.font_list[index].name if 0 <= index < len(self.book.font_list) else None

    def runs(self, text: str, fonts: list[tuple[int, int]]) -> Runs:
        """A text with the fonts that begin in it; their places count code units of the file."""
        is_unicode = self.book.biff_version >= _EXCEL_97
        encoding, size = ("utf-16-le", 2) if is_unicode else (self.book.encoding, 1)
        letters = text.encode(encoding, "surrogatepass" if is_unicode else "replace")
        starts = [(0, None), *((size * start, self.font(font)) for start, font in fonts)]
        ends = [*(start for start, _ in starts[1:]), len(letters)]
        pieces = ((letters[start:end], font) for (start, font), end in zip(starts, ends, strict=True))
        return tuple((piece.decode(encoding, "replace"), font) for piece, font in pieces if piece)


class _OldSheetReader:
    """Puts the cells of one sheet into a grid."""

    def __init__(self, book: _Book, old: OldSheet) -> None:
        self._book, self._old, self._grid = book, old, Grid(book.reading)

    def sheet(self) -> Sheet | None:
        """The sheet; None when nothing stands in it."""
        old, grid = self._old, self._grid
        grid.hidden_rows.update(row for row, told in old.rowinfo_map.items() if told.hidden)
        grid.hidden_columns += [(column, column) for column, told in old.colinfo_map.items() if told.hidden]
        grid.merged += [
            Span(top, left, bottom - 1, right - 1)
            for top, bottom, left, right in old.merged_cells
            if top < bottom and left < right
        ]
        grid.comments |= {place: text for place, note in old.cell_note_map.items() if (text := _comment(note.text))}
        for row in range(old.nrows):
            self._read_row(row)
        return grid.sheet(old.name, lettered=True, is_hidden=bool(old.visibility & 3))

    def _read_row(self, row: int) -> None:
        kinds, values = self._old.row_types(row), self._old.row_values(row)
        self._grid.reading.go_over(len(kinds) + 1)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind == xlrd.XL_CELL_TEXT:
                self._put_text((row, column), value)
            elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                self._put_number((row, column), value)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                self._grid.put((row, column), "TRUE" if value else "FALSE")
            elif kind == xlrd.XL_CELL_ERROR:
                self._grid.put((row, column), xlrd.error_text_from_code.get(value, "#N/A"))

    def _put_text(self, place: Place, text: str) -> None:
        font = self._style(place).font
        fonts = self._old.rich_text_runlist_map.get(place)
        if fonts and any(is_picture_font(self._book.font(index)) for _, index in fonts):
            self._grid.put(place, shown_text(self._book.runs(text, fonts), font))
        else:
            self._grid.put(place, plain_marks(text, font))

    def _put_number(self, place: Place, value: float) -> None:
        style = self._style(place)
        shown = shown_number(repr(value), style.format, bool(self._book.book.datemode))
        text = plain_marks(shown.text, style.font) if is_picture_font(style.font) else shown.text
        self._grid.put(place, text, shown.doubt, shown.moment)

    def _style(self, place: Place) -> Style:
        return self._book.style(self._old.cell_xf_index(*place))


class _Damages:
    """Whatever xlrd raises within is told as damage: it raises many kinds of errors at files that are not sound."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, UserFacingError):
            raise self._reading.damaged(f"xlrd {type(error).__name__}: {error}") from error


def _comment(text: str) -> str:
    return plain_marks(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
