"""The answers of one item, from what stands under each column: every kind of cell read by its own grammar."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.tables.understanding.basis import as_values, citations_in
from app.tables.understanding.catalogue import Answer, Cell
from app.tables.understanding.channels import channels_in, is_plain_name
from app.tables.understanding.choices import audience_said, either, levels_said, mode_said, ticks
from app.tables.understanding.content import LONGEST
from app.tables.understanding.fields import field_named
from app.tables.understanding.items import Layout
from app.tables.understanding.joint import Joint, parted
from app.tables.understanding.levels import ABOVE, ORDER
from app.tables.understanding.lists import is_broken_word, parts_of_list
from app.tables.understanding.meanings import EXTRA, NAMES, answers_of, is_ticked
from app.tables.understanding.names import item_name
from app.tables.understanding.pieces import HOW_SURE, Pieces
from app.tables.understanding.publishers import goes_on
from app.tables.understanding.words import joined, mark
from app.tables.understanding.wrapped import unwrapped

Doubt = tuple[Cell, str, str]
"""A cell, what it says that is not understood, and why in a sentence."""

_TOO_LONG = "一格里的字太多，没有读。"
_NO_ANSWER = "看不出是哪一项。"
_NOTE = "格子里的说明，没有放进条目。"
_NOTHING_ABOVE = "写的是同上，上面没有内容。"


class Reading:
    """Reads the pieces of one item under a table's columns; `doubts` collects what was not understood."""

    def __init__(
        self,
        layout: Layout,
        heads: Mapping[int, str],
        sure: Mapping[int, float],
        *,
        narrow: bool = False,
        empty_is_on: bool = False,
        joint: Mapping[int, Joint] = MappingProxyType({}),
    ):
        self.layout = layout
        self._joint = joint
        self.narrow = narrow
        self.empty_is_on = empty_is_on
        self.heads = heads
        self._column_worth = {column: 0.5 + each / 2 if each < 0.9 else 1.0 for column, each in sure.items()}
        self._confidences: dict[tuple[str, float, float], float] = {}
        self._levels: dict[tuple[tuple[str, ...], ...], list[str]] = {}
        """By the texts of their cells, which hardly differ, those of items in which nothing was doubtful."""
        self.doubts: list[Doubt] = []
        self._readers = [(key, read, columns) for key, read in _READERS.items() if (columns := layout.of(key))]
        self._extra = [column for column in layout.of(EXTRA) if heads[column]]

    def leave_out_long(self, pieces: dict[int, Pieces]) -> None:
        """Take out cells that hold far more than any catalogue says in one."""
        long = [column for column, each in pieces.items() for text in each.texts if len(text) > LONGEST]
        for column in dict.fromkeys(long):
            each = pieces[column]
            self.doubts.append((each.cells[0], each.texts[0][:40], _TOO_LONG))
            pieces[column] = Pieces((), each.cells, "dash")

    def answers(self, pieces: Mapping[int, Pieces]) -> dict[str, Answer]:
        """Return the answers by element key; one without anything written is absent."""
        found: dict[str, Answer] = {}
        pieces = parted(pieces, self._joint)
        for column in self.layout.meanings:
            if pieces[column].how == "lost":
                self.doubts.append((pieces[column].cells[0], "同上", _NOTHING_ABOVE))
        for key, read, columns in self._readers:
            if (answer := read(self, columns, pieces)) is not None:
                found[key] = answer
        found.update(self._audience(pieces))
        return found

    def extra(self, pieces: Mapping[int, Pieces]) -> dict[str, Answer]:
        """Return by head what stands in columns that the catalogue has no place for."""
        found: dict[str, Answer] = {}
        for column in self._extra:
            head = self.heads[column]
            if pieces[column].texts:
                text = "；".join(dict.fromkeys(_line(each) for each in pieces[column].texts))
                name = head if head not in found else f"{head}（{column + 1}）"
                found[name] = self._answer(text, [column], pieces)
        return found

    def _answer(self, value: Any, columns: Sequence[int], pieces: Mapping[int, Pieces], worth: float = 1.0) -> Answer:
        used = columns if len(columns) == 1 else [column for column in columns if pieces[column].texts]
        if len(used) == 1 and pieces[used[0]].texts:  # as nearly always
            only = pieces[used[0]]
            texts, cells, how, sure = only.texts, only.cells, only.how, self._column_worth[used[0]]
        else:
            used = [column for column in used if pieces[column].texts]
            several = [pieces[column] for column in used]
            texts = [text for each in several for text in each.texts]
            cells = tuple([cell for each in several for cell in each.cells])
            how = min([each.how for each in several], key=HOW_SURE.__getitem__, default="written")
            sure = min([self._column_worth[column] for column in used], default=1.0)
        text = texts[0] if len(texts) == 1 else "\n".join(texts)
        said = how, sure, worth
        if said not in self._confidences:
            self._confidences[said] = round(min(HOW_SURE[how], sure) * worth, 2)
        return Answer(value, text, cells, self._confidences[said], "above" if how == "same" else how)

    def name(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read an item's name, torn pieces put together."""
        said = pieces[columns[0]].texts
        return self._answer(item_name("".join(said)), columns, pieces) if said else None

    def elements(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read the list of elements; cells of several rows list on, a torn one is put together."""
        texts = [text for column in columns for text in self._whole(pieces[column].texts)]
        return (
            self._answer([part for text in texts for part in parts_of_list(text)], columns, pieces) if texts else None
        )

    def basis(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read what is cited; numbers in a column of their own belong to the titles in their order."""
        cited = [
            each for column in columns for text in self._whole(pieces[column].texts) for each in citations_in(text)
        ]
        beside = self.layout.of("basis_number")
        numbers = [line for column in beside for text in pieces[column].texts for line in _numbers(text)]
        if numbers and len(cited) >= len(numbers):
            cited = [
                (title, number or joined(said).strip("（）()") or None, article)
                for (title, number, article), said in zip(cited, [*numbers, *[""] * len(cited)], strict=False)
            ]
        if not cited:
            return None
        return self._answer(as_values(tuple(dict.fromkeys(cited))), [*columns, *beside], pieces)

    def text(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read a text on one line; what stands on further rows is put behind it."""
        texts = [text for column in columns for text in self._whole(pieces[column].texts)]
        said = "；".join(dict.fromkeys([_line(text).rstrip("；;。") for text in texts]))
        return self._answer(said, columns, pieces) if said else None

    def publisher(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read who publishes: a name goes on where the one before is none yet; organs on lines or rows of their own
        are several."""
        found: list[str] = []
        for column in columns:
            for text in self._whole(pieces[column].texts):
                for place, line in enumerate(filter(None, map(str.strip, text.split("\n")))):
                    if found and goes_on(found[-1], line, is_row=place == 0):
                        found[-1] += line
                    else:
                        found.append(line)
        said = "；".join(dict.fromkeys([joined(each).rstrip("；;。") for each in found]))
        return self._answer(said, columns, pieces) if said else None

    def channels(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read the channels, from words or from columns of ticks."""
        found: list[str] = []
        for column in columns:
            meaning = self.layout.meanings[column]
            for text, cell in zip(pieces[column].texts, pieces[column].cells, strict=False):
                if is_ticked(meaning):
                    is_on, words = ticks(text, empty_is_on=self.empty_is_on)
                    found += _beside(words, answers_of(meaning)) if is_on else ()
                    continue
                named, left = channels_in(unwrapped(text, narrow=self.narrow, is_whole=is_plain_name))
                found += named
                self.doubts += [(cell, words, _NOTE) for words in left]
        if not any(pieces[column].texts for column in columns):
            return None
        return self._answer(list(dict.fromkeys(found)), columns, pieces, 1.0 if found else 0.5)

    def mode(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read whether it is published unasked or on request."""
        return self._one_of(columns, pieces, ("proactive", "on_request"), mode_said)

    def levels(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read the levels, from words or from columns of ticks; those above the county are left out."""
        texts = tuple([pieces[column].texts for column in columns])
        if texts in self._levels:
            return self._answer([*self._levels[texts]], columns, pieces)
        doubts = len(self.doubts)
        found: set[str] = set()
        for column in columns:
            meaning = self.layout.meanings[column]
            for text, cell in zip(pieces[column].texts, pieces[column].cells, strict=False):
                if is_ticked(meaning):
                    found.update(answers_of(meaning) if ticks(text, empty_is_on=self.empty_is_on)[0] else ())
                    continue
                said = levels_said(text)
                if said is None:
                    self.doubts.append((cell, text, _NO_ANSWER))
                found.update(said or ())
        if all(is_ticked(self.layout.meanings[column]) for column in columns) or any(
            pieces[column] for column in columns
        ):
            levels = [level for level in ORDER if level in found - {ABOVE}]
            if len(self.doubts) == doubts:
                self._levels[texts] = levels
            return self._answer([*levels], columns, pieces)
        return None

    def field(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Answer | None:
        """Read the field a column of fields names."""
        said = pieces[columns[0]]
        if not said:
            return None
        named = field_named(said.texts[0])
        return self._answer(named[0] if named else item_name(said.texts[0]).removesuffix("领域"), columns, pieces)

    def _one_of(
        self,
        columns: Sequence[int],
        pieces: Mapping[int, Pieces],
        names: tuple[str, str],
        said: Callable[[str], str | None],
    ) -> Answer | None:
        found: set[str] = set()
        for column, text, cell in self._texts(columns, pieces):
            meaning = self.layout.meanings[column]
            answer = self._ticked(meaning, text, said) if is_ticked(meaning) else said(text)
            if answer is None and not (is_ticked(meaning) and mark(text) is False):
                self.doubts.append((cell, text, _NO_ANSWER))
            found.update(names if answer == "both" else (answer,))
        chosen = either(names[0] in found, names[1] in found, names)
        return self._answer(chosen, columns, pieces) if chosen else None

    def _ticked(self, meaning: str, text: str, said: Callable[[str], str | None]) -> str | None:
        """Return what a cell of ticks answers: its own words before those of its head."""
        is_on, words = ticks(text, empty_is_on=self.empty_is_on)
        return (said(words) or answers_of(meaning)[0]) if is_on else None

    def _whole(self, texts: Sequence[str]) -> Sequence[str]:
        if len(texts) == 1 and "\n" not in texts[0]:  # as mostly
            return texts
        return [unwrapped(text, narrow=self.narrow) for text in _mended(texts)]

    def _texts(self, columns: Sequence[int], pieces: Mapping[int, Pieces]) -> Iterator[tuple[int, str, Cell]]:
        for column in columns:
            for text, cell in zip(pieces[column].texts, pieces[column].cells, strict=False):
                yield column, text, cell

    def _audience(self, pieces: Mapping[int, Pieces]) -> Iterator[tuple[str, Answer]]:
        columns = self.layout.of("audience")
        found: set[str] = set()
        groups: list[str] = []
        for column, text, _ in self._texts(columns, pieces):
            meaning = self.layout.meanings[column]
            said, group = (
                _told(text, answers_of(meaning)[0], self.empty_is_on) if is_ticked(meaning) else audience_said(text)
            )
            found.update(("public", "group") if said == "both" else (said,))
            groups += [group] if group else []
        chosen = either("public" in found, "group" in found, ("public", "group"))
        if chosen:
            yield "audience", self._answer(chosen, columns, pieces)
        if groups:
            yield "audience_group", self._answer("；".join(dict.fromkeys(groups)), columns, pieces)


def _told(text: str, answer: str, empty_is_on: bool) -> tuple[str | None, str]:
    """Return what a cell under 全社会 or 特定群体 says, and which group."""
    is_on, words = ticks(text, empty_is_on=empty_is_on)
    if not is_on:
        return None, ""
    said, group = audience_said(words) if words else (None, "")
    if answer == "public" or (said == "public" and not group):
        return said or answer, group
    return answer, group


def _beside(words: str, answers: Sequence[str]) -> Sequence[str]:
    """Return the channels of a ticked cell: those its words name, else the one its column stands for."""
    if words:
        named = channels_in(words)[0]
        return named or answers
    return answers


def _mended(texts: Sequence[str]) -> list[str]:
    """Put pieces of one text together that the end of a page has parted inside a word or a bracket."""
    whole: list[str] = []
    for text in texts:
        if whole and is_broken_word(whole[-1], text):
            whole[-1] += text
        else:
            whole.append(text)
    return whole


def _line(text: str) -> str:
    return joined(text)


def _numbers(text: str) -> list[str]:
    return [line.strip() for line in text.replace("；", "\n").replace("、", "\n").split("\n") if line.strip()]


_READERS: Mapping[str, Callable[[Reading, Sequence[int], Mapping[int, Pieces]], Answer | None]] = {
    **dict.fromkeys(NAMES, Reading.name),
    "field": Reading.field,
    "elements": Reading.elements,
    "basis": Reading.basis,
    "deadline": Reading.text,
    "publisher": Reading.publisher,
    "channels": Reading.channels,
    "mode": Reading.mode,
    "levels": Reading.levels,
}
