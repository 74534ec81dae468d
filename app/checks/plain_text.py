"""Everything a text file with a table or a web page says, hidden parts, comments, scripts and attributes included."""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from app.checks.digit_groups import LEAST_DIGITS
from app.checks.office_parts import Cell, LooseText

_BREAKING = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "option", "hr", "table"))
_OUTSIDE = "表格以外的文字"
#: A cell in quotes, what follows the closing one, and what ends the cell. The reader of the standard library holds no
#: cell of more than 131,072 letters, and its bound is one for the whole program.
_CELL = re.compile(r'(?:"((?:[^"]|"")*+)"?+)?+([^,\r\n]*+)(,|\r\n|\r|\n|\Z)')


class SeparatedText:
    """A text file whose cells commas part."""

    def __init__(self, content: bytes) -> None:
        self._text = content.decode("utf-8-sig", "replace").replace("\0", "")

    def rows(self) -> Iterator[list[Cell]]:
        """Cells of every row; empty ones are left out."""
        number = column = 1
        row: list[Cell] = []
        for match in _CELL.finditer(self._text):
            quoted, plain, end = match.groups("")
            if text := quoted.replace('""', '"') + plain:
                row.append(Cell(f"第{number}行第{column}格", number, column, text))
            column += 1
            if end != ",":
                yield row
                number, column, row = number + 1, 1, []

    def loose_texts(self) -> Iterator[LooseText]:
        """Nothing stands outside the cells."""
        return iter(())


class PageText:
    """A web page in UTF-8, however broken."""

    def __init__(self, content: bytes) -> None:
        self._page = _Page()
        parser = etree.HTMLParser(target=self._page, encoding="utf-8", no_network=True, huge_tree=True)
        parser.feed(content.removeprefix(b"\xef\xbb\xbf") or b"<p></p>")
        parser.close()

    def rows(self) -> Iterator[list[Cell]]:
        """Cells of every row of every table; empty ones are left out."""
        return iter(self._page.rows)

    def loose_texts(self) -> Iterator[LooseText]:
        """Text outside tables, styles, comments and attributes."""
        yield LooseText(_OUTSIDE, "".join(self._page.outside))
        yield from self._page.attributes


class _Page:
    """Gets elements and texts from the parser and keeps all of them."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.outside: list[str] = []
        self.attributes: list[LooseText] = []
        self._cell: list[str] | None = None
        self._column = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._column = 0
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        elif tag in _BREAKING:
            self.data("\n")
        self.attributes += (
            LooseText("网页里看不见的地方", value) for value in attributes.values() if len(value) >= LEAST_DIGITS
        )

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif tag in _BREAKING:
            self.data("\n")

    def data(self, text: str) -> None:
        """Text within the element that began last."""
        (self.outside if self._cell is None else self._cell).append(text)

    def comment(self, text: str) -> None:
        """Text that no browser shows."""
        self.attributes.append(LooseText("网页里看不见的地方", text))

    def close(self) -> None:
        """The page ends."""
        self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        self._column += 1
        text, self._cell = "".join(self._cell).strip(), None
        if text:
            number = len(self.rows)
            self.rows[-1].append(Cell(f"表格第{number}行第{self._column}格", number, self._column, text))
