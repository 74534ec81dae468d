"""The yearly report: every number is traced or typed with a reason, nothing unknown counts as 0, what does not add up
is found where it stands."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from msgspec.structs import replace

from app.calendar.office_calendar import office_calendar
from app.drafting.adopting import adopt
from app.drafting.history import undo
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.registers.agenda import agenda
from app.registers.annual_checks import annual_checks, figure_findings
from app.registers.annual_counts import RegisterCounts, counts_of_requests
from app.registers.annual_filing import filed_on, open_report, record_filed, withdraw_filed
from app.registers.annual_records import (
    CELL,
    ISSUED,
    TEXT,
    AnnualCell,
    AnnualIssued,
    AnnualText,
    record_id,
)
from app.registers.annual_report import LastYear, ReportCell, annual_report, computed_cells
from app.registers.annual_texts import section_texts
from app.registers.annual_writing import (
    carry_over,
    correct_cells,
    fill_zeros,
    issued_figures,
    take_last_year,
    withdraw_cell,
    write_text,
)
from app.registers.deadlines import ANNUAL, open_deadlines
from app.registers.plan_publishing import plan_to_ledger
from app.registers.plans import add_plan
from app.registers.publications import record_formed
from app.registers.request_events import record_event, record_reply
from app.registers.request_outcomes import AnnualRequests, annual_requests
from app.registers.request_records import KeptRequest
from app.standards.annual_rules import CellName, annual_rules, read_annual_rules
from app.workspace import Workspace
from tests.app.registers.filing import filed
from tests.app.registers.test_request_outcomes import CASES, LIBRARY, RULES
from tests.support import Clock, Computer

YEAR = 2026
REPORT = annual_rules(LIBRARY)
NEW, LEFT = CellName("t2", "1", "natural"), CellName("t2", "4", "natural")


def codes(workspace: Workspace, year: int = YEAR) -> dict[str, list]:
    """The findings of a report by code."""
    found: dict[str, list] = {}
    for each in annual_checks(annual_report(workspace, year)):
        found.setdefault(each.code, []).append(each)
    return found


def cells_of(found: AnnualRequests) -> dict[CellName, ReportCell]:
    """The cells that a year of requests gives."""
    return computed_cells(REPORT, RegisterCounts(counts_of_requests(REPORT, found.table3, found.table4), {}), {})


@settings(max_examples=40, deadline=None)
@given(st.lists(CASES, min_size=1, max_size=10), st.sampled_from(list(REPORT.cells)), st.integers(1, 9))
def test_what_the_register_says_adds_up_and_one_wrong_number_is_found(cases, spoilt, more):
    known = [KeptRequest(str(number), case) for number, case in enumerate(cases)]
    now = annual_requests(LIBRARY, RULES, known, YEAR)
    before, cells = (cells_of(annual_requests(LIBRARY, RULES, known, year)) for year in (YEAR - 1, YEAR))
    values = {name: cell.value for name, cell in cells.items()}
    last_year = LastYear({name: cell.value for name, cell in before.items() if cell.value is not None}, False)
    found = figure_findings(REPORT, YEAR, values, last_year)
    assert {each.code for each in found} == {"C6"}
    assert all(name.table == "t1" for each in found for name in each.cells)
    assert len(set(cells[NEW].records)) == values[NEW] == now.count("1", "natural")
    assert all(len(set(cell.records)) == cell.value for name, cell in cells.items() if name.table == "t2")
    if spoilt.table != "t1":
        values[spoilt] += more
        wrong = [each for each in figure_findings(REPORT, YEAR, values, last_year) if each.code != "C6"]
        assert wrong and all(spoilt in each.cells for each in wrong)


def test_nothing_unknown_counts_as_nothing_until_somebody_says_so(township: Computer):
    with township.working() as workspace:
        report = annual_report(workspace, YEAR)
        assert {cell.value for cell in report.cells.values()} == {None} and len(codes(workspace)["C6"]) == 3
        with pytest.raises(UsageError, match="写明原因"):
            fill_zeros(workspace, YEAR, " ")
        assert fill_zeros(workspace, YEAR, "各科室都没有", "t1") == 10
        requests, suits = codes(workspace)["C6"]
        assert [each.cells[0].table for each in (requests, suits)] == ["t2", "t3"]
        # What is asked for is what is filled: sums follow.
        assert f"等{fill_zeros(workspace, YEAR, '没有申请', 't2')}格" in requests.message
        undo(workspace)
        filed(workspace)
        report = annual_report(workspace, YEAR)
        assert report.value(*NEW) == 1 and report.value("t3", "reconsideration", "total") == 0
        assert "C6" not in codes(workspace) and [each.severity for each in codes(workspace)["C4"]] == ["warn"]
        undo(workspace)
        undo(workspace)
        assert annual_report(workspace, YEAR).value("t1", "1.4.1", "amount") is None
        fill_zeros(workspace, YEAR, "没有申请", "t2")
        filed(workspace)
        moved = {each.cells[0] for each in codes(workspace)["moved"]}
        report = annual_report(workspace, YEAR)
        # The register knows nothing of most, as was said: these need not be looked at again.
        assert NEW in moved and all(report.cells[name].computed != 0 for name in moved)


def test_a_typed_number_says_why_and_gives_way_again(township: Computer):
    with township.working() as workspace:
        filed(workspace)
        for wrong in ("无", "3.5", "-1", "／", "１"):
            with pytest.raises(UsageError, match="整数"):
                correct_cells(workspace, YEAR, {NEW: wrong}, "漏登")
        with pytest.raises(UserFacingError, match="手机号"):
            correct_cells(workspace, YEAR, {NEW: "3"}, "张三13912345678来的")
        correct_cells(workspace, YEAR, {NEW: "3"}, "有两件没有登记")
        cell = annual_report(workspace, YEAR).cells[NEW]
        assert (cell.value, cell.computed, cell.origin, cell.typed.reason) == (3, 1, "typed", "有两件没有登记")
        (uneven,) = [each for each in codes(workspace)["C1"] if "自然人" in each.message]
        assert NEW in uneven.cells and LEFT in uneven.cells and "3和1" in uneven.message
        filed(workspace, date(2026, 11, 5))
        (moved,) = codes(workspace)["moved"]
        assert moved.cells == (NEW,) and "现在是2" in moved.message
        withdraw_cell(workspace, YEAR, NEW)
        assert "moved" not in codes(workspace)
        assert annual_report(workspace, YEAR).value(*NEW) == 2 and "C1" not in codes(workspace)


def test_last_years_four_is_this_years_two_or_it_is_said(township: Computer):
    with township.working() as workspace:
        filed(workspace)
        with pytest.raises(UserFacingError, match="2025年的年报"):
            carry_over(workspace, YEAR)
        correct_cells(workspace, YEAR - 1, {LEFT: "2"}, "抄自2025年年报")
        found = codes(workspace)["C4"]
        assert {each.severity for each in found} == {"block", "warn"}
        assert [each.cells for each in found if each.severity == "block"] == [(CellName("t2", "2", "natural"),)]
        assert carry_over(workspace, YEAR) == 1
        assert {each.severity for each in codes(workspace)["C4"]} == {"warn"}
        fill_zeros(workspace, YEAR - 1, "抄自2025年年报")
        assert "C4" not in codes(workspace)
        with operation(workspace, "print", "年报") as act:
            act.write(*issued_figures(workspace, annual_report(workspace, YEAR)))
        before = annual_report(workspace, YEAR + 1).last_year
        assert not before.is_typed and before.figures[LEFT] == annual_report(workspace, YEAR).value(*LEFT) == 1


def test_the_ledger_tells_what_it_knows_with_its_lines(township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="13", all_levels=True)
        adopt(workspace, field="28", all_levels=True)
        kept = {}
        for item in ("13-005", "13-006", "28-002", "13-007"):
            (entry,) = workspace.store.entries.by_item(item, workspace.edition, workspace.organisation.id)
            kept[item] = record_formed(workspace, entry.id, date(2026, 9, 1))
        cells = annual_report(workspace, YEAR).cells
        known = {str(name): cell.records for name, cell in cells.items() if cell.records}
        assert known == {
            "t1/1.1.2/issued": (kept["28-002"],),
            "t1/1.3.1/decisions": (kept["13-005"],),
            "t1/1.3.2/decisions": (kept["13-007"],),
        }
        assert cells[CellName("t1", "1.1.2", "in_force")].value is None
        assert annual_report(workspace, YEAR + 1).cells[CellName("t1", "1.1.2", "issued")].value is None
        plan = add_plan(workspace, {"doc_title": "兴隆镇应急预案"}, document=kept["28-002"])
        (entry,) = workspace.store.entries.by_item("28-002", workspace.edition, workspace.organisation.id)
        plan_to_ledger(workspace, plan, entry.id, date(2026, 9, 2))
        issued = annual_report(workspace, YEAR).cells[CellName("t1", "1.1.2", "issued")]
        assert issued.records == (kept["28-002"],)


def test_drafts_are_made_of_traced_figures_and_never_stand_over_what_was_written(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        record_event(workspace, id, "fee-asked", date(2026, 11, 3), amount="120.50")
        record_event(workspace, id, "fee-paid", date(2026, 11, 4))
        record_reply(workspace, id, date(2026, 11, 6), "provide", "邮寄")
        texts = {each.section: each for each in section_texts(workspace, annual_report(workspace, YEAR))}
        overview = texts["overview"]
        assert "新收政府信息公开申请1件，上年结转0件。办理完毕1件，其中予以公开1件" in overview.text
        assert "没有因政府信息公开工作被申请行政复议" in overview.text
        assert "【填写现行有效行政规范性文件的件数】" in overview.blanks
        assert "收取信息处理费120.5元" in texts["others"].text and texts["others"].figures[0].records == (id,)
        write_text(workspace, YEAR, "overview", "本年度按规定办理申请1件。")
        filed(workspace, date(2026, 11, 5))
        report = annual_report(workspace, YEAR)
        overview = section_texts(workspace, report)[0]
        assert overview.text == "本年度按规定办理申请1件。" and "新收政府信息公开申请2件" in overview.draft
        assert overview.is_moved and "text-moved" in {e.code for e in annual_checks(report, [overview])}
        write_text(workspace, YEAR, "overview", "")
        assert section_texts(workspace, report)[0].text == overview.draft
        with pytest.raises(UserFacingError, match="手机号"):
            write_text(workspace, YEAR, "others", "请电13912345678。")


def test_a_rule_about_rows_there_are_not_is_told_with_its_file():
    definition = LIBRARY.definitions["annual-report"]
    first, *others = definition.reference["checks"]
    wrong = definition.reference | {"checks": [first | {"expr": "1 + 9 == 3.7 + 4"}, *others]}
    with pytest.raises(UserFacingError, match=r"annual\.yaml：有一条计算关系写得不对"):
        read_annual_rules(replace(definition, reference=wrong), LIBRARY.items("annual-report"), "annual.yaml")


def test_what_is_in_force_follows_from_last_year_where_that_is_known(township: Computer):
    issued, repealed, in_force = (CellName("t1", "1.1.2", key) for key in ("issued", "repealed", "in_force"))
    with township.working() as workspace:
        assert "清理结果" in annual_report(workspace, YEAR).rules.column(in_force).asked
        correct_cells(workspace, YEAR, {issued: "2", repealed: "1"}, "办公室统计")
        assert annual_report(workspace, YEAR).cells[in_force].value is None
        correct_cells(workspace, YEAR - 1, {in_force: "5"}, "抄自上年年报")
        cell = annual_report(workspace, YEAR).cells[in_force]
        assert (cell.value, cell.origin) == (6, "carried")
        correct_cells(workspace, YEAR, {repealed: "9"}, "清理")
        assert annual_report(workspace, YEAR).cells[in_force].value is None
        assert in_force in codes(workspace)["C6"][0].cells
        fill_zeros(workspace, YEAR, "都没有", "t1")
        assert annual_report(workspace, YEAR).cells[in_force].typed


def test_a_sum_that_fails_tells_its_numbers_and_how_to_mend_it(township: Computer):
    with township.working() as workspace:
        filed(workspace)
        correct_cells(workspace, YEAR, {NEW: "3"}, "有两件没有登记")
        (uneven,) = [each for each in codes(workspace)["C1"] if "自然人" in each.message]
        assert "“一、本年新收政府信息公开申请数量”3加“二、上年结转政府信息公开申请数量”0" in uneven.message
        assert "“四、结转下年度继续办理”1" in uneven.message
        assert uneven.mend.startswith("其中人工改过的有“一、本年新收政府信息公开申请数量 自然人”")
        withdraw_cell(workspace, YEAR, NEW)
        correct_cells(workspace, YEAR - 1, {LEFT: "2"}, "抄")
        (uneven,) = [each for each in codes(workspace)["C4"] if each.severity == "block"]
        assert "2025年年报“四、结转下年度继续办理”2" in uneven.message and "照上年结转" in uneven.mend


def test_last_years_number_is_written_on_both_sides_in_one_step(township: Computer):
    begun = CellName("t2", "2", "natural")
    with township.working() as workspace:
        filed(workspace)
        with pytest.raises(UsageError, match="整数"):
            take_last_year(workspace, YEAR, {"natural": "无"})
        take_last_year(workspace, YEAR, {"natural": "2", "company": "0"})
        assert annual_report(workspace, YEAR).cells[begun].value == 2
        assert annual_report(workspace, YEAR).last_year.figures[LEFT] == 2
        assert {each.severity for each in codes(workspace)["C4"]} == {"warn"}
        undo(workspace)
        report = annual_report(workspace, YEAR)
        assert report.last_year is None and report.cells[begun].origin == "register"
        with operation(workspace, "print", "年报") as act:
            act.write(*issued_figures(workspace, annual_report(workspace, YEAR - 1)))
        with pytest.raises(UserFacingError, match="照上年结转"):
            take_last_year(workspace, YEAR, {"natural": "2"})


def test_what_came_from_elsewhere_does_not_break_the_report(township: Computer):
    """A clerk of another version, or a package made by hand: cells that are none, and parts of cases."""
    with township.working() as workspace:
        own, at = workspace.organisation.id, workspace.timestamp()
        about = {"organisation": own, "person": None, "at": at}
        half = AnnualCell(year=YEAR, cell=str(NEW), value="1.5", reason="手工", computed=None, **about)
        odd = AnnualCell(year=YEAR, cell="t2/9.9/natural", value="7", reason="手工", computed=None, **about)
        figures = {"t2/4/natural": "2", "t2/4/unknown": "3", "t2/9/natural": "4"}
        issued = AnnualIssued(year=YEAR - 1, figures=figures, **about)
        text = AnnualText(year=YEAR, section="seventh", text="不认识的部分", draft="", **about)
        with operation(workspace, "import", "收到") as act:
            for kind, each in ((CELL, half), (CELL, odd), (ISSUED, issued), (TEXT, text)):
                act.write(kind, record_id(each), to_builtins(each))
        (fault,) = codes(workspace)["no-count"]
        assert fault.cells == (NEW,) and fault.severity == "block" and "1.5" in fault.message
        assert carry_over(workspace, YEAR) == 1
        assert [each.section for each in section_texts(workspace, annual_report(workspace, YEAR))] == [
            "overview",
            "problems",
            "others",
        ]


def test_the_report_is_due_once_its_year_is_over_until_it_was_handed_in(township: Computer):
    def due(on: date) -> list[str]:
        found = open_deadlines(workspace, office_calendar(workspace), on)
        return [f"{each.due} {each.explanation[0]}" for each in found if each.kind == ANNUAL]

    with township.working() as workspace:
        assert due(date(2026, 12, 31)) == []
        (told,) = due(date(2027, 1, 1))
        assert told.startswith("2027-01-31 2026年的年报到2027年1月31日")
        assert due(date(2027, 3, 1)) == [told]
        for day in (date(2025, 12, 31), workspace.today(), date(2026, 12, 31), date(2027, 1, 1)):
            with pytest.raises(UserFacingError, match="不会是"):
                record_filed(workspace, YEAR, day)
    township.clock = Clock(datetime(2027, 1, 20, 1, tzinfo=UTC))
    with township.working() as workspace:
        with pytest.raises(UserFacingError, match="过完了才报"):
            record_filed(workspace, YEAR, date(2026, 12, 31))
        record_filed(workspace, YEAR, date(2027, 1, 1))
        assert due(date(2027, 1, 1)) == []
        withdraw_filed(workspace, YEAR)
        assert due(date(2027, 1, 1)) == [told] and filed_on(workspace, YEAR) is None
        # A file that was made after the day does not ask for what was handed in by other means.
        assert open_report(workspace, date(2026, 2, 1)) is None


def test_the_start_page_knows_of_it_a_month_ahead(township: Computer):
    with township.working() as workspace:
        filed(workspace)
    for day, reports, late in (
        (datetime(2026, 12, 31), 0, 0),
        (datetime(2027, 1, 4), 1, 0),
        (datetime(2027, 2, 1), 0, 1),
    ):
        township.clock = Clock(day.replace(tzinfo=UTC))
        with township.working() as workspace:
            asked = agenda(workspace)
        assert (len(asked.reports), sum(each.kind == ANNUAL for each in asked.overdue)) == (reports, late)
