"""Answers to what a reviewer said, as they come up with a submission: known again by their history like entries."""

from collections.abc import Iterator
from typing import Any

from app.exchange import refusals
from app.exchange.answers import AnswerContent
from app.exchange.package_reading import VerifiedPackage
from app.exchange.subject_rows import bad_row, read_subject_rows, ruled_proposal
from app.exchange.verdicts import ANSWER, VERDICT, answer_id
from app.proposals.proposals import Proposal
from app.workspace import Workspace

_WHAT = "回复"
_TITLE = "对审核意见的回复"


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


def _is_answer(package: VerifiedPackage, row: dict[str, Any], others: tuple[str, ...]) -> bool:
    kind = row.get("kind")
    if kind != ANSWER and kind not in others:
        raise refusals.newer_content(package.file_name, f"records.jsonl: {kind!a}")
    return kind == ANSWER


def _answers_another(workspace: Workspace, content: AnswerContent, owner: str) -> bool:
    verdict = workspace.store.records.get(VERDICT, content.verdict)
    told = verdict.content if verdict is not None else {"organisation": owner, "entry": content.entry}
    return (told["organisation"], told["entry"]) != (owner, content.entry)
