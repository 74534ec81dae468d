"""What publishing asks for now is parted into late, soon, waiting and ending; what is far off is left out."""

from datetime import date

from app.drafting.lookup import find_entry
from app.registers.agenda import agenda
from app.registers.publications import record_formed
from app.registers.reviews import review, subject_named
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
