"""Holding theirs against ours, element by element."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.proposals.comparison import differences, merged, subject_change, touches_only_missing

ELEMENTS = ("level1", "basis", "item", "field", "state", "removed")
"""Some checklists call elements like the parts of an entry."""


def entry(values: dict, **parts) -> dict:
    whole = {"state": "draft", "not_applicable": None, "removed": False, "position": 1, "item": "05-001", "field": "05"}
    return whole | parts | {"values": values}


BASE = entry({"level1": "甲", "basis": "乙", "level3": None})


def changes(base, ours, theirs) -> dict[str, tuple[str, str]]:
    return {d.element: (d.kind, d.side) for d in differences(base, ours, theirs)}


def test_what_only_they_changed_is_taken():
    theirs = entry(BASE["values"] | {"level1": "丙"}, state="ready")
    assert changes(BASE, BASE, theirs) == {"level1": ("changed", "theirs"), "entry.state": ("changed", "theirs")}
    assert merged(BASE, differences(BASE, BASE, theirs), {}) == theirs


def test_what_only_we_changed_is_kept():
    ours = entry(BASE["values"] | {"level1": "丙"})
    assert changes(BASE, ours, BASE) == {"level1": ("changed", "ours")}
    assert merged(ours, differences(BASE, ours, BASE), {}) == ours


def test_what_both_changed_is_a_conflict_kept_ours_until_decided():
    ours, theirs = entry(BASE["values"] | {"level1": "丙"}), entry(BASE["values"] | {"level1": "丁"})
    assert changes(BASE, ours, theirs) == {"level1": ("conflict", "ours")}
    assert subject_change(differences(BASE, ours, theirs), theirs) == "conflict"
    assert merged(ours, differences(BASE, ours, theirs), {"level1": "theirs"}) == theirs


def test_what_both_changed_alike_is_no_difference():
    same = entry(BASE["values"] | {"level1": "丙"})
    assert changes(BASE, same, same) == {}
    assert subject_change((), same) == "unchanged"


def test_a_missing_element_changes_nothing():
    theirs = entry({"level1": "甲"})
    assert changes(BASE, BASE, theirs) == {}
    assert merged(BASE, differences(BASE, BASE, theirs), {}) == BASE


@pytest.mark.parametrize("nothing", [None, [], ""])
def test_an_element_cleared_on_purpose_is_cleared(nothing):
    theirs = entry(BASE["values"] | {"basis": nothing})
    assert changes(BASE, BASE, theirs) == {"basis": ("cleared", "theirs")}
    assert subject_change(differences(BASE, BASE, theirs), theirs) == "cleared"


def test_without_a_common_ancestor_every_difference_is_a_conflict():
    theirs = entry(BASE["values"] | {"level1": "丙", "level3": "丁"}, position=2)
    assert set(changes(None, BASE, theirs).values()) == {("conflict", "ours")}


def test_removed_and_back_again():
    tombstone = entry(BASE["values"], removed=True)
    assert subject_change(differences(BASE, BASE, tombstone), tombstone) == "removed"
    assert subject_change(differences(tombstone, tombstone, BASE), BASE) == "new"


def test_an_element_called_like_a_part_is_compared_as_an_element():
    """village-affairs asks for `item` (事项), the pilot checklist for `field`."""
    base = entry({"item": "祠堂", "field": "文化", "state": "在建"})
    theirs = entry({"item": "学校", "field": None, "state": "在建"}, position=7)
    assert changes(base, base, theirs) == {
        "item": ("changed", "theirs"),
        "field": ("cleared", "theirs"),
        "entry.position": ("changed", "theirs"),
    }
    assert merged(base, differences(base, base, theirs), {}) == theirs


def test_subjects_without_values_are_compared_part_by_part():
    base = {"name": "兴隆镇", "code": "", "removed": False}
    theirs = base | {"name": "兴盛镇"}
    assert changes(base, base, theirs) == {"name": ("changed", "theirs")}
    assert merged(base, differences(base, base, theirs), {}) == theirs
    gone = base | {"removed": True}
    assert subject_change(differences(base, base, gone), gone) == "removed"


def test_own_elements_of_ours_do_not_make_a_fork():
    """A county that added a column keeps what it wrote there when the township's next round comes."""
    ours = entry(BASE["values"] | {"county_note": "好"})
    assert touches_only_missing(BASE, ours, BASE)
    assert not touches_only_missing(BASE, entry(BASE["values"] | {"level1": "丙"}), BASE)


VALUES = st.dictionaries(st.sampled_from(ELEMENTS), st.sampled_from([None, "甲", "乙", ["丙"]]), max_size=5)
CONTENTS = st.builds(entry, VALUES, state=st.sampled_from(["draft", "ready"]), removed=st.booleans())


@given(base=st.none() | CONTENTS, ours=CONTENTS, theirs=CONTENTS)
def test_merging_takes_each_element_from_one_side_and_loses_none(base, ours: dict, theirs: dict):
    found = differences(base, ours, theirs)
    default = merged(ours, found, {})
    assert default["values"].keys() == ours["values"].keys() | {
        d.element for d in found if d.side == "theirs" and not d.element.startswith("entry.")
    }
    for key, value in default["values"].items():
        taken = [d for d in found if d.element == key and d.side == "theirs"]
        assert value == (theirs["values"][key] if taken else ours["values"].get(key))
    assert merged(ours, found, {d.element: "ours" for d in found}) == ours
    everything = merged(ours, found, {d.element: "theirs" for d in found})
    assert all(everything["values"].get(key) == value for key, value in theirs["values"].items())
    assert differences(base, everything, theirs) == ()
    assert ours["values"].keys() <= default["values"].keys()
