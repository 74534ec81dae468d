"""One press on what a finding offers."""

import pytest

from app.checks.mending import mend
from app.checks.table_findings import check_table
from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import Computer

OLD = {"title": "最低生活保障审核审批办法（试行）", "number": None, "kind": None, "article": None}


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def finding(workspace: Workspace, code: str):
    return next(each for each in check_table(workspace, STANDARD_CATALOGUE, "05") if each.code == code)


def values(workspace: Workspace) -> dict:
    return find_entry(workspace, "05-003").content["values"]


def test_a_fix_is_one_step_that_can_be_undone(workspace: Workspace):
    before = values(workspace)["publisher"]
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": None})
    assert mend(workspace, finding(workspace, "element-missing")) == 1
    assert values(workspace)["publisher"] == before
    undo(workspace)
    assert values(workspace)["publisher"] is None


def test_what_was_written_since_the_finding_was_told_is_kept(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-003"), {"basis": [OLD]})
    told = finding(workspace, "law-repealed")
    new = {"title": "青山县办法", "number": None, "kind": None, "article": None}
    set_entry(workspace, find_entry(workspace, "05-003"), {"basis": [new, OLD]})
    mend(workspace, told)
    assert [each["title"] for each in values(workspace)["basis"]] == ["青山县办法", "最低生活保障审核确认办法"]


def test_what_was_mended_already_is_left_alone(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": None})
    told = finding(workspace, "element-missing")
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "兴隆镇民政办"})
    with pytest.raises(UserFacingError) as caught:
        mend(workspace, told)
    assert caught.value.code == "finding-gone"
    assert values(workspace)["publisher"] == "兴隆镇民政办"
