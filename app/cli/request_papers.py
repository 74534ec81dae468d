"""request grounds, matters, letter, annual, fee: what the rules and the cases say together."""

import argparse
from typing import Any

from app.calendar.wording import full_date
from app.cli.common import add_json, add_output, print_json, reading, text_of, writing
from app.errors import UsageError
from app.products.request_letters import prepare_letter, save_letter
from app.registers.request_fees import fee_for_cases, fee_for_pages
from app.registers.request_letters import LetterFacts, letter_facts, letter_kinds, with_wording
from app.registers.request_matters import repeated_matters
from app.registers.request_outcomes import annual_requests
from app.registers.requests import find_request, requests
from app.standards.request_rules import request_choices, request_rules
from app.workspace import Workspace


def register_papers(actions: argparse._SubParsersAction) -> None:
    """Add these to what `request` does."""
    for name, words, run in (
        ("grounds", "答复情形、依据和年报里的行", _grounds),
        ("matters", "几件申请要同一件事的，建议主动公开", _matters),
    ):
        parser = actions.add_parser(name, help=words)
        add_json(parser)
        parser.set_defaults(run=run)
    letter = actions.add_parser("letter", help="一份文书：不写 -o 只看文字")
    letter.add_argument("case", metavar="申请", help="登记编号，或者编号的前 8 位")
    letter.add_argument("kind", metavar="文书", help="文书的编号，例如 completion；答复写 reply；写错了会列出全部")
    letter.add_argument("--ground", metavar="情形", help="答复的情形；不写就是记下的那一种")
    letter.add_argument("--text", metavar="文件", help="改好的正文（.txt，一段一行，救济途径也在里面）")
    letter.add_argument("--to", metavar="收件人", help="写给谁，例如第三方的名称；不写就是申请人")
    letter.add_argument("--number", metavar="文号", help="文书编号；不写就照单位的编号规则")
    letter.add_argument("--as", dest="person", metavar="姓名", default=argparse.SUPPRESS, help="谁在操作")
    add_output(letter, "写成文件（.pdf 或者 .docx）", required=False)
    add_json(letter)
    letter.set_defaults(run=_letter)

    year = actions.add_parser("annual", help="年度报告第三、四部分的数和背后的申请")
    year.add_argument("year", metavar="年份", type=int)
    add_json(year)
    year.set_defaults(run=_annual)

    fee = actions.add_parser("fee", help="信息处理费算多少")
    fee.add_argument("--cases", metavar="件数", type=int, help="按件：这个人这个月已经申请过几件")
    fee.add_argument("--pages", metavar="页数", type=int, help="按量：这一件多少页")
    fee.set_defaults(run=_fee)


def _grounds(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        rules = request_rules(workspace.library)
        served = request_choices(workspace.library, "delivery")
    if arguments.json:
        grounds = [(kind, ground) for kind in rules.reply_types for ground in kind.reasons]
        print_json([_ground_json(kind.label, ground) for kind, ground in grounds])
        return 0
    for kind in rules.reply_types:
        for ground in kind.reasons:
            print(f"{ground.code}\t{kind.label}\t{ground.label}\t{ground.article or ''}\t{ground.annual_report_row}")
    print(f"送达方式：{'、'.join(served)}")
    return 0


def _ground_json(kind: str, ground: Any) -> dict[str, Any]:
    names = ("code", "label", "article", "tip", "annual_report_row")
    return {"type": kind} | {name: getattr(ground, name) for name in names}


def _matters(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found = repeated_matters(workspace)
    if arguments.json:
        print_json([{name: getattr(each, name) for name in each.__dataclass_fields__} for each in found])
        return 0
    for each in found:
        print(f"{each.matter}\n  {each.words}")
    if not found:
        print("没有几件申请要同一件事的。")
    return 0


def _letter(arguments: argparse.Namespace) -> int:
    if arguments.output is not None:
        return _write_letter(arguments)
    with reading(arguments) as workspace:
        letter = _worded(workspace, arguments)
    if arguments.json:
        print_json(_letter_json(letter))
        return 0
    print("\n".join((letter.title, letter.number, f"{letter.addressee}：", *letter.paragraphs)))
    print("\n".join((letter.signature, full_date(letter.day))))
    return 0


def _write_letter(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        prepared = prepare_letter(workspace, arguments.case, _worded(workspace, arguments))
        outgoing = save_letter(workspace, prepared, arguments.output, force=arguments.force)
    if arguments.json:
        print_json(_letter_json(prepared.facts) | {"pages": outgoing.pages, "to_look_at": list(outgoing.to_look_at)})
        return 0
    print(f"已写好：{arguments.output}，{prepared.facts.title} {prepared.facts.number}")
    for words in (*outgoing.to_look_at, *outgoing.stand_ins):
        print(f"请看：{words}")
    return 0


def _worded(workspace: Workspace, arguments: argparse.Namespace) -> LetterFacts:
    """The letter as it is asked for: the program's text, or the clerk's."""
    kinds = letter_kinds(request_rules(workspace.library))
    if arguments.kind not in {kind.code for kind in kinds}:
        codes = "、".join(dict.fromkeys(f"{kind.code}" for kind in kinds))
        raise UsageError("letter-unknown", f"没有“{arguments.kind}”这种文书。可以写：{codes}。")
    kept = find_request(workspace, arguments.case)
    letter = letter_facts(workspace, kept, arguments.kind, arguments.ground)
    text = None if arguments.text is None else text_of(arguments.text, "没有写成文书").splitlines()
    return with_wording(letter, text, addressee=arguments.to, number=arguments.number)


def _letter_json(letter: LetterFacts) -> dict[str, Any]:
    return {name: getattr(letter, name) for name in letter.__dataclass_fields__} | {"day": letter.day.isoformat()}


def _annual(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        rules = request_rules(workspace.library)
        found = annual_requests(workspace.library, rules, requests(workspace), arguments.year)
    tables = {"table3": found.table3, "table4": found.table4}
    if arguments.json:
        listed = {name: [_cell(key, ids) for key, ids in sorted(cells.items())] for name, cells in tables.items()}
        print_json({"year": arguments.year} | listed)
        return 0
    for cells in tables.values():
        for (row, column), ids in sorted(cells.items()):
            print(f"{row}\t{column}\t{len(ids)}")
    return 0


def _cell(key: tuple[str, str], ids: tuple[str, ...]) -> dict[str, Any]:
    return {"row": key[0], "column": key[1], "count": len(ids), "requests": list(ids)}


def _fee(arguments: argparse.Namespace) -> int:
    if (arguments.cases is None) == (arguments.pages is None):
        raise UsageError("one-thing", "请写一样：--cases 按件，或者 --pages 按量；一件申请只能按一种算。")
    with reading(arguments) as workspace:
        rules = request_rules(workspace.library)
    yuan = fee_for_pages(rules, arguments.pages) if arguments.cases is None else fee_for_cases(rules, arguments.cases)
    print(f"{yuan} 元")
    return 0
