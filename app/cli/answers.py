"""What commands print of a record whose form is a checklist's definition, and of the checklist's ready-made ones."""

import argparse
from collections.abc import Callable, Collection, Iterable
from typing import Any

from app.cli.common import add_json, add_workspace, print_json, reading
from app.registers.answers import Answers, shown_answer
from app.standards.models import Definition, Item
from app.workspace import Workspace

_Actions = argparse._SubParsersAction


def add_register(commands: argparse._SubParsersAction, name: str, words: str, **listing: Any) -> _Actions:
    """Add the command of a register, which lists all records where nothing is asked of it (`listing` says how); returns
    where its actions go."""
    group = commands.add_parser(name, help=words)
    add_workspace(group)
    add_json(group)
    group.set_defaults(**listing)
    return group.add_subparsers(title="做什么", metavar="做什么", dest="action")


def given_values(answers: Answers) -> dict[str, Any]:
    """Return what is filled in, by key."""
    return {key: value for key, value in answers.known.items() if value is not None}


def print_answers(definition: Definition, answers: Answers, but: Collection[str] = ()) -> None:
    """Print what is filled in, but for these elements."""
    for element in definition.elements:
        if element.key not in but and (text := shown_answer(element, answers.known.get(element.key))):
            print(f"{element.label}：{text}")


def print_to_look_at(missing: Iterable[str], remarks: Iterable[str]) -> None:
    """Print what is still to be filled in, and what else to look at."""
    for words in (*(f"还没有填：{label}" for label in missing), *remarks):
        print(f"请看：{words}")


def list_ready_made(
    arguments: argparse.Namespace,
    found: Callable[[Workspace], Iterable[Item]],
    line: Callable[[Item], str],
    nothing: str = "",
) -> int:
    """Print the ready-made records of the checklist that are `found`, each in a `line` or as JSON; `nothing` is said
    where there is none."""
    with reading(arguments) as workspace:
        items = list(found(workspace))
    if arguments.json:
        print_json([{"code": each.code, "evidence": each.evidence} | dict(each.values) for each in items])
        return 0
    for each in items:
        print(line(each))
    if nothing and not items:
        print(nothing)
    return 0
