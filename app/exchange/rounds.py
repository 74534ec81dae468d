"""The rounds that left this unit: what each held, and what has changed since the last one."""

from dataclasses import dataclass

from app.workspace import Workspace

STANDING_LABELS = {
    "prepared": "没有写完",
    "handed_over": "已交出",
    "given_up": "没有交，后来又改了",
}
"""What became of a round, in words."""


@dataclass(frozen=True)
class Round:
    """One package of our entries. `kind` is submission or work; `at` ISO 8601, None where it was never handed over."""

    kind: str
    number: int
    standing: str
    at: str | None
    entries: int
    hash: str


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


def rounds(workspace: Workspace) -> list[Round]:
    """Return the rounds of this edition that were prepared here, newest first."""
    found = []
    for row in workspace.store.packages.all():
        ours = row["organisation"] == workspace.organisation.id and row["edition"] == workspace.edition
        if ours and row["direction"] == "out" and row["kind"] in ("submission", "work"):
            act = workspace.store.operations.by_number(row["operation"]) if row["operation"] else None
            entries = row["summary"]["entries"]
            found.append(Round(row["kind"], row["round"], row["standing"], act and act["at"], entries, row["hash"]))
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
    return SinceLastRound(handed_over[0]["round"] if handed_over else None, **counts)


def _submissions(workspace: Workspace) -> list[dict]:
    """Return the submissions of this edition that were handed over, newest first."""
    ours = workspace.organisation.id, workspace.edition
    wanted = (*ours, "out", "submission", "handed_over")
    names = ("organisation", "edition", "direction", "kind", "standing")
    return [row for row in workspace.store.packages.all() if tuple(row[name] for name in names) == wanted]
