"""What was wrong on the wall is taken back step by step, and what is left of it is remembered."""

from datetime import timedelta

import pytest

from app.boards.contents import notice_sources
from app.calendar.office_calendar import add_local_holiday, office_calendar
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.redacting import redact
from app.errors import UsageError, UserFacingError
from app.notices.keeping import filled_of, find_notice, keep_notice
from app.products.notice import draw_prepared_notice, prepare_notice
from app.products.outgoing import save_outgoing
from app.registers.agenda import agenda
from app.registers.copies import copies_of
from app.registers.corrections import (
    COPIES,
    CORRECTED,
    LEDGER,
    PERSONAL,
    correction_steps,
    link_correction,
    open_corrections,
    record_withdrawn,
    see_to,
)
from app.registers.deadlines import open_deadlines
from app.registers.notice_standings import notice_standings
from app.registers.postings import find_posting, record_posted
from app.registers.publications import correct, find_publication, record_formed
from app.registers.publishing import publish
from app.registers.withdrawn_lines import note_in_ledger
from tests.app.registers.signing import sign
from tests.app.registers.test_postings import PLACES, PUT_UP, notice
from tests.support import Computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def done(workspace, id) -> list[str]:
    return [step.code for step in correction_steps(workspace, find_posting(workspace, id)) if step.is_done]


def test_each_step_is_done_in_any_order_and_what_is_left_is_told(workspace, tmp_path):
    id = notice(workspace)
    outgoing = draw_prepared_notice(prepare_notice(workspace, find_notice(workspace, id))).outgoing
    save_outgoing(workspace, outgoing, tmp_path / "公示.pdf")
    record_posted(workspace, id, PUT_UP, PLACES)
    with pytest.raises(UserFacingError, match="没有撤下更正"):
        see_to(workspace, id, COPIES)
    assert not open_corrections(workspace) and not correction_steps(workspace, find_posting(workspace, id))
    record_withdrawn(workspace, id, PUT_UP, "户数写错")
    (left,) = agenda(workspace).corrections
    assert (left.notice, left.done, left.left, left.next.code) == (id, 1, 4, COPIES) and "还有 1 处" in left.next.told
    assert len(copies_of(workspace, id)) == 1
    see_to(workspace, id, COPIES)
    see_to(workspace, id, PERSONAL)
    see_to(workspace, id, PERSONAL, done=False)
    right = notice(workspace, household_count="4")
    link_correction(workspace, id, right)
    assert done(workspace, id) == ["down", COPIES, CORRECTED]
    redact(workspace, "notice", id, "白马村", "不该公开")
    assert note_in_ledger(workspace, id) == 0
    assert done(workspace, id) == ["down", COPIES, PERSONAL, CORRECTED, LEDGER]
    assert notice_standings(workspace)[id] == "withdrawn", "what was taken out made another revision of it"
    sign(workspace, id)
    with pytest.raises(UserFacingError, match="撤下更正"):
        record_posted(workspace, id, PUT_UP, PLACES)
    assert keep_notice(workspace, filled_of(find_notice(workspace, id)), id) != id
    assert not open_corrections(workspace) and not agenda(workspace).corrections
    with pytest.raises(UsageError, match="没有“别的”这一步"):
        see_to(workspace, id, "别的")


def test_the_ledger_says_that_it_is_published_no_longer(workspace):
    id, down = notice(workspace), PUT_UP - timedelta(days=3)
    record_posted(workspace, id, down, PLACES)
    title = find_posting(workspace, id).title
    line = record_formed(workspace, find_entry(workspace, "05-001").id, down - timedelta(days=4), title)
    sign(workspace, line)
    publish(workspace, line, down - timedelta(days=1), ["政府网站"])
    publish(workspace, line, PUT_UP, ["村务公开栏"])
    record_withdrawn(workspace, id, down, "户数写错")
    assert note_in_ledger(workspace, id) == 1
    assert find_publication(workspace, line).taken_down == PUT_UP and LEDGER in done(workspace, id)
    undo(workspace)
    assert find_publication(workspace, line).taken_down is None and LEDGER not in done(workspace, id)


def test_a_line_whose_title_was_corrected_is_still_that_of_the_notice(workspace):
    id = notice(workspace)
    record_posted(workspace, id, PUT_UP, PLACES)
    entry, title = find_entry(workspace, "05-001").id, find_posting(workspace, id).title
    same, other = (record_formed(workspace, entry, PUT_UP, each) for each in (title, "别的名单"))
    for line in (same, other):
        sign(workspace, line)
        publish(workspace, line, PUT_UP, ["政府网站"])
    correct(workspace, same, "名称写全", title=f"{title}（更全的名称）")
    record_withdrawn(workspace, id, PUT_UP, "户数写错")
    assert note_in_ledger(workspace, id) == 1
    assert [find_publication(workspace, each).taken_down for each in (same, other)] == [PUT_UP, None]


def test_taking_something_out_of_a_notice_leaves_it_on_the_wall(workspace):
    id = notice(workspace)
    until = record_posted(workspace, id, PUT_UP, PLACES).until
    redact(workspace, "notice", id, "兴隆镇民政办", "不该公开")
    assert notice_standings(workspace)[id] == "running"
    add_local_holiday(workspace, until, "本地节", "自治条例")
    assert find_posting(workspace, id).until > until
    (due,) = open_deadlines(workspace, office_calendar(workspace))
    assert due.due == find_posting(workspace, id).until == notice_sources(workspace)[0].end
