"""export, inspect, import; with them what is decided of it, see `app.cli.deciding`."""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TextIO

from app.cli.common import add_json, add_output, add_workspace, date_of, print_json, writing
from app.cli.deciding import register_deciding
from app.cli.hints import hint_lines
from app.cli.passwords import add_password, read_password
from app.cli.roster import register_roster
from app.cli.trusting import register_trust
from app.errors import UsageError
from app.exchange.handing_in import HandedIn, export_entries, export_start
from app.exchange.keys import fingerprint
from app.exchange.looking import packages_in
from app.exchange.member_names import KIND_LABELS
from app.exchange.package_reading import open_package
from app.exchange.profiles import export_profile
from app.exchange.read_members import MEMBER_LABELS, unread_told
from app.exchange.recovering import export_recovery
from app.exchange.roster import find_unit
from app.exchange.rule_rows import Rule, read_rules, rules_told
from app.exchange.taking_in import FileOutcome, import_file

_RESULTS = {"applied": "已收下", "unchanged": "没有变化", "waiting": "有待定的", "refused": "没有收"}
_EXPECTED = {
    "applied": "可以收，还没有收（只是看看）",
    "unchanged": "没有变化",
    "waiting": "收了会有待定的，还没有收（只是看看）",
    "refused": "不能收",
}

_COUNTS = {
    "new": "新增",
    "changed": "改动",
    "cleared": "清空",
    "removed": "删除",
    "withdrawn": "收回",
    "unchanged": "没变",
    "conflicting": "待定",
    "answers": "回复",
}
_RARE = ("withdrawn", "answers")
"""Only reviewers take anything back, and only reviewed units reply."""


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    register_roster(commands)
    register_trust(commands)

    out = commands.add_parser("export", help="导出上报包、工作包、开始文件或标准和规定")
    add_workspace(out)
    out.add_argument(
        "--kind",
        choices=["submission", "work", "start", "profile", "recovery"],
        default="submission",
        help="不写就是上报包；profile 是发给下级的标准和规定，recovery 是把下级报来的内容还给它",
    )
    out.add_argument("--to", metavar="单位", help="开始文件、恢复文件：给名册里的哪个单位")
    out.add_argument("--field", metavar="领域", action="append", help="只要这个领域，可以写多次")
    out.add_argument("--due", metavar="日期", type=date_of, help="只用于开始文件：要求哪天以前交回")
    add_output(out, "文件名（.zwgk）")
    add_password(out, "上报包和工作包：用这个文件第一行的密码加密")
    out.set_defaults(run=_export)

    look = commands.add_parser("inspect", help="看一个 .zwgk 文件里有什么，不收")
    look.add_argument("file", metavar="文件", type=Path, help="别人给的文件（.zwgk）")
    add_json(look)
    look.set_defaults(run=_inspect)

    take = commands.add_parser("import", help="收下单位报来的、上级发来的文件")
    add_workspace(take)
    take.add_argument(
        "files", metavar="文件", type=Path, nargs="+", help="别人给的文件（.zwgk），或者文件夹，可以写多个"
    )
    take.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(take)
    take.set_defaults(run=_import, rest="files")
    register_deciding(commands)


def _export(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        if arguments.kind in ("start", "recovery"):
            if not arguments.to:
                what = KIND_LABELS[arguments.kind]
                raise UsageError("unit-missing", f"{what}要写明给谁，例如 --to 兴隆镇。没有导出。")
            unit = find_unit(workspace, arguments.to)
        if arguments.kind == "recovery":
            done = export_recovery(workspace, unit, arguments.output, force=arguments.force)
        elif arguments.kind == "start":
            done = export_start(
                workspace, unit, arguments.output, fields=arguments.field, due=arguments.due, force=arguments.force
            )
        elif arguments.kind == "profile":
            done = export_profile(workspace, arguments.output, force=arguments.force)
        else:
            done = export_entries(
                workspace,
                arguments.output,
                kind=arguments.kind,
                fields=arguments.field,
                force=arguments.force,
                password=read_password(arguments.password_file) if arguments.password_file else None,
            )
    if done.kind == "start":
        print(f"已写好并读回核对：{done.path}，给“{unit.name}”的开始文件{_along(done)}。")
        print("请对方用它建立工作文件：new 工作文件.qd --start 这个文件。")
        print(f"对方已经有工作文件的，用 trust 认可，那时要核对指纹，请在电话里念：{done.fingerprint}")
    elif done.kind == "recovery":
        print(f"已写好并读回核对：{done.path}，给“{unit.name}”的恢复文件，{done.entries} 条。")
        print(
            "请对方用它建立工作文件：new 工作文件.qd --from 这个文件。建好后报来的第一份，要重新核对指纹、认可新电脑。"
        )
    elif done.kind == "profile":
        print(f"已写好并读回核对：{done.path}，第 {done.round} 轮：{_handed_on(done)}。")
        print(f"下级还没有认可过本单位的，第一次收的时候会问指纹，请在电话里念：{done.fingerprint}")
    else:
        print(f"已写好并读回核对：{done.path}，第 {done.round} 轮，{done.entries} 条{_along(done)}。")
        print(f"对方第一次收的时候会问指纹，请在电话里念：{done.fingerprint}")
    return 0


def _handed_on(done: HandedIn) -> str:
    standards = f"{done.entries} 个领域的标准文本" if done.entries else ""
    return "，".join(filter(None, (standards, done.rules)))


def _along(done: HandedIn) -> str:
    standards = f"收下的 {done.standards} 个领域的标准文本" if done.standards else ""
    along = "，".join(filter(None, (standards, done.rules)))
    return f"，连同{along}" if along else ""


def _inspect(arguments: argparse.Namespace) -> int:
    with open_package(arguments.file) as package:
        manifest, unread = package.manifest, unread_told(package)
        rules = rules_told(Rule(row.kind, row.id, row.content) for row in read_rules(package))
        facts = {
            "file": str(arguments.file),
            "intact": True,
            "kind": manifest.kind,
            "format": f"{manifest.format.major}.{manifest.format.minor}",
            "organisation": {
                "id": manifest.organisation.id,
                "name": manifest.organisation.name,
                "code": manifest.organisation.code,
                "kind": manifest.organisation.kind,
            },
            "recipient": {"id": manifest.recipient.id, "name": manifest.recipient.name} if manifest.recipient else None,
            "edition": manifest.edition,
            "round": manifest.round,
            "hash": package.hash,
            "parent": manifest.parent,
            "fingerprint": fingerprint(package.signer),
            "members": [
                {"name": member.name, "size": member.size, "rows": member.rows} for member in package.members()
            ],
            "rules": rules,
        }
        lines = [(member.name, member.rows) for member in package.members()]
    if arguments.json:
        print_json(facts)
        return 0
    sender, recipient = manifest.organisation, manifest.recipient
    print(f"{KIND_LABELS[manifest.kind]}，{manifest.edition}年第 {manifest.round} 轮")
    print(f"来自：{sender.name}（代码 {sender.code or '没有填'}）")
    print(f"交给：{recipient.name if recipient else '没有写明'}")
    print(f"指纹：{facts['fingerprint']}")
    print("文件完整，没有被改动过。")
    for name, rows in lines:
        if name in MEMBER_LABELS:
            print(f"  {MEMBER_LABELS[name]} {rows} 条")
    if rules:
        print(f"里面的规定：{rules}。")
    for sentence in unread:
        print(sentence)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    # A folder without any is told of like a file that is none.
    files = dict.fromkeys(file for path in arguments.files for file in packages_in([path]) or [path])
    with writing(arguments) as workspace:
        outcomes = [import_file(workspace, path, dry_run=arguments.dry_run) for path in files]
        # Said before the file is closed, which may fail on a full disk.
        return _tell_imported(arguments, outcomes)


def _tell_imported(arguments: argparse.Namespace, outcomes: list[FileOutcome]) -> int:
    """List every file and what happened to it."""
    if arguments.json:
        print_json({"files": [outcome.as_json() for outcome in outcomes]})
    open_ends = [outcome for outcome in outcomes if outcome.result in ("refused", "waiting")]
    for outcome in outcomes:
        if outcome in open_ends or not arguments.json:
            _say(outcome, dry_run=arguments.dry_run, stream=sys.stderr if outcome in open_ends else sys.stdout)
    for line in hint_lines([outcome.code or "" for outcome in open_ends], "import"):
        print(line, file=sys.stderr)
    if len(outcomes) > 1 and not arguments.json:
        counts = Counter(outcome.result for outcome in outcomes)
        words = "，".join(f"{word} {counts[result]} 个" for result, word in _RESULTS.items() if counts[result])
        print(f"一共 {len(outcomes)} 个文件：{words}。")
    return 1 if open_ends else 0


def _say(outcome: FileOutcome, *, dry_run: bool, stream: TextIO) -> None:
    word = _EXPECTED[outcome.result] if dry_run else _RESULTS[outcome.result]
    print(f"{outcome.file}：{word}。{outcome.reason or ''}", file=stream)
    if outcome.counts:
        shown = [(label, outcome.counts.get(name, 0), name in _RARE) for name, label in _COUNTS.items()]
        print(
            "  " + "，".join(f"{label} {count}" for label, count, is_rare in shown if count or not is_rare), file=stream
        )
