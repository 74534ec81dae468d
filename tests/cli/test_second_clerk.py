"""Two clerks of one township, each with a computer: work goes from one to the other and back."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


@pytest.fixture
def clerks(township: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """陈静 with the workspace, and 王芳 with the one made from her work package."""
    township.do("export", TOWNSHIP, "--kind", "work", "-o", "交接.zwgk")
    second = Desk(tmp_path / "王芳")
    second.folder.mkdir()
    second.do("new", TOWNSHIP, "--from", township.path("交接.zwgk"), "--as", "王芳")
    return township, second


def test_the_second_workspace_is_the_same_organisation_with_the_same_entries(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    assert second.entries(TOWNSHIP) == first.entries(TOWNSHIP)
    assert (
        second.shown("entries", TOWNSHIP)[0]["organisation_id"]
        == first.shown("entries", TOWNSHIP)[0]["organisation_id"]
    )


def test_both_edit_and_bring_their_work_together(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    second.do("set", TOWNSHIP, "05-005", "level3=王芳写的")
    second.do("set", TOWNSHIP, "05-007", "level3=王芳也写")
    second.do("export", TOWNSHIP, "--kind", "work", "-o", "王芳.zwgk")
    first.do("set", TOWNSHIP, "05-006", "level3=陈静写的")
    first.do("set", TOWNSHIP, "05-007", "level3=陈静也写")
    package = second.path("王芳.zwgk")

    unknown = first.refused("import", TOWNSHIP, package)
    assert first.fingerprint(package) in unknown and "trust" in unknown
    told = first.do("trust", TOWNSHIP, package, "--fingerprint", first.fingerprint(package)).out
    assert "另一台电脑" in told
    answer = first.ask("import", TOWNSHIP, package, "--json")
    (file,) = answer.json()["files"]
    assert (answer.code, file["result"], file["changed"], file["conflicting"]) == (1, "waiting", 1, 1)
    (waiting,) = first.shown("proposals", TOWNSHIP)
    first.do("decide", TOWNSHIP, waiting["id"], "ours")

    first.do("export", TOWNSHIP, "--kind", "work", "-o", "合起来.zwgk")
    second.do("import", TOWNSHIP, first.path("合起来.zwgk"))
    for desk in clerks:
        written = {code: entry["values"]["level3"] for code, entry in desk.entries(TOWNSHIP).items()}
        assert (written["05-005"], written["05-006"], written["05-007"]) == ("王芳写的", "陈静写的", "陈静也写")


def test_work_stays_in_the_house(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("export", TOWNSHIP, "--kind", "work", "-o", "交接.zwgk")
    assert "工作包" in county.refused("import", COUNTY, clerk.path("交接.zwgk"))


def test_only_a_work_package_makes_a_second_workspace(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    package = clerk.path("上报1.zwgk")
    assert "export WS --kind work" in county.refused("new", "同事.qd", "--from", package)
    assert "开始文件" in county.refused("new", "同事.qd", "--start", package)
    assert not county.path("同事.qd").exists()


def test_the_county_meets_the_second_computer_too(handed_in: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, county = handed_in
    clerk.do("export", TOWNSHIP, "--kind", "work", "-o", "交接.zwgk")
    second = Desk(tmp_path / "王芳")
    second.folder.mkdir()
    second.do("new", TOWNSHIP, "--from", clerk.path("交接.zwgk"), "--as", "王芳")
    second.do("set", TOWNSHIP, "05-001", "level3=王芳写的")
    second.do("export", TOWNSHIP, "-o", "上报.zwgk")
    package = second.path("上报.zwgk")
    assert "这台电脑还没有登记" in county.refused("import", COUNTY, package)
    county.do("roster", COUNTY, "admit", package, "--fingerprint", county.fingerprint(package))
    (file,) = county.shown("import", COUNTY, package)["files"]
    assert (file["result"], file["changed"], file["unchanged"]) == ("applied", 1, 12)
    assert "已认可 2 台电脑" in county.do("roster", COUNTY).out
