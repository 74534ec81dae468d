"""Notices on paper: GB/T 9704 measures, nothing lost, nothing over anything else."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.notices.filled_notice import FilledColumn, FilledRow, FilledTable
from app.notices.periods import NoticePeriod
from app.printing.notice import draw_notice
from app.printing.paper import MM, page_size

from .notice_examples import TEXTS, example_notice, example_table, paragraphs, people
from .page_checks import fonts_are_embedded, in_order, outside, overlapping, page_sizes, read_back, recorded
from .pdf_reading import font_names, page_texts, without_spaces

LINE = 225 / 22
TYPE_AREA = (28, 37, 28 + 156, 37 + 225)


def printed(notice, tmp_path, paper="A4", **options):
    options = {"issuer": "兴隆镇人民政府", "created": date(2026, 11, 23), **options}
    content, result = draw_notice(notice, paper, **options)
    (tmp_path / "公示.pdf").write_bytes(content)
    return result


def run_of(result, text):
    return next(run for run in result.runs if text in run.text)


def test_everything_is_on_the_sheet_and_copies_right(tmp_path):
    result = printed(example_notice(), tmp_path)
    text = read_back(tmp_path / "公示.pdf")
    assert result.pages == 1
    assert in_order([without_spaces(each) for each in TEXTS], text)
    assert in_order(["6", "老屋组", "刘国强"], text) and "李𬭎" in text and "张䶮" in text
    assert in_order(["名单", "兴隆镇人民政府", "2026年11月23日", "—1—"], text)
    assert text == recorded(result.runs)
    assert "".join(without_spaces(each) for _, each in result.texts) == text
    assert fonts_are_embedded(tmp_path / "公示.pdf")


def test_the_measures_of_gb_9704(tmp_path):
    result = printed(example_notice(0), tmp_path)
    left, top, right, bottom = TYPE_AREA
    title = [run for run in result.runs if run.height * MM == pytest.approx(22, abs=0.01)]
    body = [run for run in result.runs if run.height * MM == pytest.approx(16, abs=0.01)]
    assert "".join(run.text for run in title) == "关于双桥村2026年11月拟新增最低生活保障对象的公示"
    assert all(run.x + run.width / 2 == pytest.approx((left + right) / 2, abs=0.1) for run in title)
    assert 0 < title[0].y - top < 3
    assert all(left - 0.1 <= run.x and run.x + run.width <= right + 0.1 for run in body)
    assert all(top <= run.y and run.y + run.height <= bottom for run in body)
    pitches = {round(lower.y - upper.y, 1) for upper, lower in pairwise(body[:8])}
    assert pitches == {round(LINE, 1)}
    number = run_of(result, "— 1 —")
    assert number.height * MM == pytest.approx(14, abs=0.01) and 7 <= number.y - bottom < 9


def test_a_full_line_has_28_characters_and_fills_the_type_area(tmp_path):
    notice = example_notice(0, paragraphs=paragraphs("现将有关情况公示如下" * 12))
    lines = [run for run in printed(notice, tmp_path).runs if "现将有关" in run.text]
    assert [len(line.text) for line in lines[:4]] == [28, 28, 28, 28]
    assert all(line.width == pytest.approx(156, abs=0.01) for line in lines[:4])
    assert lines[0].text.startswith("　　现将")


def test_no_paragraph_ends_with_a_line_of_one_character(tmp_path):
    notice = example_notice(0, paragraphs=paragraphs("现将有关情况公示如下" * 5 + "保密内容密。"))
    lines = [run for run in printed(notice, tmp_path).runs if "公示如下" in run.text or "密。" in run.text]
    assert lines[-1].text == "容密。" and lines[-2].width == pytest.approx(156, abs=0.01)


def test_the_date_ends_four_characters_in_and_the_unit_stands_over_it(tmp_path):
    result = printed(example_notice(), tmp_path)
    unit, day = run_of(result, "兴隆镇人民政府"), [run for run in result.runs if "11月23日" in run.text][-1]
    assert TYPE_AREA[2] - (day.x + day.width) == pytest.approx(4 * 16 / MM, abs=0.1)
    assert unit.x + unit.width / 2 == pytest.approx(day.x + day.width / 2, abs=0.1)
    above = max(run.y + run.height for run in result.runs if run.y < unit.y - 1)
    seal_top = (unit.y + day.y + day.height) / 2 - 21
    assert above <= seal_top + 0.1 and seal_top - above < 28.99 / MM


@pytest.mark.parametrize("rows", [6, 40, 100])
@pytest.mark.parametrize("paper", ["A4", "A3", "A2", "A1", "A0"])
def test_nothing_lies_outside_the_sheet_or_over_anything_else(tmp_path, paper, rows):
    result = printed(example_notice(rows), tmp_path, paper)
    assert page_sizes(tmp_path / "公示.pdf") == [pytest.approx(page_size(paper), abs=0.05)] * result.pages
    assert outside(result.runs, page_size(paper)) == []
    assert overlapping(result.runs) == []


def test_a_long_list_goes_on_with_its_head_on_every_sheet(tmp_path):
    totals = ("合计", "", "", "213", "136", "", "57,900")
    result = printed(example_notice(100, table=example_table(100, totals)), tmp_path)
    pages = [without_spaces(text) for text in page_texts(tmp_path / "公示.pdf")]
    assert result.pages == len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert "序号村民小组申请人姓名" in page
        assert f"第{number}张共{len(pages)}张" in page
        assert ("名单（续）" in page) == (number > 1)
    numbers = [run.text for run in result.runs if run.text.isdigit() and run.x < TYPE_AREA[0] + 12]
    assert numbers == [str(number) for number in range(1, 101)]
    assert "57,900" in pages[-1] and "100" in pages[-1]


def test_the_sheet_that_is_sealed_always_bears_text(tmp_path):
    for rows in range(26):
        result = printed(example_notice(rows), tmp_path)
        unit = run_of(result, "兴隆镇人民政府")
        assert unit.page == result.pages
        others = [run for run in result.runs if run.page == unit.page and run.y < unit.y]
        assert len(others) >= 2, rows


@pytest.mark.parametrize("paper", ["A4", "A3", "A1"])
def test_the_last_sheet_bears_more_than_a_row_or_two(tmp_path, paper):
    for rows in (12, 22, 23, 24, 40, 44, 60, 200):
        signature = ("村务监督委员会成员签字", "报账员签字", *example_notice().signature)
        totals = ("合计", "", "", "", "", "", "1.00")
        result = printed(example_notice(table=example_table(rows, totals), signature=signature), tmp_path, paper)
        if result.pages > 1:
            last = without_spaces(page_texts(tmp_path / "公示.pdf")[-1])
            assert sum(f"{number}{group}" in last for number, group in numbered(rows)) >= 3, (rows, last)
            assert in_order(["合计", "（签字）", "兴隆镇人民政府", "2026年11月23日"], last)


def numbered(rows):
    return ((row.cells[0], row.cells[1]) for row in people(rows))


def test_amounts_stand_right_as_one_block_under_their_head(tmp_path):
    columns = (FilledColumn("name", "姓名", "center"), FilledColumn("area", "面积（亩）", "right"))
    rows = tuple(FilledRow(number, ("甲某", area)) for number, area in enumerate(("3.00", "12.50", "1.25")))
    result = printed(example_notice(table=FilledTable("名单", columns, rows)), tmp_path)
    figures = [run_of(result, area) for area in ("3.00", "12.50", "1.25")]
    head = run_of(result, "面积（亩）")
    assert len({round(run.x + run.width, 2) for run in figures}) == 1
    widest = max(figures, key=lambda run: run.width)
    assert widest.x + widest.width / 2 == pytest.approx(head.x + head.width / 2, abs=0.1)


def test_a_notice_that_just_does_not_fit_is_set_closer_in_the_same_type(tmp_path):
    loose, close = printed(example_notice(1), tmp_path), printed(example_notice(6), tmp_path)
    assert loose.pages == close.pages == 1
    loose_lines, close_lines = (
        [run for run in each.runs if "按照《" in run.text or "兴隆镇对" in run.text] for each in (loose, close)
    )
    assert [run.height for run in loose_lines] == [run.height for run in close_lines]
    assert close_lines[1].y - close_lines[0].y < loose_lines[1].y - loose_lines[0].y


def test_gaps_show_with_their_label_and_are_counted(tmp_path):
    text = "公示期为＿＿＿＿（公示天数），自＿＿＿＿（开始日期）起至2026年11月30日止。"
    result = printed(example_notice(paragraphs=paragraphs(text)), tmp_path)
    assert without_spaces(text) in read_back(tmp_path / "公示.pdf")
    assert "还有2处没有填，印成了横线。请补上再打印，或者打印后用笔写。" in result.warnings


def test_a_list_without_rows_is_printed_to_be_filled_in_by_hand(tmp_path):
    result = printed(example_notice(table=FilledTable("名单", example_table().columns, ())), tmp_path)
    assert "申请人姓名" in without_spaces(read_back(tmp_path / "公示.pdf"))
    assert any("印了6行空格" in warning for warning in result.warnings)


@pytest.mark.parametrize(("paper", "distance"), [("A3", 1.0), ("A2", 1.5), ("A1", 2.0), ("A0", 3.0)])
def test_larger_sheets_are_set_anew_so_that_all_of_it_is_read_from_their_distance(tmp_path, paper, distance):
    result = printed(example_notice(), tmp_path, paper)
    assert all(part.legible and part.readable_to >= distance for part in result.parts)
    usual, larger = (max(len(run.text) for run in each.runs) for each in (printed(example_notice(), tmp_path), result))
    assert larger > usual


def test_a4_keeps_the_standard_and_says_that_it_is_read_from_close_by(tmp_path):
    parts = {part.name: part for part in printed(example_notice(), tmp_path).parts}
    assert parts["正文"].height == 5.08 and parts["正文"].readable_to == 0.9 and not parts["正文"].legible


def test_distance_and_elderly_readers_ask_for_larger_type(tmp_path):
    heights = [
        next(part.height for part in printed(example_notice(), tmp_path, "A2", **options).parts if part.name == "正文")
        for options in ({}, {"elder": True}, {"distance": 2.5})
    ]
    assert heights[0] < heights[1] < heights[2]
    assert printed(example_notice(), tmp_path, "A4", elder=True).parts[-1].legible


def test_a_list_with_many_columns(tmp_path):
    def with_columns(count, paper):
        columns = tuple(FilledColumn(f"c{number}", f"栏目{number}", "center") for number in range(count))
        table = FilledTable("名单", columns, (FilledRow(1, tuple(f"塘湾组{number}" for number in range(count))),))
        result = printed(example_notice(table=table), tmp_path, paper)
        shown = "".join(text for _, text in result.texts)
        assert all(f"塘湾组{number}" in shown for number in range(count))
        assert outside(result.runs, page_size(paper)) == overlapping(result.runs) == []
        return " ".join(result.warnings)

    assert with_columns(5, "A4") == ""
    assert "字号减到12磅" in with_columns(9, "A4")
    assert "断成了两行" in with_columns(20, "A4")
    assert "一行写一户" in with_columns(40, "A4")
    assert with_columns(12, "A0") == ""


def test_a_summary_is_not_squeezed_beside_columns_with_room(tmp_path):
    heads = ("序号", "日期", "摘要", "凭证号", "收入（元）", "支出（元）", "经手人")
    columns = tuple(FilledColumn(head, head, "right" if "元" in head else "center") for head in heads)
    summary = "支付塘湾组水渠清淤和挡土墙维修工程第二期材料款、人工费（经村民代表会议决议）；含税"
    cells = ("2026年10月11日", summary, "记账凭证12号", "", "3,500.50", "王建国")
    rows = tuple(FilledRow(number, (str(number), *cells)) for number in range(1, 13))
    result = printed(example_notice(table=FilledTable("收支明细表", columns, rows)), tmp_path)
    assert result.texts and not any("断成" in warning for warning in result.warnings)
    lines = [run for run in result.runs if run.text and run.text in summary]
    assert len(lines) <= 5 * len(rows) and not any(run.text.startswith("；") for run in lines)


def test_titles_are_broken_where_a_word_ends(tmp_path):
    result = printed(example_notice(), tmp_path)
    assert [run.text for run in result.runs][:2] == ["关于双桥村2026年11月", "拟新增最低生活保障对象的公示"]
    long = "兴隆镇双桥村农村人居环境整治和集体资产清产核资工作实施方案公示"
    result = printed(example_notice(title=long), tmp_path)
    first, second = (run for run in result.runs if run.text and run.text in long)
    assert first.text + second.text == long and abs(len(first.text) - len(second.text)) <= 1


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("双桥村第十二届村民委员会选举登记参加选举的村民名单", "双桥村第十二届村民委员会"),
        ("关于2026年衔接推进乡村振兴补助资金项目安排的公告", "关于2026年衔接推进乡村振兴"),
        ("关于2026年农村危房改造验收和补助资金发放情况的公示", "关于2026年农村危房改造"),
        ("双桥村三组机耕道水毁修复工程征地补偿费分配方案公示", "双桥村三组机耕道水毁修复工程"),
        ("关于2026年春季拟批准服现役应征公民名单的公示", "关于2026年春季"),
    ],
)
def test_no_word_of_a_long_title_is_torn(tmp_path, title, first):
    result = printed(example_notice(title=title), tmp_path)
    assert [run.text for run in result.runs][:2] == [first, title.removeprefix(first)]


def test_signatures_by_hand_attachments_and_two_seals(tmp_path):
    signature = (
        "附件：补偿安置方案",
        "村民委员会（盖章）：双桥村村民委员会",
        "农村集体经济组织（盖章）：双桥村股份经济合作社",
        "村务监督委员会成员签字",
        "日期：2026年11月23日",
    )
    result = printed(example_notice(0, signature=signature), tmp_path)
    text = read_back(tmp_path / "公示.pdf")
    assert in_order(
        [
            "附件：补偿安置方案",
            "村务监督委员会成员（签字）：＿＿",
            "双桥村村民委员会",
            "双桥村股份经济合作社",
            "2026年11月23日",
        ],
        text,
    )
    units = [run_of(result, "双桥村村民委员会"), run_of(result, "股份经济合作社")]
    assert units[1].y - units[0].y >= 42
    assert not any("没有填" in warning for warning in result.warnings)


def test_period_and_phone_are_added_where_the_body_does_not_name_them(tmp_path):
    period = NoticePeriod(date(2026, 11, 24), date(2026, 11, 30), 7, "day", ())
    printed(example_notice(0, paragraphs=paragraphs("现将名单公示如下。"), period=period), tmp_path)
    text = read_back(tmp_path / "公示.pdf")
    assert "公示期：2026年11月24日至2026年11月30日（7日）。" in text and "监督电话：0731-55502801。" in text
    printed(example_notice(0, period=period), tmp_path)
    text = read_back(tmp_path / "公示.pdf")
    assert "公示期：" not in text and text.count("0731-55502801") == 1


def test_headings_are_set_in_bold(tmp_path):
    plain = printed(example_notice(0, paragraphs=paragraphs("以下各户", "现公示。")), tmp_path)
    bold = printed(example_notice(0, paragraphs=paragraphs("一、以下各户", "现公示。")), tmp_path)
    assert run_of(plain, "以下各户").height == run_of(bold, "一、以下各户").height
    assert b"NotoSansSC-Bold" in (tmp_path / "公示.pdf").read_bytes()


def test_missing_characters_and_the_watermark_are_named(tmp_path):
    result = printed(example_notice(0, paragraphs=paragraphs("申请人王\ue000。")), tmp_path, watermark="送审稿")
    assert result.missing_characters == {"\ue000"}
    assert any("U+E000" in warning for warning in result.warnings)
    assert (1, "送审稿") in result.texts and "王〓。" in read_back(tmp_path / "公示.pdf")


def test_the_same_notice_gives_the_same_bytes(tmp_path):
    files = []
    for _ in range(2):
        printed(example_notice(30), tmp_path)
        files.append((tmp_path / "公示.pdf").read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("notice", "paper", "options", "code"),
    [
        (example_notice(0, title=" ", paragraphs=()), "A4", {}, "notice-empty"),
        (example_notice(), "B5", {}, "paper-unknown"),
        (example_notice(), "A4", {"distance": 5}, "paper-too-small"),
        (example_notice(), "A0", {"distance": 50}, "distance-out-of-range"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_plain_chinese(tmp_path, notice, paper, options, code):
    with pytest.raises(UserFacingError, match=r"没有(打印|排版)") as caught:
        printed(notice, tmp_path, paper, **options)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


HOSTILE = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=120) | st.sampled_from(
    ["《" * 200, "）" * 300, "x" * 700, "=1+1", "\u202e反", "١٢٣", "\x00\x07", "　" * 90, "长" * 3000, "１" * 80]
)


@pytest.mark.parametrize("count", [20, pytest.param(400, marks=pytest.mark.drill)])
def test_hostile_text_is_printed_within_the_sheet(tmp_path, count: int):
    @settings(max_examples=count, deadline=None)
    @given(HOSTILE, HOSTILE, HOSTILE, st.sampled_from(["A4", "A1"]))
    def is_whole(title, text, cell, paper):
        rows = tuple(FilledRow(row.number, (*row.cells[:-1], cell)) for row in people(3))
        notice = example_notice(
            title="公示" + title,
            paragraphs=paragraphs(text, "特此公示。"),
            table=FilledTable(cell, example_table().columns, rows, ("合计", text, "", "", "", "", "")),
            signature=(f"发布机关（盖章）：{text}", f"日期：{cell}", cell),
        )
        result = printed(notice, tmp_path, paper)
        assert outside(result.runs, page_size(paper)) == []
        assert overlapping(result.runs) == []
        assert "特此公示" in read_back(tmp_path / "公示.pdf")

    is_whole()


def test_a_short_notice_fills_a_large_sheet_with_large_type(tmp_path):
    def body(paper, notice):
        result = printed(notice, tmp_path, paper)
        assert result.pages == 1 and outside(result.runs, page_size(paper)) == overlapping(result.runs) == []
        return next(part for part in result.parts if part.name == "正文")

    short = example_notice(0, paragraphs=paragraphs("因检修停电。", "请提前做好准备。"))
    assert body("A0", short).readable_to > 3 * body("A0", example_notice(20)).readable_to / 2
    assert body("A3", short).height > body("A4", short).height * 1.3


def test_headings_stand_in_their_typefaces_and_what_stands_in_for_them_is_named(tmp_path):
    texts = ("一、基本情况", "（一）资金来源", "上级拨付8,000元。")
    result = printed(example_notice(0, paragraphs=paragraphs(*texts)), tmp_path)
    names = {name.partition("+")[2] for name in font_names(tmp_path / "公示.pdf")}
    assert {"NotoSerifSC-Bold", "NotoSansSC-Bold", "LXGWWenKai-Regular", "NotoSerifSC-Regular"} == names
    assert [text.partition("，")[0] for text in result.stand_ins] == [
        "这台电脑没有装“方正小标宋简体”",
        "这台电脑没有装“楷体_GB2312”",
        "这台电脑没有装“仿宋_GB2312”",
    ]


def test_further_sheets_name_the_unit_and_the_title(tmp_path):
    notice = example_notice(60, title="关于双桥村＿＿月名单的公示")
    result = printed(notice, tmp_path)
    units = [page for page, text in result.texts if text == "兴隆镇人民政府"]
    titles = [page for page, text in result.texts if text == notice.title]
    assert set(units) == set(titles[1:]) == set(range(2, result.pages + 1)) and result.pages > 2
    assert result.warnings == ("还有1处没有填，印成了横线。请补上再打印，或者打印后用笔写。",)
    long = "、".join(["很长的标题"] * 60)
    result = printed(example_notice(60, title=long), tmp_path)
    heads = [run for run in result.runs if run.page == 2 and run.y < 36]
    assert len(heads) == 3 and min(run.y for run in heads) > 10
