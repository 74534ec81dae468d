"""全县总表 as a workbook and on paper."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.checks.privacy_gate import check_drawn
from app.county.matrix import STANDING_LABELS, Matrix, MatrixColumn, MatrixRow, matrix
from app.county.plain_workbook import PlainSheet, Value, write_plain_workbook
from app.county.told_overdue import overdue_told, with_overdue
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.printing.catalogue import draw_catalogue
from app.printing.catalogue_job import CatalogueJob, Chapter
from app.products.outgoing import Outgoing, save_outgoing
from app.tables.official import OfficialColumn, OfficialRow, OfficialTable, TextCell
from app.workspace import Workspace

_COUNTS = (
    ("items", "标准事项"),
    ("entries", "条目"),
    ("missing", "缺条目"),
    ("declined", "不涉及"),
    ("unready", "没填完"),
    ("blocked", "有问题"),
    ("warned", "请看看"),
    ("unchecked", "没查过"),
    ("unconfirmed", "待核对"),
    ("pending", "待审"),
    ("returned", "已退回"),
    ("accepted", "已通过"),
)
_UNIT_MM, _CELL_MM = 26.0, 10.0


def write_matrix_workbook(workspace: Workspace, path: Path, *, force: bool = False) -> Matrix:
    """Write the table over all units to an xlsx file, and all counts behind it as a list; returns the table."""
    shown = _required(workspace)
    own = workspace.organisation
    table = PlainSheet(
        "总表",
        (
            "单位",
            "第几轮",
            "收到日期",
            "还没跟上的新标准",
            "报来时逾期的",
            *(_head(column) for column in shown.columns),
        ),
        [
            [row.unit.name, row.round, _day(row), "、".join(row.behind), row.overdue_words, *_labels(row)]
            for row in shown.rows
        ],
        (16, 7, 12, 16, 20, *(11 for _ in shown.columns)),
    )
    heads = ("单位", "代码", "领域", "名称", "计数", "条数")
    behind = PlainSheet("明细", heads, list(_lines(shown)), (16, 14, 8, 28, 12, 8))
    title = f"{shown.edition}年{own.name}总表"
    write_plain_workbook(path, title, own.full_name, [table, behind], phones=own.public_phones, force=force)
    with operation(workspace, "print", f"导出{title}") as act:
        act.number()
    return shown


def print_matrix(workspace: Workspace, path: Path, *, force: bool = False) -> Matrix:
    """Write the table over all units to a PDF on A3, landscape; returns the table."""
    shown = _required(workspace)
    save_outgoing(workspace, draw_matrix(workspace, shown), path, force=force)
    return shown


def draw_matrix(workspace: Workspace, shown: Matrix) -> Outgoing:
    """Set the table over all units on A3."""
    own = workspace.organisation
    title = f"{own.name}基层政务公开目录总表"
    columns = (
        OfficialColumn("单位", None, _UNIT_MM, merge=False, align="left"),
        *(OfficialColumn(column.name, None, _CELL_MM, merge=False, align="center") for column in shown.columns),
    )
    rows = tuple(
        OfficialRow((_unit(row), *(TextCell((text,) if text else ()) for text in _labels(row))), row.unit.id, False)
        for row in shown.rows
    )
    chapter = Chapter(title, title, OfficialTable(columns, rows), None, tuple(_notes(shown)))
    job = CatalogueJob(title, own.full_name, f"{shown.edition}年版", workspace.today(), (chapter,), paper="A3")
    paper = draw_catalogue(job)
    found = check_drawn(paper.runs(), paper.texts(), paper.outside_texts(), own.public_phones)
    pages = paper.page_count
    return Outgoing(paper.content(), pages, found, f"打印{title}", ())


def _required(workspace: Workspace) -> Matrix:
    shown = matrix(workspace)
    if not shown.rows:
        raise UserFacingError("roster-empty", "名册里还没有下级单位，没有总表可以做。请先把下级单位登记到名册里。")
    return with_overdue(shown, overdue_told(workspace))


def _head(column: MatrixColumn) -> str:
    return f"{column.field} {column.name}" if column.field else column.name


def _day(row: MatrixRow) -> str | None:
    return datetime.fromisoformat(row.at).astimezone().date().isoformat() if row.at else None


def _labels(row: MatrixRow) -> Iterator[str]:
    yield from (cell.label if cell else "" for cell in row.cells)


def _unit(row: MatrixRow) -> TextCell:
    return TextCell((row.unit.name, f"报到第 {row.round} 轮" if row.round else "还没有报来"))


def _lines(shown: Matrix) -> Iterator[list[Value]]:
    for row in shown.rows:
        for column, cell in zip(shown.columns, row.cells, strict=True):
            if cell is not None:
                place = (row.unit.name, row.unit.code, column.field, column.name)
                # A line for each count: numbers side by side could be read as a telephone number.
                counts = ((label, getattr(cell.counts, name)) for name, label in _COUNTS)
                yield from ([*place, label, number] for label, number in counts if number)


def _notes(shown: Matrix) -> Iterator[str]:
    yield f"{len(shown.rows)} 个单位，交了的 {shown.submitted} 个。每格写最要紧的一件事，后面是条数。"
    words = "、".join(label.replace(" {n}", "") for label in STANDING_LABELS.values())
    yield f"从要紧的排起：{words}。没查过的不等于没有问题。空格：这个领域没有这一级的事项。"
