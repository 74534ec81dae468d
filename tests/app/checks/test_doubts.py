"""What looks wrong while an entry is drafted: each rule with what it must say and what it must leave alone."""

from pathlib import Path
from typing import Any

import pytest

from app.checks.doubts import entry_doubts
from app.checks.finding import Finding
from app.checks.yardstick import yardstick_of
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import entry_content, find_entry
from app.workspace import Workspace
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, FULL_VALUES, TOWNSHIP, Computer, computer

STANDARD_DEADLINE = "制定或获取信息之日起10个工作日内，公示7个工作日"


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def doubts(workspace: Workspace, entry: str, values: dict[str, Any] | None = None) -> list[Finding]:
    """Change elements of an entry, then say what looks wrong in it."""
    if values:
        set_entry(workspace, find_entry(workspace, entry), values)
    row = find_entry(workspace, entry)
    content = entry_content(row)
    yardstick = yardstick_of(workspace, content.organisation, content.checklist, content.field)
    return entry_doubts(yardstick, row.id, content)


def settled(workspace: Workspace, finding: Finding) -> list[Finding]:
    """Do what the finding's button does, then say what looks wrong."""
    (changes,) = finding.fix.changes.values()
    return doubts(workspace, finding.entry, dict(changes))


def deadline(text: str, count: int | None, unit: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "count": count, "unit": unit} | more


@pytest.fixture
def posted(workspace: Workspace) -> str:
    """An item whose standard asks for 10 working days and 7 on notice."""
    rows = workspace.store.entries.listed()
    return next(r.content["item"] for r in rows if r.content["values"]["deadline"]["text"] == STANDARD_DEADLINE)


def test_what_stands_as_the_standard_has_it_is_left_alone(workspace: Workspace):
    for row in workspace.store.entries.listed():
        assert doubts(workspace, row.id) == []


def test_a_later_deadline_is_told_and_the_standards_can_be_taken(workspace: Workspace):
    (finding,) = doubts(workspace, "05-001", {"deadline": deadline("信息形成之日起30个工作日内", 30, "workday")})
    assert (finding.code, finding.severity, finding.element) == ("deadline-longer", "warn", "deadline")
    assert "时限是 30 个工作日，标准是 10 个工作日" in finding.message
    assert finding.fix.label == "用标准的"
    assert settled(workspace, finding) == []


@pytest.mark.parametrize(
    "value",
    [
        deadline("信息形成之日起7个工作日内", 7, "workday"),
        deadline("信息形成之日起12日内", 12, "day"),
        deadline("及时公开", None, "realtime"),
        deadline("尽快", None, "other"),
        deadline("一般事项5个工作日内，其他30个工作日内", 30, "workday"),
    ],
)
def test_a_deadline_that_is_earlier_or_cannot_be_compared_is_left_alone(workspace: Workspace, value: dict):
    assert doubts(workspace, "05-001", {"deadline": value}) == []


def test_a_shorter_notice_is_told_and_only_the_notice_is_mended(workspace: Workspace, posted: str):
    shorter = deadline(
        "信息形成之日起5个工作日内，公示5个工作日", 5, "workday", event="信息形成", notice_days=5, notice_unit="workday"
    )
    (finding,) = doubts(workspace, posted, {"deadline": shorter})
    assert finding.code == "notice-shorter"
    assert "公示 5 个工作日，标准是 7 个工作日。" in finding.message
    assert settled(workspace, finding) == []
    mended = find_entry(workspace, posted).content["values"]["deadline"]
    assert (mended["text"], mended["count"], mended["notice_days"]) == (
        "信息形成之日起5个工作日内，公示7个工作日",
        5,
        7,
    )


def test_seven_days_are_fewer_than_seven_working_days(workspace: Workspace, posted: str):
    days = deadline("10个工作日内，公示7日", 10, "workday", notice_days=7, notice_unit="day")
    (finding,) = doubts(workspace, posted, {"deadline": days})
    assert "公示 7 日，标准是 7 个工作日。" in finding.message


def test_a_notice_left_out_is_told(workspace: Workspace, posted: str):
    (finding,) = doubts(workspace, posted, {"deadline": deadline("10个工作日内", 10, "workday")})
    assert "没有写公示多少天，标准是 7 个工作日。" in finding.message
    assert settled(workspace, finding) == []


@pytest.mark.parametrize(
    "value",
    [
        deadline("10个工作日内，公示10个工作日", 10, "workday", notice_days=10, notice_unit="workday"),
        deadline("张榜公示七天以上，另有规定的从其规定", None, "other"),
    ],
)
def test_a_longer_notice_or_one_in_other_words_is_left_alone(workspace: Workspace, posted: str, value: dict):
    assert doubts(workspace, posted, {"deadline": value}) == []


def test_a_repealed_law_is_told_with_what_is_in_its_place(workspace: Workspace):
    basis = [{"title": "收养法"}, {"title": "社会救助暂行办法", "number": "国务院令第649号"}]
    (finding,) = doubts(workspace, "05-001", {"basis": basis})
    assert (finding.code, finding.element) == ("law-repealed", "basis")
    assert "《中华人民共和国收养法》已经废止，由《中华人民共和国民法典》代替" in finding.message
    assert finding.fix.label == "替换"
    assert settled(workspace, finding) == []
    titles = [each["title"] for each in find_entry(workspace, "05-001").content["values"]["basis"]]
    assert titles == ["中华人民共和国民法典", "社会救助暂行办法"]


def test_a_law_replaced_twice_leads_to_the_one_in_force(workspace: Workspace):
    (finding,) = doubts(workspace, "05-001", {"basis": [{"title": "中华人民共和国环境噪声污染防治法"}]})
    assert "由《中华人民共和国生态环境法典》代替" in finding.message


def test_a_law_that_stands_there_already_is_not_cited_twice(workspace: Workspace):
    (finding,) = doubts(workspace, "05-001", {"basis": [{"title": "民法典"}, {"title": "收养法"}]})
    assert settled(workspace, finding) == []
    assert [each["title"] for each in find_entry(workspace, "05-001").content["values"]["basis"]] == ["民法典"]


def test_a_repealed_law_without_one_in_its_place_is_told_without_a_fix(workspace: Workspace):
    (finding,) = doubts(workspace, "05-001", {"basis": [{"title": "计划生育技术服务管理条例"}]})
    assert "没有登记由什么代替" in finding.message
    assert finding.fix is None


def test_laws_in_force_and_unknown_ones_are_left_alone(workspace: Workspace):
    assert doubts(workspace, "05-001", {"basis": [{"title": "民法典"}, {"title": "本镇自己的办法"}]}) == []


def test_another_units_name_is_told_where_the_standard_means_us(workspace: Workspace):
    (finding,) = doubts(workspace, "05-003", {"publisher": "县民政局、白云乡人民政府"})
    assert (finding.code, finding.element, finding.fix.label) == ("publisher-elsewhere", "publisher", "换成本单位")
    assert "白云乡人民政府" in finding.message
    assert settled(workspace, finding) == []
    assert find_entry(workspace, "05-003").content["values"]["publisher"] == "县民政局、兴隆镇人民政府"


def test_the_wording_for_any_township_is_told(workspace: Workspace):
    wording = workspace.library.item("standard-catalogue", "05-003").values["publisher"]
    (finding,) = doubts(workspace, "05-003", {"publisher": wording})
    assert finding.code == "publisher-elsewhere"
    assert settled(workspace, finding) == []


@pytest.mark.parametrize("publisher", ["兴隆镇党政办公室", "党政办", "县级人民政府民政部门"])
def test_our_offices_and_departments_are_left_alone(workspace: Workspace, publisher: str):
    assert doubts(workspace, "05-003", {"publisher": publisher}) == []


def test_where_the_standard_does_not_mean_us_other_names_are_left_alone(workspace: Workspace):
    adopt(workspace, field="11")
    item = next(r.content["item"] for r in workspace.store.entries.listed(fields=["11"]))
    assert doubts(workspace, item, {"publisher": "白云乡人民政府"}) == []


def test_an_entry_without_a_standard_item_has_nothing_to_be_held_against(workspace: Workspace):
    values = {"publisher": "白云乡人民政府", "deadline": deadline("20个工作日内", 20, "workday")}
    assert doubts(workspace, add_local(workspace, FULL_VALUES | values, field="05")) == []


def test_what_does_not_concern_us_is_left_alone(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-001"), not_applicable="本镇没有")
    assert doubts(workspace, "05-001", {"basis": [{"title": "收养法"}]}) == []


def test_a_doubt_stops_nobody(workspace: Workspace):
    doubts(workspace, "05-001", {"deadline": deadline("30个工作日内", 30, "workday")})
    assert set_entry(workspace, find_entry(workspace, "05-001"), state="ready")


def test_the_county_is_told_without_a_button(township: Computer, tmp_path: Path):
    township.set("05-001", basis=[{"title": "收养法"}])
    path = township.export("第一轮.zwgk").path
    county = computer(tmp_path / "青山县", COUNTY)
    admit_sender(county, path, "兴隆镇")
    county.take_in(path)
    with county.working() as workspace:
        (finding,) = doubts(workspace, "05-001")
    assert (finding.organisation, finding.fix) == (TOWNSHIP.id, None)


def test_a_character_that_cannot_be_printed_is_told_where_it_stands(workspace: Workspace):
    (finding,) = doubts(workspace, "05-001", {"publisher": "兴隆镇人民政府👍"})
    assert (finding.code, finding.severity, finding.element) == ("unprintable", "warn", "publisher")
    assert "“👍”" in finding.message and "印出来是“〓”" in finding.message


def test_rare_characters_that_can_be_printed_are_left_alone(workspace: Workspace):
    assert doubts(workspace, "05-001", {"elements": ["䶮𬭎镇①—“㎡”½"]}) == []
