"""Every product read back from its file: text inside its page, nothing over anything else, copied as it was put in."""

from collections import Counter
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from app.checks.privacy_gate import check_drawn, check_pdf
from app.notices.filled_notice import FilledRow
from app.printing.board import draw_boards
from app.printing.board_content import BoardColumn, Code, Panel
from app.printing.catalogue import print_catalogue
from app.printing.catalogue_job import Annex, Chapter
from app.printing.notice import draw_notice
from app.printing.official_letter import OfficialLetter, draw_letter_sheets
from app.printing.tiles import draw_tiles
from app.tables.cards import Card, CardPart
from app.tables.official import OfficialRow, OfficialTable, TextCell
from tests.app.checks.seeded_numbers import SEEDED

from .board_examples import RELIEF, example_board, one_panel, print_board
from .catalogue_jobs import CHANNELS, catalogue_job, official_row
from .catalogue_jobs import COLUMNS as OFFICIAL_COLUMNS
from .notice_examples import PEOPLE, TEXTS, example_notice, example_table, paragraphs
from .page_checks import fonts_are_embedded, ink_outside, ink_overlapping, lost, read_back
from .pdf_reading import without_spaces
from .test_notice import printed

NAMES = "䶮𬭎𨱏𫖯㛃㙘㘰㳇塱墕圳堌堽㟃𡎚𠳐𪣻𫭟𬒈𬬭𡐓𪨰㵐㮾、𠀀𪚥"


def catalogue(path, form):
    content = f"1.受理：{NAMES}；2.〔2026〕57号文件（含附件）、“三公”经费1,234,567.89元；" * 4
    rows = tuple(official_row(n, "综合业务", f"事项{n // 3}", content, CHANNELS[n % 5 :: 3]) for n in range(1, 12))
    parts = (
        CardPart("a", "公开时限", TextCell(("20个工作日",))),
        CardPart("b", "公开内容", TextCell((content,)), "", True),
    )
    cards = tuple(Card(n, "综合业务", f"{NAMES}{n}", parts, str(n)) for n in range(1, 5))
    chapters = tuple(
        Chapter(
            f"兴隆镇第{n}领域基层政务公开标准目录", f"第{n}领域", OfficialTable(OFFICIAL_COLUMNS, rows), cards=cards
        )
        for n in (1, 2)
    )
    annex = Annex("不涉及领域的说明", "说明", (f"经逐项核对，{NAMES}等领域没有事项。",))
    paper = print_catalogue(catalogue_job(form=form, paper="A4", chapters=chapters, annex=annex), path)
    return "".join(words for _, words in paper.texts())


def notice(path, sheet):
    result = printed(example_notice(9, paragraphs=paragraphs(*TEXTS, NAMES)), path.parent, sheet)
    path.write_bytes((path.parent / "公示.pdf").read_bytes())
    return "".join(words for _, words in result.texts)


def board(path, _):
    return "".join(run.text for run in print_board(example_board(30, phone="0731-55502801"), path).runs)


def letter_of(text, repeated):
    """A letter with the text in all its parts."""
    return OfficialLetter(
        f"兴隆镇{text}", f"告知书{text}", text, text, (f"群众反映{'情况' * 9}{text}",) * repeated, date(2026, 11, 23)
    )


def letter(path, _):
    content, made = draw_letter_sheets(letter_of(NAMES, 20))
    path.write_bytes(content)
    return "".join(words for _, words in made.texts)


PRODUCTS = [
    (letter, ""),
    *((catalogue, form) for form in ("table", "cards", "large")),
    *((notice, sheet) for sheet in ("A4", "A3", "A1")),
    (board, ""),
]


@pytest.mark.parametrize(("product", "form"), PRODUCTS)
def test_the_file_shows_what_was_put_in(tmp_path, product, form):
    path = tmp_path / "a.pdf"
    put_in = product(path, form)
    assert Counter(read_back(path)) == Counter(without_spaces(put_in))
    assert fonts_are_embedded(path) and ink_outside(path) == [] and ink_overlapping(path) == []


@pytest.mark.parametrize("form", ["table", "cards", "large"])
@pytest.mark.parametrize("number", SEEDED)
def test_what_is_recorded_gives_the_gate_what_the_file_gives(tmp_path, form, number):
    """A number within a text, broken over lines, in two cells side by side, in a title and on the cover."""
    broken = "群众反映情况" * 9 + number + "请尽快回复" * 40
    rows = [official_row(1, "业务", "事项", f"电话{number}，随时"), official_row(2, "业务", "事项", broken)]
    cells = (*rows[0].cells[:3], TextCell((number[:9],)), TextCell((number[9:],)), *rows[0].cells[5:])
    rows.append(OfficialRow(cells, "3", False))
    parts = (CardPart("a", "时限", TextCell((number,))), CardPart("b", "内容", TextCell((broken, broken)), "", True))
    cards = tuple(Card(n, "综合业务", "事项", parts, str(n)) for n in range(3))
    table = OfficialTable(OFFICIAL_COLUMNS, tuple(rows))
    chapters = tuple(Chapter(f"目录{number}", f"领域{n}", table, cards=cards) for n in (1, 2))
    job = catalogue_job(form=form, paper="A4", chapters=chapters, statement=(f"说明：{number}",))
    paper = print_catalogue(job, tmp_path / "a.pdf")
    recorded = check_drawn(paper.runs(), paper.texts(), paper.outside_texts())
    assert set(recorded) >= set(check_pdf(tmp_path / "a.pdf")) and recorded


def leaking_notice(path, sheet, number):
    """A number in title and text, broken over lines, in two cells side by side, in the signature, in the code."""
    broken = "群众反映情况" * 9 + number + "请尽快回复" * 40
    rows = tuple(
        FilledRow(n, (str(n), *PEOPLE[n][:2], number[:9], number[9:], f"A类{number}", "元")) for n in range(1, 6)
    )
    notice = example_notice(
        title=f"关于{number}的公示",
        paragraphs=paragraphs(f"电话{number}，随时", broken),
        table=msgspec.structs.replace(example_table(), rows=rows),
        signature=(f"兴隆镇{number}", "2026年11月23日"),
        full_list=f"http://www.example.gov.cn/{number}",
    )
    content, made = draw_notice(notice, sheet, issuer=f"兴隆镇{number}", created=date(2026, 11, 23), watermark="送审稿")
    path.write_bytes(content)
    return check_drawn(made.runs, made.texts, made.outside)


def leaking_letter(path, _, number):
    """A number in every part of a letter, broken over lines too."""
    content, made = draw_letter_sheets(letter_of(number, 20))
    path.write_bytes(content)
    return check_drawn(made.runs, made.texts, made.outside)


def leaking_board(path, cut, number):
    """The same on boards: several of them, bled, or cut into sheets."""
    broken = "群众反映情况" * 9 + number + "请尽快回复" * 40
    rows = tuple((number[:9], number[9:], f"A类{number}", "元") for _ in range(40))
    panels = (
        Panel(f"公示{number}", (f"电话{number}，随时", broken), codes=(Code(f"http://a.cn/{number}", number),)),
        Panel("名单", (), replace(RELIEF.table, rows=rows)),
    )
    columns = tuple(BoardColumn(f"栏{number}", panels) for _ in range(3))
    bleed = 3.0 if cut == "bleed" else 0.0
    board = example_board(columns=columns, title=f"公开栏{number}", footer=number, bleed_mm=bleed, mark="送审稿")
    paper = draw_tiles(board, cut)[0] if cut in ("A4", "A3") else draw_boards(board)[0]
    paper.save(path)
    return check_drawn(paper.runs(), paper.texts(), paper.outside_texts())


LEAKING = [(leaking_notice, sheet) for sheet in ("A4", "A3", "A1")]
LEAKING += [(leaking_letter, "")]
LEAKING += [(leaking_board, cut) for cut in ("", "bleed", "A4", "A3")]
ORDINARY, FIRST = [(leaking_notice, "A4"), (leaking_board, "")], next(iter(SEEDED))
EVERY_LEAK = [
    pytest.param(*each, number, marks=() if each in ORDINARY or number == FIRST else pytest.mark.drill)
    for each in LEAKING
    for number in SEEDED
]


@pytest.mark.parametrize(("product", "form", "number"), EVERY_LEAK)
def test_notices_letters_and_boards_record_all_that_the_gate_reads_in_their_files(tmp_path, product, form, number):
    path = tmp_path / "a.pdf"
    recorded = product(path, form, number)
    in_file = check_pdf(path)
    assert {(found.kind, found.masked) for found in recorded} >= {SEEDED[number]}
    assert {found.where for found in recorded} >= {"文档属性"} | (
        {"二维码"} if product is not leaking_letter else set()
    )
    if product is leaking_board and form:
        # A drawing's own numbers are told once, by the board. In the file numbers of cells lie over those of sheets.
        assert SEEDED[number] in {(found.kind, found.masked) for found in in_file}
        assert "第1块" in {found.where for found in recorded}
    else:
        assert set(recorded) >= set(in_file)


def test_the_sheets_of_a_board_show_all_of_it(tmp_path):
    path = tmp_path / "sheets.pdf"
    paper, report = draw_tiles(one_panel(RELIEF), "A3")
    paper.save(path)
    assert lost("".join(words for _, words in report.board.texts), read_back(path)) == {}
    assert fonts_are_embedded(path)
