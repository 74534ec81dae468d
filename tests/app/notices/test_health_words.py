"""Words that tell of somebody's health: found, and taken out where they stand in brackets."""

import pytest

from app.notices.health_words import place_of_health, without_health


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("A类（尿毒症）", "A类"),
        ("A类(尿毒症)（一组）", "A类（一组）"),
        ("尿毒症", ""),
        ("尿毒症（A类）", ""),
        ("A类", "A类"),
    ],
)
def test_only_a_bracket_can_be_left_out_by_itself(text: str, mended: str) -> None:
    assert without_health(text) == mended


def test_the_word_is_found_where_it_stands() -> None:
    start, end = place_of_health("A类（尿毒症）")
    assert "A类（尿毒症）"[start:end] == "尿毒症" and place_of_health("A类") is None
