"""Numbers that look like those of persons, made up: division 990124 does not exist."""

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from app.checks.personal_data import Kind


def id_number(first_seventeen: str) -> str:
    """An identity number with its right check digit."""
    return first_seventeen + mod_11_2.calc_check_digit(first_seventeen)


def bank_card(all_but_last: str) -> str:
    """A card number with its right Luhn digit."""
    return all_but_last + luhn.calc_check_digit(all_but_last)


ID_WITH_X = id_number("99012419900101003")
ID_PLAIN = id_number("99012419550302001")
OLD_ID = "510124550302001"
MOBILE = "13800138000"
CARD_19 = bank_card("622202990124123456")
CARD_16 = bank_card("622588990124123")

SEEDED: dict[str, tuple[Kind, str]] = {
    ID_WITH_X: ("id_number", f"{'*' * 14}{ID_WITH_X[-4:]}"),
    ID_PLAIN: ("id_number", f"{'*' * 14}{ID_PLAIN[-4:]}"),
    OLD_ID: ("id_number", f"{'*' * 11}{OLD_ID[-4:]}"),
    MOBILE: ("phone", "138****8000"),
    CARD_19: ("bank_card", f"{'*' * 15}{CARD_19[-4:]}"),
    CARD_16: ("bank_card", f"{'*' * 12}{CARD_16[-4:]}"),
}
"""Each number with its kind and its masked form."""
