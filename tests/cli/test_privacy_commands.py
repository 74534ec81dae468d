"""redact and --override on the command line: who does it is named, what was done is written down."""

from hashlib import sha256

import pytest

from tests.app.checks.seeded_numbers import MOBILE
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk

REDACT = ("redact", TOWNSHIP, "05-003")
BY = ("--reason", "误填", "--as", "陈静")


def test_a_value_is_taken_out_by_a_named_person_and_the_history_says_so(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", f"level3=找{MOBILE}")
    township.do("backup", TOWNSHIP, "-o", "备份.qdbak")
    said = township.do(*REDACT, "level3", *BY).out
    assert "不能撤销" in said and "备份.qdbak" in said
    assert township.entries(TOWNSHIP)["05-003"]["values"]["level3"] is None
    assert MOBILE.encode() not in township.path(TOWNSHIP).read_bytes()
    assert "已删去（陈静，" in township.do("history", TOWNSHIP, "05-003").out
    assert [each["redaction"] is not None for each in township.shown("history", TOWNSHIP, "05-003")].count(True) == 1
    township.do("doctor", TOWNSHIP)


def test_who_takes_it_out_must_be_named_and_why_must_be_said(township: Desk) -> None:
    before = township.contents()
    assert "--as" in township.refused(*REDACT, "level3", "--reason", "误填", code=2)
    assert "--reason" in township.refused(*REDACT, "level3", code=2)
    assert "没有要删去的内容" in township.refused(*REDACT, "没有写过的话", *BY)
    assert township.contents() == before


EXPORT = ("export", TOWNSHIP, "-o", "上报.zwgk")


def test_what_the_gate_stops_is_let_out_by_a_named_person_alone_and_written_down(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", f"level3=找{MOBILE}")
    told = township.refused(*EXPORT)
    assert "138****8000" in told and "--override" in told
    assert "--as" in township.refused(*EXPORT, "--override", "县里要原样", code=2)
    assert "个人信息" in township.refused(*EXPORT, "--override", f"他是{MOBILE}", "--as", "陈静")
    assert "没有写为什么" in township.refused(*EXPORT, "--override", " ", "--as", "陈静")
    assert not township.path("上报.zwgk").exists() and township.shown("overrides", TOWNSHIP) == []

    township.do(*EXPORT, "--override", "县里要原样", "--as", "陈静")
    (let_out,) = township.shown("overrides", TOWNSHIP)
    assert (let_out["by"], let_out["reason"], let_out["product"]) == ("陈静", "县里要原样", "上报.zwgk")
    assert let_out["sha256"] == sha256(township.path("上报.zwgk").read_bytes()).hexdigest()
    assert "138****8000" in let_out["found"][0] and MOBILE not in str(let_out)
    assert "陈静  上报.zwgk（县里要原样）" in township.do("overrides", TOWNSHIP).out


def test_an_override_covers_nothing_that_comes_later(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", f"level3=找{MOBILE}")
    township.do(*EXPORT, "--override", "县里要原样", "--as", "陈静")
    township.refused(*EXPORT, "--force")
    township.do("set", TOWNSHIP, "05-003", "level3=找13900139000")
    assert "139****9000" in township.refused(*EXPORT, "--force")
    assert len(township.shown("overrides", TOWNSHIP)) == 1


def test_an_override_of_what_is_clean_leaves_no_trace(township: Desk) -> None:
    township.do(*EXPORT, "--override", "以防万一", "--as", "陈静")
    assert township.shown("overrides", TOWNSHIP) == []


@pytest.mark.parametrize(
    ("command", "mend"),
    [
        (("uninvolved", TOWNSHIP, "-o", "说明.txt"), ("concern", TOWNSHIP, "14", "--not-applicable", f"问{MOBILE}")),
        (("distribute", TOWNSHIP, "-o", "科室"), ("set", TOWNSHIP, "05-003", f"level3=找{MOBILE}")),
    ],
)
def test_papers_that_also_show_things_are_let_out_by_the_same_words(township: Desk, command, mend) -> None:
    township.do(*mend)
    if command[0] == "distribute":
        township.do("office", TOWNSHIP, "民政办", "--field", "05")
    assert "--override" in township.refused(*command)
    assert "--as" in township.refused(*command, "--override", "领导定的", code=2)
    township.do(*command, "--override", "领导定的", "--as", "陈静")
    let_out = township.shown("overrides", TOWNSHIP)
    assert {(each["by"], each["reason"]) for each in let_out} == {("陈静", "领导定的")}
    township.do("ledger", TOWNSHIP, "-o", "台账.xlsx", "--override", "以防万一", "--as", "陈静")
    assert township.shown("overrides", TOWNSHIP) == let_out
