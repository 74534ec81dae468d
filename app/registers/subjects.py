"""What is reviewed, each piece for itself: a notice, a line of the ledger, the text of an entry in the catalogue."""

import hashlib
from typing import Any, Final, Literal, NamedTuple

from app.canonical import canonical_json
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content, entry_title, find_entry
from app.errors import UserFacingError
from app.notices.keeping import find_notice
from app.registers.publications import PUBLICATION, KeptPublication, find_publication
from app.workspace import Workspace
from db.repositories.entries import EntryRow

NOTICE: Final = "notice"
ENTRY: Final = "entry"


class Subject(NamedTuple):
    """What is reviewed, as it stands: `about` changes with what people would read. `revision` names an entry as
    reviews of older versions do."""

    kind: Literal["notice", "publication", "entry"]
    id: str
    about: str
    title: str
    revision: str = ""


def subject_named(workspace: Workspace, name: str) -> Subject:
    """Return what may be reviewed by a name: a notice or a line of the ledger by 8 characters of its id, or an entry.

    Raises `UserFacingError` where nothing has that name.
    """
    for find in (notice_subject, _line, _entry):
        try:
            return find(workspace, name)
        except UserFacingError as error:
            if error.code == "entry-ambiguous":
                raise
    raise UserFacingError(
        "subject-unknown", f"没有编号为“{name}”的公示、台账一行或者条目。请写事项编号或者编号的前 8 位。"
    )


def notice_subject(workspace: Workspace, name: str) -> Subject:
    """Return a kept notice as what is reviewed."""
    row = find_notice(workspace, name)
    return Subject(NOTICE, row.id, row.revision, row.content["title"])


def line_subject(kept: KeptPublication) -> Subject:
    """Return a line of the ledger as what is reviewed: a piece that was formed on a day."""
    # When and where it came out is not what was reviewed.
    line = kept.line
    about = _digest({"entry": line.entry, "formed": line.formed.isoformat(), "title": line.title})
    return Subject(PUBLICATION, kept.id, about, line.title)


def entry_subject(workspace: Workspace, row: EntryRow) -> Subject:
    """Return an entry as what is reviewed: its text in the catalogue, not what is published by it."""
    return Subject(ENTRY, row.id, _about(entry_content(row)), entry_title(workspace, row), row.revision)


def shown_entry(row: EntryRow) -> Subject:
    """The same without its title."""
    return Subject(ENTRY, row.id, _about(entry_content(row)), "", row.revision)


def _line(workspace: Workspace, name: str) -> Subject:
    return line_subject(find_publication(workspace, name))


def _entry(workspace: Workspace, name: str) -> Subject:
    return entry_subject(workspace, find_entry(workspace, name))


def _about(content: EntryContent) -> str:
    # How far it is filled in, who confirmed it and where it stands in the table is not what people read.
    return _digest({"values": content.values, "not_applicable": content.not_applicable, "removed": content.removed})


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(content)).hexdigest()
