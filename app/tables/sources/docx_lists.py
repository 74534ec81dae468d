"""Numbers and bullets that Word puts before paragraphs by itself; they are no part of the paragraphs' text."""

import msgspec

from app.tables.sources.symbols import is_picture_font, plain_marks
from app.tables.sources.xml_parts import Attributes, Handler, number

_LEVELS = 9
_BULLET = "●"
_HIGHEST = 9_999
_DIGITS = "〇一二三四五六七八九"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"


class _Level(msgspec.Struct):
    """How one level of a list is counted and written; %1 in `pattern` is the number of the first level."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    font: str | None = None


class ListReader(Handler):
    """Collects the lists out of word/numbering.xml."""

    def __init__(self) -> None:
        self._forms: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._form: dict[int, _Level] | None = None
        self._level: _Level | None = None
        self._list: str | None = None
        self._overridden = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take forms of lists, their levels, and the lists that use them."""
        told = attributes.get("val", "")
        if name == "abstractNum":
            self._form = self._forms.setdefault(attributes.get("abstractNumId", ""), {})
        elif name == "num":
            self._list = attributes.get("numId", "")
        elif name == "abstractNumId" and self._list is not None:
            self._lists[self._list] = (told, {})
        elif name == "lvlOverride":
            self._overridden = number(attributes.get("ilvl"))
        elif name == "startOverride" and self._list in self._lists:
            self._lists[self._list][1][self._overridden] = number(told, 1)
        elif name == "lvl" and self._form is not None:
            self._level = self._form.setdefault(number(attributes.get("ilvl")), _Level())
        elif self._level is not None:
            self._see_level(name, told, attributes)

    def end(self, name: str) -> None:
        """Leave a form, a level or a list."""
        if name == "abstractNum":
            self._form = None
        elif name == "lvl":
            self._level = None
        elif name == "num":
            self._list = None

    def levels(self, list_number: str) -> tuple[dict[int, _Level], dict[int, int]] | None:
        """The levels of a list and where it starts them anew; None when the document has no such list."""
        form, starts = self._lists.get(list_number, (None, {}))
        return (self._forms[form], starts) if form in self._forms else None

    def form_of(self, list_number: str) -> str:
        """The form of a list: lists of one form go on counting where the other one stopped."""
        form, starts = self._lists[list_number]
        return f"{form}/{list_number}" if starts else form

    def _see_level(self, name: str, told: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self._level.form = told
        elif name == "lvlText":
            self._level.pattern = told[:50]
        elif name == "start":
            self._level.start = number(told, 1)
        elif name == "rFonts":
            fonts = map(attributes.get, ("ascii", "hAnsi", "cs"))
            self._level.font = next(filter(is_picture_font, fonts), None)


class NumberedParagraphs:
    """Counts the paragraphs of each list as Word does."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists
        self._counted: dict[str, list[int]] = {}

    def label(self, list_number: str | None, level: int) -> str:
        """What stands before the next paragraph of a list, "" when it is in none."""
        known = self._lists.levels(list_number) if list_number not in (None, "0") else None
        if known is None or not 0 <= level < _LEVELS or level not in known[0]:
            return ""
        levels, starts = known
        told = levels[level]
        if told.form == "bullet":
            return _bullet(told)
        if told.form == "none":
            return ""
        counted = self._counted.setdefault(self._lists.form_of(list_number), [0] * _LEVELS)
        start = starts.get(level, told.start)
        counted[level] = counted[level] + 1 if counted[level] else start
        counted[level + 1 :] = [0] * (_LEVELS - level - 1)
        return _written(levels, level, counted)


def _bullet(level: _Level) -> str:
    """The bullet as a mark that parts members of a list; box bullets stay boxes."""
    mark = plain_marks(level.pattern, level.font)
    return mark if mark and level.font is not None and mark != level.pattern else mark.strip() or _BULLET


def _written(levels: dict[int, _Level], level: int, counted: list[int]) -> str:
    text = levels[level].pattern
    for each in range(level + 1):
        form = levels[each].form if each in levels else "decimal"
        text = text.replace(f"%{each + 1}", _counted_as(max(counted[each], 1), form))
    return text


def _counted_as(count: int, form: str) -> str:
    """A number as a list writes it."""
    if not 0 < count <= _HIGHEST:
        return str(count)
    if form.startswith(("chineseCounting", "japaneseCounting", "ideographDigital", "taiwaneseCounting")):
        return _in_chinese(count)
    if form == "ideographTraditional" and count <= len(_HEAVENLY):
        return _HEAVENLY[count - 1]
    if form in ("upperLetter", "lowerLetter") and count <= 26:
        letter = chr(ord("A") + count - 1)
        return letter if form == "upperLetter" else letter.lower()
    if form.startswith("decimalEnclosedCircle") and count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)


def _in_chinese(count: int) -> str:
    """A number below 100 with 十, larger ones digit by digit."""
    if count >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    tens, ones = divmod(count, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
