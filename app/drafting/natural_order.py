"""The order people expect of texts: Chinese by pinyin, numbers in them by size, width and case without weight."""

import re
import unicodedata

_DIGITS = re.compile(r"\d+")
_LONGEST = 12


def natural_key(text: str) -> str:
    """Return what texts are sorted by. A character counts with its most usual reading, whatever stands beside it."""
    return _DIGITS.sub(_padded, plain_text(text)).translate(_readings)


def plain_text(text: str) -> str:
    """Return a text with width and case taken away."""
    return unicodedata.normalize("NFKC", text).casefold()


def _padded(match: re.Match[str]) -> str:
    return match[0].zfill(_LONGEST)


class _Readings(dict[int, str]):
    """Pinyin and the character itself for each Chinese character, looked up when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if code < 0x3400:
            self[code] = character
        else:
            # Its dictionaries take long to load, which who sorts nothing must not pay for.
            from pypinyin import lazy_pinyin

            self[code] = f"{lazy_pinyin(character)[0]} {character}"
        return self[code]


_readings = _Readings()
