"""An element that takes several answers stands in a column of ticks for each, as on the official form: a drop-down in
one cell would put one answer in the place of the others.
"""

from collections.abc import Mapping

from app.offices.marks import CLEAR
from app.standards.models import Element
from app.tables.cell_choices import ticked
from app.tables.cell_text import OTHER, cell_text

TICK = "√"


def tick_heads(element: Element) -> dict[str, str]:
    """Return by answer what stands at the head of its column; {} where the element does not take several answers."""
    return {label: f"{element.label}\n{label}" for label in element.choice_labels} if element.kind == "choices" else {}


def said_by_ticks(element: Element, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return what the cells of an element's columns, given by answer, say as one text, and the answer whose cell holds
    something else than a tick ("" where none does). Without a tick nothing is said."""
    if any(text.strip() == CLEAR for text in texts.values()):
        return CLEAR, ""
    chosen, beside = [], ""
    for label in element.choice_labels:
        text = texts.get(label, "").strip()
        mark = True if text == label else ticked(text)
        if mark:
            chosen.append(label)
        elif text and mark is None and label != OTHER:
            return "", label
        elif text and mark is None:
            beside = text
    return "、".join(filter(None, [cell_text(element, chosen) if chosen else "", beside])), ""
