"""request: requests for information (依申请公开), their clocks, replies, letters and what the annual report says."""

import argparse
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date
from app.cli import request_papers
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.errors import UsageError
from app.registers.request_clock import STANDING_WORDS, WAITING_WORDS, RequestClock, open_case_clocks, request_clock
from app.registers.request_events import record_event, record_reply, remarks, strike_event
from app.registers.request_numbers import letter_number_findings, number_patterns, set_number_patterns
from app.registers.request_order import OrderFinding, order_findings
from app.registers.request_outcomes import annual_row
from app.registers.request_records import EVENT_WORDS, Event, KeptRequest
from app.registers.request_struck import restore_request, struck_words, written_after_striking
from app.registers.requests import (
    NOT_HERE,
    applicant_of,
    change_request,
    find_request,
    numbers_used_twice,
    register_request,
    requests,
    strike_request,
    takes_requests,
)
from app.standards.request_rules import RequestRules, request_rules
from app.workspace import Workspace

_ANSWERS: Mapping[str, str] = {
    "--way": "提交方式，例如 当面提交",
    "--kind": "申请人类别，例如 自然人",
    "--asked": "申请公开的内容，不写申请人的姓名和号码",
    "--name": "申请人姓名或者名称",
    "--contact": "联系方式：电话、地址、邮箱写一项",
    "--proof": "看过的身份证明是哪一种，例如 居民身份证",
    "--last-four": "证件号码的末四位，不写整个号码",
    "--handler": "承办科室",
    "--number": "登记编号；不写就按编号规则接着往下排",
}
_FIELDS = {"kind": "applicant_kind"}
"""Options whose field has another name."""


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    group = commands.add_parser("request", help="依申请公开：登记、办理、答复、期限、文书；只写 WS 就列出来")
    add_workspace(group)
    add_json(group)
    group.set_defaults(run=_list)
    actions = group.add_subparsers(title="做什么", metavar="做什么", dest="action")
    _add_registering(actions)
    _add_handling(actions)
    _add_looking(actions)
    request_papers.register_papers(actions)


def _add_registering(actions: argparse._SubParsersAction) -> None:
    add = actions.add_parser("add", help="登记一件申请")
    _add_answers(add, required=("way", "kind", "asked", "name", "contact"))
    add.add_argument("--on", metavar="日期", type=date_of, required=True, help="哪天提交、签收或者收到的")
    add.add_argument("--confirmed", metavar="日期", type=date_of, help="哪天与申请人确认的（平常信函、互联网、传真）")
    add_json(add)
    add.set_defaults(run=_add)

    edit = actions.add_parser("edit", help="改登记")
    _add_case(edit)
    _add_answers(edit)
    edit.add_argument("--on", metavar="日期", type=date_of, help="哪天提交、签收或者收到的")
    edit.set_defaults(run=_edit)

    strike = actions.add_parser("strike", help="划去记错的一件，或者它的一条办理记录")
    _add_case(strike)
    strike.add_argument("--event", metavar="第几条", type=int, help="只划去第几条办理记录，从 1 数起")
    strike.set_defaults(run=_strike)

    back = actions.add_parser("restore", help="恢复划去的一件，连同同事后来记的")
    _add_case(back)
    back.set_defaults(run=_restore)

    numbering = actions.add_parser("numbering", help="看或者改编号规则，例如 {年}-{号3}")
    numbering.add_argument("--register", metavar="规则", help="登记编号的规则")
    numbering.add_argument("--letter", metavar="规则", help="文书编号的规则")
    add_json(numbering)
    numbering.set_defaults(run=_numbering)


def _add_answers(parser: argparse.ArgumentParser, required: tuple[str, ...] = ()) -> None:
    for option, words in _ANSWERS.items():
        parser.add_argument(option, metavar="内容", help=words, required=option.removeprefix("--") in required)
    parser.add_argument("--wanted", metavar="形式", nargs="+", help="形式要求，例如 纸质件 邮寄")


def _add_handling(actions: argparse._SubParsersAction) -> None:
    event = actions.add_parser("event", help="记办了什么：补正、征求意见、延期、收费等")
    _add_case(event)
    kinds = "，".join(f"{kind} {words}" for kind, words in EVENT_WORDS.items() if kind != "replied")
    event.add_argument("kind", choices=[kind for kind in EVENT_WORDS if kind != "replied"], help=kinds)
    event.add_argument("--on", metavar="日期", type=date_of, help="哪天；不写就是今天")
    event.add_argument("--arrived", metavar="日期", type=date_of, help="对方哪天收到的")
    event.add_argument("--until", metavar="日期", type=date_of, help="请申请人哪天以前补正")
    event.add_argument("--days", metavar="天数", type=int, help="延长几个工作日，最多 20")
    event.add_argument("--by", metavar="姓名", help="延期经谁同意")
    event.add_argument("--amount", metavar="金额", help="信息处理费多少元")
    event.add_argument("--choice", metavar="选项", help="第三方意见，复议诉讼，或者它的结果")
    event.add_argument("--number", metavar="文号", help="发出的文书的编号")
    event.add_argument("--note", metavar="文字", help="说明，不写姓名和号码")
    event.set_defaults(run=_event)

    reply = actions.add_parser("reply", help="记答复")
    _add_case(reply)
    reply.add_argument("ground", metavar="情形", help="答复情形的编号或者名称；grounds 列出全部")
    reply.add_argument("--on", metavar="日期", type=date_of, help="哪天发出的；不写就是今天")
    reply.add_argument("--served", metavar="方式", required=True, help="送达方式，例如 邮寄")
    reply.add_argument("--number", metavar="文号", default="", help="文书编号；不写就接着往下排")
    reply.add_argument("--note", metavar="文字", default="", help="说明，不写姓名和号码")
    reply.set_defaults(run=_reply)


def _add_looking(actions: argparse._SubParsersAction) -> None:
    for name, words, run in (
        ("list", "列出全部申请", _list),
        ("due", "没有答复的，写明期限怎么算的", _due),
    ):
        parser = actions.add_parser(name, help=words)
        add_json(parser)
        parser.set_defaults(run=run)
    show = actions.add_parser("show", help="一件申请的全部：登记、办理、期限怎么算的")
    _add_case(show)
    add_json(show)
    show.set_defaults(run=_show)


def _add_case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="申请", help="登记编号，或者编号的前 8 位")


def _answers(arguments: argparse.Namespace) -> dict[str, Any]:
    names = [option.removeprefix("--").replace("-", "_") for option in _ANSWERS]
    given = {_FIELDS.get(name, name): getattr(arguments, name) for name in names}
    given |= {"wanted": arguments.wanted, "submitted": arguments.on}
    return {name: value for name, value in given.items() if value is not None}


def _add(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        id = register_request(workspace, confirmed=arguments.confirmed, **_answers(arguments))
        kept = find_request(workspace, id)
        clock = request_clock(request_rules(workspace.library), office_calendar(workspace), kept.case)
    if arguments.json:
        print_json({"id": id, "number": kept.case.number, "due": _text(clock.due)})
        return 0
    words = f"{full_date(clock.due)}以前答复" if clock.due else "还要与申请人确认，从确认那天起算"
    print(f"已登记，编号 {kept.case.number}：{words}。")
    return 0


def _edit(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = change_request(workspace, arguments.case, **_answers(arguments))
    print(f"已改 {kept.case.number} 的登记。")
    return 0


def _strike(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        if arguments.event is None:
            strike_request(workspace, arguments.case)
        else:
            strike_event(workspace, arguments.case, arguments.event - 1)
    print("已划去。")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = restore_request(workspace, arguments.case)
    print(f"已恢复申请 {kept.case.number}。")
    return 0


def _numbering(arguments: argparse.Namespace) -> int:
    changes = {name: getattr(arguments, name) for name in ("register", "letter")}
    with (writing if any(changes.values()) else reading)(arguments) as workspace:
        patterns = set_number_patterns(workspace, **changes) if any(changes.values()) else number_patterns(workspace)
    if arguments.json:
        print_json({"register": patterns.register, "letter": patterns.letter})
    else:
        print(f"登记编号：{patterns.register}\n文书编号：{patterns.letter}")
    return 0


def _event(arguments: argparse.Namespace) -> int:
    names = ("arrived", "until", "days", "by", "amount", "choice", "number", "note")
    told = {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}
    with writing(arguments) as workspace:
        kept = record_event(workspace, arguments.case, arguments.kind, arguments.on or workspace.today(), **told)
        return _told(workspace, kept)


def _reply(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        grounds = [ground for kind in request_rules(workspace.library).reply_types for ground in kind.reasons]
        code = next((each.code for each in grounds if arguments.ground in (each.code, each.label)), None)
        if code is None:
            raise UsageError("ground-unknown", f"没有“{arguments.ground}”这种答复情形，没有记下。")
        on = arguments.on or workspace.today()
        kept = record_reply(workspace, arguments.case, on, code, arguments.served, arguments.number, arguments.note)
        return _told(workspace, kept)


def _told(workspace: Workspace, kept: KeptRequest) -> int:
    rules, calendar = request_rules(workspace.library), office_calendar(workspace)
    clock = request_clock(rules, calendar, kept.case)
    print(f"已记。{kept.case.number} {rules.state_label(clock.state)}，{_until(clock)}。")
    found = (each.words for each in order_findings(rules, calendar, kept.case))
    for words in (*found, *remarks(rules, calendar, kept.case, clock, workspace.today())):
        print(f"请看：{words}")
    return 0


def _until(clock: RequestClock) -> str:
    if clock.replied is not None:
        return f"{full_date(clock.replied)}答复"
    if clock.waiting is not None:
        return f"{WAITING_WORDS[clock.waiting.what]}，到{full_date(clock.waiting.until)}"
    return f"{full_date(clock.due)}以前答复" if clock.due else "期限还没有开始"


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        rules, calendar, today = request_rules(workspace.library), office_calendar(workspace), workspace.today()
        known, is_here = requests(workspace), takes_requests(workspace)
        found = [(kept, request_clock(rules, calendar, kept.case)) for kept in known]
        struck = [struck_words(*each) for each in written_after_striking(workspace)]
    if arguments.json:
        print_json([_line(rules, kept, clock, today) for kept, clock in found])
        return 0
    for kept, clock in found:
        print(f"{kept.case.number}\t{STANDING_WORDS[clock.standing(today)]}\t{_until(clock)}\t{kept.case.asked[:40]}")
    for kept in known:
        if order_findings(rules, calendar, kept.case):
            number = kept.case.number
            print(f"请看：申请 {number} 的办理记录前后对不上，用 request WS show {number} 看是哪一条。")
    for words in (*dict.fromkeys(letter_number_findings(known).values()), *struck):
        print(f"请看：{words}")
    for number, ids in numbers_used_twice(known).items():
        print(f"请看：登记编号 {number} 有 {len(ids)} 件，请改掉重复的。编号 {'、'.join(id[:8] for id in ids)}")
    if not found and not is_here:
        print(f"{NOT_HERE}。收到的申请请转给上级。")
    elif not found:
        print("还没有登记过申请。收到以后，用 request WS add 登记。")
    return 0


def _due(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        rules, calendar, today = request_rules(workspace.library), office_calendar(workspace), workspace.today()
        found = open_case_clocks(rules, calendar, requests(workspace))
    if arguments.json:
        print_json([_line(rules, kept, clock, today) for kept, clock in found])
        return 0
    for kept, clock in found:
        mark = "（推算）" if clock.inferred else ""
        print(f"{kept.case.number}\t{STANDING_WORDS[clock.standing(today)]}\t{_until(clock)}{mark}")
        for line in clock.explanation:
            print(f"  {line}")
    if not found:
        print("没有等着答复的申请。")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        kept = find_request(workspace, arguments.case)
        shown = _as_json(workspace, kept)
    if arguments.json:
        print_json(shown)
        return 0
    applicant = shown["applicant"]
    who = " ".join(filter(None, applicant.values())) if applicant else "在登记的那台电脑上"
    print(f"{kept.case.number}\t{kept.case.way}\t{_text(kept.case.submitted)}\n内容：{kept.case.asked}\n申请人：{who}")
    for number, event in enumerate(kept.case.events, start=1):
        print(f"  {number} {_text(event.on)} {EVENT_WORDS[event.kind]} {event.choice} {event.note}".rstrip())
    print("\n".join((f"状态：{shown['state_label']}", *shown["explanation"])))
    order = (f"第 {each['event']} 条，{each['message']}" for each in shown["order"])
    for words in (*order, *shown["remarks"]):
        print(f"请看：{words}")
    return 0


def _as_json(workspace: Workspace, kept: KeptRequest) -> dict[str, Any]:
    rules, calendar, today = request_rules(workspace.library), office_calendar(workspace), workspace.today()
    clock, applicant = request_clock(rules, calendar, kept.case), applicant_of(workspace, kept.id)
    names = ("name", "contact", "proof", "last_four")
    numbers = filter(None, [letter_number_findings(requests(workspace)).get(kept.id)])
    return _line(rules, kept, clock, today) | {
        "applicant": {name: getattr(applicant, name) for name in names} if applicant else None,
        "events": [_event_json(event) for event in kept.case.events],
        "order": _order_json(order_findings(rules, calendar, kept.case)),
        "remarks": [*numbers, *remarks(rules, calendar, kept.case, clock, today)],
    }


def _order_json(found: Iterable[OrderFinding]) -> list[dict[str, Any]]:
    return [{"event": each.place + 1, "message": each.words} for each in found]


def _event_json(event: Event) -> dict[str, Any]:
    values = {name: getattr(event, name) for name in event.__struct_fields__}
    return {name: _text(value) if isinstance(value, date) else value for name, value in values.items()}


def _line(rules: RequestRules, kept: KeptRequest, clock: RequestClock, today: date) -> dict[str, Any]:
    """A case as JSON without who asks."""
    case = kept.case
    return {
        "id": kept.id,
        "number": case.number,
        "way": case.way,
        "submitted": _text(case.submitted),
        "received": _text(clock.received),
        "applicant_kind": case.applicant_kind,
        "asked": case.asked,
        "wanted": list(case.wanted),
        "handler": case.handler,
        "state": clock.state,
        "state_label": rules.state_label(clock.state),
        "standing": clock.standing(today),
        "due": _text(clock.due),
        "before_extension": _text(clock.before_extension),
        "waiting": clock.waiting and {"what": clock.waiting.what, "until": _text(clock.waiting.until)},
        "asked_until": _text(clock.asked_until),
        "inferred": clock.inferred,
        "replied": _text(clock.replied),
        "annual_row": annual_row(rules, case),
        "explanation": list(clock.explanation),
    }


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
