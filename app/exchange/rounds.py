"""The rounds that left this unit: what each held, and what has changed since the last one."""

from dataclasses import dataclass

from app.exchange.handing_in import answer_rows, newest_round
from app.exchange.verdicts import ANSWER, RECEIPT
from app.workspace import Workspace

STANDING_LABELS = {
    "prepared": "没有写完",
    "handed_over": "已交出",
    "given_up": "没有交，后来又改了",
}
"""What became of a round, in words."""


@dataclass(frozen=True)
class Round:
    """One package of our entries. `kind` is submission or work; `at` ISO 8601, None where it was never handed over;
    `received_at` when our parent said it came (ISO 8601), None before its receipt is here."""

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
        ours = row["organisation"] == workspace.organisation.id and row["edition"] == workspace.edition
        if ours and row["direction"] == "out" and row["kind"] in ("submission", "work"):
            act = workspace.store.operations.by_number(row["operation"]) if row["operation"] else None
            facts = row["kind"], row["round"], row["standing"], act and act["at"], row["summary"]["entries"]
            found.append(Round(*facts, row["hash"], received.get(row["hash"])))
    return found


def since_last_round(workspace: Workspace) -> SinceLastRound:
    """Hold our entries against the revisions that left the house last; a round may hold some fields alone."""
    handed_over = _submissions(workspace)
    sent: dict[str, str] = {}
    for row in reversed(handed_over):
        sent |= workspace.store.operations.released(row["operation"], "entry")
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
    last = newest_round(workspace, handed_over[0] if handed_over else None)
    return SinceLastRound(last["round"] if last else None, **counts, answers=_new_answers(workspace, handed_over))


def _new_answers(workspace: Workspace, handed_over: list[dict]) -> int:
    sent: dict[str, str] = {}
    for row in reversed(handed_over):
        sent |= workspace.store.operations.released(row["operation"], ANSWER)
    return sum(sent.get(row["id"]) != row["revision"] for row in answer_rows(workspace))


def _submissions(workspace: Workspace) -> list[dict]:
    """Return what our parent holds of this edition, newest first: submissions that were handed over, and what came back
    from it after a loss."""
    ways = {("out", "submission", "handed_over"), ("in", "recovery", "received")}
    rows = [row for row in workspace.store.packages.all() if row["edition"] == workspace.edition]
    return [row for row in rows if (row["direction"], row["kind"], row["standing"]) in ways]
