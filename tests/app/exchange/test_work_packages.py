"""A work package carries everything of the unit: a second clerk has it all, and several reviewers share their work."""

from datetime import date
from pathlib import Path

import pytest

from app.boards.keeping import keep_board, kept_boards
from app.boards.stored_board import StoredBoard
from app.drafting.adopting import adopt
from app.drafting.concern import not_concerned, say_concern
from app.drafting.history import difference_label, difference_text, undo
from app.drafting.operations import operation
from app.drafting.own_unit import change_unit
from app.errors import UserFacingError
from app.exchange.package_reading import open_package
from app.exchange.received import roster_standing
from app.exchange.roster import add_unit, admitted_devices, find_unit, roster
from app.exchange.roster_changes import change_unit as change_listed
from app.exchange.starting import new_from_work
from app.exchange.taking_in import import_file
from app.exchange.verdicts import conversation, judge
from app.offices.responsible import add_office, offices
from app.proposals.proposals import decide, waiting
from app.registers.ledger_records import PUBLICATION
from app.registers.publications import find_publication, record_formed, record_published
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import OTHER_TOWNSHIP, TOWNSHIP, Computer, computer, views


def copy_of(desk: Computer, folder: Path, name: str) -> Computer:
    """A second computer of the same unit, made from a work package; both trust each other."""
    path = desk.export(f"给{name}.zwgk", kind="work", force=True).path
    made = Computer(folder / name, name)
    made.folder.mkdir()
    with made.keys():
        new_from_work(made.path, path, person=name, now=made.clock).close()
    trust_sender(desk, made.export("第一次.zwgk", kind="work").path)
    return made


def give(giver: Computer, taker: Computer):
    return taker.take_in(giver.export("交接.zwgk", kind="work", force=True).path)


@pytest.fixture
def reviewed(county: Computer, tmp_path: Path) -> Computer:
    """The county with two townships whose first round is in."""
    for unit in (TOWNSHIP, OTHER_TOWNSHIP):
        desk = computer(tmp_path / unit.name, unit)
        with desk.working() as workspace:
            adopt(workspace, field="05")
        path = desk.export("第一轮.zwgk").path
        admit_sender(county, path, unit.name)
        assert county.take_in(path).result == "applied"
    return county


def entry_of(workspace, unit: str, item: str) -> str:
    return next(
        row.id
        for row in workspace.store.entries.listed()
        if (row.content["organisation"], row.content["item"]) == (unit, item)
    )


def test_a_second_clerk_has_everything(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        say_concern(workspace, {"06": "本镇没有这类事项"})
        add_office(workspace, "督查办", ["05"])
        keep_board(workspace, StoredBoard(title="村务公开栏"))
        add_unit(workspace, "白马村")
        workspace.store.settings.put("due", "2026-12-20")
    township.set("05-001", publisher="第一稿")
    township.set("05-001", publisher="第二稿")
    second = copy_of(township, tmp_path, "陈静")
    with second.working() as workspace:
        assert not_concerned(workspace) == {"06": "本镇没有这类事项"}
        assert "督查办" in [office.name for office in offices(workspace)]
        assert [kept.board.title for kept in kept_boards(workspace)] == ["村务公开栏"]
        assert [unit.name for unit in roster(workspace)] == ["白马村"]
        assert workspace.store.settings.get("due") == "2026-12-20"
        row = workspace.store.entries.get(entry_of(workspace, TOWNSHIP.id, "05-001"))
        held = workspace.store.revisions.contents(workspace.store.revisions.ancestors(row.revision))
        assert "第一稿" in {content["values"]["publisher"] for content in held.values()}
    assert second.views() == township.views()
    # Each learns which computers the other has admitted; after that there is nothing more to learn.
    for giver, taker in ((second, township), (township, second)):
        give(giver, taker)
    assert give(second, township).result == give(township, second).result == "unchanged"


def test_a_county_with_entries_of_units_can_be_doubled(reviewed: Computer, tmp_path: Path):
    second = copy_of(reviewed, tmp_path, "二审")
    with reviewed.working() as workspace:
        expected = {row.id: row.content for row in workspace.store.entries.listed()}
        devices = {unit.name: admitted_devices(workspace, unit.id) for unit in roster(workspace)}
    with second.working() as workspace:
        assert {row.id: row.content for row in workspace.store.entries.listed()} == expected
        assert {unit.name: admitted_devices(workspace, unit.id) for unit in roster(workspace)} == devices
        assert [(each.unit.name, each.round) for each in roster_standing(workspace)] == [("兴隆镇", 1), ("白云乡", 1)]
    assert len(expected) == 26
    path = tmp_path / "兴隆镇" / "第一轮.zwgk"
    assert second.take_in(path).reason == "这份文件已收过，内容没有变化。"


def test_some_fields_alone_do_not_make_a_round_known(reviewed: Computer, tmp_path: Path):
    with reviewed.working() as workspace:
        adopt(workspace, field="05")
    second = copy_of(reviewed, tmp_path, "二审")
    township = Computer(tmp_path / TOWNSHIP.name, "李梅")
    with township.working() as workspace:
        adopt(workspace, field="06")
    path = township.export("第二轮.zwgk").path
    assert reviewed.take_in(path).result == "applied"
    second.take_in(reviewed.export("一个领域.zwgk", kind="work", fields=["05"]).path)
    assert second.take_in(path).result == "applied"
    assert "06" in {view["field"] for view in second.views().values()}


def test_two_reviewers_share_different_units(reviewed: Computer, tmp_path: Path):
    second = copy_of(reviewed, tmp_path, "二审")
    with reviewed.working() as workspace:
        one = entry_of(workspace, TOWNSHIP.id, "05-001")
        judge(workspace, [one], "accepted")
    with second.working() as workspace:
        other = entry_of(workspace, OTHER_TOWNSHIP.id, "05-001")
        judge(workspace, [other], "returned", "写错了单位")
    assert give(reviewed, second).result == "applied"
    assert give(second, reviewed).result == "applied"
    for desk in (reviewed, second):
        with desk.working() as workspace:
            assert waiting(workspace) == []
            assert [each.verdict for each in conversation(workspace, one)] == ["accepted"]
            assert [each.comment for each in conversation(workspace, other)] == ["写错了单位"]
            assert workspace.store.verdicts.standing([one, other]) == {one: "accepted", other: "returned"}


def test_two_reviewers_of_the_same_mind_are_asked_nothing(reviewed: Computer, tmp_path: Path):
    second = copy_of(reviewed, tmp_path, "二审")
    for desk in (reviewed, second):
        with desk.working() as workspace:
            judge(workspace, [entry_of(workspace, TOWNSHIP.id, "05-001")], "accepted")
    give(reviewed, second)
    give(second, reviewed)
    for desk in (reviewed, second):
        with desk.working() as workspace:
            assert waiting(workspace) == []
            entry = entry_of(workspace, TOWNSHIP.id, "05-001")
            assert [each.verdict for each in conversation(workspace, entry)] == ["accepted"]


def test_two_words_about_the_same_entry_are_a_question_and_its_answer_travels(reviewed: Computer, tmp_path: Path):
    second = copy_of(reviewed, tmp_path, "二审")
    with reviewed.working() as workspace:
        entry = entry_of(workspace, TOWNSHIP.id, "05-001")
        judge(workspace, [entry], "accepted")
    with second.working() as workspace:
        judge(workspace, [entry], "returned", "时限写错了")
    outcome = give(second, reviewed)
    assert (outcome.result, outcome.counts["conflicting"]) == ("waiting", 1)
    with reviewed.working() as workspace:
        (asked,) = waiting(workspace)
        assert asked.title == "审核意见 综合业务 / 政策法规文件"
        shown = {difference["element"]: difference["theirs"] for difference in asked.differences}
        told = {difference_label(None, key): difference_text(key, value) for key, value in shown.items()}
        assert told.keys() == {"审核结果", "意见", "谁写的", "时间"}
        assert (told["审核结果"], told["意见"]) == ("已退回", "时限写错了")
        assert [each.verdict for each in conversation(workspace, entry)] == ["accepted"]
        decide(workspace, [asked], "theirs")
        assert [each.comment for each in conversation(workspace, entry)] == ["时限写错了"]
        assert workspace.store.verdicts.standing([entry]) == {entry: "returned"}
    give(reviewed, second)
    with second.working() as workspace:
        assert waiting(workspace) == []
        assert [(each.verdict, each.comment) for each in conversation(workspace, entry)] == [("returned", "时限写错了")]


def test_facts_of_the_unit_that_both_changed_are_asked_about(township: Computer, tmp_path: Path):
    second = copy_of(township, tmp_path, "陈静")
    with township.working() as workspace:
        change_unit(workspace, {"contact": "党政办 0999-1234567"})
    with second.working() as workspace:
        change_unit(workspace, {"contact": "值班室 0999-7654321"})
    assert give(second, township).result == "waiting"
    with township.working() as workspace:
        decide(workspace, waiting(workspace), "theirs")
        assert workspace.organisation.contact == "值班室 0999-7654321"
    assert give(township, second).result in ("applied", "unchanged")
    with second.working() as workspace:
        assert waiting(workspace) == []


def test_taking_an_import_back_takes_nothing_away_where_it_came_from(township: Computer, tmp_path: Path):
    second = copy_of(township, tmp_path, "陈静")
    with second.working() as workspace:
        adopt(workspace, field="06")
    second.set("05-001", publisher="陈静写的")
    give(second, township)
    with township.working() as workspace:
        assert undo(workspace).startswith("收下")
        assert views(workspace)["05-001"]["values"]["publisher"] != "陈静写的"
    before = second.views()
    give(township, second)
    assert second.views() == before
    with open_package(township.folder / "交接.zwgk") as package:
        assert {row["content"]["field"] for row in package.rows("entries.jsonl")} == {"05"}


def test_members_say_what_they_hold(township: Computer):
    path = township.export("工作.zwgk", kind="work").path
    with open_package(path) as package:
        names = {member.name for member in package.members()}
        kinds = {row["kind"] for row in package.rows("records.jsonl")}
    assert names == {"entries.jsonl", "records.jsonl", "revisions.jsonl", "settings.json"}
    assert "organisation" in kinds
    with township.working() as workspace:
        assert import_file(workspace, path).result == "unchanged"


def test_what_units_sent_passes_the_same_look_before_it_goes_on(reviewed: Computer, tmp_path: Path):
    """A unit may have said on its own computer that a mobile number is public; here nobody has."""
    township = Computer(tmp_path / TOWNSHIP.name, "李梅")
    with township.working() as workspace:
        change_unit(workspace, {"contact": "值班电话 13900001234"})
    township.set("05-001", publisher="兴隆镇值班室 13900001234")
    assert reviewed.take_in(township.export("第二轮.zwgk").path).result == "applied"
    with pytest.raises(UserFacingError) as refusal:
        reviewed.export("工作.zwgk", kind="work")
    assert refusal.value.code == "personal-data"
    assert "“兴隆镇”报来的条目“05-001 " in refusal.value.message
    assert "名册" in refusal.value.message
    assert "13900001234" not in refusal.value.message + refusal.value.details
    with reviewed.working() as workspace:
        change_listed(workspace, find_unit(workspace, "兴隆镇"), contact="13900001234")
    assert reviewed.export("工作.zwgk", kind="work").path.exists()


def test_reviewers_share_one_field_without_entries_of_their_own(reviewed: Computer, tmp_path: Path):
    second = copy_of(reviewed, tmp_path, "二审")
    with reviewed.working() as workspace:
        entry = entry_of(workspace, TOWNSHIP.id, "05-001")
        judge(workspace, [entry], "accepted")
    second.take_in(reviewed.export("一个领域.zwgk", kind="work", fields=["05"]).path)
    with second.working() as workspace:
        assert [each.verdict for each in conversation(workspace, entry)] == ["accepted"]
    with pytest.raises(UserFacingError) as refusal:
        reviewed.export("空.zwgk", kind="work", fields=["06"])
    assert refusal.value.code == "nothing-to-export"


def test_a_line_of_an_older_version_travels_and_takes_a_place_of_each(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        id = record_formed(workspace, entry_of(workspace, TOWNSHIP.id, "05-001"), date(2026, 11, 9), "11月名单")
        content = dict(workspace.store.records.get(PUBLICATION, id).content)
        content |= {"published": "2026-11-20", "where": ["政府网站"], "link": "http://www.example.gov.cn/1.html"}
        del content["corrected"]
        with operation(workspace, "ledger", "以前记的") as act:
            act.write(PUBLICATION, id, content)
    second = copy_of(township, tmp_path, "王芳")
    for desk, place in ((township, "村公示栏"), (second, "村广播")):
        with desk.working() as workspace:
            record_published(workspace, id, date(2026, 11, 21), [place])
    assert give(township, second).result == give(second, township).result == "applied"
    for desk in (township, second):
        with desk.working() as workspace:
            assert find_publication(workspace, id).places == ("政府网站", "村公示栏", "村广播")
            assert waiting(workspace) == []
