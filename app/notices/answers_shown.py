"""The answers that a kept notice shows, read back from its text: what a notice in its place can begin with."""

import re
from collections.abc import Iterator

from app.notices.blanks import Blank
from app.notices.filled_notice import FilledNotice
from app.notices.filling import GAP, PLACEHOLDER
from app.standards.models import NoticeTemplate

_READABLE = ("text", "phone", "number")
"""Kinds that are printed as they were typed."""


def answers_shown(template: NoticeTemplate, notice: FilledNotice, blanks: tuple[Blank, ...]) -> dict[str, str]:
    """Return answers by placeholder as far as the text of the notice tells them for certain: only blanks that a
    person answers, none that stands empty, beside another blank, or with two texts in two places."""
    wanted = {blank.key for blank in blanks if not blank.told and not blank.by_template and blank.kind in _READABLE}
    found: dict[str, set[str]] = {}
    for pattern, text in _texts(template, notice):
        for key, answer in _read(pattern, text).items():
            found.setdefault(key, set()).add(answer)
    certain = {key: answers.pop() for key, answers in found.items() if key in wanted and len(answers) == 1}
    return {key: answer for key, answer in certain.items() if answer and GAP not in answer}


def _texts(template: NoticeTemplate, notice: FilledNotice) -> Iterator[tuple[str, str]]:
    """Each text with the pattern it was made from."""
    yield template.title_pattern, notice.title
    if len(template.body) == len(notice.paragraphs):
        yield from ((part.text, shown.text) for part, shown in zip(template.body, notice.paragraphs, strict=True))
    if len(template.signature) == len(notice.signature):
        yield from zip(template.signature, notice.signature, strict=True)
    yield template.supervision_phone, notice.supervision_phone


def _read(pattern: str, text: str) -> dict[str, str]:
    """What stands in the blanks of a pattern; nothing where the text was not made from it, or two blanks touch.

    Where an answer holds the words that follow it, it could end in several places: then it is not certain.
    """
    parts = PLACEHOLDER.split(pattern)
    if any(not words for words in parts[2:-1:2]):
        return {}
    shortest, longest = (re.fullmatch(_expression(parts, take), text, re.DOTALL) for take in (".*?", ".*"))
    if shortest is None or longest is None:
        return {}
    ends = longest.groupdict()
    return {key: answer for key, answer in shortest.groupdict().items() if ends[key] == answer}


def _expression(parts: list[str], take: str) -> str:
    expression, seen = re.escape(parts[0]), set()
    for key, words in zip(parts[1::2], parts[2::2], strict=True):
        expression += (f"(?P={key})" if key in seen else f"(?P<{key}>{take})") + re.escape(words)
        seen.add(key)
    return expression
