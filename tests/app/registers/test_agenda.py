"""What publishing asks for now is parted into late, soon, waiting and ending; what is far off is left out."""

from datetime import date

from app.drafting.editions import start_edition
from app.drafting.lookup import find_entry
from app.notices.keeping import make_notice
from app.registers.agenda import agenda
from app.registers.postings import record_posted
from app.registers.publications import record_formed
from app.registers.reviews import review
from app.registers.subjects import subject_named
from tests.app.registers.signing import sign
from tests.support import Computer


def test_late_soon_and_waiting_are_told_apart(township: Computer):
    with township.working() as workspace:
        assert agenda(workspace).overdue == ()
        late = record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 10, 30), "10月名单")
        soon = record_formed(workspace, find_entry(workspace, "05-002").id, date(2026, 11, 13), "11月名单")
        record_formed(workspace, find_entry(workspace, "05-003").id, date(2026, 11, 23), "还早的")
        review(workspace, subject_named(workspace, late), "initial")
        found = agenda(workspace)
        assert [each.id for each in found.overdue] == [late] and found.late_lines == 1
        assert [each.id for each in found.soon] == [soon]
        assert [(each.subject, each.stage) for each in found.reviews] == [(late, "secrecy")]


def test_what_waits_goes_on_into_the_catalogue_of_a_new_year(township: Computer):
    with township.working() as workspace:
        notice = make_notice(workspace, "NT-01", {"publish_date": "2026-11-02", "notice_days": "7"}).id
        sign(workspace, notice)
        record_posted(workspace, notice, date(2026, 11, 2), ["村务公开栏"])
        late = record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 10, 30))
        review(workspace, subject_named(workspace, late), "initial")
        start_edition(workspace, "2027")
        found = agenda(workspace)
        assert [each.id for each in found.overdue] == [late]
        assert [each.subject for each in found.reviews] == [late]
        assert [each.notice for each in found.past] == [notice]
