import json
import math
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.canonical import canonical_json

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda members: (
        st.lists(members) | st.dictionaries(texts.map(lambda key: unicodedata.normalize("NFC", key)), members)
    ),
)


def test_form_is_fixed():
    value = {"乙": [1, 2.5, True, None], "b": {"z": "“字”\n", "a": ()}, "a": "e\u0301"}
    expected = '{"a":"é","b":{"a":[],"z":"“字”\\n"},"乙":[1,2.5,true,null]}'
    assert canonical_json(value) == expected.encode()


@settings(deadline=None)
@given(values)
def test_reads_back_as_the_normalised_value(value):
    written = canonical_json(value)
    assert canonical_json(json.loads(written)) == written
    assert unicodedata.is_normalized("NFC", written.decode())


@settings(deadline=None)
@given(values)
def test_order_of_keys_and_form_of_characters_do_not_matter(value):
    assert canonical_json(_backwards(value)) == canonical_json(value)


def _backwards(value):
    if isinstance(value, str):
        return unicodedata.normalize("NFD", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFD", key): _backwards(value[key]) for key in reversed(list(value))}
    if isinstance(value, list):
        return tuple(_backwards(member) for member in value)
    return value


@settings(deadline=None)
@given(st.dictionaries(texts.map(lambda key: unicodedata.normalize("NFC", key)), st.integers(), min_size=1))
def test_a_changed_value_changes_the_bytes(value):
    key = next(iter(value))
    assert canonical_json(value | {key: value[key] + 1}) != canonical_json(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, [-math.inf], {"a": "\ud800"}, {"é": 1, "e\u0301": 2}])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(ValueError):
        canonical_json(value)


@pytest.mark.parametrize("value", [{1: "a"}, {"a": {1, 2}}, b"bytes"])
def test_what_is_not_json_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)
