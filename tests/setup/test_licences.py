"""Every library that comes with the program or tests it is under a licence that somebody looked at."""

import re
import tomllib
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest

from tests.setup.conftest import ROOT

COMPILED = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)


@cache
def known() -> dict[str, dict[str, str]]:
    return tomllib.loads((ROOT / "requirements" / "licences.toml").read_text(encoding="utf-8"))


def pinned(name: str) -> set[str]:
    """Normalised names of the libraries that a compiled file holds, those of other systems too."""
    return set(PIN.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))


def said_by(package: Distribution) -> str:
    """What a package says of its licence: by name, in words, by its kind."""
    metadata = package.metadata
    kinds = (each for each in metadata.get_all("Classifier") or () if each.startswith("License ::"))
    return " ".join((metadata.get("License-Expression") or "", metadata.get("License") or "", *kinds)).strip()


def family(licence: str) -> str:
    """The part of a licence's name by which its package speaks of it: GPL, BSD, Mozilla's."""
    word = re.split(r"[- ]", licence)[0]
    return {"MPL": "MPL|Mozilla", "PSF": "PSF|Python Software"}.get(word, word)


def test_every_library_is_listed_and_nothing_else():
    asked = set().union(*(pinned(path.name) for path in COMPILED))
    assert len(asked) > 40
    assert asked == set(known()["libraries"])


def test_what_is_shipped_may_be_shipped():
    may_not = {name for name in pinned("run.txt") if known()["libraries"][name] not in known()["shipped"]}
    assert may_not == set()


def test_every_licence_says_why_it_may_be_used():
    reasons = known()["tools"] | known()["shipped"]
    assert set(known()["libraries"].values()) == set(reasons)
    assert all(reasons.values())


@pytest.mark.parametrize("name", sorted(known()["libraries"]))
def test_the_list_says_what_the_package_says(name: str):
    try:
        said = said_by(distribution(name))
    except PackageNotFoundError:
        pytest.skip("another system's, or only for building")
    # peewee says nothing but in its file.
    assert not said or re.search(family(known()["libraries"][name]), said), said
