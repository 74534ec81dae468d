"""Setting up a workspace from a file: the parent's start or recovery file, or a second clerk's work package."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, ValidationError, convert

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange.keys import fingerprint
from app.exchange.manifest import OrganisationId, OrganisationKind, ShortText, UnitCode, UnitName
from app.exchange.package_reading import VerifiedPackage, open_package
from app.exchange.profiles import begin_with_packs
from app.exchange.recovering import RecoveryFile, recovery_facts
from app.exchange.roster import admit_device
from app.exchange.taking_in import import_file
from app.exchange.work_records import RECORDS, read_settings
from app.opening import create_workspace
from app.organisations import Organisation
from app.practice import make_practice
from app.standards.library import Library, load_library
from app.workspace import Workspace, utc_now
from db.store import remove_store

Now = Callable[[], datetime.datetime]


class UnitFacts(Struct, frozen=True):
    """A unit as a start file names it."""

    id: OrganisationId
    kind: OrganisationKind
    name: UnitName
    code: UnitCode


class StartFile(Struct, frozen=True):
    """start.json: who the child is, who its parent is, which edition, which fields (None: all), due when."""

    organisation: UnitFacts
    parent: UnitFacts
    edition: ShortText
    fields: tuple[Annotated[str, Meta(pattern="^[0-9]{2}$")], ...] | None
    due: datetime.date | None

    @property
    def unit(self) -> Organisation:
        """The child, as our own organisation."""
        own, parent = self.organisation, self.parent
        return Organisation(own.id, own.kind, own.name, own.code, parent.id, parent.name)


class UnitContent(Struct, frozen=True):
    """What a work package tells of our own organisation beside the manifest."""

    parent_id: OrganisationId | None
    parent_name: Annotated[str, Meta(max_length=200)]
    contact: Annotated[str, Meta(max_length=2000)]


class UnitRecord(Struct, frozen=True):
    """A line of records.jsonl: our own organisation's record."""

    kind: Literal["organisation"]
    id: OrganisationId
    content: UnitContent


def new_from_start(path: Path, start: Path, *, person: str | None = None, now: Now = utc_now) -> Workspace:
    """Make a child's workspace from the parent's start file: ids, names, edition, fields, the parent's key and
    standards."""
    with open_package(start) as package:
        facts = start_facts(package)
        _refuse_unknown_fields(load_library(), facts.fields or ())
        unit = facts.unit
        parent = Organisation(facts.parent.id, facts.parent.kind, facts.parent.name, facts.parent.code)
        with _unfinished(path, unit, facts.edition, person, now, package) as workspace:
            with operation(workspace, "trust", f"按“{parent.name}”的开始文件建立") as act:
                act.write("organisation", parent.id, parent.as_content())
                admit_device(workspace, act, parent, package.signer)
                begin_with_packs(workspace, act, package)
                workspace.store.settings.put("fields_concerned", facts.fields)
                workspace.store.settings.put("due", facts.due.isoformat() if facts.due else None)
            return workspace


def new_from_work(path: Path, work: Path, *, person: str | None = None, now: Now = utc_now) -> Workspace:
    """Make a second clerk's workspace from a work package of the same organisation and take its entries in."""
    with open_package(work) as package:
        manifest = package.manifest
        if manifest.kind != "work":
            raise UserFacingError(
                "not-a-work-package",
                f"“{work.name}”不是同事给的工作包，没有新建。请让同事在他的电脑上导出一份工作包。",
            )
        unit, asked = own_unit(package), read_settings(package)
        with _unfinished(path, unit, manifest.edition or "", person, now, package) as workspace:
            with operation(workspace, "trust", "认可同事的电脑") as act:
                admit_device(workspace, act, unit, package.signer)
                if asked is not None:
                    workspace.store.settings.put("fields_concerned", asked.fields_concerned)
                    workspace.store.settings.put("due", asked.due.isoformat() if asked.due else None)
            outcome = import_file(workspace, work)
            if outcome.result == "refused":
                raise UserFacingError("work-refused", outcome.reason or "")
            return workspace


def new_from_recovery(path: Path, recovery: Path, *, person: str | None = None, now: Now = utc_now) -> Workspace:
    """Make a workspace anew from what the parent held of the unit: ids, names, the parent's key, entries at their
    revisions, what was said of them."""
    with open_package(recovery) as package:
        facts = recovery_facts(package)
        unit, parent = recovered_units(facts)
        with _unfinished(path, unit, facts.edition, person, now, package) as workspace:
            with operation(workspace, "trust", f"按“{parent.name}”的恢复文件建立") as act:
                act.write("organisation", parent.id, parent.as_content())
                admit_device(workspace, act, parent, package.signer)
            outcome = import_file(workspace, recovery)
            if outcome.result == "refused":
                raise UserFacingError("recovery-refused", outcome.reason or "")
            return workspace


def recovered_units(facts: RecoveryFile) -> tuple[Organisation, Organisation]:
    """Return the unit that a recovery file gives back, and its parent."""
    own, above = facts.organisation, facts.parent
    unit = Organisation(own.id, own.kind, own.name, own.code, above.id, above.name)
    return unit, Organisation(above.id, above.kind, above.name, above.code)


def new_from_package(path: Path, file: Path, *, person: str | None = None, now: Now = utc_now) -> Workspace:
    """Make a workspace from a colleague's work package or the parent's recovery file, whichever it is."""
    with open_package(file) as package:
        make = new_from_recovery if package.manifest.kind == "recovery" else new_from_work
    return make(path, file, person=person, now=now)


def own_unit(package: VerifiedPackage) -> Organisation:
    """Return our organisation as the colleague's workspace knows it, parent and telephones included."""
    sender = package.manifest.organisation
    for row in package.rows(RECORDS):
        if (row.get("kind"), row.get("id")) != ("organisation", sender.id):
            continue
        try:
            record = convert(row, UnitRecord)
        except ValidationError as error:
            raise UserFacingError(
                "work-package-wrong",
                "这份工作包里的单位资料不完整，没有新建。请让同事用程序重新导出一份。",
                details=str(error),
            ) from error
        facts = record.content
        parent = (facts.parent_id, facts.parent_name)
        return Organisation(sender.id, sender.kind, sender.name, sender.code, *parent, facts.contact)
    return Organisation(sender.id, sender.kind, sender.name, sender.code)


@contextmanager
def _unfinished(
    path: Path, unit: Organisation, edition: str, person: str | None, now: Now, package: VerifiedPackage
) -> Iterator[Workspace]:
    """Yield a new workspace that stays open; after a failure in the block it is closed and its file removed. Made from
    a package that is practice, it is there to practise in."""
    with ExitStack() as cleaning:
        workspace = create_workspace(path, unit, edition, person=person, now=now)
        cleaning.callback(remove_store, path)
        cleaning.push(workspace)
        if package.manifest.practice:
            make_practice(workspace)
        yield workspace
        cleaning.pop_all()


def start_facts(package: VerifiedPackage) -> StartFile:
    """Return what a start file says. Raises `UserFacingError` when it is none, or says what cannot be."""
    manifest = package.manifest
    if manifest.kind != "start":
        raise UserFacingError("not-a-start-file", "这不是上级发的开始文件，没有新建。请向上级要开始文件。")
    try:
        facts = convert(package.document("start.json"), StartFile)
    except ValidationError as error:
        raise UserFacingError(
            "start-file-wrong", "这份开始文件的内容不完整，没有新建。请让上级重新做一份。", details=str(error)
        ) from error
    for_whom = manifest.recipient.id if manifest.recipient else None
    fits = facts.parent.id == manifest.organisation.id and facts.edition == manifest.edition
    if not fits or facts.organisation.id != for_whom or for_whom == facts.parent.id:
        raise UserFacingError(
            "start-file-wrong",
            "这份开始文件写的单位和签名的单位、收件的单位对不上，没有新建。请让上级重新做一份。",
            details=fingerprint(package.signer),
        )
    return facts


def _refuse_unknown_fields(library: Library, codes: Iterable[str]) -> None:
    unknown = [code for code in codes if code not in library.fields]
    if unknown:
        raise UserFacingError(
            "field-unknown", f"上级要求填的领域“{unknown[0]}”本机没有，没有新建。请先更新程序，再用这份开始文件。"
        )
