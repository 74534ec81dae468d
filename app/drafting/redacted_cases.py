"""What is taken out of a request for information: who asks, out of the case, of the letters that were written about it
and of what stands half written; and which parts of all these a text may be taken out of.

Days, codes and choices stay whatever is taken out: a case that cannot be read any more would be a case that is lost.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.drafting.operations import Content
from app.registers.request_records import APPLICANT, LONGEST_ASKED, REQUEST, REQUEST_EVENT
from app.registers.request_sent import LONGEST_LINE, REQUEST_LETTER
from app.workspace import Workspace

WHO_ASKS = "applicant"
"""The part of a case that is taken out as a whole."""

WHO_ASKS_WORDS = "申请人"
_ANSWERS = ("name", "contact", "proof", "last_four")
_NAMING = ("name", "contact")
"""What of the applicant may stand elsewhere; four characters of a number stand in much that is not his."""

_LEAST, _ANY = 2, 1_000_000
_WRITTEN: Mapping[str, Mapping[str, int]] = {
    REQUEST: {"asked": LONGEST_ASKED, "handler": 100, "number": 100, "by": 100, "note": 1000, "person": _ANY},
    REQUEST_EVENT: {"by": 100, "number": 100, "note": 1000, "person": _ANY},
    APPLICANT: {"name": 100, "contact": 300, "proof": 100, "last_four": 5},
    REQUEST_LETTER: {
        "title": LONGEST_LINE,
        "number": LONGEST_LINE,
        "addressee": LONGEST_LINE,
        "paragraphs": _ANY,
        "signature": LONGEST_LINE,
        "person": _ANY,
    },
}
"""Which parts a person wrote, and how many characters each may have."""
IN_CASES = frozenset(_WRITTEN)
"""The kinds of record that make up a case."""
_OF_A_CASE = (REQUEST_EVENT, REQUEST_LETTER)


def case_of(kind: str, content: Content) -> str | None:
    """Return the case (id) to which a record belongs that has an id of its own; None for what is none of a case."""
    return content["request"] if kind in _OF_A_CASE else None


def cleaned_case(kind: str, content: Content, clean: Callable[[str], str]) -> Content:
    """Return a content of one of `IN_CASES` whose written parts went through `clean`."""
    return _cleaned(content, _WRITTEN[kind], clean)


def texts_of_applicant(workspace: Workspace, case: str) -> tuple[str, ...]:
    """Return what may stand elsewhere of who asks in a case (id), as any revision says it, the longest first."""
    rows = workspace.store.revisions.of_subjects(APPLICANT, [case]).get(case, ())
    told = {row["content"][name] for row in rows for name in _NAMING}
    return tuple(sorted((text for text in told if len(text) >= _LEAST), key=lambda text: (-len(text), text)))


def without_applicant(case: str, kind: str, id: str, content: Content, texts: Iterable[str], taken_out: str) -> Content:
    """Return a content without who asks in a case (id); `texts` is what may stand of him in what was written."""
    if kind == APPLICANT and id == case:
        return content | {name: taken_out for name in _ANSWERS if content[name]}
    if (kind == REQUEST and id == case) or case_of(kind, content) == case:

        def clean(text: str) -> str:
            for each in texts:
                text = text.replace(each, taken_out)
            return text

        return cleaned_case(kind, content, clean)
    return content


def _cleaned(value: Any, written: Mapping[str, int], clean: Callable[[str], str]) -> Any:
    if isinstance(value, list | tuple):
        return [_cleaned(each, written, clean) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: _part(key, inner, written, clean) for key, inner in value.items()}


def _part(key: str, value: Any, written: Mapping[str, int], clean: Callable[[str], str]) -> Any:
    if key not in written:
        return _cleaned(value, written, clean)
    if isinstance(value, list | tuple):
        return [_part(key, each, written, clean) for each in value]
    # A mark may be longer than what stood there.
    return clean(value)[: written[key]] if isinstance(value, str) else value
