"""One of several parts of a page, each made when it is first shown: all at once would be felt."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget


class PartsStack(QStackedWidget):
    """Begins with nothing."""

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]]) -> None:
        super().__init__()
        self._makers, self._parts = makers, {"": QWidget()}
        self.addWidget(self._parts[""])

    def part(self, name: str) -> QWidget:
        """Return a part by its name, made if it never was shown."""
        if name not in self._parts:
            self._parts[name] = self._makers[name]()
            self.addWidget(self._parts[name])
        return self._parts[name]

    def has(self, name: str) -> bool:
        """Whether a part was ever made."""
        return name in self._parts

    def is_shown(self, *names: str) -> bool:
        """Whether one of these parts is the one to see."""
        return self.currentWidget() in [self._parts[name] for name in names if name in self._parts]

    def show_part(self, name: str) -> None:
        """Show a part, "" nothing."""
        self.setCurrentWidget(self.part(name))
