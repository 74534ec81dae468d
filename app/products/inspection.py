"""检查考核 on paper: a sheet of one page for each unit, and the points of all units in one table."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.checks.privacy_gate import Findings, check_drawn
from app.county.inspecting import InspectionTable, Point, UnitScore, inspect, told
from app.county.inspection_behind import Behind, behind, unit_told
from app.county.inspection_measures import Measured
from app.county.inspection_records import ADJUSTMENT
from app.county.matrix import Matrix, matrix
from app.county.plain_workbook import PlainSheet, write_plain_workbook
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.file_names import file_name
from app.notices.filled_notice import FilledColumn, FilledNotice, FilledRow, FilledTable, Paragraph
from app.organisations import Organisation
from app.printing.catalogue import draw_catalogue
from app.printing.catalogue_job import CatalogueJob, Chapter
from app.printing.joining import join_pdfs
from app.products.outgoing import Outgoing, save_outgoing
from app.products.register_papers import PreparedPaper, draw_paper
from app.tables.official import OfficialColumn, OfficialRow, OfficialTable, TextCell
from app.tables.rows import written_date
from app.workspace import Workspace

Progress = Callable[[int, int], None]
_FULLNESS = ((4, False), (1, False), (1, True), (0, True))
"""How many records behind a criterion a sheet names, as many as its page has room for, the others being counted; and
whether it is brief, telling only what was taken off."""
_MOST_NAMED = 4
_LONGEST_NAME, _LONGEST_REASON = 24, 60
_UNIT_MM, _CELL_MM, _TOTAL_MM = 34.0, 17.0, 14.0
_COLUMNS = (
    FilledColumn("criterion", "项目", "center"),
    FilledColumn("full", "满分", "center"),
    FilledColumn("got", "得分", "center"),
    FilledColumn("how", "怎么算的", "left"),
)


@dataclass(frozen=True)
class PreparedSheets:
    """All that drawing needs of the sheets of some units: a paper each, in order."""

    title: str
    papers: tuple[PreparedPaper, ...]

    @property
    def file_name(self) -> str:
        """What the file is called, without its ending."""
        return file_name(self.title)


def prepare_sheets(
    workspace: Workspace, kind: str, period: str = "", units: Collection[Organisation] | None = None
) -> PreparedSheets:
    """Read the sheets of these units (of all without any). Raises `UserFacingError` where there is no unit."""
    table = _table(workspace, kind, period)
    wanted = None if units is None else {unit.id for unit in units}
    scores = [score for score in table.units if wanted is None or score.unit.id in wanted]
    shown = matrix(workspace)
    papers = tuple(_sheet(workspace, table, score, shown) for score in scores)
    whose = scores[0].unit.name if len(scores) == 1 else f"{len(scores)}个单位"
    return PreparedSheets(f"{whose}{table.inspection.name}表（{table.period.words}）", papers)


def draw_sheets(prepared: PreparedSheets, progress: Progress | None = None) -> Outgoing:
    """Set a page for each unit. Needs no store and may run on another thread."""
    drawn: list[Outgoing] = []
    for number, paper in enumerate(prepared.papers):
        if progress is not None:
            progress(number, len(prepared.papers))
        drawn.append(draw_paper(paper))
    found: Findings = tuple(finding for each in drawn for finding in each.found)
    pdf = drawn[0].pdf if len(drawn) == 1 else join_pdfs([each.pdf for each in drawn], prepared.title)
    shown = tuple(dict.fromkeys(subject for each in drawn for subject in each.shown))
    pages = sum(each.pages for each in drawn)
    return Outgoing(pdf, pages, found, f"打印{prepared.title}", shown, stand_ins=drawn[0].stand_ins)


def save_sheets(
    workspace: Workspace,
    kind: str,
    period: str,
    path: Path,
    units: Collection[Organisation] | None = None,
    *,
    force: bool = False,
) -> Outgoing:
    """Write the sheets of units (all without any) to one PDF. Raises `UserFacingError` as drawing and writing do."""
    _require_ending(path, (".pdf",))
    outgoing = draw_sheets(prepare_sheets(workspace, kind, period, units))
    save_outgoing(workspace, outgoing, path, force=force)
    return outgoing


def save_inspection(workspace: Workspace, kind: str, period: str, path: Path, *, force: bool = False) -> None:
    """Write the points of all units as the kind of file that the name's end says: .pdf on A3, or .xlsx."""
    _require_ending(path, (".pdf", ".xlsx"))
    table = _table(workspace, kind, period)
    if path.suffix.lower() == ".pdf":
        save_outgoing(workspace, draw_inspection(workspace, table), path, force=force)
        return
    own, title = workspace.organisation, _title(workspace, table)
    write_plain_workbook(path, title, own.full_name, _lists(table), phones=own.public_phones, force=force)
    with operation(workspace, "print", f"导出{title}") as act:
        act.number()


def draw_inspection(workspace: Workspace, table: InspectionTable) -> Outgoing:
    """Set the points of all units on A3, the best in front."""
    own, title = workspace.organisation, _title(workspace, table)
    criteria = table.inspection.criteria
    heads = [("名次", _TOTAL_MM), ("得分", _TOTAL_MM)]
    heads += [(f"{each.name}\n（{each.points}）", _CELL_MM) for each in criteria] + [("加减分", _TOTAL_MM)]
    columns = (
        OfficialColumn("单位", None, _UNIT_MM, merge=False, align="left"),
        *(OfficialColumn(head, None, width, merge=False, align="center") for head, width in heads),
    )
    rows = tuple(OfficialRow(tuple(map(_cell, _line(score))), score.unit.id, False) for score in table.ranked)
    chapter = Chapter(title, title, OfficialTable(columns, rows), None, tuple(_table_notes(table)))
    edition = f"{workspace.edition}年版"
    paper = draw_catalogue(CatalogueJob(title, own.full_name, edition, workspace.today(), (chapter,), paper="A3"))
    found = check_drawn(paper.runs(), paper.texts(), paper.outside_texts(), own.public_phones)
    return Outgoing(paper.content(), paper.page_count, found, f"打印{title}", _adjusted(workspace, table.units))


def _table(workspace: Workspace, kind: str, period: str) -> InspectionTable:
    table = inspect(workspace, kind, period)
    if not table.units:
        raise UserFacingError("roster-empty", "名册里还没有下级单位，没有可以打分的。请先把下级单位登记到名册里。")
    return table


def _title(workspace: Workspace, table: InspectionTable) -> str:
    return f"{workspace.organisation.name}政务公开{table.inspection.name}得分表（{table.period.words}）"


def _sheet(workspace: Workspace, table: InspectionTable, score: UnitScore, shown: Matrix) -> PreparedPaper:
    at_hand: dict[str, Any] = {
        "shown": shown,
        "registers": unit_told(workspace, score.unit, table.period),
        "most": _MOST_NAMED,
    }
    named = {
        point.criterion.code: behind(workspace, score.unit, point.criterion.measure, table.period, **at_hand)
        for point in score.points
        if point.lost and not point.measured.is_none and point.criterion.measure != "submitted"
    }
    lists = {code: [_named(each) for each in found] for code, found in named.items()}
    whole, *shorter = (_page(workspace, table, score, lists, *each) for each in _FULLNESS)
    own = workspace.organisation
    phones = (*own.public_phones, *score.unit.public_phones)
    label = f"打印{score.unit.name}{table.inspection.name}表"
    shown_records = _adjusted(workspace, [score])
    return PreparedPaper(whole, own.full_name, table.today, phones, label, shown_records, shorter=tuple(shorter))


def _page(
    workspace: Workspace,
    table: InspectionTable,
    score: UnitScore,
    lists: dict[str, list[str]],
    most: int,
    is_brief: bool,
) -> FilledNotice:
    rows = [
        FilledRow(
            number,
            (point.criterion.name, told(point.full), told(point.got), _how(point, lists, most, is_brief=is_brief)),
        )
        for number, point in enumerate(score.points, start=1)
    ]
    for number, (value, words) in enumerate(_by_hand(score, most), start=len(rows) + 1):
        rows.append(FilledRow(number, ("加减分", "", told(value), words)))
    return FilledNotice(
        template="",
        medium="paper",
        title=f"政务公开{table.inspection.name}表",
        paragraphs=tuple(Paragraph("", text) for text in _paragraphs(workspace, table, score)),
        table=FilledTable("", _COLUMNS, tuple(rows), ("合计", told(score.full), told(score.total), _sum_words(score))),
        signature=(workspace.organisation.full_name, written_date(table.today)),
        supervision_phone="",
        places=(),
        privacy=(),
        keep=None,
        period=None,
    )


def _by_hand(score: UnitScore, most: int) -> Iterator[tuple[Decimal, str]]:
    """Return what was added by hand and why, what there is no room for in one."""
    room = len(score.adjustments) if len(score.adjustments) <= most + 1 else most
    for _, each in score.adjustments[:room]:
        reason = each.reason if len(each.reason) <= _LONGEST_REASON else f"{each.reason[:_LONGEST_REASON]}…"
        yield each.value, f"{reason}（{each.person}）" if each.person else reason
    if rest := score.adjustments[room:]:
        yield sum((each.value for _, each in rest), Decimal(0)), f"另外 {len(rest)} 笔"


def _paragraphs(workspace: Workspace, table: InspectionTable, score: UnitScore) -> Iterator[str]:
    yield f"{score.unit.full_name}："
    if score.total is None:
        yield f"你单位{table.period.words}政务公开工作没有数据，没有打分。"
        return
    among = sum(each.rank is not None for each in table.units)
    rank = f"，在 {among} 个单位里排第 {score.rank} 名" if among > 1 and score.rank else ""
    yield f"你单位{table.period.words}政务公开工作得 {told(score.total)} 分{rank}，每一项怎么算的见下表，请对照整改。"


def _how(point: Point, lists: dict[str, list[str]], most: int, *, is_brief: bool) -> str:
    listed = lists.get(point.criterion.code, [])[:most]
    said = _brief(point) if is_brief else point.words
    if not listed:
        return f"{said}。"
    rest = _uncounted(point.measured, len(listed))
    more = f"等 {point.measured.faults:,} {point.criterion.unit}" if rest else ""
    return f"{said}：{'；'.join(listed)}{more}。"


def _brief(point: Point) -> str:
    if point.got is None:
        return "没有数据，不计"
    if not point.lost:
        return "不扣分"
    many = f"{point.measured.faults:,} {point.criterion.unit}，" if point.measured.faults else ""
    return f"{many}扣 {told(point.lost)} 分"


def _uncounted(measured: Measured, listed: int) -> bool:
    """Whether there are more faults than were named; how late a round came are days of one thing."""
    return measured.of > 1 and measured.faults > listed


def _sum_words(score: UnitScore) -> str:
    parts = []
    if score.is_partial and score.total is not None:
        unranked = "" if score.rank else "，数据不到一半不排名次"
        parts.append(f"没有数据的不计，{told(score.full)} 分里得 {told(score.got)} 分，折成一百分{unranked}")
    if score.adjusted:
        parts.append(f"加减分 {told(score.adjusted)} 分")
    return "，".join(parts)


def _line(score: UnitScore) -> Iterator[str]:
    yield score.unit.name
    yield f"{score.rank}" if score.rank else "—"
    yield told(score.total)
    yield from (told(point.got) for point in score.points)
    yield told(score.adjusted) if score.adjustments else ""


def _lists(table: InspectionTable) -> list[PlainSheet]:
    """Return the table as it is printed, and below each other how each point was reached."""
    heads = ("单位", "名次", "得分", *(f"{each.name}（{each.points}）" for each in table.inspection.criteria), "加减分")
    rows = [list(_line(score)) for score in table.ranked]
    points = PlainSheet("得分", heads, rows, (18, 7, 8, *(11 for _ in table.inspection.criteria), 8))
    how = [
        [score.unit.name, point.criterion.name, told(point.full), told(point.got), point.words]
        for score in table.ranked
        for point in score.points
    ]
    how += [
        [score.unit.name, "加减分", "", told(each.value), f"{each.reason}（{each.person or '没有写姓名'}）"]
        for score in table.ranked
        for _, each in score.adjustments
    ]
    return [points, PlainSheet("怎么算的", ("单位", "项目", "满分", "得分", "怎么算的"), how, (18, 14, 8, 8, 70))]


def _table_notes(table: InspectionTable) -> Iterator[str]:
    own = "分值是本县定的" if table.is_own_weighing else "分值是程序带的建议"
    yield f"{table.period.words}，{len(table.units)} 个单位，{written_date(table.today)}算的，{own}。括号里是满分。"
    yield "“—”是没有数据，不计入满分，得分折成一百分；有数据的不到一半，不排名次。同分同名次。"
    for each in table.inspection.criteria:
        taken = f"每{each.unit}扣 {each.each} 分" if each.each else "按比例扣"
        yield f"{each.name}：{each.rule}，{taken}。"


def _adjusted(workspace: Workspace, scores: Sequence[UnitScore]) -> tuple[tuple[str, str, str], ...]:
    """Return what people wrote that stands on the paper."""
    ids = [kept.id for score in scores for kept in score.adjustments]
    rows = workspace.store.records.many(ADJUSTMENT, ids)
    return tuple((ADJUSTMENT, id, rows[id].revision) for id in ids)


def _cell(text: str) -> TextCell:
    return TextCell((text,) if text else ())


def _named(each: Behind) -> str:
    title = each.title if len(each.title) <= _LONGEST_NAME else f"{each.title[:_LONGEST_NAME]}…"
    return f"{each.item or ''} {title}".strip()


def _require_ending(path: Path, endings: tuple[str, ...]) -> None:
    if path.suffix.lower() not in endings:
        words = "或者 ".join(endings)
        raise UserFacingError(
            "format-unknown", f"“{path.name}”没有写：只能写成 {words}。请把文件名的结尾改成其中一种。"
        )
