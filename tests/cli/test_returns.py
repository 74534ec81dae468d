"""What comes back to a township: verdicts at its entries, proposed values that wait for it, receipts; and answers."""

from pathlib import Path

import pytest

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk


def send_back(county: Desk, name: str) -> Path:
    county.do("return", COUNTY, "--to", "兴隆镇", "-o", name)
    return county.path(name)


def hand_in(clerk: Desk, county: Desk, name: str) -> dict:
    clerk.do("export", TOWNSHIP, "-o", name)
    return taken(county, COUNTY, clerk.path(name))


def taken(desk: Desk, workspace: str, package: Path) -> dict:
    (file,) = desk.ask("import", workspace, package, "--json").json()["files"]
    return file


def verdicts(desk: Desk, workspace: str, *codes: str) -> list[str | None]:
    entries = desk.entries(workspace)
    return [entries[code]["verdict"] for code in codes]


@pytest.fixture
def desks(handed_in: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The township trusts its county by the fingerprint of the first return."""
    clerk, county = handed_in
    county.do("verdict", COUNTY, "05-001", "通过")
    county.do("verdict", COUNTY, "05-002", "退回", "--comment", "没有写全")
    county.do("verdict", COUNTY, "05-003", "退回", "--propose", "publisher=兴隆镇便民服务中心")
    first = send_back(county, "退回1.zwgk")
    assert "还没有认可成上级" in taken(clerk, TOWNSHIP, first)["reason"]
    clerk.do("trust", TOWNSHIP, first, "--fingerprint", clerk.fingerprint(first))
    return clerk, county


def test_a_return_marks_the_entries_and_its_values_wait(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    first = county.path("退回1.zwgk")
    before = clerk.contents()
    (seen,) = clerk.ask("import", TOWNSHIP, first, "--dry-run", "--json").json()["files"]
    assert clerk.contents() == before
    file = taken(clerk, TOWNSHIP, first)
    assert (file["kind"], file["result"], file["new"], file["conflicting"]) == ("return", "waiting", 3, 1)
    assert seen | {"applied": True} == file
    assert "通过 1 条、退回 2 条" in file["reason"] and "建议" in file["reason"]
    assert verdicts(clerk, TOWNSHIP, "05-001", "05-002", "05-003", "05-004") == [
        "accepted",
        "returned",
        "returned",
        "pending",
    ]
    again = taken(clerk, TOWNSHIP, first)
    assert (again["result"], again["unchanged"]) == ("unchanged", 3) and "已收过" in again["reason"]

    (waiting,) = clerk.shown("proposals", TOWNSHIP)
    assert [element["element"] for element in waiting["elements"]] == ["publisher"]
    ours = clerk.entries(TOWNSHIP)["05-003"]["values"]["publisher"]
    clerk.do("decide", TOWNSHIP, waiting["id"], "ours")
    assert clerk.entries(TOWNSHIP)["05-003"]["values"]["publisher"] == ours
    assert verdicts(clerk, TOWNSHIP, "05-003") == ["returned"]
    clerk.do("undo", TOWNSHIP)
    clerk.do("decide", TOWNSHIP, waiting["id"], "theirs")
    assert clerk.entries(TOWNSHIP)["05-003"]["values"]["publisher"] == "兴隆镇便民服务中心"
    assert verdicts(clerk, TOWNSHIP, "05-003") == [None]
    assert [each["item"] for each in clerk.shown("returns", TOWNSHIP)] == ["05-002"]


def test_an_answer_goes_up_with_the_next_round(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    taken(clerk, TOWNSHIP, county.path("退回1.zwgk"))
    clerk.do("answer", TOWNSHIP, "05-002", "镇里就这几项")
    clerk.do("set", TOWNSHIP, "05-003", "level3=改过了")
    file = hand_in(clerk, county, "上报2.zwgk")
    assert (file["result"], file["new"], file["changed"], file["answers"]) == ("applied", 0, 1, 1)
    (said,) = county.shown("comments", COUNTY, "05-002")
    assert (said["answer"], said["answered_by"]) == ("镇里就这几项", "陈静")
    (open_return,) = county.shown("returns", COUNTY, "--unit", "兴隆镇")
    assert (open_return["item"], open_return["answered"]) == ("05-002", True)
    assert verdicts(county, COUNTY, "05-002", "05-003") == ["returned", "pending"]
    clerk.do("answer", TOWNSHIP, "05-002", "县局同意的")
    assert hand_in(clerk, county, "上报3.zwgk")["answers"] == 1
    assert county.shown("comments", COUNTY, "05-002")[0]["answer"] == "县局同意的"
    assert taken(county, COUNTY, clerk.path("上报2.zwgk"))["reason"].startswith("这份文件已收过")


def test_an_old_return_after_a_newer_one_changes_nothing(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    clerk.do("set", TOWNSHIP, "05-002", "level3=写全了")
    hand_in(clerk, county, "上报2.zwgk")
    county.do("verdict", COUNTY, "05-002", "05-003", "通过")
    second = send_back(county, "退回2.zwgk")
    assert "第 2 轮" in county.do("return", COUNTY, "--to", "兴隆镇", "-o", "再写一次.zwgk").out
    assert county.path("再写一次.zwgk").read_bytes() == second.read_bytes()
    assert taken(clerk, TOWNSHIP, second)["result"] == "applied"
    assert verdicts(clerk, TOWNSHIP, "05-002", "05-003") == ["accepted", "accepted"]
    before = clerk.entries(TOWNSHIP)
    old = taken(clerk, TOWNSHIP, county.path("退回1.zwgk"))
    assert (old["result"], old["unchanged"], old["new"]) == ("unchanged", 3, 0)
    assert clerk.entries(TOWNSHIP) == before
    assert clerk.shown("proposals", TOWNSHIP) == []


def test_a_return_about_what_has_been_changed_since_is_history(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    clerk.do("set", TOWNSHIP, "05-002", "level3=另写")
    file = taken(clerk, TOWNSHIP, county.path("退回1.zwgk"))
    assert "1 条说的是以前的内容" in file["reason"]
    assert verdicts(clerk, TOWNSHIP, "05-002") == [None]
    (said,) = clerk.shown("comments", TOWNSHIP, "05-002")
    assert (said["comment"], said["is_current"]) == ("没有写全", False)
    clerk.do("undo", TOWNSHIP)
    assert clerk.shown("comments", TOWNSHIP, "05-002") == []
    clerk.do("undo", TOWNSHIP)
    assert taken(clerk, TOWNSHIP, county.path("退回1.zwgk"))["new"] == 3
    assert verdicts(clerk, TOWNSHIP, "05-002") == ["returned"]


def test_a_later_return_closes_what_an_earlier_one_proposed(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    taken(clerk, TOWNSHIP, county.path("退回1.zwgk"))
    county.do("verdict", COUNTY, "05-003", "退回", "--propose", "publisher=兴隆镇人民政府办公室")
    taken(clerk, TOWNSHIP, send_back(county, "退回2.zwgk"))
    (waiting,) = clerk.shown("proposals", TOWNSHIP)
    assert waiting["elements"][0]["theirs"] == "兴隆镇人民政府办公室"
    county.do("verdict", COUNTY, "05-003", "收回")
    back = taken(clerk, TOWNSHIP, send_back(county, "退回3.zwgk"))
    assert (back["withdrawn"], back["removed"]) == (1, 0)
    assert clerk.shown("proposals", TOWNSHIP) == []
    assert verdicts(clerk, TOWNSHIP, "05-003") == ["pending"]


def test_a_receipt_says_what_the_county_has(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    county.do("receipt", COUNTY, "--to", "兴隆镇", "-o", "回执1.zwgk")
    file = taken(clerk, TOWNSHIP, county.path("回执1.zwgk"))
    assert (file["kind"], file["result"]) == ("receipt", "applied")
    assert "收到了第 1 轮" in file["reason"] and "13 条" in file["reason"]
    assert "已收过" in taken(clerk, TOWNSHIP, county.path("回执1.zwgk"))["reason"]
    (round,) = clerk.shown("rounds", TOWNSHIP)["rounds"]
    assert round["received_at"] is not None
    assert "上级已收到" in clerk.do("rounds", TOWNSHIP).out
    clerk.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    clerk.do("set", TOWNSHIP, "05-004", "level3=别处写的")
    hand_in(clerk, county, "上报2.zwgk")
    county.do("receipt", COUNTY, "--to", "兴隆镇", "-o", "回执2.zwgk")
    clerk.do("restore", "备份.qdbak", "-o", "旧.qd")
    old = taken(clerk, "旧.qd", county.path("回执2.zwgk"))
    assert old["result"] == "applied" and "不是从这个工作文件交出的" in old["reason"] and "恢复文件" in old["reason"]
    assert taken(clerk, TOWNSHIP, county.path("回执2.zwgk"))["result"] == "applied"


def test_a_computer_of_the_county_is_believed_no_longer(desks: tuple[Desk, Desk]) -> None:
    clerk, county = desks
    first = county.path("退回1.zwgk")
    digits = clerk.fingerprint(first)
    assert f"上级 青山县\t{digits}" in clerk.do("trust", TOWNSHIP).out
    clerk.refused("trust", TOWNSHIP, "--withdraw", "1" * 30)
    clerk.do("trust", TOWNSHIP, "--withdraw", digits)
    (known,) = clerk.shown("trust", TOWNSHIP)
    assert (known["unit"], known["fingerprint"], known["is_revoked"]) == ("上级 青山县", digits, True)
    refusal = clerk.refused("import", TOWNSHIP, first)
    assert "停用" in refusal and "trust WS" in refusal
    clerk.do("trust", TOWNSHIP, first, "--fingerprint", digits)
    assert taken(clerk, TOWNSHIP, first)["result"] == "waiting"


def test_a_township_goes_over_to_another_county(desks: tuple[Desk, Desk], tmp_path: Path) -> None:
    clerk, county = desks
    other = Desk(tmp_path / "白水县")
    other.folder.mkdir()
    other.do("new", "白水县.qd", "--role", "county", "--name", "白水县")
    other.do("roster", "白水县.qd", "add", "--name", "兴隆镇")
    other.do("export", "白水县.qd", "--kind", "start", "--to", "兴隆镇", "-o", "开始.zwgk")
    start = other.path("开始.zwgk")
    words = ("trust", TOWNSHIP, start, "--fingerprint", clerk.fingerprint(start))
    assert "--new-parent" in clerk.refused(*words)
    assert "上级“白水县”" in clerk.do(*words, "--new-parent").out
    assert "不是本单位的上级" in clerk.refused("import", TOWNSHIP, county.path("退回1.zwgk"))
    county.refused("roster", COUNTY, "remove", "--unit", "兴隆镇")
    county.do("roster", COUNTY, "release", "--unit", "兴隆镇")
    assert "还没有单位" in county.do("roster", COUNTY).out
