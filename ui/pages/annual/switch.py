"""The switch between the two halves of 依申请公开: the requests, and the yearly report that counts them."""

from ui.widgets.segments import Segments

REQUESTS, ANNUAL = "requests", "annual"
_HALVES = ((REQUESTS, "file-input", "申请"), (ANNUAL, "table-2", "年度报告"))


def halves(current: str) -> Segments:
    """Return the switch between the requests and the report that counts them."""
    switch = Segments(_HALVES)
    switch.set_current(current)
    return switch
