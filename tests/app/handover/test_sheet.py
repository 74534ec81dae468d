"""The sheet of a hand-over goes through the privacy gate as every paper does."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.handover import handing_over
from app.handover.gathering import gather
from app.handover.handing_over import hand_over
from tests.support import Computer

PHONE = "13800138000"


def test_a_mobile_of_the_office_may_stand_in_it_and_no_other(township: Computer, tmp_path: Path, monkeypatch):
    told: list[tuple[int, int]] = []
    with township.working() as workspace:
        found = replace(gather(workspace, "王芳"), returned=(f"05-003 咨询电话 {PHONE}",))
        monkeypatch.setattr(handing_over, "gather", lambda workspace, taker: found)
        folder = tmp_path / "交接"
        with pytest.raises(UserFacingError) as refusal:
            hand_over(workspace, "王芳", folder, progress=lambda done, total: told.append((done, total)))
        # An override is bound to the file of this name.
        assert refusal.value.product.endswith("工作交接单.pdf")
        # Nobody waits for a backup to hear of it.
        assert told == [] and not folder.exists()
        workspace.organisation = replace(workspace.organisation, contact=PHONE)
        done = hand_over(workspace, "王芳", folder)
    assert done.sheet.is_file() and done.backup.is_file()
