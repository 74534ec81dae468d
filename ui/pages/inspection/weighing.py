"""What the page of inspections does with the points that its lines count."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.county.inspecting import InspectionTable, find_inspection
from app.county.inspection_adjusting import weigh
from app.errors import UserFacingError
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.inspection.weights_dialog import WeightsDialog

_UNDO = "撤销 Ctrl+Z"


class Weighing(QObject):
    """Asks for the points, and lets them count."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self.dialog: WeightsDialog | None = None
        """The dialog that was opened last."""

    def ask(self, table: InspectionTable) -> None:
        """Show the points of an inspection as they count now."""
        self.dialog = dialog = WeightsDialog(self.parent(), table.inspection, is_own=table.is_own_weighing)
        kind, name = table.inspection.code, table.inspection.name
        dialog.decided.connect(
            lambda: self._weigh(kind, dialog.worth(), dialog.each(), f"{name}从现在起照本县定的分值算")
        )
        dialog.reset.connect(lambda: self._weigh(kind, {}, {}, f"{name}回到程序带的分值了"))
        dialog.open()

    def _weigh(self, kind: str, worth: dict[str, str], each: dict[str, str], words: str) -> None:
        dialog = self.dialog

        def work(workspace: Workspace) -> None:
            weigh(workspace, find_inspection(workspace, kind), worth, each)

        def told(_: None) -> None:
            dialog.accept()
            self._desk.messages.toast(words, _UNDO, self._desk.session.undo)

        def refused(error: BaseException) -> None:
            if isinstance(error, UserFacingError):
                dialog.say(error.message, may=False)
            else:
                self._desk.messages.trouble(error)

        self._desk.session.act(work, told, refused, owner=dialog)
