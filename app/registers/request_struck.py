"""Cases that were struck out, and what a colleague wrote down on them without knowing: told, and to be brought back."""

from collections.abc import Iterable, Sequence

from msgspec import structs, to_builtins

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.registers.request_records import APPLICANT, REQUEST, REQUEST_EVENT, KeptEvent, KeptRequest, event_title
from app.registers.requests import find_request, struck_applicant, struck_requests
from app.workspace import Workspace

_MOST_NAMED = 3


def restore_request(workspace: Workspace, name: str) -> KeptRequest:
    """Bring back a case that was struck out, with all that was written down on it; it can be undone. Raises
    `UserFacingError` where none of that name was."""
    try:
        kept = find_request(workspace, name, struck=True)
    except UserFacingError as error:
        if error.code != "request-unknown":
            raise
        raise UserFacingError(
            "request-not-struck", f"没有划去过登记编号为“{name[:60]}”的申请，没有改动。请核对登记编号。"
        ) from error
    case = structs.replace(kept.case, removed=False, events=())
    with operation(workspace, "request", f"恢复申请 {case.number}") as act:
        act.write(REQUEST, kept.id, to_builtins(case))
        for each in kept.events:
            act.write(REQUEST_EVENT, each.id, to_builtins(each.kept))
        if (applicant := struck_applicant(workspace, kept.id)) is not None:
            act.write(APPLICANT, kept.id, to_builtins(structs.replace(applicant, removed=False)))
    return kept


def written_after_striking(workspace: Workspace) -> list[tuple[KeptRequest, list[KeptEvent]]]:
    """Return the cases that are struck out with what came to be known of them here after that."""
    return [(kept, later) for kept in struck_requests(workspace) if (later := _later(workspace, kept))]


def struck_words(kept: KeptRequest, later: Sequence[KeptEvent]) -> str:
    """Say of a case that was struck out what a colleague has written down on it."""
    named = "、".join(event_title(each.kept.event) for each in later[:_MOST_NAMED])
    rest = f"等 {len(later)} 条" if len(later) > _MOST_NAMED else ""
    by = "、".join(dict.fromkeys(filter(None, (each.kept.person for each in later)))) or "同事"
    return (
        f"申请 {kept.case.number} 在这台电脑上已经划去，{by}不知道，又记了{named}{rest}。"
        "要接着办就恢复这一件；确实不要了，恢复以后再划去一次。"
    )


def _later(workspace: Workspace, kept: KeptRequest) -> list[KeptEvent]:
    changes = workspace.store.operations.of_subject(REQUEST, kept.id)
    contents = workspace.store.revisions.contents(each["after"] for each in changes)
    # It may have been joined with a colleague's since, and stayed struck out.
    while len(changes) > 1 and contents[changes[-2]["after"]]["removed"]:
        changes.pop()
    struck = _number_of(changes[-1:])
    return [each for each in kept.events if _first(workspace, each.id) > struck]


def _first(workspace: Workspace, event: str) -> int:
    # What an older version wrote into the case itself has no record of its own: it was known.
    return _number_of(workspace.store.operations.of_subject(REQUEST_EVENT, event)[:1])


def _number_of(changes: Iterable[dict]) -> int:
    return next((each["number"] for each in changes), 0)
