"""Finding the entry, field or checklist a person means by the short name they typed."""

from collections.abc import Iterator
from typing import Any

from msgspec import ValidationError, convert

from app.drafting.entry import EntryContent, title_of
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE, Definition, Field, Item
from app.workspace import Workspace
from db.repositories.entries import EntryRow


def entry_content(row: EntryRow) -> EntryContent:
    """Return the typed content of a stored entry."""
    try:
        return convert(row.content, EntryContent)
    except ValidationError as error:
        raise UserFacingError(
            "workspace-damaged",
            "工作文件里有一条目录内容不完整。请用最近的备份恢复。",
            details=f"{row.id}: {error}",
        ) from error


def entry_title(workspace: Workspace, row: EntryRow | None) -> str:
    """Return what the entry is called that somebody speaks of, which we may not have."""
    if row is None:
        return "（这里没有的条目）"
    content = entry_content(row)
    return title_of(find_definition(workspace, content.checklist), content.values)


def own_entries(workspace: Workspace, beside: str = "") -> Iterator[EntryRow]:
    """Yield our entries of this edition in the order of their tables; those of the table in which an entry (`beside`,
    an id) stands come first."""
    own: dict[str, Any] = {"organisation": workspace.organisation.id, "edition": workspace.edition}
    entries = workspace.store.entries
    row = entries.get(beside) if beside else None
    here = (row.content["checklist"], row.content["field"]) if row is not None else None
    if here is not None:
        yield from entries.listed(**own, checklist=here[0], fields=[here[1]] if here[1] else None)
    yield from (each for each in entries.listed(**own) if (each.content["checklist"], each.content["field"]) != here)


def find_entry(workspace: Workspace, name: str) -> EntryRow:
    """Return the entry meant by an item code (unique in the edition), an id or at least 8 characters of it.

    Our own unit's entry wins where several units have the same item. Raises `UserFacingError` when none or several fit.
    """
    entries = workspace.store.entries
    own = entries.by_item(name, workspace.edition, workspace.organisation.id)
    found = own or entries.by_item(name, workspace.edition)
    if not found and len(name) >= 8:
        found = entries.by_prefix(name)
    if not found:
        raise UserFacingError(
            "entry-unknown",
            f"没有找到条目“{name}”。请写事项编号（如 05-003）或条目编号的前 8 位；还没采用的事项请先采用。",
        )
    if len(found) > 1:
        raise UserFacingError(
            "entry-ambiguous", f"“{name}”对应 {len(found)} 个条目，不知道是哪一个。请写条目编号的前 8 位。"
        )
    return found[0]


def find_field(workspace: Workspace, code: str) -> Field:
    """Return a field of the standards by its code."""
    fields = workspace.library.fields
    field = fields.get(code)
    if field is None:
        raise UserFacingError(
            "field-unknown",
            f"没有编号为“{code}”的领域。编号是 {min(fields)} 到 {max(fields)} 的两位数，请核对。",
        )
    return field


def find_definition(workspace: Workspace, code: str) -> Definition:
    """Return a checklist that is drafted at the desk by its code."""
    definition = workspace.library.definitions.get(code)
    if definition is None or definition.shape != "catalogue":
        known = "、".join(d.code for d in workspace.library.definitions.values() if d.shape == "catalogue")
        raise UserFacingError("checklist-unknown", f"没有可以填报的清单“{code}”。可以用的有：{known}。")
    return definition


def item_of(workspace: Workspace, content: EntryContent) -> Item | None:
    """Return the standard item behind an entry; None for local ones and for items the standards no longer have."""
    return None if content.item is None else known_item(workspace, content.checklist, content.item)


def is_standard_of(content: EntryContent, item: Item | None) -> bool:
    """Say whether the item is still the one that an entry's text was taken from."""
    return item is not None and content.origin is not None and content.origin.digest == item.digest


def known_item(workspace: Workspace, checklist: str, code: str) -> Item | None:
    """Return the standard item of that code, None when the standards do not have it."""
    try:
        return workspace.library.item(checklist, code)
    except KeyError:
        return None


def standard_items(workspace: Workspace, checklist: str, field: str | None) -> tuple[Item, ...]:
    """Return the items of a checklist, of one field of it where the checklist is the standard catalogue."""
    items = workspace.library.items(checklist)
    return tuple(item for item in items if item.field == field) if checklist == STANDARD_CATALOGUE else items
