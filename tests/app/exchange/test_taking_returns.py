"""What a parent sends back is held against the rules before it is believed: who says it, to whom, of what."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.doctor import examine
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.operations import revision_id
from app.errors import UserFacingError
from app.exchange.answers import answer, open_returns
from app.exchange.keys import device_key
from app.exchange.looking import look_at
from app.exchange.manifest import PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import RowsContent, write_package
from app.exchange.recovering import export_recovery
from app.exchange.returning import export_receipt, export_return, receipt_of
from app.exchange.roster import find_unit
from app.exchange.rounds import since_last_round
from app.exchange.taking_in import FileOutcome, apply_batch, read_batch
from app.exchange.verdicts import (
    changed_since_return,
    comment_on,
    comment_templates,
    conversation,
    find_entry_below,
    judge,
    verdict_id,
    withdraw_verdict,
)
from app.proposals.proposals import decide, waiting
from tests.app.exchange.desks import manifest_of, trust_sender
from tests.support import TOWNSHIP, VILLAGE, Clock, Computer, computer, dump

CODE = "05-003"
Rows = list[dict[str, Any]]


def send_back(county: Computer, name: str) -> Path:
    with county.working() as workspace:
        return export_return(workspace, find_unit(workspace, "兴隆镇"), county.folder / name).path


def say(county: Computer, verdict: str, comment: str = "", **proposed: Any) -> None:
    with county.working() as workspace:
        judge(workspace, [find_entry_below(workspace, CODE).id], verdict, comment, proposed)


def standing(desk: Computer) -> str | None:
    return desk.views()[CODE]["verdict"]


@pytest.fixture
def reviewing(admitted: Computer, township: Computer) -> Computer:
    """The county with the township's first round in it, trusted by the township."""
    admitted.take_in(township.folder / "第一轮.zwgk")
    say(admitted, "returned", "没有写全", publisher="兴隆镇便民服务中心")
    trust_sender(township, send_back(admitted, "第一份.zwgk"))
    return admitted


def forged(county: Computer, change: Callable[[Rows], Rows], **facts: Any) -> Path:
    """A return that the county's own computer signs, and its program would not have written."""
    like = county.folder / "第一份.zwgk"
    with open_package(like) as package:
        rows = list(package.rows("verdicts.jsonl"))
    manifest = manifest_of(like)
    known = PackageFacts(**{name: getattr(manifest, name) for name in PackageFacts.__struct_fields__})
    with county.keys():
        key = device_key(manifest.organisation.id)
    contents = [RowsContent("verdicts.jsonl", change(rows))]
    return write_package(county.folder / "伪造.zwgk", replace(known, **facts), contents, key, force=True).path


def reworded(**changes: Any) -> Callable[[Rows], Rows]:
    """Change the content of the one verdict and name it rightly."""

    def change(rows: Rows) -> Rows:
        (row,) = rows
        content = row["content"] | changes
        id = verdict_id(content["entry"], content["revision"], content["reviewer"])
        return [row | {"id": id, "content": content, "revision": revision_id("verdict", id, content, row["parents"])}]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (reworded(organisation=VILLAGE.id), "别的单位"),
        (reworded(reviewer=VILLAGE.id), "别的单位"),
        (reworded(edition="2025"), "另一年"),
        (reworded(verdict="deleted"), "内容不完整"),
        (reworded(at="昨天"), "时间"),
        (reworded(at="2026-02-31T00:00:00+00:00"), "时间"),
        (reworded(proposed={"nothing": "1"}), "不是这份清单的一栏"),
        (reworded(proposed={"publisher": 5}), "填得不对"),
        (reworded(comment="长" * 2001), "内容不完整"),
        (lambda rows: rows * 2, "编号重复"),
        (lambda rows: [rows[0] | {"revision": "0" * 64}], "版本编号和内容对不上"),
        (lambda rows: [{"id": rows[0]["id"]}], "内容不完整"),
    ],
)
def test_a_return_that_breaks_a_rule_is_refused_whole(
    reviewing: Computer, township: Computer, change: Callable[[Rows], Rows], said: str
) -> None:
    before = dump(township.path)
    outcome = township.take_in(forged(reviewing, change))
    assert (outcome.result, outcome.code) == ("refused", "package-row-wrong")
    assert said in outcome.reason
    assert dump(township.path) == before


def test_a_return_counts_only_from_our_parent_to_us_and_of_our_year(
    reviewing: Computer, township: Computer, tmp_path: Path
) -> None:
    def refused(outcome: FileOutcome) -> str | None:
        assert outcome.result == "refused"
        return outcome.code

    first = reviewing.folder / "第一份.zwgk"
    village = computer(tmp_path / "村", VILLAGE)
    assert refused(village.take_in(first)) == "package-for-another"
    assert refused(reviewing.take_in(first)) == "package-own"
    assert refused(township.take_in(forged(reviewing, reworded(edition="2025"), edition="2025"))) == "edition-differs"
    assert refused(township.take_in(forged(reviewing, reworded(), recipient=None))) == "package-malformed"
    other = computer(tmp_path / "同名的镇", TOWNSHIP)
    assert refused(other.take_in(first)) == "parent-unknown"
    assert standing(township) == "pending"


def test_a_return_can_be_undone_and_taken_again(reviewing: Computer, township: Computer) -> None:
    first = reviewing.folder / "第一份.zwgk"
    assert township.take_in(first).result == "waiting"
    with township.working() as workspace:
        assert undo(workspace) == "收下青山县的审核意见"
        assert waiting(workspace) == []
        assert conversation(workspace, find_entry(workspace, CODE).id) == []
    assert standing(township) == "pending"
    again = township.take_in(first)
    assert (again.result, again.counts["new"]) == ("waiting", 1)
    assert standing(township) == "returned"


def test_a_proposed_value_is_held_against_what_was_reviewed(reviewing: Computer, township: Computer) -> None:
    """What the clerk changed elsewhere meanwhile stays; where both changed, the clerk's stands until decided."""
    township.set(CODE, level3="改过的三级事项")
    township.take_in(reviewing.folder / "第一份.zwgk")
    with township.working() as workspace:
        (proposal,) = waiting(workspace)
        assert [(each["element"], each["kind"]) for each in proposal.differences] == [("publisher", "changed")]
        decide(workspace, [proposal], "theirs")
        values = find_entry(workspace, CODE).content["values"]
        assert (values["publisher"], values["level3"]) == ("兴隆镇便民服务中心", "改过的三级事项")


def test_a_county_that_went_back_to_a_backup_is_believed_in_what_it_said_last(
    reviewing: Computer, township: Computer
) -> None:
    backup = reviewing.path.read_bytes()
    say(reviewing, "accepted")
    township.take_in(send_back(reviewing, "第二份.zwgk"))
    assert standing(township) == "accepted"
    reviewing.path.write_bytes(backup)
    reviewing.clock()
    say(reviewing, "returned", "想了想还是要改")
    township.take_in(send_back(reviewing, "另一支.zwgk"))
    assert standing(township) == "returned"
    with township.working() as workspace:
        (open_return,) = open_returns(workspace)
        assert open_return.verdict.comment.startswith("想了想还是要改\n")
    assert township.take_in(reviewing.folder / "第二份.zwgk").result == "unchanged"
    assert standing(township) == "returned"


@pytest.mark.parametrize("year", [1980, 2099])
def test_a_county_that_went_back_and_has_a_wrong_clock_is_not_passed_over_in_silence(
    reviewing: Computer, township: Computer, year: int
) -> None:
    backup = reviewing.path.read_bytes()
    say(reviewing, "accepted")
    township.take_in(send_back(reviewing, "第二份.zwgk"))
    reviewing.path.write_bytes(backup)
    reviewing.clock = Clock(datetime(year, 1, 1, tzinfo=UTC))
    say(reviewing, "returned", "想了想还是要改")
    other = send_back(reviewing, "另一支.zwgk")
    with township.working() as workspace:
        assert look_at(workspace, other).result == "ready"
    outcome = township.take_in(other)
    assert "有 1 条和以前收到的说得不一样" in outcome.reason
    assert "没有用的也留在来往里：“最低生活保障 / 政策法规文件”的“通过" in outcome.reason
    assert standing(township) == "returned"


def test_a_word_that_was_taken_back_is_told_as_that(reviewing: Computer, township: Computer) -> None:
    township.take_in(reviewing.folder / "第一份.zwgk")
    with reviewing.working() as workspace:
        withdraw_verdict(workspace, [find_entry_below(workspace, CODE).id])
    outcome = township.take_in(send_back(reviewing, "第二份.zwgk"))
    assert outcome.reason == "上级收回了 1 条审核意见。"
    assert outcome.result == "applied"


def test_looking_at_a_return_says_what_it_brings(reviewing: Computer, township: Computer) -> None:
    with township.working() as workspace:
        look = look_at(workspace, reviewing.folder / "第一份.zwgk")
        assert (look.result, look.kind, look.counts) == ("ready", "return", {"new": 1, "conflicting": 1})
        batch = read_batch(workspace, reviewing.folder / "第一份.zwgk")
        assert apply_batch(workspace, batch).waiting == 1
        assert look_at(workspace, reviewing.folder / "第一份.zwgk").result == "received"


def test_what_is_said_stays_with_what_it_was_said_of(reviewing: Computer, township: Computer) -> None:
    township.take_in(reviewing.folder / "第一份.zwgk")
    township.set(CODE, level3="写全了")
    with township.working() as workspace:
        (said,) = conversation(workspace, find_entry(workspace, CODE).id)
        assert not said.is_current
        answer(workspace, said.id, "改好了")
        assert since_last_round(workspace).answers == 1
    reviewing.take_in(township.export("第二轮.zwgk").path)
    with reviewing.working() as workspace:
        entry = find_entry_below(workspace, CODE).id
        assert changed_since_return(workspace, TOWNSHIP.id) == [entry]
        comment_on(workspace, entry, "这样就好")
        comment_on(workspace, entry, "再看一眼公开主体")
        old, new = conversation(workspace, entry)
        assert (old.answer, old.is_current, new.verdict) == ("改好了", False, None)
        assert new.comment == "这样就好\n再看一眼公开主体"
        judge(workspace, [entry], "accepted")
        assert conversation(workspace, entry)[-1].comment == "这样就好\n再看一眼公开主体"
        assert changed_since_return(workspace, TOWNSHIP.id) == []
        assert withdraw_verdict(workspace, [entry]) == 1
        assert len(conversation(workspace, entry)) == 1
        assert any("全称" in text for text in comment_templates(workspace.library))


@pytest.mark.parametrize("export", [export_return, export_recovery])
def test_a_persons_number_in_a_comment_does_not_go_out(reviewing: Computer, export: Callable[..., Any]) -> None:
    path = reviewing.folder / "给兴隆镇.zwgk"
    with reviewing.working() as workspace:
        comment_on(workspace, find_entry_below(workspace, CODE).id, "请问身份证 11010519491231002X 的人")
        with pytest.raises(UserFacingError) as refused:
            export(workspace, find_unit(workspace, "兴隆镇"), path)
    assert refused.value.code == "personal-data"
    assert not path.exists()


def test_an_answer_that_was_taken_back_goes_where_it_had_been_told(reviewing: Computer, township: Computer) -> None:
    def answered() -> list[str | None]:
        with reviewing.working() as workspace:
            return [each.answer for each in conversation(workspace, find_entry_below(workspace, CODE).id)]

    township.take_in(reviewing.folder / "第一份.zwgk")
    with township.working() as workspace:
        verdict = open_returns(workspace)[0].verdict.id
        answer(workspace, verdict, "没说出去的")
        undo(workspace)
    with open_package(township.export("第二轮.zwgk").path) as package:
        assert not package.has("records.jsonl")
    with township.working() as workspace:
        answer(workspace, verdict, "写错了")
    reviewing.take_in(township.export("第三轮.zwgk").path)
    assert answered() == ["写错了"]
    with township.working() as workspace:
        undo(workspace)
    assert reviewing.take_in(township.export("第四轮.zwgk").path).result == "applied"
    assert answered() == [None]


def test_a_receipt_that_names_another_round_is_refused(
    reviewing: Computer, township: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Believed, the unit would count on from there, to a round that no package may have.
    monkeypatch.setattr("app.exchange.returning.receipt_of", lambda *told: replace(receipt_of(*told), round=1_000_000))
    with reviewing.working() as workspace:
        path = export_receipt(workspace, find_unit(workspace, "兴隆镇"), reviewing.folder / "回执.zwgk").path
    outcome = township.take_in(path)
    assert (outcome.result, outcome.code) == ("refused", "receipt-differs")


def test_a_return_that_could_not_be_written_is_named_by_the_examination(reviewing: Computer) -> None:
    say(reviewing, "returned", "又说了一句")
    with reviewing.working() as workspace:
        with pytest.raises(UserFacingError):
            export_return(workspace, find_unit(workspace, "兴隆镇"), reviewing.folder / "没有" / "退回.zwgk")
        report = examine(workspace)
    assert report.problems == ["给“兴隆镇”的第 2 轮审核意见没有写完，请再写一次；内容都在。"]
    assert report.codes == ["return-unfinished"]
