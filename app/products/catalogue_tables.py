"""The catalogue as tables for others to use: a workbook, a document, a web page or plain text with commas."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.checks.privacy_gate import Findings, check_csv, check_docx, check_html, check_xlsx, require_clean
from app.errors import UserFacingError
from app.practice import marked_title, require_marked_name
from app.printing.catalogue_job import PaperName
from app.products.catalogue import document_title, mark_printed
from app.products.catalogue_sections import Part, Section, beyond_table_warning, chosen_sections, sections
from app.standards.models import STANDARD_CATALOGUE
from app.tables.catalogue_sheet import CatalogueSheet
from app.tables.write_csv import write_catalogue_csv
from app.tables.write_docx import write_catalogue_docx
from app.tables.write_html import write_catalogue_html
from app.tables.write_xlsx import write_catalogue_xlsx
from app.workspace import Workspace
from db.filesystem import written_whole

_PLAIN = ".csv"


@dataclass(frozen=True)
class WrittenTables:
    """What was written: how many tables, a sentence for each thing to know of such a file, and one for each table that
    leaves elements out."""

    tables: int
    to_know: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Job:
    """What a writer needs besides the path."""

    sheets: Sequence[CatalogueSheet]
    title: str
    paper: PaperName
    made_on: date


@dataclass(frozen=True)
class TableKind:
    """A kind of file: what to call it, what it is for, how it is written (sentences to know come back) and looked
    through."""

    name: str
    use: str
    write: Callable[[_Job, Path], Iterable[str]]
    check: Callable[[Path, Collection[str]], Findings]


def write_table_of(
    workspace: Workspace,
    path: Path,
    *,
    fields: Iterable[str] | None = None,
    checklist: str = STANDARD_CATALOGUE,
    paper: PaperName = "A3",
    force: bool = False,
) -> WrittenTables:
    """Write the chosen fields in the official shape, a table each, as the kind of file that the name's end says.

    Raises `UserFacingError` when it says none, there is nothing to write, or raw personal data would show.
    """
    return _write(workspace, sections(workspace, fields, checklist), path, paper, force=force)


def write_table_of_parts(
    workspace: Workspace, path: Path, parts: Iterable[Part], paper: PaperName = "A3"
) -> WrittenTables:
    """Write these parts as `write_table_of` does, replacing a file of that name."""
    return _write(workspace, chosen_sections(workspace, parts), path, paper, force=True)


def _write(workspace: Workspace, chosen: list[Section], path: Path, paper: PaperName, *, force: bool) -> WrittenTables:
    kind = _kind_of(path)
    if path.suffix.lower() == _PLAIN:
        require_marked_name(path.name)
    sheets, title = [_sheet(workspace, section) for section in chosen], marked_title(document_title(workspace, chosen))
    job = _Job(sheets, title, paper, workspace.today())
    with written_whole(path, force=force) as part:
        told = tuple(kind.write(job, part))
        require_clean(kind.check(part, workspace.organisation.public_phones), path.name)
    # A name from a stick with another encoding may hold what is no text and cannot be stored.
    mark_printed(workspace, chosen, f"导出表格{path.name.encode('utf-8', 'replace').decode()}")
    return WrittenTables(len(chosen), told, tuple(filter(None, map(beyond_table_warning, chosen))))


def _kind_of(path: Path) -> TableKind:
    kind = TABLE_KINDS.get(path.suffix.lower())
    if kind is None:
        ends = "、".join(f"{suffix}（{each.name}）" for suffix, each in TABLE_KINDS.items())
        raise UserFacingError(
            "format-unknown", f"“{path.name}”没有写：看不出要写成哪一种。请把文件名的结尾改成其中一种：{ends}。"
        )
    return kind


def _sheet(workspace: Workspace, section: Section) -> CatalogueSheet:
    today = workspace.today()
    return CatalogueSheet(
        section.name,
        marked_title(section.title),
        workspace.organisation.full_name,
        f"{workspace.edition}年版　{today.year}年{today.month}月",
        section.table,
        draft=not section.final,
        notes=section.notes,
        is_field=section.part.field is not None,
    )


def _write_workbook(job: _Job, path: Path) -> Iterable[str]:
    cut = write_catalogue_xlsx(job.sheets, path, made_on=job.made_on, paper=job.paper)
    return [
        f"“{row.sheet}”第{row.number}项的字太多，Excel 的一行放不下这么高：文件里是全的，打印会缺一截。要印请用 PDF。"
        for row in cut
    ]


def _write_document(job: _Job, path: Path) -> Iterable[str]:
    write_catalogue_docx(job.sheets, path, made_on=job.made_on, paper=job.paper)
    return ()


def _write_page(job: _Job, path: Path) -> Iterable[str]:
    write_catalogue_html(job.sheets, path, made_on=job.made_on, title=job.title)
    return ()


def _write_plain(job: _Job, path: Path) -> Iterable[str]:
    write_catalogue_csv(job.sheets, path)
    if len(job.sheets) > 1:
        yield f"{len(job.sheets)} 张表写在一个文件里，第一栏“领域”写着每一行是哪张表的。"
    yield "文字表格用 Excel 打开看可以，改了再存，编号开头的 0 和日期会变样。要改请用 Excel 表。"


#: By the end of a file's name, the usual one first.
TABLE_KINDS = {
    ".xlsx": TableKind("Excel 表", "上报、汇总，一个领域一张工作表", _write_workbook, check_xlsx),
    ".docx": TableKind("Word 文档", "改排版、贴进公文", _write_document, check_docx),
    ".html": TableKind("网页", "贴到政府网站上，读屏软件能读", _write_page, check_html),
    _PLAIN: TableKind("文字表格", "给别的程序用，没有格式", _write_plain, check_csv),
}
