"""The rows, tabs and sentences of website columns."""

from collections.abc import Iterator, Sequence

from app.calendar.wording import full_date, plain_date
from app.registers.answers import shown_answer
from app.registers.column_files import EVIDENCE_WORDS
from app.registers.column_import import STANDING_WORDS as IMPORT_WORDS
from app.registers.column_import import DatedColumn
from app.registers.column_standings import STANDING_WORDS, ColumnLine, ThresholdStanding
from app.standards.models import Definition, Item
from ui.pages.columns.reading import ColumnsSeen
from ui.pages.ledger.rows import short_day
from ui.widgets.note import Note
from ui.widgets.rows import Row, RowAction

DUE, ALL, OFFERED = "due", "all", "offered"
UPDATED, TAKE = "updated", "take"
LOOKS = {
    "fresh": ("circle-check", "success"),
    "soon": ("clock", "warn"),
    "overdue": ("circle-alert", "danger"),
    "blank": ("square", "danger"),
    "unknown": ("circle-question-mark", "warn"),
}
"""Icon and colour role of each standing."""
_ORDER = ("overdue", "blank", "soon", "unknown", "fresh")
_SHOWN_ABOVE = ("column", "last_updated", "is_empty")
_IMPORT_LOOKS = {
    "newer": ("circle-check", "success"),
    "same": ("equal", "text-muted"),
    "older": ("circle-minus", "text-muted"),
    "unknown": ("circle-question-mark", "warn"),
    "unreadable": ("circle-alert", "warn"),
    "messages": ("circle-minus", "text-muted"),
}


def column_tabs(seen: ColumnsSeen) -> list[tuple[str, str, str]]:
    """Return the tabs over the list with their counts."""
    due = sum(line.standing != "fresh" for line in seen.lines.values())
    return [
        (DUE, "circle-alert", f"要看的 {due}"),
        (ALL, "list", f"全部 {len(seen.lines)}"),
        (OFFERED, "plus", f"没有采用的 {len(seen.offered)}"),
    ]


def column_rows(seen: ColumnsSeen, tab: str, wanted: str = "") -> list[Row]:
    """Return a row for each column of a tab in which the `wanted` text stands; those to be updated stand first."""
    if tab == OFFERED:
        return [_offer(item) for item in seen.offered if wanted.strip() in item.values["column"]]
    lines = [line for line in seen.lines.values() if tab == ALL or line.standing != "fresh"]
    if tab == DUE:
        lines.sort(key=lambda line: _ORDER.index(line.standing))
    return [_row(line, seen) for line in lines if _is_wanted(line, wanted.strip())]


def left_words(line: ColumnLine, seen: ColumnsSeen) -> str:
    """Return how a column stands in a few words: 超期 6 天, 还有 3 天."""
    left = line.days_left(seen.today)
    if left is None or line.standing in ("blank", "unknown"):
        return STANDING_WORDS[line.standing]
    return f"超期 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天到期"


def updated_words(line: ColumnLine) -> str:
    """Return what is done with a column in one click."""
    return "都回应了" if line.waits else "今天更新了"


def due_sentence(line: ColumnLine) -> str:
    """Return until when a column is to be updated, or why that is not known."""
    if line.due is None:
        return line.reached[0]
    return f"{full_date(line.due)}以前要{'回应' if line.waits else '有新内容'}。"


def column_facts(definition: Definition, line: ColumnLine) -> Iterator[tuple[str, str]]:
    """Yield what is filled in, but for what stands above it already: (what, in words)."""
    for element in definition.elements:
        if element.key not in _SHOWN_ABOVE and (words := shown_answer(element, line.says(element.key))):
            yield element.label, words


def column_notes(line: ColumnLine, seen: ColumnsSeen) -> list[Note]:
    """Return what to look at in a column."""
    notes = []
    if line.kept.id in seen.alone and line.standing in ("overdue", "blank"):
        notes.append(Note("danger", "这一栏一个超期就可能单项否决", "", compact=True))
    if line.missing:
        notes.append(Note("info", f"还有 {len(line.missing)} 栏没有填", "、".join(line.missing), compact=True))
    return [*notes, *(Note("info", words.removesuffix("。"), "", compact=True) for words in line.remarks)]


def measure_notes(seen: ColumnsSeen) -> list[Note]:
    """Return above the list the measures of an inspection that are met."""
    met = [each for each in seen.measures if each.is_met]
    return [
        Note("danger", f"{each.threshold.code} 到了否决的数：{each.words.removesuffix('。')}", compact=True)
        for each in met
    ]


def measure_rows(measures: Sequence[ThresholdStanding]) -> list[Row]:
    """Return a row for each measure: what it says, how it stands, which columns count, how well it is known."""
    return [_measure(each) for each in measures]


def planned_rows(planned: Sequence[DatedColumn]) -> list[Row]:
    """Return a row for each column that a table names, those that are written down first."""
    ordered = sorted(planned, key=lambda each: (each.standing != "newer", each.row))
    return [_planned(each) for each in ordered]


def _is_wanted(line: ColumnLine, wanted: str) -> bool:
    return wanted in "\n".join(filter(None, (line.name, line.kind, line.says("responsible"), line.kept.column.item)))


def _row(line: ColumnLine, seen: ColumnsSeen) -> Row:
    icon, role = LOOKS[line.standing]
    source = "（台账）" if line.from_ledger else ""
    did = "收到留言" if line.waits else "更新"
    updated = f"{short_day(line.updated, seen.today)}{did}{source}" if line.updated else ""
    begun = "有一张表没写完" if line.kept.id in seen.begun else ""
    severity = line.says("severity") if line.says("severity") != "提醒" else ""
    parts = (line.kind, updated, severity, line.says("responsible"), begun)
    return Row(
        line.kept.id,
        line.name,
        " · ".join(filter(None, parts)),
        icon,
        icon_role=role,
        icon_text=STANDING_WORDS[line.standing],
        right=left_words(line, seen),
        right_role="text" if role == "success" else role,
        right_detail=f"{short_day(line.due, seen.today)}到期" if line.due else "",
        actions=() if line.waits and line.updated is None else (RowAction(UPDATED, updated_words(line)),),
        tip="\n".join(line.reached),
    )


def _offer(item: Item) -> Row:
    said = item.values
    parts = (said.get("column_kind"), said["cycle"]["text"], said.get("severity"), said.get("remark"))
    return Row(
        item.code,
        said["column"],
        " · ".join(filter(None, parts)),
        "circle-plus",
        number=item.code,
        right=EVIDENCE_WORDS[item.evidence],
        right_role="text-muted",
        actions=(RowAction(TAKE, "采用"),),
    )


def _measure(each: ThresholdStanding) -> Row:
    icon, role, word = ("circle-question-mark", "text-muted", "另外看")
    if each.names is not None:
        icon, role, word = ("circle-alert", "danger", "到了") if each.is_met else ("circle-check", "success", "没有到")
    named = f"算进去的：{'、'.join(each.names)}" if each.names else ""
    evidence = EVIDENCE_WORDS[each.threshold.evidence]
    return Row(
        each.threshold.code,
        f"{each.threshold.code} {each.threshold.fact}",
        each.words,
        icon,
        icon_role=role,
        icon_text=word,
        right=word,
        right_role=role if role == "danger" else "text-muted",
        note="；".join(filter(None, (named, f"核对程度：{evidence}"))),
    )


def _planned(each: DatedColumn) -> Row:
    icon, role = _IMPORT_LOOKS[each.standing]
    return Row(
        f"{each.row}",
        each.name,
        f"第 {each.row} 行 · {each.words}",
        icon,
        icon_role=role,
        icon_text=IMPORT_WORDS[each.standing],
        right=plain_date(each.day) if each.day else "",
        right_role="text" if each.standing == "newer" else "text-muted",
    )
