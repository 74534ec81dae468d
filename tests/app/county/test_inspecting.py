"""An inspection gives every unit its points from what the program has, and every point lost has its records."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.county.inspecting import InspectionTable, UnitScore, find_inspection, inspect
from app.county.inspection_adjusting import adjust, weigh, withdraw_adjustment
from app.county.inspection_behind import behind
from app.county.inspection_periods import period_named, period_of
from app.county.matrix import matrix
from app.county.standard_versions import demand_version
from app.county.told_overdue import overdue_told, with_overdue
from app.drafting.entry import entry_id
from app.drafting.history import redo, undo
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.products.inspection import draw_sheets, prepare_sheets
from app.registers.column_records import column_id
from app.registers.columns import date_columns, take_columns
from app.registers.plans import add_plan
from app.standards.library import load_library
from app.workspace import Workspace
from tests.app.county.inspected import inspected_county, inspecting
from tests.app.exchange.desks import trust_sender
from tests.support import COUNTY, SUBDISTRICT, TOWNSHIP, Computer, computer


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory):
    with inspecting(tmp_path_factory.mktemp("inspected")) as workspace:
        yield workspace


def score_of(table: InspectionTable, name: str) -> UnitScore:
    return next(each for each in table.units if each.unit.name == name)


def got(score: UnitScore) -> dict[str, str | None]:
    return {each.criterion.code: None if each.got is None else f"{each.got.normalize():f}" for each in score.points}


def test_points_come_from_what_was_handed_in_and_what_the_ledger_told(county: Workspace):
    points = got(score_of(inspect(county, "月点评", "2026-11"), "兴隆镇"))
    wanted = {"submitted": "6", "overdue": "9", "late": "4", "returned": "4.5", "answered": "4.5", "plan": "5"}
    assert {code: points[code] for code in wanted} == wanted


def test_the_table_over_all_units_says_what_a_unit_was_overdue_with(county: Workspace):
    shown = with_overdue(matrix(county), overdue_told(county))
    assert {row.unit.name: row.overdue_words for row in shown.rows} == {
        "兴隆镇": "公开台账 2 件",
        "白云乡": "",
        "城关街道": "",
    }


def test_plans_and_columns_that_are_overdue_reach_the_table_over_all_units(tmp_path: Path):
    made = inspected_county(tmp_path)
    township = Computer(tmp_path / "兴隆镇", "李梅")
    with township.working() as workspace:
        add_plan(workspace, {"doc_title": "临时救助办法", "published_on": "2026-11-02"}, template="IP-002")
        take_columns(workspace, ["CU-002", "CU-004"])
        known = [column_id(TOWNSHIP.id, code) for code in ("CU-002", "CU-004")]
        date_columns(workspace, dict(zip(known, (date(2026, 10, 1), date(2026, 11, 20)), strict=True)))
    assert made.take_in(township.export("第二轮.zwgk").path).result == "applied"
    with made.working() as workspace:
        assert overdue_told(workspace)[TOWNSHIP.id] == (("公开台账", 2), ("政策解读", 1), ("网站栏目", 1))


def test_only_the_standard_catalogue_has_to_be_whole(county: Workspace):
    def complete() -> tuple[int, int]:
        measured = score_of(inspect(county, "month", "2026-11"), "白云乡").points[1].measured
        return measured.faults, measured.of

    before = complete()
    row = county.store.entries.by_item("05-003", county.edition, TOWNSHIP.id)[0]
    other = row.content | {"checklist": "exemption-list", "field": None, "item": "EX-001", "state": "draft"}
    with operation(county, "import", "收下") as act:
        act.write("entry", entry_id(TOWNSHIP.id, "exemption-list", county.edition, "EX-001"), other)
    assert any(column.checklist == "exemption-list" for column in matrix(county).columns)
    assert complete() == before
    score = score_of(inspect(county, "month", "2026-11"), "兴隆镇")
    found = behind(county, TOWNSHIP, "complete", period_named("month", "2026-11"))
    assert len(found) == score.points[1].measured.faults
    undo(county)


def test_what_nobody_knows_counts_for_nothing_and_who_sent_nothing_has_nothing(county: Workspace):
    table = inspect(county, "month", "2026-11")
    early, silent = score_of(table, "白云乡"), score_of(table, "城关街道")
    assert got(early)["overdue"] is None and early.is_partial and early.points[0].got == early.points[0].full
    assert early.total == (early.got * 100 / early.full).quantize(Decimal("0.1"))
    assert (silent.total, silent.rank, got(silent)["blocked"]) == (0, 3, None)


def test_who_tells_nothing_of_its_registers_is_not_ranked_before_who_does(county: Workspace):
    table = inspect(county, "week", "2026-W47")
    silent, told = score_of(table, "白云乡"), score_of(table, "兴隆镇")
    assert (silent.total, silent.rank) == (100, None) and told.rank == 1
    assert [each.unit.name for each in table.ranked] == ["兴隆镇", "白云乡", "城关街道"]


def test_every_point_lost_opens_the_records_behind_it(county: Workspace):
    for kind in ("week", "month", "quarter", "year"):
        table = inspect(county, kind)
        for score in table.units:
            for point in score.points:
                found = behind(county, score.unit, point.criterion.measure, table.period)
                if point.measured.state != "known":
                    continue
                assert bool(point.lost) <= bool(found), (kind, score.unit.name, point)
                if point.criterion.measure != "submitted":
                    assert len(found) == point.measured.faults or point.measured.is_none, point
                assert all(each.words and (each.title or each.id) for each in found)


def test_an_open_line_of_october_counts_in_november_too_but_a_late_one_only_in_its_month(county: Workspace):
    def faults(period: str) -> tuple[int, int]:
        points = {each.criterion.code: each for each in score_of(inspect(county, "month", period), "兴隆镇").points}
        return points["overdue"].measured.faults, points["late"].measured.faults

    assert (faults("2026-10"), faults("2026-11")) == ((1, 0), (2, 1))
    december = score_of(inspect(county, "month", "2026-12"), "兴隆镇")
    assert got(december)["overdue"] is None


def test_points_by_hand_have_a_reason_and_a_name_and_go_away_again(county: Workspace):
    inspection, period = find_inspection(county, "月点评"), period_named("month", "2026-11")

    def total() -> Decimal | None:
        return score_of(inspect(county, "月点评", "2026-11"), "兴隆镇").total

    before = total()
    id = adjust(county, inspection, period, TOWNSHIP, "-2.5", "公示栏现场抽查没有更新")
    (kept,) = score_of(inspect(county, "月点评", "2026-11"), "兴隆镇").adjustments
    assert (total(), kept.adjustment.person) == (before - Decimal("2.5"), county.person)
    undo(county)
    assert total() == before
    redo(county)
    withdraw_adjustment(county, id[:8])
    assert total() == before
    adjust(county, inspection, period, SUBDISTRICT, "-50", "没有报送")
    assert score_of(inspect(county, "月点评", "2026-11"), "城关街道").total == 0
    undo(county)


@pytest.mark.parametrize("points", ["", "0", "abc", "51", "0.05", "nan", "Infinity"])
def test_points_that_are_none_are_refused(county: Workspace, points: str):
    with pytest.raises(UsageError):
        adjust(county, find_inspection(county, "month"), period_named("month", "2026-11"), TOWNSHIP, points, "原因")


def test_a_reason_is_asked_for_and_bears_no_number_of_anybody(county: Workspace):
    inspection, period = find_inspection(county, "month"), period_named("month", "2026-11")
    with pytest.raises(UsageError):
        adjust(county, inspection, period, TOWNSHIP, "-1", "  ")
    with pytest.raises(UserFacingError, match="身份证"):
        adjust(county, inspection, period, TOWNSHIP, "-1", "找11010519491231002X核实")


def test_who_does_not_go_by_a_demanded_standard_loses_points_once_its_day_is_over(county: Workspace):
    row = county.store.entries.by_item("05-003", county.edition, TOWNSHIP.id)[0]
    with operation(county, "import", "收下") as act:
        act.write("entry", row.id, row.content | {"origin": {"version": "2019", "digest": "0" * 64}})
    demand_version(county, "05", date(2026, 11, 30))
    assert got(score_of(inspect(county, "month", "2026-11"), "兴隆镇"))["standard"] == "5"
    demand_version(county, "05", date(2026, 11, 20))
    points = got(score_of(inspect(county, "month", "2026-11"), "兴隆镇"))
    assert (points["standard"], got(score_of(inspect(county, "month", "2026-11"), "白云乡"))["standard"]) == (
        "2.5",
        "5",
    )
    (record,) = behind(county, TOWNSHIP, "standard-behind", period_named("month", "2026-11"))
    assert (record.field, record.words) == ("05", "1 条还没有照新标准")
    for _ in range(3):
        undo(county)


def test_a_county_weighs_in_its_own_way_until_it_goes_back(county: Workspace):
    inspection = find_inspection(county, "month")
    weigh(county, inspection, {"complete": "5", "overdue": "25"}, {"overdue": "10"})
    table = inspect(county, "month", "2026-11")
    assert table.is_own_weighing and got(score_of(table, "兴隆镇"))["overdue"] == "5"
    with pytest.raises(UsageError, match="不是 100 分"):
        weigh(county, inspection, {"overdue": "30"})
    with pytest.raises(UsageError):
        weigh(county, inspection, {"unheard": "30"})
    weigh(county, inspection, {})
    assert not inspect(county, "month", "2026-11").is_own_weighing


def test_a_colleague_gets_what_the_units_told_and_the_points_by_hand(tmp_path: Path):
    desk, colleague = inspected_county(tmp_path), computer(tmp_path / "同事", COUNTY, person="赵敏")
    with desk.working() as workspace:
        adjust(workspace, find_inspection(workspace, "month"), period_named("month", "2026-11"), TOWNSHIP, "-2", "抽查")
        wanted = score_of(inspect(workspace, "month", "2026-11"), "兴隆镇")
    work = desk.export("工作.zwgk", kind="work").path
    trust_sender(colleague, work)
    assert colleague.take_in(work).result == "applied"
    with colleague.working() as workspace:
        score = score_of(inspect(workspace, "month", "2026-11"), "兴隆镇")
    # When the units were asked stands with who asked.
    assert {**got(score), "submitted": "6"} == got(wanted) and score.adjusted == wanted.adjusted == -2


def test_a_sheet_is_one_page_however_much_there_is_to_say(county: Workspace):
    inspection, period = find_inspection(county, "month"), period_named("month", "2026-11")
    for number in range(12):
        adjust(county, inspection, period, TOWNSHIP, "-1", f"第{number}次现场检查发现公示栏没有更新，" * 6)
    prepared = prepare_sheets(county, "month", "2026-11", [TOWNSHIP])
    drawn = draw_sheets(prepared)
    assert (drawn.pages, drawn.found) == (1, ())
    for _ in range(12):
        undo(county)
    assert draw_sheets(prepare_sheets(county, "month", "2026-11")).pages == 3


def test_every_kind_makes_a_hundred_points_and_says_where_it_comes_from():
    kinds = load_library().inspections
    assert [each.name for each in kinds.values()] == ["周巡检", "月点评", "季通报", "年考核"]
    assert all(not each.fault() and each.as_of and each.evidence for each in kinds.values())


@given(st.sampled_from(["week", "month", "quarter", "year"]), st.dates(date(2008, 2, 1), date(2200, 11, 1)))
def test_a_day_lies_in_its_period_whose_name_names_it_again(kind: str, day: date):
    period = period_of(kind, day)
    assert period.first <= day <= period.last
    assert period_named(kind, period.name) == period
    assert period.neighbour(1).neighbour(-1) == period
    assert (period.neighbour(1).first - period.last).days == 1


@pytest.mark.parametrize(
    ("kind", "text"), [("week", "2026-W54"), ("month", "2026-13"), ("quarter", "2026-Q5"), ("year", "26"), ("week", "")]
)
def test_what_is_no_period_is_refused(kind: str, text: str):
    with pytest.raises(UsageError):
        period_named(kind, text)


def test_an_unknown_kind_is_told_with_those_there_are(county: Workspace, tmp_path: Path):
    with pytest.raises(UsageError, match="月点评"):
        inspect(county, "日考核")
