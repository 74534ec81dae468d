"""An open workspace: the store, whose it is, who works in it, and the standards it is held against."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from msgspec import convert

from app.errors import UsageError, UserFacingError
from app.organisations import Organisation
from app.standards.library import Library, load_library
from app.standards.own_definitions import DEFINITION, OwnDefinition, Standing, library_with_definitions
from app.standards.own_laws import LAW_CHANGE, LawChange, library_with_laws
from app.standards.own_packs import FIELD_PACK, PackContent, library_with
from db.repositories.records import RecordRow
from db.store import Store
from db.whereabouts import NOT_IN_PLACE

__all__ = ["NOT_IN_PLACE", "Workspace", "utc_now"]


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


EDITION = "edition"
CURRENT_EDITION = "current"
"""Kind and id of the record that says which edition is worked in; a file that never left its first one has none."""


def edition_of(store: Store) -> str | None:
    """Return the edition that is worked in: the one chosen last, else the one the file was made for."""
    record = store.records.get(EDITION, CURRENT_EDITION)
    if record is not None and not record.content["removed"]:
        return record.content["edition"]
    return store.settings.get("edition")


def own_packs(store: Store) -> list[tuple[str, PackContent]]:
    """Return the standard packs of the file's own with their revisions."""
    return [(row.revision, convert(row.content, PackContent)) for row in store.records.of_kind(FIELD_PACK)]


def own_laws(store: Store) -> list[tuple[str, LawChange]]:
    """Return what the unit wrote down about laws, with the revisions."""
    return [(row.revision, convert(row.content, LawChange)) for row in store.records.of_kind(LAW_CHANGE)]


def own_definitions(store: Store) -> list[Standing]:
    """Return the definitions of the file's own, those taken back too, with what ever stood in their places."""
    rows = store.records.of_kind(DEFINITION, removed=True)
    if not rows:
        return []
    ever = store.revisions.of_subjects(DEFINITION, [row.id for row in rows])
    return [_standing(row, ever.get(row.id, [])) for row in rows]


def _standing(row: RecordRow, ever: list[dict[str, Any]]) -> Standing:
    earlier = tuple(convert(each["content"], OwnDefinition) for each in ever if each["id"] != row.revision)
    return Standing(row.revision, convert(row.content, OwnDefinition), earlier)


def own_library(store: Store, now: Callable[[], datetime]) -> Library:
    """Return the program's library with the file's own definitions and standard packs and the changes of laws that hold
    now."""
    library = library_with(own_packs(store), library_with_definitions(load_library(), own_definitions(store)))
    changes = own_laws(store)
    return library_with_laws(library, changes, now().astimezone().date()) if changes else library


@dataclass
class Workspace(AbstractContextManager["Workspace"]):
    """Everything a service needs. Made and opened by `app.opening`; close it when done."""

    store: Store
    library: Library
    organisation: Organisation
    edition: str
    person: str | None = None
    device: Callable[[], str | None] = field(default=lambda: None)
    now: Callable[[], datetime] = field(default=utc_now)
    safeguard: Callable[[str], None] = field(default=lambda reason: None)
    """Called with a reason before something that changes much: see `app.safekeeping.keeping`."""

    @property
    def path(self) -> Path:
        return self.store.path

    def timestamp(self) -> str:
        """The present moment as it is stored: ISO 8601, UTC, seconds."""
        return self.now().astimezone(UTC).isoformat(timespec="seconds")

    def today(self) -> date:
        """The calendar day at the desk."""
        return self.now().astimezone().date()

    def require_person(self, act: str) -> str:
        """Return who is working. Raises `UsageError` for acts that need a name when nobody is known."""
        if not self.person:
            raise UsageError("person-missing", f"{act}要记下是谁做的。请写明姓名，再做一次。")
        return self.person

    def reread_facts(self) -> None:
        """Take up the facts of our own unit, the edition it works in, its own standard packs and what it wrote down
        about laws, as they stand in the file."""
        if record := self.store.records.get("organisation", self.organisation.id):
            self.organisation = Organisation.from_content(record.id, record.content)
        self.edition = edition_of(self.store) or self.edition
        self.library = own_library(self.store, self.now)

    def has_other_editions(self) -> bool:
        """Say whether the file holds, or held once, more than the edition it was made for."""
        return self.store.records.get(EDITION, CURRENT_EDITION) is not None

    def organisation_by_id(self, id: str) -> Organisation:
        """Return an organisation known to this file."""
        if id == self.organisation.id:
            return self.organisation
        record = self.store.records.get("organisation", id)
        if record is None:
            raise UserFacingError("organisation-unknown", "名册里没有这个单位。请先把它登记到名册里。", details=id)
        return Organisation.from_content(id, record.content)

    def require_in_place(self) -> None:
        """Raise `UserFacingError` when the file was renamed, moved, deleted or replaced since it was opened."""
        self.store.require_in_place()

    def fold_log(self) -> None:
        """Make the file alone complete for now, while it stays open."""
        self.store.fold_log()

    def close(self) -> None:
        """Close the file; it is then complete by itself."""
        self.store.close()

    def __exit__(self, *raised: Any) -> None:
        self.store.__exit__(*raised)
