"""plan: interpretation plans (政策解读方案), until when each is due, and the paper that goes with the document."""

import argparse
from pathlib import Path
from typing import Any

from app.attachments import attach
from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date
from app.cli.answers import add_register, given_values, list_ready_made, print_answers, print_to_look_at
from app.cli.common import add_json, add_output, date_of, print_json, reading, require_ending, writing
from app.cli.drafting import read_assignments
from app.drafting.lookup import find_entry
from app.errors import UsageError
from app.products.outgoing import save_outgoing
from app.products.plan_sheet import plan_sheet
from app.products.register_papers import draw_paper
from app.registers.days import day_text
from app.registers.doubled_lines import join_doubled
from app.registers.plan_publishing import plan_to_ledger
from app.registers.plan_standings import STANDING_WORDS, PlanLine, overlap_finding, plan_line, plan_lines
from app.registers.plans import (
    NOT_HERE,
    add_plan,
    change_plan,
    find_plan,
    plan_definition,
    plan_templates,
    strike_plan,
    takes_plans,
)
from app.standards.models import Item
from app.standards.plan_rules import plan_rules
from app.workspace import Workspace

_VALUES = "要素=内容，例如 doc_title=某办法 published_on=2026-11-20；清单要写 outline:='[\"补给谁\"]'"


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    words = "政策解读方案：写方案、期限、三同步、检查、打印；只写 WS 就列出来"
    actions = add_register(commands, "plan", words, run=_list, open=False)
    _add_writing(actions)
    _add_looking(actions)


def _add_writing(actions: argparse._SubParsersAction) -> None:
    add = actions.add_parser("add", help="写一份方案")
    add.add_argument("values", metavar="要素", nargs="*", help=_VALUES)
    add.add_argument("--template", metavar="模板", default="", help="照哪一种文件的模板：IP-001，或者 行政规范性文件")
    _add_files(add)
    add_json(add)
    add.set_defaults(run=_add, rest="values")

    change = actions.add_parser("set", help="改方案；内容空着就是清空")
    _add_plan(change)
    change.add_argument("values", metavar="要素", nargs="*", help=_VALUES)
    _add_files(change)
    change.set_defaults(run=_set, rest="values")

    done = actions.add_parser("done", help="记解读是哪天发布的；没有记台账的用")
    _add_plan(done)
    done.add_argument("--on", metavar="日期", type=date_of, help="哪天；不写就是今天")
    done.set_defaults(run=_done)

    line = actions.add_parser("ledger", help="把解读记进公开台账，审查、公开都在台账里办")
    _add_plan(line)
    line.add_argument("entry", metavar="条目", help="记在目录的哪一条：事项编号，或者编号的前 8 位")
    line.add_argument("--formed", metavar="日期", type=date_of, help="解读哪天写好的；不写就是文件公开那天")
    line.set_defaults(run=_ledger)

    tidy = actions.add_parser("tidy", help="两个人各记进台账一次的解读，合成一行")
    tidy.set_defaults(run=_tidy)
    strike = actions.add_parser("strike", help="划去记错的一份")
    _add_plan(strike)
    strike.set_defaults(run=_strike)


def _add_looking(actions: argparse._SubParsersAction) -> None:
    for name, words, is_open in (("list", "列出全部方案", False), ("due", "还没有解读的，写明期限怎么算的", True)):
        parser = actions.add_parser(name, help=words)
        add_json(parser)
        parser.set_defaults(run=_list, open=is_open)
    show = actions.add_parser("show", help="一份方案的全部，连同检查")
    _add_plan(show)
    add_json(show)
    show.set_defaults(run=_show)
    templates = actions.add_parser("templates", help="各类文件的方案模板")
    add_json(templates)
    templates.set_defaults(run=_templates)
    paper = actions.add_parser("print", help="打印一份方案，留好签字的地方，和文件一起报批")
    _add_plan(paper)
    paper.add_argument("--as", dest="person", metavar="姓名", default=argparse.SUPPRESS, help="谁在操作")
    add_output(paper, "写成 PDF")
    paper.set_defaults(run=_print)


def _add_plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("plan", metavar="方案", help="文件名称、文号，或者编号的前 8 位")


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--document", metavar="台账一行", help="文件本身在公开台账里的编号，文件名称和公开日期照它")
    parser.add_argument("--original", metavar="文件", type=Path, help="文件原文")
    parser.add_argument("--materials", metavar="文件", type=Path, nargs="+", help="解读的文稿、图、视频")


def _values(workspace: Workspace, arguments: argparse.Namespace) -> dict[str, Any]:
    values = read_assignments(plan_definition(workspace), arguments.values)
    if arguments.original is not None:
        values["original"] = [attach(workspace, arguments.original).sha256]
    if arguments.materials is not None:
        values["materials"] = [attach(workspace, path).sha256 for path in arguments.materials]
    return values


def _add(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        given = _values(workspace, arguments)
        id = add_plan(workspace, given, template=arguments.template, document=arguments.document or "")
        line = plan_line(workspace, office_calendar(workspace), find_plan(workspace, id))
    if arguments.json:
        print_json({"id": id, "due": day_text(line.due and line.due.due)})
        return 0
    print(f"已记，编号 {id[:8]}：{_until(line)}。")
    _print_findings(line)
    return 0


def _set(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        values = _values(workspace, arguments)
        if not values and arguments.document is None:
            raise UsageError(
                "nothing-asked", "没有说要改什么。例如：plan 工作文件.qd set 某办法 contact_phone=0830-1234567"
            )
        kept = change_plan(workspace, arguments.plan, values, document=arguments.document)
        line = plan_line(workspace, office_calendar(workspace), kept)
    print(f"已改。{_until(line)}。")
    _print_findings(line)
    return 0


def _done(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        on = arguments.on or workspace.today()
        kept = change_plan(workspace, arguments.plan, {"done_on": on.isoformat()})
        line = plan_line(workspace, office_calendar(workspace), kept)
    print(f"已记：{_until(line)}。")
    _print_findings(line)
    return 0


def _ledger(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        entry = find_entry(workspace, arguments.entry).id
        line = plan_to_ledger(workspace, arguments.plan, entry, arguments.formed)
    print(f"已记进公开台账，编号 {line[:8]}。审查签发以后，用 publish 记公开。")
    return 0


def _tidy(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        count = join_doubled(workspace)
    print(f"合成一行的解读 {count} 件，撤销就回到原来。" if count else "台账里没有记了两次的解读，没有改动。")
    return 0


def _strike(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        strike_plan(workspace, arguments.plan)
    print("已划去。")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found, is_here = plan_lines(workspace, office_calendar(workspace)), takes_plans(workspace)
    found = [line for line in found if line.is_open or not arguments.open]
    if arguments.json:
        print_json([_line_json(line) for line in found])
        return 0
    for line in found:
        print(f"{line.kept.id[:8]}\t{STANDING_WORDS[line.standing]}\t{_until(line)}\t{line.title[:40]}")
        for words in line.due.explanation if arguments.open and line.due else ():
            print(f"  {words}")
    if not found and not is_here:
        print(f"{NOT_HERE}。公开的事情记在公开台账里，用 ledger WS 看。")
    elif not found:
        print("没有等着解读的文件。" if arguments.open else "还没有写过解读方案。出一个文件，用 plan WS add 配一份。")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        line = plan_line(workspace, office_calendar(workspace), find_plan(workspace, arguments.plan))
        copied = overlap_finding(workspace, line)
        definition, rules = plan_definition(workspace), plan_rules(workspace.library)
    findings = sorted((*line.findings, *filter(None, [copied])), key=lambda each: each.code)
    if arguments.json:
        checks = {each.code: rules.check(each.code) for each in findings}
        shown = [
            {"code": each.code, "severity": each.severity, "words": each.words, "evidence": checks[each.code].evidence}
            for each in findings
        ]
        steps = [{"label": step.label, "on": day_text(step.on), "trouble": step.trouble or None} for step in line.steps]
        print_json(_line_json(line) | {"values": given_values(line.answers), "steps": steps, "findings": shown})
        return 0
    print_answers(definition, line.answers, {step.element for step in rules.steps})
    for step in line.steps:
        print(f"{step.label}：{full_date(step.on) if step.on else '没有写日期'}")
    reached = line.due.explanation if line.due else ()
    print("\n".join((f"状态：{STANDING_WORDS[line.standing]}，{_until(line)}", *reached)))
    for each in findings:
        print(f"请看：{each.code} {each.words}")
    print_to_look_at(line.missing, line.remarks)
    return 0


def _templates(arguments: argparse.Namespace) -> int:
    return list_ready_made(arguments, plan_templates, _template_line)


def _template_line(item: Item) -> str:
    return f"{item.code}\t{item.values['doc_kind']}\t{'；'.join(item.values['outline'])}"


def _print(arguments: argparse.Namespace) -> int:
    require_ending(arguments.output, ".pdf")
    with writing(arguments) as workspace:
        outgoing = draw_paper(plan_sheet(workspace, arguments.plan))
        save_outgoing(workspace, outgoing, arguments.output, force=arguments.force)
    print(f"已写好：{arguments.output}，{outgoing.pages} 页")
    for words in outgoing.stand_ins:
        print(f"注意：{words}")
    return 0


def _until(line: PlanLine) -> str:
    if line.done is not None:
        return f"{full_date(line.done)}已解读"
    if line.due is None:
        return "还没有写文件公开日期，期限没有开始"
    return f"{full_date(line.due.due)}以前解读{'（推算）' if line.due.inferred else ''}"


def _print_findings(line: PlanLine) -> None:
    print_to_look_at((), (*(each.words for each in line.findings), *line.remarks))


def _line_json(line: PlanLine) -> dict[str, Any]:
    return {
        "id": line.kept.id,
        "title": line.title,
        "number": line.says("doc_number"),
        "template": line.kept.plan.template or None,
        "published": day_text(line.published),
        "due": day_text(line.due and line.due.due),
        "inferred": bool(line.due and line.due.inferred),
        "explanation": list(line.due.explanation) if line.due else [],
        "done": day_text(line.done),
        "standing": line.standing,
        "document": line.kept.plan.document or None,
        "line": line.kept.plan.line or None,
        "missing": list(line.missing),
        "remarks": list(line.remarks),
        "checks": [each.code for each in line.findings],
    }
