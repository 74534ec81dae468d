"""table complete, table withdraw: the official text of a field in somebody's table becomes the standard here, or is it
no more."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.common import add_json, add_workspace, print_json, reading, writing
from app.drafting.lookup import find_definition, find_field
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.tables.completing import FieldText, OfficialText, apply_official_text, official_text
from app.tables.import_items import told_fields
from app.tables.kept_texts import withdraw_official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand


def register_table(tables: argparse._SubParsersAction) -> None:
    """Add these commands to the group `table`."""
    taken = tables.add_parser("complete", help="县里把部委印发的全表收下，作为一个领域的标准文本")
    add_workspace(taken)
    taken.add_argument("file", metavar="文件", type=Path, help="xlsx、xlsm、xls、docx、html、csv 或 txt")
    taken.add_argument("--field", metavar="领域", help="表里是哪个领域，例如 05；不写就看表里写的")
    taken.add_argument("--looked", action="store_true", help="拿不准的几处都对照原文看过了")
    taken.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(taken)
    taken.set_defaults(run=_complete)
    back = tables.add_parser("withdraw", help="撤回收下的标准文本，照程序原有的")
    add_workspace(back)
    back.add_argument("--field", metavar="领域", required=True, help="哪个领域，例如 05")
    back.set_defaults(run=_withdraw)


def _complete(arguments: argparse.Namespace) -> int:
    source = read_source(arguments.file)
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        read = understand(source, library=workspace.library)
        fields = None
        if arguments.field is not None:
            fields = told_fields(read, find_field(workspace, arguments.field).code)
        text = official_text(workspace, arguments.file, read, source, fields=fields)
        definition = find_definition(workspace, STANDARD_CATALOGUE)
        followed = None
        if not arguments.dry_run:
            followed = apply_official_text(workspace, text, is_looked_at=arguments.looked)
    if arguments.json:
        print_json(_as_json(text, followed))
    else:
        _tell(text, definition, followed)
    return 0


def _withdraw(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        field = find_field(workspace, arguments.field)
        withdraw_official_text(workspace, field.code)
    print(f"已撤回“{field.name}”的正式文本，照程序原有的；写好的条目一个字没改。")
    print("发给过下级的，再发一次，下级收下就跟着撤回。")
    return 0


def _tell(text: OfficialText, definition: Definition, followed: int | None) -> None:
    for field in text.fields:
        print(f"{field.field} {field.name}：{_result(field, followed)}。")
        print(
            f"  共 {len(field.items)} 项，改动 {len(field.changed)}，新增 {len(field.added)}，"
            f"标准里不再有 {len(field.gone)}"
        )
        titles = dict(field.items)
        for code, keys in field.changed.items():
            print(f"  改动：{code} {titles[code]}\t{'、'.join(definition.element(key).label for key in keys)}")
        for code in field.added:
            print(f"  新增：{code} {titles[code]}")
        for code, title in field.gone:
            print(f"  不再有：{code} {title}")
    for note in text.notes:
        print(f"请看：{note}")
    for doubt in text.doubts:
        print(f"拿不准：{doubt}。")
    if followed:
        print(f"已有的条目里有 {followed} 条和标准一致，一个字没改，算核对过。")


def _result(field: FieldText, followed: int | None) -> str:
    if field.content is None:
        return "标准文本已经是这一份，没有变化"
    version = f"第 {field.content['version']} 版"
    return f"可以作为标准文本{version}，还没有收（只是看看）" if followed is None else f"已作为标准文本{version}收下"


def _as_json(text: OfficialText, followed: int | None) -> dict[str, Any]:
    fields = [
        {
            "field": each.field,
            "name": each.name,
            "version": each.content and each.content["version"],
            "items": [{"item": code, "title": title} for code, title in each.items],
            "changed": [{"item": code, "elements": list(keys)} for code, keys in each.changed.items()],
            "new": list(each.added),
            "gone": [code for code, _ in each.gone],
        }
        for each in text.fields
    ]
    return {
        "source": text.file,
        "applied": followed is not None,
        "entries": followed or 0,
        "doubts": list(text.doubts),
        "notes": list(text.notes),
        "fields": fields,
    }
