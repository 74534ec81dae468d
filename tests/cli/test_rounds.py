"""Rounds after the first: what changed is counted right, the same content is the same round, nothing goes backwards."""

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk

COUNTS = ("new", "changed", "cleared", "removed", "unchanged", "conflicting")


def taken(county: Desk, package: object, *words: str) -> tuple[str, int, tuple[int, ...]]:
    """Import one package; the result, the exit code and the counts."""
    answer = county.ask("import", COUNTY, package, "--json", *words)
    (file,) = answer.json()["files"]
    return file["result"], answer.code, tuple(file[name] for name in COUNTS)


def test_a_second_round_is_counted_by_kind_of_change(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-001", "level3=实施细则")
    clerk.do("set", TOWNSHIP, "05-002", "audience=")
    clerk.do("remove", TOWNSHIP, "05-009")
    clerk.do("add", TOWNSHIP, "--field", "05", "level1=综合业务", "level2=乡贤榜")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    package = clerk.path("上报2.zwgk")
    assert county.shown("inspect", package)["round"] == 2

    before = county.contents()
    assert taken(county, package, "--dry-run") == ("applied", 0, (1, 1, 1, 1, 10, 0))
    assert county.contents() == before
    assert taken(county, package) == ("applied", 0, (1, 1, 1, 1, 10, 0))
    assert taken(county, package) == ("unchanged", 0, (0, 0, 0, 0, 14, 0))
    assert county.entries(COUNTY) == clerk.entries(TOWNSHIP)
    assert county.entries(COUNTY)["05-002"]["values"]["audience"] is None
    assert "05-009" not in county.entries(COUNTY)


def test_taking_in_can_be_undone_and_done_again(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    before = county.entries(COUNTY)
    clerk.do("set", TOWNSHIP, "05-001", "level3=实施细则")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    after = county.entries(COUNTY)
    assert "收下兴隆镇第 2 轮" in county.do("undo", COUNTY).out
    undone = county.entries(COUNTY)
    assert {code: entry["values"] for code, entry in undone.items()} == {
        code: entry["values"] for code, entry in before.items()
    }
    assert taken(county, clerk.path("上报2.zwgk")) == ("applied", 0, (0, 1, 0, 0, 12, 0))
    assert county.entries(COUNTY)["05-001"]["values"] == after["05-001"]["values"]


def test_several_files_with_options_between_them(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-001", "level3=二")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    first, second = clerk.path("上报1.zwgk"), clerk.path("上报2.zwgk")
    files = county.do("import", COUNTY, first, "--json", second, "--as", "周敏").json()["files"]
    assert [file["result"] for file in files] == ["unchanged", "applied"]


def test_unchanged_content_is_the_same_round_and_the_same_bytes(handed_in: tuple[Desk, Desk]) -> None:
    clerk, _ = handed_in
    first = clerk.path("上报1.zwgk").read_bytes()
    assert "第 1 轮" in clerk.do("export", TOWNSHIP, "-o", "再一次.zwgk").out
    assert clerk.path("再一次.zwgk").read_bytes() == first
    clerk.do("set", TOWNSHIP, "05-001", "level3=甲")
    clerk.do("undo", TOWNSHIP)
    assert "第 2 轮" in clerk.do("export", TOWNSHIP, "-o", "之后.zwgk").out


def test_an_older_file_changes_nothing(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("set", TOWNSHIP, "05-001", "level3=二")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    clerk.do("set", TOWNSHIP, "05-001", "level3=三")
    clerk.do("export", TOWNSHIP, "-o", "上报3.zwgk")
    assert taken(county, clerk.path("上报3.zwgk"))[0] == "applied"
    before = county.entries(COUNTY)
    assert taken(county, clerk.path("上报2.zwgk")) == ("unchanged", 0, (0, 0, 0, 0, 13, 0))
    assert county.entries(COUNTY) == before


def test_a_file_from_a_restored_backup_waits_for_a_decision(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    clerk.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    clerk.do("set", TOWNSHIP, "05-001", "level3=新写的")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    clerk.do("restore", "备份.qdbak", "-o", "恢复.qd")
    clerk.do("set", "恢复.qd", "05-001", "level3=另写的")
    clerk.do("set", "恢复.qd", "05-004", "level3=没人改过的")
    clerk.do("export", "恢复.qd", "-o", "另一支.zwgk")
    package = clerk.path("另一支.zwgk")

    assert taken(county, package) == ("waiting", 1, (0, 1, 0, 0, 11, 1))
    (waiting,) = county.shown("proposals", COUNTY)
    assert (waiting["organisation"], waiting["change"]) == ("兴隆镇", "conflict")
    (element,) = waiting["elements"]
    assert (element["element"], element["ours"], element["theirs"]) == ("level3", "新写的", "另写的")
    listed = county.do("proposals", COUNTY).out
    assert all(word in listed for word in (waiting["id"][:8], "三级事项", "新写的", "另写的"))
    assert "没有编号" in county.refused("decide", COUNTY, "00000000", "theirs")

    county.do("decide", COUNTY, waiting["id"][:8], "theirs")
    assert county.entries(COUNTY)["05-001"]["values"]["level3"] == "另写的"
    assert county.entries(COUNTY)["05-004"]["values"]["level3"] == "没人改过的"
    assert county.shown("proposals", COUNTY) == []
    assert "已收过" in county.do("import", COUNTY, package).out

    county.do("undo", COUNTY)
    assert county.entries(COUNTY)["05-001"]["values"]["level3"] == "新写的"
    (again,) = county.shown("proposals", COUNTY)
    county.do("decide", COUNTY, again["id"], "ours")
    assert county.entries(COUNTY)["05-001"]["values"]["level3"] == "新写的"


def test_what_has_gone_out_follows_on_after_the_decision(handed_in: tuple[Desk, Desk]) -> None:
    """The branch that was decided for goes on without another conflict."""
    clerk, county = handed_in
    clerk.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    clerk.do("set", TOWNSHIP, "05-001", "level3=新写的")
    clerk.do("export", TOWNSHIP, "-o", "上报2.zwgk")
    county.do("import", COUNTY, clerk.path("上报2.zwgk"))
    clerk.do("restore", "备份.qdbak", "-o", TOWNSHIP, "--force")
    clerk.do("set", TOWNSHIP, "05-001", "level3=另写的")
    clerk.do("export", TOWNSHIP, "-o", "另一支.zwgk")
    county.ask("import", COUNTY, clerk.path("另一支.zwgk"))
    (waiting,) = county.shown("proposals", COUNTY)
    county.do("decide", COUNTY, waiting["id"], "theirs")
    clerk.do("set", TOWNSHIP, "05-001", "level3=接着写的")
    clerk.do("export", TOWNSHIP, "-o", "上报4.zwgk")
    assert taken(county, clerk.path("上报4.zwgk")) == ("applied", 0, (0, 1, 0, 0, 12, 0))
    assert county.entries(COUNTY)["05-001"]["values"]["level3"] == "接着写的"
