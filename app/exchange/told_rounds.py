"""Submissions that other computers of our unit handed in: told in work packages, so that all count one line of rounds
and know what the parent has."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from app.drafting.operations import Operation
from app.exchange.manifest import Sha256
from app.exchange.verdicts import RECEIPT
from app.workspace import Workspace

SubjectName = Annotated[str, Meta(max_length=200)]
_TOLD_OF = ("entry", "answer")


class HandedRound(Struct, frozen=True):
    """A submission that was handed in there or was told there; `content` is the hash by which the same content is
    known again."""

    round: Annotated[int, Meta(ge=1, le=999_999)]
    hash: Sha256
    parent: Sha256 | None
    content: Sha256
    entries: Annotated[int, Meta(ge=0, le=10_000_000)]


class SentRevision(Struct, frozen=True):
    """At which revision one of our entries, or an answer of ours, was handed in last."""

    kind: Literal["entry", "answer"]
    id: SubjectName
    revision: Sha256


def submissions(workspace: Workspace) -> list[dict[str, Any]]:
    """Return what our parent holds of this edition, newest first: submissions that were handed over here or on another
    computer of ours, and what came back from it after a loss."""
    ways = {("out", "submission", "handed_over"), ("out", "submission", "received"), ("in", "recovery", "received")}
    rows = [row for row in workspace.store.packages.all() if row["edition"] == workspace.edition]
    return [row for row in rows if (row["direction"], row["kind"], row["standing"]) in ways]


def newest_round(workspace: Workspace, last: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the last submission from here, or a later one that our parent said it has: what went out from a computer
    that is lost."""
    rows = workspace.store.records.of_kind(RECEIPT)
    received = [row for row in rows if row.content["edition"] == workspace.edition]
    newest = max(received, key=lambda row: row.content["round"], default=None)
    if newest is None or (last is not None and last["round"] >= newest.content["round"]):
        return last
    return {"round": newest.content["round"], "hash": newest.id}


def sent_revisions(workspace: Workspace, kind: str) -> dict[str, str]:
    """Return by id at which revision our entries, or our answers, were handed over last; a round may hold some fields
    alone."""
    sent: dict[str, str] = {}
    for row in reversed(submissions(workspace)):
        sent |= workspace.store.operations.released(row["operation"], kind)
    return sent


def handed_in_content(workspace: Workspace) -> dict[str, Any]:
    """Return what a colleague is told of the submissions of this edition."""
    rows = [row for row in submissions(workspace) if row["direction"] == "out"]
    rounds = {row["hash"]: _told(row) for row in rows}
    sent = [
        {"kind": kind, "id": id, "revision": revision}
        for kind in _TOLD_OF
        for id, revision in sorted(sent_revisions(workspace, kind).items())
    ]
    return {"handed_in": sorted(rounds.values(), key=lambda told: (told["round"], told["hash"])), "sent": sent}


def take_up_handed_in(
    workspace: Workspace, act: Operation, rounds: Iterable[HandedRound], sent: Iterable[SentRevision]
) -> None:
    """Write down, inside an operation, what a colleague handed in that we did not know of."""
    known = {row["hash"] for row in submissions(workspace)}
    news = [each for each in rounds if each.hash not in known]
    if not news:
        return
    act.release("package", _later(workspace, list(sent)))
    for each in news:
        workspace.store.packages.add(
            direction="out",
            kind="submission",
            organisation=workspace.organisation.id,
            recipient=workspace.organisation.parent_id,
            edition=workspace.edition,
            round=each.round,
            hash=each.hash,
            parent_hash=each.parent,
            content_hash=each.content,
            standing="received",
            summary={"entries": each.entries},
            operation=act.number(),
        )


def _later(workspace: Workspace, told: list[SentRevision]) -> list[tuple[str, str, str]]:
    """Return those of the told revisions that are held here and do not lie behind what is known to have been sent."""
    revisions = workspace.store.revisions
    held = revisions.contents([each.revision for each in told])
    sent = {kind: sent_revisions(workspace, kind) for kind in _TOLD_OF}

    def is_news(each: SentRevision) -> bool:
        ours = sent[each.kind].get(each.id)
        return ours is None or (ours != each.revision and each.revision not in revisions.ancestors(ours))

    return [(each.kind, each.id, each.revision) for each in told if each.revision in held and is_news(each)]


def _told(row: dict[str, Any]) -> dict[str, Any]:
    names = {"round": "round", "hash": "hash", "parent": "parent_hash", "content": "content_hash"}
    return {name: row[column] for name, column in names.items()} | {"entries": row["summary"]["entries"]}
