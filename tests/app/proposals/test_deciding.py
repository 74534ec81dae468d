"""Several clerks ask about one entry: every question stays, and each answer sees the one before."""

from pathlib import Path

import pytest

from app.drafting.editing import remove_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.exchange.starting import new_from_work
from app.exchange.taking_in import apply_batch, read_batch
from app.proposals.proposals import decide, removed_since, waiting
from tests.app.exchange.desks import fingerprint_of, trust_sender
from tests.support import Computer


@pytest.fixture
def asked(township: Computer, tmp_path: Path) -> Computer:
    """甲 after 乙 and 丙, who work on copies of her workspace, sent other words for 05-004 than hers."""
    work = township.export("交接.zwgk", kind="work").path
    sent = [_second_clerk(tmp_path / name, name, work) for name in ("乙", "丙")]
    township.set("05-004", publisher="甲写的")
    for path in sent:
        trust_sender(township, path)
        assert township.take_in(path).result == "waiting"
    return township


def _second_clerk(folder: Path, name: str, work: Path) -> Path:
    folder.mkdir()
    desk = Computer(folder, name)
    with desk.keys():
        new_from_work(desk.path, work, person=name).close()
    desk.set("05-004", publisher=f"{name}写的")
    return desk.export(f"{name}.zwgk", kind="work").path


def test_two_clerks_questions_about_one_entry_wait_side_by_side(asked: Computer, tmp_path: Path):
    with asked.working() as workspace:
        found = waiting(workspace)
    assert [p.theirs["values"]["publisher"] for p in found] == ["乙写的", "丙写的"]
    for proposal, name in zip(found, ("乙", "丙"), strict=True):
        assert fingerprint_of(tmp_path / name / f"{name}.zwgk").split()[0] in proposal.label


def test_answers_to_both_in_one_act_see_each_other_and_are_undone_together(asked: Computer, tmp_path: Path):
    with asked.working() as workspace:
        decide(workspace, waiting(workspace), "theirs")
        assert waiting(workspace) == []
    assert asked.views()["05-004"]["values"]["publisher"] == "丙写的"
    with asked.working() as workspace:
        undo(workspace)
        assert len(waiting(workspace)) == 2
    assert asked.views()["05-004"]["values"]["publisher"] == "甲写的"


def test_what_was_answered_is_not_asked_again(asked: Computer, tmp_path: Path):
    with asked.working() as workspace:
        decide(workspace, waiting(workspace), "theirs")
    desk = Computer(tmp_path / "乙", "乙")
    desk.set("05-005", publisher="乙又写")
    assert asked.take_in(desk.export("再来.zwgk", kind="work").path).result == "applied"


def test_only_what_a_clerks_next_package_goes_beyond_is_replaced(asked: Computer, tmp_path: Path):
    desk = Computer(tmp_path / "乙", "乙")
    desk.set("05-004", publisher="乙改口")
    asked.take_in(desk.export("再来.zwgk", kind="work").path)
    with asked.working() as workspace:
        assert [p.theirs["values"]["publisher"] for p in waiting(workspace)] == ["丙写的", "乙改口"]


def test_a_side_answers_only_what_both_changed(township: Computer, tmp_path: Path):
    work = township.export("交接.zwgk", kind="work").path
    for side in ("ours", "theirs"):
        folder = tmp_path / side
        folder.mkdir()
        desk = Computer(folder, side)
        with desk.keys():
            new_from_work(desk.path, work, person=side).close()
        entry = {"ours": "05-004", "theirs": "05-005"}[side]
        desk.set(entry, publisher="对方的", level3="只有对方改")
        township.set(entry, publisher="我们的", channels=["政府网站"])
        path = desk.export("改.zwgk", kind="work").path
        trust_sender(township, path)
        township.take_in(path)
        with township.working() as workspace:
            decide(workspace, waiting(workspace), side)
        values = township.views()[entry]["values"]
        assert values["publisher"] == {"ours": "我们的", "theirs": "对方的"}[side]
        assert (values["level3"], values["channels"]) == ("只有对方改", ["政府网站"])


def test_each_question_has_its_own_answers(asked: Computer):
    with asked.working() as workspace:
        first, second = waiting(workspace)
        decide(workspace, [first, second], "ours", {first.id: {"publisher": "theirs"}})
    assert asked.views()["05-004"]["values"]["publisher"] == "乙写的"


@pytest.mark.parametrize(("side", "kept"), [("ours", "甲又写"), ("theirs", "乙又写")])
def test_a_package_looked_at_first_is_held_against_what_stands_when_it_is_applied(
    asked: Computer, tmp_path: Path, side: str, kept: str
):
    desk = Computer(tmp_path / "乙", "乙")
    desk.set("05-005", publisher="乙又写")
    path = desk.export("再来.zwgk", kind="work").path
    with asked.working() as workspace:
        batch = read_batch(workspace, path)
    before = {proposal.title: proposal.change for proposal in batch.proposals}
    assert list(before.values()).count("changed") == 1
    asked.set("05-005", publisher="甲又写")
    (id,) = [p.subject_id for p in batch.proposals if p.theirs.get("item") == "05-005"]
    with asked.working() as workspace:
        result = apply_batch(workspace, batch, {id: {"publisher": side}})
        assert result.counts["changed"] == (side == "theirs")
        assert apply_batch(workspace, batch).counts == {"unchanged": len(batch.everything)}
    assert asked.views()["05-005"]["values"]["publisher"] == kept


def test_reading_a_package_can_be_cancelled(asked: Computer, tmp_path: Path):
    path = Computer(tmp_path / "乙", "乙").export("再来.zwgk", kind="work").path
    seen: list[tuple[int, int]] = []
    with asked.working() as workspace:
        read_batch(workspace, path, lambda *done: seen.append(done))
        with pytest.raises(UserFacingError) as refusal:
            read_batch(workspace, path, is_cancelled=lambda: True)
    assert seen == [(13, 13)]
    assert refusal.value.code == "cancelled"


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_theirs_brings_back_what_was_removed_here_since_and_ours_leaves_it_removed(asked: Computer, side: str):
    with asked.working() as workspace:
        entry = find_entry(workspace, "05-004")
        remove_entry(workspace, entry)
        question, other = waiting(workspace)
        assert removed_since(workspace, [question, other]) == [question, other]
        decide(workspace, [question], side)
        content = workspace.store.entries.get(entry.id).content
        assert content["removed"] is (side == "ours")
        assert content["values"]["publisher"] == {"ours": "甲写的", "theirs": "乙写的"}[side]
        undo(workspace)
        assert workspace.store.entries.get(entry.id).content["removed"]
        assert len(waiting(workspace)) == 2
