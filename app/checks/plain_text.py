"""Everything a text file with a table or a web page says, hidden parts, comments, scripts and attributes included."""

import codecs
import re
from collections.abc import Iterator, Mapping
from html import unescape

from lxml import etree

from app.checks.office_parts import Cell, LooseText, may_be_private

_BREAKING = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "option", "hr", "table"))
_OUTSIDE = "表格以外的文字"
#: A cell in quotes, what follows the closing one, and what ends the cell. The reader of the standard library holds no
#: cell of more than 131,072 letters, and its bound is one for the whole program.
_CELL = re.compile(r'(?:"((?:[^"]|"")*+)"?+)?+([^,\r\n]*+)(,|\r\n|\r|\n|\Z)')


#: What stands between < and >, as the source has it: the parser leaves out much of what no browser uses.
_MARKUP = re.compile(r"<[!?/A-Za-z][^<>]*")
_UNSEEN = "网页里看不见的地方"


def decoded_text(content: bytes) -> str:
    """A text in UTF-8, or in UTF-16 with its mark; signs without a look that would part digits are left out."""
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if is_wide else "utf-8-sig", "replace").replace("\0", "")


class SeparatedText:
    """A text file whose cells commas part."""

    def __init__(self, content: bytes) -> None:
        self._text = decoded_text(content)

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
    """A web page, however broken."""

    def __init__(self, content: bytes) -> None:
        self._page = _Page()
        parser = etree.HTMLParser(target=self._page, encoding="utf-8", no_network=True, huge_tree=True)
        text = decoded_text(content)
        parser.feed(text.encode("utf-8", "replace") or b"<p></p>")
        parser.close()
        self._markup = dict.fromkeys(markup for markup in _MARKUP.findall(text) if may_be_private(markup))

    def rows(self) -> Iterator[list[Cell]]:
        """Cells of every row of every table; empty ones are left out."""
        return iter(self._page.rows)

    def loose_texts(self) -> Iterator[LooseText]:
        """Text outside tables, styles, comments, attributes, the declaration, and whatever else stands in a tag."""
        yield LooseText(_OUTSIDE, "".join(self._page.outside))
        yield from self._page.attributes
        yield LooseText(_UNSEEN, "\0".join(map(unescape, self._markup)))


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
        self.attributes += (LooseText(_UNSEEN, value) for value in attributes.values() if may_be_private(value))

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
        self.attributes.append(LooseText(_UNSEEN, text))

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
