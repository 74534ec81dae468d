"""Words with wildcards, as people write them without knowing patterns: 公开* begins so, *时限 ends so, *依据* has it
inside, {公开,发布}时间 is either of two. Anything else stands for itself."""

import re
from collections.abc import Iterable

_CHOICE = r"\{[^*{},]*(?:,[^*{},]*)+\}"
_WORD = re.compile(rf"\*?(?:[^\W_]|{_CHOICE})+\*?")
_PARTS = re.compile(rf"{_CHOICE}|.")


def is_wildcard_word(word: str) -> bool:
    """Whether a word is written as they may be: letters, characters and digits, choices, and * at either end."""
    return _WORD.fullmatch(word) is not None


def wildcard_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these words in a text (`search`)."""
    return re.compile("|".join(map(_searched, words)))


def _searched(word: str) -> str:
    core = "".join(_choice(part) if len(part) > 1 else re.escape(part) for part in _PARTS.findall(word.strip("*")))
    return f"{'' if word.startswith('*') else '^'}{core}{'' if word.endswith('*') else '$'}"


def _choice(part: str) -> str:
    return f"(?:{'|'.join(map(re.escape, part[1:-1].split(',')))})"
