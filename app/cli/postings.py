"""post: a notice hung up, objections, taken down, its result; withdraw: taken down for a mistake."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import structs

from app.attachments import attach
from app.calendar.wording import plain_date
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.errors import UsageError
from app.products.posting_photos import check_photo
from app.registers.corrections import (
    COPIES,
    CORRECTED,
    LEDGER,
    PERSONAL,
    correction_steps,
    link_correction,
    record_withdrawn,
    see_to,
)
from app.registers.objections import change_objection, dealt_words, objection_at, record_objection
from app.registers.postings import (
    Ending,
    Objection,
    PostingRecord,
    add_photos,
    early_down,
    ending_of,
    find_posting,
    posting_warnings,
    postings,
    record_down,
    record_posted,
    record_result,
    standing_of,
    stored_record,
    take_ending,
)
from app.registers.withdrawn_lines import note_in_ledger
from app.workspace import Workspace

_SAID = {"copies": COPIES, "personal": PERSONAL, "none": CORRECTED, "ledger": LEDGER}


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    post = commands.add_parser("post", help="公示情况：哪天贴在哪里、异议、撤下、结果；只写 WS 就列出来")
    add_workspace(post)
    post.add_argument("notice", metavar="公示", nargs="?", help="公示的编号（前 8 位）")
    post.add_argument("--on", metavar="日期", type=date_of, help="哪天张贴的")
    post.add_argument("--place", metavar="地点", nargs="+", default=(), help="贴在哪里，例如 村务公开栏")
    post.add_argument(
        "--photo",
        metavar="照片",
        nargs="+",
        type=Path,
        default=(),
        help="张贴或者撤下时的照片；单写就是补照片",
    )
    post.add_argument("--objection", metavar="内容", help="收到的异议，不写姓名和号码")
    post.add_argument("--answer", metavar="序号", type=int, help="补写第几条异议的处理")
    post.add_argument("--dealt", metavar="处理", help="和 --objection、--answer 一起写：怎么处理的")
    post.add_argument("--by", metavar="姓名", help="同上：谁处理的")
    post.add_argument("--dealt-on", metavar="日期", type=date_of, help="同上：哪天处理的")
    post.add_argument("--outcome", metavar="结论", help="同上：处理的结论")
    post.add_argument("--received", metavar="日期", type=date_of, help="和 --objection 一起写：哪天收到；不写就是今天")
    post.add_argument("--down", metavar="日期", type=date_of, help="哪天撤下的")
    post.add_argument("--recount", action="store_true", help="放假安排变了：公示期的最后一天照现在算的记")
    post.add_argument("--result", metavar="结果", help="公示结果，例如 期满无异议")
    add_json(post)
    post.set_defaults(run=_post)

    back = commands.add_parser("withdraw", help="撤下更正：贴出去的公示有错，记下撤下、原因和更正的一份")
    add_workspace(back)
    back.add_argument("notice", metavar="公示", help="贴错的公示的编号（前 8 位）")
    back.add_argument("--on", metavar="日期", type=date_of, help="哪天撤下的；不写就是今天")
    back.add_argument("--reason", metavar="原因", default="", help="哪里错了")
    back.add_argument("--corrected-by", metavar="公示", help="更正的那一份公示的编号")
    back.add_argument(
        "--done",
        choices=_SAID,
        help="接着做：copies 每一份都收回了，personal 没有要删去的，none 不做更正的一份，ledger 在台账里记下",
    )
    add_json(back)
    back.set_defaults(run=_withdraw)


def _post(arguments: argparse.Namespace) -> int:
    if arguments.notice is None:
        return _list(arguments)
    named = (arguments.on, arguments.objection, arguments.answer, arguments.down, arguments.result)
    acts = [*(act for act in named if act is not None), *([True] if arguments.recount else [])]
    if len(acts) > 1:
        raise UsageError(
            "one-thing",
            "一次只记一件事：--on、--objection、--answer、--down、--result、--recount 请分开写。",
        )
    with (writing if acts or arguments.photo else reading)(arguments) as workspace:
        warnings = _warnings(workspace, arguments)
        _change(workspace, arguments)
        record, today = find_posting(workspace, arguments.notice), workspace.today()
        ending = ending_of(workspace, stored_record(workspace, arguments.notice))
    _tell(arguments, record, today, warnings, ending)
    return 1 if warnings else 0


def _warnings(workspace: Workspace, arguments: argparse.Namespace) -> list[str]:
    if arguments.on:
        return posting_warnings(workspace, arguments.notice, arguments.on)
    early = early_down(find_posting(workspace, arguments.notice), arguments.down) if arguments.down else ""
    return [early] if early else []


def _change(workspace: Workspace, arguments: argparse.Namespace) -> PostingRecord:
    for path in arguments.photo:
        check_photo(path)
    photos = [attach(workspace, path).sha256 for path in arguments.photo]
    if arguments.on:
        return record_posted(workspace, arguments.notice, arguments.on, arguments.place, photos)
    if arguments.objection is not None:
        received = arguments.received or workspace.today()
        said = Objection(received, arguments.objection)
        return record_objection(workspace, arguments.notice, _dealt(said, arguments))
    if arguments.answer is not None:
        before = objection_at(stored_record(workspace, arguments.notice), arguments.answer)
        return change_objection(workspace, arguments.notice, before, _dealt(before, arguments))
    if arguments.down:
        return record_down(workspace, arguments.notice, arguments.down, photos)
    if arguments.result is not None:
        return record_result(workspace, arguments.notice, arguments.result)
    if arguments.recount:
        return take_ending(workspace, arguments.notice)
    return add_photos(workspace, arguments.notice, photos) if photos else find_posting(workspace, arguments.notice)


def _dealt(said: Objection, arguments: argparse.Namespace) -> Objection:
    """What is said of an objection, with what the command says of its answer."""
    given = {
        "dealt_with": arguments.dealt,
        "by": arguments.by,
        "dealt_on": arguments.dealt_on,
        "outcome": arguments.outcome,
    }
    return structs.replace(said, **{name: value for name, value in given.items() if value is not None})


def _withdraw(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        if _links_only(workspace, arguments):
            link_correction(workspace, find_posting(workspace, arguments.notice).notice, arguments.corrected_by)
        elif arguments.done is None:
            on = arguments.on or workspace.today()
            record_withdrawn(workspace, arguments.notice, on, arguments.reason, arguments.corrected_by)
        elif arguments.done == "ledger":
            note_in_ledger(workspace, arguments.notice)
        else:
            see_to(workspace, arguments.notice, _SAID[arguments.done])
        steps = correction_steps(workspace, stored_record(workspace, arguments.notice))
    if arguments.json:
        print_json([{"step": step.code, "done": step.is_done, "told": step.told} for step in steps])
        return 0
    for step in steps:
        print(f"{'做好' if step.is_done else '还没做'}\t{step.words}\t{step.told}")
    return 0


def _links_only(workspace: Workspace, arguments: argparse.Namespace) -> bool:
    """Whether a notice that was withdrawn before only gets the one that takes its place."""
    return bool(arguments.corrected_by and not arguments.reason and find_posting(workspace, arguments.notice).reason)


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found, today = postings(workspace), workspace.today()
    if arguments.json:
        print_json([_as_json(record, today) for record in found])
        return 0
    for record in found:
        print(f"{record.notice[:8]}\t{plain_date(record.posted)}\t{standing_of(record, today).words}\t{record.title}")
    if not found:
        print("还没有记过张贴。公示贴出以后，用 post 公示编号 --on 日期 --place 地点 记下。")
    return 0


def _tell(
    arguments: argparse.Namespace, record: PostingRecord, today: date, warnings: list[str], ending: Ending | None
) -> None:
    if arguments.json:
        print_json(_as_json(record, today) | {"warnings": warnings})
        return
    hangs = f"{plain_date(record.posted)}贴在{'、'.join(record.places)}"
    print(f"{record.title}：{hangs}，{standing_of(record, today).words}")
    if ending is not None and ending.is_moved and ending.recorded:
        print(f"  公示期张贴时算到{plain_date(ending.recorded)}，现在算到{plain_date(ending.until)}：{ending.told}")
    for number, objection in enumerate(record.objections, start=1):
        print(f"  异议 {number}（{plain_date(objection.on)}）：{objection.text}；{dealt_words(objection)}")
    if record.result:
        print(f"  结果：{record.result}")
    for words in warnings:
        print(f"请看：{words}")


def _as_json(record: PostingRecord, today: date) -> dict[str, Any]:
    def text(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "notice": record.notice,
        "title": record.title,
        "posted": text(record.posted),
        "places": list(record.places),
        "until": text(record.until),
        "photos": list(record.photos),
        "objections": [
            {
                "on": text(each.on),
                "text": each.text,
                "dealt_with": each.dealt_with,
                "by": each.by,
                "dealt_on": text(each.dealt_on),
                "outcome": each.outcome,
            }
            for each in record.objections
        ],
        "taken_down": text(record.taken_down),
        "photos_down": list(record.photos_down),
        "result": record.result,
        "reason": record.reason,
        "corrected_by": record.corrected_by,
        "standing": standing_of(record, today).code,
    }
