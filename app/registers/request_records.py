"""What is kept of a request for information (依申请公开): the case, what was done on it, and apart from both who asks.

Case and applicant are two records with one id. The case (`request`) names nobody and goes along in work packages; the
applicant (`request-applicant`) never leaves the workspace and its backups. Each event is a record of its own
(`request-event`) and goes along with the case, so that two clerks may each write one down.
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, Protocol

from msgspec import Meta, Struct, convert, structs, to_builtins

from app.canonical import canonical_json

REQUEST = "request"
REQUEST_EVENT = "request-event"
APPLICANT = "request-applicant"
LONGEST_ASKED = 2000  # characters
MOST_EVENTS = 200

EventKind = Literal[
    "acknowledged",
    "confirmed",
    "completion-asked",
    "completed",
    "third-party-asked",
    "third-party-answered",
    "organ-asked",
    "organ-answered",
    "fee-asked",
    "fee-paid",
    "extended",
    "replied",
    "remedy",
    "remedy-result",
    "archived",
]
EVENT_WORDS: dict[str, str] = {
    "acknowledged": "登记回执",
    "confirmed": "与申请人确认",
    "completion-asked": "补正告知",
    "completed": "收到补正",
    "third-party-asked": "征求第三方意见",
    "third-party-answered": "第三方意见",
    "organ-asked": "征求其他机关意见",
    "organ-answered": "其他机关意见",
    "fee-asked": "收费通知",
    "fee-paid": "缴费",
    "extended": "延期告知",
    "replied": "答复",
    "remedy": "复议或诉讼",
    "remedy-result": "复议诉讼结果",
    "archived": "归档",
}

_Word = Annotated[str, Meta(max_length=100)]
_Text = Annotated[str, Meta(max_length=1000)]
_Needed = Annotated[str, Meta(min_length=1, max_length=100)]


class Event(Struct, frozen=True, kw_only=True):
    """What was done on a case, and on which day.

    `arrived`: when the letter reached the one who was asked; `until`: until when the applicant is to complete; `days`:
    working days of an extension, `by` who approved it; `amount`: yuan of a fee; `choice`: an answer out of a list (what
    a third party said, how a reply was served, which remedy, what came of it); `ground`: that of a reply; `number`:
    that of the letter.
    """

    kind: EventKind
    on: date
    arrived: date | None = None
    until: date | None = None
    days: Annotated[int, Meta(ge=1, le=20)] | None = None
    by: _Word = ""
    amount: Annotated[str, Meta(pattern=r"^(\d{1,9}(\.\d{1,2})?)?$", max_length=12)] = ""
    choice: _Word = ""
    ground: Annotated[str, Meta(pattern="^[a-z_]*$", max_length=40)] = ""
    number: _Word = ""
    note: _Text = ""


class Request(Struct, frozen=True, kw_only=True):
    """A case. `submitted`: the day it was handed in, signed for or arrived; `person`, `at`: who wrote last, when. The
    events stand in the order of their days; as it is stored it holds those that older versions wrote into it, and once
    read all of them."""

    organisation: str
    number: _Needed
    way: _Needed
    submitted: date
    applicant_kind: _Needed
    asked: Annotated[str, Meta(min_length=1, max_length=LONGEST_ASKED)]
    person: str | None
    at: str
    wanted: Annotated[tuple[_Needed, ...], Meta(max_length=20)] = ()
    handler: _Word = ""
    events: Annotated[tuple[Event, ...], Meta(max_length=MOST_EVENTS)] = ()
    removed: bool = False

    def last(self, kind: EventKind) -> Event | None:
        """Return the last event of a kind."""
        return next((event for event in reversed(self.events) if event.kind == kind), None)


class Applicant(Struct, frozen=True, kw_only=True):
    """Who asks: no more than is needed to answer. `proof`: the kind of paper seen; `last_four`: its last characters, or
    the mark that they were taken out."""

    organisation: str
    name: _Needed
    contact: Annotated[str, Meta(min_length=1, max_length=300)]
    proof: _Word = ""
    last_four: Annotated[str, Meta(pattern="^([0-9A-Z]{4}|［已删去］)?$", max_length=5)] = ""
    removed: bool = False


class RequestEvent(Struct, frozen=True, kw_only=True):
    """An event as it is kept, of which case (`request`, its id). `position`: how many were written down on the case
    before it, which puts those of one day in order; `person`, `at`: who wrote it, when."""

    organisation: str
    request: str
    event: Event
    position: Annotated[int, Meta(ge=0, le=100_000)]
    person: str | None
    at: str
    removed: bool = False


def event_title(event: Event) -> str:
    """Return how an event is called in a list."""
    return f"{EVENT_WORDS[event.kind]} {event.on.isoformat()}"


class KeptEvent(NamedTuple):
    """An event with the id it is kept under."""

    id: str
    kept: RequestEvent


class KeptRequest(NamedTuple):
    """A case with the id it is kept under, and what was done on it in the order in which the case tells it."""

    id: str
    case: Request
    events: tuple[KeptEvent, ...] = ()


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def content(self) -> dict[str, Any]: ...


def kept_request(row: _Row, events: Iterable[_Row]) -> KeptRequest:
    """Return a case with its events (rows that stand), those that an older version wrote into it among them."""
    case = convert(row.content, Request)
    found = {each.id: each for each in _older_events(row.id, case)}
    found |= {each.id: KeptEvent(each.id, convert(each.content, RequestEvent)) for each in events}
    return with_events(row.id, case, found.values())


def with_events(id: str, case: Request, events: Iterable[KeptEvent]) -> KeptRequest:
    """Return a case (id) with these events in the order of their days."""
    ordered = tuple(sorted(events, key=lambda each: (each.kept.event.on, each.kept.position, each.kept.at, each.id)))
    return KeptRequest(id, structs.replace(case, events=tuple(each.kept.event for each in ordered)), ordered)


def _older_events(id: str, case: Request) -> Iterable[KeptEvent]:
    """Yield what stands in the case itself, the same under the same id on every PC."""
    before: list[Event] = []
    for position, event in enumerate(case.events):
        told = f"{REQUEST_EVENT}:{before.count(event)}:{canonical_json(to_builtins(event)).decode()}"
        kept = RequestEvent(
            organisation=case.organisation, request=id, event=event, position=position, person=case.person, at=case.at
        )
        yield KeptEvent(str(uuid.uuid5(uuid.UUID(id), told)), kept)
        before.append(event)
