"""Open deadlines are counted afresh by whatever calendar holds, and what a new one moves is listed."""

from datetime import date

from app.calendar.notice_files import notice_table
from app.calendar.office_calendar import add_local_holiday, office_calendar, take_year_table
from app.drafting.editions import start_edition
from app.drafting.lookup import find_entry
from app.notices.keeping import make_notice
from app.registers.corrections import record_withdrawn
from app.registers.deadlines import PUBLISH, moved_deadlines, open_deadlines
from app.registers.ledger import ledger
from app.registers.postings import record_posted
from app.registers.publications import record_formed
from app.registers.publishing import publish
from tests.app.calendar.test_office_calendar import NOTICE_2027
from tests.app.registers.signing import sign

ANSWERS = {"publish_date": "2027-01-28", "notice_days": "20", "notice_unit": "个工作日"}


def notice(workspace, **answers):
    return make_notice(workspace, "NT-01", ANSWERS | answers).id


def test_the_table_of_2027_moves_what_was_inferred_and_lists_it_once(township):
    with township.working() as workspace:
        moving = notice(workspace)
        notice(workspace, publish_date="2026-11-23", notice_days="5")
        before, after = office_calendar(workspace), office_calendar(workspace, notice_table(NOTICE_2027))
        (moved,) = moved_deadlines(workspace, before, after)
        assert moved.after.id == moving
        assert (moved.before.due, moved.before.inferred) == (date(2027, 3, 3), True)
        assert (moved.after.due, moved.after.inferred) == (date(2027, 3, 2), False)
        assert any("调休上班（春节）" in line for line in moved.after.explanation)
        take_year_table(workspace, notice_table(NOTICE_2027), "通知.txt")
        assert [each.due for each in open_deadlines(workspace, office_calendar(workspace))] == [
            date(2026, 11, 30),
            date(2027, 3, 2),
        ]


def test_an_end_that_somebody_typed_stays(township):
    with township.working() as workspace:
        notice(workspace, end_date="2027-03-20")
        assert not moved_deadlines(
            workspace, office_calendar(workspace), office_calendar(workspace, notice_table(NOTICE_2027))
        )


def test_what_is_over_is_not_open(township):
    with township.working() as workspace:
        notice(workspace, publish_date="2026-10-09", notice_days="5")
        assert not open_deadlines(workspace, office_calendar(workspace))


def test_a_first_day_that_is_not_counted_stays_uncounted(township):
    with township.working() as workspace:
        notice(workspace, publish_date="", start_date="2027-01-28")
        notice(workspace, publish_date="2027-01-28", start_date="2027-01-28")
        notice(workspace, publish_date="2027-01-28", start_date="2027-01-29")
        calendar = office_calendar(workspace)
        assert {each.due for each in open_deadlines(workspace, calendar)} == {date(2027, 3, 3)}


def test_a_local_holiday_moves_what_runs_over_it(township):
    with township.working() as workspace:
        notice(workspace)
        before = office_calendar(workspace)
        add_local_holiday(workspace, date(2027, 2, 25), "本地节", "自治条例")
        (moved,) = moved_deadlines(workspace, before, office_calendar(workspace))
        assert moved.after.due == date(2027, 3, 4)


def test_a_notice_hung_late_is_due_late_and_one_taken_down_is_not(township):
    with township.working() as workspace:
        id = notice(workspace, publish_date="2026-11-19", notice_days="7", notice_unit="日")
        sign(workspace, id)
        calendar = office_calendar(workspace)
        assert [each.due for each in open_deadlines(workspace, calendar)] == [date(2026, 11, 26)]
        record_posted(workspace, id, date(2026, 11, 23), ["村务公开栏"])
        (due,) = open_deadlines(workspace, calendar)
        assert due.due == date(2026, 11, 30) and due.written == date(2026, 11, 26)
        record_withdrawn(workspace, id, date(2026, 11, 23), "户数写错")
        assert not open_deadlines(workspace, calendar)


def test_what_a_review_withholds_is_not_overdue_and_a_new_year_leaves_what_is(township):
    with township.working() as workspace:
        entry = find_entry(workspace, "05-001").id
        withheld, late = (record_formed(workspace, entry, date(2026, 9, 1), title) for title in ("甲", "乙"))
        sign(workspace, withheld, mode="withheld", reason="个人隐私", basis="EX-018")
        calendar = office_calendar(workspace)

        def lines():
            return [each.id for each in open_deadlines(workspace, calendar) if each.kind == PUBLISH]

        assert lines() == [late]
        start_edition(workspace, "2027")
        assert lines() == [late]
        assert {each.kept.line.title for each in ledger(workspace, calendar)} == {"甲", "乙"}
        sign(workspace, late)
        publish(workspace, late, date(2026, 11, 23), ["政府网站"])
        assert not lines()
