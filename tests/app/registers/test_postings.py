"""What hangs on the wall, until when, what was said against it, and how it ended."""

from datetime import date, timedelta

import pytest
from msgspec import structs

from app.boards.contents import notice_sources
from app.calendar.office_calendar import add_local_holiday
from app.drafting.history import undo
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.notices.keeping import filled_of, find_notice, keep_notice, kept_facts, make_notice
from app.notices.least_periods import drop_least_period, set_least_period
from app.registers.corrections import record_withdrawn
from app.registers.objections import change_objection, dealt_words, record_objection
from app.registers.postings import (
    Objection,
    early_down,
    ending_of,
    find_posting,
    posting_warnings,
    postings,
    record_down,
    record_posted,
    record_result,
    standing_of,
    stored_record,
    take_ending,
)
from tests.app.registers.signing import sign
from tests.app.registers.test_reviews import BLANKS
from tests.support import Clock, Computer

PLACES = ["村务公开栏"]
PUT_UP = date(2026, 11, 23)


class Day(Clock):
    """A desk where days pass when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.days = 0

    def __call__(self):
        return super().__call__() + timedelta(days=self.days)


@pytest.fixture
def day(township: Computer) -> Day:
    township.clock = Day()
    return township.clock


@pytest.fixture
def workspace(township: Computer, day: Day):
    with township.working() as opened:
        yield opened


def notice(workspace, **answers):
    id = make_notice(workspace, "NT-01", BLANKS | {"publish_date": "2026-11-23"} | answers).id
    sign(workspace, id)
    return id


def test_a_notice_hangs_until_its_period_is_over_and_ends_with_a_result(workspace, day):
    id = notice(workspace)
    assert posting_warnings(workspace, id, PUT_UP) == []
    record = record_posted(workspace, id, PUT_UP, PLACES)
    assert record.until == date(2026, 11, 30)
    assert standing_of(record, workspace.today()).code == "running"
    record_objection(workspace, id, Objection(PUT_UP, "第三户已经搬走", "核实后去掉"))
    with pytest.raises(UserFacingError, match="11月30日（周一）才满"):
        record_result(workspace, id, "期满无异议")
    day.days = 9
    assert standing_of(find_posting(workspace, id), workspace.today()).code == "over"
    record_down(workspace, id, date(2026, 12, 1))
    record_result(workspace, id, "期满，异议一件，已处理")
    assert standing_of(find_posting(workspace, id), workspace.today()).code == "done"
    undo(workspace)
    assert find_posting(workspace, id).result == ""
    with pytest.raises(UserFacingError, match="贴过"):
        record_posted(workspace, id, date(2026, 12, 1), PLACES)
    assert len(find_posting(workspace, id).objections) == 1


def test_it_is_not_hung_before_it_is_signed(workspace):
    id = make_notice(workspace, "NT-01", BLANKS).id
    with pytest.raises(UserFacingError, match="没有送审"):
        record_posted(workspace, id, PUT_UP, PLACES)
    assert not postings(workspace)


def test_a_period_that_is_too_short_is_told_before(workspace):
    id = notice(workspace, publish_date="2026-11-19")
    (first, second) = posting_warnings(workspace, id, PUT_UP)
    assert "天数不够" in first and "公示期太短" in second and "到2026年11月30日（周一）为止" in second
    assert record_posted(workspace, id, PUT_UP, PLACES).until == date(2026, 11, 30)


def test_a_paper_that_names_the_day_of_posting_is_not_late_on_that_day(workspace):
    id = notice(workspace, start_date="2026-11-23")
    assert posting_warnings(workspace, id, PUT_UP) == []
    (late, _) = posting_warnings(workspace, id, date(2026, 11, 24))
    assert "最迟2026年11月23日（周一）贴" in late


def test_what_comes_down_before_its_period_is_over_is_not_called_over(workspace, day):
    id = notice(workspace)
    record = record_posted(workspace, id, PUT_UP, PLACES)
    day.days = 2
    assert "到2026年11月30日（周一）为止" in early_down(record, date(2026, 11, 30))
    assert early_down(record, date(2026, 12, 1)) == ""
    down = record_down(workspace, id, date(2026, 11, 25))
    assert standing_of(down, workspace.today()).words == "提前撤下，还没有记结果"
    done = record_result(workspace, id, "村里拆墙，提前撤下")
    assert standing_of(done, workspace.today()).words == "已结束（提前撤下）"


def test_a_longer_period_that_the_place_asks_for_counts_too(workspace):
    id = notice(workspace, notice_days="7", notice_unit="日")
    assert posting_warnings(workspace, id, PUT_UP) == []
    set_least_period(workspace, "all", 7, "workday", "青山县公示办法")
    (told,) = posting_warnings(workspace, id, PUT_UP)
    assert "7个工作日（青山县公示办法）" in told and "2026年12月2日（周三）" in told
    drop_least_period(workspace, "all")
    assert posting_warnings(workspace, id, PUT_UP) == []
    with pytest.raises(UsageError, match="依据"):
        set_least_period(workspace, "NT-01", 7, "workday", " ")
    with pytest.raises(UserFacingError, match="没有编号"):
        set_least_period(workspace, "NT-99", 7, "workday", "规定")


def test_a_mistake_is_taken_down_with_its_reason_and_the_one_that_corrects_it(workspace):
    id, right = notice(workspace), notice(workspace, household_count="4")
    record_posted(workspace, id, PUT_UP, PLACES)
    with pytest.raises(UsageError, match="为什么"):
        record_withdrawn(workspace, id, PUT_UP, " ")
    record = record_withdrawn(workspace, id, PUT_UP, "户数写错", right)
    assert record.corrected_by == right and standing_of(record, PUT_UP).code == "withdrawn"


@pytest.mark.parametrize(
    ("act", "error", "words"),
    [
        (lambda w, id: record_posted(w, id, PUT_UP, PLACES), UserFacingError, "没有再记"),
        (lambda w, id: record_down(w, id, date(2026, 11, 1)), UserFacingError, "以前"),
        (lambda w, id: record_down(w, id, date(2027, 11, 1)), UserFacingError, "没有到"),
        (lambda w, id: record_objection(w, id, Objection(date(2026, 11, 1), "有人搬走")), UserFacingError, "以前"),
        (lambda w, id: record_objection(w, id, Objection(PUT_UP, "")), UsageError, "没有写异议"),
        (
            lambda w, id: record_objection(w, id, Objection(PUT_UP, "张三 13812345678 说不对")),
            UserFacingError,
            "手机号",
        ),
        (lambda w, id: record_result(w, id, ""), UsageError, "没有写结果"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(workspace, act, error, words):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    before = find_posting(workspace, id)
    with pytest.raises(error, match=words):
        act(workspace, id)
    assert find_posting(workspace, id) == before


def test_an_objection_is_answered_later_in_its_own_place(workspace, day):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    moved, wrong = Objection(PUT_UP, "第三户已经搬走"), Objection(PUT_UP, "金额不对")
    for said in (moved, wrong, Objection(PUT_UP, "第三户已经搬走", "核实后去掉")):
        record = record_objection(workspace, id, said)
    assert [(each.text, each.dealt_with) for each in record.objections] == [
        ("第三户已经搬走", "核实后去掉"),
        ("金额不对", ""),
    ]
    answer = Objection(PUT_UP, "金额不对", "重新核了账", "周主任", PUT_UP, "金额没有错")
    record = change_objection(workspace, id, wrong, answer)
    assert dealt_words(record.objections[1]) == "处理：重新核了账（周主任，2026年11月23日）；结论：金额没有错"
    with pytest.raises(UserFacingError, match="改过"):
        change_objection(workspace, id, wrong, answer)
    with pytest.raises(UserFacingError, match="收到日期"):
        change_objection(workspace, id, answer, Objection(PUT_UP, "金额不对", "核", dealt_on=date(2026, 11, 22)))


def test_a_new_holiday_moves_the_end_everywhere_until_it_comes_down(workspace, day):
    id = notice(workspace, notice_days="5", notice_unit="个工作日")
    record_posted(workspace, id, PUT_UP, PLACES)
    with pytest.raises(UserFacingError, match="没有变"):
        take_ending(workspace, id)
    add_local_holiday(workspace, date(2026, 11, 26), "本地节", "自治条例")
    ending = ending_of(workspace, stored_record(workspace, id))
    assert (ending.recorded, ending.until) == (date(2026, 11, 30), date(2026, 12, 1)) and ending.is_moved
    assert any("本地节" in line for line in ending.explanation)
    day.days = 8
    assert standing_of(find_posting(workspace, id), workspace.today()).code == "running"
    assert postings(workspace)[0].until == notice_sources(workspace)[0].end == date(2026, 12, 1)
    with pytest.raises(UserFacingError, match="12月1日"):
        record_result(workspace, id, "期满无异议")
    assert take_ending(workspace, id).until == date(2026, 12, 1)
    undo(workspace)
    day.days = 9
    assert record_down(workspace, id, date(2026, 12, 2)).until == date(2026, 12, 1), "it came down after that day"


def test_what_hangs_is_not_written_over_by_another_form_of_it(workspace):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    row = find_notice(workspace, id)
    with operation(workspace, "notice", "同事改的") as act:
        act.write("notice", id, row.content | {"title": "同事改的公示"})
    sign(workspace, id)
    with pytest.raises(UserFacingError, match="以前的样子"):
        record_posted(workspace, id, PUT_UP, PLACES)
    assert find_posting(workspace, id).revision == row.revision
    record_down(workspace, id, PUT_UP)
    assert record_posted(workspace, id, PUT_UP, PLACES).revision != row.revision


def test_a_notice_that_hangs_is_not_changed_in_its_place(workspace):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    again = filled_of(find_notice(workspace, id))
    changed = keep_notice(workspace, structs.replace(again, title="改过的"), id)
    assert changed != id and find_posting(workspace, id).taken_down is None
    assert filled_of(find_notice(workspace, id)).title == again.title
    assert [facts.is_out for facts in kept_facts(workspace)] == [False, True]


def test_nothing_is_withdrawn_before_it_hung_or_takes_its_own_place(workspace, day):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    with pytest.raises(UserFacingError, match="张贴日期"):
        record_withdrawn(workspace, id, date(2026, 11, 20), "户数写错")
    with pytest.raises(UserFacingError, match="不能就是撤下的这一份"):
        record_withdrawn(workspace, id, PUT_UP, "户数写错", corrected_by=id)
    assert find_posting(workspace, id).taken_down is None


def test_a_mistake_found_afterwards_leaves_the_day_it_came_down(workspace, day):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    day.days = 12
    record_down(workspace, id, date(2026, 12, 1))
    assert record_withdrawn(workspace, id, date(2026, 12, 5), "户数写错").taken_down == date(2026, 12, 1)


def test_what_was_withdrawn_is_not_hung_again_as_it_was(workspace, day):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    record_withdrawn(workspace, id, PUT_UP, "户数写错")
    with pytest.raises(UserFacingError, match="撤下更正"):
        record_posted(workspace, id, PUT_UP, PLACES)
    assert find_posting(workspace, id).reason == "户数写错"


@pytest.mark.parametrize(("places", "refusal"), [([" "], UsageError), (["张三13812345678家门口"], UserFacingError)])
def test_a_place_is_named_and_shows_no_number(workspace, places, refusal):
    id = notice(workspace)
    with pytest.raises(refusal):
        record_posted(workspace, id, PUT_UP, places)
