"""The same questions on paper: a form to write on by hand, for an office that fills in no tables."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from app.checks.privacy_gate import Findings, check_drawn
from app.drafting.entry import REASON
from app.offices.asked import Asked, asked_elements
from app.offices.workbook import Errand
from app.printing.catalogue import draw_catalogue
from app.printing.catalogue_job import CatalogueJob, Chapter
from app.standards.models import Definition, Element
from app.tables.cell_text import cell_text
from app.tables.official import OfficialColumn, OfficialRow, OfficialTable, TextCell

_COLUMNS = (
    OfficialColumn("事项", None, 38.0, merge=True, align="left"),
    OfficialColumn("栏目", None, 24.0, merge=False, align="center"),
    OfficialColumn("现在写的", None, 96.0, merge=False, align="left"),
    OfficialColumn("要改成什么（手写，没问题就打√）", None, 100.0, merge=False, align="left"),
)
#: Full-width blanks keep the room of a line to write on.
_LINE = "　" * 24
_LINES_TO_WRITE = 2
_NEW_ITEMS = 2


def office_form(
    errand: Errand, definition: Definition, asked: Sequence[Asked], public_phones: Collection[str]
) -> tuple[bytes, Findings]:
    """Return the form as a PDF on A4, and what looks like data of persons in it."""
    chapters = tuple(
        _chapter(errand, definition, field, list(rows)) for field, rows in groupby(asked, key=lambda each: each.field)
    )
    edition = f"{errand.mark.edition}年版"
    job = CatalogueJob(f"{errand.office}分办表", errand.unit, edition, errand.made_on, chapters, paper="A4")
    paper = draw_catalogue(job)
    found = check_drawn(paper.runs(), paper.texts(), paper.outside_texts(), public_phones)
    return paper.content(), found


def _chapter(errand: Errand, definition: Definition, field: str, asked: list[Asked]) -> Chapter:
    name = errand.fields[field]
    rows = [row for number, each in enumerate(asked, start=1) for row in _rows(definition, number, each)]
    rows += [row for number in range(1, _NEW_ITEMS + 1) for row in _new_rows(definition, number)]
    day = f"{errand.until.month}月{errand.until.day}日"
    title = f"请{errand.office}填：{name}（{len(asked)} 项，{day}以前交回）"
    return Chapter(title, name, OfficialTable(_COLUMNS, tuple(rows)), None, tuple(_notes(errand)))


def _notes(errand: Errand) -> Iterator[str]:
    until = errand.until
    phone = f"，电话 {errand.contact}" if errand.contact else ""
    yield f"请在{until.year}年{until.month}月{until.day}日以前交给{errand.unit}政务公开专干{phone}。"
    yield "没问题的打√；要改的写在右边；和你们没有关系的，在“不涉及的理由”旁边写一句为什么。"
    yield "不要写身份证号、银行卡号、个人手机号。　　　　科室（盖章）：　　　　　　　　　　　　填表日期："


def _rows(definition: Definition, number: int, each: Asked) -> Iterator[OfficialRow]:
    code = each.key if each.standard is not None else "新增"
    item = TextCell((f"{number}. {each.title}", f"（{code}）"))
    values = each.content["values"] | {REASON.key: each.content["not_applicable"]}
    for element in _shown(definition, values):
        yield _row(each.entry, item, element.label, cell_text(element, values.get(element.key)))


def _new_rows(definition: Definition, number: int) -> Iterator[OfficialRow]:
    item = TextCell((f"还要新增的事项 {number}",))
    title = [element for element in definition.elements if element.key in definition.title_elements[:2]]
    for element in (*title, *_shown(definition, {})):
        if element != REASON:
            yield _row("", item, element.label, "")


def _shown(definition: Definition, values: dict) -> Iterator[Element]:
    """What is asked on paper: what must be filled or is, the name of the item aside."""
    for element in asked_elements(definition):
        if element.key not in definition.title_elements and (element.required or values.get(element.key)):
            yield element
    yield REASON


def _row(entry: str, item: TextCell, label: str, text: str) -> OfficialRow:
    lines = tuple(line for line in text.splitlines() if line.strip())
    room = (_LINE,) * max(_LINES_TO_WRITE, min(len(lines), 6))
    return OfficialRow((item, TextCell((label,)), TextCell(lines), TextCell(room)), entry, False)
