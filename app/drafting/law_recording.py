"""Writing down what became of a law, or a law that the program does not know: one operation, with who says so and where
it is said. Nothing in the entries changes by it.
"""

import datetime
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from msgspec import convert, to_builtins

from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.drafting.operations import Operation, operation
from app.drafting.search import refresh_reference_index
from app.errors import UsageError, UserFacingError
from app.standards.laws import Laws
from app.standards.models import BasisKind, Law, LawState
from app.standards.own_laws import LAW_CHANGE, LONGEST_TITLE, LawChange
from app.standards.plain_text import plain_text
from app.workspace import Workspace

_MOST_BASIS = 1000
_MOST_SHORT = 200
_LEAST = 2


@dataclass(frozen=True)
class LawFacts:
    """What is written down about a law. `since` None: nobody said from when. Number, kind and issuer are asked of laws
    that the register does not have. `articles_shifted`: the day from which its articles are numbered otherwise;
    `articles_checked`: what the unit cites was held against that text."""

    title: str
    state: LawState
    basis: str
    replaced_by: str | None = None
    since: datetime.date | None = None
    number: str | None = None
    kind: BasisKind | None = None
    issuer: str | None = None
    articles_shifted: datetime.date | None = None
    articles_checked: bool = False


def record_law(workspace: Workspace, facts: LawFacts) -> LawChange:
    """Write down what became of a law, as one operation; returns what stands then.

    What stood there about it before is replaced. A change that holds from a later day is kept and holds from then on.
    Raises `UsageError` without a name or for facts that do not fit together, `UserFacingError` for a law in its place
    that the register does not have.
    """
    person = workspace.require_person("登记法规的变化")
    title = _checked_title(facts.title)
    law, before = workspace.library.laws.find(title, facts.number), recorded_change(workspace, title)
    if law is None and before is None and facts.kind is None:
        raise UsageError(
            "law-unknown",
            f"法规登记里没有“{title}”，没有登记。请核对名称；确实是新的，请写明是法律、行政法规还是别的哪一类。",
        )
    change = LawChange(
        title=before.title if before else law.title if law else title,
        state=facts.state,
        replaced_by=_replacing(workspace.library.laws, law, title, facts),
        since=facts.since,
        basis=_basis(workspace, facts.basis),
        person=person,
        unit=workspace.organisation.name,
        date=workspace.today(),
        number=_short(facts.number, "文号") or (before.number if before else None),
        kind=facts.kind or (before.kind if before else None),
        issuer=_short(facts.issuer, "制定机关") or (before.issuer if before else None),
        articles_shifted_on=facts.articles_shifted,
        articles_checked_on=workspace.today() if facts.articles_checked else None,
    )
    with _changing(workspace, f"登记 {change.title}"[:_MOST_SHORT]) as act:
        act.write(LAW_CHANGE, change.title, to_builtins(change))
    return change


def withdraw_law(workspace: Workspace, title: str) -> str:
    """Let a law stand as the program's register has it, as one operation; returns its title.

    Raises `UsageError` without a name, `UserFacingError` where nothing was written down about it, or another law that
    was written down is replaced by it.
    """
    workspace.require_person("撤回法规的登记")
    change = recorded_change(workspace, title)
    if change is None:
        raise UserFacingError("law-not-recorded", f"本单位没有登记过“{title}”的变化，没有改动。请核对名称。")
    others = [each.title for each in recorded_changes(workspace) if each.replaced_by == change.title]
    if others and change.kind is not None:
        raise UserFacingError(
            "law-still-named", f"登记过《{others[0]}》由它代替，没有撤回。请先撤回或者改登记《{others[0]}》。"
        )
    with _changing(workspace, f"撤回登记 {change.title}"[:_MOST_SHORT]) as act:
        head = workspace.store.records.get(LAW_CHANGE, change.title)
        act.write(LAW_CHANGE, change.title, head.content | {"removed": True})
    return change.title


def recorded_changes(workspace: Workspace) -> list[LawChange]:
    """Return what the unit wrote down about laws, what holds only from a later day too."""
    return [convert(row.content, LawChange) for row in workspace.store.records.of_kind(LAW_CHANGE)]


def recorded_change(workspace: Workspace, title: str) -> LawChange | None:
    """Return what the unit wrote down about the law of that title; None where it did not."""
    law = workspace.library.laws.find(title)
    names = {title.strip().strip("《》"), law.title if law else ""}
    return next((each for each in recorded_changes(workspace) if each.title in names), None)


@contextmanager
def _changing(workspace: Workspace, label: str) -> Iterator[Operation]:
    """Run an operation that changes the register, which is taken up as it stands afterwards."""
    with operation(workspace, "law", label) as act:
        yield act
    workspace.reread_facts()
    refresh_reference_index(workspace)


def _checked_title(text: str) -> str:
    said = _checked(text, "法规名称", _LEAST, LONGEST_TITLE)
    return said[1:-1] if said.startswith("《") and said.endswith("》") and said.count("《") == 1 else said


def _basis(workspace: Workspace, text: str) -> str:
    said = _checked(text, "依据", _LEAST, _MOST_BASIS)
    for hit in find_personal_data(said, workspace.organisation.public_phones):
        raise UserFacingError("law-basis-personal", f"依据里有{KIND_LABELS[hit.kind]}，没有登记。请删掉号码再写。")
    return said


def _checked(text: str, what: str, least: int, most: int) -> str:
    said = " ".join(unicodedata.normalize("NFC", plain_text(text)).split())
    if not least <= len(said) <= most:
        raise UsageError("law-incomplete", f"请写明{what}，{least} 至 {most} 个字。没有登记。")
    return said


def _short(text: str | None, what: str) -> str | None:
    return _checked(text, what, 1, _MOST_SHORT) if text and text.strip() else None


def _replacing(laws: Laws, law: Law | None, title: str, facts: LawFacts) -> str | None:
    if not facts.replaced_by:
        return None
    if facts.state != "repealed":
        raise UsageError("law-not-repealed", "只有已经废止的才写由什么代替。没有登记。")
    new = laws.find(facts.replaced_by)
    if new is None:
        raise UserFacingError(
            "law-replacement-unknown", f"法规登记里没有“{facts.replaced_by}”，没有登记。请先把它登记上，再写由它代替。"
        )
    if new is law or new.title == title or law in _followed(laws, new):
        raise UsageError("law-replaces-itself", f"《{new.title}》不能反过来又由《{title}》代替。没有登记。")
    return new.title


def _followed(laws: Laws, law: Law) -> list[Law]:
    """Return what a law is replaced by, and what that is, as far as the register tells."""
    met: list[Law] = [law]
    while (following := laws.replacement(met[-1])) is not None and following not in met:
        met.append(following)
    return met[1:]
