"""Who holds whom on the binding's side, walked through at every place of the window.

What some calls of Qt return, the binding takes for a part of whatever they were asked of. Once a label or a scroll bar
holds the page around it, the search for what nobody holds any more frees the page in the running window.
"""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QScreen, QWindow
from PySide6.QtWidgets import QApplication, QMenu
from shiboken6 import getCppPointer, isValid

from app.drafting.adopting import adopt
from app.notices.keeping import make_notice
from app.registers.publications import record_formed
from tests.app.registers.test_reviews import BLANKS
from tests.support import COUNTY, Computer, computer
from tests.ui.support import wait_idle
from ui.shell.places import PLACES
from ui.widgets.labels import Label

# Held by the button or the view that they are set on, whose parts they are not in Qt's books.
_SET_ON_OTHERS = QMenu | QItemSelectionModel | QScreen | QWindow


def _address(known: QObject) -> int:
    return getCppPointer(known)[0]


def _alive() -> set[int]:
    """The addresses of all that Qt has now: what was made at the address of something freed is not that any more."""
    found: set[int] = set()

    def add(known: QObject) -> None:
        found.add(_address(known))
        for part in known.children():
            add(part)

    for top in (QApplication.instance(), *QApplication.topLevelWidgets()):
        if isValid(top):
            add(top)
    return found


def _wrongly_held() -> Iterator[str]:
    """What stands in something, and is held by nothing of all that it stands in."""
    gc.unfreeze()
    alive = _alive()
    known = [each for each in gc.get_objects() if isinstance(each, QObject) and isValid(each)]
    holders: dict[int, list[QObject]] = defaultdict(list)
    for holder in known:
        for held in gc.get_referents(holder):
            if isinstance(held, QObject):
                holders[id(held)].append(holder)
    for each in known:
        if isinstance(each, _SET_ON_OTHERS) or _address(each) not in alive or each.parent() is None:
            continue
        held_by = holders[id(each)]
        around = {_address(one) for one in _around(each)}
        if not around & {_address(one) for one in held_by} and not any(_is_label_of(one, each) for one in held_by):
            kinds = "、".join(sorted({type(one).__name__ for one in held_by})) or "nothing"
            yield f"{type(each).__name__} in {type(each.parent()).__name__} is held by {kinds}"


def _is_label_of(holder: QObject, held: QObject) -> bool:
    """Whether a label leads to it by the keyboard: such a label holds it, and stands beside it."""
    return isinstance(holder, Label) and holder.buddy() is held


def _around(known: QObject) -> Iterator[QObject]:
    while (known := known.parent()) is not None:
        yield known


def _fill(township: Computer) -> None:
    with township.working() as workspace:
        adopt(workspace, field="05")
        make_notice(workspace, "NT-01", BLANKS)
        entry = next(iter(workspace.store.entries.listed(edition=workspace.edition)))
        record_formed(workspace, entry.id, workspace.today(), "低保对象名单")


@pytest.mark.drill
@pytest.mark.parametrize("who", ["township", "county"])
def test_everything_is_held_by_what_it_stands_in(
    qtbot, at_work: Callable, township: Computer, tmp_path: Path, who: str
):
    if who == "township":
        _fill(township)
    program = at_work(township if who == "township" else computer(tmp_path / "县", COUNTY))
    window = program.window
    wrong: dict[str, str] = {}

    def walk(width: int, tabs: int) -> None:
        window.resize(width, 640)
        for place in PLACES:
            window.go(place.code)
            wait_idle(qtbot, program.jobs)
            for _ in range(6):
                qtbot.keyClick(window, Qt.Key.Key_F6)
                wait_idle(qtbot, program.jobs)
            for _ in range(tabs):
                qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
            wait_idle(qtbot, program.jobs)
            for told in _wrongly_held():
                wrong.setdefault(told, f"{place.code}, {width} px")

    walk(1286, tabs=12)
    walk(900, tabs=0)
    assert wrong == {}
