"""What the page shows, read in one go."""

from dataclasses import dataclass

from app.checks.dismissing import Dismissal
from app.checks.finding import Finding
from app.checks.table_findings import TableFindings
from app.errors import UserFacingError
from app.exchange.answers import OpenReturn, open_returns
from app.exchange.handing_in import next_round
from app.exchange.register_rows import registers_told, registers_words
from app.exchange.rounds import Round, SinceLastRound, rounds, since_last_round
from app.overview import ListProgress, list_progress
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from ui.jobs import Watch


@dataclass(frozen=True)
class Standing:
    """Lists with entries, what is new since the last round, the rounds, which is next, and to whom; what our reviewer
    sent back and nobody has changed since; `registers`: what goes along about our registers, in words."""

    lists: tuple[ListProgress, ...]
    since: SinceLastRound
    rounds: tuple[Round, ...]
    next_round: int
    parent: str
    returns: tuple[OpenReturn, ...] = ()
    registers: str = ""


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with the list it belongs to."""

    finding: Finding
    checklist: str
    list_name: str


@dataclass(frozen=True)
class Checked:
    """What the check found, blocking findings first, and what somebody let stand."""

    standing: tuple[PlacedFinding, ...] = ()
    dismissed: tuple[tuple[PlacedFinding, Dismissal], ...] = ()


def read_standing(workspace: Workspace) -> Standing:
    """Read everything but the findings, which take longer."""
    return Standing(
        tuple(each for each in list_progress(workspace) if each.entries),
        since_last_round(workspace),
        tuple(rounds(workspace)),
        next_round(workspace),
        workspace.organisation.parent_name,
        tuple(open_returns(workspace)),
        "".join(registers_words(each["rows"], each["left_out"]) for each in registers_told(workspace)),
    )


def read_findings(workspace: Workspace, watch: Watch) -> Checked:
    """Check every list that has entries.

    Raises `UserFacingError` (cancelled) when stopped: part of the findings must not pass for all of them.
    """
    lists = [each for each in list_progress(workspace) if each.entries]
    memory, found, dismissed = TableFindings(), [], []
    for done, each in enumerate(lists):
        if watch.is_cancelled():
            raise UserFacingError("cancelled", "检查停下了，还没有查完。")
        watch.progress(done, len(lists), each.name)
        table = each.checklist, each.field if each.checklist == STANDARD_CATALOGUE else None
        found += [PlacedFinding(finding, each.checklist, each.name) for finding in memory.read(workspace, *table)]
        dismissed += [
            (PlacedFinding(finding, each.checklist, each.name), dismissal)
            for finding, dismissal in memory.dismissed(*table)
        ]
    order = {"block": 0, "warn": 1, "hint": 2}
    return Checked(tuple(sorted(found, key=lambda placed: order[placed.finding.severity])), tuple(dismissed))
