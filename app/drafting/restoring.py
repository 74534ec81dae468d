"""Bringing an earlier version of an entry back as a new act."""

from collections.abc import Collection
from typing import Any

from app.drafting.editing import KEEP, own_entry, short_name
from app.drafting.lookup import entry_content, find_definition
from app.drafting.typing_drafts import replace_values
from app.errors import UserFacingError
from app.workspace import Workspace


def restore_version(
    workspace: Workspace, entry: str, revision: str, elements: Collection[str] | None = None
) -> str | None:
    """Give elements of our entry the values of one of its earlier revisions; all of them and 不涉及 when None is named.

    Returns the new revision, None when nothing differs. Raises `UserFacingError` for a revision of something else and
    for one whose text was taken out.
    """
    row = own_entry(workspace, entry)
    now, before = row.content, _earlier(workspace, entry, revision)
    content = entry_content(row)
    known = [element.key for element in find_definition(workspace, content.checklist).elements]
    wanted = known if elements is None else [key for key in known if key in elements]
    values: dict[str, Any] = {key: before["values"].get(key) for key in wanted}
    values = {key: value for key, value in values.items() if value != now["values"].get(key)}
    declined = before["not_applicable"] if elements is None else now["not_applicable"]
    if not values and declined == now["not_applicable"]:
        return None
    concern = KEEP if declined == now["not_applicable"] else declined
    return replace_values(
        workspace, entry, values, not_applicable=concern, label=f"恢复 {short_name(content)} 以前的写法"
    )


def _earlier(workspace: Workspace, entry: str, revision: str) -> dict[str, Any]:
    held = workspace.store.revisions.get(revision)
    if held is None or held["subject_id"] != entry:
        raise UserFacingError("version-unknown", "这一条没有这一版，没有改动。请重新打开历史。", details=revision)
    if held["redaction"] is not None:
        raise UserFacingError("version-redacted", "这一版里的内容已经按规定抹掉，不能恢复，没有改动。")
    return workspace.store.revisions.held(revision)["content"]
