"""Nothing lies about that no part of the program uses."""

import logging
from functools import cache
from types import ModuleType

import pytest
from PySide6 import QtCore, QtGui, QtWidgets
from reportlab.pdfgen.canvas import Canvas
from vulture import Vulture

from tests.test_layers import ROOT

LOOKED_AT = ("class", "function", "import", "method", "property", "unreachable_code")
"""Not: attributes, which are mostly set on objects of libraries, and the fields of records, which are read from files.
Of variables only constants."""
ASKED_BY_TESTS = {
    "card_rect": "where to click on a painted card",
    "cell_entries": "the entries behind a cell of the matrix, asked for one cell; the window asks for many at once",
    "check_table": "checks of one table; the program checks whole workspaces and says what somebody let stand",
    "check_workspace": "checks without what somebody let stand",
    "every_rule": "all rules by code, to find those without a test",
    "hits_shown": "whether the list under the search box is open",
    "is_page_drawn": "whether the paper on the desk is there to be compared",
    "is_sealed": "whether a file asks for a password, to see that it was written with one",
    "overdue_by_kind": "what is overdue by kind, for one unit; the program asks for all units at once",
    "print_catalogue": "a catalogue on paper in one step; the program composes and draws apart",
    "render_page": "one page as a picture; the program goes through all of them",
    "saved_text": "what the status line says of saving",
    "shown_reason": "why a cell keeps its editor open",
    "write_package": "a package in one step; the program takes note of the round in between",
}
"""What only tests use, and what for."""


@cache
def called_by_libraries() -> frozenset[str]:
    """Names of methods that a library calls on what is derived from its classes."""
    modules: tuple[ModuleType, ...] = (QtCore, QtGui, QtWidgets)
    # Qt's modules make their classes when they are asked for.
    found = (getattr(module, name) for module in modules for name in dir(module))
    classes = [each for each in found if isinstance(each, type)]
    return frozenset(name for each in (*classes, logging.Formatter, Canvas) for name in dir(each))


def unused(*paths: str) -> set[str]:
    """Return what nothing in these folders and files uses, as file:name."""
    looking = Vulture()
    looking.scavenge(paths)
    found = [
        each
        for each in looking.get_unused_code()
        if each.typ in LOOKED_AT or (each.typ == "variable" and each.name.isupper())
    ]
    return {
        f"{each.filename}:{each.first_lineno}: {each.name}"
        for each in found
        if not (each.typ in ("method", "property") and each.name in called_by_libraries())
    }


@cache
def unused_here() -> frozenset[str]:
    return frozenset(unused(*(str(ROOT / folder) for folder in ("app", "db", "ui"))))


def test_everything_is_used():
    assert sorted(each for each in unused_here() if each.rpartition(" ")[2] not in ASKED_BY_TESTS) == []


@pytest.mark.parametrize("name", ASKED_BY_TESTS)
def test_what_tests_ask_for_is_still_there(name: str):
    assert any(each.endswith(f" {name}") for each in unused_here())


@pytest.mark.parametrize(
    "code",
    [
        "def forgotten(): return 1",
        "import forgotten",
        "forgotten = 1\nFORGOTTEN = 2",
        "class Kept:\n    def forgotten(self): return 1\nprint(Kept())",
    ],
)
def test_what_nothing_uses_is_found(tmp_path, code: str):
    file = tmp_path / "code.py"
    file.write_text(code, encoding="utf-8")
    assert [each.rpartition(" ")[2].lower() for each in unused(str(file))] == ["forgotten"]
