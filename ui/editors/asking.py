"""Which elements of a checklist are asked about, and how each question stands while it is folded."""

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from app.checks.finding import SEVERITY_LABELS
from app.drafting.tables import heading_element
from app.standards.models import Definition, Element
from app.standards.values import is_required
from app.tables.official import standard_text
from ui.editors.folded import Folded, Mark

EMPTY = (None, "", [])


class Remark(NamedTuple):
    """What the check says about an element; `fix` is what the button says that puts it right, "" for none; whether a
    person `may_dismiss` it."""

    severity: str
    text: str
    fix: str = ""
    may_dismiss: bool = False


class Standing(NamedTuple):
    """How the value of an element stands to the standard's. `has_standard` is False where there is none to hold to."""

    has_standard: bool = False
    standard: Any = None
    differs: bool = False
    remark: Remark | None = None


def asked_elements(
    definition: Definition, values: Mapping[str, Any], *, named: bool, also: Set[str] = frozenset()
) -> list[str]:
    """Return the keys of the elements a clerk is asked about, in their order.

    Not asked: what is computed, what only another answer would call for, and of an entry that has its name from the
    standard (`named`) that name. What holds something the other answer does not call for is asked, and so are `also`.
    """
    names = {*definition.title_elements, heading_element(definition)} if named else set()
    return [
        element.key
        for element in definition.elements
        if element.key in also
        or not (
            element.computed
            or element.key in names
            or (_is_called_for(element, values) is False and values.get(element.key) in EMPTY)
        )
    ]


def _is_called_for(element: Element, values: Mapping[str, Any]) -> bool:
    return element.required_when is None or is_required(element, dict(values))


def folded(element: Element, value: Any, standing: Standing, *, required: bool, looked_at: bool) -> Folded:
    """Return the one line of a question: its state, its label, the answer, and how that stands to the standard's."""
    answer = "；".join(standard_text(element, value).splitlines())
    how = value, standing, required, looked_at
    return Folded(element.label, answer, _state(*how), _mark(*how))


def _state(value: Any, standing: Standing, required: bool, looked_at: bool) -> Mark:
    severity = standing.remark.severity if standing.remark else ""
    if value in EMPTY and required and not looked_at:
        # What nobody came to yet is not wrong.
        return Mark("circle", "还没填")
    if severity == "block":
        return Mark("octagon-alert", SEVERITY_LABELS["block"], "danger")
    if severity == "warn":
        return Mark("triangle-alert", SEVERITY_LABELS["warn"], "warn")
    if value in EMPTY and required:
        return Mark("circle", "还没填")
    if looked_at or standing.differs or (not _is_standards(value, standing) and value not in EMPTY):
        return Mark("circle-check", "看过", "success")
    return Mark("circle", "待看")


def _mark(value: Any, standing: Standing, required: bool, looked_at: bool) -> Mark:
    severity = standing.remark.severity if standing.remark else ""
    if value in EMPTY and (required or severity == "block"):
        return Mark("", "还没填", "danger" if severity == "block" and looked_at else "text-muted")
    if severity in ("block", "warn"):
        return Mark("", SEVERITY_LABELS[severity], "danger" if severity == "block" else "warn")
    if value in EMPTY:
        return Mark("", "不填" if looked_at else "可以不填")
    if standing.differs:
        return Mark("pencil-line", "与标准不同", "difference")
    if not standing.has_standard or standing.standard in EMPTY:
        return Mark("", "")
    return Mark("equal", "同标准" if looked_at else "照标准填好，待看")


def _is_standards(value: Any, standing: Standing) -> bool:
    return standing.has_standard and not standing.differs and standing.standard not in EMPTY
