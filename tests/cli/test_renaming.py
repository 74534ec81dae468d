"""`rename`: seen first, done in all tables in one step, and taken back in one."""

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk


def test_a_name_is_changed_everywhere_and_back(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-001", "audience_group=民政办服务对象")
    words = ("rename", TOWNSHIP, "民政办", "社会事务办")
    seen = township.shown(*words, "--dry-run")
    assert (seen["applied"], seen["changed"], seen["entries"][0]["item"]) == (False, 1, "05-001")
    assert "换好了" in township.do(*words).out
    shown = township.entries(TOWNSHIP)["05-001"]["values"]["audience_group"]
    assert shown == "社会事务办服务对象"
    assert "没有改动" in township.do(*words).out
    township.do("undo", TOWNSHIP)
    assert township.entries(TOWNSHIP)["05-001"]["values"]["audience_group"] == "民政办服务对象"
    township.misused("rename", TOWNSHIP, "民政办", "民政办")


def test_what_a_document_is_called_stays_with_its_number(township: Desk) -> None:
    before = township.entries(TOWNSHIP)["05-003"]["values"]["basis"]
    law = before[0]["title"]
    told = township.do("rename", TOWNSHIP, law, "新的办法").out
    assert "没有改动" in told and "条的依据里写着" in told and "laws replace" in told
    assert township.entries(TOWNSHIP)["05-003"]["values"]["basis"] == before
