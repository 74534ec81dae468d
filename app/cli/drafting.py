"""fields, adopt, entries, add, set, reasons, remove, confirm, finalise, history, undo, search."""

import argparse
from collections.abc import Callable
from typing import Any

from app.cli.common import add_json, add_workspace, assignments, desk_time, print_json, reading, writing
from app.drafting import editing
from app.drafting.adopting import add_local, adopt
from app.drafting.entry import RELATION_LABELS, STATE_LABELS, VERDICT_LABELS
from app.drafting.history import difference_label, difference_text, history, redo, undo
from app.drafting.lookup import entry_content, find_definition, find_entry, find_field
from app.drafting.progress import entry_views, field_progress
from app.drafting.reasons import ready_reason, ready_reasons
from app.drafting.search import search
from app.errors import UsageError, UserFacingError
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.standards.values import parse_assignment
from app.workspace import Workspace
from db.repositories.entries import EntryRow

_WRITTEN_AS_JSON = ("list", "choices", "citations", "attachment")
_EVIDENCE = {"seen": "已核对", "partly": "部分核对", "recalled": "待核对", "confirmed": "本单位核对过", None: ""}


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    fields = add_command(commands, "fields", "各领域填到哪里了", _fields)
    add_json(fields)

    take = add_command(commands, "adopt", "采用标准事项", _adopt)
    add_place(take)
    take.add_argument("--item", metavar="编号", help="只采用这一项，例如 05-003")
    take.add_argument("--all-levels", action="store_true", help="不是本级的事项也采用")
    take.add_argument(
        "--publisher",
        choices=["own", "as-written", "not-applicable"],
        help="公开主体里没有本级时：own 本单位公开，as-written 照原文，not-applicable 不涉及；每个领域答一次，可以改",
    )

    listing = add_command(commands, "entries", "列出条目", _entries)
    add_place(listing)
    listing.add_argument("--edition", metavar="年份", help="哪一年的目录，不写就是正在编的这一年")
    add_json(listing)

    local = add_command(commands, "add", "新增标准里没有的事项", _add)
    add_place(local)
    local.add_argument("values", metavar="要素=内容", nargs="+", help="例如 level1=综合业务 level2=乡贤榜")
    local.set_defaults(rest="values")

    change = add_command(commands, "set", "修改一条", _set)
    add_entry(change)
    change.add_argument("values", metavar="要素=内容", nargs="*", help="文字 key=内容，其他 key:=JSON，清空 key=")
    change.set_defaults(rest="values")
    concern = change.add_mutually_exclusive_group()
    concern.add_argument("--not-applicable", metavar="理由", help="标为不涉及；空的理由不行")
    concern.add_argument("--ready-reason", metavar="编号", help="标为不涉及，理由用 reasons 列出来的这一句")
    concern.add_argument("--applicable", action="store_true", help="取消不涉及")
    change.add_argument(
        "--state", choices=["draft", "ready"], help="draft 填报中，ready 已完成；整个领域定稿用 finalise"
    )

    ready = add_command(commands, "reasons", "不涉及的常用理由", _reasons)
    add_json(ready)

    remove = add_command(commands, "remove", "删除一条（可以撤销）", _remove)
    add_entry(remove)

    confirm = add_command(commands, "confirm", "记下已经对照部委原文核对", _confirm)
    add_place(confirm)
    confirm.add_argument("entries", metavar="条目", nargs="*", help="不写就是这个领域全部")
    confirm.set_defaults(rest="entries")

    finalise = add_command(commands, "finalise", "整个领域定稿", _finalise)
    add_place(finalise)

    past = add_command(commands, "history", "一条的来龙去脉", _history)
    add_entry(past)
    add_json(past)

    add_command(commands, "undo", "撤销最近一步", _undo)
    add_command(commands, "redo", "重做刚才撤销的一步", _redo)

    find = add_command(commands, "search", "按汉字、拼音或首字母查找", _search)
    find.add_argument("text", metavar="词", help="例如 低保、dibao、db")
    add_json(find)


def add_command(
    commands: argparse._SubParsersAction, name: str, words: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add a command that works in a workspace; `words` say what it does."""
    parser = commands.add_parser(name, help=words)
    add_workspace(parser)
    parser.set_defaults(run=run)
    return parser


def add_entry(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names one entry."""
    parser.add_argument("entry", metavar="条目", help="事项编号（05-003）或条目编号的前 8 位")


def add_place(parser: argparse.ArgumentParser) -> None:
    """Add --field and --checklist."""
    parser.add_argument("--field", metavar="领域", help="领域编号，两位数，例如 05；fields 命令列出全部")
    parser.add_argument("--checklist", metavar="清单", default=STANDARD_CATALOGUE, help="不写就是标准目录")


def _fields(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        tables = field_progress(workspace)
    if arguments.json:
        print_json([table.as_json() for table in tables])
        return 0
    for table in tables:
        done = f"填了 {table.drafted}，完成 {table.ready}，不涉及 {table.not_applicable}"
        print(f"{table.organisation.name}\t{table.code} {table.name}\t本级 {table.items} 项\t{done}")
    return 0


def _adopt(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        result = adopt(
            workspace,
            checklist=arguments.checklist,
            field=arguments.field,
            item=arguments.item,
            all_levels=arguments.all_levels,
            answer=arguments.publisher,
        )
    print(f"采用了 {len(result.adopted)} 项，原来就有的 {result.already} 项没有动。")
    if result.answered:
        print(f"按这个回答改了 {len(result.answered)} 项：{'、'.join(result.answered)}。")
    if result.publisher_elsewhere and arguments.publisher is None:
        codes = result.publisher_elsewhere
        named = "、".join(codes[:5]) + (" 等" if len(codes) > 5 else "")
        print(f"其中 {len(codes)} 项的公开主体里没有本级（{named}），现在照原文写着。请看一看，再答一次：")
        print("  --publisher own 本单位公开，as-written 照原文，not-applicable 不涉及")
    return 0


def _entries(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        checklist = find_definition(workspace, arguments.checklist).code
        if checklist == STANDARD_CATALOGUE and not arguments.field:
            checklist = None
        fields = [find_field(workspace, arguments.field).code] if arguments.field else None
        edition = arguments.edition or workspace.edition
        rows = workspace.store.entries.listed(edition=edition, checklist=checklist, fields=fields)
        views = entry_views(workspace, rows)
    if arguments.json:
        print_json(views)
        return 0
    for view in views:
        evidence = view["official"] or _EVIDENCE[view["evidence"]]
        judged = VERDICT_LABELS.get(view["verdict"] or "", "")
        marks = (RELATION_LABELS[view["relation"]], STATE_LABELS[view["state"]], evidence, judged)
        print(f"{view['organisation']}\t{view['item'] or '—'}\t{view['id'][:8]}\t{view['title']}\t{' '.join(marks)}")
    if not views:
        print("还没有条目。用 adopt 采用一个领域，例如：adopt 工作文件.qd --field 05")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        definition = find_definition(workspace, arguments.checklist)
        values = read_assignments(definition, arguments.values)
        id = add_local(workspace, values, checklist=arguments.checklist, field=arguments.field)
    print(f"已新增，条目编号 {id}")
    return 0


def _set(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        row = find_entry(workspace, arguments.entry)
        definition = find_definition(workspace, entry_content(row).checklist)
        declined = _reason(workspace, arguments)
        asked = arguments.applicable or declined is not None
        if not (arguments.values or arguments.state or asked):
            raise UsageError("nothing-asked", "没有说要改什么。例如：set 工作文件.qd 05-003 publisher=兴隆镇人民政府")
        revision = editing.set_entry(
            workspace,
            row,
            read_assignments(definition, arguments.values),
            state=arguments.state,
            not_applicable=declined if asked else editing.KEEP,
        )
    print("已保存。" if revision else "和原来一样，没有改动。")
    return 0


def _reason(workspace: Workspace, arguments: argparse.Namespace) -> str | None:
    if arguments.ready_reason is not None:
        return ready_reason(workspace, arguments.ready_reason)
    return arguments.not_applicable


def _reasons(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        reasons = ready_reasons(workspace)
    if arguments.json:
        print_json([{"code": reason.code, "text": reason.text} for reason in reasons])
        return 0
    for reason in reasons:
        print(f"{reason.code}\t{reason.text}")
    return 0


def read_assignments(definition: Definition, texts: list[str]) -> dict[str, object]:
    """Return the values of `key=text` and `key:=JSON`. Raises `UserFacingError` for unknown elements, wrong values."""
    known = {element.key: element for element in definition.elements}
    values: dict[str, object] = {}
    for key, sign, value in assignments(texts):
        if key not in known:
            raise UserFacingError(
                "element-unknown", f"“{definition.name}”没有“{key}”这一栏，没有改动。可以写：{'、'.join(known)}。"
            )
        # Without it these would be refused with an example that shows the value alone and not how to write it.
        only_json = value != "" and known[key].kind in _WRITTEN_AS_JSON
        values[key] = parse_assignment(known[key], value, as_json=sign == ":=" or only_json)
    return values


def _remove(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        editing.remove_entry(workspace, find_entry(workspace, arguments.entry))
    print("已删除。删错了用 undo 撤销。")
    return 0


def _confirm(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        if arguments.entries:
            rows = [find_entry(workspace, name) for name in arguments.entries]
        else:
            rows = rows_of_place(workspace, arguments)
        count = editing.confirm(workspace, rows)
    print(f"记下核对了 {count} 项。")
    return 0


def _finalise(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        count = editing.finalise_field(workspace, arguments.field, checklist=arguments.checklist)
    print(f"已定稿 {count} 项。再改动其中一条，它会回到填报中。")
    return 0


def rows_of_place(workspace: Workspace, arguments: argparse.Namespace) -> list[EntryRow]:
    """Return our entries of the table that --field and --checklist name."""
    if arguments.checklist == STANDARD_CATALOGUE and not arguments.field:
        raise UsageError("field-missing", "请写明哪个领域，或者写出条目。")
    return list(
        workspace.store.entries.listed(
            organisation=workspace.organisation.id,
            edition=workspace.edition,
            checklist=arguments.checklist,
            fields=[arguments.field] if arguments.field else None,
        )
    )


def _history(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        row = find_entry(workspace, arguments.entry)
        definition = find_definition(workspace, entry_content(row).checklist)
        versions = history(workspace, "entry", row.id)
    if arguments.json:
        print_json(
            [
                {
                    "revision": version.revision,
                    "at": version.at,
                    "person": version.person,
                    "label": version.label,
                    "differences": {k: {"before": b, "after": a} for k, (b, a) in version.differences.items()},
                    "redaction": version.redaction or None,
                }
                for version in versions
            ]
        )
        return 0
    for index, version in enumerate(versions):
        print(f"{desk_time(version.at)}  {version.person or '（没有留名）'}  {version.label}")
        for key, (before, after) in version.differences.items() if index else ():
            label = difference_label(definition, key)
            print(f"    {label}：{difference_text(key, before)} → {difference_text(key, after)}")
        if version.redaction:
            print(f"    {version.redaction}")
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        label = undo(workspace)
    print(f"已撤销：{label}" if label else "没有可以撤销的了。")
    return 0


def _redo(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        label = redo(workspace)
    print(f"已重做：{label}" if label else "没有可以重做的。")
    return 0


def _search(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found = [_with_unit_name(workspace, row) for row in search(workspace, arguments.text)]
    if arguments.json:
        print_json(found)
        return 0
    labels = {"entry": "条目", "item": "标准", "notice": "公示", "board": "公示栏", "law": "法规"}
    for row in found:
        print(f"{labels[row['kind']]}\t{row['organisation'] or ''}\t{row['item'] or ''}\t{row['title']}")
    if not found:
        print(f"没有找到“{arguments.text}”。换一个词，或者只写其中两个字试试。")
    return 0


def _with_unit_name(workspace: Workspace, row: dict[str, Any]) -> dict[str, Any]:
    id = row["organisation"]
    return row | {"organisation": id and workspace.organisation_by_id(id).name, "organisation_id": id}
