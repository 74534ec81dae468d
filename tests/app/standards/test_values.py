"""What somebody types or sends becomes the one shape of its kind, or a sentence naming the element."""

import json
import math
import re
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.canonical import canonical_json
from app.errors import UsageError, UserFacingError
from app.standards.library import load_library
from app.standards.models import Choice, Element, ElementKind
from app.standards.values import check_value, parse_assignment

KINDS = get_args(ElementKind)
CHOICES = (Choice("public", "全社会"), Choice("group", "特定群体"), Choice(None, "其他"))

TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("《》 〈〉法a\t\n\r\x85\u3000\u200be\u0301０1９-.,eE+_年"), max_size=12),
    st.sampled_from(
        ["", " ", "是", "true", "NaN", "Infinity", "-0", "1e400", "1e-400", "１２", "20261201", "2026-W01-1", "全社会"]
    ),
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.sampled_from([10**20, -(10**400), 1e15, 0.1, 5.0]))
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS)
KEYS = st.one_of(
    st.sampled_from(["title", "number", "kind", "article", "text", "count", "unit", "event", "notice_days"]), TEXTS
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=9
)


def element(kind: str) -> Element:
    return Element("what", "要素", kind, choices=CHOICES)


def wrong(kind: str, value: Any) -> str:
    with pytest.raises(UserFacingError) as refusal:
        check_value(element(kind), value)
    assert refusal.value.code == "value-wrong"
    return refusal.value.message


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=80, deadline=None)
@given(value=JSON)
def test_any_json_becomes_a_fixed_point_or_a_sentence(kind: str, value: Any):
    what = element(kind)
    try:
        read = check_value(what, value)
    except UserFacingError as error:
        assert "“要素”" in error.message
        assert re.search(r"[\u4e00-\u9fff].*。$", error.message)
        return
    again = check_value(what, read)
    assert canonical_json(again) == canonical_json(read)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(text=st.one_of(TEXTS, JSON.map(repr), JSON.map(json.dumps)), as_json=st.booleans())
def test_any_words_of_the_command_line_are_read_or_refused(kind: str, text: str, as_json: bool):
    try:
        read = parse_assignment(element(kind), text, as_json=as_json)
    except UserFacingError as error:
        assert "没有改动" in error.message
        return
    assert canonical_json(check_value(element(kind), read)) == canonical_json(read)


@pytest.mark.parametrize(
    ("kind", "typed", "read"),
    [
        ("text", "  两边有空格　", "两边有空格"),
        ("text", "   ", None),
        ("long_text", "第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
        ("text", "e\u0301", "é"),
        ("list", ["一", "  ", "二"], ["一", "二"]),
        ("list", [], None),
        ("choice", "group", "特定群体"),
        ("choice", "特定群体", "特定群体"),
        ("choices", ["其他", "全社会", "其他"], ["全社会", "其他"]),
        ("deadline", "10个工作日内", {"text": "10个工作日内", "count": 10, "unit": "workday"}),
        ("date", "20261201", "2026-12-01"),
        ("money", "1,234.50", "1234.50"),
        ("money", "１２３．５", "123.5"),
        ("money", 12, "12"),
        ("number", "12", 12),
        ("number", "1.5", 1.5),
        ("number", 5.0, 5),
        ("flag", "是", True),
        ("flag", "false", False),
        ("attachment", ["a" * 64], ["a" * 64]),
    ],
)
def test_forms_are_normalised(kind: str, typed: Any, read: Any):
    value = check_value(element(kind), typed)
    if kind == "deadline":
        assert value == dict.fromkeys(("count", "event", "notice_days", "notice_unit")) | read
    else:
        assert value == read
        assert type(value) is type(read)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("《社会救助暂行办法》", "社会救助暂行办法"),
        ("社会救助暂行办法", "社会救助暂行办法"),
        ("《 社会救助暂行办法 》", "社会救助暂行办法"),
        ("《关于印发《办法》的通知》", "关于印发《办法》的通知"),
        ("《办法》和《细则》", "《办法》和《细则》"),
        ("关于落实《办法》", "关于落实《办法》"),
        ("《《办法》》", "办法"),
    ],
)
def test_a_title_loses_its_own_marks_only(typed: str, title: str):
    (citation,) = check_value(element("citations"), [{"title": typed}])
    assert citation == {"title": title, "number": None, "kind": None, "article": None}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 5),
        ("text", "夹着\x07控制字符"),
        ("text", "字" * 20_001),
        ("list", "一"),
        ("list", [["一"]]),
        ("list", ["一"] * 501),
        ("choice", "没有这项"),
        ("choices", "全社会"),
        ("citations", [{"number": "国务院令第649号"}]),
        ("citations", [{"title": "《》"}]),
        ("citations", [{"title": "办法", "page": 3}]),
        ("deadline", {"count": 10}),
        ("deadline", {"text": "十天", "count": 0}),
        ("deadline", {"text": "十天", "unit": "fortnight"}),
        ("deadline", {"text": "十天", "notice_unit": "month"}),
        ("date", "2026-02-30"),
        ("date", "明天"),
        ("money", "一百"),
        ("money", "NaN"),
        ("money", "1e400"),
        ("money", "1e-999999999"),
        ("money", 1.5),
        ("number", "Infinity"),
        ("number", math.nan),
        ("number", math.inf),
        ("number", "NaN"),
        ("number", "1e999999999"),
        ("number", True),
        ("flag", "也许"),
        ("flag", 1),
        ("attachment", ["../etc/passwd"]),
        ("attachment", "a" * 64),
    ],
)
def test_the_wrong_kind_of_thing_is_refused(kind: str, value: Any):
    assert "“要素”填得不对，没有改动" in wrong(kind, value)


def test_none_clears_every_kind():
    assert [check_value(element(kind), None) for kind in KINDS] == [None] * len(KINDS)


def test_what_is_not_json_is_wrong_usage():
    for text in ("{", "[1,", "一", "[" * 100_000):
        with pytest.raises(UsageError) as refusal:
            parse_assignment(element("list"), text, as_json=True)
        assert refusal.value.code == "value-not-json"


def test_an_empty_word_clears():
    assert [parse_assignment(element(kind), "", as_json=False) for kind in KINDS] == [None] * len(KINDS)


def test_money_keeps_its_digits():
    assert check_value(element("money"), "999999999999999.99") == "999999999999999.99"
    assert Decimal(check_value(element("money"), "0.10")) == Decimal("0.1")


def test_the_standards_own_values_are_fixed_points():
    library = load_library()
    checked = 0
    for definition in library.definitions.values():
        if definition.shape != "catalogue":
            continue
        for item in library.items(definition.code):
            for what in definition.elements:
                value = item.values.get(what.key)
                assert check_value(what, value) == value
                checked += value is not None
    assert checked > 5000
