"""What is said about a list on its way to the villages: what was read, what is asked, what comes of each."""

from collections.abc import Sequence
from datetime import datetime

from app.villages.making import Outcome, Sheet
from app.villages.splitting import NamedRows, Parted, Question, VillageTable
from ui.pages.villages.sheet_words import shown_day
from ui.widgets.row_spec import Row, RowAction
from ui.widgets.tables import Cell, Head

IS, CHOOSE, LEAVE, AGAIN = "is:", "choose", "leave", "again"
REPLACE, ANOTHER, SKIP = "replace", "add", "skip"
_SOME_REASONS = 3


def read_words(table: VillageTable, parted: Parted) -> str:
    """What was read out of the table and what was not."""
    parts = [f"读进 {table.count} 行，按“{table.head}”这一列分到 {len(parted.parts)} 个村。"]
    parts += table.notes
    if table.other_sheets:
        parts.append(f"别的工作表里也有名单，没有读：{'、'.join(table.other_sheets)}。请把名单并到一张表里。")
    if table.dropped_columns:
        parts.append(f"用不着的 {len(table.dropped_columns)} 列丢掉了：{'、'.join(table.dropped_columns)}。")
    parts += [f"第 {row.number} 行没有读：{row.reason}。" for row in table.left_out[:_SOME_REASONS]]
    if len(table.left_out) > _SOME_REASONS:
        parts.append(f"还有 {len(table.left_out) - _SOME_REASONS} 行没有读。")
    return "".join(parts)


def question_rows(parted: Parted, answered: Sequence[tuple[NamedRows, str]]) -> list[Row]:
    """What has to be said about names, and what was said: the unit's name, "" for rows to be left out."""
    return [*map(_question_row, parted.questions), *(_answer_row(named, name) for named, name in answered)]


def _question_row(question: Question) -> Row:
    offered = question.offered[:2]
    guesses = tuple(RowAction(f"{IS}{unit.id}", f"是{unit.name}") for unit in offered)
    named = question.named
    return Row(
        named.key,
        f"{_quoted(named)}是哪个村？",
        named.numbers,
        icon="circle-question-mark",
        icon_role="warn",
        icon_text="要说明",
        actions=(*guesses, RowAction(CHOOSE, "选一个村…"), RowAction(LEAVE, "这些行不要")),
    )


def _answer_row(named: NamedRows, name: str) -> Row:
    title = f"{_quoted(named)}是{name}" if name else f"{_quoted(named)}这些行不要"
    return Row(
        named.key, title, icon="check", icon_role="success", icon_text="说过了", actions=(RowAction(AGAIN, "改"),)
    )


def _quoted(named: NamedRows) -> str:
    return named.shown if named.shown.startswith("（") else f"“{named.shown}”"


def questions_title(parted: Parted) -> str:
    """The heading over the names that are not certain."""
    count = len(parted.questions)
    return f"认不准的村名：{count} 处要说明，说明以前哪个村的都不做" if count else "认不准的村名，都说明了"


def villages_title(sheets: Sequence[Sheet], asked: int) -> str:
    """The heading over the villages."""
    mend = sum(bool(sheet.must_mend) for sheet in sheets)
    parts = [f"{asked} 个要先选"] if asked else []
    parts += [f"{mend} 个要先改名单"] if mend else []
    return f"{len(sheets)} 个村" + (f"，{'，'.join(parts)}" if parts else "")


SPLIT_HEADS = (
    Head("村", 84, 2),
    Head("行", 44, 0, "right"),
    Head("遮挡", 52, 0, "right"),
    Head("会怎样", 200, 6),
)


def split_cells(sheet: Sheet, outcome: Outcome | None, wish: str) -> list[Cell]:
    """A village's line: what it would get, or what became of it."""
    masked = f"{len(sheet.notice.masked)} 处" if sheet.notice else ""
    head = [Cell(sheet.unit.name, bold=True), Cell(f"{sheet.rows}"), Cell(masked)]
    return [*head, _outcome_cell(sheet, outcome) if outcome is not None else _expectation_cell(sheet, wish)]


def _outcome_cell(sheet: Sheet, outcome: Outcome) -> Cell:
    if outcome.trouble is not None:
        return Cell(
            "没有做",
            icon="octagon-alert",
            role="danger",
            detail=outcome.trouble.message,
            actions=_ways(sheet) if outcome.result == "asked" else (),
        )
    words = {
        "made": "做好了",
        "replaced": "改了原来那一份",
        "same": "已经有一样的，没有再做",
        "skipped": "不做，原来那一份没有动",
        "stopped": "停下了，没有做",
    }[outcome.result]
    icon = "circle-check" if outcome.is_done else "circle-slash"
    return Cell(words, icon=icon, role="success" if outcome.is_done else "text-muted", detail=outcome.title)


def _ways(sheet: Sheet) -> tuple[RowAction, ...]:
    """What can become of a village with a notice of this title; one that went out stays as it is."""
    replace = () if sheet.before and sheet.before.printed_at else (RowAction(REPLACE, "改那一份"),)
    return (*replace, RowAction(ANOTHER, "另做一份"), RowAction(SKIP, "不做"))


def _expectation_cell(sheet: Sheet, wish: str) -> Cell:
    if sheet.trouble is not None:
        return Cell("做不了", icon="octagon-alert", role="danger", detail=sheet.trouble.message)
    refusals = sheet.refusals()
    if refusals:
        more = f"还有 {len(refusals) - _SOME_REASONS} 条原因。" if len(refusals) > _SOME_REASONS else ""
        text = "".join(refusals[:_SOME_REASONS]) + more
        return Cell(f"{sheet.must_mend} 处不能公开，要先改", icon="octagon-alert", role="danger", detail=text)
    before, gaps = sheet.before, _gaps(sheet)
    if before is None:
        return Cell("做一份", icon="file-plus", role="accent-ink", detail=f"{sheet.notice.title}{gaps}")
    made = datetime.fromisoformat(before.made_at).astimezone().date()
    if before.is_same:
        return Cell("已经有一样的，不再做", icon="equal", role="text-muted", detail=f"{shown_day(made)}做的")
    printed = "，已经打印，不再改它" if before.printed_at else ""
    detail = f"{shown_day(made)}做过一份同名的，内容不一样{printed}"
    if wish == "ask":
        return Cell("请选", icon="circle-alert", role="warn", detail=detail, actions=_ways(sheet))
    words = {REPLACE: "改原来那一份", ANOTHER: "另做一份", SKIP: "不做"}[wish]
    return Cell(words, icon="pencil-line", role="accent-ink", detail=detail, actions=(RowAction(AGAIN, "改"),))


def _gaps(sheet: Sheet) -> str:
    notice = sheet.notice
    gaps = f"，还空着 {len(notice.missing)} 处" if notice.missing else ""
    return gaps + (f"。金额对不上，打印以前要改对：{''.join(notice.unbalanced)}" if notice.waits else "")


def made_words(outcomes: Sequence[Outcome]) -> str:
    """What became of all villages, in one line."""
    made = sum(outcome.result in ("made", "replaced") for outcome in outcomes)
    left = sum(not outcome.is_done for outcome in outcomes)
    return f"做好了 {made} 个村的公示。" + (f"还有 {left} 个村没有做，原因在表里。" if left else "")
