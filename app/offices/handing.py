"""Handing round: one table or blank form for each office, looked through for data of persons before it is written."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.checks.privacy_gate import check_xlsx, require_clean
from app.drafting.lookup import find_definition, find_field
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.file_names import file_name
from app.offices.asked import Asked, asked_of, asked_of_checklist
from app.offices.form import office_form
from app.offices.marks import TableMark
from app.offices.responsible import Office, field_names, find_office, keep_offices, office_of, offices, place_names
from app.offices.rounds import OfficeStanding, office_standings, record_round
from app.offices.workbook import Errand, office_workbook
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.workspace import Workspace
from db.filesystem import written_whole

DAYS_TO_ANSWER = 14


@dataclass(frozen=True)
class Given:
    """A file that was written for an office: which items, until which day."""

    office: str
    path: Path
    fields: tuple[str, ...]
    items: int
    until: date


@dataclass(frozen=True)
class Handed:
    """What was handed round; `nobodys` are fields asked for that no office answers for."""

    given: tuple[Given, ...]
    nobodys: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Made:
    """A table or form that is made and not written yet."""

    id: str
    office: Office
    asked: list[Asked]
    given: Given


def hand_round(
    workspace: Workspace,
    folder: Path,
    *,
    fields: Collection[str] | None = None,
    names: Collection[str] | None = None,
    until: date | None = None,
    form: bool = False,
    force: bool = False,
    checklist: str = STANDARD_CATALOGUE,
) -> Handed:
    """Write into `folder`, which is made where it is missing, a table (or with `form` a blank form to write on by hand)
    for each office, and remember what was given to whom until when (two weeks from today unless said).

    `fields` and `names` of offices choose; None: all. Another `checklist` than the standard's catalogue goes whole to
    the offices named. Raises `UserFacingError` where there is nothing to hand out or a
    text to be handed out shows data of persons: then nothing is written; and where a file exists or cannot be written:
    offices written before it stay handed out.
    """
    for code in fields or ():
        find_field(workspace, code)
    chosen = offices(workspace) if names is None else [find_office(workspace, name) for name in names]
    last_day = until or workspace.today() + timedelta(days=DAYS_TO_ANSWER)
    if checklist == STANDARD_CATALOGUE:
        work = [(office, asked) for office in chosen if (asked := asked_of(workspace, office, fields))]
        nobodys = tuple(_nobodys(workspace, fields)) if names is None else ()
    else:
        _require_sheet(workspace, checklist, fields, names)
        work = [(office, asked) for office in chosen if (asked := asked_of_checklist(workspace, checklist))]
        nobodys = ()
    if not work:
        raise _nothing(workspace, fields, nobodys)
    # All are looked through before the first is written.
    definition = find_definition(workspace, checklist)
    made = [_make(workspace, definition, office, asked, folder, last_day, form=form) for office, asked in work]
    _make_folder(folder)
    for each, content in made:
        _give(workspace, each, content, force=force)
    return Handed(tuple(each.given for each, _ in made), nobodys)


def standings(workspace: Workspace) -> list[OfficeStanding]:
    """Return how each office stands: what it answers for, what it was given, what came back."""
    items = {office.id: len(asked_of(workspace, office)) for office in offices(workspace)}
    return office_standings(workspace, items)


def _make(
    workspace: Workspace,
    definition: Definition,
    office: Office,
    asked: list[Asked],
    folder: Path,
    until: date,
    *,
    form: bool,
) -> tuple[_Made, bytes]:
    """Return what will be handed to an office, looked through; nothing is written."""
    codes = tuple(dict.fromkeys(each.field for each in asked))
    known = place_names(workspace)
    names = {code: known[code] for code in codes}
    id, unit = str(uuid.uuid4()), workspace.organisation
    mark = TableMark(unit.id, workspace.edition, id, "" if definition.code == STANDARD_CATALOGUE else definition.code)
    errand = Errand(mark, unit.full_name, office.name, unit.contact, until, workspace.today(), names)
    path = folder / file_name(f"{office.name}_{_fields_words(names)}_{workspace.today()}.{'pdf' if form else 'xlsx'}")
    if form:
        content, found = office_form(errand, definition, asked, unit.public_phones)
    else:
        content = office_workbook(errand, definition, asked)
        found = check_xlsx(content, unit.public_phones, path.name)
    require_clean(found, path.name)
    return _Made(id, office, asked, Given(office.name, path, codes, len(asked), until)), content


def _give(workspace: Workspace, made: _Made, content: bytes, *, force: bool) -> None:
    given, asked = made.given, made.asked
    with written_whole(given.path, force=force) as part:
        part.write_bytes(content)
    with operation(workspace, "distribute", f"发给{given.office} {given.items} 项") as act:
        keep_offices(act)
        record_round(act, made.id, made.office, asked, given.until, given.path.name)
        medium = "form" if given.path.suffix == ".pdf" else "table"
        act.release(medium, (("entry", each.entry, each.revision) for each in asked if each.revision))


def _fields_words(names: dict[str, str]) -> str:
    first = next(iter(names.values()))
    return first if len(names) == 1 else f"{first}等{len(names)}个领域"


def _nobodys(workspace: Workspace, fields: Iterable[str] | None) -> Iterator[str]:
    known = offices(workspace)
    for code in fields or field_names(workspace):
        if office_of(known, code, "") is None:
            yield code


def _require_sheet(
    workspace: Workspace, checklist: str, fields: Collection[str] | None, names: Collection[str] | None
) -> None:
    definition = find_definition(workspace, checklist)
    if fields:
        raise UsageError("checklist-has-no-fields", f"“{definition.name}”不分领域，请不要写领域。没有发。")
    if names is None:
        raise UsageError("office-missing", f"“{definition.name}”没有说过由哪个科室填，请写明发给谁。没有发。")


def _nothing(workspace: Workspace, fields: Iterable[str] | None, nobodys: tuple[str, ...]) -> UserFacingError:
    if fields and nobodys:
        listed = "、".join(f"{code} {workspace.library.fields[code].name}" for code in nobodys)
        return UserFacingError("field-without-office", f"“{listed}”还没有分给哪个科室，没有发。请先说明由谁填。")
    return UserFacingError(
        "nothing-to-distribute",
        "没有可以发的，没有写文件：还没有科室，或者选的科室不管这些领域。请先说明各领域由哪个科室填。",
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            "folder-unusable", f"文件夹“{folder.name}”用不了，没有发。请换一个地方。", str(error)
        ) from error
