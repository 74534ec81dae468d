"""Values as the cells of Excel and WPS carry them, both ways: what is written is read back as the same value.

Reading is lenient about form (synonyms, boxes and ticks, numbers and bullets of lists, full-width digits) and says
for the place what it cannot read. Deadlines and citations hold more than their words say: what a standing value
holds besides the same words is kept.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec import structs

from app.checks.personal_data import masked_text
from app.errors import UserFacingError
from app.standards.citations import read_citations
from app.standards.deadlines import read_deadline, reworded
from app.standards.library import load_library
from app.standards.models import Definition, Element
from app.standards.plain_text import visible_text
from app.standards.values import check_value
from app.tables.cell_choices import OTHER, read_choices, ticked
from app.tables.cell_lists import list_members, list_text
from app.tables.official import LOOSE_BASIS, always, citation_text
from app.tables.rows import cell_text as sheet_text
from app.tables.write_xlsx import LONGEST_TEXT

_YES = {"是": True, "有": True, "否": False, "无": False, "不": False, "×": False, "✗": False, "x": False}
_CHINESE = re.compile("[\u4e00-\u9fff]*")
_WIDTHS = {ord("０") + digit: str(digit) for digit in range(10)}
_FILLING = re.compile("依据|根据|按照|以及|有关|相关|规定|文件|法律法规|[和及与等的由]")
_LINE_NUMBER = re.compile(r"(?:^|(?<=[\n；;]))[^\S\n]*[(（]?\d{1,2}[.．、)）](?!\d)")
_MONEY = re.compile(r"[¥￥]|元$|人民币")


def cell_text(element: Element, value: Any) -> str:
    """Return a value, which is in the shape of its element, as the text of a cell; "" where there is none."""
    if value is None:
        return ""
    text = _WRITERS.get(element.kind, str)(value)
    if element.kind in _EXACT and _read_back(element, text) != value:
        # Answers or members that only quoting tells apart; rare, and still a text a clerk can read.
        return json.dumps(value, ensure_ascii=False)
    return text


def read_cell(element: Element, text: str, standing: Any = None) -> Any:
    """Return the value that the text of a cell means; None for an empty one.

    `standing` is the value there now. Raises `UserFacingError` with a sentence for the place.
    """
    value, rest = read_with_rest(element, text, standing)
    if rest:
        check_value(element, rest if element.kind == "choice" else [rest])
        raise UserFacingError(
            "cell-says-more",
            f"“{element.label}”里还写着“{_short(rest)}”，不是这一栏能写的，没有改动。请删掉它，只写这一栏要的。",
        )
    return value


def read_with_rest(element: Element, text: str, standing: Any = None) -> tuple[Any, str]:
    """Return the value of a cell as `read_cell` does, and what it says that belongs beside it: which 其他, which group.

    What is no answer counts as 其他 where the element has that.
    """
    if not text.strip():
        return None, ""
    if element.kind not in _TEXTS and len(text) > LONGEST_TEXT:
        raise UserFacingError(
            "value-wrong", f"“{element.label}”填得不对，没有改动。一格最多 {LONGEST_TEXT} 个字，现在有 {len(text)} 个。"
        )
    # What such kinds are written as is read as nothing else: no need to compare.
    if standing is not None and element.kind not in _EXACT and text == cell_text(element, standing):
        return standing, ""
    text = visible_text(text)
    quoted = _quoted(element, text)
    if quoted is not None:
        return check_value(element, quoted), ""
    if element.kind in ("choice", "choices"):
        return _answers(element, text)
    read = _READERS.get(element.kind, lambda text, _: text)
    return check_value(element, read(text, standing)), ""


def companion(definition: Definition, element: Element) -> Element | None:
    """Return the text element that says which 其他 or which group an answer of `element` means; None without one."""
    return next(
        (
            each
            for each in definition.elements
            if each.kind == "text" and each.required_when and each.required_when.element == element.key
        ),
        None,
    )


def _read_back(element: Element, text: str) -> Any:
    try:
        return read_cell(element, text)
    except UserFacingError:
        return None


def _quoted(element: Element, text: str) -> list[str] | None:
    """Return the members of a list that was written with quotes; None for every other text."""
    if element.kind not in _EXACT or not text.startswith('["'):
        return None
    try:
        members = json.loads(text)
    except ValueError:
        return None
    return members if isinstance(members, list) and all(isinstance(member, str) for member in members) else None


def _answers(element: Element, text: str) -> tuple[Any, str]:
    if text.strip() in element.choice_labels:
        found = (text.strip(),)
        rest = ""
    else:
        chosen = read_choices(element, text)
        found, rest = chosen.labels, chosen.rest
    if element.kind == "choices":
        other = (OTHER,) if rest and OTHER in element.choice_labels else ()
        if rest and not found and not other:
            check_value(element, [rest])
        return check_value(element, [*found, *other]), rest
    if not found:
        return check_value(element, rest or None), ""
    if len(found) > 1:
        both = [label for label in element.choice_labels if all(part in label for part in found)]
        if not both:
            raise UserFacingError(
                "value-wrong", f"“{element.label}”填得不对，没有改动。这里只能选一项，写了{'、'.join(found)}。"
            )
        found = (min(both, key=len),)
    return check_value(element, found[0]), rest


def _deadline(text: str, standing: Any) -> dict[str, Any]:
    words = text.strip().translate(_WIDTHS)
    whole = "".join(words.split())
    words = whole if whole != words and read_deadline(whole) else words
    read = reworded(standing or {}, words)
    known = _known_deadlines().get(_bare(words)) if read["unit"] == "other" else None
    return known | {"text": words} if known else read


@lru_cache(maxsize=1)
def _known_deadlines() -> dict[str, dict[str, Any]]:
    """Return by its words each deadline of real tables and of the standards that means one thing only."""
    library = load_library()
    said = [(each.text, structs.asdict(each.deadline)) for each in library.vocabulary.deadlines]
    for definition in library.definitions.values():
        keys = [element.key for element in definition.elements if element.kind == "deadline"]
        values = [item.values.get(key) for item in library.items(definition.code) for key in keys] if keys else []
        said += [(value["text"], {key: value[key] for key in value if key != "text"}) for value in values if value]
    meant: dict[str, list[dict[str, Any]]] = {}
    for text, parts in said:
        readings = meant.setdefault(_bare(text), [])
        readings += [] if parts in readings else [parts]
    return {text: readings[0] for text, readings in meant.items() if len(readings) == 1}


def _citations(text: str, standing: Any) -> list[dict[str, Any]]:
    known = {(each["title"], each["number"]): each["kind"] for each in standing or []}
    text = _LINE_NUMBER.sub("", text)
    found, left = _cited(text)
    if left:
        raise UserFacingError(
            "cell-says-more",
            f"“{_short(left)}”不知道是哪一个依据的，没有改动。"
            "请一行写一个依据，例如：《社会救助暂行办法》（国务院令第649号）。",
        )
    return [read | {"kind": known.get((read["title"], read["number"]), read["kind"])} for read in found]


# Most items of a field rest on the same few laws.
@lru_cache(maxsize=512)
def _cited(text: str) -> tuple[tuple[dict[str, Any], ...], str]:
    """Return what a cell cites, and what it says besides."""
    found = tuple(read | {"kind": _usual_kind(read, text)} for read in read_citations(text))
    left = _bare(text)
    for part in [part for each in found for key in ("title", "number", "article") if (part := each[key])]:
        left = left.replace(_bare(part), "", 1)
    return found, _FILLING.sub("", left)


def _usual_kind(read: dict[str, Any], text: str) -> str | None:
    """Return the kind that the register of laws has; a title without marks is no single document."""
    law = load_library().laws.find(read["title"])
    return law.kind if law else None if f"《{read['title']}" in text else LOOSE_BASIS


def _bare(text: str) -> str:
    if _CHINESE.fullmatch(text):
        return text
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _flag(text: str, _: Any) -> bool | str:
    tick = ticked(text)
    bare = text.strip().casefold()
    return _YES.get(bare, bare) if tick is None else tick


def _attachment(text: str, _: Any) -> list[str]:
    return text.split()


def _short(text: str) -> str:
    masked = masked_text(text)
    return masked if len(masked) <= 20 else masked[:20] + "…"


_TEXTS = ("text", "long_text", "phone")
_EXACT = ("list", "choices")
_WRITERS: dict[str, Callable[[Any], str]] = {
    "list": list_text,
    "choices": "、".join,
    "citations": lambda value: "\n".join(citation_text(citation, always) for citation in value),
    "deadline": lambda value: value["text"],
    "flag": lambda value: "是" if value else "否",
    "attachment": "\n".join,
}
_READERS: dict[str, Callable[[str, Any], Any]] = {
    "phone": lambda text, _: text.translate(_WIDTHS),
    "list": lambda text, _: list_members(text),
    "citations": _citations,
    "deadline": _deadline,
    "date": lambda text, _: sheet_text(unicodedata.normalize("NFKC", text), "date"),
    "money": lambda text, _: _MONEY.sub("", text.strip()).strip(),
    "number": lambda text, _: text.replace(",", "").replace("，", ""),
    "flag": _flag,
    "attachment": _attachment,
}
