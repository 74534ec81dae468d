"""The versions of an entry in words."""

from typing import Any

from app.drafting.editing import own_entry
from app.drafting.history import difference_label, difference_text, history
from app.drafting.lookup import find_definition
from app.standards.models import Definition
from app.workspace import Workspace
from ui.pages.drafting.records import Change, VersionView


def read_versions(workspace: Workspace, entry: str) -> list[VersionView]:
    """Return the versions of one of our entries, newest first."""
    row = own_entry(workspace, entry)
    definition = find_definition(workspace, row.content["checklist"])
    versions = history(workspace, "entry", entry)
    return [
        VersionView(
            version.revision,
            version.at,
            version.person or "",
            version.label,
            _changes(definition, version.differences) if number else (),
            version.redaction,
            version.revision == row.revision,
        )
        for number, version in reversed(list(enumerate(versions)))
    ]


def _changes(definition: Definition, differences: dict[str, tuple[Any, Any]]) -> tuple[Change, ...]:
    elements = {element.key for element in definition.elements}
    return tuple(
        Change(
            key if key in elements else "",
            difference_label(definition, key),
            difference_text(key, before),
            difference_text(key, after),
        )
        for key, (before, after) in differences.items()
    )
