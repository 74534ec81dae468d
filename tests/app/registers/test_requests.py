"""Requests for information: taken down with little of the applicant, numbered once, undone in one step."""

from datetime import date
from pathlib import Path

import pytest

from app.drafting.history import undo
from app.drafting.search import search
from app.errors import UsageError, UserFacingError
from app.registers.request_events import record_event
from app.registers.request_numbers import set_number_patterns
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
