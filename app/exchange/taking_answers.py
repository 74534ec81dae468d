"""Answers to what a reviewer said, as they come up with a submission: known again by their history like entries."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.drafting.lookup import entry_title
from app.exchange import refusals
from app.exchange.answers import AnswerContent
from app.exchange.package_reading import VerifiedPackage
from app.exchange.subject_rows import bad_row, read_subject_rows, ruled_proposal
from app.exchange.verdicts import ANSWER, VERDICT, answer_id
from app.proposals.proposals import Proposal
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_WHAT = "回复"
_TITLE = "对审核意见的回复"
_MOST_NAMED = 3
_MOST_LETTERS = 60


def answer_proposals(
    workspace: Workspace, package: VerifiedPackage, owner: str, others: tuple[str, ...] = ()
) -> Iterator[Proposal]:
    """Yield what the answers in records.jsonl propose; `others` are the kinds of line that somebody else reads.

    Raises `UserFacingError` at the first that is wrong, or is of a kind that this program does not know.
    """
    rows = (row for row in package.rows("records.jsonl") if _is_answer(package, row, others))
    for number, row, content in read_subject_rows(rows, ANSWER, AnswerContent, _WHAT):
        if content.organisation != owner or _answers_another(workspace, content, owner):
            raise bad_row(number, _WHAT, "写的是别的单位", row.id)
        if content.edition != package.manifest.edition:
            raise bad_row(number, _WHAT, "写的是另一年的目录", content.edition)
        if row.id != answer_id(content.verdict):
            raise bad_row(number, _WHAT, "编号和意见对不上", row.id)
        yield ruled_proposal(workspace, ANSWER, row.id, owner, _TITLE, row.content, row.lineage)


def answers_to_nothing(workspace: Workspace, answers: Iterable[Proposal]) -> list[str]:
    """Say of which newly arrived answers the word they answer to is not here, and what they say: they can be read
    nowhere else until it comes."""
    news = [each.theirs for each in answers if each.lineage is not None and not each.theirs["removed"]]
    lost = [each for each in news if workspace.store.records.get(VERDICT, each["verdict"]) is None]
    if not lost:
        return []
    entries = workspace.store.entries.many([each["entry"] for each in lost[:_MOST_NAMED]])
    named = "；".join(_quoted(workspace, entries.get(each["entry"]), each["text"]) for each in lost[:_MOST_NAMED])
    rest = f"；等 {len(lost)} 条" if len(lost) > _MOST_NAMED else ""
    why = "可能恢复过备份，或者是在另一台电脑上审的"
    return [f"有 {len(lost)} 条回复说的审核意见不在这个工作文件里（{why}），先记下了，条目上还看不到：{named}{rest}。"]


def _quoted(workspace: Workspace, row: EntryRow | None, text: str) -> str:
    begun = text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}……"
    return f"“{entry_title(workspace, row)}”的回复是“{begun}”"


def _is_answer(package: VerifiedPackage, row: dict[str, Any], others: tuple[str, ...]) -> bool:
    kind = row.get("kind")
    if kind != ANSWER and kind not in others:
        raise refusals.newer_content(package.file_name, f"records.jsonl: {kind!a}")
    return kind == ANSWER


def _answers_another(workspace: Workspace, content: AnswerContent, owner: str) -> bool:
    verdict = workspace.store.records.get(VERDICT, content.verdict)
    told = verdict.content if verdict is not None else {"organisation": owner, "entry": content.entry}
    return (told["organisation"], told["entry"]) != (owner, content.entry)
