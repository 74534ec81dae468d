"""Whether a text for a notice shows an identity number, a mobile number or a bank card."""

from collections.abc import Collection

from app.checks.personal_data import KIND_LABELS, find_in_number, find_personal_data


def raw_number_in(text: str, office_phones: Collection[str] = (), *, numeric: bool = False) -> str | None:
    """What the text shows, as one word (身份证号, 手机号、银行卡号 …), or None; never the number itself.

    `office_phones` are mobile numbers the office itself has made public; land lines are no personal data.
    `numeric`: the text is the number of a spreadsheet cell, whose last digits may be lost.
    """
    find = find_in_number if numeric else find_personal_data
    kinds = {hit.kind for hit in (*find(text, office_phones), *find_personal_data(text, office_phones))}
    return "、".join(KIND_LABELS[kind] for kind in KIND_LABELS if kind in kinds) or None
