"""Requests for information: taken down with little of the applicant, numbered once, undone in one step."""

from datetime import date
from pathlib import Path

import pytest
from msgspec import to_builtins

from app.drafting.history import undo
from app.drafting.operations import head_of, operation, revision_id
from app.drafting.search import search
from app.errors import UsageError, UserFacingError
from app.exchange.work_records import record_proposal
from app.proposals.proposals import apply_defaults
from app.proposals.records import Batch, Lineage
from app.registers.request_events import record_event, strike_event
from app.registers.request_numbers import set_number_patterns
from app.registers.request_records import REQUEST, REQUEST_EVENT, Event
from app.registers.requests import (
    applicant_of,
    change_request,
    find_request,
    next_letter_number,
    requests,
    strike_request,
)
from tests.app.registers.filing import ASKED, NAME, filed
from tests.support import VILLAGE, Computer, computer


def test_a_request_is_taken_down_with_the_last_four_of_its_proof(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        kept = find_request(workspace, "2026-001")
        assert (kept.id, kept.case.asked, kept.case.submitted) == (id, ASKED, date(2026, 11, 2))
        assert applicant_of(workspace, id).last_four == "123X"
        assert NAME not in repr(kept.case) and "13800138000" not in repr(kept.case)
        undo(workspace)
        assert requests(workspace) == [] and applicant_of(workspace, id) is None


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"last_four": "110101199003074530"}, "proof-too-long"),
        ({"proof": "身份证110101199003074530"}, "applicant-whole-number"),
        ({"name": "赵建国 110101199003074530"}, "applicant-whole-number"),
        ({"contact": "110101199003074530"}, "applicant-whole-number"),
        ({"asked": "身份证110101199003074530的低保审批表"}, "request-personal"),
        ({"asked": f"{NAME}的低保审批表"}, "request-names-applicant"),
        ({"handler": f"转{NAME}"}, "request-names-applicant"),
        ({"submitted": date(2026, 11, 24)}, "day-in-future"),
    ],
)
def test_more_than_is_needed_is_refused_with_a_sentence(township: Computer, answers: dict, code: str):
    with township.working() as workspace:
        with pytest.raises(UserFacingError) as refused:
            filed(workspace, **answers)
        assert refused.value.code == code and "没有记下" in refused.value.message
        assert requests(workspace) == []


@pytest.mark.parametrize(
    "answers", [{"way": "飞鸽"}, {"asked": " "}, {"name": ""}, {"contact": ""}, {"wanted": ["口头"]}]
)
def test_missing_or_unknown_answers_are_asked_for(township: Computer, answers: dict):
    with township.working() as workspace, pytest.raises(UsageError):
        filed(workspace, **answers)


def test_a_number_is_given_once(township: Computer):
    with township.working() as workspace:
        filed(workspace)
        with pytest.raises(UserFacingError, match="下一个是 2026-002") as refused:
            filed(workspace, number="2026-001")
        assert refused.value.code == "request-number-used"
        set_number_patterns(workspace, register="兴政公开〔{年}〕{号}号")
        filed(workspace)
        assert {kept.case.number for kept in requests(workspace)} == {"2026-001", "兴政公开〔2026〕1号"}
        assert next_letter_number(workspace, 2026) == "公开告〔2026〕1号"
        with pytest.raises(UsageError):
            set_number_patterns(workspace, letter="{号}{号}")


def test_a_correction_keeps_the_rest_and_has_to_fit(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        record_event(workspace, id, "acknowledged", date(2026, 11, 3))
        change_request(workspace, "2026-001", asked="兴隆镇2025年低保资金汇总表", contact="赵某的邮箱")
        kept = find_request(workspace, id[:8])
        assert kept.case.asked == "兴隆镇2025年低保资金汇总表" and len(kept.case.events) == 1
        assert applicant_of(workspace, id).contact == "赵某的邮箱" and applicant_of(workspace, id).name == NAME
        change_request(workspace, id, name="赵建军")
        assert applicant_of(workspace, id).name == "赵建军"
        with pytest.raises(UserFacingError) as refused:
            change_request(workspace, id, submitted=date(2026, 11, 10))
        assert refused.value.code == "request-order"
        strike_request(workspace, id)
        assert requests(workspace) == [] and applicant_of(workspace, id) is None


def test_nobody_who_asks_is_found_by_searching(township: Computer):
    with township.working() as workspace:
        filed(workspace)
        assert search(workspace, NAME) == search(workspace, "13800138000") == []
        assert all(row["kind"] in ("item", "entry", "law") for row in search(workspace, "低保"))


def test_a_village_hands_requests_on(tmp_path: Path):
    with computer(tmp_path / "白马村", VILLAGE).working() as workspace, pytest.raises(UserFacingError) as refused:
        filed(workspace)
    assert refused.value.code == "requests-not-here"


def test_what_an_older_version_wrote_into_the_case_is_read_and_goes_into_records_of_its_own(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        done = [Event(kind="acknowledged", on=date(2026, 11, 3)), Event(kind="organ-asked", on=date(2026, 11, 4))]
        older = head_of(workspace, REQUEST, id).content | {"events": to_builtins(done)}
        with operation(workspace, "request", "以前的版本写的") as act:
            act.write(REQUEST, id, older)
        before = head_of(workspace, REQUEST, id)
        assert list(find_request(workspace, id).case.events) == done
        answered = record_event(workspace, id, "organ-answered", date(2026, 11, 5))
        assert find_request(workspace, id) == answered and [*answered.case.events[:2]] == done
        ours = head_of(workspace, REQUEST, id)
        assert ours.content == older | {"events": []} and len(workspace.store.records.of_kind(REQUEST_EVENT)) == 3
        # A colleague who still has the older version wrote one more into the case: it comes beside ours.
        later = older | {"events": to_builtins([*done, Event(kind="extended", on=date(2026, 11, 6), days=5, by="李")])}
        lineage = Lineage(revision_id(REQUEST, id, later, [before.revision]), (before.revision,), ())
        coming = record_proposal(workspace, REQUEST, id, later, lineage)
        assert (coming.landing, coming.default) == ("join", "theirs")
        with operation(workspace, "import", "收工作包") as act:
            apply_defaults(workspace, Batch("work", "收工作包", workspace.organisation.id, None, (coming,)), act)
        kinds = [event.kind for event in find_request(workspace, id).case.events]
        assert kinds == ["acknowledged", "organ-asked", "organ-answered", "extended"]
        strike_event(workspace, id, 3)
        assert [event.kind for event in find_request(workspace, id).case.events] == kinds[:3]
        undo(workspace)
        assert [event.kind for event in find_request(workspace, id).case.events] == kinds
        undo(workspace)
        undo(workspace)
        assert head_of(workspace, REQUEST, id).content == older
        assert list(find_request(workspace, id).case.events) == done
