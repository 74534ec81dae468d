"""What a source proposes and what waits in the store, as plain records."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from app.drafting.operations import Head
from app.exchange.manifest import Manifest
from app.proposals.comparison import Content, ElementDifference, Side, SubjectChange
from db.repositories.entries import Looked
from db.repositories.revisions import RevisionRow

ANSWER = "answer"
"""Kind of the record that holds what a unit replied to its reviewer."""
UNIT_REGISTERS = "unit-registers"
"""Kind of the record that holds what the registers of a unit stood at in a round; its id is the hash of the package."""

Landing = Literal["follow", "join", "fork", "edit"]
"""follow: theirs continues our line; join: both lines of our unit went on, in different elements; fork: both lines went
on; edit: theirs comes without any history."""

Source = Literal["package", "review", "table", "offices", "copy", "standard", "law", "rename"]


@dataclass(frozen=True)
class Lineage:
    """The revision theirs is, with its parents and further ancestors, as its sender tells."""

    revision: str
    parents: tuple[str, ...]
    ancestors: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """One subject as it is elsewhere, held against ours. `default` None: only a person can decide."""

    subject_kind: str
    subject_id: str
    organisation: str
    title: str
    change: SubjectChange
    landing: Landing
    differences: tuple[ElementDifference, ...]
    base: Content | None
    ours: Head
    theirs: Content
    lineage: Lineage | None
    matched: str
    likeness: float
    default: Side | None
    text: str | None = None
    """Theirs as canonical JSON where somebody has written it already."""
    is_last_word: bool = False
    """Whether theirs is all that its sender says of the subject now: what it said before and waits is overtaken."""


@dataclass(frozen=True)
class Batch:
    """What one source proposes; `file` is the name of the file it was read from, `notes` say in sentences what to know
    before deciding: who stands behind it, what of it is not proposed and why. `packs` are standards and rules that come
    along, `records` what was said of entries: they are taken or left by rule, nobody is asked about them."""

    source: Source
    label: str
    organisation: str
    source_hash: str | None
    proposals: tuple[Proposal, ...]
    package: Manifest | None = None
    file: str = ""
    notes: tuple[str, ...] = ()
    packs: tuple[Proposal, ...] = ()
    records: tuple[Proposal, ...] = ()
    behind: tuple[RevisionRow, ...] = ()
    """Older revisions that come along, so that what two lines parted at is known."""
    rounds: tuple[Any, ...] = ()
    """What a colleague tells of the rounds that came in and went out there."""
    looked: Mapping[str, Looked] = field(default_factory=dict)
    """What its sender found in the entries, by id."""
    redactions: tuple[Any, ...] = ()
    """The marks of what was taken out there."""

    @property
    def everything(self) -> tuple[Proposal, ...]:
        """The packs, the records, then the rest."""
        return (*self.packs, *self.records, *self.proposals)


@dataclass
class Outcome:
    """What applying a batch did, by kind of change; `conflicting` ones wait, `answers` are replies to a reviewer that
    are new, `registers` what a unit tells of its registers. `told` says in sentences what followed."""

    counts: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    told: tuple[str, ...] = ()

    def count(self, proposal: "Proposal", change: str) -> None:
        """Count a proposal by what becomes of it; a reply to a reviewer is no entry, nor is a register."""
        if proposal.subject_kind == UNIT_REGISTERS:
            self.counts["registers"] += 1
        elif proposal.subject_kind == ANSWER:
            self.counts["answers"] += change != "unchanged"
        else:
            self.counts[change] += 1


@dataclass(frozen=True)
class Stored:
    """A proposal that waits in the store."""

    number: int
    id: str
    subject_kind: str
    subject_id: str
    organisation: str
    title: str
    change: SubjectChange
    landing: Landing
    theirs: Content
    lineage: Lineage | None
    base: Content | None
    ours_then: str | None
    matched: str
    likeness: float
    source: str
    label: str
    at: str
    differences: tuple[dict[str, Any], ...]


def as_row(batch: int, proposal: Proposal) -> dict[str, Any]:
    """Return the row of the store that keeps a proposal of a batch while it waits."""
    return {
        "id": str(uuid.uuid4()),
        "batch": batch,
        "subject_kind": proposal.subject_kind,
        "subject_id": proposal.subject_id,
        "organisation": proposal.organisation,
        "title": proposal.title,
        "change": proposal.change,
        "matched": proposal.matched,
        "likeness": proposal.likeness,
        "standing": "waiting",
        "body": {
            "landing": proposal.landing,
            "differences": [asdict(difference) for difference in proposal.differences],
            "theirs": proposal.theirs,
            "lineage": asdict(proposal.lineage) if proposal.lineage else None,
            "ours_then": proposal.ours.revision,
            "base": proposal.base,
        },
    }


def stored_from(row: dict[str, Any]) -> Stored:
    """Return a proposal that waits from its row of the store."""
    body = row["body"]
    lineage = body["lineage"]
    return Stored(
        number=row["number"],
        id=row["id"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        organisation=row["organisation"],
        title=row["title"],
        change=row["change"],
        landing=body["landing"],
        theirs=body["theirs"],
        lineage=Lineage(lineage["revision"], tuple(lineage["parents"]), tuple(lineage["ancestors"]))
        if lineage
        else None,
        base=body["base"],
        ours_then=body["ours_then"],
        matched=row["matched"],
        likeness=row["likeness"],
        source=row["source"],
        label=row["label"],
        at=row["at"],
        differences=tuple(body["differences"]),
    )
