"""The ledger as it is looked at: each line with the day it is due, how that was reached, and how it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from app.calendar import WorkCalendar
from app.calendar.wording import full_date
from app.canonical import canonical_json
from app.drafting.editions import carried_on
from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import entry_content, find_definition
from app.registers import reviews
from app.registers.channels import channels_of, missing_channels
from app.registers.ledger_records import KeptPublication
from app.registers.plan_standings import interpretations_due
from app.registers.publications import all_publications, publications
from app.registers.reckoning import Reckoned, due_after, next_of_cycle
from app.registers.signatures import line_reviews
from app.tables.words_in_force import reading_by
from app.workspace import Workspace

Standing = Literal["open", "due-soon", "overdue", "published", "late", "taken-down", "withheld", "on-request"]
STANDING_WORDS: Mapping[Standing, str] = {
    "open": "待公开",
    "due-soon": "快到期",
    "overdue": "已逾期",
    "published": "已公开",
    "late": "逾期公开",
    "taken-down": "已撤下",
    "withheld": "不予公开",
    "on-request": "依申请公开",
}
NOT_TO_PUBLISH = ("withheld", "on-request")
"""What its review keeps from coming out by itself: nothing of it is late."""
TO_REVIEW_AGAIN = "更正过，要重新审查"
"""What is said of a line that is out and was corrected since its review."""
SOON = timedelta(days=7)


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger, the entry it belongs to (`item`, `field`, `entry_title`), when it is due, how it stands and
    how far its review is; `missing` are channels of the entry where a published line has not come out yet."""

    kept: KeptPublication
    item: str | None
    field: str | None
    entry_title: str
    due: Reckoned
    standing: Standing
    review: reviews.Standing
    missing: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to come out."""
        return self.kept.published is None and self.standing not in NOT_TO_PUBLISH

    @property
    def is_to_review_again(self) -> bool:
        """Whether it is out and was corrected, and nobody has reviewed what it says now."""
        is_out = self.kept.published is not None and self.standing != "taken-down"
        return is_out and bool(self.kept.line.corrected) and self.review in ("none", "begun", "sent-back")


@dataclass(frozen=True)
class CycleDue:
    """An entry that is published again and again, and until when the next time is due; `last`: when it was published
    last, None where nobody has written that down."""

    entry: str
    item: str | None
    field: str | None
    title: str
    due: Reckoned
    last: date | None = None


def ledger(workspace: Workspace, calendar: WorkCalendar, *, field: str | None = None) -> list[LedgerLine]:
    """Return the lines of this edition with the days they are due by `calendar`, the earliest due first."""
    kept = publications(workspace)
    entries = _entries(workspace, {each.line.entry for each in kept})
    found = line_reviews(workspace, kept)
    days = _Days(calendar, interpretations_due(workspace, calendar))
    with reading_by(workspace.library):
        lines = [_line(workspace, each, entries.get(each.line.entry), found[each.id], days) for each in kept]
    wanted = [line for line in lines if field in (None, line.field)]
    return sorted(wanted, key=lambda line: (line.due.due, line.kept.line.formed, line.kept.id))


def cycles(workspace: Workspace, calendar: WorkCalendar) -> list[CycleDue]:
    """Return our entries with a cycle (每季度, 每年 …) and when each is due next, the earliest first. What came out in
    the catalogue of an earlier year counts as the time before."""
    last: dict[str, date] = {}
    for kept in all_publications(workspace):
        if kept.published is not None:
            last[kept.line.entry] = max(kept.published, last.get(kept.line.entry, date.min))
    for old, now in carried_on(workspace, last).items():
        last[now] = max(last[old], last.get(now, date.min))
    return sorted(_cycles(workspace, last, calendar), key=lambda each: (each.due.due, each.item or "", each.entry))


def standing_of(kept: KeptPublication, due: date, today: date, review: reviews.Standing = "none") -> Standing:
    """Return how a line stands on a day, with how far its review is."""
    if kept.taken_down is not None:
        return "taken-down"
    if kept.published is not None:
        return "late" if kept.published > due else "published"
    if review == "withheld" or review == "on-request":
        return review
    if today > due:
        return "overdue"
    return "due-soon" if due - today <= SOON else "open"


class _Days:
    """Days that are due by a calendar, each reckoned once: many lines share a deadline and the day they were formed."""

    def __init__(self, calendar: WorkCalendar, sooner: Mapping[str, Reckoned]) -> None:
        self._calendar = calendar
        self._sooner = sooner
        """By the ids of lines, a day that is theirs alone."""
        self._known: dict[tuple[bytes, date], Reckoned] = {}

    def due(self, deadline: Mapping[str, Any] | None, formed: date) -> Reckoned:
        key = (canonical_json(deadline), formed)
        if key not in self._known:
            self._known[key] = due_after(deadline, formed, self._calendar)
        return self._known[key]

    def sooner(self, line: str, due: Reckoned) -> Reckoned:
        """Return what is due first: what the entry says, or the day that a line has of its own."""
        own = self._sooner.get(line)
        return own if own is not None and own.due < due.due else due


def _line(
    workspace: Workspace,
    kept: KeptPublication,
    content: EntryContent | None,
    review: reviews.Review | None,
    days: "_Days",
) -> LedgerLine:
    deadline, freed = _deadline(workspace, content) if content else None, reviews.freed_on(review)
    due = days.sooner(kept.id, days.due(deadline, max(kept.line.formed, freed or kept.line.formed)))
    if freed:
        due = due._replace(explanation=(f"{full_date(freed)}重新审查，可以公开，从那天算。", *due.explanation))
    standing = standing_of(kept, due.due, workspace.today(), reviews.conclusion_of(review))
    return LedgerLine(
        kept,
        content.item if content else None,
        content.field if content else None,
        _title(workspace, content) if content else kept.line.title,
        due,
        standing,
        reviews.standing_of(review),
        missing_channels(channels_of(content), kept.places) if standing in ("published", "late") else (),
    )


def _cycles(workspace: Workspace, last: Mapping[str, date], calendar: WorkCalendar) -> Iterator[CycleDue]:
    own = workspace.organisation.id
    for row in workspace.store.entries.listed(organisation=own, edition=workspace.edition):
        content = entry_content(row)
        if content.not_applicable is not None:
            continue
        before = last.get(row.id)
        due = next_of_cycle(_deadline(workspace, content), before, workspace.today(), calendar)
        if due is not None:
            yield CycleDue(row.id, content.item, content.field, _title(workspace, content), due, before)


def _entries(workspace: Workspace, ids: Iterable[str]) -> dict[str, EntryContent]:
    return {id: entry_content(row) for id, row in workspace.store.entries.many(ids).items()}


def _deadline(workspace: Workspace, content: EntryContent) -> Mapping[str, Any] | None:
    definition = find_definition(workspace, content.checklist)
    keys = (element.key for element in definition.elements if element.kind == "deadline")
    return next((content.values[key] for key in keys if content.values.get(key)), None)


def _title(workspace: Workspace, content: EntryContent) -> str:
    return title_of(find_definition(workspace, content.checklist), content.values)
