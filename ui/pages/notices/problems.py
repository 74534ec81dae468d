"""What stands between a draft and its sheet: what must be mended, what is still empty."""

import re
from dataclasses import dataclass
from typing import Literal

from app.notices.answers import SUMS_REASON
from app.notices.blanks import Blank
from app.notices.filled_notice import FilledNotice
from app.notices.health_words import without_health
from ui.pages.notices.cells import veiled
from ui.pages.notices.draft import Draft
from ui.pages.notices.reading import Checked

BLANK, ROW, MISSING, LIST, SUM = "blank", "row", "missing", "list", "sum"
_LABELLED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class Problem:
    """One place to go to: a blank by its key, or a row by its number and the label of its column."""

    kind: Literal["blank", "row", "missing", "list", "sum"]
    key: str = ""
    row: int = 0
    label: str = ""
    text: str = ""

    @property
    def must(self) -> bool:
        """Whether the notice cannot be printed before it is mended."""
        return self.kind in (BLANK, ROW, SUM)


def problems_of(checked: Checked, draft: Draft) -> list[Problem]:
    """All problems in the order of the page."""
    filled = checked.filled
    if filled is None:
        return []
    blanks = [Problem(BLANK, each.key, label=each.label, text=each.reason) for each in filled.refused_blanks]
    rows = [Problem(ROW, row=each.row, label=_label(each.reason), text=each.reason) for each in filled.refused_rows]
    sums = [Problem(SUM, SUMS_REASON, text=text) for text in filled.unbalanced] if filled.waits else []
    return [*blanks, *_missing(filled, draft), *rows, *sums]


def proposed_mend(problem: Problem, draft: Draft) -> str:
    """The text that would do in a refused cell, "" where only a person knows."""
    column = next((column for column in draft.columns if column.label == problem.label), None)
    if column is None or problem.row > len(draft.rows):
        return ""
    typed = draft.rows[problem.row - 1].get(column.key, "")
    mended = without_health(typed)
    return mended if mended != typed.strip() and mended == veiled(mended) else ""


def hidden_blanks(filled: FilledNotice | None, draft: Draft) -> set[str]:
    """Keys of blanks nobody has to fill: the list, the count of days or the template's laws tell them.

    One that is told nothing although it could be is asked after all, and one that was answered stays.
    """
    told = {blank.key for blank in draft.blanks if _is_hidden(blank) and not draft.answers.get(blank.key)}
    if filled is None:
        return told
    if filled.unbalanced:
        told -= {SUMS_REASON}
    return {key for key in told if not _asks_after_all(key, filled, draft)}


def _is_hidden(blank: Blank) -> bool:
    """Amounts that are worked out stay to be seen: a clerk holds them against the books."""
    return bool(blank.told) and (blank.told != "sums" or blank.key == SUMS_REASON)


def _asks_after_all(key: str, filled: FilledNotice, draft: Draft) -> bool:
    if key not in filled.missing:
        return False
    blank = _blank(draft, key)
    days_known = bool(draft.answers.get("notice_days"))
    return draft.has_rows if blank.told == "list" else days_known and bool(draft.answers.get("publish_date"))


def _missing(filled: FilledNotice, draft: Draft) -> list[Problem]:
    refused = {each.key for each in filled.refused_blanks}
    hidden = hidden_blanks(filled, draft)
    found = []
    for key in filled.missing:
        blank = _blank(draft, key)
        if key not in refused and key not in hidden:
            found.append(Problem(MISSING, key, label=blank.label))
    if draft.columns and not draft.has_rows:
        found.append(Problem(LIST, label="名单"))
    return found


def _blank(draft: Draft, key: str) -> Blank:
    return next(blank for blank in draft.blanks if blank.key == key)


def _label(reason: str) -> str:
    found = _LABELLED.match(reason)
    return found[1] if found else ""
