"""What the ledger shows: read on the store's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from app.calendar.office_calendar import office_calendar
from app.drafting.form_drafts import kept_forms
from app.drafting.lookup import entry_content, entry_title, own_entries
from app.drafting.search import search
from app.registers.channels import channels_of, missing_channels
from app.registers.ledger import CycleDue, LedgerLine, cycles, ledger
from app.registers.publications import find_publication
from app.registers.reviews import Review, review_of
from app.registers.subjects import Subject, line_subject
from app.tables.words_in_force import reading_by
from app.workspace import Workspace

_MOST_FOUND = 50
_USUAL_CHANNELS = ("政府网站", "公示栏")
"""Offered where the entry names none."""


@dataclass(frozen=True)
class LedgerSeen:
    """The lines by their ids, the earliest due first; `cycles` are, by their entries, those that come out again and
    again. `entries` can be chosen for a new line. `typed`: what stands half written, by form and what it is about."""

    lines: Mapping[str, LedgerLine]
    today: date
    entries: int
    cycles: Mapping[str, CycleDue] = field(default_factory=dict)
    typed: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def begun(self) -> frozenset[str]:
        """The lines (ids) about which something stands half written."""
        return frozenset(subject.partition("\n")[0] for found in self.typed.values() for subject in found)


@dataclass(frozen=True)
class LineDetail:
    """What belongs to one line: its review, and the places to choose from where it has not come out yet."""

    id: str
    subject: Subject
    review: Review | None
    channels: tuple[str, ...]


@dataclass(frozen=True)
class EntryChoice:
    """An entry of ours for which a line can be written."""

    id: str
    item: str
    title: str


def read_ledger(workspace: Workspace, forms: Sequence[str]) -> LedgerSeen:
    """Return the ledger of this edition as it stands today, and what stands half written in these forms."""
    calendar = office_calendar(workspace)
    lines = {each.kept.id: each for each in ledger(workspace, calendar)}
    counts = workspace.store.entries.counts(workspace.edition)
    own = (row for row in counts if row["organisation"] == workspace.organisation.id and not row["declined"])
    round_about = {each.entry: each for each in cycles(workspace, calendar)}
    typed = {form: kept_forms(workspace, form) for form in forms}
    return LedgerSeen(lines, workspace.today(), sum(row["entries"] for row in own), round_about, typed)


def read_line(workspace: Workspace, id: str, entry: str) -> LineDetail:
    """Return what belongs to a line and its entry."""
    kept = find_publication(workspace, id)
    subject = line_subject(kept)
    with reading_by(workspace.library):
        channels = missing_channels(_channels(workspace, entry), kept.places)
    return LineDetail(id, subject, review_of(workspace, subject), channels)


def find_entries(workspace: Workspace, text: str, beside: str = "") -> list[EntryChoice]:
    """Return our entries that a text may mean, by what they are called, their codes and contents; the first of all
    where nothing is written, those of the field of an entry (`beside`) before the others."""
    if not text.strip():
        first = islice(filter(_concerns, own_entries(workspace, beside)), _MOST_FOUND)
        return [EntryChoice(row.id, row.content["item"] or "", entry_title(workspace, row)) for row in first]
    found = search(workspace, text, kinds=("entry",), limit=_MOST_FOUND)
    own = [row for row in found if row["organisation"] == workspace.organisation.id]
    rows = workspace.store.entries.many(row["id"] for row in own)
    return [EntryChoice(row["id"], row["item"] or "", row["title"]) for row in own if _concerns(rows.get(row["id"]))]


def read_choice(workspace: Workspace, entry: str) -> EntryChoice:
    """Return one entry to choose, such as the one another page named."""
    row = workspace.store.entries.get(entry)
    return EntryChoice(entry, row.content["item"] or "", entry_title(workspace, row))


def _concerns(row) -> bool:
    return row is not None and row.content["not_applicable"] is None


def _channels(workspace: Workspace, entry: str) -> tuple[str, ...]:
    row = workspace.store.entries.get(entry)
    return channels_of(entry_content(row) if row is not None else None) or _USUAL_CHANNELS
