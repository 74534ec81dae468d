"""Facts of the own unit: changed and undone, and the telephone it makes public is no finding in its products."""

from pathlib import Path

import pytest

from app.checks.table_findings import check_workspace
from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.own_unit import change_unit
from app.errors import UserFacingError
from app.opening import create_workspace, open_workspace
from tests.support import EDITION, TOWNSHIP

MOBILE = "13800138000"


def test_a_public_mobile_number_is_no_longer_a_finding(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "a.qd", TOWNSHIP, EDITION) as workspace:
        adopt(workspace, field="05")
        set_entry(workspace, find_entry(workspace, "05-002"), {"elements": [f"投诉电话：{MOBILE}"]})
        assert "personal-data" in {finding.code for finding in check_workspace(workspace, field="05")}
        change_unit(workspace, {"contact": f"值班手机 {MOBILE}、0990-6120118"})
        assert "personal-data" not in {finding.code for finding in check_workspace(workspace, field="05")}


def test_the_change_survives_and_can_be_undone(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "a.qd", TOWNSHIP, EDITION) as workspace:
        change_unit(workspace, {"name": "新兴镇"})
    with open_workspace(tmp_path / "a.qd") as workspace:
        assert workspace.organisation.full_name == "新兴镇人民政府"
        undo(workspace)
    with open_workspace(tmp_path / "a.qd") as workspace:
        assert workspace.organisation == TOWNSHIP


@pytest.mark.parametrize(("changes", "code"), [({"kind": "county"}, "fact-unknown"), ({"name": ""}, "name-missing")])
def test_identity_and_an_empty_name_are_refused(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    with create_workspace(tmp_path / "a.qd", TOWNSHIP, EDITION) as workspace:
        with pytest.raises(UserFacingError) as caught:
            change_unit(workspace, changes)
        assert caught.value.code == code
        assert workspace.organisation == TOWNSHIP
