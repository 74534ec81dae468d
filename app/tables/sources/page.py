"""Web pages: their tables with merged and hidden cells, lists in cells, ticked boxes and letters of picture fonts."""

import re
from collections.abc import Mapping

from lxml import etree

from app.tables.sources.blocks import Block, CellBlock, RowBlock, TableBlock, sheets_of, span_of
from app.tables.sources.bounds import DEEPEST_ELEMENTS, DEEPEST_NESTING, LONGEST_CELL, MOST_TABLE_CELLS, Reading
from app.tables.sources.sheet import Sheet
from app.tables.sources.symbols import is_picture_font, plain_marks

_CHUNK = 64 * 1024
_BREAKING_TAGS = (
    "address article aside blockquote caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr legend li main nav ol p pre section ul option"
)
_UNSEEN_TAGS = "script style noscript template head title select textarea svg math object iframe"
_EMPTY_TAGS = "area base br col embed hr img input link meta param source track wbr"
_BREAKING, _UNSEEN, _EMPTY = (frozenset(tags.split()) for tags in (_BREAKING_TAGS, _UNSEEN_TAGS, _EMPTY_TAGS))
# Pages are broken into lines anywhere; between Chinese characters that means no space.
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\xff])[ \t]*\n\s*(?=[^\x00-\xff])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
# Word names the font of a picture letter apart from that of the text around it.
_FONT = re.compile(r"(?<![\w-])(?:mso-symbol-)?font-family\s*:\s*([^;}]*)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]{0,4000})\}")

Attributes = Mapping[str, str]


def page_sheets(page: str, reading: Reading) -> list[Sheet]:
    """The tables of a page; raises UserFacingError when it holds more than can be worked with."""
    return sheets_of(page_blocks(page, reading), reading)


def page_blocks(page: str, reading: Reading) -> list[Block]:
    """Lines and tables of a page in their order, read as a stream: no tree of it is ever held."""
    collector = _Collector(reading)
    parser = etree.HTMLParser(target=collector, encoding="utf-8", no_network=True)
    content = page.replace("\0", "").encode("utf-8", "replace")
    for start in range(0, len(content), _CHUNK):
        parser.feed(content[start : start + _CHUNK])
        reading.tell(start, len(content))
    parser.feed(b"<p></p>")
    parser.close()
    return collector.blocks


class _Collector:
    """Gets elements and texts from the parser and builds lines and tables."""

    def __init__(self, reading: Reading) -> None:
        self.blocks: list[Block] = []
        self._reading = reading
        self._tables: list[TableBlock] = []
        self._line: list[str] = []
        self._line_length = self._cells = 0
        self._unseen: list[str] = []
        self._fonts: list[tuple[str, str | None]] = []
        self._classes: dict[str, str] = {}
        self._style_sheet: list[str] | None = None
        self._lists: list[int | None] = []
        self._columns = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if len(self._unseen) + len(self._fonts) > DEEPEST_ELEMENTS:
            raise self._reading.too_much("elements nested too deep")
        if self._unseen:
            if tag not in _EMPTY:
                self._unseen.append(tag)
            if tag == "style":
                self._style_sheet = []
            return
        attributes = dict(attributes)
        style = self._style(attributes)
        is_hidden = "hidden" in attributes or bool(_NOT_SHOWN.search(style))
        if tag in _UNSEEN or (is_hidden and tag not in ("table", "tr", "col")):
            if tag not in _EMPTY:
                self._unseen.append(tag)
            self._style_sheet = [] if tag == "style" else self._style_sheet
            return
        if tag not in _EMPTY:
            self._fonts.append((tag, self._font(tag, style, attributes)))
        self._begin(tag, attributes, is_hidden)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._unseen:
            if tag == "style" and self._style_sheet is not None:
                self._keep_rules()
            if tag in self._unseen:
                while self._unseen.pop() != tag:
                    pass
            return
        if any(tag == open_tag for open_tag, _ in self._fonts[-60:]):
            while self._fonts.pop()[0] != tag:
                pass
        self._finish(tag)

    def data(self, text: str) -> None:
        """Text within the element that began last."""
        if self._style_sheet is not None:
            self._style_sheet.append(text)
        if self._unseen:
            return
        font = self._fonts[-1][1] if self._fonts else None
        if is_picture_font(font):
            text = plain_marks(text, font)
        self._add(text)

    def comment(self, text: str) -> None:
        """Style sheets of Office stand in comments."""
        if self._style_sheet is not None:
            self._style_sheet.append(text)

    def close(self) -> None:
        """The page ends; tables that were never closed end with it."""
        while self._tables:
            self._end_table()
        self._end_line()

    def _begin(self, tag: str, attributes: Attributes, is_hidden: bool) -> None:
        if tag == "table":
            self._begin_table(is_hidden)
        elif tag == "tr" and self._tables:
            self._end_line()
            self._tables[-1].rows.append(RowBlock(is_hidden=is_hidden))
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(attributes)
        elif tag == "col" and self._tables:
            self._see_column(span_of(attributes.get("span")), is_hidden)
        elif tag == "br":
            self._end_line()
        elif tag == "input" and attributes.get("type", "").casefold() in ("checkbox", "radio"):
            self._add("☑" if "checked" in attributes else "☐")
        elif tag in _BREAKING:
            self._end_line()
            self._begin_list_part(tag)

    def _finish(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") or tag in _BREAKING:
            self._end_line()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()

    def _begin_table(self, is_hidden: bool) -> None:
        self._end_line()
        if len(self._tables) >= DEEPEST_NESTING:
            raise self._reading.too_much("tables nested too deep")
        self._tables.append(TableBlock(is_hidden=is_hidden))
        self._columns = 0

    def _end_table(self) -> None:
        self._end_line()
        table = self._tables.pop()
        self._target().append(table)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._end_line()
        self._cells += 1
        if self._cells > MOST_TABLE_CELLS:
            raise self._reading.too_much("cells of a page")
        rows = self._tables[-1].rows
        if not rows:
            rows.append(RowBlock())
        down = attributes.get("rowspan")
        # rowspan 0 reaches to the end of the table.
        rows[-1].cells.append(CellBlock(span_of(attributes.get("colspan")), 1000 if down == "0" else span_of(down)))

    def _see_column(self, count: int, is_hidden: bool) -> None:
        if is_hidden:
            self._tables[-1].hidden_columns += range(self._columns, self._columns + count)
        self._columns += count

    def _begin_list_part(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self._lists:
            counted = self._lists[-1]
            if counted is not None:
                self._lists[-1] = counted = counted + 1
            self._add("●" if counted is None else f"{counted}.")

    def _add(self, text: str) -> None:
        if self._line_length <= LONGEST_CELL:
            self._line.append(text)
            self._line_length += len(text)

    def _end_line(self) -> None:
        if not self._line:
            return
        text = plain_marks(_SPACES.sub(" ", _BROKEN_LINE.sub("", "".join(self._line))).strip(" "))
        self._line, self._line_length = [], 0
        if text:
            self._target().append(text)

    def _target(self) -> list[Block]:
        """Where lines and ended tables go: the open cell, else what is around the table, else the page."""
        for table in reversed(self._tables):
            if table.rows and table.rows[-1].cells:
                return table.rows[-1].cells[-1].parts
        return self.blocks

    def _style(self, attributes: Attributes) -> str:
        """What the style sheet and the element itself say about how it looks."""
        named = attributes.get("class")
        own = attributes.get("style", "")
        if not named or not self._classes:
            return own
        return ";".join([*(self._classes.get(name, "") for name in named.split()), own])

    def _font(self, tag: str, style: str, attributes: Attributes) -> str | None:
        told = _FONT.findall(style) if "font-family" in style.lower() else ()
        if told:
            fonts = [each.split(",")[0] for each in told]
            return next(filter(is_picture_font, fonts), fonts[-1])
        face = attributes.get("face") if tag == "font" else None
        return face or (self._fonts[-1][1] if self._fonts else None)

    def _keep_rules(self) -> None:
        for name, rule in _RULE.findall("".join(self._style_sheet or ())):
            if _FONT.search(rule) or _NOT_SHOWN.search(rule):
                self._classes[name] = rule
        self._style_sheet = None
