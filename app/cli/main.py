"""Reading the command, running it, and saying plainly what went wrong."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any

from app.cli import (
    annual,
    bulk,
    calendars,
    checking,
    columns,
    copying,
    county,
    definitions,
    demo,
    drafting,
    exchange,
    guide,
    handover,
    inspection,
    laws,
    ledger,
    offices,
    passwords,
    plans,
    postings,
    privacy,
    products,
    publishing,
    renaming,
    requests,
    reviewing,
    reviews,
    safekeeping,
    standard_versions,
    villages,
    workspaces,
)
from app.cli.chinese import ChineseParser, speak_chinese
from app.cli.hints import hint_lines
from app.errors import UsageError, UserFacingError
from app.own_command import command_name

PROGRAM = command_name()
GROUPS = (
    workspaces,
    drafting,
    safekeeping,
    handover,
    bulk,
    copying,
    checking,
    laws,
    renaming,
    standard_versions,
    definitions,
    calendars,
    ledger,
    requests,
    plans,
    columns,
    annual,
    reviews,
    postings,
    products,
    exchange,
    passwords,
    privacy,
    reviewing,
    county,
    inspection,
    offices,
    villages,
    publishing,
    guide,
    demo,
)


def main(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0 done, 1 findings or refused with a reason, 2 wrong usage."""
    try:
        chosen = _with_rest(*_parser().parse_known_args(arguments, argparse.Namespace(main=main, rest=None)))
        _require_single_words(chosen)
        code = _run(chosen)
        # Here and not when the interpreter ends: then nobody could say that the reader has gone.
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("停下了，没有做完的部分没有留下。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no fault of the command.
        _drop_output()
        return 1
    except OSError as error:
        if error.filename is not None:
            raise
        # The services tell what is wrong with their files; what is left is the place our output was sent to.
        _drop_output()
        print("要显示的内容没有写出去，多半是那里的磁盘满了。请换一个地方，再做一次。", file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace) -> int:
    try:
        _refuse_unreadable(chosen)
        return chosen.run(chosen)
    except UserFacingError as error:
        _say_refusal(error, chosen.parser.prog.removeprefix(f"{PROGRAM} "))
        return 2 if isinstance(error, UsageError) else 1


def _parser() -> argparse.ArgumentParser:
    speak_chinese()
    parser = ChineseParser(
        prog=PROGRAM,
        description="公开清单助手：基层政务公开标准目录的填报、检查、打印和上报。文件都在本机，不用联网。",
    )
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, dest="command")
    for group in GROUPS:
        group.register(commands)
    return parser


def _with_rest(chosen: argparse.Namespace, left: list[str]) -> argparse.Namespace:
    """Give words behind an option to the list they belong to (`rest`): before 3.13 argparse closes it too early."""
    if left and (chosen.rest is None or any(word.startswith("-") for word in left)):
        chosen.parser.error(f"不认识：{' '.join(left)}")
    if left:
        first: list[Any] = getattr(chosen, chosen.rest)
        first.extend(map(type(first[0]) if first else str, left))
    return chosen


def _require_single_words(chosen: argparse.Namespace) -> None:
    """Ask for a word whose place was taken by a second `--`: argparse then hands out an empty list for it."""
    for action in chosen.parser._actions:
        if action.nargs is None and not action.option_strings and getattr(chosen, action.dest, None) == []:
            chosen.parser.error(f"还缺：{action.metavar or action.dest}")


def _refuse_unreadable(chosen: argparse.Namespace) -> None:
    """Refuse words that are no text in this computer's encoding. Paths are left alone: files may bear such names."""
    for value in vars(chosen).values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and any("\ud800" <= character <= "\udfff" for character in word):
                shown = word.encode("utf-8", "replace").decode()
                raise UsageError("word-unreadable", f"“{shown}”里有认不出的字，可能是编码不对，没有做。请重新打一遍。")


def _drop_output() -> None:
    """Let what is still to be printed go nowhere, or the interpreter would complain of it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_refusal(error: UserFacingError, command: str) -> None:
    for line in (error.message, *hint_lines([error.code], command)):
        print(line, file=sys.stderr)
    if error.details and os.environ.get("GKQD_DETAILS"):
        print(f"技术细节：{error.code} {error.details}", file=sys.stderr)
