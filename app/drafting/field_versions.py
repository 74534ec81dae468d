"""Which versions of a field's standard a workspace knows, and which of them its own catalogue goes by."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import convert

from app.canonical import canonical_json
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content
from app.drafting.operations import Operation, head_of
from app.errors import UserFacingError
from app.standards.definition_parts import read_part
from app.standards.former import former_versions
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE, Field, Item
from app.standards.own_definitions import DEFINITION, definition_id
from app.standards.own_packs import FIELD_PACK, PackContent, field_of
from app.workspace import Workspace
from db.repositories.entries import EntryRow

FOLLOWED = "standard-followed"
"""Kind of the record that says which version of a field's standard our catalogue has been carried over to, under the
code of the field. Each desk's own: what entries follow goes with the entries."""


def known_versions(workspace: Workspace, code: str) -> tuple[Field, ...]:
    """Return every version of a field that this program or this file ever had, the program's first, each text once."""
    rows = workspace.store.revisions.of_subjects(FIELD_PACK, [code]).get(code, [])
    own = (field_of(convert(row["content"], PackContent)) for row in rows)
    shipped = load_library().fields.get(code)
    versions = (*former_versions(code), *((shipped,) if shipped else ()), *_defined(workspace, code), *own)
    return tuple({text_digest(version): version for version in versions}.values())


def _defined(workspace: Workspace, code: str) -> Iterator[Field]:
    """Yield the versions that somebody here edited."""
    id = definition_id("field", code)
    for row in workspace.store.revisions.of_subjects(DEFINITION, [id]).get(id, []):
        try:
            yield read_part(load_library(), "field", row["content"]["data"]).what
        except UserFacingError:
            # What this program cannot go by, no entry was ever taken from here.
            continue


def changed_fields(workspace: Workspace) -> list[str]:
    """Return the fields of which this program or this file ever had more than one version; cheap."""
    records = workspace.store.records
    own = {row.id for row in records.of_kind(FIELD_PACK, removed=True)}
    own |= {row.content["code"] for row in records.of_kind(DEFINITION, removed=True) if row.content["kind"] == "field"}
    return [code for code in workspace.library.fields if code in own or former_versions(code)]


def text_digest(field: Field) -> str:
    """Return the SHA-256 (hex) of what a version of a field says, item by item."""
    return hashlib.sha256(canonical_json([[item.code, item.digest] for item in field.items])).hexdigest()


def own_entries_of(workspace: Workspace, code: str) -> list[tuple[EntryRow, EntryContent]]:
    """Return our entries of the current edition that an item of a field stands behind."""
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id, edition=workspace.edition, checklist=STANDARD_CATALOGUE, fields=[code]
    )
    found = ((row, entry_content(row)) for row in rows)
    return [(row, content) for row, content in found if content.item is not None]


def followed_digest(workspace: Workspace, code: str) -> str | None:
    """Return the `text_digest` of the version that our catalogue was carried over to; None where it never was."""
    record = workspace.store.records.get(FOLLOWED, code)
    return record.content["digest"] if record and not record.content["removed"] else None


def note_followed(act: Operation, field: Field) -> None:
    """Note, inside an operation, that our catalogue goes by a version of a field."""
    content: dict[str, Any] = {"version": field.version, "digest": text_digest(field), "removed": False}
    act.write(FOLLOWED, field.code, content, head_of(act.workspace, FOLLOWED, field.code))


def note_before(act: Operation, before: Field) -> None:
    """Note, inside an operation that changes the standard of a field, which version our catalogue went by until now:
    so that what is new in the next one is told, even where no entry differs."""
    workspace = act.workspace
    entries = own_entries_of(workspace, before.code)
    follows = any(content.origin and content.origin.version == before.version for _, content in entries)
    if follows and followed_digest(workspace, before.code) is None:
        note_followed(act, before)


def is_settled(content: EntryContent, new: Field) -> bool:
    """Say whether an entry goes by a version: its text is from there, or it was kept though that has it no more."""
    item = next((item for item in new.items if item.code == content.item), None)
    if content.origin is None:
        return False
    return content.origin.version == new.version if item is None else content.origin.digest == item.digest


def nearest_version(versions: Iterable[Field], contents: Sequence[EntryContent]) -> Field | None:
    """Return the version that most of these entries were taken from; None where none of them says so."""
    counted = []
    for version in versions:
        digests = {item.code: item.digest for item in version.items}
        counted.append((sum(_is_from(content, digests.get(content.item or "")) for content in contents), version))
    count, nearest = max(counted, key=lambda each: each[0], default=(0, None))
    return nearest if count else None


def item_taken(versions: Iterable[Field], content: EntryContent) -> Item | None:
    """Return the item, as some version had it, that an entry's text was taken from."""
    items = (item for version in versions for item in version.items if item.code == content.item)
    return next((item for item in items if _is_from(content, item.digest)), None)


def _is_from(content: EntryContent, digest: str | None) -> bool:
    return content.origin is not None and content.origin.digest == digest
