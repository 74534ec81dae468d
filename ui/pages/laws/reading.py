"""What the register of laws shows: read on the store's thread."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.drafting.form_drafts import kept_forms
from app.drafting.law_citing import Citing, citing_counts, each_citing, may_be_cited_by
from app.drafting.law_recording import recorded_changes
from app.drafting.law_replacing import (
    comment_for,
    law_named,
    replacement_of,
    replacement_proposals,
    suggested_values,
)
from app.exchange.roster import roster
from app.exchange.verdicts import suggest
from app.proposals.proposals import Batch
from app.standards.law_choices import LawChoice, law_choices
from app.standards.models import Law
from app.standards.own_laws import LawChange
from app.villages.at_hand import Unwatched, Watch
from app.workspace import Workspace

FORM = "law"
"""The form in which the change of a law is written, as half written ones are kept."""
MOST_PLACES = 2000
"""So many places that cite a law are shown."""
_MOST_QUIET = 2_500
"""Looking through so many entries is done in a moment; more is shown with 停下."""


@dataclass(frozen=True)
class LawLine:
    """One law as it stands; `entries` of ours cite it. `change` is what the unit wrote down about it, `instead` the
    title of what holds in its place."""

    law: Law
    choice: LawChoice
    entries: int
    change: LawChange | None
    instead: str


@dataclass(frozen=True)
class Register:
    """Every law by its title, in the order of the register, and the day it was gone through; the units below us, and
    how many of their entries cite each law as far as that was counted. `typed`: what stands half written, by title, ""
    for a law that is new."""

    lines: Mapping[str, LawLine]
    as_of: str
    units: tuple[str, ...] = ()
    below: Mapping[str, int] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)

    def citing(self, line: LawLine) -> int:
        """Return how many entries cite a law, ours and those of the units below."""
        return line.entries + self.below.get(line.law.title, 0)


@dataclass(frozen=True)
class Cited:
    """Who cites one law: the first places, how many there are of each unit, with the names of those shown; `own` is
    ours."""

    title: str
    places: tuple[Citing, ...]
    counts: Counter[str]
    names: Mapping[str, str]
    own: str


def read_register(workspace: Workspace) -> Register:
    """Return the register as it stands in the file, with how many entries of ours cite each law."""
    laws, counts = workspace.library.laws, citing_counts(workspace)
    recorded = {change.title: change for change in recorded_changes(workspace)}
    choices = {choice.title: choice for choice in law_choices(laws)}
    lines = {law.title: _line(law, choices[law.title], counts[law.title], recorded) for law in laws}
    units = tuple(unit.id for unit in roster(workspace))
    return Register(lines, laws.as_of, units, typed=kept_forms(workspace, FORM))


def count_below(workspace: Workspace, unit: str) -> Counter[str]:
    """Return how many entries of a unit below us cite each law."""
    return citing_counts(workspace, unit)


def read_citing(workspace: Workspace, title: str, watch: Watch) -> Cited:
    """Return who cites a law, of all units in the file. Raises `UserFacingError` (`cancelled`) when it is stopped."""
    counts, places = Counter[str](), []
    found = each_citing(workspace, law_named(workspace, title), None, watch.progress, watch.is_cancelled)
    for each in found:
        counts[each.organisation] += 1
        if len(places) < MOST_PLACES:
            places.append(each)
    names = {id: workspace.organisation_by_id(id).name for id in {each.organisation for each in places}}
    return Cited(title, tuple(places), counts, names, workspace.organisation.id)


def read_few_citing(workspace: Workspace, title: str) -> Cited | None:
    """Return who cites a law where that is found in a moment, else None: very many may cite it."""
    if may_be_cited_by(workspace, law_named(workspace, title), _MOST_QUIET):
        return None
    return read_citing(workspace, title, Unwatched())


def read_replacement(workspace: Workspace, title: str, instead: str) -> Batch:
    """Return what putting another law in the place of one proposes; nothing is changed."""
    old = law_named(workspace, title)
    return replacement_proposals(workspace, old, replacement_of(workspace, old, instead or None))


def suggest_replacement(workspace: Workspace, title: str, instead: str) -> int:
    """Propose to units below us to put another law in the place of one; returns for how many entries that is new."""
    old = law_named(workspace, title)
    new = replacement_of(workspace, old, instead or None)
    return suggest(workspace, suggested_values(workspace, old, new), comment_for(old, new))


def _line(law: Law, choice: LawChoice, entries: int, recorded: Mapping[str, LawChange]) -> LawLine:
    instead = choice.successor.title if choice.successor else law.replaced_by or ""
    return LawLine(law, choice, entries, recorded.get(law.title), instead)
