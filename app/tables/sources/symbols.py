"""Letters of picture fonts as the marks they show: the R of Wingdings 2 is a ticked box."""

import re
from functools import lru_cache

_WINGDINGS = {
    **dict.fromkeys("þ", "☑"),
    **dict.fromkeys("ýx", "☒"),
    **dict.fromkeys("o¨pqr", "☐"),
    **dict.fromkeys("ü", "√"),
    **dict.fromkeys("û", "×"),
    # A filled lozenge stands where a list of boxes has its filled ones.
    **dict.fromkeys("nt", "■"),
    **dict.fromkeys("uv", "◆"),
    **dict.fromkeys("lŸ", "●"),
    **dict.fromkeys("m¡", "○"),
    **dict.fromkeys("§", "▪"),
    **dict.fromkeys("Øàè", "→"),
    **{chr(0x81 + place): chr(ord("①") + place) for place in range(10)},
    **{chr(0x8C + place): chr(ord("❶") + place) for place in range(10)},
}
_WINGDINGS_2 = {
    **dict.fromkeys("R", "☑"),
    **dict.fromkeys("QSTx", "☒"),
    **dict.fromkeys("£", "☐"),
    **dict.fromkeys("P", "√"),
    **dict.fromkeys("OU", "×"),
    **dict.fromkeys("¢", "■"),
    **dict.fromkeys("\x97\x98", "●"),
    **{chr(0x6A + place): chr(ord("①") + place) for place in range(10)},
}
_SYMBOL = {"·": "●", "Ö": "√", "´": "×", "¨": "◆"}
_WEBDINGS = {"a": "√", "c": "☐", "g": "■", "r": "×", "n": "●"}
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "symbol": _SYMBOL,
    "webdings": _WEBDINGS,
}
_PRIVATE = 0xF000
#: Picture letters that kept their code but lost their font: only those that say the same in every font.
_WITHOUT_FONT = {
    chr(_PRIVATE + ord(letter)): mark
    for letter, mark in {**_SYMBOL, **_WINGDINGS_2, **_WINGDINGS}.items()
    if ord(letter) < 0x100
}
_ANY_PRIVATE = re.compile("[\uf020-\uf0ff]")


def is_picture_font(font: str | None) -> bool:
    """Whether letters of this font show pictures."""
    return font is not None and _marks(font) is not None


def plain_marks(text: str, font: str | None = None) -> str:
    """The text with picture letters as plain marks: those of `font`, and private codes whatever the font is."""
    known = _marks(font) if font else None
    if known:
        text = "".join(known.get(_without_offset(letter), letter) for letter in text)
    if not text.isprintable() and _ANY_PRIVATE.search(text):
        text = "".join(_WITHOUT_FONT.get(letter, letter) for letter in text)
    return text


@lru_cache(maxsize=1000)
def _marks(font: str) -> dict[str, str] | None:
    return _FONTS.get(font.strip().strip("'\"").replace(" ", "").casefold())


def _without_offset(letter: str) -> str:
    code = ord(letter)
    return chr(code - _PRIVATE) if _PRIVATE + 0x20 <= code <= _PRIVATE + 0xFF else letter
