"""What the page of one item across all units says, row by row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from app.county.comparing import OUTLIER_LABELS, ItemComparison, Outlier, UnitEntry
from app.proposals.wording import differing_spans
from ui.pages.item_compare.grouping import Group, element_counts, outliers_beyond, outliers_in
from ui.pages.item_compare.reading import ItemLine, StandingOut, worst_first
from ui.widgets.chips import STATE
from ui.widgets.rows import Row, RowAction
from ui.widgets.tables import Cell, Head, Span

STANDARD = "standard"
MORE = "more"
LOOK, UNFOLD, FOLD, REMIND, ITEM_OF = "look", "unfold", "fold", "remind", "item-of"
_NAMED = 6
_LONGEST = 600
"""Letters of a text that are shown; the rest stands under the mouse and in the entry."""
_WARN = "triangle-alert"
_UNLIKE = "differs-from-most"
_VERDICTS = {"accepted": "通过", "returned": "退回", "pending": "待审"}


def heads(compared: ItemComparison, elements: Sequence[str]) -> list[Head]:
    """The columns: units, elements, what can be done."""
    labels = {element.key: element.label for element in compared.definition.elements}
    shown = [Head(labels[key], 150, 3) for key in elements]
    return [Head("单位", 150, label=True), *shown, Head("审核", 96), Head("", 80)]


def table_rows(
    compared: ItemComparison, groups: Sequence[Group], elements: Sequence[str], unfolded: Mapping[str, int], more: int
) -> tuple[list[list[Cell]], list[str]]:
    """The standard on top, then the groups; of those that are `unfolded` so many units one by one. `more` groups come
    after them."""
    rows, keys = [_standard_row(compared, elements)], [STANDARD]
    for group in groups:
        if len(group.units) == 1:
            rows.append(_unit_row(compared, group, elements))
            keys.append(group.units[0].unit.id)
            continue
        members = group.units[: unfolded.get(group.key, 0)]
        rows.append(_group_row(compared, group, elements, bool(members)))
        keys.append(group.key)
        rows += [_member_row(each, group, elements) for each in members]
        keys += [each.unit.id for each in members]
        if members and len(members) < len(group.units):
            rows.append(_more_row(f"　还有 {len(group.units) - len(members)} 家", elements))
            keys.append(f"{MORE} {group.key}")
    if more:
        rows.append(_more_row(f"还有 {more} 种写法", elements))
        keys.append(MORE)
    return rows, keys


def item_rows(items: Sequence[ItemLine], found: StandingOut | None) -> list[Row]:
    """The items of a field, those with most units that stand out first, then the units' own additions."""
    made: list[Row] = []
    heading = ""
    for line in worst_first(items, found):
        units = found.units_by_item.get(line.code, 0) if found is not None else 0
        text = "" if found is None else "有不一样的" if units else "没有显眼的"
        if text != heading:
            heading = text
            made.append(Row(f"heading {text}", text, heading=True))
        made.append(_item_row(line, units, found is not None))
    return made + _added_rows(found)


def counted_words(compared: ItemComparison) -> str:
    """How many units have the item and how many stand out."""
    standing_out = sum(bool(each.outliers) for each in compared.units)
    parts = [f"{len(compared.units)} 个单位，有这一项的 {compared.present} 个"]
    parts += [f"{standing_out} 个要看一看" if standing_out else "没有显眼的地方"]
    return "，".join(parts)


def hidden_words(hidden: int) -> str:
    """How many units a filter leaves out."""
    return f"另外 {hidden} 个单位和标准一样，或者还没有交，没有列出。" if hidden else ""


def element_choices(compared: ItemComparison) -> list[tuple[str, str]]:
    """The elements with how many units stand out or differ in each; those the item is called by only where some do."""
    counts, titles = element_counts(compared), compared.definition.title_elements
    return [
        (element.key, f"{element.label} {counts[element.key]}" if counts[element.key] else element.label)
        for element in compared.definition.elements
        if counts[element.key] or element.key not in titles
    ]


def _item_row(line: ItemLine, units: int, is_known: bool) -> Row:
    return Row(
        key=line.code,
        title=line.title,
        number=line.code.partition("-")[2],
        icon=_WARN if units else "equal" if is_known else "",
        icon_role="warn" if units else "text-muted",
        icon_text="有不一样的" if units else "没有显眼的" if is_known else "",
        right=f"{units} 家" if units else "",
        right_role="warn",
        tip=line.title,
    )


def _added_rows(found: StandingOut | None) -> list[Row]:
    """The units' own additions in which something stands out; what is held against one stands under it."""
    if found is None or not found.added:
        return []
    rows = [Row("heading added", "各单位自己加的", heading=True)]
    by_entry: dict[str, list[Outlier]] = {}
    for each in found.added:
        by_entry.setdefault(each.entry, []).append(each.outlier)
    for each in {each.entry: each for each in found.added}.values():
        tip = "".join(outlier.message for outlier in by_entry[each.entry])
        rows.append(
            Row(
                key=f"added {each.entry}",
                title=each.title,
                number="新增",
                icon=_WARN,
                icon_role="warn",
                icon_text=OUTLIER_LABELS.get(each.outlier.code, "请看看"),
                right=each.unit.name,
                right_role="text-muted",
                tip=tip,
            )
        )
    return rows


def _standard_row(compared: ItemComparison, elements: Sequence[str]) -> list[Cell]:
    texts = [compared.standard.get(key, "") for key in elements]
    cells = [
        Cell(_short(text) or "（没有规定）", role="text" if text else "text-muted", soft="sunken", tip=text)
        for text in texts
    ]
    return [Cell("标准", icon="library", bold=True, soft="sunken"), *cells, Cell(soft="sunken"), Cell(soft="sunken")]


def _unit_row(compared: ItemComparison, group: Group, elements: Sequence[str]) -> list[Cell]:
    each = group.units[0]
    # Where nothing is to be compared, what is held against it stands in the place of the words.
    is_compared = not group.lacks and group.declined is None
    messages = [found.message for found in outliers_beyond(group, elements)] if is_compared else []
    first = Cell(
        each.unit.name,
        bold=True,
        detail="\n".join(messages),
        detail_icon=_WARN if messages else "",
        detail_role="warn",
    )
    return [
        first,
        *_cells(compared, group, elements, is_one=True),
        Cell(chip=_chip(each)),
        Cell(actions=_unit_actions(each)),
    ]


def _group_row(compared: ItemComparison, group: Group, elements: Sequence[str], is_open: bool) -> list[Cell]:
    first = Cell(
        f"{len(group.units)} 家{_alike(group)}",
        icon="chevron-down" if is_open else "chevron-right",
        bold=True,
        detail="" if is_open else _named(group),
        tip=_named(group, every=True),
    )
    act = RowAction(FOLD, "收起") if is_open else RowAction(UNFOLD, "展开")
    return [
        first,
        *_cells(compared, group, elements, is_one=False),
        Cell(_judged(group), role="text-muted", size="caption"),
        Cell(actions=(act,)),
    ]


def _more_row(text: str, elements: Sequence[str]) -> list[Cell]:
    between = [Cell() for _ in (*elements, "verdict")]
    return [Cell(text, role="text-muted"), *between, Cell(actions=(RowAction(MORE, "接着看"),))]


def _member_row(each: UnitEntry, group: Group, elements: Sequence[str]) -> list[Cell]:
    same = "" if group.lacks else "同上"
    return [
        Cell(f"　{each.unit.name}"),
        *(Cell(same, role="text-muted") for _ in elements),
        Cell(chip=_chip(each)),
        Cell(actions=_unit_actions(each)),
    ]


def _cells(compared: ItemComparison, group: Group, elements: Sequence[str], *, is_one: bool) -> Iterator[Cell]:
    """A cell for each element of what a group says."""
    for place, key in enumerate(elements):
        if group.lacks or group.declined is not None:
            yield _instead(group) if not place else Cell()
            continue
        reasons = _reasons(outliers_in(group, key), is_one)
        text = group.texts[key]
        yield Cell(
            "和标准一样" if text is None else _short(text) or "（空）",
            icon="equal" if text is None else "",
            role="text" if text else "text-muted",
            soft="" if text is None else "difference-soft",
            spans=() if not text else _spans(_short(text), compared.standard.get(key, "")),
            detail="\n".join(reasons),
            detail_icon=_WARN if reasons else "",
            detail_role="warn",
            differs=text is not None,
            tip=text or "",
        )


def _instead(group: Group) -> Cell:
    """What stands in the place of the elements where there are none."""
    if group.lacks == "field":
        return Cell("这个领域还没有交", icon="clock", role="text-muted")
    if group.lacks:
        return Cell("交了这个领域，没有这一项", icon="circle-alert", role="danger")
    reasons = [found.message for found in group.outliers]
    return Cell(
        f"不涉及：{group.declined}",
        icon="circle-slash",
        role="text-muted",
        detail="\n".join(reasons[:1]),
        detail_icon=_WARN if reasons else "",
        detail_role="warn",
    )


def _reasons(found: Sequence[Outlier], is_one: bool) -> list[str]:
    """Why something stands out; of several units what they have in common. That it is unlike most others is told where
    nothing else is."""
    graver = [each for each in found if each.code != _UNLIKE] or found
    said = (each.message if is_one else OUTLIER_LABELS.get(each.code, each.message) for each in graver)
    return list(dict.fromkeys(said))


def _spans(text: str, standard: str) -> tuple[Span, ...]:
    return tuple(Span(start, length) for start, length in differing_spans(text, standard)) if standard else ()


def _alike(group: Group) -> str:
    return {"field": "没有交", "item": "没有这一项"}.get(group.lacks, "相同")


def _named(group: Group, *, every: bool = False) -> str:
    names = [each.unit.name for each in group.units]
    more = "等" if len(names) > _NAMED and not every else ""
    return "、".join(names if every else names[:_NAMED]) + more


def _judged(group: Group) -> str:
    counts = Counter(each.verdict for each in group.units)
    return "，".join(f"{word} {counts[code]}" for code, word in _VERDICTS.items() if counts[code])


def _chip(each: UnitEntry):
    return STATE.get(each.verdict)


def _unit_actions(each: UnitEntry) -> tuple[RowAction, ...]:
    if each.entry is not None:
        return (RowAction(LOOK, "看条目", tip=f"到审核里看{each.unit.name}的这一条"),)
    if each.has_field:
        return (RowAction(ITEM_OF, "看领域", tip=f"到审核里看{each.unit.name}的这个领域"),)
    return (RowAction(REMIND, "催报", tip=f"到总表里催{each.unit.name}"),)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
