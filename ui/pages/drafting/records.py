"""What the drafting page shows, as plain records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from app.checks.dismissing import Dismissal
from app.checks.finding import Finding
from app.drafting.last_answers import LastAnswers
from app.drafting.tables import OwnTable
from app.exchange.answers import OpenReturn
from app.registers.reviews import Standing
from app.standards.law_choices import LawChoice
from app.standards.models import Definition


class Place(NamedTuple):
    """Which table is shown: a field of the standard catalogue, or another checklist (`field` None)."""

    checklist: str
    field: str | None = None


@dataclass(frozen=True)
class ItemState:
    """One line of the list. `key` is the item's code, or the entry's id where no item stands behind it.

    `state`: untouched (no entry), draft, ready, final or not_applicable.
    """

    key: str
    entry: str | None
    code: str
    heading: str
    title: str
    state: str
    returned: bool = False
    """Our reviewer sent the entry back as it stands."""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.state in ("ready", "final", "not_applicable")


@dataclass(frozen=True)
class Counts:
    """How many items a table has, how many are adopted, done, declined, and untouched.

    An adopted item has an entry; done and declined ones count as adopted.
    """

    items: int
    adopted: int
    done: int
    declined: int
    untouched: int


@dataclass(frozen=True)
class TableView:
    """A table with its items, what the check says, and the items whose publisher somebody has to decide about.

    `citations` are the laws of the register and `offers` texts by element, to be offered while they are written;
    `reasons` are ready ones for 不涉及. `not_concerned`: see `OwnTable`.
    """

    place: Place
    name: str
    definition: Definition
    items: tuple[ItemState, ...]
    findings: tuple[Finding, ...]
    open_publishers: tuple[str, ...]
    citations: tuple[LawChoice, ...]
    not_concerned: str
    counts: Counts
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    dismissed: tuple[tuple[Finding, Dismissal], ...] = ()
    """What somebody let stand with a reason, which the check is silent about."""

    def item(self, key: str) -> ItemState | None:
        """Return the line with a key."""
        return next((item for item in self.items if item.key == key), None)

    def key_of(self, finding: Finding) -> str:
        """Return the key of the line a finding is about, "" for one about the whole table."""
        return self._keys.get(finding.entry, "") if finding.entry else finding.item or ""

    def findings_of(self, entry: str | None) -> list[Finding]:
        """Return what the check says about one of our entries; nothing for an item that was not adopted."""
        return [finding for finding in self.findings if entry and finding.entry == entry]

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {item.entry: item.key for item in self.items if item.entry}


@dataclass(frozen=True)
class EntryView:
    """One item as the form shows it; `entry` is None while the unit has not adopted it, `id` is what it is called then.

    `values` has what waits in editors over what is stored; `waiting` says why it waits. `standard` is what adopting
    would write for us, `wording` what the standard itself says; both None for a local entry. `last`: what we wrote in
    an earlier edition.
    """

    place: Place
    key: str
    id: str
    entry: str | None
    definition: Definition
    code: str
    heading: str
    title: str
    values: dict[str, Any]
    waiting: dict[str, str]
    standard: dict[str, Any] | None
    wording: dict[str, Any] | None
    differing: frozenset[str]
    relation: str | None
    state: str
    evidence: str | None
    confirmed: str
    not_applicable: str | None
    guidance: str
    source: str
    shows_names: bool
    last: LastAnswers | None
    verdict: str | None = None
    """How our reviewer judged it as it stands: accepted, returned, pending, None where it was not handed in so."""
    review: Standing | None = None
    """How far its review before publication is, None for what was not adopted."""
    returned: OpenReturn | None = None
    """What was said when it was sent back, where it stands as it was then."""


@dataclass(frozen=True)
class Change:
    """One element of a version: what it was and what it became, in words. `element` is "" for what is none."""

    element: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionView:
    """One version of an entry: when (ISO 8601), by whom, what the act was called and what it changed."""

    revision: str
    at: str
    person: str
    label: str
    changes: tuple[Change, ...]
    redaction: str
    """Who took something out of it, when and why; empty where nobody did."""
    is_current: bool

    @property
    def redacted(self) -> bool:
        """Whether something was taken out of it, so that it cannot be brought back."""
        return bool(self.redaction)


@dataclass(frozen=True)
class PageView:
    """All the page shows: the tables to choose from, the one chosen, the item chosen and, if asked, its versions."""

    tables: tuple[OwnTable, ...]
    table: TableView
    entry: EntryView | None
    versions: tuple[VersionView, ...] | None
