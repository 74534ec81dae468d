"""Reading the command, running it, and saying plainly what went wrong."""

import argparse
import os
import sys
from collections.abc import Sequence

from app.cli import checking, demo, drafting, exchange, products, workspaces
from app.cli.chinese import ChineseParser, speak_chinese
from app.errors import UsageError, UserFacingError

GROUPS = (workspaces, drafting, checking, products, exchange, demo)


def main(arguments: Sequence[str]) -> int:
    """Run one command. Returns 0 done, 1 findings or refused with a reason, 2 wrong usage."""
    parser = _parser()
    chosen = _with_rest(*parser.parse_known_args(arguments, argparse.Namespace(main=main, rest=None)))
    try:
        return chosen.run(chosen)
    except UsageError as error:
        return _refused(error, 2)
    except UserFacingError as error:
        return _refused(error, 1)
    except KeyboardInterrupt:
        print("停下了，没有做完的部分没有留下。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; that is no fault of the command.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    speak_chinese()
    parser = ChineseParser(
        prog="python -m app",
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
        getattr(chosen, chosen.rest).extend(left)
    return chosen


def _refused(error: UserFacingError, code: int) -> int:
    print(error.message, file=sys.stderr)
    if error.details and os.environ.get("GKQD_DETAILS"):
        print(f"技术细节：{error.code} {error.details}", file=sys.stderr)
    return code
