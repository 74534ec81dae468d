"""What a reviewer has written beside an entry and not said yet: on the disk at once, seen by nobody else.

It stands outside history: undoing a verdict neither takes it away nor brings it back.
"""

from app.exchange.verdicts import MOST_LETTERS
from app.workspace import Workspace

_KEY = "comment-drafts"
_MOST_KEPT = 10 * MOST_LETTERS
"""What is too long for a verdict is kept all the same: saying it will tell."""


def keep_comment(workspace: Workspace, entry: str, text: str) -> None:
    """Keep what stands in the editor beside an entry (id); nothing is kept of an empty one."""
    with workspace.store.transaction():
        kept = kept_comments(workspace)
        changed = {id: said for id, said in kept.items() if id != entry}
        if text.strip():
            changed[entry] = text[:_MOST_KEPT]
        if changed != kept:
            workspace.store.settings.put(_KEY, changed)


def kept_comments(workspace: Workspace) -> dict[str, str]:
    """Return by entry (id) what was written and not said yet."""
    return workspace.store.settings.get(_KEY, {})
