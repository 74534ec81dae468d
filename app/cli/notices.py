"""print notice, notice new, notice list, notice templates."""

import argparse
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from app.cli.common import add_json, add_output, add_workspace, print_json, reading, texts, writing
from app.notices.blanks import blanks_of
from app.notices.keeping import (
    KeptNotice,
    explain_sums,
    filled_of,
    find_notice,
    find_template,
    kept_facts,
    make_notice,
)
from app.notices.row_groups import rows_by_words
from app.products.notice import PAPERS, posted_again, print_kept_notice
from app.products.outgoing import save_outgoing
from app.standards.models import NoticeTemplate
from app.tables.rows import SEQUENCE_KEY
from app.workspace import Workspace
from db.repositories.records import RecordRow


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print notice`."""
    notice = papers.add_parser("notice", help="公示")
    add_workspace(notice)
    notice.add_argument("notice", metavar="公示", help="公示编号，写前 8 位就行")
    notice.add_argument("--paper", choices=PAPERS, help="纸张，竖向；不写是 A4")
    notice.add_argument("--reason", metavar="原因", help="金额对不上时写明原因，印在公示上")
    notice.add_argument("--posted", action="store_true", help="再印贴出去的那一份，一个字节也不变")
    add_output(notice, "文件名（.pdf）")
    notice.set_defaults(run=_print_notice)


def register_notice(notices: argparse._SubParsersAction) -> None:
    """Add `notice new`, `notice list` and `notice templates`."""
    new = notices.add_parser("new", help="套用模板新建一份，自动遮挡个人信息")
    add_workspace(new)
    new.add_argument("--template", metavar="模板", required=True, help="模板编号，例如 NT-01")
    new.add_argument("--rows", metavar="名单", type=Path, help="名单表格（.xlsx、.xls、.docx、.html 或 .csv）")
    new.add_argument("blanks", metavar="空=内容", nargs="*", help="例如 village=青石村 phone=0830-1234567")
    add_json(new)
    new.set_defaults(run=_notice_new, rest="blanks")

    listed = notices.add_parser("list", help="列出做好的公示、编号和打印时间")
    add_workspace(listed)
    add_json(listed)
    listed.set_defaults(run=_notice_list)

    templates = notices.add_parser("templates", help="列出模板；写编号就列出它的空和名单的栏")
    add_workspace(templates)
    templates.add_argument("template", metavar="模板", nargs="?", help="模板编号，例如 NT-34")
    add_json(templates)
    templates.set_defaults(run=_notice_templates)


def _notice_new(arguments: argparse.Namespace) -> int:
    blanks = texts(arguments.blanks)
    with writing(arguments) as workspace:
        kept = make_notice(workspace, arguments.template, blanks, arguments.rows)
        labels = {blank.key: blank.label for blank in workspace.library.notice_rules.placeholders}
    facts = _notice_facts(kept)
    if arguments.json:
        print_json({"id": kept.id} | facts)
        return 0
    print(f"已新建“{facts['title']}”，编号 {kept.id}")
    if facts["missing"]:
        print(f"还空着：{'、'.join(f'{key}（{labels.get(key, key)}）' for key in facts['missing'])}")
    if facts["masked"]:
        print(f"遮挡了 {len(facts['masked'])} 处个人信息。")
    for note in facts["reading_notes"]:
        print(note)
    if facts["other_sheets"]:
        print(f"只读了第一张有名单的工作表，没有读的还有：{'、'.join(facts['other_sheets'])}。请把名单并到一张表里。")
    if facts["dropped_columns"]:
        print(f"名单里这几栏模板不用，没有放进去：{'、'.join(facts['dropped_columns'])}")
    for rows, reason in rows_by_words((row["row"], row["reason"]) for row in facts["refused_rows"]):
        print(f"原表{rows}没有放进名单：{reason}")
    for blank in facts["refused_blanks"]:
        print(f"{blank['key']}（{blank['label']}）没有放进去：{blank['reason']}")
    for sentence in facts["unbalanced"]:
        print(sentence)
    if kept.notice.waits:
        print("金额改对以前不能打印；确有原因的，打印时写明，原因会印在公示上。")
    for warning in facts["warnings"]:
        print(f"请看：{warning}")
    return 0


def _notice_list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        kept = [(facts, filled_of(find_notice(workspace, facts.id))) for facts in kept_facts(workspace)]
    if arguments.json:
        print_json([to_builtins(facts) | {"unbalanced": list(filled.unbalanced)} for facts, filled in kept])
        return 0
    for facts, filled in kept:
        waits = "金额对不上，还不能打印" if filled.waits else "还没打印"
        state = f"打印过（{facts.printed_at}）" if facts.printed_at else waits
        print(f"{facts.id[:8]}  {facts.title}  {facts.template}  {state}")
    return 0


def _notice_templates(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        if arguments.template is None:
            found: Any = [
                {"code": each.code, "name": each.name} for each in workspace.library.notice_templates.values()
            ]
        else:
            found = _template_facts(workspace, find_template(workspace, arguments.template))
    if arguments.json:
        print_json(found)
    elif arguments.template is None:
        for each in found:
            print(f"{each['code']}  {each['name']}")
    else:
        _tell_template(found)
    return 0


def _template_facts(workspace: Workspace, template: NoticeTemplate) -> dict[str, Any]:
    """What a template asks and which columns its list has, 序号 left out."""
    columns = template.table.columns if template.table else ()
    return {
        "code": template.code,
        "name": template.name,
        "blanks": [to_builtins(blank) for blank in blanks_of(workspace, template)],
        "columns": [
            {"key": column.key, "label": column.label, "optional": column.optional}
            for column in columns
            if column.key != SEQUENCE_KEY
        ],
    }


def _tell_template(facts: dict[str, Any]) -> None:
    print(f"{facts['code']}  {facts['name']}")
    for blank in facts["blanks"]:
        told = f"，不写就是 {blank['answer']}" if blank["answer"] else "，不写由程序算" if blank["told"] else ""
        print(f"  {blank['key']}={blank['label']}{told}")
    if facts["columns"]:
        names = "、".join(f"{each['label']}{'（可以没有）' if each['optional'] else ''}" for each in facts["columns"])
        print(f"名单的栏：{names}")


def _notice_facts(kept: KeptNotice) -> dict[str, Any]:
    notice = kept.notice
    left_out = [{"row": row.number, "reason": row.reason} for row in kept.list_rows.left_out]
    return {
        "title": notice.title,
        "missing": list(notice.missing),
        "masked": [to_builtins(value) for value in notice.masked],
        "refused_rows": left_out + [to_builtins(row) for row in notice.refused_rows],
        "refused_blanks": [to_builtins(blank) for blank in notice.refused_blanks],
        "dropped_columns": list(kept.list_rows.dropped_columns),
        "other_sheets": list(kept.list_rows.other_sheets),
        "reading_notes": list(kept.list_rows.notes),
        "warnings": list(notice.warnings),
        "period": to_builtins(notice.period),
        "notes": list(notice.notes),
        "unbalanced": list(notice.unbalanced),
        "reason": notice.reason,
    }


def _print_notice(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        row = find_notice(workspace, arguments.notice)
        if arguments.posted:
            return _print_posted(workspace, row, arguments)
        if arguments.reason is not None:
            row = explain_sums(workspace, row, arguments.reason)
        paper = arguments.paper or PAPERS[0]
        printed = print_kept_notice(workspace, row, arguments.output, paper=paper, force=arguments.force)
    print(f"已印好：{arguments.output}，{printed.pages} 页。")
    for warning in (*printed.warnings, *printed.stand_ins):
        print(f"请看：{warning}")
    return 0


def _print_posted(workspace: Workspace, row: RecordRow, arguments: argparse.Namespace) -> int:
    outgoing = posted_again(workspace, row, arguments.paper)
    save_outgoing(workspace, outgoing, arguments.output, force=arguments.force)
    print(f"已印好：{arguments.output}，{outgoing.pages} 页，和贴出去的那一份一样。")
    return 0
