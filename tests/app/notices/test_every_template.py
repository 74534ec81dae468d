"""Every notice template from a sheet to paper: all that was given stands on it, once, inside the page."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from app.calendar import load_calendar
from app.notices.filled_notice import FilledNotice
from app.notices.filling import fill_notice
from app.notices.keeping import find_notice, make_notice
from app.opening import create_workspace
from app.printing.notice import draw_notice
from app.printing.paper import page_size
from app.products.notice import print_kept_notice
from app.standards.library import load_library
from app.standards.models import NoticeTemplate
from tests.app.notices.template_examples import answers_for, headed, rows_for
from tests.app.printing.page_checks import in_order, outside, overlapping, read_back
from tests.app.printing.pdf_reading import without_spaces
from tests.support import EDITION, TOWNSHIP, Clock

LIBRARY = load_library()
TEMPLATES = list(LIBRARY.notice_templates.values())
ADDRESS = "https://www.qingshan.gov.cn/xinglong/zwgk/2026/1123/c1234.html"


def filled(template: NoticeTemplate, rows: int) -> FilledNotice:
    answers = answers_for(template, LIBRARY.notice_rules) | {"full_list": ADDRESS}
    return fill_notice(
        template,
        LIBRARY.notice_rules,
        answers,
        rows_for(template, rows),
        calendar=load_calendar(),
        today=date(2026, 11, 22),
        show_article=LIBRARY.laws.shows_article,
    )


def test_there_are_fifty_six() -> None:
    assert len(TEMPLATES) == 56


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_all_of_it_is_on_the_paper(template: NoticeTemplate, tmp_path: Path) -> None:
    notice = filled(template, 6)
    assert notice.missing == notice.refused_rows == notice.refused_blanks == ()
    for paper in ("A4", "A3"):
        pdf, printed = draw_notice(notice, paper, issuer="兴隆镇人民政府", created=date(2026, 11, 23))
        assert outside(printed.runs, page_size(paper)) == overlapping(printed.runs) == []
        assert not any("断成" in warning or "一行写一户" in warning for warning in printed.warnings)
    (tmp_path / "公示.pdf").write_bytes(pdf)
    text = read_back(tmp_path / "公示.pdf")
    assert without_spaces(notice.title) in text
    assert in_order([without_spaces(part.text) for part in notice.paragraphs], text)
    for row in notice.table.rows if notice.table else ():
        assert all(without_spaces(cell) in text for cell in row.cells)
    assert all(without_spaces(note) in text for note in notice.notes)
    assert "0731-55502801" in text and "手机扫码看全文" in text
    assert notice.period is None or f"{notice.period.end.month}月{notice.period.end.day}日" in text


def test_each_is_made_from_a_sheet_and_printed(tmp_path: Path) -> None:
    """What `notice new` and `print notice` do, in one open file."""
    with create_workspace(tmp_path / "兴隆镇.qd", TOWNSHIP, EDITION, person="陈静", now=Clock()) as workspace:
        for template in TEMPLATES:
            sheet = tmp_path / f"{template.code}.xlsx" if template.table else None
            if sheet:
                write_sheet(sheet, template)
            answers = answers_for(template, LIBRARY.notice_rules) | {"sums_reason": "演示用的数"}
            kept = make_notice(workspace, template.code, answers, sheet)
            assert len(kept.notice.table.rows if kept.notice.table else "六个字不带名") == 6, template.code
            target = tmp_path / f"{template.code}.pdf"
            print_kept_notice(workspace, find_notice(workspace, kept.id), target)
            assert without_spaces(kept.notice.title) in read_back(target)


def write_sheet(path: Path, template: NoticeTemplate) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        for number, line in enumerate(headed(template)):
            sheet.write_row(number, 0, line)
