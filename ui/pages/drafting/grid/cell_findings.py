"""What the menu of a cell offers about the findings of that cell."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from app.checks.finding import Finding
from ui.pages.drafting.finding_rows import AGAIN, finding_actions
from ui.pages.drafting.grid.cells import NAMED

_LONGEST = 26
"""Characters of a finding that a line of the menu says."""

Here = tuple[Sequence[Finding], Sequence[Finding]]
"""What the check says about a cell, and what somebody let stand there."""


def add_finding_actions(menu: QMenu, here: Here, act: Callable[[Finding, str], object]) -> None:
    """Add what can be done about the findings of a cell; nothing where it has none."""
    standing, dismissed = here
    for finding in standing:
        for action in finding_actions(finding, jump=""):
            menu.addAction(f"{action.text}：{_short(finding)}", partial(act, finding, action.code))
    for finding in dismissed:
        menu.addAction(f"重新提醒：{_short(finding)}", partial(act, finding, AGAIN))
    if menu.actions():
        menu.addSeparator()


def _short(finding: Finding) -> str:
    told = NAMED.sub("", finding.message).partition("。")[0]
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"
