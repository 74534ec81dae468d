"""Which column means what: scores of heads and contents weighed against each other, each meaning given once."""

from collections.abc import Mapping, Sequence

import msgspec

from app.tables.understanding.catalogue import ReadColumn
from app.tables.understanding.content import Content, fit
from app.tables.understanding.heads import head_text, read_head
from app.tables.understanding.meanings import EXTRA, NAMES, is_ticked, key_of

_CHECKED = frozenset({"seq", "field", "basis", "basis_number", "deadline", "channels", "audience", "mode", "levels"})
"""Meanings whose cells have a grammar of their own: a column that holds something else does not mean them."""

_GUESSED = ("basis", "channels", "deadline", "mode", "audience", "levels", "publisher", "seq")
_LEAST, _LEAST_GUESS, _LEAST_LATE = 0.42, 0.6, 0.35
_GUESS_WORTH = 0.55
_KNOWN = 0.6
_LONGEST_NAME = 40
_ONCE_MORE = frozenset({"channels", "item"})
"""Meanings that several columns may have."""

_IN_ORDER: Mapping[str, tuple[str, ...]] = {
    "audience": ("audience:public", "audience:group"),
    "mode": ("mode:proactive", "mode:on_request"),
    "levels": ("levels:county", "levels:township", "levels:village"),
}


class Column(msgspec.Struct, frozen=True):
    """A column as it lies there: its own head, the merged head above it, and what it holds."""

    index: int
    own: str
    group: str
    content: Content
    is_hidden: bool = False


def match_columns(columns: Sequence[Column], corrections: Mapping[int, str | None]) -> tuple[ReadColumn, ...]:
    """Return the columns with their meanings. `corrections` say by column what a clerk has told (None: nothing)."""
    scores = {column.index: _scores(column) for column in columns}
    _tell_ticks_apart(columns, scores)
    given = {index: meaning or EXTRA for index, meaning in corrections.items() if index in scores}
    given |= _assigned(scores, given)
    _fill_gaps(columns, scores, given, corrections)
    _order_names(columns, given, corrections)
    return tuple(_told(column, given.get(column.index), scores[column.index], corrections) for column in columns)


def _scores(column: Column) -> dict[str, float]:
    """Return the meanings a column may have with scores; a known head whose cells contradict it loses."""
    said = read_head(column.own, column.group)
    scores: dict[str, float] = {}
    for meaning, head in said.items():
        suits = fit(column.content, meaning)
        if suits is not None and meaning == "deadline":
            # Under a head that says so a bare number is a number of days.
            suits = max(suits, 0.8 * column.content.share("numbers"))
        if suits is None:
            scores[meaning] = head
        elif meaning in _CHECKED or is_ticked(meaning):
            scores[meaning] = head * (0.3 + 0.7 * suits)
        else:
            scores[meaning] = head * (0.85 + 0.15 * suits)
    for meaning in _GUESSED if column.content else ():
        if meaning in scores:
            continue
        suits = fit(column.content, meaning) or 0.0
        if suits >= _LEAST_GUESS:
            scores[meaning] = _GUESS_WORTH * suits * (0.7 if said.get(EXTRA) else 1.0)
    return scores


def _tell_ticks_apart(columns: Sequence[Column], scores: dict[int, dict[str, float]]) -> None:
    """Give columns of ticks side by side under one head without words of their own its answers in their order."""
    for key, meanings in _IN_ORDER.items():
        bare = [
            column.index
            for column in columns
            if key in scores[column.index] and column.content.share("ticks") > _LEAST_GUESS and not _has_answer(column)
        ]
        for index, meaning in zip(bare, meanings, strict=False):
            scores[index][meaning] = 0.6


def _has_answer(column: Column) -> bool:
    return any(is_ticked(meaning) for meaning in read_head(column.own, column.group))


def _assigned(scores: Mapping[int, Mapping[str, float]], given: Mapping[int, str]) -> dict[int, str]:
    """Return the meaning of each column, the surest first; none twice."""
    taken = {meaning for meaning in given.values() if meaning not in (EXTRA, *_ONCE_MORE)}
    offers = sorted(
        (
            (score, -index, meaning)
            for index, each in scores.items()
            if index not in given
            for meaning, score in each.items()
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    for score, negative, meaning in offers:
        index = -negative
        if index in found or score < _LEAST or (meaning in taken and meaning != EXTRA):
            continue
        if meaning in _ONCE_MORE and meaning in found.values() and score < 0.6:
            continue
        found[index] = meaning
        if meaning not in _ONCE_MORE:
            taken |= {meaning} | _same_ticks(meaning)
    return found


def _same_ticks(meaning: str) -> set[str]:
    """Return the column of words that ticks replace, and the other way round."""
    return {key_of(meaning)} - {"channels"} if is_ticked(meaning) else set()


def _fill_gaps(
    columns: Sequence[Column],
    scores: Mapping[int, Mapping[str, float]],
    given: dict[int, str],
    corrections: Mapping[int, str | None],
) -> None:
    """Let a column beside the catalogue's take a meaning that no other has, where its head or its cells hint at it;
    without heads the contents decide alone."""
    free = [column for column in columns if given.get(column.index, EXTRA) == EXTRA and column.index not in corrections]
    for meaning in ("publisher", "deadline", "channels", "basis", "elements"):
        if meaning in given.values():
            continue
        offers = [
            (scores[column.index].get(meaning, 0.0), -column.index)
            for column in free
            if column.index not in given or given[column.index] == EXTRA
        ]
        best = max(offers, default=(0.0, 0))
        if best[0] >= _LEAST_LATE:
            given[-best[1]] = meaning
    no_heads = not any(read_head(column.own, column.group).best >= _KNOWN for column in columns)
    if no_heads:
        _guess_ticks(columns, given)
    _guess_texts(free, given, no_heads=no_heads)
    for column in columns:
        if column.index not in given and (column.own or column.content):
            given[column.index] = EXTRA


def _guess_ticks(columns: Sequence[Column], given: dict[int, str]) -> None:
    """Read ticks in a table without heads in the order of the official one: whom, how, which levels. What stands in
    words elsewhere is left out; columns among them and behind may be empty, or say which group."""
    for run in _tick_runs(columns, given):
        keys = _keys_between(run, given)
        order: list[str] = []
        for key in keys:
            rest = len(run) - len(order)
            if key == "levels":
                levels = _IN_ORDER["levels"]
                order += {1: levels[1:2], 2: levels[:2], 3: levels}.get(rest, ())
            elif rest > 2 or (rest == 2 and (key == "mode" or "mode" not in keys)):
                order += _IN_ORDER[key]
        for column, meaning in zip(run, order if len(order) == len(run) else (), strict=False):
            given[column.index] = meaning


def _tick_runs(columns: Sequence[Column], given: dict[int, str]) -> list[list[Column]]:
    """Return the stretches of columns that hold ticks or nothing; each begins with ticks."""
    runs: list[list[Column]] = []
    is_open = False
    for column in columns:
        if column.content.share("bare ticks") >= _LEAST_GUESS:
            runs += [] if is_open else [[]]
            is_open = True
            runs[-1].append(column)
        elif is_open and (given.get(column.index, EXTRA) == EXTRA or _names_groups(column)):
            given.pop(column.index, None)
            runs[-1].append(column)
        else:
            is_open = False
    return [_trimmed(run) for run in runs]


def _trimmed(run: list[Column]) -> list[Column]:
    """Leave out what stands behind the last ticks and the empty columns after them."""
    last = max(place for place, column in enumerate(run) if column.content.share("bare ticks") >= _LEAST_GUESS)
    if last + 1 < len(run) and _names_groups(run[last + 1]):
        return run[: last + 2]
    return run if not any(column.content for column in run[last + 1 :]) else run[: last + 1]


def _names_groups(column: Column) -> bool:
    """Whether a column beside ticks only says which groups are meant: short words that are nothing else."""
    content = column.content
    if not content or content.share("public"):
        return False
    others = max(map(content.share, ("channels", "deadline", "laws", "levels", "mode", "list", "digits")))
    return content.share("group") >= _LEAST_GUESS or (others < 0.3 and content.mean_length < _LONGEST_NAME)


def _keys_between(run: Sequence[Column], given: Mapping[int, str]) -> list[str]:
    """Return what ticks of a run may speak of: what comes in the official order between the columns of words."""
    order = list(_IN_ORDER)
    places = {index: order.index(key_of(meaning)) for index, meaning in given.items() if key_of(meaning) in order}
    first = max((place + 1 for index, place in places.items() if index < run[0].index), default=0)
    last = min((place for index, place in places.items() if index > run[-1].index), default=len(order))
    return order[first:last]


def _guess_texts(free: Sequence[Column], given: dict[int, str], *, no_heads: bool) -> None:
    """Tell elements and names among columns whose heads say nothing, where no other column is one: the longest lists
    are elements, short texts left of them names."""
    left = [
        column
        for column in free
        if given.get(column.index, EXTRA) == EXTRA and column.content and not read_head(column.own, column.group)
    ]
    if "elements" not in given.values() and left:
        longest = max(left, key=lambda column: (_list_share(column), column.content.mean_length))
        if no_heads or _list_share(longest) >= _LEAST_GUESS:
            given[longest.index] = "elements"
    ends = [index for index, meaning in given.items() if meaning == "elements"]
    if ends and not {"item", *NAMES} & set(given.values()):
        names = [each for each in left if each.index < ends[0] and each.content.mean_length < _LONGEST_NAME]
        for column in names[-len(NAMES) :]:
            given[column.index] = "item"


def _list_share(column: Column) -> float:
    return column.content.share("list") + column.content.share("element")


def _order_names(columns: Sequence[Column], given: dict[int, str], corrections: Mapping[int, str | None]) -> None:
    """Give columns of items without a level the levels that are free, and a class of items the first one."""
    _name_contents(columns, given, corrections)
    told = [index for index, meaning in given.items() if meaning in NAMES]
    items = [column.index for column in columns if given.get(column.index) == "item"]
    if items and not told:
        classes = [
            column for column in columns if given.get(column.index) == "field" and column.index not in corrections
        ]
        items = [column.index for column in classes if column.content.share("field") < 0.5] + items
    for index in sorted(items):
        used = [NAMES.index(given[other]) for other in given if given[other] in NAMES and other < index]
        free = [
            name for place, name in enumerate(NAMES) if name not in given.values() and place > max(used, default=-1)
        ]
        given[index] = free[0] if free else EXTRA


def _name_contents(columns: Sequence[Column], given: dict[int, str], corrections: Mapping[int, str | None]) -> None:
    """Let 公开内容 name the items where 要素 stands beside it and but one column says names."""
    ends = [index for index, meaning in given.items() if meaning == "elements"]
    names = [index for index, meaning in given.items() if meaning in ("item", *NAMES)]
    if len(names) != 1 or not ends:
        return
    for column in columns:
        is_free = given.get(column.index) == EXTRA and column.index not in corrections
        is_between = names[0] < column.index < ends[0]
        is_short = column.content.mean_length < _LONGEST_NAME and column.content.share("list") < 0.5
        if is_free and is_between and is_short and "elements" in read_head(column.own, column.group):
            given[column.index] = "item"
            return


def _told(
    column: Column, meaning: str | None, scores: Mapping[str, float], corrections: Mapping[int, str | None]
) -> ReadColumn:
    ranked = sorted(((score, other) for other, score in scores.items() if other != meaning), reverse=True)
    corrected = column.index in corrections
    return ReadColumn(
        column=column.index,
        head=head_text(column.own, column.group),
        meaning=None if corrected and corrections[column.index] is None else meaning,
        confidence=1.0 if corrected else round(min(1.0, scores.get(meaning or "", scores.get("item", 0.5))), 2),
        alternatives=tuple((other, round(score, 2)) for score, other in ranked if score >= 0.2),
        is_corrected=corrected,
    )
