"""post: a notice hung up, objections, taken down, its result; withdraw: taken down for a mistake."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from app.attachments import attach
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.errors import UsageError
from app.registers.postings import (
    PostingRecord,
    find_posting,
    posting_warnings,
    postings,
    record_down,
    record_objection,
    record_posted,
    record_result,
    record_withdrawn,
    standing_of,
)
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    post = commands.add_parser("post", help="公示情况：哪天贴在哪里、异议、撤下、结果；只写 WS 就列出来")
    add_workspace(post)
    post.add_argument("notice", metavar="公示", nargs="?", help="公示的编号（前 8 位）")
    post.add_argument("--on", metavar="日期", type=date_of, help="哪天张贴的")
    post.add_argument("--place", metavar="地点", nargs="+", default=(), help="贴在哪里，例如 村务公开栏")
    post.add_argument("--photo", metavar="照片", nargs="+", type=Path, default=(), help="张贴或者撤下时的照片")
    post.add_argument("--objection", metavar="内容", help="收到的异议，不写姓名和号码")
    post.add_argument("--dealt", metavar="处理", default="", help="和 --objection 一起写：怎么处理的")
    post.add_argument("--received", metavar="日期", type=date_of, help="和 --objection 一起写：哪天收到；不写就是今天")
    post.add_argument("--down", metavar="日期", type=date_of, help="哪天撤下的")
    post.add_argument("--result", metavar="结果", help="公示结果，例如 期满无异议")
    add_json(post)
    post.set_defaults(run=_post)

    back = commands.add_parser("withdraw", help="撤下更正：贴出去的公示有错，记下撤下、原因和更正的一份")
    add_workspace(back)
    back.add_argument("notice", metavar="公示", help="贴错的公示的编号（前 8 位）")
    back.add_argument("--on", metavar="日期", type=date_of, help="哪天撤下的；不写就是今天")
    back.add_argument("--reason", metavar="原因", default="", help="哪里错了")
    back.add_argument("--corrected-by", metavar="公示", help="更正的那一份公示的编号")
    back.set_defaults(run=_withdraw)


def _post(arguments: argparse.Namespace) -> int:
    if arguments.notice is None:
        return _list(arguments)
    acts = (arguments.on, arguments.objection, arguments.down, arguments.result)
    if sum(act is not None for act in acts) > 1:
        raise UsageError(
            "one-thing", "一次只记一件事：--on 张贴、--objection 异议、--down 撤下、--result 结果，请分开写。"
        )
    with (writing if any(act is not None for act in acts) else reading)(arguments) as workspace:
        warnings = posting_warnings(workspace, arguments.notice, arguments.on) if arguments.on else []
        record = _change(workspace, arguments)
        today = workspace.today()
    _tell(arguments, record, today, warnings)
    return 1 if warnings else 0


def _change(workspace: Workspace, arguments: argparse.Namespace) -> PostingRecord:
    photos = [attach(workspace, path).sha256 for path in arguments.photo] if arguments.on or arguments.down else []
    if arguments.on:
        return record_posted(workspace, arguments.notice, arguments.on, arguments.place, photos)
    if arguments.objection is not None:
        received = arguments.received or workspace.today()
        return record_objection(workspace, arguments.notice, received, arguments.objection, arguments.dealt)
    if arguments.down:
        return record_down(workspace, arguments.notice, arguments.down, photos)
    if arguments.result is not None:
        return record_result(workspace, arguments.notice, arguments.result)
    return find_posting(workspace, arguments.notice)


def _withdraw(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        on = arguments.on or workspace.today()
        record_withdrawn(workspace, arguments.notice, on, arguments.reason, arguments.corrected_by)
    print("已记下撤下和原因。请做一份更正的公示，送审、签发以后再贴出。")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found, today = postings(workspace), workspace.today()
    if arguments.json:
        print_json([_as_json(record, today) for record in found])
        return 0
    for record in found:
        print(f"{record.notice[:8]}\t{record.posted}\t{standing_of(record, today).words}\t{record.title}")
    if not found:
        print("还没有记过张贴。公示贴出以后，用 post 公示编号 --on 日期 --place 地点 记下。")
    return 0


def _tell(arguments: argparse.Namespace, record: PostingRecord, today: date, warnings: list[str]) -> None:
    if arguments.json:
        print_json(_as_json(record, today) | {"warnings": warnings})
        return
    print(f"{record.title}：{record.posted} 贴在{'、'.join(record.places)}，{standing_of(record, today).words}")
    for objection in record.objections:
        print(f"  异议 {objection.on}：{objection.text}；处理：{objection.dealt_with or '还没有写'}")
    if record.result:
        print(f"  结果：{record.result}")
    for words in warnings:
        print(f"请看：{words}")


def _as_json(record: PostingRecord, today: date) -> dict[str, Any]:
    def text(day: date | None) -> str | None:
        return day and day.isoformat()

    return {
        "notice": record.notice,
        "title": record.title,
        "posted": text(record.posted),
        "places": list(record.places),
        "until": text(record.until),
        "photos": list(record.photos),
        "objections": [
            {"on": text(each.on), "text": each.text, "dealt_with": each.dealt_with} for each in record.objections
        ],
        "taken_down": text(record.taken_down),
        "photos_down": list(record.photos_down),
        "result": record.result,
        "reason": record.reason,
        "corrected_by": record.corrected_by,
        "standing": standing_of(record, today).code,
    }
