"""The six digits for a county or district with which identity numbers begin (GB/T 2260), those given up included.

They lie in `resources/masking/county-codes.yaml`.
"""

from datetime import date
from functools import cache

import msgspec

from app.resources import resource_bytes


class _Codes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    version: str
    date: date
    note: str
    sources: tuple[dict[str, str], ...]
    endings: dict[str, str]


def is_county_code(code: str) -> bool:
    """Whether six digits are or were the code of a county, a district or a city without any."""
    return code in _codes()


@cache
def _codes() -> frozenset[str]:
    read = msgspec.yaml.decode(resource_bytes("masking/county-codes.yaml"), type=_Codes)
    return frozenset(start + ending for start, endings in read.endings.items() for ending in endings.split())
