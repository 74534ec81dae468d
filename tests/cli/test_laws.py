"""The register of laws typed as commands: who cites what, writing down a repeal, replacing."""

from tests.cli.conftest import COUNTY, TOWNSHIP
from tests.cli.desk import Desk

OLD, NEW = "特困人员认定办法", "社会救助法"
AID = "国务院关于全面建立临时救助制度的通知"
BASIS = '[{"title":"特困人员认定办法","article":"第三条"},{"title":"土地管理法"}]'
WORDS = ("--replaced-by", NEW, "--since", "2026-11-01", "--basis", "民政部公告2026年第3号")


def cited(desk: Desk, title: str, *options: str) -> int:
    return desk.shown("laws", TOWNSHIP, title, *options)["entries"]


def test_the_register_tells_states_and_who_cites_what(township: Desk) -> None:
    everything = township.shown("laws", TOWNSHIP)
    assert len(everything) == 360
    (law,) = [each for each in everything if each["title"] == AID]
    assert law["entries"] == cited(township, "关于全面建立临时救助制度的通知（国发[2014]47号）") == 2
    told = township.do("laws", TOWNSHIP, "--cited", "--state", "现行").out
    assert f"{AID}\t国发〔2014〕47号\t引用" in told and "收养法" not in told
    one = township.shown("laws", TOWNSHIP, AID)
    assert {"item", "element", "article", "organisation_name", "cited"} <= set(one["citing"][0])
    assert "可以先登记" in township.refused("laws", TOWNSHIP, "没有的办法")


def test_a_repeal_written_down_speaks_at_once_is_replaced_and_taken_back(township: Desk) -> None:
    township.do("set", TOWNSHIP, "05-003", f"basis:={BASIS}")
    before = cited(township, OLD)
    assert before >= 1
    assert f"引用它的有 {before} 条" in township.do("law", TOWNSHIP, OLD, "--state", "已废止", *WORDS).out
    found = [each for each in township.ask("check", TOWNSHIP, "--json").json() if each["code"] == "law-repealed"]
    assert len(found) == before and "民政部公告2026年第3号" in found[0]["source"]

    seen = township.do("laws", TOWNSHIP, "replace", OLD, "--dry-run").out
    assert f"改动 {before}" in seen and "第三条" in seen
    done = township.do("laws", TOWNSHIP, "replace", OLD).out
    assert "换成《中华人民共和国社会救助法》：换好了" in done
    basis = township.entries(TOWNSHIP)["05-003"]["values"]["basis"]
    assert [(each["title"], each["article"]) for each in basis] == [
        ("中华人民共和国社会救助法", None),
        ("土地管理法", None),
    ]
    assert cited(township, OLD) == 0
    township.do("undo", TOWNSHIP)
    assert cited(township, OLD) == before
    township.do("law", TOWNSHIP, OLD, "--withdraw")
    assert township.shown("laws", TOWNSHIP, OLD)["recorded"] is None


def test_wrong_words_are_refused_with_what_to_do(township: Desk) -> None:
    assert "先把它登记上" in township.refused(
        "law", TOWNSHIP, OLD, "--state", "已废止", "--replaced-by", "没有的办法", "--basis", "公告"
    )
    assert "写明换成哪一件" in township.refused("laws", TOWNSHIP, "replace", OLD, code=2)
    assert "--state" in township.refused("law", TOWNSHIP, OLD, code=2)


def test_the_county_sees_every_unit_that_cites_a_law(handed_in: tuple[Desk, Desk]) -> None:
    _, county = handed_in
    one = county.shown("laws", COUNTY, AID)
    assert one["entries"] == 2 and {each["organisation_name"] for each in one["citing"]} == {"兴隆镇"}
    (law,) = [each for each in county.shown("laws", COUNTY, "--cited") if each["title"] == AID]
    assert law["units"] == {"兴隆镇": one["entries"]}
    told = county.do("laws", COUNTY, "replace", AID, "--with", NEW, "--dry-run").out
    assert "兴隆镇" in told and "由它自己改" in told and "请换成《中华人民共和国社会救助法》" in told


def test_what_the_county_suggests_reaches_the_unit_as_proposals(handed_in: tuple[Desk, Desk]) -> None:
    clerk, county = handed_in
    done = county.do("laws", COUNTY, "replace", AID, "--with", NEW, "--suggest").out
    assert "给下级写上了 2 条建议" in done
    assert county.ask("laws", COUNTY, "replace", AID, "--with", NEW, "--suggest", "--json").json()["suggested"] == 0
    county.do("return", COUNTY, "--to", "兴隆镇", "-o", "退回.zwgk")
    package = county.path("退回.zwgk")
    clerk.do("trust", TOWNSHIP, package, "--fingerprint", clerk.fingerprint(package))
    assert clerk.ask("import", TOWNSHIP, package).code == 1
    asked = clerk.shown("proposals", TOWNSHIP)
    assert [[each["element"] for each in one["elements"]] for one in asked] == [["basis"], ["basis"]]
    clerk.do("decide", TOWNSHIP, *(one["id"] for one in asked), "theirs")
    assert cited(clerk, AID) == 0 and cited(clerk, NEW) == 2
