"""What stands in a form of the window and was not written down yet: on the disk at once, seen by nobody else.

It stands outside history: undoing something neither takes it away nor brings it back.
"""

from typing import Any

from app.workspace import Workspace

_DRAFTS = "-drafts"


def keep_form(workspace: Workspace, form: str, subject: str, typed: Any | None) -> None:
    """Keep what stands in a form about a subject (its id, "" where the form is about none); None keeps nothing."""
    with workspace.store.transaction():
        kept = kept_forms(workspace, form)
        changed = {id: each for id, each in kept.items() if id != subject}
        if typed is not None:
            changed[subject] = typed
        if changed != kept:
            workspace.store.settings.put(_key(form), changed)


def kept_forms(workspace: Workspace, form: str) -> dict[str, Any]:
    """Return by subject what was typed into a form and not written down yet."""
    return workspace.store.settings.get(_key(form), {})


def forms_kept(workspace: Workspace) -> int:
    """Return how many forms stand half written."""
    settings = workspace.store.settings
    return sum(len(settings.get(key)) for key in settings.keys_ending(_DRAFTS))


def drop_forms(workspace: Workspace, subject: str) -> int:
    """Forget what was typed into any form about a subject (id), whatever of it the form is about; return how much."""
    dropped = 0
    for key in workspace.store.settings.keys_ending(_DRAFTS):
        kept = workspace.store.settings.get(key)
        left = {id: each for id, each in kept.items() if id.rpartition(":")[2] != subject}
        if left != kept:
            workspace.store.settings.put(key, left)
            dropped += len(kept) - len(left)
    return dropped


def _key(form: str) -> str:
    return f"{form}{_DRAFTS}"
