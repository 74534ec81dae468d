"""The records of the ledger: a line (`publication`), each place where it came out (`outlet`), and how older files have
them."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Final, Protocol

from msgspec import Meta, Struct, convert, structs

from app.calendar.wording import plain_date
from app.registers.places import is_online

PUBLICATION: Final = "publication"
OUTLET: Final = "outlet"
LONGEST_TITLE = 200  # characters

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]
Title = Annotated[str, Meta(min_length=1, max_length=LONGEST_TITLE)]
Place = Annotated[str, Meta(min_length=1, max_length=100)]
Link = Annotated[str, Meta(max_length=1000)]
Evidence = Annotated[tuple[Sha256, ...], Meta(max_length=50)]
Reason = Annotated[str, Meta(max_length=500)]


class Correction(Struct, frozen=True):
    """What a line said before it was corrected, who corrected it when (ISO 8601, UTC), and why."""

    title: Title
    formed: date
    reason: Reason
    person: str | None
    at: str


class Publication(Struct, frozen=True):
    """One line of the ledger: `formed` is when the information was formed or changed; `person`, `at`: who wrote last,
    when.

    From `published` to `reason`: a publication as older versions wrote it, all places in one. Once read it stands in
    outlets, and here no more.
    """

    organisation: str
    edition: str
    entry: str
    title: Title
    formed: date
    person: str | None
    at: str
    published: date | None = None
    where: Annotated[tuple[Place, ...], Meta(max_length=20)] = ()
    link: Link = ""
    evidence: Evidence = ()
    taken_down: date | None = None
    reason: Reason = ""
    corrected: Annotated[tuple[Correction, ...], Meta(max_length=100)] = ()
    removed: bool = False


class Outlet(Struct, frozen=True):
    """One place where a line came out: when, under which address, with which attachments as evidence; when and why it
    went from there. A record of its own, so that two clerks may each write down a place."""

    organisation: str
    edition: str
    line: str
    place: Place
    published: date
    person: str | None
    at: str
    link: Link = ""
    evidence: Evidence = ()
    taken_down: date | None = None
    reason: Reason = ""
    removed: bool = False


class KeptPublication(Struct, frozen=True):
    """A line with the id it is kept under and the places where it came out, the first of them in front."""

    id: str
    line: Publication
    outlets: tuple[Outlet, ...] = ()

    @property
    def published(self) -> date | None:
        """The day on which it came out first, None where it did not."""
        return min((each.published for each in self.outlets), default=None)

    @property
    def taken_down(self) -> date | None:
        """The day since when it is out nowhere any more, None while it is."""
        days = [each.taken_down for each in self.outlets if each.taken_down is not None]
        return max(days) if days and len(days) == len(self.outlets) else None

    @property
    def places(self) -> tuple[str, ...]:
        """Where it came out."""
        return tuple(each.place for each in self.outlets)


class _Row(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def content(self) -> dict[str, Any]: ...


def outlet_id(line: str, place: str) -> str:
    """Return the id under which a place of a line is kept: the same on every PC."""
    return str(uuid.uuid5(uuid.UUID(line), f"{OUTLET}:{place}"))


def kept_publication(row: _Row, outlets: Iterable[_Row]) -> KeptPublication:
    """Return a line with its places (rows of outlets that stand), those written by an older version among them."""
    line = convert(row.content, Publication)
    newer = [convert(each.content, Outlet) for each in outlets]
    found = {each.place: each for each in (*_older_outlets(row.id, line), *newer)}
    standing = sorted(found.values(), key=lambda each: (each.published, each.place))
    return KeptPublication(row.id, _without_outlets(line), tuple(standing))


def placed_links(places: Sequence[str], link: str) -> list[tuple[str, str]]:
    """Return each place with its address: that of those on the web, or of all where none is known to be."""
    online = [place for place in places if is_online(place)]
    return [(place, link if place in (online or places) else "") for place in places]


def _older_outlets(id: str, line: Publication) -> list[Outlet]:
    if line.published is None:
        return []
    shared: dict[str, Any] = {
        "organisation": line.organisation,
        "edition": line.edition,
        "line": id,
        "published": line.published,
        "person": line.person,
        "at": line.at,
        "evidence": line.evidence,
        "taken_down": line.taken_down,
        "reason": line.reason,
    }
    return [Outlet(place=place, link=link, **shared) for place, link in placed_links(line.where, line.link)]


def _without_outlets(line: Publication) -> Publication:
    return structs.replace(line, published=None, where=(), link="", evidence=(), taken_down=None, reason="")


def correction_words(before: Correction) -> str:
    """Return what a line said before it was corrected, and why."""
    by = f"{before.person}：" if before.person else ""
    return f"原为“{before.title}”，形成于{plain_date(before.formed)}。{by}{before.reason}"
