"""What is kept of a request for information (依申请公开): the case, and apart from it who asks.

Two records with one id. The case (`request`) names nobody and goes along in work packages; the applicant
(`request-applicant`) never leaves the workspace and its backups.
"""

from datetime import date
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

REQUEST = "request"
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
    events stand in the order of their days."""

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


class KeptRequest(NamedTuple):
    """A case with the id it is kept under."""

    id: str
    case: Request
