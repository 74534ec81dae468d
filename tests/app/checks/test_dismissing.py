"""A doubt that somebody lets stand stays silent until what it is about changes, and never hides anything else."""

import pytest

from app.checks.dismissing import dismiss, dismissals, look_again
from app.checks.table_findings import TableFindings, check_all, check_workspace
from app.drafting.editing import set_entry
from app.drafting.history import redo, undo
from app.drafting.law_recording import LawFacts, record_law
from app.drafting.lookup import find_entry
from app.errors import UsageError, UserFacingError
from tests.app.checks.rule_cases import CASES

SAID = "县里的机构还没有改名"


def codes(workspace):
    return [finding.code for finding in check_workspace(workspace, field="05") if finding.entry]


def wrong(workspace, **values):
    set_entry(workspace, find_entry(workspace, "05-001"), {"elements": ["县扶贫办审核结果"]} | values)
    return find_entry(workspace, "05-001").id


def test_a_dismissed_doubt_is_silent_until_the_element_changes(township):
    with township.working() as workspace:
        entry = wrong(workspace)
        assert codes(workspace) == ["former-name"]
        assert dismiss(workspace, entry, "former-name", SAID) == 1
        assert codes(workspace) == []
        ((finding, why),) = check_all(workspace, field="05").dismissed
        assert (finding.code, why.person, why.reason) == ("former-name", "李梅", SAID)
        set_entry(workspace, find_entry(workspace, "05-001"), {"channels_other": "村广播"})
        assert codes(workspace) == []
        set_entry(workspace, find_entry(workspace, "05-001"), {"elements": ["县扶贫办审核结果", "补贴标准"]})
        assert codes(workspace) == ["former-name"]
        assert not check_all(workspace, field="05").dismissed


def test_the_live_findings_of_a_table_know_it_too(township):
    with township.working() as workspace:
        live, entry = TableFindings(), wrong(workspace)
        assert [f.code for f in live.read(workspace, "standard-catalogue", "05") if f.entry] == ["former-name"]
        dismiss(workspace, entry, "former-name", SAID)
        assert [f.code for f in live.read(workspace, "standard-catalogue", "05") if f.entry] == []
        assert [f.code for f, _ in live.dismissed("standard-catalogue", "05")] == ["former-name"]


def test_it_is_undone_and_taken_up_again_like_any_act(township):
    with township.working() as workspace:
        entry = wrong(workspace)
        dismiss(workspace, entry, "former-name", SAID)
        undo(workspace)
        assert codes(workspace) == ["former-name"]
        redo(workspace)
        assert codes(workspace) == []
        assert look_again(workspace, entry, "former-name") == 1
        assert codes(workspace) == ["former-name"] and not dismissals(workspace)
        with pytest.raises(UserFacingError, match="没有说明过"):
            look_again(workspace, entry, "former-name")


def test_what_must_be_mended_cannot_be_dismissed(township):
    with township.working() as workspace:
        entry = wrong(workspace, elements=None)
        for code in ("element-missing", "personal-data", "former-name", "nonsense"):
            with pytest.raises(UserFacingError, match="没有这个问题"):
                dismiss(workspace, entry, code, SAID)


@pytest.mark.parametrize("reason", ["", " \n", "好", "很" * 501])
def test_a_reason_is_needed(township, reason):
    with township.working() as workspace:
        entry = wrong(workspace)
        with pytest.raises(UsageError, match="为什么"):
            dismiss(workspace, entry, "former-name", reason)


def test_a_reason_shows_nobodys_number(township):
    with township.working() as workspace:
        entry = wrong(workspace)
        with pytest.raises(UserFacingError, match="手机号"):
            dismiss(workspace, entry, "former-name", "找张三 13812345678 问过")


def test_a_doubt_about_several_answers_comes_back_when_any_of_them_changes(township):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), CASES["on-request-in-public"].bad)
        entry = find_entry(workspace, "05-001").id
        dismiss(workspace, entry, "on-request-in-public", "申请的人多")
        assert codes(workspace) == []
        values = {"audience": "特定群体", "audience_group": "申请人"}
        set_entry(workspace, find_entry(workspace, "05-001"), values)
        assert codes(workspace) == ["on-request-in-public"]


def test_another_law_repealed_afterwards_is_told_of(township):
    with township.working() as workspace:
        cited = [{"title": title} for title in ("甲县公示办法", "乙县公示办法")]
        set_entry(workspace, find_entry(workspace, "05-001"), {"basis": cited})
        entry = find_entry(workspace, "05-001").id
        record_law(workspace, LawFacts("《甲县公示办法》", "repealed", "甲府发〔2026〕1号", kind="规范性文件"))
        assert codes(workspace) == ["law-repealed"]
        dismiss(workspace, entry, "law-repealed", "过渡期内照旧")
        assert codes(workspace) == []
        record_law(workspace, LawFacts("《乙县公示办法》", "repealed", "乙府发〔2026〕1号", kind="规范性文件"))
        assert codes(workspace) == ["law-repealed", "law-repealed"]
        assert dismiss(workspace, entry, "law-repealed", "过渡期内照旧") == 2
        assert codes(workspace) == []
