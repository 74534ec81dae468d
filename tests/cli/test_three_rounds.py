"""The whole loop over three rounds: a county, two townships, a village below one of them. Nothing is lost, nothing goes
backwards, every word is said of what it was said of."""

from pathlib import Path

import pytest

from tests.cli.desk import Desk
from tests.cli.test_returns import taken

COUNTY, XINGLONG, HEDONG, VILLAGE = "青山县.qd", "兴隆镇.qd", "河东镇.qd", "白马村.qd"
FILES = {"青山县": COUNTY, "兴隆镇": XINGLONG, "河东镇": HEDONG, "白马村": VILLAGE}


class Loop:
    """Four desks and the stick that goes between them."""

    def __init__(self, folder: Path):
        self.desks = {name: Desk(folder / name) for name in FILES}
        for desk in self.desks.values():
            desk.folder.mkdir()
        self._sent = 0

    def do(self, unit: str, command: str, *words: object) -> str:
        return self.desks[unit].do(command, FILES[unit], *words).out

    def shown(self, unit: str, command: str, *words: object):
        return self.desks[unit].shown(command, FILES[unit], *words)

    def send(self, unit: str, command: str, *words: object) -> Path:
        self._sent += 1
        name = f"{self._sent:02}.zwgk"
        self.do(unit, command, *words, "-o", name)
        return self.desks[unit].path(name)

    def take(self, unit: str, package: Path) -> dict:
        return taken(self.desks[unit], FILES[unit], package)

    def set_up_below(self, parent: str, child: str, code: str, person: str) -> None:
        """Roster, start file, workspace; the child's first package is admitted by its fingerprint."""
        self.do(parent, "roster", "add", "--name", child, "--code", code)
        start = self.send(parent, "export", "--kind", "start", "--to", child)
        self.do(child, "new", "--start", start, "--as", person)

    def hand_in(self, child: str, parent: str) -> dict:
        package = self.send(child, "export")
        file = self.take(parent, package)
        if file["result"] == "refused" and "认可" in file["reason"]:
            self.do(parent, "roster", "admit", package, "--fingerprint", self.desks[parent].fingerprint(package))
            file = self.take(parent, package)
        return file

    def entry(self, unit: str, owner: str, code: str) -> dict:
        (found,) = [e for e in self.shown(unit, "entries") if (e["organisation"], e["item"]) == (owner, code)]
        return found

    def verdicts(self, unit: str, owner: str, *codes: str) -> list[str | None]:
        return [self.entry(unit, owner, code)["verdict"] for code in codes]


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    loop = Loop(tmp_path)
    loop.do(
        "青山县", "new", "--role", "county", "--name", "青山县", "--code", "990124", "--edition", "2026", "--as", "周敏"
    )
    loop.set_up_below("青山县", "兴隆镇", "990124101", "陈静")
    loop.set_up_below("青山县", "河东镇", "990124102", "何平")
    loop.set_up_below("兴隆镇", "白马村", "990124101201", "吴学军")
    for unit in ("兴隆镇", "河东镇", "白马村"):
        loop.do(unit, "adopt", "--field", "05")
    return loop


@pytest.mark.drill
def test_three_rounds_between_a_county_two_townships_and_a_village(loop: Loop) -> None:
    # Round 1: everybody hands in; the township reviews its village as the county reviews it.
    assert loop.hand_in("白马村", "兴隆镇")["result"] == "applied"
    assert loop.hand_in("兴隆镇", "青山县")["result"] == "applied"
    assert loop.hand_in("河东镇", "青山县")["result"] == "applied"
    county = loop.desks["青山县"]
    assert "不知道是哪一个" in county.refused("verdict", COUNTY, "05-001", "通过")
    loop.do("青山县", "verdict", "05-001", "05-002", "退回", "--unit", "兴隆镇", "--comment", "没有写全")
    loop.do("青山县", "verdict", "05-003", "退回", "--unit", "兴隆镇", "--propose", "level3=县里建议的")
    loop.do("青山县", "verdict", "05-001", "通过", "--unit", "河东镇")
    loop.do("青山县", "verdict", "05-002", "退回", "--unit", "河东镇", "--comment", "不该退的")
    loop.do("青山县", "undo")
    first = loop.send("青山县", "return", "--to", "兴隆镇")
    hedong = loop.send("青山县", "return", "--to", "河东镇")
    loop.do("兴隆镇", "verdict", "05-002", "退回", "--unit", "白马村", "--comment", "村里再核一下")
    village = loop.send("兴隆镇", "return", "--to", "白马村")

    assert "不是交给本单位的" in loop.take("河东镇", first)["reason"]
    assert "不是交给本单位的" in loop.take("兴隆镇", village)["reason"]
    assert loop.take("河东镇", hedong)["new"] == 1
    assert loop.take("白马村", village)["result"] == "applied"
    assert loop.take("兴隆镇", first)["result"] == "waiting"
    assert loop.verdicts("河东镇", "河东镇", "05-001", "05-002") == ["accepted", "pending"]
    assert loop.verdicts("白马村", "白马村", "05-002") == ["returned"]
    assert loop.verdicts("兴隆镇", "兴隆镇", "05-001", "05-002", "05-003") == ["returned"] * 3
    assert loop.verdicts("兴隆镇", "白马村", "05-002") == ["returned"]

    # Round 2: mended, answered, taken over; an edit is taken back in between.
    (waiting,) = loop.shown("兴隆镇", "proposals")
    loop.do("兴隆镇", "decide", waiting["id"], "theirs")
    loop.do("兴隆镇", "set", "05-001", "level3=写全了")
    loop.do("兴隆镇", "set", "05-002", "level3=写错了")
    assert loop.verdicts("兴隆镇", "兴隆镇", "05-002") == [None]
    loop.do("兴隆镇", "undo")
    assert loop.verdicts("兴隆镇", "兴隆镇", "05-002") == ["returned"]
    loop.do("兴隆镇", "answer", "05-002", "就这些")
    loop.do("白马村", "set", "05-002", "level3=核过了")
    assert loop.hand_in("白马村", "兴隆镇")["changed"] == 1
    file = loop.hand_in("兴隆镇", "青山县")
    assert (file["result"], file["new"], file["answers"]) == ("applied", 0, 1)
    assert (file["changed"], file["conflicting"]) == (2, 0)
    assert loop.verdicts("青山县", "兴隆镇", "05-001", "05-002", "05-003") == ["pending", "returned", "pending"]
    assert loop.entry("青山县", "兴隆镇", "05-003")["values"]["level3"] == "县里建议的"
    (open_return,) = loop.shown("青山县", "returns", "--unit", "兴隆镇")
    assert (open_return["item"], open_return["verdict"]["answer"]) == ("05-002", "就这些")
    loop.do("青山县", "verdict", "05-001", "05-002", "05-003", "通过", "--unit", "兴隆镇")
    second = loop.send("青山县", "return", "--to", "兴隆镇")
    receipt = loop.send("青山县", "receipt", "--to", "兴隆镇")

    # The newer return comes first, the old one once more after it; then the receipt.
    assert loop.take("兴隆镇", second)["result"] == "applied"
    assert loop.verdicts("兴隆镇", "兴隆镇", "05-001", "05-002", "05-003") == ["accepted"] * 3
    before = loop.shown("兴隆镇", "entries")
    assert loop.take("兴隆镇", first)["result"] == "unchanged"
    assert "收到了第 2 轮" in loop.take("兴隆镇", receipt)["reason"]
    assert loop.shown("兴隆镇", "entries") == before
    assert loop.shown("兴隆镇", "returns") == loop.shown("兴隆镇", "proposals") == []

    # Round 3: a backup from before is restored and hands in again beside what went on.
    township = loop.desks["兴隆镇"]
    township.do("backup", XINGLONG, "-o", "备份.qdbak")
    loop.do("兴隆镇", "set", "05-001", "level3=第三轮")
    assert loop.hand_in("兴隆镇", "青山县")["changed"] == 1
    assert loop.verdicts("青山县", "兴隆镇", "05-001", "05-002") == ["pending", "accepted"]
    loop.do("青山县", "verdict", "05-001", "退回", "--unit", "兴隆镇", "--comment", "第三轮的意见")
    third = loop.send("青山县", "return", "--to", "兴隆镇")
    township.do("restore", "备份.qdbak", "-o", XINGLONG, "--force")
    loop.do("兴隆镇", "set", "05-001", "level3=恢复以后写的")
    loop.do("兴隆镇", "set", "05-004", "level3=恢复以后加的")
    told = loop.take("兴隆镇", third)
    assert "不在这个工作文件里" in told["reason"]
    assert loop.verdicts("兴隆镇", "兴隆镇", "05-001") == [None]
    file = loop.hand_in("兴隆镇", "青山县")
    assert (file["result"], file["changed"], file["conflicting"]) == ("waiting", 1, 1)
    assert loop.entry("青山县", "兴隆镇", "05-001")["values"]["level3"] == "第三轮"
    assert loop.verdicts("青山县", "兴隆镇", "05-001", "05-004") == ["returned", "pending"]
    (fork,) = loop.shown("青山县", "proposals")
    loop.do("青山县", "decide", fork["id"], "theirs")
    assert loop.entry("青山县", "兴隆镇", "05-001")["values"]["level3"] == "恢复以后写的"
    assert loop.verdicts("青山县", "兴隆镇", "05-001") == ["pending"]
    assert [said["comment"] for said in loop.shown("青山县", "comments", "05-001", "--unit", "兴隆镇")] == [
        "没有写全",
        "",
        "第三轮的意见",
    ]
    for unit in FILES:
        loop.do(unit, "doctor")
