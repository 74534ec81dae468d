"""Words and parts of a deadline never tell two things."""

import pytest

from app.standards.deadlines import (
    DeadlineParts,
    deadline_parts,
    deadline_text,
    read_deadline,
    reworded,
    speaks_in_parts,
)
from app.standards.library import load_library

STANDARD = {
    "text": "制定或获取信息之日起10个工作日内，公示7个工作日",
    "count": 10,
    "unit": "workday",
    "event": "制定或获取信息",
    "notice_days": 7,
    "notice_unit": "workday",
}
MANY_THINGS = "除处罚决定外其他内容：长期公开（动态调整）；处罚决定：20个工作日内"


def bundled_deadlines():
    """Every deadline of the resources."""
    library = load_library()
    for definition in library.definitions:
        for item in library.items(definition):
            yield from (value for value in item.values.values() if isinstance(value, dict) and "text" in value)


def test_parts_are_written_as_the_standard_writes_them():
    assert deadline_text(deadline_parts(STANDARD)) == STANDARD["text"]
    assert deadline_text(DeadlineParts(20)) == "20个工作日内"
    assert deadline_text(DeadlineParts(3, "month", "收到留言")) == "收到留言之日起3个月内"
    assert deadline_text(DeadlineParts(unit="realtime", event="信息形成")) == "信息形成后及时公开"
    assert deadline_text(DeadlineParts(unit="ongoing", notice_days=5, notice_unit="day")) == "长期公开，公示5日"


def test_a_changed_number_leaves_the_other_words_alone():
    like = "自收到评标报告之日起3日内公示，公示期不得少于3日"
    parts = DeadlineParts(5, "day", "收到评标报告", 7, "workday")
    assert deadline_text(parts, like) == "自收到评标报告之日起5日内公示，公示期不得少于7个工作日"


def test_a_number_not_known_yet_is_written_as_open():
    assert (
        deadline_text(DeadlineParts(None, "workday", "信息形成", None, "day")) == "信息形成之日起几个工作日内，公示几日"
    )


@pytest.mark.parametrize(
    "text", [MANY_THINGS, "每12个月至少更新一次", "提前24小时通知", "每月10日前公开上月账目", "尽快", ""]
)
def test_words_that_say_more_than_parts_stay_words(text: str):
    assert read_deadline(text) is None
    assert not speaks_in_parts({"text": text, "count": 20, "unit": "workday", "event": "作出处罚决定"})


def test_bundled_deadlines_read_in_parts_are_written_word_for_word_again():
    values = list(bundled_deadlines())
    in_parts = [value for value in values if speaks_in_parts(value)]
    assert len(in_parts) > len(values) / 2
    for value in in_parts:
        assert deadline_text(read_deadline(value["text"]), value["text"]) == value["text"]


def test_other_parts_than_the_words_say_are_noticed():
    assert speaks_in_parts(STANDARD)
    assert not speaks_in_parts(STANDARD | {"count": 20})
    assert not speaks_in_parts(STANDARD | {"notice_days": 5})


def test_new_words_bring_their_parts():
    value = reworded(STANDARD, "作出行政决定之日起7个工作日内")
    assert value == {
        "text": "作出行政决定之日起7个工作日内",
        "count": 7,
        "unit": "workday",
        "event": "作出行政决定",
        "notice_days": None,
        "notice_unit": None,
    }


def test_parts_that_new_words_no_longer_say_are_dropped():
    value = {"text": MANY_THINGS, "count": 20, "unit": "workday", "event": "作出处罚决定"}
    kept = reworded(value, MANY_THINGS.replace("（动态调整）", ""))
    assert (kept["count"], kept["unit"], kept["event"]) == (20, "workday", "作出处罚决定")
    dropped = reworded(value, "其他内容：长期公开；处罚决定：120个工作日内")
    assert (dropped["count"], dropped["unit"], dropped["event"]) == (None, "other", None)
