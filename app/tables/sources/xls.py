"""Old workbooks (.xls, .et) of Excel 97 to 2003: what their cells show, sheet by sheet.

Read record by record. Compiled readers of such files reserve what a damaged file claims, and where the memory for it
is missing the whole program ends at once.
"""

import struct
from pathlib import Path

import olefile

from app.errors import UserFacingError
from app.tables.sources.bounds import MOST_FILLED_CELLS, MOST_SHEETS, Reading
from app.tables.sources.doubts import NO_RESULT
from app.tables.sources.grid import Grid
from app.tables.sources.sheet import Place, Sheet, Span
from app.tables.sources.symbols import is_picture_font, plain_marks
from app.tables.sources.xls_records import BEGIN, Letters, packed_number, records
from app.tables.sources.xlsx_styles import BUILT_IN_FORMATS, PLAIN, Format, Style, format_of, shown_number
from app.tables.sources.xlsx_texts import Runs, SharedTexts

_LOCKED, _SHEET, _FONT, _FORMAT, _STYLE, _SHARED, _DATES = 0x002F, 0x0085, 0x0031, 0x041E, 0x00E0, 0x00FC, 0x0022
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_SHARED_TEXT, _NUMBER, _PACKED, _MANY_PACKED = 0x00FD, 0x0203, 0x027E, 0x00BD
_TEXT, _RICH_TEXT, _TRUTH, _FORMULA, _FORMULA_TEXT = 0x0204, 0x00D6, 0x0205, 0x0006, 0x0207
_EXCEL_97 = b"\x00\x06"
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_NO_STYLE = Style()
_COLUMNS_OF_SHEET = 256


def old_workbook_sheets(path: Path, reading: Reading) -> list[Sheet]:
    """The sheets of an old workbook that hold something; raises UserFacingError for damage, passwords and excess."""
    try:
        with olefile.OleFileIO(path) as ole:
            name = "Workbook" if ole.exists("Workbook") else "Book"
            stream = ole.openstream(name).read()
        return _Book(stream, reading).sheets()
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise reading.damaged(f"{type(error).__name__}: {error}") from error


class _Book:
    """What all sheets of an old workbook share."""

    def __init__(self, stream: bytes, reading: Reading) -> None:
        self.reading = reading
        self.shared = SharedTexts(reading)
        self.is_1904 = False
        self._stream = stream
        self._listed: list[tuple[str, int, bool]] = []
        self._fonts: list[str] = []
        self._formats: dict[int, Format] = dict(BUILT_IN_FORMATS)
        self._styles: list[tuple[int, int]] = []
        for kind, content, more in records(stream, 0):
            self._see(kind, content, more)

    def sheets(self) -> list[Sheet]:
        """The sheets in their order."""
        found = []
        for index, (name, start, is_hidden) in enumerate(self._listed[:MOST_SHEETS]):
            self.reading.tell(index, len(self._listed))
            grid = Grid(self.reading)
            _SheetRecords(self, grid).read(self._stream, start)
            sheet = grid.sheet(name, lettered=True, is_hidden=is_hidden)
            if sheet is not None:
                found.append(sheet)
        return found

    def style(self, index: int) -> Style:
        """Font and number format of a cell by the number of its style."""
        if index >= len(self._styles):
            return _NO_STYLE
        font, form = self._styles[index]
        return Style(self._font(font), self._formats.get(form, PLAIN))

    def runs(self, letters: bytes, fonts: list[tuple[int, int]]) -> Runs:
        """A text with the fonts that begin in it."""
        starts = [(0, None), *((start, self._font(font)) for start, font in fonts)]
        ends = [start for start, _ in starts[1:]] + [len(letters)]
        pieces = ((letters[2 * start : 2 * end], font) for (start, font), end in zip(starts, ends, strict=True))
        return tuple((piece.decode("utf-16-le", "replace"), font) for piece, font in pieces if piece)

    def _font(self, index: int) -> str | None:
        # There is no font of number 4: it was left out when the format was made.
        index -= index > 4
        return self._fonts[index] if index < len(self._fonts) else None

    def _see(self, kind: int, content: bytes, more: list[bytes]) -> None:
        if kind == BEGIN and content[:2] != _EXCEL_97:
            raise self._too_old()
        if kind == _LOCKED:
            raise self._locked()
        if kind == _SHEET and len(content) >= 8:
            self._see_sheet(content)
        elif kind == _FONT and len(content) > 16:
            letters, _ = Letters([content[14:]]).text(1)
            self._fonts.append(letters.decode("utf-16-le", "replace"))
        elif kind == _FORMAT and len(content) > 5:
            letters, _ = Letters([content[2:]]).text()
            self._formats[int.from_bytes(content[:2], "little")] = format_of(letters.decode("utf-16-le", "replace"))
        elif kind == _STYLE and len(content) >= 4:
            self._styles.append(struct.unpack_from("<HH", content))
        elif kind == _DATES:
            self.is_1904 = content[:1] == b"\x01"
        elif kind == _SHARED:
            self._see_shared(Letters([content[8:], *more]))

    def _see_sheet(self, content: bytes) -> None:
        start, hidden, what = struct.unpack_from("<IBB", content)
        letters, _ = Letters([content[6:]]).text(1)
        if what == 0:
            self._listed.append((letters.decode("utf-16-le", "replace"), start, hidden & 3 != 0))

    def _see_shared(self, letters: Letters) -> None:
        while not letters.is_at_end:
            self.shared.keep(self.runs(*letters.text()))

    def _locked(self) -> UserFacingError:
        return UserFacingError(
            "locked",
            f"“{self.reading.name}”加了密码，什么也没有读。请用 WPS 表格或 Excel 打开它并输入密码，"
            "另存为“Excel 工作簿（*.xlsx）”，保存时不设密码，再选新存的那一份。",
        )

    def _too_old(self) -> UserFacingError:
        return UserFacingError(
            "too-old",
            f"“{self.reading.name}”是很早以前的 Excel 表格，什么也没有读。请用 WPS 表格或 Excel 打开它，"
            "点“文件”→“另存为”，文件类型选“Excel 工作簿（*.xlsx）”，保存后选新存的那一份。",
        )


class _SheetRecords:
    """Puts the cells of one sheet into its grid."""

    def __init__(self, book: _Book, grid: Grid) -> None:
        self._book, self._grid = book, grid
        self._awaited: tuple[Place, Style] | None = None
        """The formula whose text comes with the next record."""
        self._readers = {
            _SHARED_TEXT: self._see_shared_text,
            _NUMBER: self._see_number,
            _PACKED: self._see_packed,
            _TRUTH: self._see_truth,
            _FORMULA: self._see_formula,
        }

    def read(self, stream: bytes, start: int) -> None:
        """Read the records of the sheet that begins here."""
        for kind, content, more in records(stream, start):
            if len(content) < 2:
                continue
            if reader := self._readers.get(kind):
                row, column, style = struct.unpack_from("<HHH", content)
                reader((row, column), self._book.style(style), content[6:])
            elif kind in (_TEXT, _RICH_TEXT):
                row, column, style = struct.unpack_from("<HHH", content)
                self._put_text((row, column), self._book.style(style), Letters([content[6:], *more]))
            elif kind == _FORMULA_TEXT and self._awaited is not None:
                self._put_text(*self._awaited, Letters([content, *more]))
                self._awaited = None
            else:
                self._see_other(kind, content)

    def _see_other(self, kind: int, content: bytes) -> None:
        if kind == _MANY_PACKED:
            row, column = struct.unpack_from("<HH", content)
            for index in range((len(content) - 6) // 6):
                style, packed = struct.unpack_from("<HI", content, 4 + 6 * index)
                self._put_number((row, column + index), self._book.style(style), packed_number(packed))
        elif kind == _ROW and len(content) >= 16 and content[12] & 0x20:
            self._grid.hidden_rows.add(int.from_bytes(content[:2], "little"))
        elif (
            kind == _COLUMNS
            and len(content) >= 10
            and content[8] & 1
            and len(self._grid.hidden_columns) < _COLUMNS_OF_SHEET
        ):
            self._grid.hidden_columns.append(struct.unpack_from("<HH", content))
        elif kind == _MERGED and len(self._grid.merged) < MOST_FILLED_CELLS:
            self._see_merged(content)

    def _see_merged(self, content: bytes) -> None:
        for place in range(2, len(content) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", content, place)
            if top <= bottom and left <= right:
                self._grid.merged.append(Span(top, left, bottom, right))

    def _see_shared_text(self, place: Place, style: Style, content: bytes) -> None:
        self._grid.put(place, self._book.shared.text(int.from_bytes(content[:4], "little"), style.font))

    def _see_number(self, place: Place, style: Style, content: bytes) -> None:
        self._put_number(place, style, struct.unpack_from("<d", content)[0])

    def _see_packed(self, place: Place, style: Style, content: bytes) -> None:
        self._put_number(place, style, packed_number(struct.unpack_from("<I", content)[0]))

    def _see_truth(self, place: Place, style: Style, content: bytes) -> None:
        value, is_error = content[0], content[1]
        self._grid.put(place, _ERRORS.get(value, "#N/A") if is_error else "TRUE" if value else "FALSE")

    def _see_formula(self, place: Place, style: Style, content: bytes) -> None:
        if content[6:8] != b"\xff\xff":
            self._see_number(place, style, content)
        elif content[0] == 0:
            self._awaited = place, style
        elif content[0] == 3:
            self._grid.put(place, "", NO_RESULT)
        else:
            self._see_truth(place, style, bytes((content[2], content[0] == 2)))

    def _put_number(self, place: Place, style: Style, value: float) -> None:
        shown = shown_number(repr(value), style.format, self._book.is_1904)
        text = plain_marks(shown.text, style.font) if is_picture_font(style.font) else shown.text
        self._grid.put(place, text, shown.doubt, shown.moment)

    def _put_text(self, place: Place, style: Style, letters: Letters) -> None:
        runs = self._book.runs(*letters.text())
        self._grid.put(place, "".join(plain_marks(text, font or style.font) for text, font in runs))
