"""The parts of the program's window that the tour points at, by the names that its steps know."""

from ui.help.tour import Parts
from ui.shell.frame import Frame


def tour_parts(frame: Frame) -> Parts:
    """Return what each step of the tour is about."""
    return {
        "rail": lambda: [frame.rail],
        "page": lambda: [frame.content],
        "search": lambda: [frame.search],
        "header": lambda: frame.header.acts(),
        "saved": lambda: frame.status.standing(),
        "look": lambda: frame.status.look(),
        "help": lambda: [frame.status.help],
    }
