"""The whole catalogue of a county: its own items and those of the units below, on paper and as a workbook.

It is set by the same table, pages and privacy gate as a unit's own catalogue; only the rows are of many units.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Any

from app.checks.privacy_gate import check_xlsx, require_clean
from app.county.area import whole_area
from app.county.merged_rows import MergedRow, UnitNames, merged_rows, whole_table
from app.county.whole_reading import FieldReading, WholeChoice, WholeReading, refuse_blocked
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.organisations import Organisation
from app.practice import marked_title
from app.printing.catalogue import PrintCancelled
from app.printing.catalogue_job import CatalogueJob, Chapter, PaperName
from app.products.catalogue import PreparedCatalogue, PrintedCatalogue, draw_prepared_catalogue
from app.products.outgoing import save_outgoing
from app.tables.catalogue_sheet import CatalogueSheet
from app.tables.official import OfficialColumn, OfficialRow, OfficialTable, TextCell, only_ticked, unconfirmed_note
from app.tables.write_xlsx import write_catalogue_xlsx
from app.villages.at_hand import Unwatched, Watch
from app.workspace import Workspace
from db.filesystem import written_whole

BY_UNIT = "按单位查"
DRAFT = "草案"


@dataclass(frozen=True)
class WholeField:
    """One field of the whole catalogue: its rows, the table of them, the lines below it, and how many entries of each
    unit stand in it, by the unit's id."""

    code: str
    name: str
    title: str
    rows: tuple[MergedRow, ...]
    table: OfficialTable
    notes: tuple[str, ...]
    of_units: Counter[str]

    @property
    def shown(self) -> Iterator[tuple[str, str, str]]:
        """(kind, id, revision) of everything in it."""
        return (("entry", each.id, each.revision) for row in self.rows for each in row.entries)


class WholeCatalogue:
    """What all products of the whole catalogue are made of; fields are read one at a time, as they are asked for."""

    def __init__(self, workspace: Workspace, choice: WholeChoice):
        self._workspace, self._choice = workspace, choice
        self._reading = WholeReading(workspace, choice)
        if not self._reading.total:
            raise UserFacingError("nothing-to-publish", _nothing(choice))
        own = workspace.organisation
        self.below = [unit for unit in self._reading.units if unit.id != own.id]
        self.units = self._reading.units
        self.area = whole_area(own.name, own.kind)
        self.title = f"{own.name}基层政务公开标准目录（{self.area}）"
        self.is_draft = not choice.only_public

    @property
    def total(self) -> int:
        """How many entries go in."""
        return self._reading.total

    @property
    def field_names(self) -> list[tuple[str, str]]:
        """Code and name of every field that has entries to show."""
        return [(code, self._workspace.library.fields[code].name) for code in self._reading.shown_fields]

    def fields(self, watch: Watch | None = None) -> Iterator[WholeField]:
        """Yield the fields that have entries to show, by code; memory holds one at a time if the caller does.

        Raises `UserFacingError` when an entry that is to be public has a finding that blocks, and when somebody
        pressed 停下.
        """
        watch = watch or Unwatched()
        done = 0
        for code in self._reading.fields:
            reading = self._reading.field(code)
            if reading.entries:
                yield self._field(reading)
            done += len(reading.entries)
            watch.progress(done, self.total, reading.name)
            if watch.is_cancelled():
                raise stopped()

    def _field(self, reading: FieldReading) -> WholeField:
        workspace, own = self._workspace, self._workspace.organisation
        rows = merged_rows(reading, workspace.library, own=own.id, by_standing=self.is_draft)
        if not self.is_draft:
            refuse_blocked(workspace, (row.entry for row in rows))
        table = whole_table(rows, workspace.library, self.below, own=own.id, shows_standing=self.is_draft)
        return WholeField(
            reading.code,
            reading.name,
            f"{own.name}{reading.name}领域基层政务公开标准目录（{self.area}）",
            tuple(rows),
            table,
            tuple(filter(None, (UnitNames(self.below).note, _declined(reading.declined)))),
            Counter(entry.unit.id for entry in reading.entries),
        )


def prepare_whole_catalogue(
    workspace: Workspace,
    choice: WholeChoice,
    *,
    paper: PaperName = "A3",
    all_channels: bool = False,
    watch: Watch | None = None,
) -> PreparedCatalogue:
    """Read what the whole catalogue is drawn from; draw it as any catalogue (`lay_out_catalogue`, `look_through`).

    Raises `UserFacingError` as `WholeCatalogue` does.
    """
    whole, own = WholeCatalogue(workspace, choice), workspace.organisation
    told = _Told()
    # Field by field, and of each only what is drawn: contents of a hundred thousand entries would fill the memory.
    chapters = [_chapter(told.of(field), all_channels=all_channels) for field in whole.fields(watch)]
    index = Chapter(f"{own.name}{BY_UNIT}（{whole.area}）", BY_UNIT, _by_unit(whole, told), is_index=True)
    job = CatalogueJob(
        title=whole.title,
        unit_name=own.full_name,
        edition=f"{workspace.edition}年版",
        date=workspace.today(),
        chapters=(index, *chapters),
        paper=paper,
        watermark=DRAFT if whole.is_draft else "",
        statement=(_cover_line(whole),),
    )
    return PreparedCatalogue(job, tuple(told.shown), own.public_phones)


def print_whole_catalogue(
    workspace: Workspace,
    path: Path,
    choice: WholeChoice,
    *,
    paper: PaperName = "A3",
    all_channels: bool = False,
    force: bool = False,
    watch: Watch | None = None,
) -> PrintedCatalogue:
    """Print the whole catalogue as one PDF. Raises `UserFacingError` as `prepare_whole_catalogue` does, and when
    personal data would show."""
    watch = watch or Unwatched()
    prepared = prepare_whole_catalogue(workspace, choice, paper=paper, all_channels=all_channels, watch=watch)
    try:
        drawn = draw_prepared_catalogue(prepared, watch.progress, watch.is_cancelled)
    except PrintCancelled as error:
        raise stopped() from error
    save_outgoing(workspace, drawn.outgoing, path, force=force)
    return PrintedCatalogue(drawn.outgoing.pages, drawn.warnings, drawn.outgoing.stand_ins)


@dataclass(frozen=True)
class WrittenWorkbook:
    """What was written: how many fields, rows and entries, and sentences on rows too high for Excel."""

    fields: int
    rows: int
    entries: int
    to_know: tuple[str, ...] = ()


def write_whole_workbook(
    workspace: Workspace, path: Path, choice: WholeChoice, *, force: bool = False, watch: Watch | None = None
) -> WrittenWorkbook:
    """Write the whole catalogue as a workbook: contents, a sheet by unit, a sheet for each field. Raises
    `UserFacingError` as `WholeCatalogue` does, and when personal data would show."""
    whole, told = WholeCatalogue(workspace, choice), _Told()
    sheets = _sheets(workspace, whole, told, watch)
    with written_whole(path, force=force) as part:
        cut = write_catalogue_xlsx(sheets, part, made_on=workspace.today())
        require_clean(check_xlsx(part, workspace.organisation.public_phones), path.name)
    remember_published(workspace, "paper", f"导出{whole.area}目录表格", told.shown)
    to_know = tuple(
        f"“{row.sheet}”第{row.number}项的字太多，Excel 的一行放不下这么高：文件里是全的，打印会缺一截。" for row in cut
    )
    return WrittenWorkbook(len(told.fields), told.rows, whole.total, to_know)


def remember_published(workspace: Workspace, medium: str, label: str, shown: Iterable[tuple[str, str, str]]) -> None:
    """Record what left the house; it is marked, not undone."""
    with operation(workspace, "print", label) as act:
        act.release(medium, shown)


def stopped() -> UserFacingError:
    """The error that ends the work when somebody pressed 停下."""
    return UserFacingError("cancelled", "停下了，没有做完的部分没有留下。")


@dataclass
class _Told:
    """What is kept of fields whose rows are let go: names with counts by unit, how many rows, what was shown."""

    fields: list[tuple[str, Counter[str]]] = dataclass_field(default_factory=list)
    rows: int = 0
    shown: list[tuple[str, str, str]] = dataclass_field(default_factory=list)

    def of(self, field: WholeField) -> WholeField:
        """Keep what is told of a field and hand it on."""
        self.fields.append((field.name, field.of_units))
        self.rows += len(field.rows)
        self.shown += field.shown
        return field


def _sheets(workspace: Workspace, whole: WholeCatalogue, told: _Told, watch: Watch | None) -> list[CatalogueSheet]:
    own, today = workspace.organisation, workspace.today()
    edition = f"{workspace.edition}年版　{today.year}年{today.month}月"

    def sheet(name: str, title: str, table: OfficialTable, **more: Any) -> CatalogueSheet:
        return CatalogueSheet(name, marked_title(title), own.full_name, edition, table, **more)

    fields = [
        sheet(field.name, field.title, field.table, draft=whole.is_draft, notes=field.notes)
        for field in map(told.of, whole.fields(watch))
    ]
    title = f"{own.name}{BY_UNIT}（{whole.area}）"
    return [*fields, sheet(BY_UNIT, title, _by_unit(whole, told), is_field=False)]


def _chapter(field: WholeField, *, all_channels: bool) -> Chapter:
    table = field.table if all_channels else only_ticked(field.table)
    return Chapter(field.title, field.name, table, unconfirmed_note(field.table) or None, field.notes)


def _by_unit(whole: WholeCatalogue, told: _Told) -> OfficialTable:
    """Which unit has how many entries in which fields."""
    columns = (
        OfficialColumn("序号", None, 12, False, "center"),
        OfficialColumn("单位", None, 50, False, "left"),
        OfficialColumn("条目（条）", None, 24, False, "center"),
        OfficialColumn("领域和条数", None, 280, False, "left"),
    )
    rows: list[OfficialRow] = []
    for unit in whole.units:
        here = [(name, of_units[unit.id]) for name, of_units in told.fields if of_units[unit.id]]
        listed = "；".join(f"{name} {number}" for name, number in here)
        texts = (str(len(rows) + 1), unit.name, str(sum(number for _, number in here)), listed)
        if here:
            rows.append(OfficialRow(tuple(TextCell((text,)) for text in texts), unit.id, False))
    return OfficialTable(columns, tuple(rows))


def _cover_line(whole: WholeCatalogue) -> str:
    state = "含没有定稿、没有审核通过的条目，状态写在每一条上" if whole.is_draft else "已定稿、已审核通过的条目"
    return f"{len(whole.units)} 个单位，{whole.total} 条。{state}。"


def _declined(declined: tuple[tuple[Organisation, int], ...]) -> str:
    if not declined:
        return ""
    named = "、".join(f"{unit.name}{number}项" for unit, number in declined)
    return f"注明不涉及、没有列入的：{named}。"


def _nothing(choice: WholeChoice) -> str:
    if choice.only_public:
        return (
            "选的单位和领域里还没有可以公开的条目，什么也没有做。本单位的条目要先定稿，下级的条目要先审核通过；"
            "要先看一看全部的，可以把没有通过的也列进来，做成草案。"
        )
    return "选的单位和领域里还没有条目，什么也没有做。请换一换选的，或者先收下级报来的文件。"
