"""The views of the page: each made when it is shown first, one of them shown, and the switch that leads to another."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.drafting.view import View
from ui.widgets.segments import Segments


class Views(QStackedWidget):
    """Shows one of the views. `kinds` are in the order of the switch; `make` makes a view of its kind."""

    def __init__(self, kinds: Sequence[type[View]], make: Callable[[type[View]], View]) -> None:
        super().__init__()
        self._kinds = {kind.code: kind for kind in kinds}
        self._make = make
        self._views: dict[str, View] = {}
        self._single = ""
        self.switch = self._make_switch() if len(kinds) > 1 else None
        """The switch between them, None where there is only one."""

    @property
    def codes(self) -> list[str]:
        """The codes of all views, in the order of the switch."""
        return list(self._kinds)

    @property
    def unmade(self) -> list[str]:
        """The views that nobody asked for yet."""
        return [code for code in self._kinds if self.indexOf(self._views.get(code)) < 0]

    @property
    def made(self) -> list[QWidget]:
        """The views that somebody asked for, not all of them whole."""
        return list(self._views.values())

    @property
    def of_all(self) -> str:
        """The view of all tables at once, "" where there is none."""
        return next((code for code, kind in self._kinds.items() if kind.is_of_all), "")

    @property
    def single(self) -> str:
        """The view in which a single table was worked on last."""
        return self._single or next(code for code, kind in self._kinds.items() if not kind.is_of_all)

    @property
    def shown(self) -> View | None:
        """The view that is shown, None before the first is put up."""
        return self.currentWidget()

    def begun(self, code: str) -> View:
        """Return a view, of which not everything may be built."""
        if code not in self._views:
            self._views[code] = view = self._make(self._kinds[code])
            # As pages: what is built into it is dressed once that way.
            view.setParent(self)
        return self._views[code]

    def view(self, code: str) -> View:
        """Return a view, made if need be."""
        view = self.begun(code).whole()
        if self.indexOf(view) < 0:
            self.addWidget(view)
        return view

    def put_up(self, code: str) -> View | None:
        """Put a view in the place of another, which is returned; the new one takes on where in a line the clerk is."""
        before = self.shown
        self.setCurrentWidget(self.view(code))
        if not self.shown.is_of_all:
            self._single = code
        if before is not None:
            self.shown.element = before.element
        if self.switch is not None:
            self.switch.set_current(code)
        return before

    def _make_switch(self) -> Segments:
        switch = Segments([(kind.code, kind.icon, kind.title) for kind in self._kinds.values()])
        for number, kind in enumerate(self._kinds.values(), start=1):
            switch.set_tip(kind.code, f"{kind.title}（Ctrl+{number}）")
        return switch
