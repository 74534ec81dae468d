"""The official table as data."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.standards.models import Definition, Element
from app.tables.official import (
    Box,
    OfficialColumn,
    OfficialRow,
    OfficialTable,
    TableEntry,
    TextCell,
    TickCell,
    official_table,
    row_spans,
    unconfirmed_note,
)
from tests.app.tables.catalogue_example import CHANNELS, DEFINITION, TOWNSHIP_LEVELS, entry


def cells_by_head(table: OfficialTable, row: int = 0) -> dict:
    return dict(zip([column.head for column in table.columns], table.rows[row].cells, strict=True))


def test_a_township_sees_its_levels_and_no_empty_third_item_level():
    table = official_table(DEFINITION, [entry(1)], TOWNSHIP_LEVELS)
    heads = [column.head for column in table.columns]
    assert heads == [
        "序号",
        "一级事项",
        "二级事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开渠道和载体",
        "全社会",
        "特定群体",
        "乡级",
        "村级",
    ]
    with_third = official_table(DEFINITION, [entry(1), entry(2, level3="名单")], ["county"])
    assert [column.head for column in with_third.columns][3] == "三级事项"
    assert [column.head for column in with_third.columns][-1] == "县级"


def test_every_line_of_a_list_but_the_last_ends_with_a_semicolon():
    cells = cells_by_head(official_table(DEFINITION, [entry(1)], TOWNSHIP_LEVELS))
    assert cells["公开内容（要素）"] == TextCell(("初审对象名单；", "相关信息"))


def test_an_article_is_shown_only_where_the_register_of_laws_allows_it():
    shown = cells_by_head(official_table(DEFINITION, [entry(1)], TOWNSHIP_LEVELS, lambda title: "救助" in title))
    hidden = cells_by_head(official_table(DEFINITION, [entry(1)], TOWNSHIP_LEVELS))
    assert shown["公开依据"].lines == ("《社会救助暂行办法》（国务院令第649号）第十一条；", "各地相关政策法规文件")
    assert hidden["公开依据"].lines == ("《社会救助暂行办法》（国务院令第649号）；", "各地相关政策法规文件")


def test_all_boxes_are_drawn_and_other_channels_are_named():
    cells = cells_by_head(
        official_table(
            DEFINITION, [entry(1, channels=["政府网站", "其他"], channels_other="信用中国网站")], TOWNSHIP_LEVELS
        )
    )
    boxes = cells["公开渠道和载体"].boxes
    assert [box.label for box in boxes] == list(CHANNELS)
    assert boxes[0] == Box("政府网站", True)
    assert boxes[1] == Box("政府公报", False)
    assert boxes[-1] == Box("其他", True, "信用中国网站")


def test_a_channel_the_standard_does_not_know_is_named_behind_other_and_not_lost():
    cells = cells_by_head(official_table(DEFINITION, [entry(1, channels=["12345热线"])], TOWNSHIP_LEVELS))
    assert cells["公开渠道和载体"].boxes[-1] == Box("其他", True, "12345热线")


def test_ticks_stand_where_the_answer_is_and_name_the_group():
    cells = cells_by_head(
        official_table(DEFINITION, [entry(1, audience="全社会和特定群体", audience_group="申请人")], TOWNSHIP_LEVELS)
    )
    assert cells["全社会"] == TickCell(True)
    assert cells["特定群体"] == TickCell(True, "申请人")
    only_public = cells_by_head(official_table(DEFINITION, [entry(1, audience_group="申请人")], TOWNSHIP_LEVELS))
    assert only_public["特定群体"] == TickCell(False)


def test_an_entry_without_values_gives_empty_cells():
    table = official_table(DEFINITION, [TableEntry("empty", {})], TOWNSHIP_LEVELS)
    cells = cells_by_head(table)
    assert cells["公开内容（要素）"] == TextCell()
    assert cells["公开时限"] == TextCell()
    assert not any(box.checked for box in cells["公开渠道和载体"].boxes)


@pytest.mark.parametrize(
    ("kind", "value", "lines"),
    [
        ("text", "一行\n二行", ("一行", "二行")),
        ("choices", ["公开栏", "广播"], ("公开栏、广播",)),
        ("date", "2026-11-03", ("2026年11月3日",)),
        ("money", "1234567.5", ("1,234,567.50",)),
        ("number", 3, ("3",)),
        ("number", 2.5, ("2.5",)),
        ("number", 7.0, ("7",)),
        ("flag", True, ("是",)),
        ("flag", False, ("否",)),
        ("attachment", ["a" * 64, "b" * 64], ("2个",)),
        ("money", None, ()),
        ("list", [], ()),
    ],
)
def test_a_checklist_without_columns_shows_each_element(kind, value, lines):
    definition = Definition(
        code="plain",
        name="简单清单",
        shape="catalogue",
        what_for="测试",
        used_by=("village",),
        elements=(Element("value", "内容", kind),),
    )
    table = official_table(definition, [TableEntry("1", {"value": value})], [])
    assert [column.head for column in table.columns] == ["序号", "内容"]
    assert table.columns[1].align == ("right" if kind in {"money", "number"} else table.columns[1].align)
    assert table.rows[0].cells == (TextCell(("1",)), TextCell(lines))


def test_equal_first_level_items_merge_and_second_level_ones_only_inside_them():
    entries = [
        entry(1, level1="综合业务", level2="政策"),
        entry(2, level1="综合业务", level2="监督"),
        entry(3, level1="低保", level2="监督"),
        entry(4, level1="低保", level2="监督"),
        entry(5, level1="", level2=""),
        entry(6, level1="", level2=""),
    ]
    assert row_spans(official_table(DEFINITION, entries, TOWNSHIP_LEVELS)) == {
        1: (2, 0, 2, 0, 1, 1),
        2: (1, 1, 2, 0, 1, 1),
    }


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("甲乙"), st.sampled_from("子丑"), st.sampled_from(["", "寅"])), max_size=30))
def test_merged_cells_cover_every_row_once_and_hold_equal_texts(names):
    columns = tuple(OfficialColumn(head, None, 10, True, "left") for head in "一二三")
    rows = tuple(
        OfficialRow(tuple(TextCell((text,) if text else ()) for text in row), str(number), False)
        for number, row in enumerate(names)
    )
    table = OfficialTable(columns, rows)
    spans = row_spans(table)
    for column, column_spans in spans.items():
        assert sum(column_spans) == len(rows)
        for start, span in enumerate(column_spans):
            covered = {row.cells[: column + 1] for row in rows[start : start + span]}
            assert len(covered) <= 1
            assert column_spans[start + 1 : start + span] == (0,) * max(0, span - 1)


def test_rows_nobody_compared_with_the_official_text_are_named():
    entries = [TableEntry(str(number), {}, unconfirmed=number in {1, 2, 3, 7}) for number in range(1, 9)]
    assert unconfirmed_note(official_table(DEFINITION, entries, [])) == "注：第1—3、7项的文字尚未与官方原文核对。"
    assert unconfirmed_note(official_table(DEFINITION, [TableEntry("1", {})], [])) == ""
