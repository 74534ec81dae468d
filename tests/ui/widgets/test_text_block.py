"""Marked words in a wrapped text."""

import pytest

from ui.theme import theme
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
