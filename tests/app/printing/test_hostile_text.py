"""Whatever a clerk pastes is printed or named before printing: never a failure, never a character less."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.notices.filled_notice import FilledColumn, FilledRow, FilledTable
from app.printing.board_content import Panel
from app.printing.catalogue import print_catalogue
from app.printing.catalogue_job import Chapter, missing_in_catalogue
from app.printing.list_columns import ListColumn, ListTable
from app.printing.paper import page_size
from app.tables.cards import Card, CardPart
from app.tables.official import Box, BoxesCell, OfficialRow, OfficialTable, TextCell, TickCell

from .board_examples import one_panel, print_board
from .catalogue_jobs import COLUMNS, catalogue_job, text
from .notice_examples import example_notice, paragraphs
from .page_checks import fonts_are_embedded, ink_outside, lost, outside, overlapping, read_back
from .test_notice import printed

#: What was seen in pasted texts, or could be: markup, control and invisible characters, scripts from right to left,
#: emoji of several characters, characters of names, endless words and marks.
_PIECES = (
    *("<b>粗</b>", "a&b", "&lt;br/&gt;", "%s{0}\\", "\x00\x07\x1b", "שלום עולם", "مرحبا", "👨‍👩‍👧", "🇨🇳", "e\u0301"),
    *(
        "䶮𬭎𨱏",
        "𠀀𪚥",
        "\ue000",
        "\ud800",
        "\u200b\u202e\ufeff",
        "\ufdd0",
        "\u2028\x85\x0c",
        "\t\u3000 ",
        "⼀㈱ℼﬁ",
        "①Ⅳ",
    ),
    *(
        "。" * 60,
        "（" * 60,
        "”）》，" * 9,
        "9" * 200,
        "http://www.example.gov.cn/" + "x" * 90,
        "AC-12-",
        "2026年11月24日",
    ),
)
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from((*_PIECES, "公开事项", "，", "\n")), max_size=12).map("".join),
    st.builds(
        lambda part, times: part * times, st.sampled_from(["长", "x", "公开，", "1,", "𬭎"]), st.integers(1, 3000)
    ),
)
hostile = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def require_whole(path: Path, wanted: str, named: set[str]) -> None:
    """All of `wanted` that was not named can be copied from the file, and all ink is on its page."""
    assert lost(wanted, read_back(path), named) == {}
    assert ink_outside(path) == [] and fonts_are_embedded(path)


@hostile
@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE), min_size=1, max_size=3), st.sampled_from(["A3", "A4"]))
def test_catalogues(tmp_path, rows, sheet):
    lines = []
    for number, (one, two, three) in enumerate(rows):
        boxes = BoxesCell((Box("政府网站", True), Box("其他", True, two)))
        cells = (text(str(number)), text(one), TextCell(tuple(three.splitlines())), boxes, TickCell(True, three))
        lines.append(OfficialRow(cells, str(number), False))
    table = OfficialTable(tuple(COLUMNS[place] for place in (0, 3, 4, 7, 9)), tuple(lines))
    job = catalogue_job(table, paper=sheet)
    paper = print_catalogue(job, tmp_path / "目录.pdf")
    require_whole(tmp_path / "目录.pdf", "".join(map("".join, rows)), set(missing_in_catalogue(job)))
    assert overlapping(paper.runs()) == []


@pytest.mark.parametrize("form", ["cards", "large"])
@hostile
@given(HOSTILE, HOSTILE, HOSTILE)
def test_cards(tmp_path, form, title, short, long):
    parts = (
        CardPart("a", "公开时限", text(short)),
        CardPart("b", "公开内容", TextCell(tuple(long.splitlines())), is_long=True),
    )
    card = Card(1, "综合业务", f"事项{title}", parts, "1")
    job = catalogue_job(
        form=form, paper="A4", chapters=(Chapter("目录", "领域", OfficialTable((), ()), cards=(card,)),)
    )
    paper = print_catalogue(job, tmp_path / "目录.pdf")
    require_whole(tmp_path / "目录.pdf", title + short + long, set(missing_in_catalogue(job)))
    assert overlapping(paper.runs()) == []


@pytest.mark.parametrize("sheet", ["A4", "A0"])
@hostile
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_notices(tmp_path, sheet, title, body, cell, signature):
    columns = (FilledColumn("a", "姓名", "center"), FilledColumn("b", "说明", "left"))
    table = FilledTable("名单", columns, (FilledRow(1, ("李𬭎", cell)),))
    signed = tuple(filter(str.strip, signature.splitlines()))[:3]
    notice = example_notice(title=f"公示{title}", paragraphs=paragraphs(body), table=table, signature=signed)
    result = printed(notice, tmp_path, sheet)
    require_whole(tmp_path / "公示.pdf", "".join((title, body, cell, *signed)), set(result.missing_characters))
    assert outside(result.runs, page_size(sheet)) == overlapping(result.runs) == []


@hostile
@given(HOSTILE, HOSTILE, HOSTILE)
def test_boards(tmp_path, heading, body, cell):
    table = ListTable((ListColumn("姓名"), ListColumn("说明", "left")), (("李𬭎", cell),))
    board = one_panel(Panel(f"公示{heading}", (body,), table))
    try:
        report = print_board(board, tmp_path / "公开栏.pdf")
    except UserFacingError as error:
        assert error.code and error.message
        return
    named = set(report.missing_characters)
    require_whole(tmp_path / "公开栏.pdf", heading + body + cell, named)
    assert overlapping(report.runs) == []
