"""set-many, fill, replace, paste, duplicate, reorder."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Any

from app.cli.common import add_json, print_json, reading, text_of, writing
from app.cli.drafting import add_command, add_entry, add_place, read_assignments
from app.cli.lines import add_adopt, begun_items, chosen_lines, table_lines
from app.drafting import bulk
from app.drafting.beginning import Beginning
from app.drafting.editing import own_content, reorder
from app.drafting.history import difference_label, difference_text
from app.drafting.lookup import find_definition, find_entry
from app.drafting.pasting import Pasted, plan_paste
from app.drafting.replacing import find_text, replaced_values
from app.errors import UsageError, UserFacingError
from app.standards.models import Definition
from app.tables.pasted import pasted_cells
from app.workspace import Workspace
from db.repositories.entries import EntryRow


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    many = add_command(commands, "set-many", "一次修改许多条", _set_many)
    _add_preview(many)
    many.add_argument("values", metavar="要素=内容", nargs="*", help="和 set 一样：key=内容，key:=JSON，清空 key=")
    many.set_defaults(rest="values")
    _add_only(many)
    add_adopt(many)
    many.add_argument("--standard", metavar="要素", nargs="+", help="这几栏照标准写；写 all 就是每一栏")
    many.add_argument("--ready", action="store_true", help="能标的都标为已完成，标不了的说明原因")

    fill = add_command(commands, "fill", "把一条的几栏向下填到后面各条", _fill)
    add_entry(fill)
    fill.add_argument("elements", metavar="要素", nargs="+", help="填哪几栏，例如 publisher deadline")
    fill.set_defaults(rest="elements")
    fill.add_argument("--to", metavar="条目", help="填到这一条为止；不写就填到表的最后")
    add_adopt(fill)
    _add_looking(fill)

    swap = add_command(commands, "replace", "查找文字，换成别的", _replace)
    swap.add_argument("wanted", metavar="找什么", help="要找的文字")
    swap.add_argument("replacement", metavar="换成", help="换成的文字；写两个引号就是删去")
    _add_preview(swap)
    _add_only(swap)
    swap.add_argument("--elements", metavar="要素", nargs="+", help="只在这几栏里找")
    swap.add_argument("--match-case", action="store_true", help="区分字母大小写")
    swap.add_argument("--whole", action="store_true", help="只换整格或者整条都是它的")

    paste = add_command(commands, "paste", "把从 Excel 或 WPS 复制的一块贴到表里", _paste)
    paste.add_argument("file", metavar="文件", help="存着这一块的文本文件，列用制表符隔开；写 - 就从标准输入读")
    _add_preview(paste)
    add_adopt(paste)
    paste.add_argument("--at", metavar="条目", help="从这一条开始；不写就从第一条")
    paste.add_argument("--column", metavar="要素", help="从这一栏开始；不写就从第一栏。块里带表头时照表头放")

    copy = add_command(commands, "duplicate", "复制一条，放在它后面", _duplicate)
    add_entry(copy)

    order = add_command(commands, "reorder", "按写出的顺序重排几条", _reorder)
    order.add_argument("entries", metavar="条目", nargs="+", help="至少两条，它们原来的几个位置按这个顺序重新分")
    order.set_defaults(rest="entries")


def _add_only(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", metavar="条目", nargs="+", help="只改这几条；不写就是这张表的全部")


def _add_preview(parser: argparse.ArgumentParser) -> None:
    add_place(parser)
    _add_looking(parser)


def _add_looking(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(parser)


def _set_many(arguments: argparse.Namespace) -> int:
    wanted = [bool(arguments.values), arguments.standard is not None, arguments.ready]
    if sum(wanted) != 1:
        raise UsageError(
            "nothing-asked", "没有改动。请写明改成什么：要素=内容、--standard 要素、--ready 三样里写一样。"
        )
    if arguments.adopt and not arguments.values:
        raise UsageError("adopt-what", "没有改动。--adopt 只和“要素=内容”一起用；只要采用，请用 adopt 命令。")
    if arguments.ready and arguments.dry_run:
        raise UsageError("no-preview", "标为已完成没有预览，没有改动。标不了的会说明原因，标错了可以撤销。")
    with _opened(arguments) as workspace:
        definition = find_definition(workspace, arguments.checklist)
        lines = chosen_lines(workspace, arguments)
        if arguments.ready:
            return _finish(workspace, arguments, list(workspace.store.entries.many(lines).values()))
        if arguments.standard is not None:
            elements = None if arguments.standard == ["all"] else _elements(definition, arguments.standard)
            changes = bulk.standard_values(workspace, lines, elements)
        else:
            changes = dict.fromkeys(lines, read_assignments(definition, arguments.values))
        return _carry_out(workspace, arguments, definition, changes, "修改", begins=begun_items(lines))


def _finish(workspace: Workspace, arguments: argparse.Namespace, rows: Sequence[EntryRow]) -> int:
    done = bulk.finish_many(workspace, [row.id for row in rows])
    names = {row.id: _name(row) for row in rows}
    if arguments.json:
        refused = [{"entry": id, "item": names[id], "reason": reason} for id, reason in done.refused.items()]
        print_json({"done": done.done, "refused": refused})
    else:
        print(f"标为已完成 {done.done} 项。")
        for id, reason in done.refused.items():
            print(f"没有标：{names[id]}：{reason}", file=sys.stderr)
    return 1 if done.refused else 0


def _fill(arguments: argparse.Namespace) -> int:
    with _opened(arguments) as workspace:
        first = find_entry(workspace, arguments.entry)
        content = own_content(workspace, first)
        arguments.checklist, arguments.field = content.checklist, content.field
        definition = find_definition(workspace, content.checklist)
        lines = table_lines(workspace, arguments)
        ids = list(lines)
        last = find_entry(workspace, arguments.to).id if arguments.to is not None else "".join(ids[-1:])
        if first.id not in ids or last not in ids or ids.index(last) < ids.index(first.id):
            raise UsageError("fill-upwards", "要填到的那一条不在同一张表里，或者排在前面，没有改动。")
        span = ids[ids.index(first.id) : ids.index(last) + 1]
        changes = bulk.filled_down(span, _elements(definition, arguments.elements), content.values)
        return _carry_out(workspace, arguments, definition, changes, "向下填", begins=begun_items(lines))


def _replace(arguments: argparse.Namespace) -> int:
    with _opened(arguments) as workspace:
        definition = find_definition(workspace, arguments.checklist)
        found = find_text(
            workspace,
            definition.code,
            arguments.field,
            arguments.wanted,
            arguments.replacement,
            elements=arguments.elements and _elements(definition, arguments.elements),
            ids=arguments.only and [find_entry(workspace, name).id for name in arguments.only],
            match_case=arguments.match_case,
            whole=arguments.whole,
        )
        return _carry_out(workspace, arguments, definition, replaced_values(found), "替换文字")


def _paste(arguments: argparse.Namespace) -> int:
    cells = pasted_cells(text_of(arguments.file, "没有贴"))
    with _opened(arguments) as workspace:
        definition = find_definition(workspace, arguments.checklist)
        lines = table_lines(workspace, arguments)
        keys, ids = [element.key for element in definition.elements], list(lines)
        start = 0 if arguments.at is None else _place_of(ids, find_entry(workspace, arguments.at).id)
        column = 0 if arguments.column is None else keys.index(_elements(definition, [arguments.column])[0])
        standing = {id: line.values for id, line in lines.items()}
        pasted = plan_paste(definition, keys, ids, (start, column), cells, standing, workspace.library)
        return _carry_out(workspace, arguments, definition, pasted.changes, "粘贴", pasted, begun_items(lines))


def _duplicate(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        id = bulk.duplicate(workspace, find_entry(workspace, arguments.entry).id)
    print(f"已复制，新的一条编号 {id}")
    return 0


def _reorder(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        rows = [find_entry(workspace, name) for name in arguments.entries]
        tables = {(row.content["checklist"], row.content["field"], row.content["organisation"]) for row in rows}
        if len({row.id for row in rows}) < max(2, len(rows)) or len(tables) > 1:
            raise UsageError("order-unclear", "请写出同一张表里至少两条，每条写一次，没有改动。")
        moved = reorder(workspace, rows)
    print(f"调整了 {moved} 项的顺序。" if moved else "和原来一样，没有改动。")
    return 0


def _carry_out(
    workspace: Workspace,
    arguments: argparse.Namespace,
    definition: Definition,
    changes: bulk.Changes,
    act: str,
    pasted: Pasted | None = None,
    begins: Mapping[str, Beginning] = MappingProxyType({}),
) -> int:
    """Show what changes and, unless it is only to be looked at, make it; 1 where something was refused or left over."""
    plan = bulk.plan_changes(workspace, changes, begins)
    refused = [*(pasted.refused if pasted else ()), *plan.refused]
    if not arguments.dry_run:
        changed = {key for values in plan.changes.values() for key in values}
        labels = "、".join(element.label for element in definition.elements if element.key in changed)
        bulk.apply_plan(workspace, plan, f"{act} {plan.entries} 条：{labels}")
    rows = workspace.store.entries.many({*plan.changes, *(each.entry for each in refused)})
    names = {id: beginning.item for id, beginning in begins.items()} | {id: _name(row) for id, row in rows.items()}
    if arguments.json:
        print_json(_as_json(plan, refused, names, pasted, applied=not arguments.dry_run))
    else:
        _say(definition, plan, refused, names, pasted, dry_run=arguments.dry_run)
    return 1 if refused or (pasted and _left_over(pasted)) else 0


def _say(
    definition: Definition,
    plan: bulk.Plan,
    refused: Sequence[bulk.Refused],
    names: Mapping[str, str],
    pasted: Pasted | None,
    *,
    dry_run: bool,
) -> None:
    for id, values in plan.changes.items():
        for key, value in values.items():
            shown = f"{difference_text(key, plan.before[id][key])} → {difference_text(key, value)}"
            print(f"{names[id]}\t{difference_label(definition, key)}：{shown}")
    done = "会改 {} 条 {} 处，还没有改（只是看看）。" if dry_run else "改了 {} 条 {} 处，一步就能撤销。"
    print(done.format(plan.entries, plan.cells) if plan.cells else "没有要改的。")
    if plan.begins:
        print(f"其中 {len(plan.begins)} 条{'会' if dry_run else '已经'}同时采用。")
    for each in refused:
        where = f"{names.get(each.entry, each.entry)} {difference_label(definition, each.element)}"
        print(f"没有改：{where}：{each.reason}", file=sys.stderr)
    for line in _left_over(pasted) if pasted else ():
        print(line, file=sys.stderr)


def _left_over(pasted: Pasted) -> list[str]:
    lines = []
    if pasted.beyond_rows:
        lines.append(f"多出 {pasted.beyond_rows} 行，表里没有这么多条，这几行没有贴。")
    if pasted.beyond_columns:
        lines.append(f"多出 {pasted.beyond_columns} 列，表里没有这么多栏，这几列没有贴。")
    if pasted.unmatched:
        lines.append(f"表里没有这几栏，没有贴：{'、'.join(pasted.unmatched)}。")
    if pasted.unknown:
        lines.append(f"这张表里没有这几项，没有贴：{'、'.join(pasted.unknown)}。")
    return lines


def _as_json(
    plan: bulk.Plan,
    refused: Sequence[bulk.Refused],
    names: Mapping[str, str],
    pasted: Pasted | None,
    *,
    applied: bool,
) -> dict[str, Any]:
    changes = [
        {"entry": id, "item": names[id], "element": key, "before": plan.before[id][key], "after": value}
        for id, values in plan.changes.items()
        for key, value in values.items()
    ]
    not_done = [
        {"entry": each.entry, "item": names.get(each.entry), "element": each.element, "reason": each.reason}
        for each in refused
    ]
    facts = {"applied": applied, "entries": plan.entries, "cells": plan.cells, "changes": changes, "refused": not_done}
    facts |= {"adopted": sorted(beginning.item for beginning in plan.begins.values())}
    if pasted is None:
        return facts
    left: dict[str, Any] = {"beyond_rows": pasted.beyond_rows, "beyond_columns": pasted.beyond_columns}
    left |= {"matched_by_header": pasted.matched_by_header, "unmatched": list(pasted.unmatched)}
    return facts | left | {"matched_by_name": pasted.matched_by_name, "unknown": list(pasted.unknown)}


def _opened(arguments: argparse.Namespace) -> AbstractContextManager[Workspace]:
    return (reading if arguments.dry_run else writing)(arguments)


def _elements(definition: Definition, keys: Sequence[str]) -> list[str]:
    known = [element.key for element in definition.elements]
    for key in keys:
        if key not in known:
            raise UserFacingError(
                "element-unknown", f"“{definition.name}”没有“{key}”这一栏，没有改动。可以写：{'、'.join(known)}。"
            )
    return list(keys)


def _place_of(ids: Sequence[str], id: str) -> int:
    if id not in ids:
        raise UsageError("entry-elsewhere", "开始的那一条不在这张表里，没有贴。请核对领域和条目。")
    return ids.index(id)


def _name(row: EntryRow) -> str:
    return row.content["item"] or row.id[:8]
