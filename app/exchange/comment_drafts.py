"""What a reviewer has written beside an entry and not said yet: on the disk at once, seen by nobody else.

It stands outside history: undoing a verdict neither takes it away nor brings it back.
"""

from collections.abc import Mapping
from typing import Any

from app.drafting.form_drafts import keep_form, kept_forms
from app.workspace import Workspace

COMMENTS, SUGGESTIONS = "comment", "suggestion"


def keep_comment(workspace: Workspace, entry: str, text: str) -> None:
    """Keep what stands in the editor beside an entry (id); nothing is kept of an empty one."""
    keep_form(workspace, COMMENTS, entry, text if text.strip() else None)


def kept_comments(workspace: Workspace) -> dict[str, str]:
    """Return by entry (id) what was written and not said yet."""
    return kept_forms(workspace, COMMENTS)


def keep_suggestions(workspace: Workspace, entry: str, values: Mapping[str, Any]) -> None:
    """Keep what is suggested for the elements of an entry (id); nothing is kept of none."""
    keep_form(workspace, SUGGESTIONS, entry, dict(values) or None)


def kept_suggestions(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Return by entry (id) the values suggested and not sent yet, by element."""
    return kept_forms(workspace, SUGGESTIONS)


def entries_with_drafts(workspace: Workspace) -> set[str]:
    """Return the entries (ids) of which something was written or suggested and not said yet."""
    return kept_comments(workspace).keys() | kept_suggestions(workspace).keys()
