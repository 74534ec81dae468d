"""Amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.notices.quantities import in_cents, quantity_text, read_quantity
from app.tables.official import money_text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("420", "420"),
        ("420元", "420"),
        ("￥1,234.50", "1234.50"),
        ("人民币 420 元整", "420"),
        ("１，２３４", "1234"),
        ("-3.5", "-3.5"),
        ("（300）", "-300"),
        ("(1,234.50)", "-1234.50"),
        ("￥（300元）", "-300"),
        ("（300）元", "-300"),
        ("（-300）", None),
        ("（补）", None),
        ("1,2", None),
        ("12,34", None),
        ("1.5万元", None),
        ("约3亩", None),
        ("NaN", None),
        ("1e5", None),
        ("二十", None),
        ("", None),
    ],
)
def test_what_is_a_number_and_what_is_not(text, value):
    assert read_quantity(text) == (None if value is None else Decimal(value))


@settings(deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_written_out_reads_the_same(amount):
    assert read_quantity(money_text(amount)) == amount


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_a_quantity_has_no_exponent_and_no_needless_zeros(quantity):
    text = quantity_text(quantity)
    assert Decimal(text) == quantity
    assert "E" not in text
    assert "." not in text or not text.endswith(("0", "."))


def test_half_a_cent_is_rounded_up():
    assert in_cents(Decimal("640.005")) == Decimal("640.01")
    assert in_cents(Decimal("640.004")) == Decimal("640.00")


@settings(deadline=None)
@given(st.text())
def test_no_text_breaks_the_reading(text):
    value = read_quantity(text)
    assert value is None or value.is_finite()
