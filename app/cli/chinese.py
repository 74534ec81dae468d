"""argparse in Chinese: its own few messages, and a parser that answers wrong usage with one plain sentence."""

import argparse
import sys
from typing import Any, NoReturn

_MESSAGES = {
    "usage: ": "用法：",
    "positional arguments": "要写的",
    "options": "可加的",
    "show this help message and exit": "显示这份说明",
    "the following arguments are required: %s": "还缺：%s",
    "unrecognized arguments: %s": "不认识：%s",
    "expected one argument": "后面要跟一个内容",
    "expected at least one argument": "后面至少要跟一个内容",
    "expected at most one argument": "后面最多跟一个内容",
    "not allowed with argument %s": "不能和 %s 一起用",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "one of the arguments %s is required": "%s 里要写一个",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)s，可以写：%(choices)s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "invalid %(type)s value: %(value)r": "“%(value)s”写得不对",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)s 这个命令，可以用：%(choices)s",
}


def speak_chinese() -> None:
    """Let argparse take its messages from here; it asks gettext, which has no Chinese catalogue for it."""
    argparse._ = lambda message: _MESSAGES.get(message, message)  # type: ignore[attr-defined]
    argparse.ngettext = lambda one, many, count: _MESSAGES.get(one if count == 1 else many, one)  # type: ignore[attr-defined]


class Commands(argparse._SubParsersAction):
    """Commands under a parser: what the list says of a command stands on its own help page too."""

    def add_parser(self, name: str, **facts: Any) -> argparse.ArgumentParser:
        """Add a command. The arguments it reads name its parser as `parser`."""
        parser = super().add_parser(name, **{"description": facts.get("help")} | facts)
        parser.set_defaults(parser=parser)
        return parser


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose refusals are one sentence and the way to the help text."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.register("action", "parsers", Commands)

    def error(self, message: str) -> NoReturn:
        print(f"命令没有写对：{message}。\n写法请看：{self.prog} --help", file=sys.stderr)
        raise SystemExit(2)
