"""Where texts can be copied from: last year's edition, another field, a package, another workspace. Only read here.

What is read is our own or somebody else's text; no identity, round, rule, mask, confirmation or state comes with it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.drafting.editions import editions
from app.drafting.entry import EntryContent
from app.drafting.lookup import entry_content, find_field, is_standard_of, item_of
from app.drafting.tables import own_entries, own_tables
from app.errors import UserFacingError
from app.exchange.entry_rows import read_entries
from app.exchange.manifest import Manifest
from app.exchange.package_reading import open_package
from app.exchange.roster import is_admitted
from app.opening import open_workspace
from app.organisations import Organisation
from app.preferences import load_preferences
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from db.repositories.entries import EntryRow

WORKSPACE_SUFFIX = ".qd"


@dataclass(frozen=True)
class LastEdition:
    """Our own entries of an earlier edition, by default of the newest one before the current."""

    edition: str | None = None


@dataclass(frozen=True)
class OtherField:
    """Our own entries of another field of the standard catalogue."""

    field: str


@dataclass(frozen=True)
class PackageFile:
    """The entries of an intact package, whoever wrote it."""

    path: Path


@dataclass(frozen=True)
class WorkspaceFile:
    """The entries of another workspace file's own unit, in the edition it works in. It may be open elsewhere."""

    path: Path


Source = LastEdition | OtherField | PackageFile | WorkspaceFile


@dataclass(frozen=True)
class ForeignEntry:
    """An entry to copy from. `first`: what the standard said when it was adopted, where that is known."""

    id: str
    content: EntryContent
    first: dict | None = None


@dataclass(frozen=True)
class Material:
    """What a source holds of the tables asked for. `unit` wrote it; `is_confirmed`: we know that it did."""

    label: str
    unit: Organisation
    is_confirmed: bool
    entries: tuple[ForeignEntry, ...]
    hash: str | None = None
    file: str = ""


@dataclass(frozen=True)
class FieldSource:
    """A field of ours that has entries to copy from."""

    code: str
    name: str
    entries: int


@dataclass(frozen=True)
class FileSource:
    """Another workspace opened lately on this computer."""

    path: Path
    name: str
    edition: str


@dataclass(frozen=True)
class CopySources:
    """What is at hand to copy from: our other editions and fields that have entries, files opened lately."""

    editions: tuple[str, ...] = ()
    fields: tuple[FieldSource, ...] = ()
    files: tuple[FileSource, ...] = ()


def copy_sources(workspace: Workspace, *, to_field: str | None = None) -> CopySources:
    """Return what a table of the current edition can be filled from; `to_field` is left out of the fields."""
    others = [each.edition for each in editions(workspace) if each.entries and not each.is_current]
    fields = tuple(
        FieldSource(table.field, table.name, table.entries)
        for table in own_tables(workspace)
        if table.field is not None and table.field != to_field and table.entries
    )
    return CopySources(tuple(others), fields, tuple(_recent_files(workspace)))


def read_material(workspace: Workspace, source: Source, *, checklist: str, field: str | None) -> Material:
    """Read what a source holds of a table (of all fields when `field` is None).

    Raises `UserFacingError` for a source that is not there, damaged, newer than this program or not of ours.
    """
    match source:
        case LastEdition():
            return _own_edition(workspace, source, checklist, field)
        case OtherField():
            return _other_field(workspace, source, checklist, field)
        case PackageFile():
            return _package(workspace, source.path, checklist, field)
        case WorkspaceFile():
            return _workspace(workspace, source.path, checklist, field)


def source_of_file(path: Path) -> PackageFile | WorkspaceFile:
    """Return the source that a file is by its name: a workspace, else a package, which says so if it is none."""
    return WorkspaceFile(path) if path.suffix.lower() == WORKSPACE_SUFFIX else PackageFile(path)


def _own_edition(workspace: Workspace, source: LastEdition, checklist: str, field: str | None) -> Material:
    others = {each.edition for each in editions(workspace) if each.entries and not each.is_current}
    before = source.edition or max((each for each in others if each < workspace.edition), default=None)
    if before == workspace.edition:
        raise UserFacingError(
            "copy-from-itself", f"正在编的就是 {before} 年的目录，不用从它抄。什么也没有改。请选别的年份。"
        )
    if before not in others:
        which = f" {before} 年的目录" if before else "以前年份的目录"
        raise UserFacingError("edition-unknown", f"这个工作文件里没有{which}可以抄，什么也没有改。请选别的来源。")
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id, edition=before, checklist=checklist, fields=[field] if field else None
    )
    entries = tuple(_own_entry(workspace, row) for row in rows)
    return Material(f"{before} 年的目录", workspace.organisation, True, entries)


def _own_entry(workspace: Workspace, row: EntryRow) -> ForeignEntry:
    content = entry_content(row)
    # Looked up only where it is needed: what the standard says now is known anyway.
    is_current = is_standard_of(content, item_of(workspace, content))
    return ForeignEntry(row.id, content, None if is_current else _first_values(workspace, row.id))


def _other_field(workspace: Workspace, source: OtherField, checklist: str, field: str | None) -> Material:
    if checklist != STANDARD_CATALOGUE or field is None or field == source.field:
        raise UserFacingError(
            "copy-place-wrong", "从别的领域抄，要说明抄到哪一个领域，而且不能是同一个。什么也没有改。"
        )
    name = find_field(workspace, source.field).name
    entries = tuple(ForeignEntry(row.id, content) for row, content in own_entries(workspace, checklist, source.field))
    return Material(f"{source.field} {name}", workspace.organisation, True, entries)


def _package(workspace: Workspace, path: Path, checklist: str, field: str | None) -> Material:
    with open_package(path) as package:
        manifest = package.manifest
        if manifest.kind not in ("submission", "work"):
            raise UserFacingError(
                "package-without-entries", f"“{path.name}”里没有条目可以抄，什么也没有改。请换一个文件。"
            )
        entries = _chosen(((row.id, content) for row, content, _ in read_entries(workspace, package)), checklist, field)
        sender = manifest.organisation
        is_own = sender.id == workspace.organisation.id
        known = is_admitted(workspace, sender.id, package.signer) or (is_own and _is_own_key(workspace, package.signer))
        label = f"{sender.name} {manifest.edition} 年第 {manifest.round} 轮的文件"
        return Material(label, _unit_of(manifest), known, entries, package.hash, package.file_name)


def _workspace(workspace: Workspace, path: Path, checklist: str, field: str | None) -> Material:
    if path.exists() and path.samefile(workspace.path):
        raise UserFacingError("copy-from-itself", f"“{path.name}”就是正在用的工作文件，不用从它抄。什么也没有改。")
    with _plain_damage(path), open_workspace(path, read_only=True) as other, other.store.plain_errors():
        unit = other.organisation
        rows = other.store.entries.listed(
            organisation=unit.id, edition=other.edition, checklist=checklist, fields=[field] if field else None
        )
        entries = tuple(ForeignEntry(row.id, entry_content(row)) for row in rows)
        label = f"{unit.name} {other.edition} 年的工作文件"
        return Material(label, unit, unit.id == workspace.organisation.id, entries, file=path.name)


@contextmanager
def _plain_damage(path: Path) -> Iterator[None]:
    """Say that the file copied from is damaged, not the one that is worked in."""
    try:
        yield
    except UserFacingError as error:
        if error.code != "workspace-damaged":
            raise
        raise UserFacingError(
            "source-damaged",
            f"“{path.name}”已经损坏，不能从它抄。正在用的工作文件没有动。请换一份再抄。",
            details=error.details,
        ) from error


def _chosen(entries: Iterable[tuple[str, EntryContent]], checklist: str, field: str | None) -> tuple[ForeignEntry, ...]:
    return tuple(
        ForeignEntry(id, content)
        for id, content in entries
        if content.checklist == checklist and field in (None, content.field) and not content.removed
    )


def _unit_of(manifest: Manifest) -> Organisation:
    told = manifest.organisation
    return Organisation(told.id, told.kind, told.name, told.code)


def _is_own_key(workspace: Workspace, signer: bytes) -> bool:
    return workspace.device() == signer.hex()


def _first_values(workspace: Workspace, id: str) -> dict | None:
    """Return what the standard said when an entry of ours was adopted; None where it began in another way."""
    changes = workspace.store.operations.of_subject("entry", id)
    if not changes or changes[0]["kind"] != "adopt":
        return None
    first = workspace.store.revisions.held(changes[0]["after"])
    return None if first["redaction"] is not None else first["content"]["values"]


def _recent_files(workspace: Workspace) -> Iterable[FileSource]:
    known = load_preferences().get("recent_workspaces")
    for each in known if isinstance(known, list) else ():
        path = Path(each["path"])
        if path.exists() and not path.samefile(workspace.path):
            yield FileSource(path, each["name"], each["edition"])
