"""Single rules for cells and rows that real tables ask for, each told by the smallest table that needs it."""

from collections import defaultdict

import pytest

from app.standards.library import load_library
from app.tables.sources.sheet import Source
from app.tables.understanding.basis import citations_in
from app.tables.understanding.catalogue import ReadRow
from app.tables.understanding.channels import channels_in
from app.tables.understanding.choices import audience_said, mode_said
from app.tables.understanding.fields import field_of_items
from app.tables.understanding.heads import read_head
from app.tables.understanding.understand import understand
from tests.app.tables.understanding.wild_tables import sheet

HEADS = ["序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道"]


def _row(number: str, name: str, publisher: str) -> list[str]:
    return [number, "社会救助", name, "对象；标准", "《社会救助暂行办法》", "20个工作日内", publisher, "政府网站"]


def _read(*rows: list[str]) -> list[ReadRow]:
    return [row for table in understand(Source(name="x", sheets=(sheet(*rows),))).tables for row in table.rows]


def _publisher(*lines: str) -> str:
    """Return who publishes an item whose cell, or whose two rows, say so."""
    rest = [["", "", "", "程序", "", "", line, ""] for line in lines[1:]]
    rows = _read(
        HEADS, _row("1", "低保", lines[0]), *rest, _row("2", "特困", "镇民政办"), _row("3", "临时", "镇民政办")
    )
    return rows[0].answers["publisher"].value


@pytest.mark.parametrize(
    ("cell", "publisher"),
    [
        ("兴隆镇人民\n政府", "兴隆镇人民政府"),
        ("兴隆镇\n民政办", "兴隆镇民政办"),
        ("兴隆镇人民政府\n社会事务办", "兴隆镇人民政府社会事务办"),
        ("县公安局、\n各派出所", "县公安局、各派出所"),
        ("民政办\n村委会", "民政办；村委会"),
        ("县民政局\n兴隆镇人民政府", "县民政局；兴隆镇人民政府"),
    ],
)
def test_lines_of_a_publisher_are_one_name_or_several(cell: str, publisher: str):
    assert _publisher(cell) == publisher


@pytest.mark.parametrize(
    ("above", "below", "publisher"),
    [
        ("兴隆镇便民", "服务中心", "兴隆镇便民服务中心"),
        ("县自然资源和", "规划局", "县自然资源和规划局"),
        ("兴隆镇财政", "所", "兴隆镇财政所"),
        ("镇人民政府", "镇财政所", "镇人民政府；镇财政所"),
        ("民政办；", "村委会", "民政办；村委会"),
    ],
)
def test_a_publisher_on_two_rows_is_one_name_or_two(above: str, below: str, publisher: str):
    assert _publisher(above, below) == publisher


def test_a_mouth_inside_a_word_is_no_empty_box():
    assert audience_said("流动人口") == ("group", "流动人口")
    assert audience_said("口全社会 ■特定群体：农户") == ("group", "农户")
    assert (
        channels_in("■政务服务中心\n■派出所窗口\n政府网站")[0] == channels_in("■政务服务中心\n■派出所窗口政府网站")[0]
    )


@pytest.mark.parametrize(
    ("cell", "cited"),
    [
        ("国发〔2012〕45号", ["国发〔2012〕45号"]),
        ("国发〔2012〕45号、民发〔2021〕43号", ["国发〔2012〕45号", "民发〔2021〕43号"]),
        ("《社会救助暂行办法》；民发〔2021〕43号", ["社会救助暂行办法", "民发〔2021〕43号"]),
        ("国务院令第649号《社会救助暂行办法》", ["社会救助暂行办法"]),
    ],
)
def test_a_number_that_no_title_follows_is_cited_itself(cell: str, cited: list[str]):
    assert [title for title, _, _ in citations_in(cell)] == cited


@pytest.mark.parametrize("group", ["公开形式", "公开方式", "公开渠道"])
def test_ticks_for_how_it_is_published_are_no_channels(group: str):
    """公开形式 is what some call the channels, others whether it is published unasked."""
    for own, mode in (("主动", "proactive"), ("依申请", "on_request"), ("申请", "on_request")):
        assert list(read_head(own, group)) == [f"mode:{mode}"]


def test_who_applies_is_not_how_it_is_published():
    assert mode_said("申请人及其家庭成员") is None
    assert mode_said("依申请公开") == mode_said("申请公开") == "on_request"


@pytest.mark.parametrize(
    ("prose", "channels"),
    [
        ("村公示栏张榜公示，同时在政府网站公开", ("社区/企事业单位/村公示栏（电子屏）", "政府网站")),
        ("在村公示栏张贴，并推送至村民微信群", ("社区/企事业单位/村公示栏（电子屏）", "村民微信群")),
        ("卫生院及村卫生室公示栏", ("社区/企事业单位/村公示栏（电子屏）",)),
    ],
)
def test_channels_in_a_sentence(prose: str, channels: tuple[str, ...]):
    assert channels_in(prose)[0] == channels


def test_sums_and_notes_of_two_cells_are_no_items():
    items = [_row("1", "低保", "镇民政办"), _row("2", "特困", "镇民政办"), _row("3", "临时", "镇民政办")]
    total = ["小计", "", "3", "6", "3项", "1", "2", "3"]
    note = ["注", "“×”“无”表示不涉及。", "", "", "", "", "", ""]
    read = understand(Source(name="x", sheets=(sheet(HEADS, *items, total, note),)))
    assert len(read.tables[0].rows) == 3
    assert [remark.text for remark in read.remarks] == ["注 “×”“无”表示不涉及。"]


def test_a_line_on_the_right_over_the_heads_does_not_hide_the_title():
    title = ["怀安县社会救助领域基层政务公开标准目录", *[""] * 7]
    unit = [*[""] * 6, "（单位：县民政局）", ""]
    source = Source(name="x", sheets=(sheet(title, unit, HEADS, _row("1", "甲", "乙办"), _row("2", "丙", "乙办")),))
    field = understand(source).tables[0].field
    assert field is not None and field.value == "社会救助"


def test_items_that_two_fields_have_alike_name_neither():
    fields_of = defaultdict(set)
    for field in load_library().fields.values():
        for item in field.items:
            if item.values["level2"]:
                fields_of[item.values["level1"], item.values["level2"]].add(field.code)
    shared = next(names for names, codes in fields_of.items() if len(codes) == 2)
    own, (code,) = next(each for each in fields_of.items() if len(each[1]) == 1)
    assert field_of_items([shared]) is None
    assert field_of_items([own]) == code
