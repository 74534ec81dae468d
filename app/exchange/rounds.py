"""The rounds that left this unit: what each held, and what has changed since the last one."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from app.exchange.answers import answer_rows
from app.exchange.told_rounds import newest_round, sent_revisions, submissions
from app.exchange.verdicts import ANSWER, RECEIPT
from app.workspace import Workspace

STANDING_LABELS = {
    "prepared": "没有写完",
    "handed_over": "已交出",
    "received": "已交出（另一台电脑）",
    "given_up": "没有交，后来又改了",
}
"""What became of a round, in words."""


@dataclass(frozen=True)
class Round:
    """One package of our entries. `kind` is submission or work; `at` ISO 8601, None where it was never handed over from
    here; `received_at` when our parent said it came (ISO 8601), None before its receipt is here."""

    kind: str
    number: int
    standing: str
    at: str | None
    entries: int
    hash: str
    received_at: str | None = None

    @property
    def standing_label(self) -> str:
        """What became of it, in words."""
        return "上级已收到" if self.received_at else STANDING_LABELS[self.standing]


@dataclass(frozen=True)
class SinceLastRound:
    """What would be new to the parent: entries by what happened to them since they were handed over last.

    `round` is the last one handed over, None before the first.
    """

    round: int | None
    new: int
    changed: int
    removed: int
    unchanged: int
    answers: int = 0
    """Answers to the reviewer that are new."""


def rounds(workspace: Workspace) -> list[Round]:
    """Return the rounds of this edition that were prepared here, newest first."""
    found = []
    received = {row.id: row.content["received_at"] for row in workspace.store.records.of_kind(RECEIPT)}
    for row in workspace.store.packages.all():
        if _is_of_ours(workspace, row):
            is_from_here = row["operation"] and row["standing"] != "received"
            act = workspace.store.operations.by_number(row["operation"]) if is_from_here else None
            facts = row["kind"], row["round"], row["standing"], act["at"] if act else None, row["summary"]["entries"]
            found.append(Round(*facts, row["hash"], received.get(row["hash"])))
    return found


def _is_of_ours(workspace: Workspace, row: dict[str, Any]) -> bool:
    ours = (workspace.organisation.id, workspace.edition, "out")
    is_round = row["kind"] in ("submission", "work") and row["standing"] in STANDING_LABELS
    return is_round and tuple(row[name] for name in ("organisation", "edition", "direction")) == ours


def since_last_round(workspace: Workspace) -> SinceLastRound:
    """Hold our entries against the revisions that left the house last; a round may hold some fields alone."""
    sent = sent_revisions(workspace, "entry")
    counts = {"new": 0, "changed": 0, "removed": 0, "unchanged": 0}
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id, edition=workspace.edition, removed=True
    )
    for row in rows:
        before = sent.get(row.id)
        if before == row.revision:
            counts["unchanged"] += not row.content["removed"]
        elif row.content["removed"]:
            counts["removed"] += before is not None
        else:
            counts["new" if before is None else "changed"] += 1
    last = newest_round(workspace, max(submissions(workspace), key=itemgetter("round"), default=None))
    return SinceLastRound(last["round"] if last else None, **counts, answers=_new_answers(workspace))


def _new_answers(workspace: Workspace) -> int:
    sent = sent_revisions(workspace, ANSWER)
    return sum(sent.get(row["id"]) != row["revision"] for row in answer_rows(workspace))
