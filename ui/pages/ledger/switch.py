"""The switch between the three parts of what the office publishes: the ledger, interpretation plans and columns."""

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.standing import UnitFacts
from ui.widgets.segments import Segments

LEDGER, PLANS, COLUMNS = "ledger", "plans", "columns"
_PARTS = (
    (LEDGER, "calendar-check", "台账"),
    (PLANS, "message-square", "政策解读"),
    (COLUMNS, "refresh-cw", "网站栏目"),
)


def parts_switch(desk: Desk, current: str) -> QWidget | None:
    """Return the switch as it stands on the page of one of the parts, None for a unit that has the ledger alone."""
    parts = [part for part in _PARTS if _has(desk.session.unit, part[0])]
    if len(parts) == 1:
        return None
    switch = Segments(parts)
    switch.set_current(current)

    def go(part: str) -> None:
        # The page keeps showing its own part: it is another page that the clerk goes to.
        switch.set_current(current)
        if part != current:
            desk.go(part)

    switch.chosen.connect(go)
    return switch


def _has(unit: UnitFacts, part: str) -> bool:
    return {PLANS: unit.takes_plans, COLUMNS: unit.keeps_columns}.get(part, True)
