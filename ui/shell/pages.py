"""The pages of the open workspace: each is made when it is first shown, or before that in short turns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from ui.desk import Desk
from ui.pages.page import Page
from ui.shell.places import PLACES, place, places_for
from ui.theme import theme
from ui.turns import turns

# Between two things made ahead of time: what the clerk does comes first.
_PAUSE_MS = 30
# A page just gone to still lays itself out, paints and asks the store.
_PAUSE_AFTER_GOING_MS = 200

Step = Callable[[], object]


@dataclass
class _Wanted:
    """A page that somebody waits for, and what follows once it can be shown."""

    code: str
    then: list[Step]


class Pages(QObject):
    """Makes pages and keeps them in `stack`, which shows one of them."""

    taken_in = Signal(object)
    """A page (`Page`) was put into the stack for the first time."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.stack = QStackedWidget()
        self._known: dict[str, Page] = {}
        self._wanted: _Wanted | None = None
        self._ahead: Iterator[Step] = iter(())
        self._next_due = QTimer(self, singleShot=True)
        self._next_due.timeout.connect(lambda: turns().do(self._step_ahead, self))
        self.stack.currentChanged.connect(self._let_it_come_to_rest)
        self._gone: list[Step] = []
        self._let_go_soon = QTimer(self, singleShot=True, interval=0)
        self._let_go_soon.timeout.connect(self._let_go_one)

    def make(self, code: str) -> Page:
        """Make the page of a place, as far as it is not made; it is not whole and cannot be shown yet."""
        if code not in self._known:
            self._known[code] = page = place(code).make(self._desk)
            # What is built into it is dressed once that way, and not again with all of it when it is taken in.
            page.setParent(self.stack)
        return self._known[code]

    def has(self, code: str) -> bool:
        """Whether the page of a place can be shown without building anything first."""
        return code in self._known and self.stack.indexOf(self._known[code]) >= 0

    def get_ready(self, code: str, then: Step) -> None:
        """Build a page, a part a turn of the loop and before all that is made ahead; `then` follows, unless another
        page is asked for meanwhile."""
        if self._wanted is not None and self._wanted.code == code:
            self._wanted.then.append(then)
        else:
            self._wanted = wanted = _Wanted(code, [then])
            # Not in the turn in which it was asked for.
            turns().do(lambda: turns().do(lambda: self._build_next(wanted), self), self)

    def page(self, code: str) -> Page:
        """Return the page of a place, made if need be."""
        self.want_nothing()
        page = self.make(code).whole()
        if not self.has(code):
            self._put_in(page)
        return page

    def want_nothing(self) -> None:
        """Whoever waited for a page goes elsewhere."""
        self._wanted = None

    def known(self) -> dict[str, Page]:
        """Return the pages made so far, by place; not all of them are in the stack yet."""
        return dict(self._known)

    def forget(self) -> None:
        """Let every page go: another workspace is open."""
        self._next_due.stop()
        self.want_nothing()
        # A step may wait for its turn already.
        self._ahead = iter(())
        # The one shown goes last: each page after it would be shown for a moment.
        for page in sorted(self._known.values(), key=lambda page: page is self.stack.currentWidget()):
            self.stack.removeWidget(page)
            self._gone += _steps_to_free(page)
        self._known = {}
        self._let_go_soon.start()

    def make_ahead(self) -> None:
        """Make what nobody saw yet, one thing at a moment: each is then there when it is asked for."""
        self._ahead = self._steps_ahead()
        self._next_due.start(_PAUSE_MS)

    def _build_next(self, wanted: "_Wanted") -> None:
        if wanted is not self._wanted:
            return
        page = self.make(wanted.code)
        if not page.is_whole:
            page.build_next()
        elif not self.has(wanted.code):
            self._put_in(page)
        else:
            self._wanted = None
            for then in wanted.then:
                then()
            return
        turns().do(lambda: self._build_next(wanted), self)

    def _put_in(self, page: Page) -> None:
        self.stack.addWidget(page)
        self.taken_in.emit(page)

    def _let_go_one(self) -> None:
        """Free one part of a page that is gone, the next in the next turn: all at once would be felt."""
        if self._gone:
            self._gone.pop(0)()
            self._let_go_soon.start()

    def _let_it_come_to_rest(self) -> None:
        if self._next_due.isActive():
            self._next_due.start(_PAUSE_AFTER_GOING_MS)

    def _step_ahead(self) -> None:
        if theme().is_dressing or self._wanted is not None:
            self._next_due.start(_PAUSE_MS)
        # Closed or about to be: nobody will see it.
        elif self._desk.session.is_open and self._window.isVisible() and self._window.isEnabled():
            step = next(self._ahead, None)
            if step is not None:
                step()
                self._next_due.start(_PAUSE_MS)

    def _steps_ahead(self) -> Iterator[Step]:
        """Making a page, building each part of it, taking it into the window and preparing it are moments of their own:
        together they would be felt."""
        units = len(self._desk.preferences.units.units)
        on_rail = places_for(self._desk.session.unit, units)
        for code in [each.code for each in (*on_rail, *PLACES) if each in on_rail or not each.on_rail]:
            if code not in self._known:
                yield lambda code=code: self.make(code)
            yield from self._known[code].parts()
            if not self.has(code):
                yield lambda code=code: self._put_in(self._known[code])
                if not self._known[code].isVisible():
                    yield self._known[code].prepare
        for page in self.known().values():
            yield from page.parts_ahead()


def _free(part: QWidget) -> None:
    """Free a widget now, unless it went with another one already."""
    if isValid(part):
        part.deleteLater()
        QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)


def _take_out(view: QWidget) -> None:
    if isValid(view):
        view.setParent(None)


def _steps_to_free(page: Page) -> list[Step]:
    """Return what frees a page: first what it lent to the frame, whose child that is then; what is large in it only
    after it, for as long as it lives it may turn to that."""
    lent, views = (page.header, page.primary, page.toolbar), page.views()
    return [
        *(partial(_free, part) for part in lent if part is not None),
        *(partial(_take_out, view) for view in views),
        partial(_free, page),
        *(partial(_free, view) for view in views),
    ]
