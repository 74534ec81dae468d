"""Standards handed on by a parent: whatever its key signs and whatever happens on the way, all of it or nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.drafting.history import undo
from app.drafting.operations import revision_id
from app.errors import UserFacingError
from app.exchange.keys import device_key
from app.exchange.manifest import PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import DocumentContent, RowsContent, write_package
from app.exchange.profiles import export_profile
from app.exchange.taking_in import FileOutcome, import_file
from app.standards.library import load_library
from app.standards.own_packs import FIELD_PACK
from app.tables.completing import apply_official_text, official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.app.exchange.desks import manifest_of, trust_sender
from tests.official_table import changed_rows, official_rows, write_official
from tests.support import TOWNSHIP, Computer, computer, dump


def complete(county: Computer, table: Path, **how: Any) -> None:
    """Take a table as the standard."""
    source = read_source(table)
    with county.working() as workspace:
        apply_official_text(workspace, official_text(workspace, table, understand(source), source), **how)


@pytest.fixture
def profile(county: Computer, tmp_path: Path) -> Path:
    """What the county hands on."""
    complete(county, write_official(tmp_path / "全表.csv", changed_rows()))
    with county.working() as workspace:
        return export_profile(workspace, tmp_path / "标准.zwgk").path


@pytest.fixture
def child(profile: Path, tmp_path: Path) -> Computer:
    """A township that trusts the county's computer."""
    made = computer(tmp_path / "镇", TOWNSHIP, person="陈静")
    trust_sender(made, profile)
    return made


def row_of(path: Path) -> dict[str, Any]:
    with open_package(path) as package:
        (row,) = package.rows("standards.jsonl")
        return row


def forged(county: Computer, like: Path, row: dict[str, Any], *more: RowsContent) -> Path:
    """A profile that the county's key signs, whose row its program would not have written; its name is right."""
    manifest = manifest_of(like)
    known = PackageFacts(**{name: getattr(manifest, name) for name in PackageFacts.__struct_fields__})
    named = row | {"revision": revision_id(FIELD_PACK, str(row["id"]), row["content"], row["parents"])}
    contents = [DocumentContent("profile.json", {"name": "青山县", "fields": ["05"]})]
    with county.keys():
        key = device_key(manifest.organisation.id)
    path = like.with_name("改过的.zwgk")
    path.unlink(missing_ok=True)
    facts = replace(known, round=known.round + 1)
    return write_package(path, facts, [*contents, RowsContent("standards.jsonl", [named]), *more], key).path


def refused(child: Computer, path: Path) -> FileOutcome:
    before = dump(child.path)
    outcome = child.take_in(path)
    assert outcome.result == "refused", outcome
    assert dump(child.path) == before
    return outcome


def test_changed_bytes_are_refused(child: Computer, profile: Path):
    sound = profile.read_bytes()
    spoilt = profile.with_name("坏.zwgk")
    codes = set()
    with child.working() as workspace:
        for at in range(0, len(sound), 7):
            spoilt.write_bytes(sound[:at] + bytes([sound[at] ^ 0x41]) + sound[at + 1 :])
            outcome = import_file(workspace, spoilt)
            assert outcome.result == "refused"
            codes.add(outcome.code)
    assert codes <= {"package-changed", "package-truncated", "package-too-big"}
    assert child.take_in(profile).result == "applied"


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("field",), "06"),
        (("field",), "../"),
        (("items",), []),
        (("items", 0, "code"), "06-001"),
        (("items", 0, "code"), "05-002"),
        (("items", 0, "mode"), "secret"),
        (("items", 0, "levels"), ["moon"]),
        (("items", 0, "channels"), ["没有这种渠道"]),
        (("items", 0, "elements"), None),
        (("items", 0, "level1"), "长" * 20_001),
        (("source", "date"), "昨天"),
        (("source", "sha256"), "x"),
        (("gone",), [{"code": "05-099"}]),
        (("version",), 0),
    ],
)
def test_a_standard_that_breaks_the_rules_is_refused(county, child, profile, where, value):
    row = json.loads(json.dumps(row_of(profile)))
    place = row["content"]
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value
    assert refused(child, forged(county, profile, row)).code == "package-row-wrong"


def test_rules_that_we_cannot_apply_are_not_passed_over(county, child, profile):
    masks = RowsContent("masks.jsonl", [{"key": "nothing-hidden"}])
    assert refused(child, forged(county, profile, row_of(profile), masks)).code == "package-newer-content"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(["field", "version", "items", "gone", "source", "removed"]),
    value=st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    ),
)
def test_anything_in_place_of_a_part_is_taken_or_refused_in_words(county, child, profile, key, value):
    row = row_of(profile)
    path = forged(county, profile, row | {"content": row["content"] | {key: value}})
    with child.working() as workspace:
        outcome = import_file(workspace, path, dry_run=True)
    assert outcome.code in ("package-row-wrong", None), outcome


def test_places_to_look_at_are_asked_about_first(county: Computer, tmp_path: Path):
    rows = official_rows()
    rows["twice"] = dict(rows["05-004"])
    table = write_official(tmp_path / "重复.csv", rows)
    with pytest.raises(UserFacingError, match="拿不准"):
        complete(county, table)
    complete(county, table, is_looked_at=True)
    with county.working() as workspace:
        assert workspace.library is not load_library()
        assert len(workspace.library.fields["05"].items) == 14
        undo(workspace)
        assert workspace.library is load_library()
