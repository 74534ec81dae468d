"""What narrows a list or parts a page: the tabs over lists, the lines to search by, the splitters."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from ui.pages.page import Page
from ui.widgets.segments import FilterTabs
from ui.widgets.splitter import REMEMBERED

_SEARCHES = ("找", "打几个字")
BEGINS_ANEW = {
    "workbench FilterTabs": "what is overdue must be seen in the morning",
    "inbox FilterTabs": "of the files brought just now",
    "inbox QSplitter": "as high as the files brought just now",
    "comparison FilterTabs": "of one package",
    "table-import FilterTabs": "of one file",
    "table-import QSplitter": "as high as what was read of one file",
    "notices QLineEdit": "picks the notice to be made next",
    "notices FilterTabs": "the paper, which has a preference of its own",
    "board QLineEdit": "picks what is put on the board next",
    "villages FilterTabs": "form and paper of what is printed, which have preferences of their own",
    "drafting FilterTabs": "what stands beside the form",
    "settings FilterTabs": "the look, which is a preference itself",
    "offices FilterTabs": "answers to questions",
}
"""What is not kept, by place and kind, and why."""


def sieves_of(page: Page) -> Iterator[tuple[str, QWidget]]:
    """Yield those of one page, and of what it lent to the window around it."""
    parts = [part for part in (page, page.header, page.toolbar) if part is not None]
    for part in parts:
        for widget in part.findChildren(QWidget):
            is_search = isinstance(widget, QLineEdit) and widget.placeholderText().startswith(_SEARCHES)
            if is_search or isinstance(widget, FilterTabs | QSplitter):
                kind = next(kind for kind in (FilterTabs, QLineEdit, QSplitter) if isinstance(widget, kind))
                yield f"{page.place} {kind.__name__}", widget


def forgotten(page: Page) -> set[str]:
    """Return what a page neither keeps nor is known to begin anew with."""
    return {where for where, widget in sieves_of(page) if not widget.property(REMEMBERED) and where not in BEGINS_ANEW}
