"""The backups nobody asks for, from outside: listed, looked into, restored, and brought to a second place."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl

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


def test_a_damaged_file_is_salvaged_and_everything_is_dumped(township: Desk) -> None:
    before = township.entries(TOWNSHIP)
    with closing(sqlite3.connect(township.path(TOWNSHIP))) as database:
        database.execute(
            "UPDATE entry SET content = replace(content, ?, ?) WHERE item = '05-003'", ('"draft"', '"ready"')
        )
        database.commit()
    assert "对不上" in township.ask("doctor", TOWNSHIP).out
    assert "全部救到了" in township.do("doctor", TOWNSHIP, "--salvage", "救.qd").out
    assert township.entries("救.qd") == before
    township.do("doctor", "救.qd")
    assert "救.qd" in township.refused("doctor", TOWNSHIP, "--salvage", "救.qd")
    township.do("dump", "救.qd", "应急")
    [data] = township.path("应急").glob("*.json")
    content = json.loads(data.read_text(encoding="utf-8"))
    assert {each["id"]: each["content"]["values"] for each in content["entries"]} == {
        view["id"]: view["values"] for view in before.values()
    }
    assert {"organisation", "roster"} & content["records"].keys()
    [table] = township.path("应急").glob("*.xlsx")
    sheet = openpyxl.load_workbook(table).worksheets[0]
    assert sheet.max_row == len(before) + 1
    assert "临时救助" in str(list(sheet.values))
    # A second one takes no name that is there.
    township.do("dump", "救.qd", "应急")
    assert len(list(township.path("应急").iterdir())) == 4
