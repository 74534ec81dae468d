"""Marked words in a wrapped text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.theme import theme
from ui.widgets.row_layout import fits, row_font
from ui.widgets.text_block import Span, TextBlock


@pytest.mark.parametrize(
    ("text", "start", "length", "marked"),
    [
        ("兴隆镇民政办", 3, 2, (3, 2)),
        ("𬭎庄村民政办", 3, 2, (4, 2)),
        ("兴隆镇𬭎庄👍", 3, 3, (3, 5)),
    ],
)
def test_rare_characters_are_marked_whole(qapp, text: str, start: int, length: int, marked: tuple[int, int]):
    block = TextBlock(text, theme().font("body"), 400, 20, [Span(start, length)])
    (shown,) = block._layout.formats()
    assert (shown.start, shown.length) == marked


@given(
    words=st.text(st.sampled_from("兴隆镇，。（）“”0123 abcWw-/　\n"), max_size=30),
    room=st.integers(1, 500),
    style=st.sampled_from(["table", "caption", "body", "strong", "table-bold"]),
)
def test_what_is_said_to_fit_stands_on_one_line(qapp, words: str, room: int, style: str):
    laid_out = TextBlock(words, row_font(style), room, 20)
    assert not fits(words, style, room) or laid_out.lines == 1
