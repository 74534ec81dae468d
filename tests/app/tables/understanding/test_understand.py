"""What the import page and the command get from a file: places, confidences, corrections, what was not understood."""

import json
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli.main import main
from app.errors import UserFacingError
from app.tables.sources.reading import read_source
from app.tables.sources.sheet import Sheet, Source, Span
from app.tables.understanding.catalogue import Cell, ReadCatalogue, as_json
from app.tables.understanding.understand import understand
from tests.app.tables.understanding.test_samples import SAMPLES
from tests.app.tables.understanding.wild_tables import other_head_words, sheet


def _read(name: str) -> ReadCatalogue:
    return understand(read_source(SAMPLES / name))


def test_every_answer_tells_its_cells_and_how_it_came_there():
    rows = _read("same-as-above-cells.xlsx").tables[0].rows
    first, second = rows[0].answers, rows[1].answers
    assert first["basis"].cells == (Cell(0, 3, 4),) and first["basis"].how == "written"
    assert second["level1"].cells == (Cell(0, 3, 1),) and second["level1"].how == "merged"
    assert second["basis"].how == "above" and Cell(0, 4, 4) in second["basis"].cells
    assert first["basis"].confidence > second["basis"].confidence > 0.5


def test_same_as_above_with_nothing_above_is_told_by_its_address():
    unknown = _read("several-fields-one-sheet.xlsx").not_understood
    assert ("F6", "同上") in {(each.address, each.text) for each in unknown}


def test_columns_tell_what_they_mean_how_surely_and_what_else_they_might():
    columns = {column.head: column for column in _read("one-audience-column-gb2312.html").tables[0].columns}
    assert columns["公开属性"].meaning == "mode" and columns["公开方式"].meaning == "extra"
    assert "mode" in dict(columns["公开方式"].alternatives)
    assert columns["公开依据"].confidence > 0.9


def test_a_correction_changes_the_column_and_reads_again():
    source, _ = other_head_words()
    table = understand(source, {(0, 0, 6): "extra", (0, 0, 1): None}).tables[0]
    assert table.columns[6].is_corrected and table.columns[6].meaning == "extra"
    assert "publisher" not in table.rows[0].answers and table.rows[0].extra["责任主体"].value == "镇财政所"
    assert "level1" not in table.rows[0].answers or table.rows[0].answers["level1"].value != "资金使用"


def test_a_clerk_can_say_where_the_heads_are_or_that_there_are_none():
    rows = [
        ["某镇的事", "", ""],
        ["甲", "乙", "丙"],
        ["低保办理", "材料；流程", "镇民政办"],
        ["临时救助", "标准", "镇民政办"],
    ]
    source = Source(name="x", sheets=(sheet(*rows),))
    assert not understand(source).tables
    table = understand(source, heads={0: 1}).tables[0]
    assert table.heads == (1,) and [column.head for column in table.columns] == ["甲", "乙", "丙"]
    told = {(0, 0, 0): "level1", (0, 0, 1): "elements", (0, 0, 2): "publisher"}
    table = understand(source, told, heads={0: 1}).tables[0]
    assert [row.answers["level1"].value for row in table.rows] == ["低保办理", "临时救助"]
    assert table.rows[0].answers["elements"].value == ["材料", "流程"] and table.rows[0].rows == (2,)
    headless = understand(Source(name="x", sheets=(sheet(*rows[2:]),)), told, heads={0: None}).tables[0]
    assert (
        len(headless.rows) == 2 and headless.heads == () and headless.rows[1].answers["publisher"].value == "镇民政办"
    )


def test_reading_stops_within_a_few_hundred_rows_of_being_asked_to():
    source = read_source(SAMPLES / "one-sheet-per-field-1000-rows.xlsx")
    times = count()
    understand(source, is_cancelled=lambda: next(times) < 0)
    assert next(times) > 2 * len(source.sheets)
    for wanted in (0, 1, 20):
        asked = count()
        with pytest.raises(UserFacingError) as refused:
            understand(source, is_cancelled=lambda asked=asked, wanted=wanted: next(asked) == wanted)
        assert refused.value.code == "cancelled" and source.name in refused.value.message
        assert next(asked) == wanted + 1


def test_a_column_of_whom_may_tell_how_as_well():
    heads = ["序号", "公开事项", "公开内容", "公开依据", "公开主体", "公开对象及方式"]
    table = sheet(
        heads,
        ["1", "监督检查", "检查制度、检查标准", "《食品安全法》", "市场监管所", "全社会/主动公开"],
        ["2", "投诉举报", "投诉人、处理结果", "《食品安全法》", "市场监管所", "投诉举报人/依申请公开"],
    )
    rows = as_json(understand(Source(name="x", sheets=(table,))))["tables"][0]["rows"]
    assert [(row["audience"], row["audience_group"], row["mode"]) for row in rows] == [
        ("public", None, "proactive"),
        ("group", "投诉举报人", "on_request"),
    ]


def test_items_tell_the_field_where_no_title_does():
    table = _read("header-on-every-page.xlsx").tables[0]
    assert table.field is None and table.field_code == "13"


def test_sheets_without_a_catalogue_give_none():
    address_list = sheet(
        ["姓名", "电话", "单位", "职务"],
        ["张三", "0838-1234567", "民政局", "科长"],
        ["李四", "0838-7654321", "财政局", "主任"],
    )
    assert understand(Source(name="通讯录", sheets=(address_list,))).tables == ()


_HEADS = ["序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "全社会"]
_CELLS = [
    "√",
    "同上",
    "1",
    "《预算法》",
    "①②③",
    "（（（",
    "》》《",
    "1.",
    "●",
    "口政府网站",
    "其他：",
    "20个工作日",
    "#REF!",
]
_TEXTS = st.sampled_from(["", "\n\n", "注：", "目录", "一、", *_HEADS, *_CELLS]) | st.text(max_size=12)


@st.composite
def _sheets(draw: st.DrawFn) -> Sheet:
    height, width = draw(st.integers(0, 9)), draw(st.integers(1, 9))
    cells = tuple(tuple(draw(_TEXTS) for _ in range(width)) for _ in range(height))
    spans = draw(st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=4))
    merged = tuple(Span(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in spans)
    return Sheet(name=draw(_TEXTS), cells=cells, merged=merged, lettered=draw(st.booleans()), before=(draw(_TEXTS),))


@given(st.lists(_sheets(), max_size=3))
@settings(max_examples=150, deadline=None)
def test_nothing_raises_whatever_the_cells_hold(sheets: list[Sheet]):
    read = understand(Source(name="x", sheets=tuple(sheets)))
    json.dumps(as_json(read))


def test_a_cell_beyond_all_measure_is_told_and_not_read():
    heads = ["序号", "公开事项", "公开内容", "公开依据", "公开时限"]
    table = sheet(heads, ["1", "出生登记", "（" * 30_000, "《户口登记条例》", "20个工作日"])
    read = understand(Source(name="x", sheets=(table,)))
    assert "elements" not in read.tables[0].rows[0].answers
    assert [each.address for each in read.not_understood] == ["C2"]


def test_the_command_prints_json_or_a_listing(capsys):
    path = str(SAMPLES / "full-box-list.docx")
    assert main(["table", "read", path, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["tables"][0]["rows"]) == 13
    assert main(["table", "read", path]) == 0
    shown = capsys.readouterr().out
    assert "领域：扶贫，13 条" in shown and "公开渠道和载体：政务服务中心；社区/企事业单位/村公示栏（电子屏）" in shown


def test_contents_notes_and_signatures_are_known_and_no_riddles():
    heads = ["序号", "公开事项", "公开内容", "公开依据", "公开时限"]
    said = ["1", "出生登记", "办事指南", "《户口登记条例》", "20个工作日"]
    listed = sheet(["目次"], ["序号", "领域", "事项（项）"], ["1", "户籍管理", "1"], name="目次")
    loose = sheet(["这一页"], ["是什么", "没有人知道"], name="杂记")
    table = sheet(heads, said, ["注：第1项尚未核对。"], ["填报单位：兴隆镇人民政府"], ["甲" * 70], name="户籍管理")
    read = understand(Source(name="x", sheets=(listed, table, loose)))
    assert [each.address for each in read.remarks] == ["目次", "A3", "A4"]
    assert [each.address for each in read.not_understood] == ["A5", "杂记"]
