"""Which lines of a grid are shown, and in which order."""

from typing import Any

import pytest

from app.checks.finding import Finding
from app.drafting.entry import full_values
from app.drafting.grid import Grid, GridRow
from app.drafting.grid_filters import (
    CODE,
    STATE,
    TITLE,
    Contains,
    Differs,
    Distinct,
    Empty,
    HasFindings,
    LongerThan,
    OneOf,
    Sort,
    Unconfirmed,
    distinct_values,
    shown_rows,
)
from app.standards.library import load_library
from app.standards.models import Definition, Element

CATALOGUE = load_library().definitions["standard-catalogue"]
SUMS = Definition("sums", "账", "catalogue", "", (), (Element("sum", "金额", "money"), Element("day", "日子", "date")))


def line(code: str, definition: Definition = CATALOGUE, values: dict[str, Any] | None = None, **facts) -> GridRow:
    given = {
        "id": f"id-{code}",
        "key": code,
        "code": code,
        "heading": "",
        "title": f"事项{code}",
        "field": "05",
        "values": full_values(definition, values or {}),
        "differing": frozenset(),
        "state": "draft",
        "relation": "adopted",
        "evidence": "seen",
        "not_applicable": None,
        "local": False,
        "position": 1,
        "revision": "r",
    }
    return GridRow(**given | facts)


def grid(*lines: GridRow, definition: Definition = CATALOGUE) -> Grid:
    return Grid(definition, lines)


def deadline(count: int | None, unit: str, text: str = "之内") -> dict[str, Any]:
    return {"text": text, "count": count, "unit": unit, "event": None, "notice_days": None, "notice_unit": None}


def test_without_filters_all_lines_stand_in_the_tables_order():
    assert shown_rows(grid(line("05-002"), line("05-001"))) == [0, 1]


@pytest.mark.parametrize("typed", ["救助", " 救助 ", "ＡＰＰ", "app"])
def test_a_text_is_found_whatever_its_width_and_case(typed: str):
    shown = grid(line("1", values={"level2": "临时救助APP"}), line("2", values={"level2": "养老"}), line("3"))
    assert shown_rows(shown, [Contains("level2", typed)]) == [0]


def test_texts_inside_lists_and_laws_are_found():
    law = {"title": "社会救助暂行办法", "number": "国务院令第649号", "kind": None, "article": None}
    shown = grid(line("1", values={"basis": [law]}), line("2", values={"elements": ["办事指南"]}))
    assert shown_rows(shown, [Contains("basis", "649号")]) == [0]
    assert shown_rows(shown, [Contains("elements", "指南")]) == [1]


def test_a_value_is_chosen_from_those_there_are():
    shown = grid(
        line("1", values={"channels": ["政府网站", "其他"]}), line("2", values={"channels": ["其他"]}), line("3")
    )
    assert distinct_values(shown, "channels") == [Distinct("政府网站", 1), Distinct("其他", 2), Distinct("", 1)]
    assert shown_rows(shown, [OneOf("channels", frozenset({"政府网站"}))]) == [0]
    assert shown_rows(shown, [OneOf("channels", frozenset({"政府网站", ""}))]) == [0, 2]


def test_filters_must_all_be_passed():
    shown = grid(
        line("1", values={"mode": "主动公开"}, differing=frozenset({"mode"})),
        line("2", values={"mode": "主动公开"}),
        line("3", differing=frozenset({"basis"})),
    )
    assert shown_rows(shown, [OneOf("mode", frozenset({"主动公开"})), Differs()]) == [0]
    assert shown_rows(shown, [Differs("basis")]) == [2]


def test_empty_lines_are_found():
    shown = grid(line("1", values={"level2": "救助"}), line("2"))
    assert shown_rows(shown, [Empty("level2")]) == [1]
    assert shown_rows(shown, [Empty("basis")]) == [0, 1]


def test_lines_with_findings_are_found_by_entry_or_item():
    shown = grid(line("1"), line("2"), line("3", id=None, state="untouched"))
    found = (
        Finding("element-missing", "block", "", "我", entry="id-2", element="basis"),
        Finding("item-untouched", "warn", "", "我", item="3"),
    )
    assert shown_rows(shown, [HasFindings()], findings=found) == [1, 2]
    assert shown_rows(shown, [HasFindings("basis")], findings=found) == [1]


def test_unconfirmed_lines_are_those_of_our_entries():
    shown = grid(line("1", evidence="recalled"), line("2", evidence="confirmed"), line("3", id=None, evidence="partly"))
    assert shown_rows(shown, [Unconfirmed()]) == [0]


def test_long_deadlines_are_found_in_working_days():
    shown = grid(
        line("1", values={"deadline": deadline(20, "workday")}),
        line("2", values={"deadline": deadline(10, "workday")}),
        line("3", values={"deadline": deadline(30, "day")}),
        line("4", values={"deadline": deadline(None, "ongoing")}),
        line("5"),
    )
    assert shown_rows(shown, [LongerThan("deadline", 15)]) == [0, 2]
    assert shown_rows(shown, [LongerThan("deadline", 0)]) == [0, 1, 2]


def test_deadlines_are_sorted_by_length_and_empty_ones_come_last_either_way():
    shown = grid(
        line("0"),
        line("1", values={"deadline": deadline(30, "day")}),
        line("2", values={"deadline": deadline(None, "realtime")}),
        line("3", values={"deadline": deadline(None, "ongoing", "长期公开")}),
        line("4", values={"deadline": deadline(10, "workday")}),
    )
    assert shown_rows(shown, sort=Sort("deadline")) == [2, 4, 1, 3, 0]
    assert shown_rows(shown, sort=Sort("deadline", descending=True)) == [3, 1, 4, 2, 0]


def test_sums_are_sorted_as_numbers_and_days_as_days():
    shown = grid(
        line("1", SUMS, {"sum": "1200.5", "day": "2026-10-01"}),
        line("2", SUMS, {"sum": "300", "day": "2026-09-30"}),
        line("3", SUMS),
        definition=SUMS,
    )
    assert shown_rows(shown, sort=Sort("sum")) == [1, 0, 2]
    assert shown_rows(shown, sort=Sort("day", descending=True)) == [0, 1, 2]


def test_codes_titles_and_states_are_columns_too():
    shown = grid(line("05-10", state="ready"), line("05-9", state="untouched"), line("05-2", title="白马"))
    assert shown_rows(shown, sort=Sort(CODE)) == [2, 1, 0]
    assert shown_rows(shown, sort=Sort(STATE)) == [1, 2, 0]
    assert shown_rows(shown, [Contains(TITLE, "白马")]) == [2]
    assert distinct_values(shown, STATE) == [Distinct("没动过", 1), Distinct("填报中", 1), Distinct("已完成", 1)]


@pytest.mark.parametrize("descending", [False, True])
def test_equal_lines_keep_their_order(descending: bool):
    shown = grid(*(line(str(number), values={"mode": "主动公开"}) for number in range(5)))
    assert shown_rows(shown, sort=Sort("mode", descending)) == [0, 1, 2, 3, 4]


def test_every_column_of_every_checklist_can_be_sorted_and_listed():
    for definition in load_library().definitions.values():
        if definition.shape == "catalogue":
            lines = [line(item.code, definition, item.values) for item in load_library().items(definition.code)]
            shown = grid(*lines, definition=definition)
            for element in definition.elements:
                assert sorted(shown_rows(shown, sort=Sort(element.key))) == list(range(len(lines)))
                assert len(distinct_values(shown, element.key)) == len(
                    {v.label for v in distinct_values(shown, element.key)}
                )
