"""How much of a file is read at most, and the one reading under way: counted, watched and stopped when asked."""

from typing import Protocol, TypeVar

from app.errors import UserFacingError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
#: Bytes of all XML parts of a file together once they are unpacked.
LARGEST_UNPACKED = 100 * MEGABYTE
#: Cells with something in them, in one file.
MOST_FILLED_CELLS = 1_000_000
#: Cells, filled or not, in all tables of one document or page.
MOST_TABLE_CELLS = 400_000
#: Cells in the rectangle around the filled ones of one sheet; places that are looked at in a file, filled or not.
MOST_CELLS = 4_000_000
MOST_SHEETS = 1_000
#: Characters in all cells of a file together, and in one cell; Excel itself holds 32,767 in a cell.
MOST_CHARACTERS = 30_000_000
LONGEST_CELL = 32_767
#: Elements of a page within one another; browsers stop at 512.
DEEPEST_ELEMENTS = 5_000
#: Tables within cells of tables.
DEEPEST_NESTING = 100
#: Rows and columns that one merged cell may say it covers, as in Excel and as browsers hold it.
MOST_SPANNED = 1_000

_Listed = TypeVar("_Listed")


class Watch(Protocol):
    """Told how far a reading is, and asked whether to stop."""

    def progress(self, done: int, total: int, words: str = "") -> None:
        """`done` of `total` bytes are read; `words` name the part at hand."""

    def is_cancelled(self) -> bool:
        """Whether somebody pressed 停下."""


class Reading:
    """One file or pasted text being read: its name for messages, what was counted so far, and who watches."""

    def __init__(self, name: str, watch: Watch | None = None) -> None:
        self.name = name
        self.notes: list[str] = []
        self._watch = watch
        self._cells = self._characters = self._places = 0

    def sheets_to_read(self, sheets: list[_Listed]) -> list[_Listed]:
        """The first sheets of a workbook, as many as are read; a note says when there are more."""
        if len(sheets) > MOST_SHEETS:
            self.notes.append(
                f"这个文件有{len(sheets)}张工作表，只读了前{MOST_SHEETS}张，后面的没有读。"
                "要用后面的，请复制到一个新表格里另存后再选。"
            )
        return sheets[:MOST_SHEETS]

    def tell(self, done: int, total: int) -> None:
        """Tell how far the reading is; raises UserFacingError (`cancelled`) when it was asked to stop."""
        if self._watch is None:
            return
        if self._watch.is_cancelled():
            raise UserFacingError("cancelled", f"“{self.name}”没有读完：已经取消，什么也没有改。")
        self._watch.progress(done, total, self.name)

    def count(self, text: str) -> None:
        """Count a filled cell; raises UserFacingError when the file holds more than can be worked with."""
        self._cells += 1
        self._characters += len(text)
        if self._cells > MOST_FILLED_CELLS or self._characters > MOST_CHARACTERS:
            raise self.too_much(f"{self._cells} cells, {self._characters} characters")

    def go_over(self, places: int = 1) -> None:
        """Count places that were looked at, filled or not; raises UserFacingError where that would take for ever."""
        self._places += places
        if self._places > MOST_CELLS:
            raise self.too_much(f"{self._places} places")

    def require_rectangle(self, rows: int, columns: int) -> None:
        """Raise UserFacingError when a sheet's cells lie too far apart to be held as one table."""
        if rows * columns > MOST_CELLS:
            raise UserFacingError(
                "cell-too-far-out",
                f"“{self.name}”里有内容写到了第{rows}行、第{columns}列，离其他内容太远，没有读。"
                "请把要用的几列复制到一个新表格里另存。",
            )

    def too_much(self, details: str) -> UserFacingError:
        """The refusal of a file that holds more than a table of this program can."""
        return UserFacingError(
            "too-much-content",
            f"“{self.name}”里的内容太多，不像公开清单，没有读。请把要用的部分复制到一个新表格里另存后再选。",
            details,
        )

    def damaged(self, details: str) -> UserFacingError:
        """The refusal of a file whose inside is not what it must be."""
        return UserFacingError(
            "damaged-file",
            f"“{self.name}”坏了或者没有拷完，什么也没有读。请重新拷一份，能打开的话另存一次再选。",
            details,
        )
