"""redact on the command line: who does it is named, what went and what is left to do is told."""

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
