"""The words that a place uses in its tables hold wherever cells are read: in what is pasted, in what comes back from
an office, in the places of the ledger."""

from pathlib import Path

from tests.app.offices.conftest import OfficeTable
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

WORDS = """\
as_of: '2026-11'
table_heads:
- {text: 凭什么晒, column: basis}
- {text: 谁来晒, column: publisher}
table_channels:
- {text: 溪下通, channel: 两微一端}
- {text: 明白墙, channel: 其他}
table_levels:
- {text: 片区, levels: [township]}
"""
NAME = "政策法规文件"
BLOCK = f"二级事项\t谁来晒\t公开渠道\t公开层级\n{NAME}\t兴隆镇民政办\t溪下通\t片区\n"


def worded(desk: Desk) -> None:
    desk.path("词.yaml").write_text(WORDS, encoding="utf-8")
    desk.do("definition", "set", TOWNSHIP, "词.yaml")


def pasted(desk: Desk) -> dict:
    desk.path("块.txt").write_text(BLOCK, encoding="utf-8")
    return desk.ask("paste", TOWNSHIP, "块.txt", "--field", "05", "--dry-run", "--json").json()


def test_what_is_pasted_is_read_by_them(township: Desk) -> None:
    township.do("adopt", TOWNSHIP, "--field", "05")
    township.do("set", TOWNSHIP, "05-001", "publisher=党政办")
    before = pasted(township)
    assert {each["element"] for each in before["refused"]} == {"levels"}
    worded(township)
    assert pasted(township)["refused"] == []
    township.do("paste", TOWNSHIP, "块.txt", "--field", "05")
    values = township.entries(TOWNSHIP)["05-001"]["values"]
    assert (values["publisher"], values["channels"], values["levels"]) == ("兴隆镇民政办", ["两微一端"], ["乡级"])


def test_what_an_office_writes_is_read_by_them(township: Desk) -> None:
    worded(township)
    [given] = township.ask("distribute", TOWNSHIP, "--field", "05", "-o", "发", "--json").json()["given"]
    table = OfficeTable(Path(township.path(given["file"])))
    back = table.tick(NAME, "政府网站", other="溪下通、明白墙").save("交回.xlsx")
    township.do("collect", TOWNSHIP, back)
    values = township.entries(TOWNSHIP)["05-001"]["values"]
    assert (values["channels"], values["channels_other"]) == (["政府网站", "两微一端", "其他"], "明白墙")


def test_a_place_of_the_ledger_is_the_channel_that_they_say(township: Desk) -> None:
    township.do("adopt", TOWNSHIP, "--field", "05")
    township.do("set", TOWNSHIP, "05-001", 'channels:=["两微一端"]')
    township.do("publish", TOWNSHIP, "05-001", "--formed", "2026-11-02")
    [line] = township.shown("ledger", TOWNSHIP)
    for stage in ("初审", "保密审查", "签发"):
        township.do("review", TOWNSHIP, line["id"], stage, "--summary", "名单", "--as", "周主任")
    township.do("publish", TOWNSHIP, line["id"], "--on", "2026-11-03", "--where", "溪下通")
    [line] = township.shown("ledger", TOWNSHIP)
    assert line["missing"] == ["两微一端"]
    worded(township)
    [line] = township.shown("ledger", TOWNSHIP)
    assert line["missing"] == []
