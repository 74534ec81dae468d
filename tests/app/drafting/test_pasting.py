"""Blocks of cells from Excel and WPS find their places in a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.drafting.pasting import Pasted, plan_paste
from app.standards.library import load_library
from app.standards.table_words import with_table_words
from app.standards.vocabulary import HeadWord, TableWords
from app.tables.cell_text import cell_text
from app.tables.pasted import copied_text, pasted_cells

DEFINITION = load_library().definitions["standard-catalogue"]
COLUMNS = [element.key for element in DEFINITION.elements]
ROWS = ["甲", "乙", "丙"]
ITEMS = load_library().items("standard-catalogue")


def paste(text: str, at: tuple[int, int] = (0, 0), **options) -> Pasted:
    return plan_paste(DEFINITION, COLUMNS, ROWS, at, pasted_cells(text), **options)


def test_a_block_goes_where_its_first_cell_goes():
    found = paste("一\t二\r\n三\t\r\n", (1, COLUMNS.index("level2")))
    assert found == Pasted({"乙": {"level2": "一", "level3": "二"}, "丙": {"level2": "三", "level3": None}})


def test_what_finds_no_place_is_counted():
    found = paste("一\t二\n三\n四\n\t\n", (1, len(COLUMNS) - 1))
    assert found.changes == {}
    assert ["乡级" in refused.reason for refused in found.refused] == [True, True]
    assert (found.beyond_rows, found.beyond_columns) == (1, 1)


def test_cells_missing_at_the_end_of_a_row_stay_as_they_are():
    assert paste("一\t二\n三\n").changes["乙"] == {"level1": "三"}


def test_headings_lead_to_their_columns_in_any_order():
    found = paste("公开主体\t序号\t一级 事项\t联系人\n兴隆镇\t1\t社会救助\t张三\n", (1, 5))
    assert found.matched_by_header and found.unmatched == ("联系人",)
    assert found.changes == {"乙": {"publisher": "兴隆镇", "level1": "社会救助"}}


def test_headings_of_a_units_own_table_are_no_entry():
    heads = "序号\t公开事项\t公开主体\t公开时限\t责任科室\t联系人\t备注\n"
    found = paste(heads + "1\t政策法规文件\t兴隆镇\t10个工作日内\t民政办\t张三\t\n", (1, 5))
    assert found.unmatched == ("公开事项", "责任科室", "联系人", "备注")
    assert found.changes["乙"]["publisher"] == "兴隆镇" and set(found.changes["乙"]) == {"publisher", "deadline"}


def test_what_a_place_says_of_a_heading_goes_before_what_the_table_calls_by_it():
    own = TableWords((HeadWord("公开主体", "deadline"), HeadWord("联系人", "publisher")), (), ())
    program = load_library()
    library = program.with_parts("own", vocabulary=with_table_words(program.vocabulary, own))
    block = "公开主体\t联系人\n长期公开\t张三\n"
    found = paste(block, library=library)
    assert found.unmatched == () and set(found.changes["甲"]) == {"deadline", "publisher"}
    assert not paste(block).matched_by_header, "nothing is left of other words"


def test_a_column_with_its_heading_alone():
    assert paste("公开主体\n一\n二\n", (0, 3)).changes == {"甲": {"publisher": "一"}, "乙": {"publisher": "二"}}


def test_answers_that_are_headings_of_ticks_elsewhere_are_answers():
    found = paste("全社会\n特定群体\n", (0, COLUMNS.index("audience")))
    assert not found.matched_by_header
    assert found.changes == {"甲": {"audience": "全社会"}, "乙": {"audience": "特定群体"}}


def test_answers_side_by_side_are_no_headings():
    found = paste("特定群体\t申请人\t依申请公开\n全社会\t\t主动公开\n", (0, COLUMNS.index("audience")))
    assert not found.matched_by_header
    assert found.changes["甲"] == {"audience": "特定群体", "audience_group": "申请人", "mode": "依申请公开"}


def test_the_official_table_with_two_rows_of_headings_and_ticks():
    text = (
        "序号\t公开事项\t\t公开渠道和载体\t公开对象\t\t公开方式\t\t公开层级\t\r\n"
        "\t一级事项\t二级事项\t\t全社会\t特定群体\t主动\t依申请公开\t乡级\t村级\r\n"
        '1\t社会救助\t低保\t"■政府网站　□政府公报\n■其他（村广播）"\t√\t√申请人\t√\t\t√\tR\r\n'
        "2\t\t特困\t□政府网站□其他\t√\t\t\t√\t\t\r\n"
    )
    found = paste(text, standing={"乙": {"levels": ["县级", "村级"]}})
    assert found.matched_by_header
    assert found.changes == {
        "甲": {
            "level1": "社会救助",
            "level2": "低保",
            "channels": ["政府网站", "其他"],
            "channels_other": "村广播",
            "audience": "全社会和特定群体",
            "audience_group": "申请人",
            "mode": "主动公开",
            "levels": ["乡级", "村级"],
        },
        "乙": {
            "level1": "社会救助",
            "level2": "特困",
            "audience": "全社会",
            "mode": "依申请公开",
            "levels": ["县级"],
        },
    }
    assert [(refused.entry, refused.element) for refused in found.refused] == [("乙", "channels")]


@pytest.mark.parametrize(
    "lower",
    [
        ("一级", "二级", "全社\n会", "特定群众", "主动", "依申请", "市级", "区级", "乡、村级"),
        ("一级事项", "二级\n事项", "全社会", "特定\n群体", "主动", "申请", "市级", "县级", "乡级、村级"),
    ],
)
def test_headings_as_units_write_them_are_no_entry(lower: tuple[str, ...]):
    heads = ("序号", "公开事项", "", "公开主体", "公开渠道（“■”必选）", "公开对象", "", "公开方式", "", "公开层级")
    under = ("", *lower[:2], "", "", *lower[2:])
    body = ("1", "社会救助", "低保", "民政办", "■政府网站", "√", "", "√", "", "", "", "√")
    found = paste(copied_text([heads, under, body]))
    assert (found.matched_by_header, found.refused, found.unmatched) == (True, (), ("市级",))
    assert found.changes == {
        "甲": {
            "level1": "社会救助",
            "level2": "低保",
            "publisher": "民政办",
            "channels": ["政府网站"],
            "audience": "全社会",
            "mode": "主动公开",
            "levels": ["乡级", "村级"],
        }
    }


def test_a_title_above_the_headings_is_no_entry():
    title = "兴隆镇社会救助领域基层政务公开标准目录\t\t\n填报单位：兴隆镇\t\t2026年11月\n"
    found = paste(f"{title}公开事项\t\t公开主体\n一级事项\t二级事项\t\n社会救助\t低保\t民政办\n")
    assert found.changes == {"甲": {"level1": "社会救助", "level2": "低保", "publisher": "民政办"}}


@pytest.mark.parametrize("mode", ["主动", "依申请", "依申请公开"])
def test_one_row_of_answers_is_no_row_of_headings(mode: str):
    at = (0, COLUMNS.index("audience"))
    found = paste(f"特定群众\t申请人\t{mode}\t镇级\n", at)
    assert not found.matched_by_header
    assert found.changes["甲"]["audience"] == "特定群体" and found.changes["甲"]["levels"] == ["乡级"]


def test_answers_above_ticks_are_headings():
    found = paste("主动\t依申请\n√\t\n\t√\n")
    assert found.changes == {"甲": {"mode": "主动公开"}, "乙": {"mode": "依申请公开"}}


def test_cells_merged_over_several_rows_mean_the_same_in_each():
    heads = (
        "公开事项\t\t\t公开时限\t公开主体\t其他渠道\t公开对象\t\n一级事项\t二级事项\t三级事项\t\t\t\t全社会\t特定群众\n"
    )
    body = "社会救助\t低保\t申请\t及时公开\t民政办\t广播\t√\t√申请人\n\t\t公示\t\t\t\t\t\n\t特困\t\t\t村\t\t√\t\n"
    found = paste(heads + body)
    second, third = found.changes["乙"], found.changes["丙"]
    assert [second[key] for key in ("level1", "level2", "level3")] == ["社会救助", "低保", "公示"]
    assert (second["deadline"]["text"], second["publisher"], second["channels_other"]) == ("及时公开", "民政办", None)
    assert (second["audience"], second["audience_group"]) == ("全社会和特定群体", "申请人")
    assert (third["level2"], third["level3"], third["publisher"], third["audience"]) == ("特困", None, "村", "全社会")


def test_an_empty_cell_under_plain_headings_clears():
    found = paste("二级事项\t公开主体\n低保\t民政办\n特困\t\n")
    assert found.changes["乙"] == {"level2": "特困", "publisher": None}


def test_same_as_above_is_what_stands_above():
    found = paste("二级事项\t公开主体\t公开依据\n低保\t民政办\t《社会救助暂行办法》\n特困\t同上\t〃\n", (0, 0))
    assert found.changes["乙"]["publisher"] == "民政办"
    assert found.changes["乙"]["basis"] == found.changes["甲"]["basis"]


def test_same_as_above_with_nothing_above_is_refused():
    found = paste("同 上\t低保\n同上\t特困\n")
    assert found.changes == {"甲": {"level2": "低保"}, "乙": {"level2": "特困"}}
    assert [(each.entry, each.element) for each in found.refused] == [("甲", "level1"), ("乙", "level1")]


def test_text_beside_an_answer_that_has_no_room_is_refused():
    found = paste("全社会（本镇）\n", (0, COLUMNS.index("audience")))
    assert found.changes == {} and "本镇" in found.refused[0].reason


def test_bad_cells_are_refused_alone():
    found = paste(f"{'长' * 100_000}\t好\n坏\x07\t䶮𬭎😀\n")
    assert found.changes == {"甲": {"level2": "好"}, "乙": {"level2": "䶮𬭎😀"}}
    assert ["100000" in found.refused[0].reason, "U+0007" in found.refused[1].reason] == [True, True]


def test_nothing_pasted_changes_nothing():
    assert paste("") == Pasted({})
    assert paste("\t\n\n").changes == {}


@given(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3), st.booleans())
def test_what_was_copied_from_the_table_is_pasted_unchanged(items: list, with_heads: bool):
    rows = [[cell_text(element, item.values.get(element.key)) for element in DEFINITION.elements] for item in items]
    heads = [[element.label for element in DEFINITION.elements]] if with_heads else []
    standing = {id: item.values for id, item in zip(ROWS, items, strict=False)}
    found = paste(copied_text(heads + rows), standing=standing)
    assert (found.refused, found.matched_by_header) == ((), with_heads)
    for id, item in zip(ROWS, items, strict=False):
        # Names that led a row to its entry stay as they stand there.
        led = DEFINITION.title_elements if found.matched_by_name else ()
        assert {key: value for key, value in found.changes[id].items() if value is not None} == {
            key: item.values[key] for key in COLUMNS if item.values.get(key) is not None and key not in led
        }


NAMED = {
    "甲": {"level1": "综合业务", "level2": "监督检查"},
    "乙": {"level1": "低保", "level2": "办事指南"},
    "丙": {"level1": "低保", "level2": "审核信息"},
}


def test_rows_of_a_table_in_another_order_go_to_the_entries_of_their_names():
    block = "一级事项\t二级事项\t公开主体\n低保\t审核 信息\t镇\n\t办事指南\t县\n特困\t办事指南\t村\n"
    found = paste(block, (2, 0), standing=NAMED)
    assert found.changes == {"丙": {"publisher": "镇"}, "乙": {"publisher": "县"}}
    assert found.matched_by_name and found.unknown == ("特困 / 办事指南",)
    assert (found.beyond_rows, found.beyond_columns) == (0, 0)


@pytest.mark.parametrize(
    "block",
    [
        "二级事项\t公开主体\n甲事\t镇\n乙事\t县\n审核信息\t村\n",
        "二级事项\t公开主体\n审核信息\t镇\n审核信息\t县\n",
        "公开时限\t公开主体\n及时\t镇\n及时\t县\n",
    ],
    ids=["most names unknown", "a name twice", "no names"],
)
def test_rows_that_cannot_be_told_by_name_go_one_after_the_other(block: str):
    found = paste(block, standing=NAMED)
    assert not found.matched_by_name
    assert found.changes["甲"]["publisher"] == "镇" and found.changes["乙"]["publisher"] == "县"
