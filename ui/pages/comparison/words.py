"""What the comparison says: rows of the list and cells of the table, made from plain records."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from app.drafting.entry import PART
from app.drafting.following import STANDARD
from app.drafting.history import difference_label, difference_text
from app.proposals.comparison import REMOVED, ElementDifference, Side, SubjectChange
from app.proposals.proposals import WHOLE
from app.proposals.wording import differing_members, differing_spans
from app.standards.models import Element
from app.tables.official import standard_text
from ui.pages.comparison.choices import Choices
from ui.pages.comparison.reading import BROUGHT, Held
from ui.widgets.chips import Chip
from ui.widgets.rows import Mark, Row
from ui.widgets.tables import Cell, Head, RowAction, Span

OURS, THEIRS = "ours", "theirs"
EMPTY = "（空）"
ALL = "all"
KINDS: dict[SubjectChange, Chip] = {
    "conflict": Chip("git-compare", "冲突", "state", "warn", "warn-soft"),
    "new": Chip("circle-plus", "新增", "state", "success", "success-soft"),
    "changed": Chip("pencil-line", "改", "state", "difference", "difference-soft"),
    "cleared": Chip("circle-minus", "清空", "state", "info", "info-soft"),
    "removed": Chip("trash-2", "删除", "state", "text-muted", "sunken"),
}
GROUP_CHIPS: dict[str, Chip] = {
    "asked": Chip("git-compare", "要您定", "state", "warn", "warn-soft"),
    "parted": Chip("split", "拆分合并", "state", "warn", "warn-soft"),
    "new": Chip("circle-plus", "新增", "state", "success", "success-soft"),
    "gone": Chip("circle-minus", "已取消", "state", "info", "info-soft"),
    "follows": Chip("pencil-line", "跟着改", "state", "difference", "difference-soft"),
}
"""What becomes of entries under a new standard."""
_LONGEST_NAME = 14
_STANDARDS = BROUGHT[STANDARD]
_WHOLE = {"抄来的": "整条抄来", "表里的": "整条导入"}
_FINISH = {"copy": "抄过来", "table": "导入", "law": "替换", "standard": "跟着改", "rename": "改名"}


def side_words(held: Held) -> dict[Side, str]:
    """What the two sides are called: the work of our own unit, or what came from another one before and now."""
    if held.group == "gone":
        return {"ours": "留着", "theirs": "去掉"}
    if held.is_copied:
        return {"ours": "本单位的" if held.brought == _STANDARDS else "现在的", "theirs": held.brought}
    if held.is_definition and not held.is_own:
        return {"ours": "本单位的", "theirs": "上级的"}
    return {"ours": "我们的", "theirs": "对方的"} if held.is_own else {"ours": "已收的", "theirs": "这次的"}


def heads(held: Held) -> tuple[Head, ...]:
    """The columns of the comparison of one subject."""
    if not held.differences and held.change == "new":
        return (Head("", 92, label=True), Head(held.brought or "这次报来的", 220, 1))
    words = side_words(held)
    return (
        Head("", 92, label=True),
        Head("旧标准的" if held.brought == _STANDARDS else "原来的", 120, 2),
        Head(words["ours"], 130, 3),
        Head(words["theirs"], 130, 3),
        Head("取哪个", 88),
        Head("", 142),
    )


def difference_cells(held: Held, choices: Choices) -> tuple[list[list[Cell]], list[str]]:
    """The rows of the elements that differ, with their keys; of a new subject all that is filled."""
    if not held.differences and held.change == "new":
        filled = [(label, text) for label, text in _values(held, held.theirs) if text]
        return [[_label(label), Cell(text)] for label, text in filled], [label for label, _ in filled]
    rows = [_difference_row(held, difference, choices) for difference in held.differences]
    return rows, [difference.element for difference in held.differences]


def same_cells(held: Held) -> list[list[Cell]]:
    """The rows of the elements in which both agree."""
    if held.definition is None or held.ours is None:
        return []
    differing = {difference.element for difference in held.differences}
    values = held.theirs.get("values", {})
    return [
        [_label(element.label), Cell(standard_text(element, values.get(element.key)) or EMPTY, role="text-muted")]
        for element in held.definition.elements
        if element.key not in differing and element.key in values
    ]


SAME_HEADS = (Head("", 92, label=True), Head("两边相同", 220, 1))


def list_rows(held: Sequence[Held], choices: Choices, ticked: set[str]) -> list[Row]:
    """The list: a heading for each unit and field, then what changed there."""
    rows: list[Row] = []
    group = None
    for one in held:
        if (one.unit, one.field) != group:
            group = one.unit, one.field
            rows.append(Row(f"heading {one.unit} {one.field}", f"{one.unit} · {one.field}", heading=True))
        rows.append(_list_row(one, choices, one.key in ticked))
    return rows


def chip_of(held: Held) -> Chip:
    """What a subject is marked with: what becomes of it under a new standard, else how it changed."""
    return GROUP_CHIPS[held.group] if held.group else KINDS[held.change]


def tab_of(held: Held) -> str:
    """The tab a subject stands under."""
    return held.group or held.change


def filter_tabs(held: Sequence[Held]) -> list[tuple[str, str, str]]:
    """The tabs over the list with their counts; only kinds that occur."""
    counts = Counter(tab_of(one) for one in held)
    chips = {**GROUP_CHIPS, **KINDS} if any(one.group for one in held) else KINDS
    kinds = [(kind, "", f"{chip.text} {counts[kind]}") for kind, chip in chips.items() if counts[kind]]
    return [(ALL, "", f"全部 {len(held)}"), *kinds]


def state_word(held: Held, choices: Choices) -> tuple[str, str]:
    """What will become of a subject, and the colour role of the words."""
    if choices.is_open(held):
        return "没定，先留着", "warn"
    words = side_words(held)
    sides = {choices.side(held, difference) for difference in held.differences}
    if held.is_whole:
        return ("要" if choices.by_hand[held.key][WHOLE] == THEIRS else "不要"), "accent"
    if not sides:
        return _WHOLE.get(held.brought, "整条收下"), "text-muted"
    verb = "" if held.group == "gone" else "取"
    word = f"{verb}{words[sides.pop()]}" if len(sides) == 1 else "两边都有取"
    return (word, "accent") if held.key in choices.by_hand else (f"默认{word}", "text-muted")


def finish_words(label: str, source: str) -> str:
    """What the button says that takes a file in; names too long for a button are left out."""
    if source in _FINISH:
        return _FINISH[source]
    name = label.replace(" ", "")
    return f"收下{name}" if len(name) <= _LONGEST_NAME else "收下这份文件"


def explanation(held: Held, choices: Choices) -> str:
    """The sentence over the table where a person is asked; "" where there is nothing to explain."""
    if held.group == "gone":
        return f"{held.matched}。默认留着，标明已取消；不要了就选去掉。"
    if held.is_merge and choices.is_open(held):
        return f"{held.matched}。下面是照两边合起来的样子，看过就定。"
    if held.change == "removed":
        return "对方删除了这一条。收下以后它不再显示，撤销能找回来。"
    if held.is_whole and choices.is_open(held):
        return f"{held.matched}。这里还没有这一条，要不要由您定。"
    if held.change != "conflict" or not choices.is_open(held):
        return ""
    if not held.differences:
        return "现在两边已经一样了，定下就不再问。"
    if not held.asks:
        return "两边各改了不同的栏，可以合在一起。"
    if held.brought == _STANDARDS:
        return f"{held.matched}。{len(held.asks)} 栏要您定：取“本单位的”就还写原来的，取“新标准的”就照新版改。"
    if held.is_copied:
        return f"这里写的和那边写的不一样，{len(held.asks)} 栏要您定。"
    if held.is_own:
        return f"同一栏两边都改过，{len(held.asks)} 栏要您定。"
    if held.is_definition:
        return f"这一份定义本单位自己写过，和上级写的不一样，{len(held.asks)} 处要您定。不定就照本单位的用。"
    why = "对方用了旧备份，或者收下以后这里又定过别的"
    return f"这一份不是接着已收的改的（{why}），{len(held.asks)} 栏不一样，要您定。"


def _list_row(held: Held, choices: Choices, ticked: bool) -> Row:
    chip = chip_of(held)
    state, role = state_word(held, choices)
    count = len(held.differences)
    return Row(
        key=held.key,
        title=held.title,
        number=held.code.partition("-")[2] or held.code,
        marks=(Mark(chip.icon, chip.text, chip.colour),),
        detail=f"{count} 栏不同" if count else "",
        right_detail=state,
        checked=ticked if held.can_choose else None,
        tip=f"{held.source}；{held.matched}",
        right_role=role,
    )


def _difference_row(held: Held, difference: ElementDifference, choices: Choices) -> list[Cell]:
    base, ours, theirs = (_text(held, difference.element, getattr(difference, side)) for side in ("base", OURS, THEIRS))
    side = choices.side(held, difference)
    words = side_words(held)
    return [
        _label(_name(held, difference)),
        Cell(base or EMPTY, role="text-muted") if held.base is not None else Cell("不知道", role="text-muted"),
        _side_cell(ours, _spans(held, difference.element, ours, theirs), chosen=side == OURS),
        _side_cell(theirs, _spans(held, difference.element, theirs, ours), chosen=side == THEIRS),
        _chosen_cell(side, words, by_hand=choices.is_by_hand(held, difference.element)),
        Cell(actions=(RowAction(OURS, words[OURS]), RowAction(THEIRS, words[THEIRS]))),
    ]


def _spans(held: Held, key: str, text: str, other: str) -> tuple[Span, ...]:
    """Mark the words that only one side has; of choices whole ones."""
    element = _element(held, key)
    chosen_from = element is not None and element.kind == "choices"
    found = differing_members(text, other, "、") if chosen_from else differing_spans(text, other)
    return tuple(Span(start, length) for start, length in found)


def _side_cell(text: str, spans: tuple[Span, ...], *, chosen: bool) -> Cell:
    soft = "accent-soft" if chosen else ""
    return Cell(text, spans=spans, soft=soft) if text else Cell(EMPTY, role="text-muted", soft=soft)


def _chosen_cell(side: Side | None, words: dict[Side, str], *, by_hand: bool) -> Cell:
    if side is None:
        return Cell("没定", icon="circle-question-mark", role="warn", detail="先留着")
    return Cell(
        words[side], icon="circle-check" if by_hand else "circle-dot", role="accent" if by_hand else "text",
        detail="您定的" if by_hand else "默认",
    )  # fmt: skip


def _label(text: str) -> Cell:
    return Cell(text, role="text-muted")


def _name(held: Held, difference: ElementDifference) -> str:
    key = difference.element
    if held.group == "gone" and key in REMOVED:
        return "这一条"
    return _PARTS.get(key) or difference_label(held.definition, key, difference.ours, difference.theirs)


def _values(held: Held, content: dict[str, Any]) -> list[tuple[str, str]]:
    elements = held.definition.elements if held.definition else ()
    values = content.get("values", {})
    return [(element.label, standard_text(element, values.get(element.key))) for element in elements]


def _text(held: Held, key: str, value: Any) -> str:
    element = _element(held, key)
    if element is not None:
        return standard_text(element, value)
    if key == PART + "origin":
        return value["version"] if value else ""
    if held.group == "gone" and key in REMOVED:
        return "去掉" if value else "留着"
    shown = difference_text(key, value)
    return "" if shown == EMPTY else shown


def _element(held: Held, key: str) -> Element | None:
    elements = held.definition.elements if held.definition else ()
    return next((element for element in elements if element.key == key), None)


_PARTS = {PART + "origin": "所依标准的版本"}
