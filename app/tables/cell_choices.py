"""Which answers of a choice a cell names: as words, with synonyms, with boxes or ticks before them, also mangled ones.

The words are those in force (`words_in_force`), the marks those of real tables (`Vocabulary`). A mark that is a letter
in other places (R, £, v) counts only right before a known answer.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from app.errors import UserFacingError
from app.standards.library import load_library
from app.standards.models import Element
from app.standards.vocabulary import Word
from app.tables.words_in_force import remembered, vocabulary

OTHER = "其他"
_SEPARATORS = "、，,；;/／|｜\n"
_ENDS = "。. 　:：_＿-—"
_ITEM_NUMBER = re.compile(r"\s*(?<!\d)\d{1,2}[.．、)）]\s*")
_VARIANTS = {"(": "[(（]", "（": "[(（]", ")": "[)）]", "）": "[)）]", "/": "[/／、]", "／": "[/／、]"}


class Chosen(Struct, frozen=True):
    """The labels a cell names, and what it says beside them: texts of 其他 and words that are no answer."""

    labels: tuple[str, ...]
    rest: str = ""


class _Piece(Struct, frozen=True):
    """One answer found, or a word that is none (`labels` empty), with its mark: True, False or None without one.

    `text`: what it says beside the answer; `said`: the word as written.
    """

    mark: bool | None
    labels: tuple[str, ...]
    text: str
    said: str


# Most items of a table are answered alike.
@remembered(512)
def read_choices(element: Element, text: str) -> Chosen:
    """Return what a cell of a choice or choices element names. Raises `UserFacingError` where all boxes are empty
    although not every answer is listed, or a mark stands alone: nobody can say what was meant."""
    if ticked(text) is not None:
        raise UserFacingError(
            "mark-alone", f"“{element.label}”里只有“{text.strip()}”，看不出选了哪一项，没有改动。请写出选项的名称。"
        )
    pieces = _pieces(element, text)
    marked = [piece for piece in pieces if piece.mark is not None]
    if marked and not any(piece.mark for piece in marked) and len(marked) < len(element.choices):
        raise UserFacingError(
            "boxes-empty", f"“{element.label}”看不出选了哪几项，没有改动：写出来的几项前面都是空框。请只写选中的。"
        )
    chosen = list(_chosen(pieces)) if marked else pieces
    named = {label for piece in chosen for label in piece.labels}
    rest = "、".join(dict.fromkeys(piece.text for piece in chosen if piece.text))
    return Chosen(tuple(label for label in element.choice_labels if label in named), rest)


def _chosen(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces that marks choose; further words behind a chosen 其他 say which, whatever else they mean."""
    is_other = False
    for piece in pieces:
        if piece.mark is not None:
            is_other = piece.mark and (not piece.labels or OTHER in piece.labels)
        if piece.mark or (piece.mark is None and OTHER in piece.labels and piece.text):
            yield piece
        elif piece.mark is None and is_other:
            yield _Piece(None, (), piece.said, piece.said)


def heading_words(element: Element) -> dict[str, tuple[str, ...]]:
    """Return the words that stand over columns of ticks in real tables, with the answers a tick there means."""
    return {word.text: meant for word, meant in _answers_of_words(element) if not _is_kept(word)}


def ticked(text: str) -> bool | None:
    """Whether a cell that holds nothing but a mark is ticked; None where it says something else."""
    return _bare_marks().get("".join(text.split()).casefold())


@lru_cache(maxsize=1)
def _bare_marks() -> dict[str, bool]:
    return {mark.casefold(): checked for mark, checked in _marks().items()}


def without_tick(text: str) -> tuple[bool | None, str]:
    """Part a mark of its own at the beginning (no letter) from the words behind it."""
    stripped = text.strip()
    checked = _marks(letters=False).get(stripped[:1])
    return (None, stripped) if checked is None else (checked, stripped[1:].strip())


def _pieces(element: Element, text: str) -> list[_Piece]:
    """Read a cell whose line breaks, blanks and numbers part its words, or break them in the middle."""
    stripped = text.strip()
    spaced = (
        re.sub(r"\s+", "\n", stripped),
        re.sub(r"[^\S\n]+", "", stripped),
        re.sub(r"\s+", "", text),
        _ITEM_NUMBER.sub("\n", stripped),
    )
    for each in spaced:
        pieces = list(_read(element, each))
        if all(piece.labels for piece in pieces):
            return pieces
    return list(_read(element, spaced[1]))


def _read(element: Element, text: str) -> Iterator[_Piece]:
    pattern, words = _pattern(element)
    marks = _marks()
    for match in pattern.finditer(text):
        mark = marks.get(match["mark"] or match["strange_mark"] or "")
        if match["word"] is None:
            said = _plain(match["strange"])
            yield _Piece(mark, (), said.removeprefix(OTHER) or said, said)
            continue
        labels, kept = words[_comparable(match["word"])]
        note = _plain(match["note"] or "")
        yield _Piece(mark, labels, note or (match["word"].removeprefix(OTHER) if kept else ""), match["word"])


@remembered(256)
def _pattern(element: Element) -> tuple[re.Pattern[str], dict[str, tuple[tuple[str, ...], bool]]]:
    """Return what finds the pieces of a cell, and by comparable word its labels and whether it is kept beside them."""
    words: dict[str, tuple[tuple[str, ...], bool]] = {}
    shown: list[str] = []
    for word, meant in _answers_of_words(element):
        if word.match != "header_only":
            words[_comparable(word.text)] = (meant, _is_kept(word))
            shown.append(word.text)
    for choice in element.choices:
        for name in filter(None, (choice.code, choice.label)):
            words[_comparable(name)] = ((choice.label,), False)
            shown.append(name)
    known = "|".join(sorted({_loose(_comparable(name)) for name in shown}, key=len, reverse=True)) or "(?!)"
    symbols = "".join(map(re.escape, _marks(letters=False)))
    letters = "".join(map(re.escape, _marks().keys() - _marks(letters=False).keys()))
    parted = re.escape(_SEPARATORS)
    return re.compile(
        rf"(?P<mark>[{symbols}{letters}])?\n?(?P<word>{known})"
        rf"(?P<note>[(（][^()（）]*[)）]|[:：_＿]+[^{symbols}\n；;]*)?[。.]?"
        rf"(?=$|[{parted}{symbols}]|[{letters}]?(?:{known}))"
        rf"|(?P<strange_mark>[{symbols}])?\n?(?P<strange>[^{parted}{symbols}]+)",
        re.IGNORECASE,
    ), words


def _answers_of_words(element: Element) -> Iterator[tuple[Word, tuple[str, ...]]]:
    """Yield the words of real tables that mean answers of an element, with these."""
    labels = {choice.code: choice.label for choice in element.choices if choice.code}
    for word in _synonyms(element.key):
        codes = (word.canonical,) if isinstance(word.canonical, str) else word.canonical or ()
        meant = tuple(labels.get(code, code) for code in codes)
        if meant and set(meant) <= set(element.choice_labels):
            yield word, meant


def _is_kept(word: Word) -> bool:
    """Whether a word is kept beside the answer that it means: it says which other channel, or which group."""
    return word.keep_as_other or "保留" in (word.note or "")


def _synonyms(key: str) -> tuple[Word, ...]:
    words = vocabulary()
    lists = {
        "channels": words.channels,
        "audience": words.audience,
        "mode": words.mode,
        "levels": words.levels,
    }
    return lists.get(key, ())


@lru_cache(maxsize=2)
def _marks(*, letters: bool = True) -> dict[str, bool]:
    """Return by mark whether it means chosen; those that are letters elsewhere only when asked for."""
    return {
        word.text: str(word.canonical).startswith("checked")
        for word in load_library().vocabulary.ticks
        if word.canonical != "bullet" and (letters or word.context is None)
    }


def _comparable(word: str) -> str:
    kept = word.replace("（", "(").replace("）", ")").replace("／", "/").replace("、", "/")
    return "".join(kept.split()).casefold()


def _loose(comparable: str) -> str:
    return "".join(_VARIANTS.get(letter, re.escape(letter)) for letter in comparable)


def _plain(text: str) -> str:
    inner = text.strip(_ENDS + "\n")
    if inner[:1] in ("(", "（") and inner[-1:] in (")", "）"):
        inner = inner[1:-1]
    return " ".join(inner.strip(_ENDS).split())
