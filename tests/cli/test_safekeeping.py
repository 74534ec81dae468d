"""The backups nobody asks for, from outside: listed, looked into, restored, and brought to a second place."""

import shutil
from pathlib import Path

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


def test_a_package_that_spoils_the_table_is_stepped_back_from(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    # Another day: just after the first package what stood before that one is kept.
    shutil.rmtree(county.home / "backups")
    before = county.entries(COUNTY)
    clerk.do("set", TOWNSHIP, "05-003", "level3=甲")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    assert county.entries(COUNTY) != before
    newest = county.shown("backups", COUNTY)["backups"][0]
    assert (newest["reason"], newest["organisation"]) == ("import", "青山县")
    inside = county.shown("restore", newest["path"], "--look", "--beside", COUNTY)
    assert inside["organisation"] == "青山县"
    county.do("restore", newest["path"], "-o", "恢复.qd")
    assert county.entries("恢复.qd") == before


def test_one_more_is_made_at_will_and_brought_to_a_stick(township: Desk) -> None:
    stick = township.path("U盘")
    stick.mkdir()
    assert "还没有" in township.do("backups", TOWNSHIP).out
    township.do("backups", TOWNSHIP, "--second", stick, "--now")
    [copy] = list(stick.rglob("*.qdbak"))
    told = township.do("restore", copy, "--look", "--beside", TOWNSHIP).out
    assert "05 社会救助：13 条" in told
    assert "一样" in told
    township.do("set", TOWNSHIP, "05-003", "level3=甲")
    assert "改过 1 条" in township.do("restore", copy, "--look", "--beside", TOWNSHIP).out
    township.do("restore", copy, "-o", "恢复.qd")
    assert township.entries("恢复.qd")["05-003"]["values"]["level3"] != "甲"
    assert "不在" in told_without_stick(township, stick)


def told_without_stick(desk: Desk, stick: Path) -> str:
    """Pull the stick out and back up once more."""
    stick.rename(desk.path("拔走"))
    desk.do("set", TOWNSHIP, "05-003", "level3=乙")
    return desk.ask("backups", TOWNSHIP, "--now").err


def test_what_cannot_be_a_second_place_is_refused(township: Desk) -> None:
    assert "U盘" in township.refused("backups", TOWNSHIP, "--second", "没有这个文件夹")
    assert township.shown("backups", TOWNSHIP)["second"] is None
    assert "-o" in township.ask("restore", "备份.qdbak").err
