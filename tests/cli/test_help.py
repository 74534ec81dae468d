"""Every command explains itself in Chinese."""

import re

import pytest

from tests.cli.desk import CHINESE, Desk

COMMANDS = (
    *(
        "new",
        "unit",
        "concern",
        "fields",
        "adopt",
        "entries",
        "add",
        "set",
        "remove",
        "confirm",
        "finalise",
        "history",
        "reasons",
        "undo",
        "copy",
        "edition",
        "uninvolved",
    ),
    *("set-many", "fill", "replace", "paste", "duplicate", "reorder"),
    *("search", "check", "workday", "table", "table write", "print", "print catalogue", "print notice", "print board"),
    *("board", *(f"board {verb}" for verb in ("new", "list", "show", "set", "add", "move", "take", "post", "renew"))),
    *(
        "board remove",
        "notice",
        "notice new",
        "roster",
        "roster 工作.qd add",
        "roster 工作.qd admit",
        "trust",
        "export",
        "inspect",
    ),
    *("import", "proposals", "decide", "backup", "restore", "doctor", "demo"),
    *("villages", "villages list", "villages add", "villages new", "villages remove", "villages split"),
    *("villages sheets", "villages expect", "villages print"),
    *("whole", "web", "data", "standards", "standards compare"),
)
LEFT_IN_ENGLISH = re.compile(r"usage|positional|options|arguments|show this|message|default|required|choose from")


@pytest.fixture(scope="module")
def help_texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    desk = Desk(tmp_path_factory.mktemp("help"))
    return {command: desk.do(*command.split(), "--help").out for command in ("", *COMMANDS)}


def test_the_list_names_every_command(help_texts: dict[str, str]) -> None:
    for command in COMMANDS:
        assert re.search(rf"^    {command.split()[0]}\b", help_texts[""], re.MULTILINE), command


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_in_chinese_what_the_command_and_each_of_its_words_do(
    help_texts: dict[str, str], command: str
) -> None:
    usage, *described = help_texts[command].split("\n\n")
    assert usage.startswith("用法：")
    assert CHINESE.search(described[0])
    assert not LEFT_IN_ENGLISH.search(help_texts[command])
    assert unexplained(help_texts[command]) == []


def unexplained(text: str) -> list[str]:
    """The words of a help text with nothing said beside or below them."""
    lines = text.splitlines()
    return [
        line
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if re.match(r"  \S", line) and "  " not in line.strip() and not below.startswith("    ")
    ]
