"""What a unit wrote down about laws since the program's register was made: repealed, amended, in force, or new.

It holds for that workspace alone; the register that all share stays as it is.
"""

import datetime
import hashlib
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct, structs

from app.standards.laws import Laws
from app.standards.library import Library
from app.standards.models import BasisKind, Law, LawRegister, LawState

LAW_CHANGE = "law-change"
"""Kind of the record that holds what was written down about a law, under its full title."""

LONGEST_TITLE = 300
Title = Annotated[str, Meta(min_length=2, max_length=LONGEST_TITLE)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]


class LawChange(Struct, frozen=True):
    """What a person of a unit wrote down about one law, on a date and resting on `basis`.

    `state` holds from `since`. `number`, `kind`, `issuer` are told of laws that the program's register does not have.
    `articles_shifted_on`: its articles are numbered otherwise from that day; `articles_checked_on`: what the unit cites
    was held against the text after that.
    """

    title: Title
    state: LawState
    replaced_by: Title | None
    since: datetime.date | None
    basis: Annotated[str, Meta(min_length=2, max_length=1000)]
    person: Short
    unit: Short
    date: datetime.date
    number: Short | None = None
    kind: BasisKind | None = None
    issuer: Short | None = None
    articles_shifted_on: datetime.date | None = None
    articles_checked_on: datetime.date | None = None
    removed: bool = False

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it holds on a day already."""
        return self.since is None or self.since <= day


def library_with_laws(library: Library, changes: Sequence[tuple[str, LawChange]], today: datetime.date) -> Library:
    """Return a library whose register has these changes, given with their revisions; those that hold by today."""
    holding = [(revision, change) for revision, change in changes if change.holds_on(today)]
    if not holding:
        return library
    stamp = hashlib.sha256("\n".join(sorted(revision for revision, _ in holding)).encode()).hexdigest()
    return library.with_laws(laws_with(library.laws, [change for _, change in holding]), stamp)


def laws_with(laws: Laws, changes: Sequence[LawChange]) -> Laws:
    """Return a register with these changes made; laws it does not have come behind the others."""
    known = {law.title: law for law in laws}
    for change in changes:
        known[change.title] = _changed(known.get(change.title) or _new(change), change)
    recorded = {change.title: change for change in changes}
    return Laws(LawRegister(laws.register.meta, tuple(known.values())), recorded)


def _new(change: LawChange) -> Law:
    return Law(
        title=change.title,
        short_titles=(),
        number=change.number,
        kind=change.kind or "其他",
        issuer=change.issuer,
        adopted=None,
        in_force=None,
        last_amended=None,
        state=change.state,
        replaced_by=None,
        note=None,
        evidence="partly",
        source=None,
    )


def _changed(law: Law, change: LawChange) -> Law:
    since = change.since.isoformat() if change.since else None
    began = since if change.state != "repealed" and since else law.in_force
    return structs.replace(
        law,
        state=change.state,
        replaced_by=change.replaced_by,
        number=change.number or law.number,
        kind=change.kind or law.kind,
        issuer=change.issuer or law.issuer,
        in_force=began,
        last_amended=since if change.state == "amended" and since else law.last_amended,
        articles_shifted_on=_day(change.articles_shifted_on) or law.articles_shifted_on,
        articles_checked_on=_day(change.articles_checked_on) or law.articles_checked_on,
    )


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
