"""Everything an xlsx file says, whether shown or hidden, read from its XML parts within bounds.

No spreadsheet library is used: they leave out what is hidden, and a workbook may be made to exhaust the reader.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element

from app.checks.office_parts import Cell, LooseText, OfficeParts, tag_of

_REFERENCE = re.compile(r"[A-Z]{1,3}")
_SHEETS = "xl/worksheets/"
_CELLS = ("sheetData",)
_PART_NAMES = (
    ("docProps/", "文档属性"),
    ("xl/comments", "批注"),
    ("xl/threadedComments", "批注"),
    ("xl/sharedStrings", "没有单元格用到的文字"),
    ("xl/workbook.xml", "工作簿设置（名称、工作表名）"),
    ("xl/drawings/", "图形和文本框"),
    ("xl/charts/", "图表"),
)


class WorkbookText:
    """An open workbook. Raises UserFacingError, naming the file, for what is damaged, locked or too large."""

    def __init__(self, source: Path | BinaryIO, name: str) -> None:
        self._file = OfficeParts(source, name)
        self._used_strings: set[int] = set()
        self._strings = self._shared_strings()

    def __enter__(self) -> "WorkbookText":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self) -> Iterator[list[Cell]]:
        """Cells of every row of every sheet, hidden ones included; empty cells are left out."""
        sheets = self._sheet_names()
        for part in sorted(part for part in self._file.names if part.startswith(_SHEETS) and part.endswith(".xml")):
            label, hidden = sheets.get(part, (posixpath.basename(part), False))
            yield from self._rows_of(part, f"工作表“{label}”", "隐藏的工作表" if hidden else "")

    def loose_texts(self) -> Iterator[LooseText]:
        """Headers and footers, comments, properties, names, text boxes, unused strings: all else. Call after `rows`."""
        for index, text in enumerate(self._strings):
            if index not in self._used_strings:
                yield LooseText(_part_name("xl/sharedStrings"), text)
        for part in self._file.xml_parts:
            if not part.startswith("xl/sharedStrings"):
                inside = _CELLS if part.startswith(_SHEETS) else ()
                yield from self._file.texts_outside(part, _part_name(part), inside)
        yield from self._file.remarks()
        yield from self._file.other_texts()

    # Sheets

    def _rows_of(self, part: str, sheet: str, sheet_hidden: str) -> Iterator[list[Cell]]:
        hidden_columns: list[tuple[int, int]] = []
        row_number = 0
        row_hidden = False
        cells: list[Cell] = []
        for event, element in self._file.events(part, ("start", "end")):
            tag = tag_of(element)
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
        parts = {tag_of(child): child for child in cell}
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
        for _, element in self._file.events("xl/_rels/workbook.xml.rels", ("end",)):
            if tag_of(element) == "Relationship":
                target = posixpath.normpath(posixpath.join("/xl", element.get("Target", "")))
                targets[element.get("Id")] = target.lstrip("/")
        names = {}
        for _, element in self._file.events("xl/workbook.xml", ("end",)):
            if tag_of(element) == "sheet":
                relation = next((value for key, value in element.items() if key.endswith("}id")), None)
                hidden = element.get("state", "visible") != "visible"
                names[targets.get(relation, "")] = (element.get("name", ""), hidden)
        return names

    # Other parts

    def _shared_strings(self) -> list[str]:
        strings = []
        for _, element in self._file.events("xl/sharedStrings.xml", ("end",)):
            if tag_of(element) == "si":
                strings.append(_shown_text(element))
                element.clear()
        return strings


def _shown_text(element: Element) -> str:
    """Text of a string item, its differently formatted parts joined, phonetic guides left out."""
    parts = []
    for child in element:
        tag = tag_of(child)
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
