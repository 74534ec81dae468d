"""The layers stay apart: ui calls app, app calls db, never the other way round."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ui", "app", "db")
# What each layer may import besides itself. ui reaches the store through app only.
MAY_IMPORT = {"ui": {"app"}, "app": {"db"}, "db": set()}
# Libraries that belong to one layer.
OWNED = {"PySide6": "ui", "shiboken6": "ui", "peewee": "db", "playhouse": "db", "sqlite3": "db"}
RESOURCES_PATH = re.compile(r"^[./\\]*resources([/\\]|$)")
PATH_MAKERS = {"Path", "PurePath", "joinpath", "with_name", "open", "join"}


def sources(*folders: str) -> list[str]:
    """The Python files of these folders, as paths from the project's folder."""
    return sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text(source: str) -> str:
    return (ROOT / source).read_text(encoding="utf-8")


def tree(source: str) -> ast.Module:
    return ast.parse(text(source))


@cache
def imported_packages(source: str) -> tuple[tuple[int, str], ...]:
    """Line and top-level package of every import, also of those inside functions."""
    return tuple(_imports(source))


def _imports(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{source}:{node.lineno}: relative import"
            yield node.lineno, (node.module or "").partition(".")[0]


def test_every_layer_is_looked_at():
    assert all(sources(layer) for layer in LAYERS)


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_run_one_way(layer: str):
    forbidden = {*LAYERS, "tests", "scripts"} - {layer} - MAY_IMPORT[layer]
    found = [
        f"{source}:{line}: {package}"
        for source in sources(layer)
        for line, package in imported_packages(source)
        if package in forbidden
    ]
    assert found == []


@pytest.mark.parametrize("library", OWNED)
def test_library_is_imported_by_its_layer_only(library: str):
    others = [layer for layer in LAYERS if layer != OWNED[library]]
    found = [
        f"{source}:{line}"
        for source in sources(*others)
        for line, package in imported_packages(source)
        if package == library
    ]
    assert found == []


def path_parts(node: ast.AST) -> list[ast.expr]:
    """What an expression puts together into a path: ``a / b``, ``Path(a, b)``, ``base.joinpath(a)``, ``open(a)``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return [node.left, node.right]
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return node.args if name in PATH_MAKERS else []
    return []


def leads_to_resources(node: ast.AST) -> bool:
    """Whether an expression makes a path into resources/ or asks the launcher where it unpacked them."""
    if isinstance(node, ast.Attribute):
        return node.attr == "_MEIPASS"
    if isinstance(node, ast.Constant):
        return node.value == "_MEIPASS"
    texts = [part.value for part in path_parts(node) if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and RESOURCES_PATH.match(text) for text in texts)


def test_only_one_module_knows_where_resources_lie():
    found = [
        f"{source}:{node.lineno}"
        for source in sources(*LAYERS)
        if source != "app/resources.py" and any(word in text(source) for word in ("resources", "_MEIPASS"))
        for node in ast.walk(tree(source))
        if leads_to_resources(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "Path('resources/x')",
        "root / 'resources'",
        "base.joinpath('./resources/x')",
        "open('resources/x')",
        "sys._MEIPASS",
        "getattr(sys, '_MEIPASS')",
    ],
)
def test_ways_to_find_resources_by_oneself_are_recognised(code: str):
    assert any(leads_to_resources(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize("code", ["'resources'", "report('resources/laws')", "resource_path('laws/x.yaml')"])
def test_naming_a_resource_is_allowed(code: str):
    assert not any(leads_to_resources(node) for node in ast.walk(ast.parse(code)))
