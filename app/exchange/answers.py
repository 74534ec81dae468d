"""Answering what a reviewer said, and what is still open of it: returned entries as they stand."""

from dataclasses import dataclass
from typing import Annotated, Any

from msgspec import Meta, Struct, to_builtins

from app.drafting.entry import title_of
from app.drafting.lookup import entry_content, find_definition
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.exchange.entry_rows import EntryId
from app.exchange.manifest import OrganisationId, Sha256
from app.exchange.subject_rows import is_told, subject_row
from app.exchange.verdicts import (
    ANSWER,
    VERDICT,
    Name,
    SaidText,
    Verdict,
    answer_id,
    checked_words,
    conversation,
    conversations,
    verdict_by_id,
)
from app.workspace import Workspace
from db.repositories.entries import EntryRow


class AnswerContent(Struct, frozen=True, omit_defaults=True):
    """What the unit that has the entry answers to one verdict; `said` is the revision of the verdict it answers to."""

    verdict: EntryId
    entry: EntryId
    organisation: OrganisationId
    edition: Annotated[str, Meta(min_length=1, max_length=40)]
    text: SaidText
    person: Name | None
    at: Annotated[str, Meta(max_length=40)]
    removed: bool
    said: Sha256 | None = None


@dataclass(frozen=True)
class OpenReturn:
    """A returned entry as it stands. `proposals` are the ids of proposed values that wait for a decision."""

    entry: str
    organisation: str
    checklist: str
    field: str | None
    item: str | None
    title: str
    verdict: Verdict
    proposals: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Whether the unit has answered to what was said last; the entry stays returned until it is changed or
        accepted."""
        return self.verdict.is_answered


def answer(workspace: Workspace, verdict_id: str, text: str) -> None:
    """Answer what our reviewer said of one of our entries; a later answer takes the place of an earlier one.

    Raises `UserFacingError` for an unknown verdict or one about somebody else's entry, `UsageError` without a text.
    """
    said, verdict = checked_words(text, "回复"), verdict_by_id(workspace, verdict_id)
    if not said:
        raise UsageError("answer-missing", "回复是空的，没有改动。请写上要说的话。")
    if verdict.organisation != workspace.organisation.id:
        raise UserFacingError("entry-not-ours", "这是别的单位的条目，由那个单位回复。没有改动。")
    entry = workspace.store.entries.get(verdict.entry)
    content = AnswerContent(
        verdict.id,
        verdict.entry,
        verdict.organisation,
        entry.content["edition"] if entry else workspace.edition,
        said,
        workspace.person,
        workspace.timestamp(),
        False,
        workspace.store.records.get(VERDICT, verdict.id).revision,
    )
    with operation(workspace, "answer", "回复审核意见") as act:
        if said != verdict.answer or not verdict.is_answered:
            act.write(ANSWER, answer_id(verdict.id), to_builtins(content))


def open_returns(workspace: Workspace, organisation: str | None = None) -> list[OpenReturn]:
    """Return the entries of a unit (ours without one) that are returned as they stand, in the order of its tables."""
    unit = organisation or workspace.organisation.id
    proposed: dict[str, list[str]] = {}
    for row in workspace.store.proposals.waiting_from("review", workspace.edition):
        proposed.setdefault(row["subject_id"], []).append(row["id"])
    rows = list(workspace.store.entries.listed(organisation=unit, edition=workspace.edition, verdict="returned"))
    said = conversations(workspace, [row.id for row in rows])
    return [_open(workspace, row, said[row.id], tuple(proposed.get(row.id, ()))) for row in rows]


def open_return(workspace: Workspace, entry: str) -> OpenReturn | None:
    """Return what was said of one entry (id) if it is returned as it stands, else None."""
    row = workspace.store.entries.get(entry)
    if row is None or workspace.store.verdicts.standing([entry])[entry] != "returned":
        return None
    waiting = workspace.store.proposals.waiting_from("review", workspace.edition)
    proposals = tuple(each["id"] for each in waiting if each["subject_id"] == entry)
    return _open(workspace, row, conversation(workspace, entry), proposals)


def _open(workspace: Workspace, row: EntryRow, everything: list[Verdict], proposals: tuple[str, ...]) -> OpenReturn:
    content = entry_content(row)
    title = title_of(find_definition(workspace, content.checklist), content.values)
    said = [verdict for verdict in everything if verdict.verdict == "returned"]
    # What was said of the very revision goes before what was said of the same content once.
    fitting = [v for v in said if v.revision == row.revision] or [v for v in said if v.is_current]
    place = content.organisation, content.checklist, content.field, content.item
    return OpenReturn(row.id, *place, title, fitting[-1], proposals)


def answer_rows(workspace: Workspace, unit: str | None = None) -> list[dict[str, Any]]:
    """Return the lines with what a unit (ours without one) answered to its reviewer in this edition."""
    wanted = unit or workspace.organisation.id, workspace.edition
    rows = (row for row in workspace.store.records.of_kind(ANSWER, removed=True) if is_told(workspace, row))
    said = [row for row in rows if (row.content["organisation"], row.content["edition"]) == wanted]
    return [{"kind": ANSWER} | subject_row(workspace, row.id, row.revision, row.content) for row in said]
