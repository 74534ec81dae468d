"""Cells that only list titles in 《》 with their numbers are read a short way: it must say what the long one says."""

from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.tables.understanding import basis

_TITLES = st.sampled_from(
    ["社会救助暂行办法", "关于公开、查阅的意见", "办法（试行）", "A类 规定", "条例（2）", "甲（国发〔2016〕8号）"]
)
_NUMBERS = st.sampled_from(
    ["", "（国务院令第711号）", "（国办发〔2016〕8号）", "（国办发（2016）8号）", "（2019年修订）", "第三条"]
)
_PARTINGS = st.sampled_from(["；", "；\n", "\n", "、", "", " ", "。", "；\n1.", "和", "\n（"])
_CITED = st.builds("《{}》{}{}".format, _TITLES, _NUMBERS, _PARTINGS)
_cited_in = basis.citations_in.__wrapped__


@settings(max_examples=200, deadline=None)
@given(st.lists(_CITED, min_size=1, max_size=4).map("".join))
@example("《社会救助暂行办法》（国务院令第649号）；\n《条例》")
def test_the_short_way_reads_as_the_long_one(cell):
    with patch.object(basis, "_plainly_cited", return_value=None):
        long_way = _cited_in(cell)

    assert _cited_in(cell) == long_way


def test_the_short_way_is_taken_for_titles_with_their_numbers():
    assert basis._plainly_cited("《社会救助暂行办法》（国务院令第649号）；\n《条例》") == (
        ("社会救助暂行办法", "国务院令第649号", ""),
        ("条例", None, ""),
    )
