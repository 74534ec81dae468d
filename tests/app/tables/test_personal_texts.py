"""Texts looked through together show data of a person exactly where one of them does alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.personal_data import find_personal_data
from app.tables.personal_texts import any_personal
from tests.app.checks.seeded_numbers import CARD_16, ID_PLAIN, ID_WITH_X, MOBILE

WHOLE = (ID_PLAIN, ID_WITH_X, MOBILE, CARD_16, "孤儿王小明", "住址：幸福小区3栋2单元501室", "李小红，7岁")
PIECES = ("手机", "联系电话：", "60岁", "，45岁", "孤儿", "李小红", "镇政府", "3号", "501室", "一三八", "")


@given(st.lists(st.one_of(st.sampled_from(WHOLE), st.sampled_from(PIECES), st.sampled_from(ID_PLAIN)), max_size=6))
@settings(deadline=None, max_examples=300)
def test_texts_together_and_alone(texts: list[str]):
    assert any_personal(texts, ()) == any(find_personal_data(text) for text in texts)


@pytest.mark.parametrize("cut", range(1, 18))
def test_a_number_over_two_texts_is_none(cut: int):
    assert not any_personal([ID_PLAIN[:cut], ID_PLAIN[cut:]], ())


def test_public_numbers_are_allowed():
    assert any_personal(["电话", MOBILE], ()) and not any_personal(["电话", MOBILE], (MOBILE,))
