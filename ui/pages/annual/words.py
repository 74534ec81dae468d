"""Sentences over the yearly report: until when it is due, and whose report is looked at."""

from app.calendar.wording import full_date
from ui.pages.annual.reading import AnnualSeen
from ui.pages.annual.shown import OWN, TOTAL
from ui.widgets.note import Note

_FAR = 62
"""Days before its day from which on more than the day is told."""


def due_notes(seen: AnnualSeen) -> list[Note]:
    """Return until when the report is to be handed in, with the rule once that is near; nothing once it was."""
    due = seen.due
    if due is None or seen.filed is not None:
        return []
    left = (due.due - seen.today).days
    if left > _FAR:
        return [Note("info", f"年报最迟{full_date(due.due)}报送", compact=True)]
    head = f"已经过了 {-left} 天" if left < 0 else f"还有 {left} 天" if left else "今天到期"
    return [Note("warn" if left < 0 else "info", head, "".join(due.explanation), compact=True)]


def whose_words(seen: AnnualSeen, whose: str) -> str:
    """Return whose numbers stand in a table, and what can be done with them."""
    if whose == OWN:
        return "点一个数，看它从哪里来、背后是哪几件；直接打数字就是改。"
    if whose == TOTAL:
        return f"{len(seen.units.reports)} 个单位的合计，不含本单位自己的。没有交的不当成 0。"
    report = next(each for each in seen.units.reports if each.unit == whose)
    return f"{report.name}报来的（{report.file}），照原样，不能在这里改。"
