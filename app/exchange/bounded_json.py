"""JSON from outside, decoded only when its nesting is bounded and no name stands twice in an object."""

import json
import re
from typing import Any

import msgspec

from app.exchange.limits import MAX_NESTING

# The closing quote is optional so that a broken string is matched at once and never tried again from its middle.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[{]|[\]}]")


def decode_bounded(raw: bytes) -> Any:
    """Decode UTF-8 JSON that nests at most MAX_NESTING deep.

    Raises ValueError for anything else: malformed, too deep, not UTF-8, numbers out of range, a name twice in one
    object, of which one reader would take the first and another the last.
    """
    if is_too_deep(raw):
        raise ValueError(f"nested deeper than {MAX_NESTING}")
    value = msgspec.json.decode(raw)
    # What comes out as it went in has no name twice; that is nearly all there is, and found out at once.
    if msgspec.json.encode(value) != raw:
        json.loads(raw, object_pairs_hook=_distinct)
    return value


def is_too_deep(raw: bytes) -> bool:
    """Whether lists and objects nest deeper than MAX_NESTING."""
    if raw.count(b"[") + raw.count(b"{") <= MAX_NESTING:
        return False
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", raw)):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth > MAX_NESTING:
            return True
    return False


def _distinct(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a name twice in {sorted(names)}")
