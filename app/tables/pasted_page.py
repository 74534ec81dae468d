"""Cells of a table copied from a word processor or a browser, which put it on the clipboard as a page."""

import re
from html.parser import HTMLParser

_FROM_SPREADSHEET = ("office:excel", "mso-number-format")
_BREAKS = ("br", "p", "div", "li")
# Pages are broken into lines anywhere; between Chinese characters that means no space.
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\xff])\s*\n\s*(?=[^\x00-\xff])")
_SPACES = re.compile(r"[ \t\r\n]+")


def page_cells(page: str) -> list[list[str]]:
    """Return the rows of cells of the first table on a page; [] without one.

    Also [] for pages of spreadsheets, whose text on the clipboard says more exactly what the cells hold. The places
    that a merged cell spans are empty but for its first one.
    """
    if any(sign in page for sign in _FROM_SPREADSHEET):
        return []
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [[cell.strip() for cell in row] for row in reader.rows]


class _Reader(HTMLParser):
    """Collects the cells of the first table; one inside a cell is part of its text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._depth = 0
        self._is_past = False
        self._in_cell = False
        self._at = 0
        self._spanned: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif self._depth == 1 and not self._is_past and tag == "tr":
            self.rows.append([])
        elif self._depth == 1 and self.rows and not self._is_past and tag in ("td", "th"):
            self._begin_cell(dict(attrs))
        elif self._in_cell and tag in _BREAKS:
            self._add("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._depth -= 1
            self._is_past |= self._depth == 0 and bool(self.rows)
        elif self._depth == 1 and tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and (data.strip() or "\n" not in data):
            self._add(_SPACES.sub(" ", _BROKEN_LINE.sub("", data)))

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        row = self.rows[-1]
        self._fill_spanned()
        down, across = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        for line in range(down):
            for column in range(across):
                if line or column:
                    self._spanned.add((len(self.rows) - 1 + line, len(row) + column))
        row.append("")
        self._in_cell = True
        self._at = len(row) - 1
        self._fill_spanned()

    def _fill_spanned(self) -> None:
        """Put empty cells where a merged one reaches."""
        row = self.rows[-1]
        while (len(self.rows) - 1, len(row)) in self._spanned:
            row.append("")

    def _add(self, text: str) -> None:
        cell = self.rows[-1][self._at]
        if not (text == "\n" and (not cell or cell.endswith("\n"))):
            self.rows[-1][self._at] = cell + text


def _span(told: str | None) -> int:
    return min(max(int(told), 1), 1000) if told and told.isdecimal() else 1
