"""One word about each notice: how far its review is, then how it hangs and ends."""

from datetime import date

from app.drafting.history import undo
from app.notices.keeping import make_notice
from app.registers.corrections import link_correction, record_withdrawn
from app.registers.notice_standings import notice_standings
from app.registers.postings import find_posting, record_posted
from app.registers.reviews import review
from app.registers.subjects import notice_subject
from tests.app.registers.signing import sign
from tests.app.registers.test_reviews import BLANKS
from tests.support import Computer

PUT_UP = date(2026, 11, 23)


def test_a_notice_goes_from_review_to_the_wall_and_off_it_again(township: Computer):
    with township.working() as workspace:
        id = make_notice(workspace, "NT-01", BLANKS | {"publish_date": "2026-11-23"}).id
        assert notice_standings(workspace) == {}
        review(workspace, notice_subject(workspace, id), "initial")
        assert notice_standings(workspace) == {id: "begun"}
        undo(workspace)
        sign(workspace, id)
        assert notice_standings(workspace) == {id: "signed"}
        record_posted(workspace, id, PUT_UP, ["村务公开栏"])
        assert notice_standings(workspace) == {id: "running"}
        record_withdrawn(workspace, id, PUT_UP, "户数写错")
        assert notice_standings(workspace) == {id: "withdrawn"}


def test_the_corrected_notice_is_written_down_once_and_only_while_the_old_one_is_withdrawn(township: Computer):
    with township.working() as workspace:
        id, right = (make_notice(workspace, "NT-01", BLANKS | {"publish_date": "2026-11-23"}).id for _ in range(2))
        assert not link_correction(workspace, id, right)
        sign(workspace, id)
        record_posted(workspace, id, PUT_UP, ["村务公开栏"])
        assert not link_correction(workspace, id, right)
        record_withdrawn(workspace, id, PUT_UP, "户数写错")
        assert link_correction(workspace, id, right) and not link_correction(workspace, id, right)
        record = find_posting(workspace, id)
        assert (record.corrected_by, record.reason, record.taken_down) == (right, "户数写错", PUT_UP)
