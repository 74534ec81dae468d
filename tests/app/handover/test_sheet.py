"""The sheet of a hand-over goes through the privacy gate as every paper does."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.drafting.adopting import adopt
from app.errors import UserFacingError
from app.handover import handing_over
from app.handover.gathering import gather
from app.handover.handing_over import hand_over
from app.handover.sheet import sheet_letter
from app.registers.plans import add_plan
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


def test_other_checklists_and_what_nobody_gave_a_day_are_told_too(township: Computer):
    with township.working() as workspace:
        adopt(workspace, checklist="basic-catalogue")
        add_plan(workspace, {"doc_title": "兴隆镇临时救助办法"})
        told = sheet_letter(gather(workspace, "王芳"), "备份", "").paragraphs
    tables = next(each for each in told if each.startswith("二、"))
    assert "05 社会救助 13 条" in tables and "、主动公开基本目录" in tables
    assert "还没有写公开日期、算不出期限的解读 1 件" in next(each for each in told if each.startswith("三、"))
