"""What the settings do about trust: believe a computer of our parent or our own unit, or believe it no longer."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import UserFacingError
from app.exchange.package_reading import open_package
from app.exchange.roster import trust
from app.exchange.roster_changes import Device, believed_devices, revoke
from app.organisations import Organisation
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.settings.trust_panels import ParentPanel

_UNDO = "撤销 Ctrl+Z"
_FILES = "上级或同事给的文件 (*.zwgk)"
_ANOTHER_PARENT = "not-our-parent"


class TrustActs(QObject):
    """Stands between the panel and the store."""

    def __init__(self, desk: Desk, panel: ParentPanel, page: QObject) -> None:
        super().__init__(page)
        self._desk, self._panel = desk, panel
        self._package: Path | None = None
        self._known: list[tuple[str, Device]] = []
        panel.file_asked.connect(self._ask_for_file)
        panel.compared.connect(self._admit)
        panel.withdrawn.connect(self._withdraw)

    def read(self) -> None:
        """Read which computers are believed, and show them."""
        self._desk.session.ask(_believed, self._show, owner=self)

    def _show(self, known: list[tuple[str, Device]]) -> None:
        self._known = known
        self._panel.show_devices(known, datetime.now().astimezone())

    def _ask_for_file(self) -> None:
        self._desk.messages.open_files("对方给的文件", _FILES, lambda files: self._look_at(files[0]), many=False)

    def _look_at(self, package: Path) -> None:
        self._package = package
        self._desk.session.ask(lambda workspace: _sender(package), self._panel.ask_for_fingerprint, owner=self)

    def _admit(self, typed: str, *, is_new_parent: bool = False) -> None:
        package = self._package

        def work(workspace: Workspace) -> Organisation:
            with open_package(package) as opened:
                return trust(workspace, opened, typed, is_new_parent=is_new_parent)

        def told(unit: Organisation) -> None:
            self._panel.close_form()
            if unit.id == self._desk.session.unit.id:
                # No step of the work on entries: whoever takes many back must not lock a colleague out by it.
                self._desk.messages.toast("已认可本单位的另一台电脑")
            else:
                self._tell(f"已认可{unit.name}的电脑")

        self._desk.session.act(work, told, partial(self._refused, typed), owner=self)

    def _refused(self, typed: str, error: BaseException) -> None:
        """Ask whether the parent is another one by now where the file says so."""
        if getattr(error, "code", "") != _ANOTHER_PARENT or not isinstance(error, UserFacingError):
            self._desk.messages.trouble(error)
            return
        again = partial(self._admit, typed, is_new_parent=True)
        known = error.message.partition("，没有认可")[0]
        words = f"{known}。换成它，原来那个上级的电脑就不再认可，以前收下的还在。拿错了文件，就不换。"
        self._desk.messages.confirm("换了上级吗？", words, "换成这个上级", again)

    def _withdraw(self, fingerprint: str) -> None:
        whose, device = next(each for each in self._known if each[1].fingerprint == fingerprint)

        def work(workspace: Workspace) -> None:
            revoke(workspace, workspace.organisation_by_id(device.unit), fingerprint)

        told = f"{whose}的这台电脑停用了，以前收下的还在"
        self._desk.session.act(work, lambda _: self._tell(told), owner=self)

    def _tell(self, words: str) -> None:
        self._desk.messages.toast(words, _UNDO, self._desk.session.undo)


def _believed(workspace: Workspace) -> list[tuple[str, Device]]:
    own = workspace.organisation
    return [
        ("本单位" if each.unit == own.id else workspace.organisation_by_id(each.unit).name, each)
        for each in believed_devices(workspace)
    ]


def _sender(package: Path) -> str:
    with open_package(package) as opened:
        return opened.manifest.organisation.name
