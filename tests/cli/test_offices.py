"""分办 typed as commands: who answers for what, tables out, answers back, who has answered."""

from pathlib import Path

import pytest

from tests.app.offices.conftest import OfficeTable
from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import WRONG_USAGE, Desk

NAME = "政策法规文件"


@pytest.fixture
def handed(township: Desk) -> OfficeTable:
    """The table of field 05 that 民政办 was given."""
    [given] = township.ask("distribute", TOWNSHIP, "--field", "05", "-o", "发", "--json").json()["given"]
    assert (given["office"], given["items"]) == ("民政办", 13)
    return OfficeTable(Path(given["file"]) if Path(given["file"]).is_absolute() else township.path(given["file"]))


def test_tables_go_out_and_answers_come_back(township: Desk, handed: OfficeTable) -> None:
    path = handed.say(NAME, publisher="兴隆镇民政办", 看过了吗="改过了").save("交回.xlsx")
    seen = township.ask("collect", TOWNSHIP, path, "--dry-run", "--json")
    assert seen.code == 0 and seen.json()["files"][0]["changed"] == 1
    [done] = township.ask("collect", TOWNSHIP, path, "--json").json()["files"]
    assert (done["result"], done["changed"], done["unanswered"]) == ("applied", 1, 12)
    assert township.entries(TOWNSHIP)["05-001"]["values"]["publisher"] == "兴隆镇民政办"
    [again] = township.ask("collect", TOWNSHIP, path, "--json").json()["files"]
    assert again["result"] == "unchanged"
    [listed] = township.ask("distribute", TOWNSHIP, "--list", "--office", "民政办", "--json").json()
    assert (listed["state"], listed["changed"], listed["unanswered"]) == ("partly", 1, 12)
    township.do("undo", TOWNSHIP)
    assert township.entries(TOWNSHIP)["05-001"]["values"]["publisher"] != "兴隆镇民政办"


def test_what_waits_or_does_not_fit_makes_the_exit_code_one(township: Desk, handed: OfficeTable) -> None:
    path = handed.say(NAME, publisher="民政办", elements="救助办法", mode="随便").save()
    township.do("set", TOWNSHIP, "05-001", "publisher=党政办", 'elements:=["救助流程"]')
    done = township.ask("collect", TOWNSHIP, path)
    assert done.code == 1 and "1 条要由人来定" in done.err and "随便" in done.out and "Y6" in done.out
    [waiting] = township.shown("proposals", TOWNSHIP)
    several = township.ask("decide", TOWNSHIP, waiting["id"], waiting["id"], "theirs", "--except", "公开主体")
    assert several.code == WRONG_USAGE and "只写一个编号" in several.err
    township.do("decide", TOWNSHIP, waiting["id"], "theirs", "--except", "公开主体")
    values = township.entries(TOWNSHIP)["05-001"]["values"]
    assert (values["publisher"], values["elements"]) == ("党政办", ["救助办法"])


def test_offices_are_changed_and_reminded(township: Desk, handed: OfficeTable) -> None:
    township.do("office", TOWNSHIP, "社会事务办", "--add", "--field", "05", "06")
    listed = {each["name"]: each["fields"] for each in township.ask("office", TOWNSHIP, "--json").json()["offices"]}
    assert listed["社会事务办"] == ["05", "06"] and listed["民政办"] == []
    township.do("undo", TOWNSHIP)
    township.do("distribute", TOWNSHIP, "--remind", "催办单.pdf")
    assert Path(township.path("催办单.pdf")).read_bytes().startswith(b"%PDF")
    township.do("distribute", TOWNSHIP, "--answered", "民政办")
    nobody = township.ask("distribute", TOWNSHIP, "--remind", "又一张.pdf")
    assert nobody.code == 1 and "没有要催的" in nobody.err
    refused = township.ask("distribute", TOWNSHIP, "--office", "没有的", "-o", "发")
    assert refused.code == 1 and "没有叫“没有的”的科室" in refused.err


def test_a_form_to_write_on_by_hand(township: Desk) -> None:
    [given] = township.ask("distribute", TOWNSHIP, "--field", "05", "-o", "手填", "--form", "--json").json()["given"]
    assert given["file"].endswith(".pdf")
