"""Making and opening workspace files."""

import uuid
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path

from app.attachments import copy_attachments
from app.drafting.operations import operation
from app.drafting.search import refresh_reference_index
from app.drafting.typing_drafts import recover_drafts
from app.errors import UserFacingError
from app.exchange.keys import find_device_key
from app.organisations import Organisation
from app.practice import keep_mark
from app.standards.library import load_library
from app.workspace import Workspace, edition_of, own_library, utc_now
from db.filesystem import written_whole
from db.store import Store, create_store, open_store, remove_store


def create_workspace(
    path: Path,
    organisation: Organisation,
    edition: str,
    *,
    person: str | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Workspace:
    """Create a workspace file for an organisation. Raises `UserFacingError` when the path exists."""
    library = load_library()
    store = create_store(path)
    with ExitStack() as unfinished:
        unfinished.callback(remove_store, path)
        unfinished.push(store)
        workspace = Workspace(store, library, organisation, edition, person, partial(_device, organisation.id), now)
        with operation(workspace, "new", f"建立{organisation.name}的工作文件") as act:
            store.settings.put("organisation", organisation.id)
            store.settings.put("edition", edition)
            act.write("organisation", organisation.id, organisation.as_content())
        refresh_reference_index(workspace)
        unfinished.pop_all()
    return workspace


def open_workspace(
    path: Path,
    *,
    person: str | None = None,
    read_only: bool = False,
    now: Callable[[], datetime] = utc_now,
) -> Workspace:
    """Open a workspace file. Without `person` the one who worked here last is assumed.

    Writable opening takes what was typed and not yet saved (drafts) into revisions.
    """
    with ExitStack() as unfinished:
        store = unfinished.enter_context(open_store(path, read_only=read_only))
        with store.plain_errors():
            workspace = _opened(store, person, now)
            if not read_only:
                refresh_reference_index(workspace)
                recover_drafts(workspace)
                keep_mark(workspace)
        unfinished.pop_all()
    return workspace


def open_copy(workspace: Workspace, target: Path, progress: Callable[[int, int], None] | None = None) -> Workspace:
    """Save everything of an open workspace, its attachments too, as another file and open that one.

    `progress(done, total)` in pages; what it raises stops the work. Works as well while the file itself is no longer to
    be found. The workspace given stays open. Raises
    `UserFacingError` when the target exists or the disk refuses; nothing is left of the copy then.
    """
    if target.absolute() == workspace.path.absolute():
        raise UserFacingError("file-exists", f"“{target.name}”正是原来那个文件的名字，没有另存。请换一个文件名再存。")
    with written_whole(target) as part:
        workspace.store.copy_to(part, progress)
    with ExitStack() as unfinished:
        unfinished.callback(remove_store, target)
        copy_attachments(workspace.path, target)
        copied = open_workspace(target, person=workspace.person, now=workspace.now)
        unfinished.pop_all()
    return copied


def new_organisation_id() -> str:
    """Return a fresh identity for an organisation."""
    return str(uuid.uuid4())


def _opened(store: Store, person: str | None, now: Callable[[], datetime]) -> Workspace:
    id = store.settings.get("organisation")
    record = store.records.get("organisation", id) if id else None
    edition = edition_of(store)
    if record is None or edition is None:
        raise UserFacingError(
            "workspace-damaged",
            f"“{store.path.name}”里没有写明是哪个单位、哪一年的，可能没有建完。请用最近的备份恢复，或者重新建一个。",
        )
    return Workspace(
        store,
        own_library(store, now),
        Organisation.from_content(id, record.content),
        edition,
        person or store.persons.last(),
        partial(_device, id),
        now,
    )


def _device(organisation: str) -> str | None:
    """Name this computer in operations by its public key; None before it has one, or while it cannot be read.

    A spoiled key stops exporting, which says so; it must not stop drafting.
    """
    try:
        key = find_device_key(organisation)
    except UserFacingError:
        return None
    return None if key is None else key.public.hex()
