"""Putting answers into sentences: what a person typed along with the words around the blank does not stand twice."""

import re

#: One character said twice is as likely meant (位于 + 于家湾); these behind a number never are (2026年 + 年).
_COUNTED = re.compile(r"[\d一二三四五六七八九十百两][年月日季户人元亩名项个]$")
_YEAR = re.compile(r"\d{4}年(?:\d{1,2}月)?")
_FEWEST_DOUBLED = 2


def joined(before: str, after: str) -> str:
    """The two texts with the words between them once: 城乡居民 + 城乡居民基本医疗保险, 2026年 + 年度 or 2026年10月."""
    for length in range(min(len(before), len(after)), 0, -1):
        if before.endswith(after[:length]) and _is_doubled(before, after[:length]):
            return before + after[length:]
    return before + after


def _is_doubled(before: str, words: str) -> bool:
    if _YEAR.fullmatch(words):
        return True
    return words.isalpha() and (len(words) >= _FEWEST_DOUBLED or bool(_COUNTED.search(before)))
