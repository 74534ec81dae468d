"""Everything a .docx file says, shown or hidden, deleted text and text of fields included, read within bounds."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element

from app.checks.office_parts import Cell, LooseText, OfficeParts, stray_texts, tag_of, texts_of_attributes

_SIGNS = {"t": "", "delText": "", "instrText": "", "p": "\n", "br": "\n", "cr": "\n", "tab": "\t"}
_ROW_PROPERTIES = ("trPr", "tblPrEx")
BODY = "正文"
_PLACES = (
    ("word/document", BODY),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/comments", "批注"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("docProps/", "文档属性"),
)


class DocumentText:
    """An open document. Raises UserFacingError, naming the file, for what is damaged, locked or too large."""

    def __init__(self, source: Path | BinaryIO, name: str) -> None:
        self._file = OfficeParts(source, name)
        self._unseen: list[LooseText] = []

    def __enter__(self) -> "DocumentText":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self) -> Iterator[list[Cell]]:
        """Cells of every row of every table, hidden ones included."""
        for part in self._file.xml_parts:
            tables = row = 0
            for event, element in self._file.events(part, ("start", "end")):
                tag = tag_of(element)
                if event == "start":
                    tables, row = (tables + 1, 0) if tag == "tbl" else (tables, row)
                elif tag == "tr":
                    row += 1
                    yield list(self._cells(element, f"{_place(part)}第{tables}个表第{row}行", row))
                    element.clear()

    def loose_texts(self) -> Iterator[LooseText]:
        """Paragraphs outside tables, headers and footers, comments, properties, attributes and data of fields: all
        else. Call after `rows`."""
        yield from self._unseen
        for part in self._file.xml_parts:
            yield from self._file.texts_outside(part, _place(part), ("tr",))
        yield from self._file.remarks()
        yield from self._file.other_texts()

    def _cells(self, row: Element, where: str, number: int) -> Iterator[Cell]:
        self._unseen += texts_of_attributes(row, where)
        for properties in (child for child in row if tag_of(child) in _ROW_PROPERTIES):
            for element in properties.iter():
                self._keep_unseen(element, where)
        cells = (child for child in row if tag_of(child) not in _ROW_PROPERTIES)
        for column, cell in enumerate(cells, start=1):
            place = f"{where}第{column}格"
            texts: list[str] = []
            for element in cell.iter():
                if (sign := _SIGNS.get(tag_of(element))) is not None:
                    texts += (sign, element.text or "")
                    self._unseen += texts_of_attributes(element, place)
                else:
                    self._keep_unseen(element, place)
            text = "".join(texts).strip()
            if text:
                yield Cell(place, number, column, text)

    def _keep_unseen(self, element: Element, where: str) -> None:
        self._unseen += texts_of_attributes(element, where)
        self._unseen += (LooseText(where, text) for text in stray_texts(element))


def _place(part: str) -> str:
    return next((label for start, label in _PLACES if part.startswith(start)), f"部件 {part} ")
