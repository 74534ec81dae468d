"""What clerks write in tables of their own is understood: short names, Chinese numbers, several laws in a cell.

The wordings are those of tables of townships and of how people answer at the desk.
"""

from typing import Any

import pytest

from app.errors import UserFacingError
from app.standards.citations import read_citations
from app.standards.deadlines import read_deadline
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE
from app.standards.numerals import han_value
from app.tables.cell_text import read_with_rest


def read(key: str, text: str) -> tuple[Any, str]:
    return read_with_rest(load_library().definitions[STANDARD_CATALOGUE].element(key), text)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("微博", ["两微一端"]),
        ("公众号", ["两微一端"]),
        ("政府网站、微博、公众号", ["政府网站", "两微一端"]),
        ("微信公众号、公开栏", ["两微一端", "社区/企事业单位/村公示栏（电子屏）"]),
        ("村微信群", ["精准推送"]),
        ("服务大厅", ["政务服务中心"]),
    ],
)
def test_channels_by_their_short_names(text: str, labels: list[str]):
    assert read("channels", text) == (labels, "")


def test_a_channel_of_no_box_stays_in_words():
    assert read("channels", "政府网站、大喇叭") == (["政府网站", "其他"], "大喇叭")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("乡", ["乡级"]),
        ("镇", ["乡级"]),
        ("街道", ["乡级"]),
        ("乡（镇）", ["乡级"]),
        ("村", ["村级"]),
        ("社区", ["村级"]),
        ("乡、村", ["乡级", "村级"]),
        ("镇村两级", ["乡级", "村级"]),
        ("县、乡、村", ["县级", "乡级", "村级"]),
    ],
)
def test_levels_by_their_places_alone(text: str, labels: list[str]):
    assert read("levels", text) == (labels, "")


def test_a_level_that_is_none_of_ours_is_still_refused():
    with pytest.raises(UserFacingError):
        read("levels", "省")


def test_who_it_is_for():
    assert read("audience", "社会公众") == ("全社会", "")
    assert read("audience", "困难群众") == ("特定群体", "困难群众")


@pytest.mark.parametrize(
    ("text", "count", "unit", "event"),
    [
        ("二十个工作日", 20, "workday", None),
        ("自信息形成之日起二十个工作日内公开", 20, "workday", "信息形成"),
        ("形成后七天内", 7, "day", "形成"),
        ("两个月内", 2, "month", None),
        ("20工作日内", 20, "workday", None),
        ("收到申请之日起一百二十日内", 120, "day", "收到申请"),
    ],
)
def test_deadlines_in_chinese_numbers(text: str, count: int, unit: str, event: str | None):
    parts = read_deadline(text)
    assert (parts.count, parts.unit, parts.event) == (count, unit, event)
    value, _ = read("deadline", text)
    assert (value["text"], value["count"]) == (text, count)


@pytest.mark.parametrize("text", ["当月第一个工作日公开", "下一个工作日", "每月一日前", "几个工作日内"])
def test_what_counts_no_days_is_no_number_of_days(text: str):
    assert read_deadline(text) is None


def test_chinese_numbers():
    said = ["十", "十五", "二十", "九十九", "一百", "一百零五", "一百二十", "两", "二〇"]
    assert [han_value(each) for each in said] == [10, 15, 20, 99, 100, 105, 120, 2, 20]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("政府信息公开条例、社会救助暂行办法", ["政府信息公开条例", "社会救助暂行办法"]),
        ("《土地管理法》、土地管理法实施条例", ["土地管理法", "土地管理法实施条例"]),
        ("土地管理法；社会救助暂行办法（国务院令第649号）", ["土地管理法", "社会救助暂行办法"]),
    ],
)
def test_several_laws_in_one_line(text: str, titles: list[str]):
    found, _ = read("basis", text)
    assert [each["title"] for each in found] == titles
    assert all(each["kind"] in ("法律", "行政法规") for each in found)


@pytest.mark.parametrize(
    "title",
    [
        "关于做好农村五保、孤儿救助工作的通知",
        "某某县水利、林业、农业条例",
        "政府信息公开条例、某某县自己的办法",
        "社会救助暂行办法实施细则（一、二、三）",
    ],
)
def test_a_title_with_a_comma_in_it_stays_whole(title: str):
    for text in (title, f"《{title}》"):
        assert [each["title"] for each in read_citations(text)] == [title]


def test_titles_of_the_register_stay_whole():
    for law in load_library().laws:
        for text in (law.title, f"《{law.title}》"):
            assert [each["title"] for each in read_citations(text)] == [law.title]
