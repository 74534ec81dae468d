"""The sheet of a hand-over goes through the privacy gate as every paper does."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.handover.gathering import gather
from app.handover.sheet import write_sheet
from tests.support import Computer

PHONE = "13800138000"


def test_a_mobile_of_the_office_may_stand_in_it_and_no_other(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        found = replace(gather(workspace, "王芳"), returned=(f"05-003 咨询电话 {PHONE}",))
    target = tmp_path / "交接单.pdf"
    with pytest.raises(UserFacingError) as refusal:
        write_sheet(found, "备份.qdbak", "0" * 64, target, ())
    # An override is bound to the file of this name.
    assert refusal.value.product == target.name
    assert not target.exists()
    write_sheet(found, "备份.qdbak", "0" * 64, target, (PHONE,))
    assert target.is_file()
