"""What the inbox changes in the store: files taken in, an import taken back, a sender admitted."""

from dataclasses import dataclass, field

from app.drafting.history import undo
from app.errors import UserFacingError
from app.exchange.looking import Look
from app.exchange.package_reading import open_package
from app.exchange.received import received_packages
from app.exchange.roster import admit, admit_as_new, trust
from app.exchange.taking_in import apply_batch
from app.organisations import Organisation
from app.proposals.proposals import Outcome
from app.workspace import Workspace
from ui.jobs import Watch
from ui.pages.inbox.admission import Admission


@dataclass
class Taken:
    """What taking files in did: outcomes by file, and what stopped it."""

    outcomes: list[tuple[Look, Outcome]] = field(default_factory=list)
    error: UserFacingError | None = None


def take_in(looks: list[Look], workspace: Workspace, watch: Watch) -> Taken:
    """Take files in, each as one step; those done stay done when a later one fails or somebody pressed 停下."""
    taken = Taken()
    for number, look in enumerate(looks):
        if watch.is_cancelled():
            break
        watch.progress(number, len(looks), look.path.name)
        try:
            taken.outcomes.append((look, apply_batch(workspace, look.batch)))
        except UserFacingError as error:
            taken.error = error
            break
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


def admit_sender(admission: Admission, workspace: Workspace) -> Organisation:
    """Admit who sent a file, as the clerk decided."""
    with open_package(admission.look.path) as package:
        if admission.look.claim in ("own-device", "parent"):
            return trust(workspace, package, admission.typed)
        if admission.kind is None:
            return admit(workspace, package, admission.typed, admission.unit)
        return admit_as_new(workspace, package, admission.typed, admission.unit or "", admission.code, admission.kind)
