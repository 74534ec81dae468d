"""What the unit said, once per field, about items whose publisher does not list its level."""

from app.drafting.operations import Operation, head_of
from app.drafting.projection import PublisherAnswer
from app.workspace import Workspace

KIND = "publisher-answer"


def publisher_answer(workspace: Workspace, checklist: str, field: str | None) -> PublisherAnswer:
    """Return the answer for a field (or a whole checklist); as written when nobody was asked."""
    record = workspace.store.records.get(KIND, _id(workspace, checklist, field))
    return record.content["answer"] if record and not record.content["removed"] else "as-written"


def has_publisher_answer(workspace: Workspace, checklist: str, field: str | None) -> bool:
    """Say whether somebody answered for a field (or a whole checklist)."""
    record = workspace.store.records.get(KIND, _id(workspace, checklist, field))
    return record is not None and not record.content["removed"]


def record_publisher_answer(act: Operation, checklist: str, field: str | None, answer: PublisherAnswer) -> None:
    """Write a new answer inside an operation."""
    id = _id(act.workspace, checklist, field)
    act.write(KIND, id, {"answer": answer, "removed": False}, head_of(act.workspace, KIND, id))


def carry_publisher_answers(act: Operation, before: str, edition: str) -> None:
    """Let what was answered in one edition hold in another, inside an operation."""
    for row in act.workspace.store.records.of_kind(KIND):
        checklist, answered_in, field = row.id.split("/")
        if answered_in == before:
            id = "/".join((checklist, edition, field))
            act.write(KIND, id, row.content, head_of(act.workspace, KIND, id))


def _id(workspace: Workspace, checklist: str, field: str | None) -> str:
    return "/".join((checklist, workspace.edition, field or ""))
