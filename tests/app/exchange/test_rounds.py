"""Round after round between a township and its county: what arrives, what does not, what can be taken back."""

import shutil
from pathlib import Path

import pytest

from app.backups import back_up, restore
from app.doctor import examine
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import confirm, finalise_field, remove_entry, reorder, set_entry
from app.drafting.history import history, next_undo, undo
from app.drafting.lookup import find_entry
from app.drafting.search import search
from app.errors import UserFacingError
from app.exchange.handing_in import export_entries
from app.exchange.package_reading import open_package
from app.proposals.proposals import decide, find_waiting, waiting
from tests.app.drafting.test_editing import make_ready
from tests.app.exchange.desks import admit_sender, forge, manifest_of, renamed_revision, rows_of
from tests.support import (
    FULL_VALUES,
    OTHER_TOWNSHIP,
    TOWNSHIP,
    VILLAGE,
    Computer,
    computer,
    dump,
    in_child,
    kill_self,
    views,
)

NOTHING = dict.fromkeys(("new", "changed", "cleared", "removed", "unchanged", "conflicting"), 0)


def counts(outcome) -> dict[str, int]:
    """The counts that are not nought."""
    return {name: outcome.as_json()[name] for name in NOTHING if outcome.as_json()[name]}


def arrived(county: Computer) -> dict[str, dict]:
    """The township's entries as the county has them."""
    return {code: view for code, view in county.views().items() if view["organisation"] == "兴隆镇"}


@pytest.fixture
def first(admitted: Computer, township: Computer) -> Computer:
    """The county after taking in the first round."""
    assert admitted.take_in(township.folder / "第一轮.zwgk").result == "applied"
    return admitted


def test_the_county_has_what_the_township_sent(admitted: Computer, township: Computer):
    outcome = admitted.take_in(township.folder / "第一轮.zwgk")
    assert (outcome.result, outcome.kind, outcome.organisation, outcome.round) == ("applied", "submission", "兴隆镇", 1)
    assert outcome.applied
    assert counts(outcome) == {"new": 13}
    assert arrived(admitted) == township.views()
    with admitted.working() as workspace:
        assert search(workspace, "临时救助", kinds=("entry",))
        assert examine(workspace).problems == []


def test_the_same_file_again_changes_nothing_and_says_so(first: Computer, township: Computer):
    before = dump(first.path)
    again = township.folder / "U盘上的拷贝.zwgk"
    shutil.copyfile(township.folder / "第一轮.zwgk", again)
    outcome = first.take_in(again)
    assert (outcome.result, outcome.applied) == ("unchanged", False)
    assert "已收过" in outcome.reason
    assert counts(outcome) == {"unchanged": 13}
    assert dump(first.path) == before


def test_an_unchanged_export_is_the_same_round_and_the_same_bytes(township: Computer):
    first, second = township.export("甲.zwgk"), township.export("乙.zwgk")
    assert (second.round, second.hash) == (first.round, first.hash) == (1, first.hash)
    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_changed_export_is_the_next_round_and_names_the_one_before(township: Computer):
    first = township.export("甲.zwgk")
    township.set("05-003", publisher="党政办")
    second = township.export("乙.zwgk")
    assert second.round == 2
    assert manifest_of(second.path).parent == first.hash
    township.set("05-003", publisher="民政办")
    assert manifest_of(township.export("丙.zwgk").path).parent == second.hash


def test_an_export_does_not_replace_a_file_unless_told(township: Computer):
    done = township.export("甲.zwgk")
    township.set("05-003", publisher="党政办")
    content = done.path.read_bytes()
    with pytest.raises(UserFacingError) as refusal:
        township.export("甲.zwgk")
    assert refusal.value.code == "package-exists"
    assert done.path.read_bytes() == content
    assert township.export("甲.zwgk", force=True).round == 2
    assert done.path.read_bytes() != content


def test_a_next_round_brings_only_what_changed(first: Computer, township: Computer):
    township.set("05-003", publisher="党政办", basis=None)
    township.set("05-004", level3="细项")
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-005"))
        local = add_local(workspace, FULL_VALUES, field="05")
    outcome = first.take_in(township.export("第二轮.zwgk").path)
    assert counts(outcome) == {"new": 1, "changed": 1, "cleared": 1, "removed": 1, "unchanged": 10}
    assert arrived(first) == township.views()
    shown = first.views()
    assert shown["05-003"]["values"]["basis"] is None
    assert shown[local]["relation"] == "local"
    assert "05-005" not in shown
    with first.working() as workspace:
        row = find_entry(workspace, "05-005")
        assert row.content["removed"]
        assert row.content["values"]["level1"]


def test_states_order_confirmation_and_reasons_arrive(first: Computer, township: Computer):
    with township.working() as workspace:
        make_ready(workspace)
        set_entry(workspace, find_entry(workspace, "05-004"), not_applicable="本镇没有敬老院")
        confirm(workspace, [find_entry(workspace, "05-001")])
        rows = list(workspace.store.entries.listed(fields=["05"]))
        reorder(workspace, [rows[1], rows[0]])
        finalise_field(workspace, "05", checklist="standard-catalogue")
    outcome = first.take_in(township.export("第二轮.zwgk").path)
    assert counts(outcome) == {"changed": 13}
    assert arrived(first) == township.views()
    assert first.views()["05-001"]["confirmed"]["person"] == "李梅"


def test_an_older_round_changes_nothing_and_says_so(first: Computer, township: Computer):
    township.set("05-003", publisher="党政办")
    first.take_in(township.export("第二轮.zwgk").path)
    township.set("05-003", publisher="民政办")
    third = township.export("第三轮.zwgk").path
    shutil.copyfile(third, third.with_name("先到.zwgk"))
    first.take_in(third)
    before = arrived(first)
    older = forge(township, township.folder / "旧的.zwgk", rows_of(township.folder / "第二轮.zwgk"), third, round=9)
    outcome = first.take_in(older)
    assert (outcome.result, outcome.applied) == ("unchanged", True)
    assert counts(outcome) == {"unchanged": 13}
    assert "没有比现有内容更新" in outcome.reason
    assert arrived(first) == before
    with first.working() as workspace:
        assert next_undo(workspace) == "收下兴隆镇第 3 轮"
    assert "已收过" in first.take_in(older).reason


def test_rounds_may_arrive_in_any_order(admitted: Computer, township: Computer):
    township.set("05-003", publisher="党政办")
    second = township.export("第二轮.zwgk").path
    assert counts(admitted.take_in(second)) == {"new": 13}
    assert counts(admitted.take_in(township.folder / "第一轮.zwgk")) == {"unchanged": 13}
    assert arrived(admitted) == township.views()


def test_a_round_may_be_left_out(first: Computer, township: Computer):
    for publisher in ("甲", "乙", "丙"):
        township.set("05-003", publisher=publisher)
        last = township.export(f"{publisher}.zwgk").path
    assert counts(first.take_in(last)) == {"changed": 1, "unchanged": 12}
    assert arrived(first) == township.views()


def test_a_missing_element_changes_nothing(first: Computer, township: Computer):
    """A program that does not know an element leaves it out; that is not clearing it."""
    township.set("05-003", publisher="党政办")
    path = township.export("第二轮.zwgk").path
    rows = rows_of(path)
    (old,) = [row for row in rows if row["content"]["item"] == "05-003"]
    values = {key: value for key, value in old["content"]["values"].items() if key != "basis"}
    row = renamed_revision(old, old["content"] | {"values": values}, old["revision"])
    outcome = first.take_in(forge(township, path.with_name("少一栏.zwgk"), [row], path, round=3))
    assert counts(outcome) == {"changed": 1}
    shown = first.views()["05-003"]["values"]
    assert shown["publisher"] == "党政办"
    assert shown["basis"]
    later = renamed_revision(row, row["content"] | {"values": values | {"publisher": "民政办"}}, row["revision"])
    outcome = first.take_in(forge(township, path.with_name("再少.zwgk"), [later], path, round=4))
    assert counts(outcome) == {"changed": 1}
    assert first.views()["05-003"]["values"] == shown | {"publisher": "民政办"}


def test_a_dry_run_counts_and_changes_nothing(admitted: Computer, township: Computer):
    before = dump(admitted.path)
    outcome = admitted.take_in(township.folder / "第一轮.zwgk", dry_run=True)
    assert (outcome.result, outcome.applied, counts(outcome)) == ("applied", False, {"new": 13})
    assert dump(admitted.path) == before
    assert counts(admitted.take_in(township.folder / "第一轮.zwgk")) == {"new": 13}


def test_two_townships_do_not_mix(first: Computer, township: Computer, tmp_path: Path):
    other = computer(tmp_path / "白云乡", OTHER_TOWNSHIP, person="赵云")
    with other.working() as workspace:
        adopt(workspace, field="05")
    path = other.export("第一轮.zwgk").path
    admit_sender(first, path, "白云乡")
    assert counts(first.take_in(path)) == {"new": 13}
    with first.working() as workspace:
        rows = list(workspace.store.entries.listed())
    assert len(rows) == 26
    assert {row.content["organisation"] for row in rows} == {TOWNSHIP.id, OTHER_TOWNSHIP.id}
    with first.working() as workspace, pytest.raises(UserFacingError) as refusal:
        find_entry(workspace, "05-003")
    assert refusal.value.code == "entry-ambiguous"


def test_the_county_cannot_edit_what_a_township_sent(first: Computer):
    with first.working() as workspace, pytest.raises(UserFacingError) as refusal:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "县民政局"})
    assert refusal.value.code == "entry-not-ours"


def test_drafts_go_out_with_their_findings_and_personal_data_does_not(township: Computer):
    township.set("05-003", basis=None)
    done = township.export("草稿.zwgk")
    with open_package(done.path) as package:
        findings = list(package.rows("findings.jsonl"))
    assert any(f["code"] == "element-missing" and f["item"] == "05-003" for f in findings)
    before = dump(township.path)
    township.set("05-004", elements=["联系人13800138000"])
    with pytest.raises(UserFacingError) as refusal:
        township.export("泄露.zwgk")
    assert refusal.value.code == "personal-data"
    assert "05-004" in refusal.value.message
    assert "13800138000" not in refusal.value.message
    assert not (township.folder / "泄露.zwgk").exists()
    assert dump(township.path)["package"] == before["package"]


def test_a_refusal_names_entries_as_people_know_them(township: Computer):
    with township.working() as workspace:
        id = add_local(workspace, FULL_VALUES | {"elements": ["联系人13800138000"]}, field="05")
    with pytest.raises(UserFacingError) as refusal:
        township.export("泄露.zwgk")
    assert "新增 社会救助 / 临时救助" in refusal.value.message
    assert ".json" not in refusal.value.message and id[:8] not in refusal.value.message
    township.set(id, elements=["政策法规文件"], level2="13800138000")
    with pytest.raises(UserFacingError) as refusal:
        township.export("泄露.zwgk")
    assert "13800138000" not in refusal.value.message


def test_nothing_adopted_is_nothing_to_send(tmp_path: Path):
    desk = computer(tmp_path / "空的", VILLAGE)
    with pytest.raises(UserFacingError) as refusal:
        desk.export("空.zwgk")
    assert refusal.value.code == "nothing-to-export"


def test_one_field_can_be_sent_alone(admitted: Computer, township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="06")
    done = township.export("只有养老.zwgk", fields=["06"])
    assert {row["content"]["field"] for row in rows_of(done.path)} == {"06"}
    outcome = admitted.take_in(done.path)
    assert outcome.result == "applied"
    assert {view["field"] for view in arrived(admitted).values()} == {"06"}


# --- taking an import back -------------------------------------------------------------------------------------


def test_undoing_an_import_brings_back_what_stood_and_it_can_be_taken_in_again(first: Computer, township: Computer):
    before = arrived(first)
    township.set("05-003", publisher="党政办", basis=None)
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-005"))
        add_local(workspace, FULL_VALUES, field="05")
    second = township.export("第二轮.zwgk").path
    first.take_in(second)
    with first.working() as workspace:
        assert undo(workspace) == "收下兴隆镇第 2 轮"
    assert without_revisions(arrived(first)) == without_revisions(before)
    outcome = first.take_in(second)
    assert (outcome.result, counts(outcome)) == (
        "applied",
        {"new": 1, "cleared": 1, "removed": 1, "unchanged": 11},
    )
    assert arrived(first) == township.views()


def test_undoing_the_first_import_leaves_nothing_and_it_can_be_taken_in_again(first: Computer, township: Computer):
    with first.working() as workspace:
        undo(workspace)
        assert views(workspace) == {}
        assert search(workspace, "临时救助", kinds=("entry",)) == []
    outcome = first.take_in(township.folder / "第一轮.zwgk")
    assert (outcome.result, counts(outcome)) == ("applied", {"new": 13})
    assert arrived(first) == township.views()


def test_the_next_round_flows_on_after_an_import_was_undone(first: Computer, township: Computer):
    township.set("05-003", publisher="党政办")
    first.take_in(township.export("第二轮.zwgk").path)
    with first.working() as workspace:
        undo(workspace)
    township.set("05-003", level3="细项")
    outcome = first.take_in(township.export("第三轮.zwgk").path)
    assert (outcome.result, counts(outcome)) == ("applied", {"changed": 1, "unchanged": 12})
    assert arrived(first) == township.views()


def test_an_older_round_is_not_applied_because_something_was_undone(first: Computer, township: Computer):
    """Never backwards: taking a step back must not open the door for what is older still."""
    for number, publisher in ((2, "甲"), (3, "乙"), (4, "丙")):
        township.set("05-003", publisher=publisher)
        first.take_in(township.export(f"第{number}轮.zwgk").path)
    with first.working() as workspace:
        undo(workspace)
    assert first.views()["05-003"]["values"]["publisher"] == "乙"
    rows = rows_of(township.folder / "第2轮.zwgk")
    older = forge(township, township.folder / "旧.zwgk", rows, township.folder / "第2轮.zwgk", round=8)
    assert counts(first.take_in(older)) == {"unchanged": 13}
    assert first.views()["05-003"]["values"]["publisher"] == "乙"
    assert first.take_in(township.folder / "第4轮.zwgk").result == "applied"
    assert first.views()["05-003"]["values"]["publisher"] == "丙"


def without_revisions(shown: dict[str, dict]) -> dict[str, dict]:
    return {code: {k: v for k, v in view.items() if k != "revision"} for code, view in shown.items()}


# --- forks -----------------------------------------------------------------------------------------------------


@pytest.fixture
def fork(first: Computer, township: Computer, tmp_path: Path) -> Computer:
    """The township as it went on from an old backup: the county knows of edits it has lost."""
    with township.working() as workspace:
        back_up(workspace, tmp_path / "旧.qdbak")
    township.set("05-003", publisher="丢失的一边", level3="只在丢失的一边")
    township.set("05-004", publisher="也丢了")
    assert first.take_in(township.export("第二轮.zwgk").path).result == "applied"
    township.path.unlink()
    restore(tmp_path / "旧.qdbak", township.path)
    township.set("05-003", publisher="恢复后的一边")
    return first


def test_a_restored_backup_that_goes_on_is_a_question_not_an_error(fork: Computer, township: Computer):
    before = arrived(fork)
    outcome = fork.take_in(township.export("又是第二轮.zwgk").path)
    assert (outcome.result, outcome.applied, outcome.round) == ("waiting", True, 2)
    assert counts(outcome) == {"conflicting": 1, "unchanged": 12}
    assert arrived(fork) == before
    with fork.working() as workspace:
        (proposal,) = waiting(workspace)
    shown = {d["element"]: (d["kind"], d["ours"], d["theirs"]) for d in proposal.differences}
    assert shown["publisher"] == ("conflict", "丢失的一边", "恢复后的一边")
    assert shown["level3"][1:] == ("只在丢失的一边", None)
    assert proposal.organisation == TOWNSHIP.id


def choose(county: Computer, side: str, **options) -> int:
    with county.working() as workspace:
        return decide(workspace, waiting(workspace), side, **options)


def test_deciding_for_theirs_takes_their_branch_and_the_next_round_flows(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    assert choose(fork, "theirs") == 1
    kept = {"level3": "只在丢失的一边"}
    assert arrived(fork)["05-003"]["values"] == township.views()["05-003"]["values"] | kept
    township.set("05-003", channels=["政府网站"])
    outcome = fork.take_in(township.export("第三轮.zwgk").path)
    assert counts(outcome) in ({"changed": 1, "unchanged": 12}, {"conflicting": 1, "unchanged": 12})
    choose(fork, "theirs")
    assert arrived(fork)["05-003"]["values"] == township.views()["05-003"]["values"] | kept


def test_deciding_for_ours_keeps_ours_and_does_not_ask_again_about_the_same(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    kept = arrived(fork)["05-003"]["values"]
    choose(fork, "ours")
    assert arrived(fork)["05-003"]["values"] == kept
    township.set("05-006", publisher="别的一条")
    outcome = fork.take_in(township.export("第三轮.zwgk").path)
    assert (outcome.result, counts(outcome)) == ("applied", {"changed": 1, "unchanged": 12})
    assert arrived(fork)["05-003"]["values"] == kept


def test_a_resubmission_after_ours_asks_about_what_is_new_against_what_was_decided(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    choose(fork, "ours")
    township.set("05-003", channels=["政府网站"])
    outcome = fork.take_in(township.export("第三轮.zwgk").path)
    assert (outcome.result, counts(outcome)) == ("waiting", {"conflicting": 1, "unchanged": 12})
    with fork.working() as workspace:
        (proposal,) = waiting(workspace)
    sides = {d["element"]: (d["kind"], d["side"]) for d in proposal.differences}
    assert sides["channels"] == ("changed", "theirs")
    assert sides["publisher"] == ("changed", "ours")


def test_a_question_can_be_answered_element_by_element(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    with fork.working() as workspace:
        (proposal,) = waiting(workspace)
        decide(workspace, [proposal], "ours", {proposal.id: {"publisher": "theirs"}, "别的": {"level3": "theirs"}})
    shown = arrived(fork)["05-003"]["values"]
    assert (shown["publisher"], shown["level3"]) == ("恢复后的一边", "只在丢失的一边")
    with fork.working() as workspace:
        assert waiting(workspace) == []
        assert examine(workspace).problems == []


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_decision_can_be_undone_and_made_again(fork: Computer, township: Computer, side: str):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    before = without_revisions(arrived(fork))
    choose(fork, side)
    with fork.working() as workspace:
        undo(workspace)
        assert len(waiting(workspace)) == 1
    assert without_revisions(arrived(fork)) == before
    choose(fork, "theirs")
    kept = {"level3": "只在丢失的一边"}
    assert arrived(fork)["05-003"]["values"] == township.views()["05-003"]["values"] | kept


def test_undoing_the_import_takes_its_question_away_and_asking_again_brings_it_back(fork: Computer, township: Computer):
    path = township.export("又是第二轮.zwgk").path
    fork.take_in(path)
    with fork.working() as workspace:
        undo(workspace)
        assert waiting(workspace) == []
    outcome = fork.take_in(path)
    assert (outcome.result, counts(outcome)) == ("waiting", {"conflicting": 1, "unchanged": 12})


def test_a_newer_question_replaces_the_older_and_undoing_it_brings_the_older_back(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    township.set("05-003", publisher="第三次")
    fork.take_in(township.export("第三轮.zwgk").path)
    with fork.working() as workspace:
        (proposal,) = waiting(workspace)
        assert proposal.theirs["values"]["publisher"] == "第三次"
        undo(workspace)
        (proposal,) = waiting(workspace)
        assert proposal.theirs["values"]["publisher"] == "恢复后的一边"


def test_both_branches_are_kept_in_the_history(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    choose(fork, "theirs")
    with fork.working() as workspace:
        id = find_entry(workspace, "05-003").id
        told = [version.differences.get("publisher", (None, None))[1] for version in history(workspace, "entry", id)]
    assert told[-2:] == ["丢失的一边", "恢复后的一边"]


def test_an_unknown_question_is_refused_and_none_is_decided(fork: Computer, township: Computer):
    fork.take_in(township.export("又是第二轮.zwgk").path)
    with fork.working() as workspace:
        (proposal,) = waiting(workspace)
        assert find_waiting(workspace, [proposal.id[:8]]) == [proposal]
        for names in ([proposal.id, "没有这个编号"], [proposal.id[:7]], [""]):
            with pytest.raises(UserFacingError) as refusal:
                find_waiting(workspace, names)
            assert refusal.value.code == "proposal-unknown"


@pytest.mark.parametrize("renamed", [False, True], ids=["before it has its name", "before it is marked"])
def test_an_export_cut_off_by_a_kill_is_taken_up_again(township: Computer, renamed: bool, monkeypatch):
    path = township.folder / "第一轮.zwgk"
    export_and_die(township, path.name, renamed, monkeypatch)
    assert path.exists() == renamed
    with township.working() as workspace:
        assert any("第 1 轮" in problem for problem in examine(workspace).problems)
    cut_off = path.read_bytes() if renamed else None
    done = township.export(path.name, force=True)
    assert done.round == 1
    assert cut_off in (None, path.read_bytes())
    with township.working() as workspace:
        assert examine(workspace).problems == []
        assert [row["standing"] for row in workspace.store.packages.all()] == ["handed_over"]


def test_an_export_cut_off_and_then_overtaken_by_edits_is_no_lasting_problem(township: Computer, monkeypatch):
    export_and_die(township, "第一轮.zwgk", False, monkeypatch)
    township.set("05-003", publisher="党政办")
    done = township.export("第二轮.zwgk")
    assert done.round == 2
    with township.working() as workspace:
        assert examine(workspace).problems == []


def export_and_die(desk: Computer, name: str, renamed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export until just before or just after the file gets its name, then die."""
    replace = Path.replace

    def rename_and_die(part: Path, target: Path) -> None:
        if renamed or target.name != name:
            replace(part, target)
        if target.name == name:
            kill_self()

    def work(_) -> None:
        with desk.working() as workspace:
            monkeypatch.setattr(Path, "replace", rename_and_die)
            export_entries(workspace, desk.folder / name)

    assert in_child(work).signal == 9
