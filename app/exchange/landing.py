"""How a revision that comes in stands to ours."""

from app.drafting.operations import Content, Head
from app.exchange.ancestry import Ancestry
from app.proposals.comparison import joined, touches_only_missing
from app.proposals.proposals import Landing, Lineage
from app.workspace import Workspace


def landing_of(
    workspace: Workspace, subject: tuple[str, str], told: Lineage, ours: Head, theirs: Content
) -> tuple[Landing | None, Content | None]:
    """Say how their revision of a subject (kind, id) stands to ours: follow, fork, or None when it brings nothing we
    have not had; and what to hold it against.

    Where we undid an import, what stood before it is what theirs is held against.
    """
    if ours.revision is None:
        return "follow", None
    if told.revision == ours.revision:
        return None, None
    behind_theirs = {*told.ancestors, *told.parents}
    if ours.revision in behind_theirs:
        return "follow", ours.content
    ancestry = Ancestry(workspace.store.revisions)
    standing = ancestry.standing(ours.revision)
    if standing is None or standing in behind_theirs:
        return "follow", ours.content
    if told.revision == standing or told.revision in ancestry.behind(standing):
        return None, None
    base = ancestry.newest_common(standing, behind_theirs)
    if base is not None and touches_only_missing(base, ours.content, theirs):
        return "follow", base
    return "fork", base


def landing_among_clerks(
    workspace: Workspace, subject: tuple[str, str], told: Lineage, ours: Head, theirs: Content
) -> tuple[Landing | None, Content | None]:
    """Say what `landing_of` does for a subject that several clerks of our unit work on.

    Where they changed different elements their lines are joined without asking. What lies behind something that waits
    for a decision already brings nothing.
    """
    landing, base = landing_of(workspace, subject, told, ours, theirs)
    # Also where we have nothing to say against theirs our line goes on in what both come to.
    if landing is None or ours.content is None or base is ours.content:
        return landing, base
    if joined(base, ours.content, theirs) is not None:
        return "join", base
    return (None, None) if _waits_already(workspace, subject, told.revision) else ("fork", base)


def _waits_already(workspace: Workspace, subject: tuple[str, str], revision: str) -> bool:
    kind, id = subject
    waiting = (row["body"]["lineage"] for row in workspace.store.proposals.waiting_on(kind, [id]))
    return any(revision in (*lineage["parents"], *lineage["ancestors"]) for lineage in waiting if lineage)
