"""What the inbox changes in the store: files taken in, an import taken back, a sender admitted."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.drafting.history import undo
from app.errors import UserFacingError
from app.exchange.looking import Look
from app.exchange.package_reading import open_package
from app.exchange.received import received_packages
from app.exchange.roster import admit, admit_as_new, trust
from app.exchange.taking_in import apply_batch
from app.organisations import Organisation
from app.proposals.proposals import Outcome
from app.workspace import NOT_IN_PLACE, Workspace
from ui.jobs import Watch
from ui.pages.inbox.admission import Admission
from ui.pages.inbox.reading import whole_batch


@dataclass(frozen=True)
class Taken:
    """What became of one file: an outcome, or what refused it; neither where somebody pressed 停下 before."""

    look: Look
    outcome: Outcome | None = None
    error: UserFacingError | None = None


def take_in(files: Sequence[tuple[Look, Path]], workspace: Workspace, watch: Watch) -> list[Taken]:
    """Take files in, each with where it can be read, each as one step.

    One that is refused does not keep the others waiting; after 停下, or once the workspace is no longer in its place,
    the rest is left.
    """
    taken: list[Taken] = []
    stopped: UserFacingError | None = None
    for number, (look, place) in enumerate(files):
        if stopped is not None or watch.is_cancelled():
            taken.append(Taken(look, error=stopped))
            continue
        watch.progress(number, len(files), look.path.name)
        try:
            taken.append(Taken(look, apply_batch(workspace, whole_batch(look, place, workspace))))
        except UserFacingError as error:
            taken.append(Taken(look, error=error))
            stopped = error if error.code in NOT_IN_PLACE else None
    return taken


def undo_import(number: int, workspace: Workspace) -> str:
    """Take an import back, unless something else was done since, which undoing would take back instead."""
    row = next(row for row in received_packages(workspace) if row.number == number)
    if not row.is_latest:
        raise UserFacingError(
            "undo-overtaken",
            f"收下“{row.organisation}”第{row.round}轮以后又改过别的，没有撤销。请按 Ctrl+Z 从最近的一步撤起。",
        )
    return undo(workspace) or ""


def admit_sender(admission: Admission, place: Path, workspace: Workspace) -> Organisation:
    """Admit who sent a file, which can be read at `place`, as the clerk decided."""
    with open_package(place) as package:
        if admission.look.claim in ("own-device", "parent"):
            return trust(workspace, package, admission.typed)
        if admission.kind is None:
            return admit(workspace, package, admission.typed, admission.unit)
        return admit_as_new(workspace, package, admission.typed, admission.unit or "", admission.code, admission.kind)
