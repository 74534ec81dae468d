"""Official texts that were imported as the standard of a field: what entries owe to them, and how that is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from app.drafting.entry import EntryContent
from app.drafting.field_versions import note_before
from app.drafting.lookup import entry_content, find_definition, is_standard_of, item_of
from app.drafting.operations import Head, Operation
from app.drafting.projection import differing_elements
from app.drafting.publisher_answers import publisher_answer
from app.standards.models import STANDARD_CATALOGUE, Item, Official
from app.standards.own_definitions import DEFINITION
from app.standards.own_packs import FIELD_PACK
from app.workspace import Workspace


def official_words(official: Official) -> str:
    """Say from where the standard text of a field is."""
    day = date.fromisoformat(official.date)
    when = f"{day.year}年{day.month}月{day.day}日"
    return f"以本县导入的正式文本为准（{official.file}，{when}，{official.unit} {official.person}）"


def official_of(workspace: Workspace, content: EntryContent) -> str:
    """Say from which official text an entry's standard is, or that an official text has it no more; "" where it is
    from none."""
    item = item_of(workspace, content)
    if item is not None and item.withdrawn:
        return "已不在标准里"
    if content.evidence != "official":
        return ""
    official = workspace.library.fields[item.field].official if item is not None and item.field else None
    if official is None or not is_standard_of(content, item):
        return "以导入过的正式文本为准，标准后来换过"
    return official_words(official)


@contextmanager
def changing_packs(workspace: Workspace) -> Iterator[None]:
    """Keep the workspace to the standards of its file where an act that changes them fails."""
    try:
        yield
    except BaseException:
        workspace.reread_facts()
        raise


def changed_field(kind: str, id: str) -> str:
    """Return the field whose standard a record changes; "" for none."""
    if kind == FIELD_PACK:
        return id
    return id.partition("/")[2] if kind == DEFINITION and id.startswith("field/") else ""


def follow_packs(workspace: Workspace, act: Operation, fields: list[str]) -> int:
    """Take up, inside an operation, the packs it wrote; returns how many of our entries stand by their text.

    Nothing that a clerk wrote changes: where the standard still says what an entry was taken from, or an entry says
    what the standard says now, the standard's evidence becomes the entry's. An official text that was taken back is
    no evidence any more.
    """
    act.flush()
    for field in fields:
        if field in workspace.library.fields:
            note_before(act, workspace.library.fields[field])
    workspace.reread_facts()
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id,
        edition=workspace.edition,
        checklist=STANDARD_CATALOGUE,
        fields=fields,
    )
    followed = 0
    for row in rows:
        content = entry_content(row)
        told = _told_by_standard(workspace, content, item_of(workspace, content))
        followed += "origin" in told
        act.write("entry", row.id, row.content | told, Head(row.revision, row.content))
    return followed


def _told_by_standard(workspace: Workspace, content: EntryContent, item: Item | None) -> dict[str, Any]:
    """Return what of an entry its standard decides; {} where it decides nothing."""
    if item is not None and not item.withdrawn and _stands_by(workspace, content, item):
        version = workspace.library.fields[item.field].version
        return {"evidence": item.evidence, "origin": {"version": version, "digest": item.digest}}
    if content.evidence == "official" and (item is None or workspace.library.fields[item.field].official is None):
        return {"evidence": item.evidence if item else "recalled"}
    return {}


def _stands_by(workspace: Workspace, content: EntryContent, item: Item) -> bool:
    if is_standard_of(content, item):
        return True
    definition = find_definition(workspace, content.checklist)
    answer = publisher_answer(workspace, content.checklist, content.field)
    return not differing_elements(definition, item, workspace.organisation, content.values, answer)
