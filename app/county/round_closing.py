"""Closing a round: a return and a receipt for every unit below us, and a register of how far each has got."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import UserFacingError
from app.exchange.answers import open_returns
from app.exchange.comment_drafts import entries_with_drafts
from app.exchange.handing_in import HandedIn
from app.exchange.received import UnitStanding, roster_standing
from app.exchange.returning import export_receipt, export_return, has_something_to_return
from app.exchange.undecided import undecided_entries
from app.exchange.verdicts import changed_since_return
from app.file_names import unit_names
from app.organisations import Organisation
from app.workspace import Workspace

Progress = Callable[[int, int, str], None]
"""Called with (units done, units in all, name of the unit)."""


@dataclass(frozen=True)
class UnitRound:
    """How one unit stands with us. `round` None: nothing handed in. `returned` are those that stand so; `answered` of
    them have an answer, `changed` were returned and have been changed since; `drafts`: of so many something is
    written or suggested and not said; `undecided`: titles of entries of which a colleague said something else."""

    unit: Organisation
    round: int | None
    at: str | None
    accepted: int
    returned: int
    pending: int
    answered: int
    changed: int
    drafts: int
    undecided: tuple[str, ...] = ()


@dataclass
class UnitClosed:
    """What was written for a unit; `reason` says why something was not."""

    standing: UnitRound
    files: list[Path] = field(default_factory=list)
    reason: str = ""


@dataclass(frozen=True)
class ClosedRound:
    """All units in the roster's order. `stopped`: somebody stopped it; what is missing was not written."""

    folder: Path
    units: tuple[UnitClosed, ...]
    stopped: bool = False

    @property
    def files(self) -> int:
        return sum(len(each.files) for each in self.units)

    @property
    def failed(self) -> list[UnitClosed]:
        return [each for each in self.units if each.reason]


def unit_rounds(workspace: Workspace) -> list[UnitRound]:
    """Return how every unit of the roster stands: the register of who has answered."""
    counts: dict[str, Counter[str]] = {}
    for row in workspace.store.tallies.of_edition(workspace.edition):
        counted = Counter(entries=row.entries, accepted=row.accepted, returned=row.returned)
        counts.setdefault(row.organisation, Counter()).update(counted)
    drafts, undecided = _drafts_by_unit(workspace), undecided_entries(workspace)
    standings = [(standing, standing.unit.id) for standing in roster_standing(workspace)]
    return [
        _unit_round(workspace, standing, counts.get(id, Counter()), drafts[id], undecided.get(id, ()))
        for standing, id in standings
    ]


def close_round(
    workspace: Workspace,
    folder: Path,
    *,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    force: bool = False,
) -> ClosedRound:
    """Write a return and a receipt for each unit that has handed something in into `folder`.

    What fails for one unit is told with its reason and does not keep the others waiting. Unchanged content gives the
    same bytes and rounds, so closing twice does no harm.
    """
    standings = [each for each in unit_rounds(workspace) if each.round is not None]
    named = unit_names([each.unit for each in standings])
    closed: list[UnitClosed] = []
    for done, standing in enumerate(standings):
        if is_cancelled():
            return ClosedRound(folder, tuple(closed), stopped=True)
        if progress is not None:
            progress(done, len(standings), standing.unit.name)
        name = f"{named[standing.unit.id]}_{workspace.edition}版_第{standing.round}轮"
        closed.append(_close_unit(workspace, folder / name, standing, force=force))
    return ClosedRound(folder, tuple(closed))


def _close_unit(workspace: Workspace, begun: Path, standing: UnitRound, *, force: bool) -> UnitClosed:
    """Write what a unit needs to files whose names begin so; what one of them runs into does not keep the other."""
    closed, reasons = UnitClosed(standing), []
    acts: list[tuple[str, Callable[..., HandedIn]]] = [("回执", export_receipt)]
    if has_something_to_return(workspace, standing.unit.id):
        acts.insert(0, ("审核意见", export_return))
    for what, export in acts:
        path = begun.with_name(f"{begun.name}{what}_{workspace.today():%Y-%m-%d}.zwgk")
        try:
            closed.files.append(export(workspace, standing.unit, path, force=force).path)
        except UserFacingError as error:
            reasons.append(error.message)
    closed.reason = "".join(dict.fromkeys(reasons))
    return closed


def _unit_round(
    workspace: Workspace, standing: UnitStanding, counts: Counter[str], drafts: int, undecided: tuple[str, ...]
) -> UnitRound:
    unit = standing.unit
    returns = open_returns(workspace, unit.id) if counts["returned"] else []
    return UnitRound(
        unit,
        standing.round,
        standing.at,
        accepted=counts["accepted"],
        returned=counts["returned"],
        pending=counts["entries"] - counts["accepted"] - counts["returned"],
        answered=sum(each.is_answered for each in returns),
        changed=len(changed_since_return(workspace, unit.id)),
        drafts=drafts,
        undecided=undecided,
    )


def _drafts_by_unit(workspace: Workspace) -> Counter[str]:
    rows = workspace.store.entries.many(entries_with_drafts(workspace))
    return Counter(row.content["organisation"] for row in rows.values())
