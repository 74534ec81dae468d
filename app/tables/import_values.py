"""What the cells of one item in somebody's table say, as values of one of our checklists.

Words that differ from ours only in what people write differently (width, blanks, punctuation, how a law is named)
say the same, and then are ours.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from app.drafting.bringing import in_texts
from app.errors import UserFacingError
from app.standards.matching import plain
from app.standards.models import Definition, Element, Level
from app.standards.plain_text import visible_text
from app.standards.values import check_value
from app.tables.catalogue_sheet import UNCONFIRMED_HEAD
from app.tables.cell_choices import OTHER
from app.tables.cell_text import companion, read_cell
from app.tables.import_columns import KEYS, answer_label, element_called, element_for
from app.tables.import_laws import Documents
from app.tables.understanding.basis import citations_in
from app.tables.understanding.catalogue import Answer
from app.tables.understanding.meanings import NAMES

_WORDS = {
    "public": "全社会",
    "group": "特定群体",
    "proactive": "主动公开",
    "on_request": "依申请公开",
}
REMARK = "remark"
"""The element that takes what no other one is for."""


CellKey = tuple[str, str, Any]
"""What a column means, the text of a cell and what was understood of it."""


class Unfit(Struct, frozen=True):
    """An answer that its element cannot hold, and why in a sentence."""

    element: str
    answer: Answer
    why: str


class RowValues(Struct, frozen=True):
    """What an item says. `names`: from the widest to its own; `values` by element, names aside; `answers`: where each
    stands, names too; `unfit`: what cannot be held; `left`: by head what the checklist has no element for."""

    names: tuple[str, ...]
    values: Mapping[str, Any]
    answers: Mapping[str, Answer]
    unfit: tuple[Unfit, ...]
    left: Mapping[str, Answer]
    other_levels: bool = False


class RowReader:
    """Reads the items of a file in the elements of a checklist; remembers what cells say, which mostly repeat.

    `shown`: the levels that our unit's table shows. Extra columns go where an element is called like their head, else
    into the remark, those `carried` without one into the contents; the rest is left. `documents`: the register of laws.
    """

    def __init__(
        self, definition: Definition, documents: Documents, shown: Sequence[Level], carried: Iterable[str] = ()
    ):
        self.definition = definition
        self.documents = documents
        self.shown = shown
        self.carried = frozenset(carried)
        self.elements = {meaning: element_for(definition, meaning) for meaning in KEYS}
        self.has_remark = any(element.key == REMARK for element in definition.elements)
        channels = self.elements["channels"]
        self.channel_labels = channels.choice_labels if channels else ()
        self.beside_channels = companion(definition, channels) if channels else None
        self.held: dict[CellKey, Any] = {}

    def values(self, answers: Mapping[str, Answer], extra: Mapping[str, Answer]) -> RowValues:
        """Return what the answers of an item say; nothing for what is empty."""
        reading = _Reading(self)
        for key, answer in answers.items():
            if key in KEYS and answer.value not in (None, "", []):
                reading.read(key, answer)
        if extra:
            reading.read_extra(extra)
        told = {key: answers[key] for key in NAMES if key in answers}
        names = tuple([str(answer.value) for answer in told.values() if answer.value])
        reading.read_kind(names)
        return RowValues(
            names,
            reading.values,
            told | reading.answers,
            tuple(reading.unfit),
            reading.left,
            reading.only_other_levels,
        )


def name_values(
    definition: Definition, names: Sequence[str], ours: Mapping[str, Any] | None, depth: int | None = None
) -> dict[str, str | None]:
    """Return the names as values of the title elements; {} where they are ours, though perhaps on other levels.

    Names with another depth than ours take the place of all of ours; but where the table has columns for fewer
    (`depth`), they are our last ones, and nothing is said of the others.
    """
    keys = definition.title_elements
    mine = [ours[key] for key in keys if ours.get(key)] if ours else []
    if mine and (_path(mine) == _path(names) or (len(mine) != len(names) and plain(mine[-1]) == plain(names[-1]))):
        return {}
    if depth is not None and len(names) <= depth < len(mine):
        return dict(zip(keys[len(mine) - len(names) : len(mine)], names, strict=True))
    fitting = names[-len(keys) :] if len(names) > len(keys) else names
    taken: dict[str, str | None] = dict(zip(keys, fitting, strict=False))
    if mine and len(mine) > len(fitting):
        taken |= dict.fromkeys(keys[len(fitting) : len(mine)])
    return taken


def as_ours(element: Element, value: Any, standing: Any, documents: Documents) -> Any:
    """Return the standing value where `value` says the same in other spelling, else `value` with such members of it;
    `documents` tell which laws are the same."""
    if standing in (None, "", []):
        return value
    if element.kind == "citations":
        return documents.as_ours(value, standing)
    return standing if _bare(element, value) == _bare(element, standing) else value


class _Reading:
    """Reads the answers of one item."""

    def __init__(self, reader: RowReader):
        self._reader = reader
        self._definition = reader.definition
        self.values: dict[str, Any] = {}
        self.answers: dict[str, Answer] = {}
        self.unfit: list[Unfit] = []
        self.left: dict[str, Answer] = {}
        self.only_other_levels = False

    def read(self, key: str, answer: Answer) -> None:
        """Take over one answer; what no element is there for is left."""
        element = self._reader.elements[key]
        if element is None:
            self.left[answer_label(self._definition, key)] = answer
        elif key == "levels" and not any(level in self._reader.shown for level in answer.value):
            self.only_other_levels = True
        else:
            self._keep(element, answer, partial(self._checked, element, key, answer))

    def read_extra(self, extra: Mapping[str, Answer]) -> None:
        """Take over columns of other tables that an element is called like; the rest into the remark."""
        told: dict[str, Answer] = {}
        for head, answer in extra.items():
            if head == UNCONFIRMED_HEAD:  # said of the item's text by our own plain tables, and no part of it
                continue
            element = element_called(self._definition, head)
            if element is not None and element.key not in self.values:
                self._keep(element, answer, partial(_from_text, element, answer))
            elif self._reader.has_remark or head in self._reader.carried:
                told[head] = answer
            else:
                self.left[head] = answer
        if told:
            self._carry(told)

    def read_kind(self, names: Sequence[str]) -> None:
        """Take the widest name as the kind of the item where the checklist asks for one."""
        if len(names) > len(self._definition.title_elements):
            kinds = (each for each in self._definition.elements if names[0] in each.choice_labels)
            if (element := next(kinds, None)) is not None:
                self.values.setdefault(element.key, names[0])

    def _carry(self, told: Mapping[str, Answer]) -> None:
        """Put columns of no meaning beside what is there: into the remark, else behind the contents."""
        lines = [f"{head}：{answer.value}" for head, answer in told.items()]
        if self._reader.has_remark:
            before = self.values.get(REMARK)
            self.values[REMARK] = "；".join([*([before] if before else []), *lines])
            self.answers.setdefault(REMARK, next(iter(told.values())))
            return
        contents = next(element.key for element in self._definition.elements if element.kind == "list")
        self.values[contents] = [*(self.values.get(contents) or []), *lines]
        self.answers.setdefault(contents, next(iter(told.values())))

    def _keep(self, element: Element, answer: Answer, read: Callable[[], Any]) -> None:
        try:
            value = read()
        except UserFacingError as error:
            self.unfit.append(Unfit(element.key, answer, error.message))
            return
        if value not in (None, "", []):
            self.values[element.key] = value
            self.answers[element.key] = answer

    def _checked(self, element: Element, key: str, answer: Answer) -> Any:
        held = self._reader.held
        if key == "channels":  # what they say goes into other elements too
            channels = self._channels(element, answer)
            place = key, "", tuple(channels)
            if place not in held:
                held[place] = _fit(element, channels)
            return held[place]
        place = key, answer.text, _as_key(answer.value)
        if place not in held:
            held[place] = self._value(element, key, answer)
        return held[place]

    def _value(self, element: Element, key: str, answer: Answer) -> Any:
        if key == "basis":
            return _fit(element, _citations(answer, self._reader.documents))
        if key == "deadline" and element.kind == "deadline":
            return read_cell(element, answer.value)
        if key == "levels":
            return _fit(element, [each for each in answer.value if each in self._reader.shown])
        if element.kind == "choice":
            return _fit(element, _label(element, answer.value))
        return _fit(element, answer.value)

    def _channels(self, element: Element, answer: Answer) -> list[str]:
        """Return the channels; the local names of others stand beside 其他."""
        labels = self._reader.channel_labels
        known = [name for name in answer.value if name in labels and name != OTHER]
        local = [name for name in answer.value if name not in labels]
        beside = self._reader.beside_channels
        if local and OTHER not in labels:
            self.unfit.append(Unfit(element.key, answer, f"“{element.label}”没有“{'、'.join(local)}”这一项。"))
            return known
        if local and beside is not None:
            self.values[beside.key] = in_texts("、".join(local), visible_text)
            self.answers[beside.key] = answer
        return [*known, OTHER] if local or OTHER in answer.value else known


def _as_key(value: Any) -> Any:
    """Return an answer as a key: a text itself, the members of a list, the parts of what is cited."""
    if isinstance(value, list):
        return tuple([tuple(each.values()) if isinstance(each, dict) else each for each in value])
    return value


def _fit(element: Element, value: Any) -> Any:
    if isinstance(value, str):
        visible = visible_text(value)
    elif element.kind in ("list", "choices"):
        visible = list(map(visible_text, value))
    elif element.kind == "citations" and value:
        visible = [{key: said and visible_text(said) for key, said in each.items()} for each in value]
    else:
        visible = in_texts(value, visible_text)
    return check_value(element, visible)


def _from_text(element: Element, answer: Answer) -> Any:
    return _fit(element, read_cell(element, answer.text))


def _label(element: Element, code: str) -> str:
    """Return the label of an answer that checklists write with or without a code."""
    return next((choice.label for choice in element.choices if choice.code == code), _WORDS.get(code, code))


def _citations(answer: Answer, documents: Documents) -> list[dict[str, str | None]]:
    """Return what is cited with the kind that the register of laws has, and the article where the cell names one."""
    articles = {(title, number): article for title, number, article in citations_in(answer.text)}
    return [
        {
            "title": each["title"],
            "number": each["number"],
            "kind": documents.kind(each["title"]),
            "article": articles.get((each["title"], each["number"])) or None,
        }
        for each in answer.value
    ]


def _path(names: Iterable[str]) -> list[str]:
    """Return the names as they are compared; one that only repeats the one above says nothing."""
    bare = [plain(name) for name in names]
    return [name for place, name in enumerate(bare) if not place or name != bare[place - 1]]


def _bare(element: Element, value: Any) -> Any:
    if element.kind == "choices":
        return frozenset(value)
    if element.kind == "deadline":
        return plain(value["text"])
    return plain("".join(value)) if isinstance(value, list) else plain(value) if isinstance(value, str) else value
