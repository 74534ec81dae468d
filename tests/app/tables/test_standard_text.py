"""Any value of an element can be read as plain text."""

import pytest

from app.standards.models import Choice, Element
from app.tables.official import standard_text


def element(kind: str) -> Element:
    return Element("key", "标签", kind, choices=(Choice(None, "甲"), Choice(None, "乙")))


CITATION = {"title": "社会救助暂行办法", "number": "国务院令第649号", "kind": "行政法规", "article": "第十一条"}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "兴隆镇", "兴隆镇"),
        ("list", ["一", "二"], "一\n二"),
        ("choices", ["乙", "甲"], "甲、乙"),
        ("citations", [CITATION], "《社会救助暂行办法》（国务院令第649号）第十一条"),
        ("deadline", {"text": "20个工作日内", "count": 20, "unit": "workday"}, "20个工作日内"),
        ("date", "2026-11-23", "2026年11月23日"),
        ("money", "1234.5", "1,234.50"),
        ("number", 12, "12"),
        ("flag", False, "否"),
        ("attachment", ["a" * 64], "1个"),
        ("text", None, ""),
        ("choices", [], ""),
    ],
)
def test_text_of_each_kind(kind: str, value: object, expected: str):
    assert standard_text(element(kind), value) == expected


def test_what_is_not_in_shape_is_shown_as_typed():
    assert standard_text(element("date"), "11月底") == "11月底"
    assert standard_text(element("citations"), [{"title": None, "number": "国发〔2012〕45号"}]) == "国发〔2012〕45号"
    half = {"text": "信息形成之日起几个工作日内", "count": "", "unit": "workday", "event": "信息形成"}
    assert standard_text(element("deadline"), half) == "信息形成之日起几个工作日内"
