"""An answer is to the words that it was written for: what the reviewer says anew waits for another one."""

from pathlib import Path

import pytest

from app.drafting.history import undo
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.answers import answer, open_returns
from app.exchange.received import received_packages
from app.exchange.recovering import export_recovery
from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.rounds import since_last_round
from app.exchange.verdicts import ANSWER, comment_on, conversation, find_entry_below, judge
from tests.app.exchange.desks import trust_sender
from tests.support import TOWNSHIP, Computer, computer

CODE = "05-003"


def say(county: Computer, comment: str) -> None:
    with county.working() as workspace:
        judge(workspace, [find_entry_below(workspace, CODE).id], "returned", comment)


def send_back(county: Computer, name: str) -> Path:
    with county.working() as workspace:
        return export_return(workspace, find_unit(workspace, "兴隆镇"), county.folder / name).path


def is_answered(desk: Computer, unit: str | None = None) -> bool:
    with desk.working() as workspace:
        (returned,) = open_returns(workspace, unit)
        return returned.is_answered


def reply(township: Computer, text: str) -> None:
    with township.working() as workspace:
        answer(workspace, open_returns(workspace)[0].verdict.id, text)


@pytest.fixture
def answered(admitted: Computer, township: Computer) -> Computer:
    """The county, with an answer of the township to what it returned first."""
    admitted.take_in(township.folder / "第一轮.zwgk")
    say(admitted, "请写全称")
    first = send_back(admitted, "第一份.zwgk")
    trust_sender(township, first)
    township.take_in(first)
    reply(township, "就叫这个名字")
    admitted.take_in(township.export("第二轮.zwgk").path)
    return admitted


def test_a_reply_alone_is_no_new_entry_and_what_was_returned_goes_with_its_approval(
    answered: Computer, township: Computer
) -> None:
    with answered.working() as workspace:
        (last, *_) = received_packages(workspace)
        assert (last.counts["answers"], last.counts.get("new", 0)) == (1, 0)
        entry = open_returns(workspace, TOWNSHIP.id)[0].entry
        judge(workspace, [entry], "accepted")
        (said,) = conversation(workspace, entry)
        assert (said.verdict, said.comment) == ("accepted", "")
        undo(workspace)
        judge(workspace, [entry], "accepted", "这样写可以")
        assert conversation(workspace, entry)[0].comment == "这样写可以"


def test_an_older_answer_does_not_hide_what_was_said_anew(answered: Computer, township: Computer) -> None:
    """The entry did not change, so that the second word is about the same revision."""
    assert is_answered(township) and is_answered(answered, TOWNSHIP.id)
    say(answered, "还是要写全称")
    assert not is_answered(answered, TOWNSHIP.id)
    township.take_in(send_back(answered, "第二份.zwgk"))
    assert not is_answered(township)
    with township.working() as workspace:
        (said,) = conversation(workspace, open_returns(workspace)[0].entry)
        assert (said.comment, said.answer) == ("还是要写全称", "就叫这个名字")
    reply(township, "就叫这个名字")
    assert is_answered(township)
    with township.working() as workspace:
        assert since_last_round(workspace).answers == 1
    answered.take_in(township.export("第三轮.zwgk").path)
    assert is_answered(answered, TOWNSHIP.id)


def test_an_answer_that_comes_after_the_reviewer_went_on_is_to_the_words_before(
    answered: Computer, township: Computer
) -> None:
    reply(township, "再说一遍，就叫这个名字")
    with answered.working() as workspace:
        comment_on(workspace, find_entry_below(workspace, CODE).id, "依据也要写全")
    answered.take_in(township.export("第三轮.zwgk").path)
    assert not is_answered(answered, TOWNSHIP.id)


def test_an_answer_that_tells_not_to_which_words_it_is_counts_and_travels(
    answered: Computer, township: Computer
) -> None:
    """Answers were written so before reviewers could be answered word by word."""
    with township.working() as workspace:
        record = workspace.store.records.of_kind(ANSWER)[0]
        with operation(workspace, "answer", "回复审核意见") as act:
            act.write(ANSWER, record.id, {key: value for key, value in record.content.items() if key != "said"})
    say(answered, "还是要写全称")
    township.take_in(send_back(answered, "第二份.zwgk"))
    assert is_answered(township)
    assert township.take_in(township.export("工作包.zwgk", kind="work").path).result == "unchanged"


def test_an_answer_to_a_word_that_a_restored_county_no_longer_has_is_told(
    admitted: Computer, township: Computer
) -> None:
    admitted.take_in(township.folder / "第一轮.zwgk")
    backup = admitted.path.read_bytes()
    say(admitted, "请写全称")
    first = send_back(admitted, "第一份.zwgk")
    trust_sender(township, first)
    township.take_in(first)
    reply(township, "就叫这个名字")
    admitted.path.write_bytes(backup)
    outcome = admitted.take_in(township.export("第二轮.zwgk").path)
    assert outcome.result == "applied"
    assert "有 1 条回复说的审核意见不在这个工作文件里" in outcome.reason
    assert "就叫这个名字" in outcome.reason


def test_words_are_kept_without_what_cannot_be_seen(answered: Computer, township: Computer) -> None:
    say(answered, "先\u202e看\u200b依据\r\n再改\x01")
    township.take_in(send_back(answered, "第二份.zwgk"))
    reply(township, "改\u202e好了")
    with township.working() as workspace:
        said = open_returns(workspace)[0].verdict
    assert (said.comment, said.answer) == ("先看依据\n再改", "改好了")
    with pytest.raises(UserFacingError, match="太长"):
        say(answered, "\u0958" * 2000)


@pytest.mark.parametrize("kind", ["submission", "work"])
def test_a_refusal_for_personal_data_names_the_entry(answered: Computer, township: Computer, kind: str) -> None:
    reply(township, "身份证 11010519491231002X")
    with pytest.raises(UserFacingError, match="“05-003 最低生活保障 / 政策法规文件”的审核意见 回复有身份证号"):
        township.export("第三轮.zwgk", kind=kind)


def test_an_answer_that_the_parent_gave_back_after_a_loss_is_not_new_to_it(answered: Computer, tmp_path: Path) -> None:
    with answered.working() as workspace:
        path = export_recovery(workspace, find_unit(workspace, "兴隆镇"), answered.folder / "恢复.zwgk").path
    new = computer(tmp_path / "新电脑", TOWNSHIP)
    trust_sender(new, path)
    assert new.take_in(path).result == "applied"
    with new.working() as workspace:
        assert conversation(workspace, open_returns(workspace)[0].entry)[0].answer == "就叫这个名字"
        assert since_last_round(workspace).answers == 0
