"""What publishing asks for now is parted into late, soon, waiting and ending; what is far off is left out."""

from datetime import date
from pathlib import Path

from app.drafting.editions import start_edition
from app.drafting.lookup import find_entry
from app.notices.keeping import find_notice, make_notice
from app.products.notice import print_kept_notice
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


def test_only_what_hangs_has_a_period_that_ends(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        days = {"village": "青石村", "phone": "0990-6120118", "publish_date": "2026-11-20", "notice_days": "7"}
        notice = make_notice(workspace, "NT-01", days | {"notice_unit": "日"}).id
        # It says until when it is to hang; it is not printed yet, and the list of what is not says so.
        assert (agenda(workspace).ending, agenda(workspace).to_post) == ((), ())
        print_kept_notice(workspace, find_notice(workspace, notice), tmp_path / "a.pdf")
        (waiting,) = agenda(workspace).to_post
        assert (waiting.notice, waiting.is_signed) == (notice, False)
        sign(workspace, notice)
        (waiting,) = agenda(workspace).to_post
        assert waiting.is_signed and agenda(workspace).ending == ()
        record_posted(workspace, notice, date(2026, 11, 20), ["村务公开栏"])
        found = agenda(workspace)
        assert found.to_post == () and [each.id for each in found.ending] == [notice]
