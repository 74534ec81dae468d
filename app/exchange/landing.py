"""How a revision that comes in stands to ours."""

from app.drafting.operations import Content, Head
from app.exchange.ancestry import OurLine
from app.proposals.comparison import touches_only_missing
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
    line = OurLine(workspace, *subject)
    if line.standing is None or line.standing in behind_theirs:
        return "follow", ours.content
    if told.revision == line.standing or told.revision in line.behind():
        return None, None
    base = line.newest_common(behind_theirs)
    if base is not None and touches_only_missing(base, ours.content, theirs):
        return "follow", base
    return "fork", base
