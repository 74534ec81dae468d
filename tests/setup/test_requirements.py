"""The pins: exact, hashed, free of addresses, and the same for the program and its tests."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.setup.conftest import ROOT

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def requirements(name: str) -> dict[str, str]:
    """Each requirement of a compiled file with its hashes, by package name."""
    blocks = re.split(r"\n(?=[a-z0-9])", text(name))[1:]
    return {block.partition("==")[0]: block.partition("\n    #")[0] for block in blocks}


@pytest.mark.parametrize("name", ["run.txt", "test.txt", "build.txt"])
def test_every_requirement_is_pinned_and_hashed(name: str):
    blocks = requirements(name)
    assert len(blocks) >= 15
    for block in blocks.values():
        assert PIN.match(block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


@pytest.mark.parametrize("name", ["run.in", "run.txt", "test.in", "test.txt", "build.in", "build.txt"])
def test_no_address_is_named(name: str):
    assert "://" not in text(name)
    assert "index" not in text(name)


@pytest.mark.parametrize("name", ["test.txt", "build.txt"])
def test_what_is_tested_and_built_has_the_versions_of_the_program(name: str):
    program, others = requirements("run.txt"), requirements(name)
    assert {name: others.get(name) for name in program} == program


LIKE_AN_IMPORT = re.compile(r"^\s*import\s.*,|;\s*(?:from|import)\s|^\s*(?:from|import)\s+(\w+)", re.MULTILINE)


def imported_packages(*folders: str) -> set[str]:
    """Top-level packages that the Python files of these folders import. Only a file with a line that could import
    one not seen yet is read as Python."""
    found: set[str] = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            written = path.read_text(encoding="utf-8")
            if set(LIKE_AN_IMPORT.findall(written)) <= found:
                continue
            for node in ast.walk(ast.parse(written)):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.partition(".")[0])
    return found


def asked_for(name: str) -> set[str]:
    """Normalised names of the packages that an .in file asks for."""
    names = re.findall(r"^([A-Za-z][\w.-]*)", text(name), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", each).lower() for each in names}


@pytest.mark.parametrize(
    ("folders", "files"), [(("app", "db", "ui"), ("run.in",)), (("tests", "scripts"), ("run.in", "test.in"))]
)
def test_every_imported_package_is_asked_for(folders: tuple[str, ...], files: tuple[str, ...]):
    """What only another package brings along may go with its next version."""
    distributions = packages_distributions()
    own = {"app", "db", "ui", "tests", "scripts"} | {path.stem for path in (ROOT / "tests").rglob("*.py")}
    foreign = imported_packages(*folders) - set(sys.stdlib_module_names) - own
    asked = set().union(*(asked_for(name) for name in files))
    missing = {
        package
        for package in foreign
        if not {re.sub(r"[-_.]+", "-", name).lower() for name in distributions.get(package, [])} & asked
    }
    assert missing == set()
