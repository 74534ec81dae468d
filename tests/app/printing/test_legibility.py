"""How large characters must be: the rule's own points, straight lines between, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.printing.legibility import (
    character_height,
    least_height,
    printed_part,
    readable_distance,
    type_size,
)

DISTANCES = st.floats(0.3, 30)


@pytest.mark.parametrize(
    ("distance", "height"), [(1, 5.6), (2, 9), (5, 20), (10, 40), (20, 80), (30, 120), (1.5, 7.3), (3, 12.67), (15, 60)]
)
def test_the_rule_and_the_lines_between_its_points(distance, height):
    assert least_height(distance) == height


def test_nine_millimetres_are_about_28_points_and_16_points_read_to_about_one_metre():
    assert round(type_size(9)) == 28
    assert round(character_height(16), 1) == 5.1
    assert 0.85 < readable_distance(character_height(16)) < 1


@given(DISTANCES, DISTANCES)
def test_who_stands_farther_away_needs_larger_characters(one, other):
    near, far = sorted((one, other))
    assert least_height(near) <= least_height(far)


@given(DISTANCES, st.booleans())
def test_the_least_height_is_read_from_its_distance(distance, elder):
    height = least_height(distance, elder=elder)
    assert readable_distance(height, elder=elder) == pytest.approx(distance, abs=0.01)


def test_elderly_readers_get_a_quarter_more():
    assert least_height(2, elder=True) == 11.25
    assert readable_distance(11.25, elder=True) == 2


@pytest.mark.parametrize("distance", [0, -2, 0.2, 31, float("nan"), float("inf")])
def test_distances_the_rule_does_not_cover_are_refused(distance):
    with pytest.raises(UserFacingError, match=r"阅读距离要在0\.3米到30米之间"):
        least_height(distance)


def test_a_part_knows_whether_it_is_legible():
    part = printed_part("正文", type_size(7.1), 9.0)
    assert (part.height, part.readable_to, part.legible) == (7.1, 1.4, False)
    assert printed_part("正文", type_size(9.0), 9.0).legible
