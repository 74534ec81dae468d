"""How Han characters are typed on a keyboard of letters: full pinyin and initials."""

import re
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


def pinyin_words(text: str) -> str:
    """Return full pinyin and initials of each stretch of Han characters: 低保 → "dibao db"."""
    return " ".join(_pinyin_of(stretch) for stretch in _HAN.findall(text))


def pinyin_spellings(text: str) -> str:
    """Return full pinyin and initials of all Han characters as one word each: 医疗（保障）法 → "yiliao…fa ylbzf"."""
    return _pinyin_of("".join(_HAN.findall(text)))


# The same names come from every unit of a county; spelling one takes longer than storing its entry.
@lru_cache(maxsize=50_000)
def _pinyin_of(stretch: str) -> str:
    # Its dictionaries take 0.18 s to load, which opening a file must not pay for.
    from pypinyin.seg.simpleseg import seg

    readings = [reading for word in seg(stretch) for reading in _readings_of(word)]
    # What has no reading comes back as it is, several characters as one.
    initials = (reading[0] if reading.isascii() else reading for reading in readings)
    return f"{''.join(readings)} {''.join(initials)}"


# Names that nobody wrote before are made of words that many have: a fifth of the time.
@lru_cache(maxsize=50_000)
def _readings_of(word: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(word))
