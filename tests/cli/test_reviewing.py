"""A county's word on what its townships handed in: said, corrected, taken back, and bound to what it was said of."""

import pytest

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


def verdicts(desk: Desk, workspace: str, *codes: str) -> list[str | None]:
    entries = desk.entries(workspace)
    return [entries[code]["verdict"] for code in codes]


@pytest.fixture
def county(handed_in: tuple[Desk, Desk]) -> Desk:
    return handed_in[1]


def test_what_was_handed_in_waits_on_both_sides(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    assert set(verdicts(county, COUNTY, *county.entries(COUNTY))) == {"pending"}
    assert set(verdicts(clerk, TOWNSHIP, *clerk.entries(TOWNSHIP))) == {"pending"}
    clerk.do("set", TOWNSHIP, "05-001", "level3=另写")
    assert verdicts(clerk, TOWNSHIP, "05-001", "05-002") == [None, "pending"]


def test_entries_are_accepted_and_returned(county: Desk) -> None:
    assert "通过了 2 条" in county.do("verdict", COUNTY, "05-001", "05-002", "通过").out
    county.do(
        "verdict", COUNTY, "05-003", "退回", "--comment", "公开主体请写全称", "--propose", "publisher=兴隆镇人民政府"
    )
    county.do("comment", COUNTY, "05-004", "这一条再看看")
    assert verdicts(county, COUNTY, "05-001", "05-002", "05-003", "05-004") == [
        "accepted",
        "accepted",
        "returned",
        "pending",
    ]
    (said,) = county.shown("comments", COUNTY, "05-003")
    assert (said["verdict"], said["comment"], said["round"]) == ("returned", "公开主体请写全称", 1)
    assert (said["person"], said["is_current"], said["answer"]) == ("周敏", True, None)
    assert "建议 公开主体：兴隆镇人民政府" in county.do("comments", COUNTY, "05-003").out
    (open_return,) = county.shown("returns", COUNTY, "--unit", "兴隆镇")
    assert (open_return["item"], open_return["answered"]) == ("05-003", False)
    county.do("undo", COUNTY)
    county.do("undo", COUNTY)
    assert verdicts(county, COUNTY, "05-003") == ["pending"]
    county.do("redo", COUNTY)
    assert verdicts(county, COUNTY, "05-003") == ["returned"]
    county.do("verdict", COUNTY, "05-003", "收回")
    assert verdicts(county, COUNTY, "05-003") == ["pending"]
    assert county.shown("comments", COUNTY, "05-003") == []


def test_what_cannot_be_said_is_refused(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    assert "为什么" in county.misused("verdict", COUNTY, "05-003", "退回")
    assert "自己不能审" in clerk.refused("verdict", TOWNSHIP, "05-003", "通过")
    assert "没有找到条目" in county.refused("verdict", COUNTY, "05-003", "99-001", "通过")
    assert "没有“nothing”" in county.refused("verdict", COUNTY, "05-003", "退回", "--propose", "nothing=1")
    assert "没有要回复的" in clerk.refused("answer", TOWNSHIP, "05-003", "好")
    assert verdicts(county, COUNTY, "05-003") == ["pending"]


def test_a_changed_entry_waits_anew_and_keeps_what_was_said(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    county.do("verdict", COUNTY, "05-001", "05-002", "退回", "--comment", "没有写全")
    clerk.do("set", TOWNSHIP, "05-001", "level3=写全了")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    assert verdicts(county, COUNTY, "05-001", "05-002") == ["pending", "returned"]
    (said,) = county.shown("comments", COUNTY, "05-001")
    assert (said["comment"], said["is_current"]) == ("没有写全", False)
    county.do("undo", COUNTY)
    assert verdicts(county, COUNTY, "05-001") == ["returned"]
