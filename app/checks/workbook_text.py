"""Everything an xlsx file says, whether shown or hidden, read from its XML parts within bounds.

No spreadsheet library is used: they leave out what is hidden, and a workbook may be made to exhaust the reader.
"""

import posixpath
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from app.errors import UserFacingError

MAX_PARTS = 5_000
MAX_PART_SIZE = 128 * 1024 * 1024  # bytes, unpacked
MAX_TOTAL_SIZE = 512 * 1024 * 1024  # bytes, unpacked
_READ = 1024 * 1024

_REFERENCE = re.compile(r"[A-Z]{1,3}")
_SHEETS = "xl/worksheets/"
_BARRIER = "\0"
_BLOCKS = {"si", "p", "text", "comment", "is", "oddHeader", "oddFooter"}
_PART_NAMES = (
    ("docProps/", "文档属性"),
    ("xl/comments", "批注"),
    ("xl/threadedComments", "批注"),
    ("xl/sharedStrings", "没有单元格用到的文字"),
    ("xl/workbook.xml", "工作簿设置（名称、工作表名）"),
    ("xl/drawings/", "图形和文本框"),
    ("xl/charts/", "图表"),
)


class Cell(NamedTuple):
    """A value and, if there is one, its formula. `where` names the cell in Chinese, `numeric` tells numbers apart."""

    where: str
    row: int
    column: int
    text: str
    numeric: bool
    formula: str


class LooseText(NamedTuple):
    """Text outside the cells."""

    where: str
    text: str


class WorkbookText:
    """An open workbook. Raises UserFacingError, naming the file, for what is damaged, locked or too large."""

    def __init__(self, source: Path | BinaryIO, name: str) -> None:
        self._name = name
        self._total = 0
        try:
            self._zip = ZipFile(source)
        except (BadZipFile, OSError, ValueError) as error:
            raise self._unreadable(error) from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MAX_PARTS:
            raise self._too_large()
        self._used_strings: set[int] = set()
        self._strings = self._shared_strings()

    def __enter__(self) -> "WorkbookText":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def rows(self) -> Iterator[list[Cell]]:
        """Cells of every row of every sheet, hidden ones included; empty cells are left out."""
        sheets = self._sheet_names()
        for part in sorted(part for part in self._parts if part.startswith(_SHEETS) and part.endswith(".xml")):
            label, hidden = sheets.get(part, (posixpath.basename(part), False))
            yield from self._rows_of(part, f"工作表“{label}”", "隐藏的工作表" if hidden else "")

    def loose_texts(self) -> Iterator[LooseText]:
        """Headers and footers, comments, properties, names, text boxes, unused strings: all else. Call after `rows`."""
        for index, text in enumerate(self._strings):
            if index not in self._used_strings:
                yield LooseText(_part_name("xl/sharedStrings"), text)
        for part in sorted(self._parts):
            if part.endswith((".xml", ".rels", ".vml")) and not part.startswith("xl/sharedStrings"):
                yield from self._loose_texts_of(part)

    # Sheets

    def _rows_of(self, part: str, sheet: str, sheet_hidden: str) -> Iterator[list[Cell]]:
        hidden_columns: list[tuple[int, int]] = []
        row_number = 0
        row_hidden = False
        cells: list[Cell] = []
        for event, element in self._events(part, ("start", "end")):
            tag = _tag(element)
            if tag == "col" and event == "end" and _is_true(element.get("hidden")):
                hidden_columns.append((_whole(element.get("min")), _whole(element.get("max"))))
            elif tag == "row" and event == "start":
                row_number = _whole(element.get("r")) or row_number + 1
                row_hidden = _is_true(element.get("hidden"))
                cells = []
            elif tag == "row":
                yield cells
                element.clear()
            elif tag == "c" and event == "end":
                column = _column(element.get("r")) or (cells[-1].column + 1 if cells else 1)
                hidden = [sheet_hidden] if sheet_hidden else []
                hidden += ["隐藏的行"] * row_hidden
                hidden += ["隐藏的列"] * any(first <= column <= last for first, last in hidden_columns)
                where = f"{sheet} {_column_letters(column)}{row_number} 单元格"
                where += f"（{'、'.join(hidden)}）" if hidden else ""
                text, formula = self._contents(element)
                if text or formula:
                    cells.append(Cell(where, row_number, column, text, element.get("t", "n") == "n", formula))

    def _contents(self, cell: Element) -> tuple[str, str]:
        """The value of a cell and its formula."""
        parts = {_tag(child): child for child in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if cell.get("t") == "s":
            value = self._string(value)
        if "is" in parts:
            value = _shown_text(parts["is"])
        return value, (parts["f"].text or "" if "f" in parts else "")

    def _string(self, index: str) -> str:
        position = _whole(index)
        self._used_strings.add(position)
        return self._strings[position] if 0 <= position < len(self._strings) else ""

    def _sheet_names(self) -> dict[str, tuple[str, bool]]:
        """Name of each sheet by its part, and whether it is hidden."""
        targets = {}
        for _, element in self._events("xl/_rels/workbook.xml.rels", ("end",)):
            if _tag(element) == "Relationship":
                target = posixpath.normpath(posixpath.join("/xl", element.get("Target", "")))
                targets[element.get("Id")] = target.lstrip("/")
        names = {}
        for _, element in self._events("xl/workbook.xml", ("end",)):
            if _tag(element) == "sheet":
                relation = next((value for key, value in element.items() if key.endswith("}id")), None)
                hidden = element.get("state", "visible") != "visible"
                names[targets.get(relation, "")] = (element.get("name", ""), hidden)
        return names

    # Other parts

    def _shared_strings(self) -> list[str]:
        strings = []
        for _, element in self._events("xl/sharedStrings.xml", ("end",)):
            if _tag(element) == "si":
                strings.append(_shown_text(element))
                element.clear()
        return strings

    def _loose_texts_of(self, part: str) -> Iterator[LooseText]:
        is_sheet = part.startswith(_SHEETS)
        where = _part_name(part)
        written: list[str] = []
        for _, element in self._events(part, ("end",)):
            tag = _tag(element)
            if is_sheet and tag in {"c", "row", "sheetData"}:
                written.clear()
                element.clear()
                continue
            if tag == "t":
                written.append(element.text or "")
            elif element.text and element.text.strip():
                written += [_BARRIER, element.text, _BARRIER]
            if tag in _BLOCKS:
                written.append(_BARRIER)
            for value in element.attrib.values():
                yield LooseText(where, value)
        yield LooseText(where, "".join(written))

    # Bounded reading

    def _events(self, part: str, events: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
        """Parse events of a part; none if there is no such part. expat itself stops entities that multiply."""
        if part not in self._parts:
            return
        parser = ElementTree.XMLPullParser(events)
        try:
            for chunk in self._chunks(part):
                parser.feed(chunk)
                yield from parser.read_events()
            parser.close()
            yield from parser.read_events()
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self._unreadable(error) from error

    def _chunks(self, part: str) -> Iterator[bytes]:
        size = 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_READ):
                    size += len(chunk)
                    self._total += len(chunk)
                    if size > MAX_PART_SIZE or self._total > MAX_TOTAL_SIZE:
                        raise self._too_large()
                    yield chunk
        except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> UserFacingError:
        return UserFacingError(
            "file-unreadable",
            f"{self._name} 打不开（文件损坏或者加了密码），没法检查里面有没有个人信息，所以没有放行。"
            "请重新生成这个文件。",
            str(error),
        )

    def _too_large(self) -> UserFacingError:
        return UserFacingError(
            "file-too-large",
            f"{self._name} 展开后太大，不像正常的表格，没法检查里面有没有个人信息，所以没有放行。请拆成几个文件再做。",
        )


def _tag(element: Element) -> str:
    """Name without its namespace, which differs between the strict and the transitional format."""
    return element.tag.rpartition("}")[2]


def _shown_text(element: Element) -> str:
    """Text of a string item, its differently formatted parts joined, phonetic guides left out."""
    parts = []
    for child in element:
        tag = _tag(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts.append(_shown_text(child))
    return "".join(parts)


def _part_name(part: str) -> str:
    if part.startswith(_SHEETS):
        return "页眉、页脚、链接和表格设置"
    return next((label for start, label in _PART_NAMES if part.startswith(start)), f"部件 {part}")


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) <= 10 else 0


def _column(reference: str | None) -> int:
    """Number of the column in a reference such as AB12, or 0."""
    match = _REFERENCE.match(reference or "")
    column = 0
    for letter in match[0] if match else "":
        column = column * 26 + ord(letter) - 64
    return column


def _column_letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
