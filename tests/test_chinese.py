"""What the program tells people is Chinese: in the resources and in the refusals of the code."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from app.resources import resource_root
from app.standards.loading import load_content
from tests.test_layers import sources, text, tree

SHOWN = re.compile(
    r"(label|title|name|help|hint|question|caption|note|says|means|about|what_for|heading|advice|reason)s?"
)
"""Fields of the records of resources that windows and papers show."""
LATIN, CHINESE = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[\u4e00-\u9fff]")
NO_WORDS = re.compile(r"[A-Z]{1,6}[-0-9./]*|\S*[/\\.@_]\S*|PDF|Excel|Word|WPS|OFD|URL|GB/T[ 0-9.-]*")
"""Codes, addresses, files and names of formats."""
CODES = (".vocabulary.head_hints.means", ".notice_rules.elements.choices.label")
"""What stands in fields of such names and is shown nowhere: keys of elements, words of the files of templates."""
BESIDE = re.compile(r"[在到从][左右]边(?!一栏|线)|[左右]边(的|是|勾|选|写)")
"""Says of a pane that it stands beside another: in a narrow window it does not."""
KINDS_OF_ROWS = ("count", "heading", "money")
"""Of the table of the yearly report, whose rows show by their form what they are."""
REFUSALS = ("UserFacingError", "UsageError")


def shown_texts(value: Any, where: str = "", field: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts of a record that people see, each with where it stands."""
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from shown_texts(getattr(value, name), f"{where}.{name}", name)
    elif isinstance(value, list | tuple | frozenset | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from shown_texts(each, where, field)
    elif isinstance(value, str) and SHOWN.fullmatch(field):
        yield where, value


def is_foreign(text: str) -> bool:
    """Whether a text says something, and not in Chinese."""
    return bool(LATIN.search(text)) and not CHINESE.search(text) and not NO_WORDS.fullmatch(text)


def test_what_resources_say_is_chinese():
    told = list(shown_texts(load_content(resource_root())))
    assert len(told) > 3_000
    seen = [(where, text) for where, text in told if where not in CODES and text not in KINDS_OF_ROWS]
    assert [(where, text) for where, text in seen if is_foreign(text)] == []


def refusals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of every refusal that is written where it is raised."""
    if not any(name in text(source) for name in REFUSALS):
        return
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS and len(node.args) > 1:
            said = "".join(
                each.value
                for each in ast.walk(node.args[1])
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
            if said:
                yield node.lineno, said


def test_refusals_are_chinese():
    told = [(f"{source}:{line}", words) for source in sources("app", "db", "ui") for line, words in refusals(source)]
    assert len(told) > 500
    assert [(where, words) for where, words in told if is_foreign(words)] == []


def test_the_window_calls_panes_by_their_names_not_by_where_they_stand():
    pages = [source for source in sources("ui") if BESIDE.search(text(source))]
    told = [
        (source, node.value) for source in pages for node in ast.walk(tree(source)) if isinstance(node, ast.Constant)
    ]
    assert [(where, words) for where, words in told if isinstance(words, str) and BESIDE.search(words)] == []


@pytest.mark.parametrize("text", ["Save as", "File not found"])
def test_what_is_foreign_is_found(text: str):
    assert is_foreign(text)
