"""How our own work stands: what the start page shows. Read in a handful of queries, whatever the size of the file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.boards.staleness import stale_boards
from app.drafting.concern import not_concerned
from app.drafting.entry import title_of
from app.drafting.following import fields_to_follow
from app.drafting.lookup import entry_content, find_definition, standard_items
from app.exchange.answers import OpenReturn, open_returns
from app.exchange.received import roster_standing
from app.exchange.rounds import rounds
from app.notices.keeping import kept_notices, printed_at
from app.notices.unfinished import unfinished_templates
from app.offices.rounds import OfficeStanding, unanswered_offices
from app.standards.demands import DEMAND
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace

_LOOK_BACK = 50
_FROM_ELSEWHERE = ("import", "decide")


@dataclass(frozen=True)
class ListProgress:
    """One field of the standard catalogue, or another checklist that our kind of unit fills in.

    `items`: those of our level. `drafting`, `ready` (final included), `declined` count our entries; `local` of them
    have no standard item. `unconfirmed`: entries whose standard text nobody has held against the official one.
    `not_concerned`: why the field does not concern us, None where it does.
    """

    checklist: str
    field: str | None
    name: str
    items: int
    drafting: int = 0
    ready: int = 0
    final: int = 0
    declined: int = 0
    local: int = 0
    unconfirmed: int = 0
    not_concerned: str | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether it counts for nothing: it does not concern us and nobody has begun it all the same."""
        return self.not_concerned is not None and not self.entries

    @property
    def entries(self) -> int:
        """Our entries, those that do not concern us included."""
        return self.drafting + self.ready + self.declined

    @property
    def untouched(self) -> int:
        """Standard items without an entry."""
        return max(0, self.items - (self.entries - self.local))

    @property
    def total(self) -> int:
        """What there is to fill in: standard items and our own additions."""
        return self.entries + self.untouched

    @property
    def done(self) -> int:
        """What nobody has to touch any more."""
        return self.ready + self.declined


@dataclass(frozen=True)
class Continuation:
    """The entry to go on with: the one changed last that is still being drafted."""

    entry: str
    field: str | None
    checklist: str
    code: str
    title: str


@dataclass(frozen=True)
class HalfTyped:
    """An entry with typing that is no value yet, such as half a date."""

    entry: str
    field: str | None
    checklist: str
    title: str


@dataclass(frozen=True)
class UnprintedNotice:
    """A notice that was made and never printed or saved. `made_at` ISO 8601."""

    id: str
    title: str
    made_at: str


@dataclass(frozen=True)
class StaleBoard:
    """A notice board that is out of date, and the first sentence of why."""

    id: str
    title: str
    why: str


@dataclass(frozen=True)
class NewStandard:
    """A field whose standard has a new version: how many of our entries follow, and how much is to be looked at; `due`:
    the last day that our parent gave for it."""

    field: str
    name: str
    follows: int
    asked: int
    due: date | None = None


@dataclass(frozen=True)
class HandedOver:
    """The newest submission that left the house. `at` ISO 8601."""

    round: int
    at: str


@dataclass(frozen=True)
class Waiting:
    """How many undecided proposals there are about the entries of a unit; `organisation` is its id.

    `is_own` tells what is our own, which a colleague, a new standard or our parent words otherwise; that of others
    differs from what they sent before.
    """

    organisation: str
    name: str
    count: int
    is_own: bool


@dataclass(frozen=True)
class Below:
    """How many units stand on our roster, and from how many of them a round has come in this edition."""

    units: int
    handed_in: int


@dataclass(frozen=True)
class Calls:
    """How many things wait for a decision, were sent back to us, and wait for our review."""

    waiting: int
    returned: int
    to_review: int


@dataclass(frozen=True)
class Overview:
    """Everything the start page shows. `unfinished` names the templates of notices that somebody has begun; `offices`
    are those that were given items and have not answered all of them. `returned`: what our reviewer sent back and
    stands so; `to_review`: how many entries of units below us nobody has judged as they stand."""

    lists: tuple[ListProgress, ...]
    waiting: tuple[Waiting, ...] = ()
    half_typed: tuple[HalfTyped, ...] = ()
    unprinted: tuple[UnprintedNotice, ...] = ()
    boards: tuple[StaleBoard, ...] = ()
    handed_over: HandedOver | None = None
    below: Below = Below(0, 0)
    unfinished: tuple[str, ...] = ()
    concerned: tuple[str, ...] = ()
    due: date | None = None
    next: Continuation | None = None
    offices: tuple[OfficeStanding, ...] = ()
    returned: tuple[OpenReturn, ...] = ()
    to_review: int = 0
    standards: tuple[NewStandard, ...] = ()


def overview(workspace: Workspace) -> Overview:
    """Return how our own work of this edition stands."""
    settings = workspace.store.settings
    # Asked for together with the edition the file was made for; it says nothing about a later year.
    returned = tuple(open_returns(workspace))
    due = settings.get("due") if settings.get("edition") == workspace.edition else None
    return Overview(
        tuple(list_progress(workspace)),
        tuple(_waiting(workspace, returned)),
        tuple(_half_typed(workspace)),
        tuple(_unprinted(workspace)),
        tuple(_boards(workspace)),
        _handed_over(workspace),
        _below(workspace),
        tuple(_unfinished(workspace)),
        tuple(settings.get("fields_concerned") or ()),
        date.fromisoformat(due) if due else None,
        _continuation(workspace),
        tuple(unanswered_offices(workspace)),
        returned,
        to_review(workspace),
        tuple(_new_standards(workspace)),
    )


def calls(workspace: Workspace) -> Calls:
    """Count what calls for the clerk, without reading the entries."""
    own = workspace.organisation.id
    rows = [row for row in workspace.store.tallies.of_edition(workspace.edition) if row.organisation == own]
    returned = open_returns(workspace) if any(row.returned for row in rows) else []
    waiting = sum(each.count for each in _waiting(workspace, returned))
    return Calls(waiting, len(returned), to_review(workspace))


def list_progress(workspace: Workspace) -> list[ListProgress]:
    """Return our fields in order of their codes, then the other checklists for our kind of unit."""
    lists = {(each.checklist, each.field): each for each in _empty_lists(workspace)}
    counted: dict[tuple[str, str | None], Counter[str]] = {}
    for row in workspace.store.entries.counts(workspace.edition):
        if row["organisation"] == workspace.organisation.id:
            _count(counted.setdefault((row["checklist"], row["field"]), Counter()), row)
    for place, counts in counted.items():
        if place in lists:
            found: dict[str, Any] = dict(counts)
            lists[place] = replace(lists[place], **found)
    return list(lists.values())


def _empty_lists(workspace: Workspace) -> Iterator[ListProgress]:
    library, unit = workspace.library, workspace.organisation
    level = unit.facts.level
    reasons = not_concerned(workspace)
    has_fields = unit.kind in library.definitions[STANDARD_CATALOGUE].used_by
    for code, each in sorted(library.fields.items()) if has_fields else ():
        of_level = sum(level in item.levels for item in each.items)
        yield ListProgress(STANDARD_CATALOGUE, code, each.name, of_level, not_concerned=reasons.get(code))
    for code, definition in library.definitions.items():
        if definition.shape == "catalogue" and code != STANDARD_CATALOGUE and unit.kind in definition.used_by:
            items = standard_items(workspace, code, None)
            of_level = sum(not item.levels or level in item.levels for item in items)
            yield ListProgress(code, None, definition.name, of_level)


def _count(counts: Counter[str], row: dict[str, Any]) -> None:
    entries = row["entries"]
    if row["declined"]:
        counts["declined"] += entries
    else:
        counts["drafting" if row["state"] == "draft" else "ready"] += entries
        counts["final"] += entries if row["state"] == "final" else 0
    # An entry without a standard item has no evidence of its standard text.
    if row["evidence"] is None:
        counts["local"] += entries
    elif row["evidence"] in ("partly", "recalled") and not row["confirmed"]:
        counts["unconfirmed"] += entries


def _waiting(workspace: Workspace, returned: Sequence[OpenReturn]) -> Iterator[Waiting]:
    """What a reviewer proposes is told with the return, not once more here."""
    proposed = sum(len(each.proposals) for each in returned)
    for id, count in workspace.store.proposals.waiting_counts(workspace.edition).items():
        is_own = id == workspace.organisation.id
        is_ours = is_own or id == workspace.organisation.parent_id
        if left := count - (proposed if is_own else 0):
            yield Waiting(id, workspace.organisation_by_id(id).name, left, is_ours)


def _new_standards(workspace: Workspace) -> Iterator[NewStandard]:
    for found in fields_to_follow(workspace):
        follows = len(found.of_group("follows"))
        demand = workspace.store.records.get(DEMAND, found.new.code)
        due = demand.content["due"] if demand and not demand.content["removed"] else None
        day = date.fromisoformat(due) if due else None
        yield NewStandard(found.new.code, found.new.name, follows, len(found.proposals) - follows, day)


def to_review(workspace: Workspace) -> int:
    """Return how many entries of units below us nobody has judged as they stand."""
    own = workspace.organisation.id
    rows = [row for row in workspace.store.tallies.of_edition(workspace.edition) if row.organisation != own]
    return sum(row.entries - row.accepted - row.returned for row in rows)


def _half_typed(workspace: Workspace) -> Iterator[HalfTyped]:
    for id in dict.fromkeys(row["subject_id"] for row in workspace.store.drafts.all()):
        row = workspace.store.entries.get(id)
        if row is not None and not row.content["removed"] and row.content["edition"] == workspace.edition:
            content = entry_content(row)
            title = title_of(find_definition(workspace, content.checklist), content.values)
            yield HalfTyped(id, content.field, content.checklist, title)


def _unprinted(workspace: Workspace) -> Iterator[UnprintedNotice]:
    for row in kept_notices(workspace):
        if printed_at(workspace, row) is None:
            yield UnprintedNotice(row.id, row.content["title"], row.content["made_at"])


def _unfinished(workspace: Workspace) -> Iterator[str]:
    templates = workspace.library.notice_templates
    return (templates[code].name for code in unfinished_templates(workspace) if code in templates)


def _boards(workspace: Workspace) -> Iterator[StaleBoard]:
    for kept, reasons in stale_boards(workspace):
        yield StaleBoard(kept.id, kept.board.title, reasons[0].message.partition("。")[0])


def _handed_over(workspace: Workspace) -> HandedOver | None:
    for each in rounds(workspace):
        if each.at is not None and (each.kind, each.standing) == ("submission", "handed_over"):
            return HandedOver(each.number, each.at)
    return None


def _below(workspace: Workspace) -> Below:
    units = roster_standing(workspace)
    return Below(len(units), sum(unit.round is not None for unit in units))


def _continuation(workspace: Workspace) -> Continuation | None:
    operations = workspace.store.operations
    for act in operations.latest(_LOOK_BACK):
        # What was taken in from other units can be thousands of entries, and none of them is ours to go on with.
        changes = operations.changes(act["number"]) if act["kind"] not in _FROM_ELSEWHERE else []
        for change in changes:
            row = workspace.store.entries.get(change["subject_id"]) if change["subject_kind"] == "entry" else None
            if row is not None and _is_being_drafted(workspace, row.content):
                content = entry_content(row)
                title = title_of(find_definition(workspace, content.checklist), content.values)
                return Continuation(row.id, content.field, content.checklist, content.item or "", title)
    return None


def _is_being_drafted(workspace: Workspace, content: dict[str, Any]) -> bool:
    ours = content["organisation"] == workspace.organisation.id and content["edition"] == workspace.edition
    return ours and not content["removed"] and content["state"] == "draft" and content["not_applicable"] is None
