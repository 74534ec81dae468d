"""A township that lost its computer goes on from what its county holds, as if nothing had happened."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, TOWNSHIP, copied
from tests.cli.desk import Desk
from tests.cli.test_returns import hand_in, send_back, taken, verdicts


@pytest.fixture
def recovered(handed_in: tuple[Desk, Desk], tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """The old computer, the new one set up from the county's recovery file, the county."""
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-001", "level3=第二轮写的")
    hand_in(clerk, county, "上报2.zwgk")
    county.do("verdict", COUNTY, "05-001", "通过")
    county.do("verdict", COUNTY, "05-002", "退回", "--comment", "没有写全")
    assert "--to" in county.misused("export", COUNTY, "--kind", "recovery", "-o", "恢复.zwgk")
    said = county.do("export", COUNTY, "--kind", "recovery", "--to", "兴隆镇", "-o", "恢复.zwgk").out
    assert "13 条" in said
    new = Desk(tmp_path / "新电脑")
    new.folder.mkdir()
    assert "已建立“兴隆镇”2026年" in new.do("new", TOWNSHIP, "--from", county.path("恢复.zwgk"), "--as", "陈静").out
    return clerk, new, county


def test_its_entries_stand_as_the_county_has_them(recovered: tuple[Desk, Desk, Desk]) -> None:
    _, new, county = recovered
    assert new.entries(TOWNSHIP) == county.entries(COUNTY)
    assert verdicts(new, TOWNSHIP, "05-001", "05-002", "05-003") == ["accepted", "returned", "pending"]
    assert [each["item"] for each in new.shown("returns", TOWNSHIP)] == ["05-002"]
    new.do("doctor", TOWNSHIP)


def test_it_goes_on_with_a_new_key_and_without_a_fork(recovered: tuple[Desk, Desk, Desk]) -> None:
    clerk, new, county = recovered
    new.do("set", TOWNSHIP, "05-002", "level3=在新电脑上写全")
    new.do("answer", TOWNSHIP, "05-002", "写全了")
    file = hand_in(new, county, "上报3.zwgk")
    package = new.path("上报3.zwgk")
    facts = new.shown("inspect", package)
    assert (facts["round"], facts["parent"]) == (3, clerk.shown("inspect", clerk.path("上报2.zwgk"))["hash"])
    assert file["result"] == "refused" and "还没有登记" in file["reason"]
    county.do("roster", COUNTY, "admit", package, "--fingerprint", county.fingerprint(package))
    file = taken(county, COUNTY, package)
    assert (file["result"], file["answers"], file["changed"], file["unchanged"]) == ("applied", 1, 1, 12)
    assert verdicts(county, COUNTY, "05-001", "05-002") == ["accepted", "pending"]
    county.do("verdict", COUNTY, "05-002", "通过")
    back = taken(new, TOWNSHIP, send_back(county, "退回.zwgk"))
    assert back["result"] == "applied"
    assert new.entries(TOWNSHIP)["05-002"]["verdict"] == "accepted"


def test_only_the_parent_can_give_it_back(recovered: tuple[Desk, Desk, Desk], tmp_path: Path) -> None:
    clerk, _, county = recovered
    recovery = county.path("恢复.zwgk")
    assert "还没有认可成上级" in taken(clerk, TOWNSHIP, recovery)["reason"]
    clerk.do("trust", TOWNSHIP, recovery, "--fingerprint", clerk.fingerprint(recovery))
    clerk.do("set", TOWNSHIP, "05-004", "level3=没有报过的")
    before = clerk.entries(TOWNSHIP)["05-004"]
    file = taken(clerk, TOWNSHIP, recovery)
    assert file["result"] == "applied" and file["conflicting"] == 0
    assert clerk.entries(TOWNSHIP)["05-004"] == before
    other = copied(county, tmp_path / "另一个县")
    other.do("roster", COUNTY, "add", "--name", "河东镇", "--code", "990124102")
    assert "还没有收下过" in other.refused("export", COUNTY, "--kind", "recovery", "--to", "河东镇", "-o", "没有.zwgk")
    assert "本单位自己导出的恢复文件，不用再收进来。请把它交给“兴隆镇”" in taken(county, COUNTY, recovery)["reason"]
