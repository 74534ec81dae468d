"""The shapes of JSON answers that other programs rely on. Further keys may come; these stay."""

from typing import Any

TEXT, COUNT, FLAG = str, int, bool
TEXT_OR_NONE = (str, type(None))
RELATIONS = {"adopted", "adapted", "not_applicable", "local"}
STATES = {"draft", "ready", "final"}
EVIDENCE = {"seen", "partly", "recalled", "confirmed", None}

FIELD = {
    "organisation": TEXT,
    "code": TEXT,
    "name": TEXT,
    "items": COUNT,
    "drafted": COUNT,
    "ready": COUNT,
    "not_applicable": COUNT,
    "evidence": {"seen": COUNT, "partly": COUNT, "recalled": COUNT, "confirmed": COUNT},
}
ENTRY = {
    "id": TEXT,
    "organisation": TEXT,
    "checklist": TEXT,
    "field": TEXT_OR_NONE,
    "item": TEXT_OR_NONE,
    "relation": RELATIONS,
    "state": STATES,
    "verdict": TEXT_OR_NONE,
    "evidence": EVIDENCE,
    "revision": TEXT,
    "values": dict,
}
FOUND = {
    "kind": {"entry", "item", "notice", "law"},
    "id": TEXT,
    "title": TEXT,
    "organisation": TEXT_OR_NONE,
    "field": TEXT_OR_NONE,
    "item": TEXT_OR_NONE,
}
FINDING = {
    "code": TEXT,
    "severity": {"block", "warn", "hint"},
    "organisation": TEXT,
    "field": TEXT_OR_NONE,
    "item": TEXT_OR_NONE,
    "entry": TEXT_OR_NONE,
    "element": TEXT_OR_NONE,
    "message": TEXT,
    "source": TEXT_OR_NONE,
}
TAKEN_IN = {
    "file": TEXT,
    "kind": TEXT_OR_NONE,
    "organisation": TEXT_OR_NONE,
    "round": (int, type(None)),
    "applied": FLAG,
    "result": {"applied", "unchanged", "waiting", "refused"},
    "reason": TEXT_OR_NONE,
    "new": COUNT,
    "changed": COUNT,
    "cleared": COUNT,
    "removed": COUNT,
    "withdrawn": COUNT,
    "unchanged": COUNT,
    "conflicting": COUNT,
    "answers": COUNT,
}
INSPECTED = {
    "kind": TEXT,
    "organisation": {"id": TEXT, "name": TEXT, "code": TEXT},
    "edition": TEXT,
    "round": COUNT,
    "hash": TEXT,
    "fingerprint": TEXT,
}
NOTICE = {"id": TEXT, "missing": list, "masked": list, "refused_rows": list}
PROPOSAL = {"id": TEXT, "organisation": TEXT, "entry": TEXT, "title": TEXT, "change": TEXT, "elements": list}
WORKDAY = {"date": TEXT, "skipped": list}
DAY_OFF = {"date": TEXT, "reason": TEXT}


def assert_shape(value: Any, shape: Any, where: str = "the answer") -> None:
    """Fail, naming the place, where a value lacks a key or holds another kind of thing."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), f"{where} is {type(value).__name__}"
        for key, inner in shape.items():
            assert key in value, f"{where} has no {key}"
            assert_shape(value[key], inner, f"{key} of {where}")
    elif isinstance(shape, set):
        assert value in shape, f"{where} is {value!r}"
    else:
        assert isinstance(value, shape), f"{where} is {type(value).__name__}"
        assert shape is not COUNT or not isinstance(value, bool), f"{where} is a flag"


def assert_all(values: Any, shape: Any) -> None:
    """Check every member of a list, which must not be empty."""
    assert isinstance(values, list) and values
    for number, value in enumerate(values):
        assert_shape(value, shape, f"number {number}")
