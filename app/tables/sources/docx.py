"""Documents of Word and WPS (.docx): the tables of the body in their order and the lines of text between them.

Insertions that are still marked as changes count, deletions do not. Headers, footers and notes are not read.
"""

import zipfile
from dataclasses import dataclass, field

from app.tables.sources.blocks import Block, CellBlock, RowBlock, TableBlock, sheets_of, span_of
from app.tables.sources.bounds import DEEPEST_NESTING, LONGEST_CELL, MOST_TABLE_CELLS, Reading
from app.tables.sources.docx_lists import ListReader, NumberedParagraphs
from app.tables.sources.docx_styles import StyleReader
from app.tables.sources.sheet import Sheet
from app.tables.sources.symbols import is_picture_font, plain_marks
from app.tables.sources.xml_parts import Attributes, Handler, Parts, first_of, is_on, number, read_handler

#: What is not there for the reader: deletions, what stands again for older programs, codes of fields, how cells and
#: letters were before a change of format that is still marked.
_LEFT_OUT = frozenset(
    (
        *("del", "moveFrom", "Fallback", "instrText", "delText", "sectPr"),
        *("pPrChange", "rPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
    )
)
_TICKED, _EMPTY_BOX = "☑", "☐"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def document_sheets(archive: zipfile.ZipFile, main: str, reading: Reading) -> list[Sheet]:
    """The tables of a document; raises UserFacingError as `Parts` and `Grid` do."""
    parts = Parts(archive, reading)
    related = parts.related(main)
    styles, lists = StyleReader(), ListReader()
    read_handler(parts, first_of(related, "styles"), styles)
    read_handler(parts, first_of(related, "numbering"), lists)
    body = _BodyReader(reading, styles, NumberedParagraphs(lists))
    parts.read(main, body)
    if body.hidden_letters:
        reading.notes.append(
            f"文档里有{body.hidden_letters}个字设成了隐藏，没有读。要用的话，请取消隐藏，另存一次再选。"
        )
    return sheets_of(body.blocks, reading)


@dataclass
class _Paragraph:
    """A paragraph under way; text boxes hold others within it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    style: str | None = None
    numbering: str | None = None
    level: int | None = None


@dataclass
class _Run:
    """Letters that look the same."""

    fonts: tuple[str, ...] = ()
    is_hidden: bool = False


class _BodyReader(Handler):
    """Builds lines and tables out of the elements of a document."""

    def __init__(self, reading: Reading, styles: StyleReader, numbered: NumberedParagraphs) -> None:
        self.blocks: list[Block] = []
        self.hidden_letters = 0
        self._reading, self._styles, self._numbered = reading, styles, numbered
        self._tables: list[TableBlock] = []
        self._paragraphs: list[_Paragraph] = []
        self._run: _Run | None = None
        self._left_out = 0
        self._takes_text = self._in_row_properties = False
        self._boxes: list[str | None] = []
        self._cells = 0
        self._begin = {
            "tbl": self._begin_table,
            "tr": self._begin_row,
            "tc": self._begin_cell,
            "p": self._begin_paragraph,
            "r": self._begin_run,
            "t": self._begin_text,
            "sym": self._see_symbol,
            "sdt": self._begin_control,
            "checkbox": self._see_checkbox,
            "checked": self._see_checked,
            "checkBox": self._see_form_box,
            "default": self._see_form_state,
            "gridSpan": self._see_span,
            "vMerge": self._see_merge,
            "gridBefore": self._see_skipped,
            "hidden": self._see_hidden_row,
            "hMerge": self._see_merge_across,
            "trPr": self._begin_row_properties,
            "rFonts": self._see_fonts,
            "rStyle": self._see_run_style,
            "vanish": self._see_vanished,
            "pStyle": self._see_style,
            "numId": self._see_numbering,
            "ilvl": self._see_level,
        }
        self._finish = {
            "tbl": self._end_table,
            "tr": self._end_row,
            "trPr": self._end_row_properties,
            "p": self._end_paragraph,
            "r": self._end_run,
            "t": self._end_text,
            "sdt": self._end_control,
            "checkBox": self._end_form_box,
        }
        self._form_box: str | None = None
        self.names = _LEFT_OUT | _SIGNS.keys() | self._begin.keys()

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _LEFT_OUT:
            # A marked deletion of a whole row or paragraph is an empty element within its properties.
            self._left_out += 1
            if name == "del" and self._in_row_properties and self._row:
                self._row.is_deleted = True
        elif self._left_out:
            return
        elif begin := self._begin.get(name):
            begin(attributes)
        elif name in _SIGNS and self._run is not None:
            self._add(_SIGNS[name])

    def end(self, name: str) -> None:
        if name in _LEFT_OUT:
            self._left_out -= 1
        elif self._left_out:
            return
        elif finish := self._finish.get(name):
            finish()

    def data(self, text: str) -> None:
        if self._takes_text and not self._left_out:
            self._add(text)

    def _begin_table(self, _: Attributes) -> None:
        if len(self._tables) >= DEEPEST_NESTING:
            raise self._reading.too_much("tables nested too deep")
        self._tables.append(TableBlock())

    def _end_table(self) -> None:
        table = self._tables.pop()
        self._target().append(table)

    def _begin_row(self, _: Attributes) -> None:
        if self._tables:
            self._tables[-1].rows.append(RowBlock())

    def _end_row(self) -> None:
        if self._row and self._row.is_deleted:
            self._tables[-1].rows.pop()

    def _begin_row_properties(self, _: Attributes) -> None:
        self._in_row_properties = True

    def _end_row_properties(self) -> None:
        self._in_row_properties = False

    def _begin_cell(self, _: Attributes) -> None:
        self._cells += 1
        if self._cells > MOST_TABLE_CELLS:
            raise self._reading.too_much("cells of a document")
        if row := self._row:
            row.cells.append(CellBlock())

    @property
    def _row(self) -> RowBlock | None:
        rows = self._tables[-1].rows if self._tables else None
        return rows[-1] if rows else None

    @property
    def _cell(self) -> CellBlock | None:
        row = self._row
        return row.cells[-1] if row is not None and row.cells else None

    def _see_span(self, attributes: Attributes) -> None:
        if cell := self._cell:
            cell.across = span_of(attributes.get("val"))

    def _see_merge(self, attributes: Attributes) -> None:
        if cell := self._cell:
            cell.is_covered = attributes.get("val") != "restart"

    def _see_merge_across(self, attributes: Attributes) -> None:
        """Join a cell to the one on its left, as programs before Word 2007 told it."""
        if self._row and len(self._row.cells) > 1 and attributes.get("val") != "restart":
            joined = self._row.cells.pop()
            self._row.cells[-1].across += joined.across

    def _see_skipped(self, attributes: Attributes) -> None:
        if self._row:
            self._row.skipped = min(max(number(attributes.get("val")), 0), 1_000)

    def _see_hidden_row(self, attributes: Attributes) -> None:
        if self._row and is_on(attributes.get("val")) and not self._paragraphs:
            self._row.is_hidden = True

    def _begin_paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(_Paragraph())
        self._run = None

    def _end_paragraph(self) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.pieces)
        if text.strip():
            numbering, level = self._styles.numbering(paragraph.style, paragraph.numbering, paragraph.level)
            self._target().append(self._numbered.label(numbering, level) + text)

    def _target(self) -> list[Block]:
        """Where lines and ended tables go: the open cell, else the document."""
        cell = self._cell
        return cell.parts if cell else self.blocks

    def _see_style(self, attributes: Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = attributes.get("val")

    def _see_numbering(self, attributes: Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].numbering = attributes.get("val")

    def _see_level(self, attributes: Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].level = number(attributes.get("val"))

    def _begin_run(self, _: Attributes) -> None:
        style = self._paragraphs[-1].style if self._paragraphs else None
        self._run = _Run(self._styles.fonts(style))

    def _end_run(self) -> None:
        self._run = None

    def _see_fonts(self, attributes: Attributes) -> None:
        if self._run:
            self._run.fonts = tuple(filter(None, map(attributes.get, ("ascii", "hAnsi", "cs", "eastAsia"))))

    def _see_run_style(self, attributes: Attributes) -> None:
        if self._run and not self._run.fonts:
            self._run.fonts = self._styles.fonts(attributes.get("val"))

    def _see_vanished(self, attributes: Attributes) -> None:
        if self._run and is_on(attributes.get("val")):
            self._run.is_hidden = True

    def _begin_text(self, _: Attributes) -> None:
        self._takes_text = True

    def _end_text(self) -> None:
        self._takes_text = False

    def _see_symbol(self, attributes: Attributes) -> None:
        code = attributes.get("char", "")
        if len(code) <= 4 and code.isalnum() and code.isascii() and not set(code.lower()) - set("0123456789abcdef"):
            self._add(plain_marks(chr(int(code, 16)), attributes.get("font")))

    def _begin_control(self, _: Attributes) -> None:
        self._boxes.append(None)

    def _see_checkbox(self, _: Attributes) -> None:
        if self._boxes:
            self._boxes[-1] = _EMPTY_BOX

    def _see_checked(self, attributes: Attributes) -> None:
        ticked = is_on(attributes.get("val"))
        if self._form_box is not None:
            self._form_box = _TICKED if ticked else _EMPTY_BOX
        elif self._boxes and self._boxes[-1] is not None:
            self._boxes[-1] = _TICKED if ticked else _EMPTY_BOX

    def _end_control(self) -> None:
        if self._boxes:
            self._boxes.pop()

    def _see_form_box(self, _: Attributes) -> None:
        self._form_box = _EMPTY_BOX

    def _see_form_state(self, attributes: Attributes) -> None:
        if self._form_box is not None and is_on(attributes.get("val")):
            self._form_box = _TICKED

    def _end_form_box(self) -> None:
        self._add(self._form_box or _EMPTY_BOX)
        self._form_box = None

    def _add(self, text: str) -> None:
        run = self._run
        if not self._paragraphs:
            return
        if run is not None and run.is_hidden:
            self.hidden_letters += len(text.strip())
            return
        if self._boxes and self._boxes[-1] is not None:
            # What a tick box shows is a letter of some font; its state says what it means.
            text = self._boxes[-1]
        font = next(filter(is_picture_font, run.fonts), None) if run is not None else None
        paragraph = self._paragraphs[-1]
        if paragraph.length <= LONGEST_CELL:
            paragraph.pieces.append(plain_marks(text, font))
            paragraph.length += len(text)
