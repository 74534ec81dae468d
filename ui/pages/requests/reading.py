"""What the page of requests shows: read on the store's thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.calendar import WorkCalendar
from app.calendar.office_calendar import office_calendar
from app.drafting.form_drafts import kept_forms
from app.registers.request_clock import RequestClock, Standing, request_clock
from app.registers.request_events import event_choices, remarks
from app.registers.request_letters import SENT_BY
from app.registers.request_matters import RepeatedMatter, repeated_matters
from app.registers.request_numbers import Patterns, letter_number_findings, number_patterns
from app.registers.request_order import OrderFinding, order_findings, why_not
from app.registers.request_records import EVENT_WORDS, Applicant, KeptRequest
from app.registers.request_struck import struck_words, written_after_striking
from app.registers.requests import (
    applicant_of,
    applicants,
    find_request,
    next_request_number,
    numbers_of_letters,
    numbers_used_twice,
    requests,
)
from app.standards.models import Element
from app.standards.request_rules import DISCLOSURE_REQUESTS, RequestRules, request_rules
from app.workspace import Workspace

NEW_FORM, CHANGE_FORM, EVENT_FORM, LETTER_FORM = "request-new", "request-change", "request-event", "request-letter"
FORMS = (NEW_FORM, CHANGE_FORM, EVENT_FORM, LETTER_FORM)
"""Under which what stands half written is kept; what it is about ends with the id of its case."""


@dataclass(frozen=True)
class CaseLine:
    """A case as the list shows it. `name` of the applicant, "" where it is on a colleague's computer; `faults`: events
    that do not follow from each other."""

    kept: KeptRequest
    clock: RequestClock
    standing: Standing
    name: str = ""
    shares_number: bool = False
    faults: tuple[OrderFinding, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has no reply yet."""
        return self.clock.replied is None


@dataclass(frozen=True)
class RequestsSeen:
    """All cases by their ids. `elements` are those of the register by key; `numbers` the next ones of the years that
    a request may be taken down for; `typed` is what stands half written, by form and subject."""

    cases: Mapping[str, CaseLine]
    today: date
    rules: RequestRules
    calendar: WorkCalendar
    elements: Mapping[str, Element]
    numbers: Mapping[int, str]
    patterns: Patterns
    matters: tuple[RepeatedMatter, ...] = ()
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    struck: Mapping[str, str] = field(default_factory=dict)
    """By id what is said of cases that were struck out while a colleague went on working on them."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, not even of a case that was struck out."""
        return not self.cases and not self.struck

    @property
    def begun(self) -> frozenset[str]:
        """The cases (ids) about which a form stands half written; a letter may stay as it is worded."""
        subjects = (subject for form in (CHANGE_FORM, EVENT_FORM) for subject in self.typed.get(form, {}))
        return frozenset(subject.rpartition(":")[2] for subject in subjects)


@dataclass(frozen=True)
class CaseDetail:
    """What belongs to one case: who asks, what to look at, and for each kind of event why it cannot be written down
    ("" where it can), what can be chosen in it and the number of its letter. `past` are those that can have happened
    only while there was time.
    """

    id: str
    applicant: Applicant | None
    remarks: tuple[str, ...]
    why_not: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    letter_numbers: Mapping[str, str]
    past: frozenset[str] = frozenset()


def read_requests(workspace: Workspace) -> RequestsSeen:
    """Return all requests as they stand today, and what stands half written in the forms of the page."""
    rules, calendar, today = request_rules(workspace.library), office_calendar(workspace), workspace.today()
    known, names = requests(workspace), {id: each.name for id, each in applicants(workspace).items()}
    twice = {id for ids in numbers_used_twice(known).values() for id in ids}
    cases = {}
    for kept in known:
        clock = request_clock(rules, calendar, kept.case)
        faults = tuple(order_findings(rules, calendar, kept.case))
        line = CaseLine(kept, clock, clock.standing(today), names.get(kept.id, ""), kept.id in twice, faults)
        cases[kept.id] = line
    return RequestsSeen(
        cases,
        today,
        rules,
        calendar,
        {each.key: each for each in workspace.library.definitions[DISCLOSURE_REQUESTS].elements},
        {year: next_request_number(workspace, year) for year in (today.year - 1, today.year)},
        number_patterns(workspace),
        tuple(repeated_matters(workspace)),
        {form: kept_forms(workspace, form) for form in FORMS},
        {kept.id: struck_words(kept, later) for kept, later in written_after_striking(workspace)},
    )


def read_case(workspace: Workspace, id: str) -> CaseDetail:
    """Return what belongs to a case."""
    rules, calendar, today = request_rules(workspace.library), office_calendar(workspace), workspace.today()
    kept = find_request(workspace, id)
    case = kept.case
    clock = request_clock(rules, calendar, case)
    why = {kind: why_not(rules, calendar, case, kind, today) for kind in EVENT_WORDS}
    numbers = numbers_of_letters(workspace, kept, SENT_BY, today.year)
    used_twice = filter(None, [letter_number_findings(requests(workspace)).get(id)])
    remarks_now = remarks(rules, calendar, case, clock, today)
    past = frozenset()
    if clock.due is not None and clock.due < today:
        past = frozenset(kind for kind in why if why[kind] and not why_not(rules, calendar, case, kind, clock.due))
    return CaseDetail(
        id,
        applicant_of(workspace, id),
        (*used_twice, *remarks_now),
        why | dict.fromkeys(past, ""),
        {kind: event_choices(workspace, kind) for kind in EVENT_WORDS},
        {SENT_BY[code]: number for code, number in numbers.items()},
        past,
    )
