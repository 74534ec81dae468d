"""Fingerprints of items: equal wording gives an equal digest, whatever version of a pack it comes from."""

import hashlib
from collections.abc import Mapping
from typing import Any

from app.canonical import canonical_json

#: What the digest of a standard item covers, and nothing else.
STANDARD_ITEM_KEYS = (
    "level1",
    "level2",
    "level3",
    "elements",
    "basis",
    "deadline",
    "publisher",
    "channels",
    "channels_other",
    "audience",
    "audience_group",
    "mode",
    "levels",
)
BASIS_KEYS = ("title", "number", "kind")
DEADLINE_KEYS = ("text", "count", "unit", "event", "notice_days", "notice_unit")


def standard_item_digest(source: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of a pack's item, with audience, mode and levels as the pack's codes.

    Of a basis it covers title, number and kind, of a deadline its six parts; what is absent counts as null.
    """
    covered: dict[str, Any] = {key: source.get(key) for key in STANDARD_ITEM_KEYS}
    covered["basis"] = [{key: basis.get(key) for key in BASIS_KEYS} for basis in source["basis"]]
    covered["deadline"] = {key: source["deadline"].get(key) for key in DEADLINE_KEYS}
    return hashlib.sha256(canonical_json(covered)).hexdigest()


def values_digest(values: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical JSON of the element values: the digest of every other checklist's item."""
    return hashlib.sha256(canonical_json(dict(values))).hexdigest()
