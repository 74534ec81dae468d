"""The table an office fills in: a page of plain instructions, then a sheet a field with the standard beside."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.drafting.entry import REASON
from app.errors import UserFacingError
from app.offices.asked import Asked, asked_elements
from app.offices.marks import (
    CLEAR,
    DECLINED,
    KEY,
    NEW_ROLE,
    OWN_ROLE,
    REASON_HEAD,
    REMARK,
    ROLE,
    SEQUENCE,
    STANDARD_ROLE,
    STATUS,
    STATUSES,
    TableMark,
    row_mark,
)
from app.offices.tick_columns import TICK, tick_heads
from app.practice import marked_title
from app.standards.models import Definition, Element
from app.tables.catalogue_sheet import text_height, writable
from app.tables.cell_text import cell_text
from app.tables.marked_workbook import mark_sheets
from app.tables.official import WIDTH_BY_KIND
from app.tables.write_xlsx import LONGEST_TEXT, property_text, sheet_names

BLANK_ROWS = 5
"""Rows at the end of a sheet for matters the standard does not have."""
_INSTRUCTIONS = "说明"
_HEAD_ROW = 3
_PIXELS_PER_MM = 96 / 25.4
_SEQUENCE_MM, _ROLE_MM, _STATUS_MM, _KEY_MM, _REMARK_MM = 10.0, 16.0, 20.0, 24.0, 36.0
_PAPER_MM = 150.0
_TICK_MM = 13.0
_HIGHEST_ROW, _LONGEST_LIST = 409.0, 255
_A4, _A3 = 9, 8
_TEXTS = ("text", "long_text", "deadline")


@dataclass(frozen=True)
class Errand:
    """Who asks whom for what: `contact` is our public telephone, "" where none is known."""

    mark: TableMark
    unit: str
    office: str
    contact: str
    until: date
    made_on: date
    fields: dict[str, str]


def office_workbook(errand: Errand, definition: Definition, asked: Sequence[Asked]) -> bytes:
    """Return the workbook for one office. The same errand gives the same bytes."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = errand.made_on
    workbook.set_properties(
        {
            "title": property_text(f"{errand.office}分办表"),
            "author": property_text(errand.unit),
            "created": datetime(day.year, day.month, day.day),
        }
    )
    formats = _Formats(workbook)
    by_field = [(field, list(rows)) for field, rows in groupby(asked, key=lambda each: each.field)]
    names = sheet_names([_INSTRUCTIONS, *(_called(errand, field) for field, _ in by_field)])
    _write_instructions(workbook.add_worksheet(names[0]), formats, errand, asked)
    for name, (field, rows) in zip(names[1:], by_field, strict=True):
        _FieldSheet(workbook.add_worksheet(name), formats, errand, definition, field, rows).write()
    mark_sheets(workbook)
    workbook.close()
    return buffer.getvalue()


def instruction_lines(errand: Errand, items: int) -> list[str]:
    """Return what the office has to know, in plain words, a line each."""
    day = f"{errand.until.year}年{errand.until.month}月{errand.until.day}日"
    fields = "、".join(errand.fields.values())
    asks = f"联系电话：{errand.contact}。" if errand.contact else "有不明白的，找政务公开专干。"
    return [
        f"{errand.unit}正在编{errand.mark.edition}年的政务公开目录，“{fields}”里有 {items} 项由{errand.office}负责，"
        "请你们看一遍、改一遍。",
        f"什么时候要：{day}以前交回。",
        "怎么填：后面每张表里，一项有两行。灰色的是标准写的，不能改，给你们对照；白色的是本单位现在写的，请直接在上面改。",
        f"改好一项，就在“{STATUS}”一栏选一下：{'、'.join(STATUSES)}。都没问题的也请选，好知道你们看过了。",
        f"公开渠道这些可以选几种的，一种一栏：用到的选“{TICK}”，不用的把“{TICK}”删掉；一种也没有的，在其中一格写“{CLEAR}”。",
        f"和本单位没有关系的，选“{DECLINED}”，在“{REASON_HEAD}”里写一句为什么。",
        f"空着的格子当作没有说，不会改掉原来的。要把一格清空，请在格子里写“{CLEAR}”两个字。",
        "有小箭头的格子可以点开选。把鼠标放在表头上有说明。",
        f"标准里没有、你们也要公开的，写在表的最后“{NEW_ROLE}”那几行；不够可以再往下加。",
        "不要写身份证号、银行卡号、个人手机号这些个人信息，写了的格子收不进去。",
        "怎么交回：存盘，把这个文件原样发回来。文件名可以改，行的顺序可以换，最后一栏“程序编号”不要动。",
        asks,
    ]


def _called(errand: Errand, field: str) -> str:
    """The field with its number, or the checklist that has no fields."""
    return errand.fields[field] if field == errand.mark.field else f"{field} {errand.fields[field]}"


class _Formats:
    """The cell formats of the workbook."""

    def __init__(self, workbook: xlsxwriter.Workbook):
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
        cell = font | {"border": 1, "align": "left"}
        head = {"font_name": "黑体", "align": "center", "border": 1, "bg_color": "#D9E2EC"}
        grey = {"bg_color": "#EFEFEF", "font_color": "#444444"}
        self.title = workbook.add_format(font | {"font_name": "黑体", "font_size": 16})
        self.line = workbook.add_format(font | {"font_size": 12, "valign": "top"})
        self.note = workbook.add_format(font)
        self.mark = workbook.add_format(
            {"font_name": "宋体", "font_size": 8, "font_color": "#808080", "num_format": "@", "valign": "vcenter"}
        )
        self.head = workbook.add_format(font | head)
        self.standard = workbook.add_format(cell | grey)
        self.fixed = workbook.add_format(cell | {"bold": True, "bg_color": "#F7F7F7"})
        self.open = workbook.add_format(cell | {"locked": False})
        self.open_quoted = workbook.add_format(cell | {"locked": False, "quote_prefix": True})
        self.open_tick = workbook.add_format(cell | {"locked": False, "align": "center"})
        self.standard_tick = workbook.add_format(cell | grey | {"align": "center"})
        self.key = workbook.add_format(cell | {"font_size": 6, "font_color": "#808080", "text_wrap": False})


def _write_instructions(sheet: Worksheet, formats: _Formats, errand: Errand, asked: Sequence[Asked]) -> None:
    sheet.set_column_pixels(0, 0, round(8 * _PIXELS_PER_MM))
    sheet.set_column_pixels(1, 1, round(_PAPER_MM * _PIXELS_PER_MM))
    sheet.set_row(0, 36)
    _put(sheet, 0, 1, marked_title(f"请{errand.office}填：政务公开目录分办表"), formats.title)
    lines = instruction_lines(errand, len(asked))
    for number, line in enumerate(lines, start=1):
        sheet.set_row(number, min(_HIGHEST_ROW, text_height(line, _PAPER_MM / 1.2) * 1.25))
        sheet.write_string(number, 0, str(number), formats.line)
        _put(sheet, number, 1, line, formats.line)
    sheet.write_string(len(lines) + 2, 1, f"程序用，请不要改：{errand.mark.text()}", formats.mark)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.protect()


@dataclass(frozen=True)
class _Column:
    """A column of a sheet: what stands at its head, how wide it is (mm), the element it holds, and for a column of
    ticks the answer that a tick means."""

    head: str
    width: float
    element: Element | None = None
    answer: str = ""

    def text(self, values: dict[str, Any]) -> str:
        """What stands in the column for an entry with these values."""
        if self.element is None:
            return ""
        value = values.get(self.element.key)
        return (TICK if self.answer in (value or ()) else "") if self.answer else cell_text(self.element, value)


class _FieldSheet:
    """One field: the standard's row in grey, below it ours in white, at the end rows for what is new."""

    def __init__(
        self,
        sheet: Worksheet,
        formats: _Formats,
        errand: Errand,
        definition: Definition,
        field: str,
        asked: Sequence[Asked],
    ):
        self._sheet, self._formats, self._errand = sheet, formats, errand
        self._definition, self._field, self._asked = definition, field, asked
        self._columns = tuple(self._made_columns())
        self._last = len(self._columns) - 1

    def write(self) -> None:
        """Write the sheet."""
        self._write_top()
        row = _HEAD_ROW + 1
        for number, each in enumerate(self._asked, start=1):
            if each.standard is not None:
                self._write_standard(row, number, each)
                row += 1
            self._write_own(row, number, each)
            row += 1
        for blank in range(BLANK_ROWS):
            self._write_blank(row + blank)
        self._offer_choices(_HEAD_ROW + 1, row + BLANK_ROWS - 1)
        self._set_up()

    def _made_columns(self) -> Iterator[_Column]:
        yield _Column(SEQUENCE, _SEQUENCE_MM)
        yield _Column(ROLE, _ROLE_MM)
        for element in asked_elements(self._definition):
            is_deep = element.key in self._definition.title_elements[2:]
            if is_deep and not any(each.content["values"].get(element.key) for each in self._asked):
                continue
            heads = tick_heads(element)
            yield from (_Column(head, _TICK_MM, element, answer) for answer, head in heads.items())
            if not heads:
                yield _Column(element.label, self._width(element), element)
        yield _Column(STATUS, _STATUS_MM)
        yield _Column(REASON_HEAD, _REMARK_MM, REASON)
        yield _Column(REMARK, _REMARK_MM)
        yield _Column(KEY, _KEY_MM)

    def _width(self, element: Element) -> float:
        is_title = element.key in self._definition.title_elements
        return 30.0 if is_title else min(WIDTH_BY_KIND[element.kind], 60.0)

    def _write_top(self) -> None:
        sheet, errand = self._sheet, self._errand
        for index, column in enumerate(self._columns):
            sheet.set_column_pixels(index, index, round(column.width * _PIXELS_PER_MM))
        sheet.set_row(0, 30)
        top = [
            marked_title(f"{_called(errand, self._field)}　{errand.office}填　{len(self._asked)} 项"),
            f"灰色的行是标准写的，白色的行请你们改。空着不算改，要清空请写“{CLEAR}”。"
            f"{errand.until.month}月{errand.until.day}日以前交回。",
            f"程序用，请不要改：{replace(errand.mark, field=self._field).text()}",
        ]
        for row, (text, style) in enumerate(
            zip(top, (self._formats.title, self._formats.note, self._formats.mark), strict=True)
        ):
            sheet.merge_range(row, 0, row, min(9, self._last), "", style)
            _put(sheet, row, 0, text, style)
        for index, column in enumerate(self._columns):
            sheet.write_string(_HEAD_ROW, index, column.head, self._formats.head)
        heights = (text_height(column.head, column.width) for column in self._columns)
        sheet.set_row(_HEAD_ROW, min(_HIGHEST_ROW, max(32.0, *heights)))

    def _write_standard(self, row: int, number: int, each: Asked) -> None:
        self._put_row(row, number, STANDARD_ROLE, each.standard, "", is_open=False)

    def _write_own(self, row: int, number: int, each: Asked) -> None:
        values = each.content["values"] | {REASON.key: each.content["not_applicable"]}
        self._put_row(row, number, OWN_ROLE, values, row_mark(each.entry, each.revision), is_open=True)

    def _write_blank(self, row: int) -> None:
        self._put_row(row, None, NEW_ROLE, {}, "", is_open=True)

    def _put_row(
        self, row: int, number: int | None, role: str, values: dict[str, Any], key: str, *, is_open: bool
    ) -> None:
        known = {SEQUENCE: str(number or ""), ROLE: role, KEY: key}
        texts = [known.get(column.head) or column.text(values) for column in self._columns]
        for index, (column, text) in enumerate(zip(self._columns, texts, strict=True)):
            _put(self._sheet, row, index, text, self._style(column, role, text, is_open=is_open))
        told = zip(self._columns, texts, strict=True)
        heights = (text_height(text, column.width) for column, text in told if column.element and not column.answer)
        self._sheet.set_row(row, min(_HIGHEST_ROW, max(heights, default=24.0)))

    def _style(self, column: _Column, role: str, text: str, *, is_open: bool) -> Format:
        if column.head == KEY:
            return self._formats.key
        if column.answer:
            return self._formats.open_tick if is_open else self._formats.standard_tick
        if not is_open:
            return self._formats.standard
        is_title = column.element is not None and column.element.key in self._definition.title_elements
        if column.head in (SEQUENCE, ROLE) or (is_title and role == OWN_ROLE):
            return self._formats.fixed
        return self._formats.open_quoted if text[:1] in ("=", "+", "-", "@") else self._formats.open

    # --- drop-downs and help ----------------------------------------------------------------------------------------

    def _offer_choices(self, first: int, last: int) -> None:
        for index, column in enumerate(self._columns):
            answers = _answers(column)
            if answers is None:
                continue
            rule: dict[str, Any] = {
                "validate": "list",
                "source": answers,
                "ignore_blank": True,
                # 清空 is right as well, and so are the words of a local answer.
                "show_error": False,
            }
            self._sheet.data_validation(first, index, last, index, rule)
        for index, column in enumerate(self._columns):
            words = _help(column)
            if words:
                self._sheet.write_comment(
                    _HEAD_ROW, index, words, {"author": "", "x_scale": 2, "y_scale": 1.2, "font_size": 10}
                )

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes(_HEAD_ROW + 1, 4)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
        allowed = ("format_cells", "format_columns", "format_rows", "insert_rows")
        sheet.protect("", dict.fromkeys(allowed, True))


def _put(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    text = writable(text)
    if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        raise UserFacingError(
            "text-too-long",
            f"有一格文字超过{LONGEST_TEXT}个字（开头是“{text[:20]}”），Excel放不下，没有发。请把这一格写短，或者分成几项。",
        )
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # the writer would take this for its own rich text
    if text:
        sheet.write_string(row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def _answers(column: _Column) -> list[str] | None:
    if column.head == STATUS:
        return list(STATUSES)
    if column.answer:
        return [TICK]
    if column.element is None:
        return None
    answers = ["是", "否"] if column.element.kind == "flag" else list(column.element.choice_labels)
    fits = answers and len(",".join(answers)) <= _LONGEST_LIST and not any("," in answer for answer in answers)
    return answers if fits else None


def _help(column: _Column) -> str:
    element = column.element
    if column.head == STATUS:
        return f"看过一项就选一个：{'、'.join(STATUSES)}。"
    if element is None or element == REASON:
        return ""
    several = f"用到的选“{TICK}”，不用的删掉。" if column.answer else ""
    has_example = element.example and element.kind in _TEXTS
    example = f"例如：{element.example}" if has_example else ""
    told = [element.question or "", f"{element.help}。" if element.help else "", several, example]
    return "\n".join(filter(None, told))
