"""The columns of the website as a workbook: how each stands, and on a second sheet the measures of an inspection."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.county.plain_workbook import PlainSheet, Value, write_plain_workbook
from app.registers.answers import shown_answer
from app.registers.column_standings import STANDING_WORDS, ColumnLine, ThresholdStanding, column_lines, thresholds
from app.registers.columns import column_definition
from app.registers.days import day_text
from app.standards.models import Definition
from app.workspace import Workspace

_FIRST = ("编号", "情况", "剩几天", "最近更新日期", "最迟更新日期", "怎么算的")
_FIRST_WIDTHS = (10, 10, 8, 14, 14, 44)
_LEFT_OUT = ("last_updated", "is_empty")
"""What stands in the first columns already."""
_MEASURES = ("指标", "内容", "结果", "现在", "哪些栏目", "核对程度")
EVIDENCE_WORDS = {"seen": "见到原文", "partly": "见到部分或者转载", "recalled": "没有见到来源"}


def write_columns_workbook(workspace: Workspace, path: Path, *, force: bool = False) -> int:
    """Write the columns as an xlsx file; returns how many they are. Raises `UserFacingError` when personal data stands
    in it, the file exists, or the disk refuses."""
    lines, today, definition = column_lines(workspace), workspace.today(), column_definition(workspace)
    own, elements = workspace.organisation, [e for e in definition.elements if e.key not in _LEFT_OUT]
    heads = (*_FIRST[:1], *(each.label for each in elements[:1]), *_FIRST[1:], *(each.label for each in elements[1:]))
    widths = (*_FIRST_WIDTHS[:1], 24, *_FIRST_WIDTHS[1:], *(18 for _ in elements[1:]))
    rows = [_row(definition, line, today) for line in lines]
    measures = [list(_measure(each)) for each in thresholds(workspace, lines)]
    sheets = [
        PlainSheet("网站栏目", heads, rows, widths, kept_columns=2),
        PlainSheet("检查指标", _MEASURES, measures, (8, 50, 14, 30, 40, 18)),
    ]
    title = f"{own.name}网站栏目更新情况（{today.isoformat()}）"
    write_plain_workbook(path, title, own.full_name, sheets, phones=own.public_phones, force=force)
    return len(lines)


def _row(definition: Definition, line: ColumnLine, today: date) -> list[Value]:
    elements = [each for each in definition.elements if each.key not in _LEFT_OUT]
    said: list[Value] = [shown_answer(each, line.says(each.key)) or None for each in elements]
    left = line.days_left(today)
    first: list[Value] = [
        STANDING_WORDS[line.standing],
        None if left is None else left,
        day_text(line.updated),
        day_text(line.due),
        "\n".join((*line.reached, *line.remarks)),
    ]
    return [line.kept.column.item or line.kept.id[:8], said[0], *first, *said[1:]]


def _measure(each: ThresholdStanding) -> Iterator[Value]:
    yield each.threshold.code
    yield each.threshold.fact
    yield each.threshold.result
    yield each.words
    yield "、".join(each.names or ()) or None
    yield EVIDENCE_WORDS[each.threshold.evidence]
