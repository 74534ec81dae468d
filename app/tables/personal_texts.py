"""Whether any of many texts shows data of a person: looked through together first, because hardly any does."""

from collections.abc import Collection, Sequence

from app.checks.personal_data import find_personal_data

_APART = "\n。\n"
"""No number, address or name reaches over a full stop on a line of its own."""


def any_personal(texts: Sequence[str], allowed: Collection[str]) -> bool:
    """Whether one of the texts shows what `find_personal_data` finds."""
    if not find_personal_data(_APART.join(texts), allowed):
        return False
    return any(find_personal_data(text, allowed) for text in texts)
