"""What narrows the lists of a page, kept in the preferences: the tab chosen, the words looked for, how high a part is.

Kept is what belongs to a list that is there every day. What belongs to one file or one package, and a search by which
one thing is picked, begins anew each time.
"""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QSplitter

from ui.desk import Desk
from ui.widgets.segments import FilterTabs
from ui.widgets.splitter import REMEMBERED


def remember_tab(desk: Desk, page: str, tabs: FilterTabs) -> None:
    """Begin with the tab that was chosen on this page the last time."""
    key = _key(page, "tab", tabs)
    tabs.turn_to(desk.preferences.get(key, ""))
    tabs.chosen.connect(lambda chosen: desk.preferences.put(key, chosen))


def remember_words(desk: Desk, page: str, line: QLineEdit) -> None:
    """Begin with what was looked for in this workspace the last time: names of one unit mean nothing in another."""
    key, unit = _key(page, "words", line), desk.session.unit.id
    with QSignalBlocker(line):
        line.setText(desk.preferences.get(key, {}).get(unit, ""))

    def keep(words: str) -> None:
        others = {each: kept for each, kept in desk.preferences.get(key, {}).items() if each != unit}
        desk.preferences.put(key, others | ({unit: words} if words.strip() else {}))

    line.textChanged.connect(keep)


def remember_heights(desk: Desk, page: str, splitter: QSplitter) -> None:
    """Begin with the parts as high as they were drawn the last time."""
    key = _key(page, "heights", splitter)
    heights = desk.preferences.get(key, [])
    if len(heights) == splitter.count():
        # It has no room yet: what it gets goes to the last part, the others stay as they were drawn.
        for place in range(splitter.count()):
            splitter.setStretchFactor(place, int(place == splitter.count() - 1))
        splitter.setSizes(heights)
    splitter.splitterMoved.connect(lambda *_: desk.preferences.put(key, splitter.sizes()))


def _key(page: str, what: str, widget: FilterTabs | QLineEdit | QSplitter) -> str:
    key = f"filters.{page}.{what}"
    widget.setProperty(REMEMBERED, key)
    return key
