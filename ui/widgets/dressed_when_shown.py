"""Areas and lists that follow a look only once they are seen."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget


class DressedWhenShown:
    """Stands first among the bases of a scrolling area or a list.

    Whatever comes to stand in another widget is told of a new look, with all that it holds. Qt then measures the whole
    content of every area and lays out every row, and a page is built of many widgets, one in the other, before any of
    it is seen.
    """

    _waits_to_dress = False

    def event(self, event: QEvent) -> bool:
        """Put off what a new look means for the content until it is shown; `changeEvent` is told at once."""
        if event.type() == QEvent.Type.StyleChange and not self.isVisible():
            self._waits_to_dress = True
            return QWidget.event(self, event)
        if event.type() == QEvent.Type.Resize and not isinstance(self, QAbstractItemView):
            # Measures everything as well, with the new look.
            self._waits_to_dress = False
        if event.type() == QEvent.Type.Show and self._waits_to_dress:
            self._waits_to_dress = False
            self._dress_content()
        return super().event(event)

    def _dress_content(self) -> None:
        if isinstance(self, QAbstractItemView):
            # Once it has its size, and with all else that has rows laid out then.
            self.scheduleDelayedItemsLayout()
        else:
            super().event(QEvent(QEvent.Type.StyleChange))
