"""Editing entries from the command line: naming them, values, states, removing, stepping back, going final."""

from pathlib import Path

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.products import cells, pdf_text


def test_an_entry_is_named_by_item_id_or_the_beginning_of_the_id(township: Desk) -> None:
    id = township.entries(TOWNSHIP)["05-003"]["id"]
    for number, name in enumerate((id, id[:8])):
        township.do("set", TOWNSHIP, name, f"level3=第{number}次")
        assert township.entries(TOWNSHIP)["05-003"]["values"]["level3"] == f"第{number}次"
    for wrong in ("05-099", id[:7], "%"):
        assert f"“{wrong}”" in township.refused("history", TOWNSHIP, wrong)
    assert id[:8] in township.do("entries", TOWNSHIP).out


def test_the_same_item_of_several_units_is_ambiguous(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    county.do("adopt", COUNTY, "--item", "05-003")
    assert county.shown("history", COUNTY, "05-003")[-1]["label"].startswith("采用")
    assert "别的单位" in county.refused("remove", COUNTY, "05-004")
    assert "别的单位" in county.refused("confirm", COUNTY, "05-004")
    assert county.entries(COUNTY)["05-004"] == clerk.entries(TOWNSHIP)["05-004"]


def test_values_are_set_cleared_and_checked(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "level3=甲=乙 丙", 'elements:=["一","二"]', "audience=group")
    values = township.entries(TOWNSHIP)["05-003"]["values"]
    assert (values["level3"], values["elements"], values["audience"]) == ("甲=乙 丙", ["一", "二"], "特定群体")
    township.do("set", TOWNSHIP, "05-003", "level3=", "elements:=null")
    values = township.entries(TOWNSHIP)["05-003"]["values"]
    assert (values["level3"], values["elements"]) == (None, None)
    assert "没有改动" in township.do("set", TOWNSHIP, "05-003", "level3=").out

    before = township.contents()
    for wrong, told in {
        "publish=甲": "publisher",
        "audience=所有人": "全社会",
        'basis:=[{"url":"x"}]': "title",
        "level1=" + "长" * 20_001: "20000",
    }.items():
        assert told in township.refused("set", TOWNSHIP, "05-003", "level3=也不改", wrong)
    assert township.contents() == before


def test_states_follow_the_owner(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", "--state", "ready")
    assert township.entries(TOWNSHIP)["05-003"]["state"] == "ready"
    township.do("set", TOWNSHIP, "05-003", "level3=甲")
    assert township.entries(TOWNSHIP)["05-003"]["state"] == "draft"
    assert "“公开主体”" in township.refused("set", TOWNSHIP, "05-003", "publisher=", "--state", "ready")
    assert township.entries(TOWNSHIP)["05-003"]["values"]["publisher"]

    assert "理由" in township.refused("set", TOWNSHIP, "05-004", "--not-applicable", " ")
    township.do("set", TOWNSHIP, "05-004", "--not-applicable", "本镇没有")
    entry = township.entries(TOWNSHIP)["05-004"]
    assert (entry["relation"], entry["not_applicable"]) == ("not_applicable", "本镇没有")
    assert {"code": "no-such-business", "text": "本镇没有这类企业"} in township.shown("reasons", TOWNSHIP)
    assert "reasons" in township.refused("set", TOWNSHIP, "05-004", "--ready-reason", "本镇没有")
    township.do("set", TOWNSHIP, "05-004", "--ready-reason", "no-such-business")
    assert township.entries(TOWNSHIP)["05-004"]["not_applicable"] == "本镇没有这类企业"
    township.do("set", TOWNSHIP, "05-004", "--applicable")
    assert township.entries(TOWNSHIP)["05-004"]["relation"] == "adopted"


def test_removing_is_a_step_that_can_be_taken_back(township: Desk) -> None:
    before = township.entries(TOWNSHIP)
    township.do("remove", TOWNSHIP, "05-003")
    assert "05-003" not in township.entries(TOWNSHIP)
    for words in (("remove", TOWNSHIP, "05-003"), ("set", TOWNSHIP, "05-003", "level3=甲")):
        assert "删除" in township.refused(*words)
    assert township.shown("history", TOWNSHIP, "05-003")[-1]["label"].startswith("删除")
    assert "采用了 0 项" in township.do("adopt", TOWNSHIP, "--field", "05").out
    assert "删除" in township.do("undo", TOWNSHIP).out
    after = township.entries(TOWNSHIP)
    assert {code: entry["values"] for code, entry in after.items()} == {
        code: entry["values"] for code, entry in before.items()
    }


def test_stepping_back_as_far_as_it_goes(township: Desk) -> None:
    for text in ("甲", "乙"):
        township.do("set", TOWNSHIP, "05-003", f"level3={text}")
    township.do("add", TOWNSHIP, "--field", "05", "level1=综合业务", "level2=乡贤榜")
    undone = [township.do("undo", TOWNSHIP).out for _ in range(5)]
    assert ["新增" in undone[0], "三级事项" in undone[1], "三级事项" in undone[2], "采用" in undone[3]] == [True] * 4
    assert "没有可以撤销的" in undone[4]
    assert township.shown("entries", TOWNSHIP) == []
    township.do("adopt", TOWNSHIP, "--field", "05")
    assert len(township.entries(TOWNSHIP)) == 13


def test_personal_numbers_in_an_entry_stop_every_product(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", 'elements:=["联系人 139 8765 4321"]')
    answer = township.ask("check", TOWNSHIP, "--json")
    (finding,) = [finding for finding in answer.json() if finding["severity"] == "block"]
    assert (finding["code"], finding["item"], finding["element"]) == ("personal-data", "05-003", "elements")
    assert "4321" in finding["message"] and "8765" not in finding["message"]
    for ending, words in {"pdf": ("print", "catalogue"), "xlsx": ("table", "write"), "zwgk": ("export",)}.items():
        told = township.refused(*words, TOWNSHIP, "-o", f"出.{ending}")
        assert "手机号" in told and "8765" not in told
        assert not township.path(f"出.{ending}").exists()


def test_a_field_goes_final_and_loses_its_watermark(township: Desk, tmp_path: Path) -> None:
    township.do("adopt", TOWNSHIP, "--field", "19")
    (item,) = township.entries(TOWNSHIP, "--field", "19")
    assert "1 项还在填报中" in township.refused("finalise", TOWNSHIP, "--field", "19")
    township.do("set", TOWNSHIP, item, "--state", "ready")
    assert "核对了 1 项" in township.do("confirm", TOWNSHIP, "--field", "19").out
    assert "定稿 1 项" in township.do("finalise", TOWNSHIP, "--field", "19").out
    row = township.counts(TOWNSHIP)["兴隆镇", "19"]
    assert (row["ready"], row["evidence"]["confirmed"]) == (1, 1)
    township.do("print", "catalogue", TOWNSHIP, "--field", "19", "-o", tmp_path / "定稿.pdf")
    final = pdf_text(tmp_path / "定稿.pdf")
    assert "草案" not in final and "核对" not in final
    assert township.do("check", TOWNSHIP, "--field", "19").out == "没有发现问题。\n"

    township.do("set", TOWNSHIP, item, "level3=甲")
    township.do("print", "catalogue", TOWNSHIP, "--field", "19", "-o", tmp_path / "又是草案.pdf")
    assert "草案" in pdf_text(tmp_path / "又是草案.pdf")


def test_what_was_written_stands_in_table_and_print(township: Desk, tmp_path: Path) -> None:
    told = "龙䶮溪乡贤榜（𬭎）"
    township.do("set", TOWNSHIP, "05-003", f"level3={told}")
    township.do("table", "write", TOWNSHIP, "--field", "05", "-o", tmp_path / "表.xlsx", "--paper", "A4")
    township.do("print", "catalogue", TOWNSHIP, "--field", "05", "-o", tmp_path / "目录.pdf", "--paper", "A4")
    assert told in pdf_text(tmp_path / "目录.pdf")
    assert told in cells(tmp_path / "表.xlsx")
    assert ".xlsx" in township.refused("table", "write", TOWNSHIP, "-o", tmp_path / "表.pdf")


def test_a_doubt_is_dismissed_with_a_reason_and_listed(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-001", 'elements:=["县扶贫办审核结果"]')
    entries = [finding for finding in township.ask("check", TOWNSHIP, "--json").json() if finding["entry"]]
    assert [finding["code"] for finding in entries] == ["former-name"]
    township.misused("dismiss", TOWNSHIP, "05-001", "former-name")
    said = township.do("dismiss", TOWNSHIP, "05-001", "former-name", "--reason", "县里还没有改名").out
    assert "1 处不再提醒" in said
    assert not [finding for finding in township.ask("check", TOWNSHIP, "--json").json() if finding["entry"]]
    (kept,) = township.shown("check", TOWNSHIP, "--dismissed")
    assert (kept["code"], kept["dismissed"]["reason"]) == ("former-name", "县里还没有改名")
    assert "陈静：县里还没有改名" in township.do("check", TOWNSHIP, "--dismissed").out
    township.do("dismiss", TOWNSHIP, "05-001", "former-name", "--again")
    assert township.do("check", TOWNSHIP, "--dismissed").out.startswith("没有")
