"""The JSON that other programs rely on: keys, kinds, and nothing else on standard output."""

import uuid

from tests.cli import shapes
from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.shapes import assert_all, assert_shape


def test_fields(township: Desk) -> None:
    fields = township.shown("fields", TOWNSHIP)
    assert_all(fields, shapes.FIELD)
    assert [row["code"] for row in fields] == [f"{number:02d}" for number in range(1, 33)]
    for row in fields:
        assert sum(row["evidence"].values()) == row["items"]
    assert (fields[4]["name"], fields[4]["items"], fields[4]["drafted"]) == ("社会救助", 13, 13)


def test_fields_count_what_exists_and_what_is_ready(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-001", "--state", "ready")
    township.do("set", TOWNSHIP, "05-002", "--not-applicable", "本镇没有")
    township.do("remove", TOWNSHIP, "05-003")
    township.do("confirm", TOWNSHIP, "05-004", "--as", "王芳")
    row = township.counts(TOWNSHIP)["兴隆镇", "05"]
    assert (row["items"], row["drafted"], row["ready"], row["not_applicable"]) == (13, 11, 1, 1)
    assert row["evidence"]["confirmed"] == 1


def test_entries(township: Desk) -> None:
    township.do("add", TOWNSHIP, "--field", "05", "level1=综合业务", "level2=乡贤榜")
    entries = township.shown("entries", TOWNSHIP)
    assert_all(entries, shapes.ENTRY)
    assert len(entries) == 14
    assert {entry["organisation"] for entry in entries} == {"兴隆镇"}
    assert str(uuid.UUID(entries[0]["id"])) == entries[0]["id"]
    assert len(entries[0]["revision"]) == 64
    # It stands behind the items of the standard under the same heading.
    local = next(entry for entry in entries if entry["item"] is None)
    assert (local["relation"], local["item"], local["values"]["level2"]) == ("local", None, "乡贤榜")
    assert township.shown("entries", TOWNSHIP, "--field", "19") == []


def test_values_have_the_shapes_of_their_kinds(township: Desk) -> None:
    values = township.entries(TOWNSHIP)["05-004"]["values"]
    assert isinstance(values["level1"], str)
    assert all(isinstance(text, str) for text in values["elements"])
    assert set(values["basis"][0]) == {"title", "number", "kind", "article"}
    assert set(values["deadline"]) == {"text", "count", "unit", "event", "notice_days", "notice_unit"}
    assert values["audience"] in ("全社会", "特定群体", "全社会和特定群体")
    assert values["mode"] in ("主动公开", "依申请公开", "主动公开和依申请公开")
    assert set(values["levels"]) <= {"县级", "乡级", "村级"}
    assert isinstance(values["channels"], list)


def test_search(township: Desk) -> None:
    for words in ("低保", "dibao", "db"):
        found = township.shown("search", TOWNSHIP, words)
        assert_all(found, shapes.FOUND)
        assert "05-004" in {row["item"] for row in found if row["kind"] == "entry"}
    assert township.shown("search", TOWNSHIP, "没有这样的词") == []


def test_check(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-004", "basis=", "mode=依申请公开")
    answer = township.ask("check", TOWNSHIP, "--field", "05", "--json")
    findings = answer.json()
    assert_all(findings, shapes.FINDING)
    assert answer.code == 1
    missing = next(finding for finding in findings if finding["element"] == "basis")
    assert (missing["severity"], missing["organisation"], missing["field"], missing["item"]) == (
        *("block", "兴隆镇"),
        *("05", "05-004"),
    )
    assert missing["entry"] == township.entries(TOWNSHIP)["05-004"]["id"]
    assert township.shown("check", TOWNSHIP, "--field", "18") == []


def test_import_and_inspect(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    package = clerk.path("上报1.zwgk")
    inspected = county.shown("inspect", package)
    assert_shape(inspected, shapes.INSPECTED)
    assert (inspected["kind"], inspected["round"], inspected["edition"]) == ("submission", 1, "2026")
    assert [len(group) for group in inspected["fingerprint"].split()] == [5] * 6
    for words in (("--dry-run",), ()):
        taken = county.shown("import", COUNTY, package, *words)
        assert list(taken) == ["files"]
        assert_all(taken["files"], shapes.TAKEN_IN)


def test_refused_files_are_json_too_and_the_reason_stands_on_standard_error(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    county.path("不是.zwgk").write_bytes(b"abc")
    answer = county.ask("import", COUNTY, "不是.zwgk", clerk.path("上报1.zwgk"), "--json")
    wrong, known = answer.json()["files"]
    assert_shape(wrong, shapes.TAKEN_IN)
    assert (answer.code, wrong["result"], known["result"]) == (1, "refused", "unchanged")
    assert wrong["reason"] in answer.err


def test_workday(desk: Desk) -> None:
    answer = desk.shown("workday", "2026-09-28", "+20")
    assert_shape(answer, shapes.WORKDAY)
    assert_all(answer["skipped"], shapes.DAY_OFF)
    assert answer["date"] == "2026-10-30"
    assert {"date": "2026-10-01", "reason": "国庆节放假"}.items() <= answer["skipped"][0].items()


def test_history(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "level3=甲")
    first, second = township.shown("history", TOWNSHIP, "05-003")
    assert second["differences"] == {"level3": {"before": None, "after": "甲"}}
    assert second["revision"] == township.entries(TOWNSHIP)["05-003"]["revision"]
    assert first["person"] == second["person"] == "陈静"


def test_proposals_are_an_empty_list_when_nothing_waits(township: Desk) -> None:
    assert township.shown("proposals", TOWNSHIP) == []
