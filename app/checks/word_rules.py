"""Words in what a unit wrote itself: names that no longer hold, slips of the pen, another place's name."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from app.checks.rule import Doubt, Rule
from app.checks.yardstick import Yardstick
from app.drafting.entry import EntryContent
from app.standards.models import Element
from app.standards.wording import Met, put_right

_WRITTEN = ("text", "long_text", "list")
_MOST_NAMED = 3
_PUT_RIGHT = "换掉"

Find = Callable[[str], list[Met]]


def _former_names(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    """Standards written before an organ changed its name keep it: what they say is held against the list too."""
    wording = yardstick.workspace.library.wording
    for element, texts in _written(yardstick, content):
        found = [(text[met.start : met.end], name) for text in texts for met, name in wording.former_in(text)]
        if not found:
            continue
        said, name = found[0]
        others = list(dict.fromkeys(word for word, _ in found if word != said))[:_MOST_NAMED]
        more = f"，还有“{'”“'.join(others)}”" if others else ""
        told = f"的“{element.label}”里有“{said}”，{name.since}，现在是{name.now}{more}。请按本地的机构和说法改。"
        fixed = _fixed(content, element, lambda text: [met for met, _ in wording.former_in(text)])
        is_plain = all(each.replace for _, each in found)
        label, about = f"换成{name.now}" if is_plain else "", tuple(dict.fromkeys(word for word, _ in found))
        yield Doubt(element.key, told, label, fixed if is_plain else None, name.source, about)


def _wrong_words(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    yield from _misspelt(yardstick, content, is_style=False)


def _plain_style(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    yield from _misspelt(yardstick, content, is_style=True)


def _misspelt(yardstick: Yardstick, content: EntryContent, *, is_style: bool) -> Iterator[Doubt]:
    wording = yardstick.workspace.library.wording

    def find(text: str) -> list[Met]:
        return [met for met, word in wording.wrong_in(text) if word.hint == is_style]

    for element, texts, met in _own_words(yardstick, content, find):
        told = f"的“{element.label}”里有{_pairs(texts, met)}。"
        words = (text[each.start : each.end] for text, each in zip(texts, met, strict=True))
        yield Doubt(element.key, told, _PUT_RIGHT, _fixed(content, element, find), about=tuple(dict.fromkeys(words)))


def _doubled(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    find = yardstick.workspace.library.wording.doubled_in
    for element, texts, met in _own_words(yardstick, content, find):
        told = f"的“{element.label}”里有连着写了两遍的字：{_pairs(texts, met)}。"
        yield Doubt(element.key, told, _PUT_RIGHT, _fixed(content, element, find))


def _half_width(yardstick: Yardstick, content: EntryContent) -> Iterator[Doubt]:
    find = yardstick.workspace.library.wording.half_width_in
    for element, texts, met in _own_words(yardstick, content, find):
        marks = "".join(dict.fromkeys(text[each.start : each.end] for text, each in zip(texts, met, strict=True)))
        told = f"的“{element.label}”里有英文标点 {marks}，中文里用全角的。"
        yield Doubt(element.key, told, _PUT_RIGHT, _fixed(content, element, find))


def _own_words(
    yardstick: Yardstick, content: EntryContent, find: Find
) -> Iterator[tuple[Element, Sequence[str], Sequence[Met]]]:
    """Yield elements in which something is met that the standard itself does not say: the element, and pairs of text
    and what is met in it."""
    standard = yardstick.standard(content)
    for element, texts in _written(yardstick, content):
        if standard and standard.get(element.key) == content.values.get(element.key):
            continue
        found = [(text, met) for text in texts for met in find(text)]
        if found:
            yield element, [text for text, _ in found], [met for _, met in found]


def _written(yardstick: Yardstick, content: EntryContent) -> Iterator[tuple[Element, list[str]]]:
    """Yield the elements that are written freely with their texts; citations name documents as they are called."""
    for element in yardstick.definition.elements:
        value = content.values.get(element.key)
        if value and element.kind in _WRITTEN:
            yield element, [value] if isinstance(value, str) else list(value)


def _pairs(texts: Sequence[str], met: Sequence[Met]) -> str:
    pairs = dict.fromkeys((text[each.start : each.end], each.right) for text, each in zip(texts, met, strict=True))
    told = [f"“{wrong}”应为“{right}”" for wrong, right in list(pairs)[:_MOST_NAMED]]
    return "、".join(told) + (f"等 {len(pairs)} 处" if len(pairs) > _MOST_NAMED else "")


def _fixed(content: EntryContent, element: Element, find: Find) -> Any:
    value = content.values[element.key]
    if isinstance(value, str):
        return put_right(value, find(value))
    return [put_right(each, find(each)) for each in value]


_LIST = "程序带的词表 resources/words/wording.yaml"
RULES = (
    Rule("former-name", "warn", "不写已经撤并、改名的机构和说法", "机构改革方案，逐条见词表", _former_names),
    Rule("wrong-word", "warn", "没有错别字", _LIST, _wrong_words),
    Rule("plain-style", "hint", "用公文里的通行写法", _LIST, _plain_style),
    Rule("doubled-word", "hint", "没有连着打了两遍的字", _LIST, _doubled),
    Rule("half-width-mark", "hint", "中文里用全角标点", "标点符号用法（GB/T 15834）", _half_width),
)
