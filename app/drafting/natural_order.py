"""The order people expect of texts: Chinese by pinyin, numbers in them by size, width and case without weight."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_DIGITS = re.compile(r"\d+")
_LONGEST = 12
_LOOKED_AT = 40
_TO_WIDE = 0xFEE0


def natural_key(text: str) -> str:
    """Return what texts are sorted by: their first 40 characters, so that long ones take no longer.

    A character counts with its most usual reading, whatever stands beside it.
    """
    return _key_of(text[:_LOOKED_AT])


# Whoever sorts a table sorts it again: the other way round, and after the next change.
@lru_cache(maxsize=30_000)
def _key_of(text: str) -> str:
    return _DIGITS.sub(_padded, plain_text(text)).translate(_readings)


def plain_text(text: str) -> str:
    """Return a text with width and case taken away."""
    return unicodedata.normalize("NFKC", text).casefold()


def finder(wanted: str) -> Callable[[str], bool]:
    """Return a test whether a text holds what is wanted, in whatever width and case letters and signs are written."""
    written = wanted.strip()
    plain = plain_text(written)
    forms = [_forms(character) for character in plain]
    if plain == written and all(form == character for form, character in zip(forms, plain, strict=True)):
        return lambda text: plain in text
    # Making every text plain takes ten times as long as letting the pattern have every form. What has no plain form
    # of one letter (①, ㎡, …) is found as it is written.
    pattern = re.compile("".join(f"[{re.escape(form)}]" for form in forms) + f"|{re.escape(written)}")
    return lambda text: pattern.search(text) is not None


def _forms(character: str) -> str:
    """Return a character in both cases and both widths."""
    cases = dict.fromkeys(character + character.upper())
    wide = (chr(ord(each) + _TO_WIDE) for each in cases if "!" <= each <= "~")
    return "".join((*cases, *wide))


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
