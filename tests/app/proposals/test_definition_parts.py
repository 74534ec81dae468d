"""A definition taken apart and put together again is the same, and every part of it can be of either side."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.proposals.comparison import decided, differences
from app.proposals.definition_parts import is_part, parts_of, with_parts
from app.standards.definition_data import known_codes, shipped_data
from app.standards.library import load_library
from app.standards.own_definitions import KINDS

_KEYS = st.sampled_from(["a", "b", "c"])
_MEMBERS = st.lists(st.fixed_dictionaries({"key": _KEYS, "label": st.sampled_from(["甲", "乙"])}), unique_by=str)
_DATA = st.fixed_dictionaries(
    {"checklist": st.fixed_dictionaries({"name": st.sampled_from(["清单", "表"]), "elements": _MEMBERS})}
)


def definition(data: dict[str, Any], unit: str = "兴隆镇") -> dict[str, Any]:
    """A record with a definition as it is stored."""
    about = {"kind": "checklist", "code": "x", "person": "陈静", "unit": unit, "date": "2026-11-23", "removed": False}
    return about | {"data": data}


@pytest.mark.parametrize("kind", KINDS)
def test_every_definition_of_the_program_is_put_together_again(kind: str) -> None:
    for code in known_codes(load_library(), kind):
        data = shipped_data(kind, code)
        content = definition(data)
        parts = {key: value for key, value in parts_of(content).items() if is_part(key)}
        assert _without_nothing(with_parts(definition({}), parts)["data"]) == _without_nothing(data)


@given(_DATA, _DATA, _DATA)
def test_all_of_one_side_is_that_side(base: dict, ours: dict, theirs: dict) -> None:
    mine, yours = definition(ours), definition(theirs, "青山县")
    found = differences(definition(base), mine, yours)
    every = [each.element for each in found]
    assert decided(mine, yours, found, dict.fromkeys(every, "theirs")) == yours
    if ours != theirs:
        assert decided(mine, yours, found, dict.fromkeys(every, "ours")) == mine


@given(_DATA, _DATA)
def test_without_work_of_ours_everything_is_theirs(base: dict, theirs: dict) -> None:
    mine, yours = definition(base), definition(theirs, "青山县")
    found = differences(mine, mine, yours)
    assert all(each.side == "theirs" and each.kind != "conflict" for each in found)
    assert decided(mine, yours, found, {}) == yours


def test_a_part_of_ours_stays_beside_a_part_of_theirs() -> None:
    base = {"checklist": {"name": "清单", "elements": [{"key": "a", "label": "甲"}, {"key": "b", "label": "乙"}]}}
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    ours["checklist"]["elements"].insert(1, {"key": "m", "label": "本镇的"})
    theirs["checklist"]["elements"].insert(0, {"key": "n", "label": "县里的"})
    theirs["checklist"]["elements"][2]["label"] = "乙乙"
    found = differences(definition(base), definition(ours), definition(theirs))
    assert not [each for each in found if each.kind == "conflict"]
    result = decided(definition(ours), definition(theirs), found, {})
    labels = [each["label"] for each in result["data"]["checklist"]["elements"]]
    assert labels == ["县里的", "甲", "本镇的", "乙乙"]


def _without_nothing(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return [_without_nothing(each) for each in data] if isinstance(data, list) else data
