"""A finished PDF that has not left the house yet: looked through, then written or printed, then remembered as out."""

from dataclasses import dataclass
from pathlib import Path

from app.checks.privacy_gate import Findings, require_clean
from app.drafting.operations import operation
from app.workspace import Workspace
from db.filesystem import written_whole


@dataclass(frozen=True)
class Outgoing:
    """The document, what the privacy gate found in it, and what leaves with it.

    `label` names the act in the history; `shown` are (kind, id, revision) of everything on the paper.
    """

    pdf: bytes
    pages: int
    found: Findings
    label: str
    shown: tuple[tuple[str, str, str], ...]


def save_outgoing(workspace: Workspace, outgoing: Outgoing, path: Path, *, force: bool = False) -> None:
    """Write the document and remember that it left. Raises `UserFacingError` when personal data would show."""
    with written_whole(path, force=force) as part:
        require_clean(outgoing.found, path.name)
        part.write_bytes(outgoing.pdf)
    remember_outgoing(workspace, outgoing)


def remember_outgoing(workspace: Workspace, outgoing: Outgoing) -> None:
    """Record what left the house on paper; revisions on paper are marked, not undone."""
    with operation(workspace, "print", outgoing.label) as act:
        act.release("paper", outgoing.shown)
