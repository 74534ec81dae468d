"""Made-up identity, telephone and card numbers with right check digits, for tests that none of them gets out."""

from datetime import date

from hypothesis import strategies as st
from stdnum import luhn
from stdnum.iso7064 import mod_11_2


def identity_number(birth: str, serial: int, region: str = "430302") -> str:
    """A valid number of a person born on `birth` (YYYYMMDD)."""
    body = f"{region}{birth}{serial:03}"
    return body + mod_11_2.calc_check_digit(body)


identity_numbers = st.builds(
    lambda birth, serial: identity_number(f"{birth:%Y%m%d}", serial),
    st.dates(min_value=date(1930, 1, 1), max_value=date(2005, 12, 31)),
    st.integers(0, 999),
)
mobile_numbers = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
card_numbers = st.from_regex(r"62[0-9]{16}", fullmatch=True).map(lambda body: body + luhn.calc_check_digit(body))
raw_numbers = st.one_of(identity_numbers, mobile_numbers, card_numbers)


def written(number: str, style: str) -> str:
    """The number as people also write it."""
    if style == "spaced":
        return f"{number[:3]} {number[3:7]} {number[7:]}" if len(number) == 11 else f"{number[:6]} {number[6:]}"
    if style == "wide":
        return number.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    return number


styles = st.sampled_from(["plain", "spaced", "wide"])
