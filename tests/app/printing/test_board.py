"""Boards: true size, legible from where people stand, nothing lost when it does not fit."""

from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.printing.board_content import USUAL_SIZES, BoardColumn, Panel, notice_panel
from app.printing.legibility import GLYPH_SHARE, least_height
from app.printing.list_columns import ListColumn, ListTable
from app.printing.paper import MM, PageSize
from app.printing.signature_block import ROOM_TO_SIGN

from .board_examples import FINANCE, RELIEF, example_board, listing, one_panel, print_board, subsidies
from .notice_examples import TEXTS, example_notice
from .page_checks import fonts_are_embedded, in_order, outside, overlapping, page_sizes, read_back, recorded
from .pdf_reading import page_texts, without_spaces


def printed(board, tmp_path):
    return print_board(board, tmp_path / "公示栏.pdf")


def smallest(report):
    """Height in mm of the smallest characters drawn."""
    return min(run.height for run in report.runs) * GLYPH_SHARE


def codes(report):
    return {warning.code for warning in report.warnings}


def test_a_board_shows_everything_and_copies_right(tmp_path):
    report = printed(example_board(), tmp_path)
    text = read_back(tmp_path / "公示栏.pdf")
    assert report.pages == 1 and report.warnings == ()
    assert in_order(["兴隆镇双桥村村民委员会", "双桥村村务公开栏", "监督电话0731-55502801", "2026年11月23日张贴"], text)
    assert in_order(["民生救助", "双桥村新增低保对象公示", "王金龙之女", "当面说。"], text)
    assert in_order(["惠农补贴", "张䶮7.57", "李𬭎14.57", "20.57", "合计250.6025,060.00", "到此为止。"], text)
    assert text == recorded(report.runs) and fonts_are_embedded(tmp_path / "公示栏.pdf")
    assert {run.page for run in report.runs} == {1}


@pytest.mark.parametrize("size", [*USUAL_SIZES, (1234.5, 777), (5080, 800)])
def test_boards_have_their_true_size(tmp_path, size):
    report = printed(example_board(width_mm=size[0], height_mm=size[1]), tmp_path)
    assert page_sizes(tmp_path / "公示栏.pdf") == [pytest.approx(size, abs=0.02)] * report.pages


@pytest.mark.parametrize("rows", [3, 46, 150])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"width_mm": 600, "height_mm": 800},
        {"width_mm": 900, "height_mm": 1200, "elder": True, "mark": "送审稿"},
        {"width_mm": 2400, "height_mm": 1200, "distance_m": 5},
        {"width_mm": 2400, "height_mm": 1200, "distance_m": 1},
        {"width_mm": 5000, "height_mm": 3000, "distance_m": 20},
    ],
)
def test_no_character_is_too_small_and_nothing_is_lost_or_over_anything_else(tmp_path, rows, changes):
    board = example_board(rows, **changes)
    report = printed(board, tmp_path)
    least = least_height(board.distance_m, elder=board.elder)
    assert smallest(report) >= least - 0.01
    assert all(part.legible for part in report.parts)
    assert outside(report.runs, PageSize(board.width_mm, board.height_mm)) == []
    assert overlapping(report.runs) == []
    shown = [run.text for run in report.runs]
    assert [text for text in shown if text.endswith(".57")] == [f"{row}.57" for row in range(1, rows + 1)]
    text = "".join(without_spaces(each) for _, each in report.texts)
    for panel in (RELIEF, FINANCE, subsidies(rows)):
        assert all(without_spaces(each) in text for each in (*panel.paragraphs, *panel.closing))


def test_what_does_not_fit_goes_onto_further_boards_and_is_named(tmp_path):
    report = printed(example_board(150), tmp_path)
    pages = [without_spaces(text) for text in page_texts(tmp_path / "公示栏.pdf")]
    assert report.pages == len(pages) == 2
    assert "第1块共2块" in pages[0] and "第2块共2块" in pages[1]
    assert "下接第2块" in pages[0] and "下接" not in pages[1]
    assert "2026年耕地地力保护补贴公示（续）" in pages[1] and "小组户主亩数金额（元）" in pages[1]
    assert "惠农补贴（续）" in pages[1] and "民生救助" not in pages[1]
    (warning,) = report.warnings
    assert (warning.code, warning.part) == ("moved", "2026年耕地地力保护补贴公示")
    assert warning.message == "“2026年耕地地力保护补贴公示”第1块放不下，接着排到了第2块。字没有缩小。"
    assert warning.ways_out


def test_what_does_not_fit_into_its_column_uses_the_room_of_others_before_a_second_board(tmp_path):
    report = printed(example_board(90), tmp_path)
    assert report.pages == 1 and report.warnings == () and overlapping(report.runs) == []
    text = read_back(tmp_path / "公示栏.pdf")
    assert text.count("惠农补贴（续）") == 2 and "下接第3栏下面" in text and "下接第1栏下面" in text
    rows = [run for run in report.runs if run.text.endswith(".57")]
    assert [run.text for run in rows] == [f"{row}.57" for row in range(1, 91)]
    assert {column.number for column in report.columns} == {0, 1, 2}
    # Where it all fits into its own columns of other widths, nothing stands under another head.
    printed(example_board(46), tmp_path)
    assert "惠农补贴（续）" not in read_back(tmp_path / "公示栏.pdf")


def test_lines_stand_closer_before_a_few_of_them_begin_a_second_board(tmp_path):
    rules = Panel("村规民约", tuple(f"第{number}条，爱护公物。" for number in range(1, 32)))
    report = printed(example_board(columns=(BoardColumn("党务", (rules,)), BoardColumn("村务", (rules,)))), tmp_path)
    assert report.pages == 1 and report.warnings == () and overlapping(report.runs) == []


def test_a_board_with_little_on_it_is_filled_by_larger_type_and_air(tmp_path):
    report = printed(example_board(3, width_mm=2400, height_mm=1200), tmp_path)
    texts = [part.height for part in report.parts if " · " in part.name]
    assert min(texts) > 24
    for panel in report.panels:
        lowest = max(
            run.y + run.height for run in report.runs if panel.x < run.x < panel.x + panel.width and run.y < 1000
        )
        assert lowest > panel.y + 0.55 * panel.height


def test_a_part_without_heading_is_named_by_its_place_and_kind(tmp_path):
    text = Panel("", ("会议定于十二月十日召开。",), character_height_mm=6)
    board = example_board(columns=(BoardColumn("党务公开", (FINANCE,)), BoardColumn("村务公开", (text,))))
    report = printed(board, tmp_path)
    assert [warning.part for warning in report.warnings] == ["第2栏第1块文字 · 正文"]
    assert "“第2栏第1块文字 · 正文”字高6.0毫米" in report.warnings[0].message


def test_who_signs_by_hand_finds_a_line_for_it_and_for_the_day(tmp_path):
    panel = notice_panel(example_notice(signature=("村务监督委员会主任（签字）：",)))
    assert panel.closing[-2:] == (f"村务监督委员会主任（签字）：{ROOM_TO_SIGN}", "日期：＿＿年＿月＿日")
    dated = notice_panel(example_notice(signature=("主任（签字）：", "日期：2026年11月23日")))
    assert dated.closing[-2:] == (f"主任（签字）：{ROOM_TO_SIGN}", "2026年11月23日")
    printed(one_panel(panel), tmp_path)
    assert f"主任（签字）：{ROOM_TO_SIGN}" in read_back(tmp_path / "公示栏.pdf")


def test_what_is_left_for_the_last_board_is_spread_over_its_columns(tmp_path):
    report = printed(example_board(240), tmp_path)
    lowest = {}
    for run in report.runs:
        if run.page == 2 and run.text.endswith(".57"):
            lowest[run.x // 400] = max(lowest.get(run.x // 400, 0), run.y)
    # Below the last rows stands what follows the list.
    assert len(lowest) == 3 and max(lowest.values()) - min(lowest.values()) < 120


def test_a_column_is_set_as_large_as_lets_it_fit(tmp_path):
    def height(rows):
        report = printed(example_board(rows), tmp_path)
        return next(part.height for part in report.parts if part.name == "2026年耕地地力保护补贴公示 · 表格")

    heights = [height(rows) for rows in (3, 15, 20, 28, 60)]
    assert heights == sorted(heights, reverse=True) and heights[0] > 14 and heights[-1] < 13


def test_columns_are_as_wide_as_their_content_needs(tmp_path):
    report = printed(example_board(28), tmp_path)
    narrow, wide, other = (column.width for column in report.columns)
    assert report.pages == 1 and narrow == other and 1.3 * narrow < wide < 3 * narrow
    assert narrow + wide + other + 2 * 20 == pytest.approx(1150)
    short = printed(example_board(6), tmp_path)
    assert len({round(column.width) for column in short.columns}) == 1


@pytest.mark.parametrize("size", [(600, 800), (900, 1200), (1200, 2400)])
def test_on_an_upright_board_columns_stand_one_below_the_other_and_fill_it(tmp_path, size):
    width, height = size
    report = printed(example_board(6, width_mm=width, height_mm=height), tmp_path)
    tops = [column.y for column in report.columns]
    assert len({column.x for column in report.columns}) == 1 and tops == sorted(set(tops)) and report.pages == 1
    for above, below in pairwise(report.columns):
        assert above.y + above.height < below.y
    lowest = max(run.y + run.height for run in report.runs if "41,207.35" in run.text)
    assert lowest > 0.7 * height and overlapping(report.runs) == []


def test_a_table_too_wide_for_its_column_gets_the_whole_board(tmp_path):
    heads = ("村民小组", "日期", "摘要", "科目", "凭证号", "收入（元）", "支出（元）", "余额（元）", "经手人", "证明人")
    rows = tuple(
        (
            "塘湾一组",
            f"2026-10-{day:02}",
            "水渠维修",
            "工程支出",
            f"记{day}号",
            "32,000.00",
            "1,200.00",
            f"{day},000.00",
            "何福来",
            "唐国庆",
        )
        for day in range(1, 13)
    )
    wide = Panel("财务收支明细", ("收支如下。",), ListTable(tuple(map(ListColumn, heads)), rows), ("已审核。",))
    board = example_board(distance_m=3.5)
    board = replace(board, columns=(*board.columns[:2], BoardColumn("村级财务", (wide,))))
    report = printed(board, tmp_path)
    pages = [without_spaces(text) for text in page_texts(tmp_path / "公示栏.pdf")]
    assert codes(report) == {"table_across"} and report.pages == 2
    assert in_order(["财务收支明细", "收支如下。", "另见后面的板块", "已审核。"], pages[0])
    assert (
        "村级财务（续）" in pages[1]
        and "塘湾一组2026-10-12水渠维修工程支出记12号32,000.001,200.0012,000.00何福来唐国庆" in pages[1]
    )
    widest = max(run.x + run.width for run in report.runs if run.page == 2 and "何福来" in run.text)
    assert widest > 1000 and smallest(report) >= 9


def test_a_table_no_board_is_wide_enough_for_is_written_out(tmp_path):
    columns = tuple(ListColumn(f"第{number}项") for number in range(40))
    rows = (tuple(f"数{number}" for number in range(40)),)
    report = printed(one_panel(Panel("大表", (), ListTable(columns, rows)), width_mm=600, height_mm=800), tmp_path)
    assert "table_as_lines" in codes(report)
    assert "第0项：数0；第1项：数1；" in read_back(tmp_path / "公示栏.pdf")


def test_columns_too_narrow_for_the_distance_stand_one_after_the_other(tmp_path):
    report = printed(example_board(width_mm=900, height_mm=900, distance_m=8), tmp_path)
    assert "columns_stacked" in codes(report) and report.pages >= 3
    assert smallest(report) >= least_height(8) - 0.01


def test_pocket_sheets_are_judged_at_one_metre_and_labelled(tmp_path):
    panel = replace(subsidies(90), pocket=True)
    report = printed(example_board(columns=(BoardColumn("惠农补贴", (panel,)),) * 3), tmp_path)
    assert report.pages == 1
    assert "2026年耕地地力保护补贴公示（近看）" in read_back(tmp_path / "公示栏.pdf")
    (part,) = {part for part in report.parts if part.name.endswith("表格")}
    assert part.least == 5.6 and 5.6 <= part.height < 9 and part.legible
    heading = next(run for run in report.runs if "近看" in run.text)
    assert heading.height * GLYPH_SHARE >= 9


def test_a_chosen_size_that_is_too_small_is_kept_and_warned_about(tmp_path):
    board = one_panel(replace(subsidies(20), character_height_mm=7.1))
    report = printed(board, tmp_path)
    warning = next(warning for warning in report.warnings if warning.part == "2026年耕地地力保护补贴公示 · 表格")
    assert warning.code == "too_small"
    assert "字高7.1毫米，站在2米外看要9毫米，现在只能站到1.4米看清。" in warning.message
    assert warning.ways_out == ("分成两块", "少几列", "改成二维码，全部内容放到网上")


def test_elderly_readers_get_larger_characters(tmp_path):
    assert smallest(printed(example_board(80, elder=True), tmp_path)) >= 11.24


def test_several_panels_share_a_column(tmp_path):
    board = example_board(columns=(BoardColumn("村务公开", (RELIEF, FINANCE)), BoardColumn("党务公开", ())))
    report = printed(board, tmp_path)
    assert report.pages == 1
    assert in_order(
        ["村务公开", "新增低保对象", "当面说", "10月财务收支", "月末余额"], read_back(tmp_path / "公示栏.pdf")
    )


def test_a_notice_becomes_a_panel_with_all_its_text(tmp_path):
    panel = notice_panel(example_notice())
    printed(one_panel(panel), tmp_path)
    text = read_back(tmp_path / "公示栏.pdf")
    assert all(without_spaces(each) in text for each in (*TEXTS, "拟新增最低生活保障对象名单", "李𬭎", "张䶮"))
    assert "兴隆镇人民政府2026年11月23日" in text


def test_totals_in_words_and_explanations_stand_right_below_the_list_as_on_sheets():
    notes = ("合计（大写）：叁仟肆佰柒拾伍元整。", "说明：上月少记一笔。")
    panel = notice_panel(example_notice(notes=notes))
    assert panel.closing[:2] == notes


def test_the_code_at_the_foot_is_drawn(tmp_path):
    printed(example_board(qr_label="扫码看\n全部名单"), tmp_path)
    with pypdfium2.PdfDocument(tmp_path / "公示栏.pdf") as document:
        image = document[0].render(scale=1 / MM, grayscale=True).to_pil()
    code = image.crop((1200 - 25 - 74, 800 - 90, 1200 - 25, 800))
    assert code.getextrema()[0] < 40 and code.getextrema()[1] == 255
    assert "扫码看全部名单" in read_back(tmp_path / "公示栏.pdf")


def test_a_board_without_phone_and_characters_no_font_has_are_pointed_out(tmp_path):
    report = printed(example_board(phone="", title="公开栏\ue000"), tmp_path)
    assert codes(report) == {"no_phone", "missing_characters"}
    assert report.missing_characters == {"\ue000"} and "监督电话" not in read_back(tmp_path / "公示栏.pdf")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"width_mm": 20}, "board-size"),
        ({"height_mm": 5081}, "board-size"),
        ({"width_mm": float("nan")}, "board-size"),
        ({"width_mm": float("inf")}, "board-size"),
        ({"title": " "}, "board-without-title"),
        ({"columns": ()}, "board-without-columns"),
        ({"columns": (BoardColumn("村务", (RELIEF,)),) * 9}, "board-too-many-columns"),
        ({"columns": (BoardColumn("村务", (Panel(" "),)), BoardColumn("党务", ()))}, "board-empty"),
        ({"distance_m": 50}, "distance-out-of-range"),
        ({"distance_m": 30}, "board-too-small"),
        ({"width_mm": 300, "height_mm": 200}, "board-too-small"),
        ({"title": "很长的标题" * 200}, "board-too-small"),
        ({"qr": "长" * 2000}, "qr-too-long"),
        ({"columns": (BoardColumn("村务", (replace(RELIEF, character_height_mm=0.0),)),)}, "character-height"),
        ({"columns": (BoardColumn("村务", (replace(RELIEF, character_height_mm=300.0),)),)}, "characters-too-large"),
    ],
)
def test_what_cannot_be_a_board_is_refused_in_plain_chinese(tmp_path, changes, code):
    with pytest.raises(UserFacingError, match=r"没有(打印|排版)|不能打印") as caught:
        printed(example_board(**changes), tmp_path)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_table_without_rows_is_left_out_and_named(tmp_path):
    report = printed(one_panel(Panel("名单", ("如下。",), replace(listing(1), rows=(), total_row=None))), tmp_path)
    assert codes(report) == {"table_empty"}


def test_the_same_board_gives_the_same_bytes(tmp_path):
    files = []
    for _ in range(2):
        printed(example_board(150), tmp_path)
        files.append((tmp_path / "公示栏.pdf").read_bytes())
    assert files[0] == files[1]


HOSTILE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60) | st.sampled_from(
    ["《" * 200, "）" * 300, "x" * 700, "\u202e反", "\x00\x07", "　" * 90, "长" * 1500, "１" * 80, "0731-55502816" * 9]
)


@pytest.mark.parametrize("count", [8, pytest.param(400, marks=pytest.mark.drill)])
def test_hostile_text_is_printed_legibly_within_the_board(tmp_path, count: int):
    @settings(max_examples=count, deadline=None)
    @given(HOSTILE, HOSTILE, HOSTILE, st.sampled_from([(1200, 800, 2.0), (600, 800, 3.0), (2400, 1200, 9.0)]))
    def is_legible(heading, text, cell, size):
        table = ListTable(
            (ListColumn(cell[:20]), ListColumn("户主")), ((cell, "甲"), ("乙", text)), ("合计", "2"), caption=cell
        )
        panels = (Panel(heading, (text,), table, ("特此公示。",)), Panel("", (cell,)))
        columns = (BoardColumn("村务" + heading[:30], panels), BoardColumn("党务", (Panel(text[:40]),)))
        board = example_board(width_mm=size[0], height_mm=size[1], distance_m=size[2], columns=columns, unit=cell[:15])
        report = printed(board, tmp_path)
        assert smallest(report) >= least_height(size[2]) - 0.01
        assert outside(report.runs, PageSize(size[0], size[1])) == []
        assert overlapping(report.runs) == []
        assert any("特此公示。" in each for _, each in report.texts)

    is_legible()


def test_the_report_says_where_each_text_stands(tmp_path):
    report = printed(example_board(150), tmp_path)
    named = {frame.part for frame in report.frames}
    assert named == {part.name for part in report.parts if " · " in part.name}
    assert {frame.board for frame in report.frames} == set(range(1, report.pages + 1))
    for frame in report.frames:
        inside = [run for run in report.runs if run.page == frame.board and _is_in(run, frame)]
        assert inside and frame.y + frame.height <= 800


def _is_in(run, frame):
    return frame.x <= run.x < frame.x + frame.width and frame.y <= run.y < frame.y + frame.height


def test_a_long_list_stands_in_parts_side_by_side_rather_than_on_a_second_board(tmp_path):
    report = printed(example_board(60, width_mm=2400, height_mm=1200), tmp_path)
    assert report.pages == 1 and report.warnings == ()
    rows = [run for run in report.runs if run.text.endswith(".57")]
    assert [run.text for run in rows] == [f"{row}.57" for row in range(1, 61)]
    assert outside(report.runs, PageSize(2400, 1200)) == [] and overlapping(report.runs) == []
    heads = [run for run in report.runs if run.text == "户主"]
    edges = {round(run.x + run.width) for run in rows}
    assert len(heads) == len(edges) >= 2


def test_tables_too_wide_for_their_columns_share_a_board(tmp_path):
    heads = tuple(ListColumn(f"金额{number}", "right") for number in range(6))
    wide = ListTable(heads, (tuple("12,345.00" for _ in heads),) * 3)
    columns = tuple(BoardColumn(title, (Panel(f"{title}公布", (), wide),)) for title in ("收入", "支出", "资产"))
    report = printed(example_board(columns=columns, width_mm=900, height_mm=1000), tmp_path)
    assert [warning.code for warning in report.warnings] == ["table_across"] * 3 and report.pages == 2
    assert "名单和明细" in read_back(tmp_path / "公示栏.pdf")
