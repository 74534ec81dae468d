"""table read: what a catalogue in somebody else's file says, before anything is taken over."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.cli.common import add_json, print_json
from app.cli.table_pointing import add_pointing, pointed
from app.standards.library import load_library
from app.tables.sources.reading import read_source
from app.tables.understanding.catalogue import Answer, ReadCatalogue, ReadRow, ReadTable, as_json
from app.tables.understanding.meanings import LABELS, NAMES, label_of
from app.tables.understanding.understand import understand

_CHOICES = {
    "public": "全社会",
    "group": "特定群体",
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "county": "县级",
    "township": "乡级",
    "village": "村级",
    "both": "两种都有",
}
_SHOWN = ("elements", "basis", "deadline", "publisher", "channels", "audience", "audience_group", "mode", "levels")
_SURE = 0.8


def register_table(tables: argparse._SubParsersAction) -> None:
    """Add these commands to the group `table`."""
    read = tables.add_parser("read", help="看懂一个文件里的目录表格，列出读到的条目；不改工作文件")
    read.add_argument("file", metavar="文件", type=Path, help="xlsx、xlsm、xls、docx、html、csv 或 txt")
    add_pointing(read)
    add_json(read)
    read.set_defaults(run=_read)


def _read(arguments: argparse.Namespace) -> int:
    source = read_source(arguments.file)
    corrections, heads = pointed(source, arguments)
    read = understand(source, corrections, heads=heads)
    if arguments.json:
        print_json(as_json(read))
    else:
        for line in _listing(read):
            print(line)
    return 0 if any(table.rows for table in read.tables) else 1


def _listing(read: ReadCatalogue) -> Iterator[str]:
    yield from read.notes
    if not read.tables:
        yield "没有找到目录表格。"
    for number, table in enumerate(read.tables, start=1):
        yield from _table_lines(number, table)
    if read.not_understood:
        yield f"没有看懂的 {len(read.not_understood)} 处："
        for each in read.not_understood:
            yield f"  {each.address}\t{_short(each.text)}\t{each.why}"
    if read.remarks:
        yield f"条目以外的 {len(read.remarks)} 处："
        for each in read.remarks:
            yield f"  {each.address}\t{_short(each.text)}\t{each.why}"


def _table_lines(number: int, table: ReadTable) -> Iterator[str]:
    yield f"第{number}张表：{table.title or '没有标题'}（{_field(table)}，{len(table.rows)} 条）"
    for column in table.columns:
        doubt = "" if column.confidence >= _SURE else "（拿不准）"
        yield f"  第{column.column + 1}列\t{column.head or '没有表头'}\t{label_of(column.meaning) or '空'}{doubt}"
    for row in table.rows:
        yield from _row_lines(row)


def _field(table: ReadTable) -> str:
    if table.field:
        return f"领域：{table.field.value}"
    fields = load_library().fields
    return f"表里没写领域，按事项看是{fields[table.field_code].name}" if table.field_code else "表里没写领域"


def _row_lines(row: ReadRow) -> Iterator[str]:
    names = " / ".join(row.answers[key].value for key in NAMES if key in row.answers)
    yield f"  · {names}{'（文件里隐藏的行）' if row.is_hidden else ''}"
    for key in _SHOWN:
        if key in row.answers and row.answers[key].value:
            doubt = "" if row.answers[key].confidence >= _SURE else "（拿不准）"
            yield f"      {LABELS.get(key, '特定群体')}：{_said(row.answers[key])}{doubt}"
    for head, answer in row.extra.items():
        yield f"      {head}：{answer.value}"


def _said(answer: Answer) -> str:
    values = answer.value if isinstance(answer.value, list) else [answer.value]
    return "；".join(_word(value) for value in values)


def _word(value: object) -> str:
    if isinstance(value, dict):
        return f"《{value['title']}》" + (f"（{value['number']}）" if value["number"] else "")
    return _CHOICES.get(str(value), str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:40] + "…"
