"""Who asked for information is taken out of the case, of what was written to him, and of what stands half written."""

from datetime import date

import pytest

from app.doctor import examine
from app.drafting.form_drafts import keep_form, kept_forms
from app.drafting.history import undo
from app.drafting.redacting import prospect_of, redact
from app.drafting.redaction_marks import TAKEN_OUT, marks
from app.errors import UserFacingError
from app.products.request_letters import prepare_letter, save_letter
from app.registers.request_events import record_event, record_reply
from app.registers.request_letters import letter_facts
from app.registers.request_records import REQUEST
from app.registers.request_sent import sent_letters
from app.registers.requests import applicant_of, applicants, change_request, find_request, requests, strike_request
from app.workspace import Workspace
from tests.app.drafting.test_redacting import files_with
from tests.app.registers.filing import NAME, filed
from tests.support import Computer

REASON, MAIL, LAST_FOUR = "申请人要求删去", "zhaojg@example.com", "907X"


def asked_and_answered(workspace: Workspace, folder) -> str:
    """A case with two versions of who asks, and two letters written to him; returns its id."""
    id = filed(workspace, contact=MAIL, last_four=LAST_FOUR, handler="党政办")
    change_request(workspace, id, contact=f"{MAIL}，13800138000")
    for kind in ("acknowledgement", "reply"):
        kept = find_request(workspace, id)
        facts = letter_facts(workspace, kept, kind, "internal" if kind == "reply" else None)
        save_letter(workspace, prepare_letter(workspace, id, facts), folder / f"{kind}.docx")
    return id


def test_the_applicant_goes_from_the_case_its_letters_and_the_forms(township: Computer, tmp_path):
    folder = tmp_path / "发出"
    folder.mkdir()
    with township.working() as workspace:
        other = filed(workspace, name=NAME, contact="邮箱", last_four=LAST_FOUR)
        id = asked_and_answered(workspace, folder)
        keep_form(workspace, "request-letter", f"reply:{id}", {"addressee": NAME})
        keep_form(workspace, "request-letter", f"reply:{other}", {"addressee": "钱某"})
        workspace.store.fold_log()
        assert files_with(township.path.parent, MAIL)
        assert prospect_of(workspace, REQUEST, id, "申请人").elsewhere == 3
        redact(workspace, REQUEST, id, "申请人", REASON, "陈静")
        assert {*vars_of(applicant_of(workspace, id))} == {TAKEN_OUT}
        assert [letter.addressee for letter in sent_letters(workspace, id)] == [TAKEN_OUT] * 2
        assert all(letter.number and letter.sha256 and letter.paragraphs for letter in sent_letters(workspace, id))
        assert list(kept_forms(workspace, "request-letter")) == [f"reply:{other}"]
        undo(workspace)
    assert files_with(township.path.parent, MAIL, "13800138000") == [], "not in the file, its log or free pages"
    with township.working() as workspace:
        # Somebody of the same name who asks for something else keeps his.
        assert applicant_of(workspace, other).name == NAME and applicant_of(workspace, other).last_four == LAST_FOUR
        assert examine(workspace).problems == [] and len(marks(workspace)) == 1


def vars_of(applicant) -> list[str]:
    return [getattr(applicant, name) for name in ("name", "contact", "proof", "last_four")]


def test_a_case_without_its_applicant_goes_on(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        redact(workspace, REQUEST, id, "申请人", REASON, "陈静")
        record_event(workspace, id, "acknowledged", date(2026, 11, 3), note=f"{TAKEN_OUT}领走了")
        change_request(workspace, id, contact="邮箱")
        record_reply(workspace, id, date(2026, 11, 20), "internal", "当面")
        facts = letter_facts(workspace, find_request(workspace, id), "reply")
        assert facts.addressee.startswith("【写明") and facts.blanks


@pytest.mark.parametrize(
    "text", ["123X", "居民身份证", "13800138000", NAME, "2026-11-02", "自然人", "internal", "request"]
)
def test_a_text_that_is_taken_out_everywhere_leaves_every_case_readable(township: Computer, text: str, tmp_path):
    with township.working() as workspace:
        id = filed(workspace)
        for kind in ("reply", "acknowledgement"):
            facts = letter_facts(workspace, find_request(workspace, id), kind, "internal" if kind == "reply" else None)
            save_letter(workspace, prepare_letter(workspace, id, facts), tmp_path / f"{kind}.docx")
        record_reply(workspace, id, date(2026, 11, 20), "internal", "当面", note="等了三天" * 249)
        # Some of these stand in nothing that a person wrote.
        try:
            redact(workspace, REQUEST, id, text, REASON, "陈静")
        except UserFacingError as error:
            assert error.code == "redaction-nothing"
        (kept,) = requests(workspace)
        assert kept.case.way == "当面提交" and kept.case.submitted == date(2026, 11, 2)
        assert len(sent_letters(workspace, id)) == 2 and id in applicants(workspace)
        assert text not in vars_of(applicant_of(workspace, id))
        assert examine(workspace).problems == []


def test_a_long_note_stays_readable_when_a_mark_is_longer_than_what_stood_there(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        record_event(workspace, id, "acknowledged", date(2026, 11, 3), note="小明" * 500)
        redact(workspace, REQUEST, id, "小明", REASON, "陈静")
        (event,) = find_request(workspace, id).case.events
        assert "小明" not in event.note and event.note.startswith(TAKEN_OUT)


def test_a_case_that_was_struck_out_is_reached_too(township: Computer):
    with township.working() as workspace:
        id = filed(workspace, contact=MAIL)
        strike_request(workspace, id)
        redact(workspace, REQUEST, id, "申请人", REASON, "陈静")
    assert files_with(township.path.parent, MAIL, NAME) == []
