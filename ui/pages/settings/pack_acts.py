"""Taking the new version of a standard out of a file of its own, once it was seen what it changes."""

from pathlib import Path

from PySide6.QtCore import QObject

from app.drafting.pack_taking import NewPack, read_new_pack, take_new_pack
from app.standards.version_counts import counted_changes
from ui.asking_person import with_person
from ui.desk import Desk

_PACKS = "标准包 (*.yaml *.yml)"
_FOLLOW = "看要改什么"


class PackActs(QObject):
    """Asks for the file, tells what the version in it changes, and takes it where somebody says so."""

    def __init__(self, desk: Desk, page: QObject) -> None:
        super().__init__(page)
        self._desk = desk

    def choose(self) -> None:
        """Ask for the file of a pack."""
        self._desk.messages.open_files("选新版标准包", _PACKS, lambda files: self._read(files[0]), many=False)

    def _read(self, path: Path) -> None:
        self._desk.session.ask(lambda workspace: read_new_pack(workspace, path), self._ask, owner=self)

    def _ask(self, pack: NewPack) -> None:
        title = f"把“{pack.new.name}”的这一版收作标准？"
        said = [f"{pack.old.version} → {pack.new.version}：{counted_changes(pack.change)}。"]
        said += [f"请先对照正式文本核对：{pack.alarm}"] if pack.alarm else []
        said += [f"{len(pack.moved)} 项沿用原来的编号或者另给编号。"] if pack.moved else []
        said += ["条目里写的一个字不动，收下以后再看本单位要跟着改什么；能撤销。"]
        yes = "核对过，收作标准" if pack.alarm else "收作标准"
        self._desk.messages.confirm(title, "\n".join(said), yes, lambda: self._take(pack))

    def _take(self, pack: NewPack) -> None:
        messages, session = self._desk.messages, self._desk.session

        def told(_: int) -> None:
            words = f"“{pack.new.name}”{pack.new.version}已收作标准"
            messages.toast(words, _FOLLOW, lambda: self._desk.go("comparison", standard=pack.new.code))

        with_person(
            self._desk,
            "换标准要记下是谁做的。",
            lambda: session.act(lambda workspace: take_new_pack(workspace, pack, is_confirmed=True), told),
        )
