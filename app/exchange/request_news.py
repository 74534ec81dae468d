"""What a colleague's work package says of requests for information (依申请公开) that one of the two struck out while
the other went on working on them."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from msgspec import convert

from app.exchange.package_reading import VerifiedPackage
from app.proposals.proposals import Proposal
from app.registers.request_records import REQUEST, REQUEST_EVENT, KeptEvent, RequestEvent, kept_request
from app.registers.request_struck import struck_words
from app.registers.requests import struck_requests
from app.workspace import Workspace
from db.repositories.records import RecordRow

Knows = Callable[[str], Collection[str]]
"""Returns, by the id of a case, the ids of the events on it that a package knows."""


def events_in(package: VerifiedPackage, records: str) -> Knows:
    """Return what tells the events that stand in a member of a package, which is read when it is first asked."""
    found: dict[str, set[str]] = {}

    def known(request: str) -> Collection[str]:
        if not found:
            found[""] = set()
            for row in package.rows(records):
                if row.get("kind") == REQUEST_EVENT and isinstance(row.get("content"), dict):
                    found.setdefault(str(row["content"].get("request")), set()).add(str(row.get("id")))
        return found.get(request, ())

    return known


def is_worked_on(workspace: Workspace, id: str, ours: dict[str, Any], theirs: dict[str, Any], known: Knows) -> bool:
    """Say whether a case that a colleague struck out has events here that she did not know of."""
    if ours["removed"] or not theirs["removed"]:
        return False
    rows = workspace.store.records.of_kind(REQUEST_EVENT)
    here = kept_request(RecordRow(REQUEST, id, "", ours), (row for row in rows if row.content["request"] == id))
    there = kept_request(RecordRow(REQUEST, id, "", theirs), ())
    return not {each.id for each in here.events} <= {*known(id), *(each.id for each in there.events)}


def told_of_struck(workspace: Workspace, records: Iterable[Proposal]) -> Iterator[str]:
    """Yield sentences about events that come to cases which are struck out here."""
    news = [each for each in records if each.lineage is not None and not each.theirs.get("removed")]
    back = {each.subject_id for each in news if each.subject_kind == REQUEST and each.landing == "follow"}
    coming = [each for each in news if each.subject_kind == REQUEST_EVENT]
    if not coming:
        return
    for kept in struck_requests(workspace):
        later = [_event(each) for each in coming if each.theirs["request"] == kept.id and kept.id not in back]
        if later:
            yield struck_words(kept, later)


def _event(proposal: Proposal) -> KeptEvent:
    return KeptEvent(proposal.subject_id, convert(proposal.theirs, RequestEvent))
