"""What is done on the roster: units written down, pasted, changed; their computers; their start files."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget

from app.errors import UserFacingError
from app.exchange.roster import add_unit
from app.exchange.roster_changes import change_unit, release_unit, remove_unit, revoke
from app.exchange.roster_pasting import RosterPaste, apply_roster_paste, plan_roster_paste
from app.exchange.starting_together import StartWritten, export_starts, start_names
from app.organisations import Organisation
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import STORE, Watch
from ui.outgoing import tell_written
from ui.pages.inbox.pasting import PasteView
from ui.pages.inbox.reading import Stored
from ui.pages.inbox.results import Results, ResultsView
from ui.pages.inbox.roster_words import starts_became
from ui.pages.inbox.starts import StartsView, StartsWanted
from ui.pages.inbox.units import NewUnit, RosterView

_MOST_NAMES = 5
_RESULTS = "开始文件清单"


class RosterDesk(QObject):
    """The roster and what opens in its place: pasting, start files, the list of what was written."""

    shown = Signal()
    """Something else is shown, or shows something else: other keys do something."""

    def __init__(self, desk: Desk, stored: Stored, view: RosterView, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stored = stored
        self.pane = QStackedWidget()
        self.view = view
        self.pane.addWidget(self.view)
        self.pane.currentChanged.connect(lambda number: self.shown.emit())
        self._connect()

    @property
    def hints(self) -> tuple[str, ...]:
        """The keys that do something to what is shown."""
        shown = self.pane.currentWidget()
        if isinstance(shown, PasteView):
            return ("空格 勾选", "Ctrl+V 粘贴", "Ctrl+Enter 登记") if shown.has_rows else ("Ctrl+V 粘贴",)
        if isinstance(shown, StartsView):
            return "空格 勾选", "Ctrl+Enter 写到文件夹"
        if isinstance(shown, ResultsView):
            return ()
        return ("Enter 写开始文件", "Ctrl+V 粘贴名单") if self._stored.roster else ("Ctrl+V 粘贴名单",)

    @cached_property
    def pasting(self) -> PasteView:
        """Where a list is pasted; made when it is asked for first."""
        made = PasteView()
        made.pasted.connect(self.paste)
        made.agreed.connect(self._write_pasted)
        made.closed.connect(self.show_main)
        self.pane.addWidget(made)
        return made

    @cached_property
    def starts(self) -> StartsView:
        """Where start files are asked for; made when it is asked for first."""
        made = StartsView(self._stored.fields)
        made.wanted.connect(self._ask_for_folder)
        made.closed.connect(self.show_main)
        self.pane.addWidget(made)
        return made

    @cached_property
    def results(self) -> ResultsView:
        """What became of start files; made when it is asked for first."""
        made = ResultsView()
        made.closed.connect(self.show_main)
        Results(self._desk, made, self)
        self.pane.addWidget(made)
        return made

    def show_stored(self, stored: Stored) -> None:
        """Show the roster as it is now."""
        self._stored = stored
        self.view.show_units(stored.roster, stored.now)
        edited = self.view.edit.unit
        if edited is not None:
            self._show_edited(edited.id)

    def agree(self) -> None:
        """Do what Ctrl+Enter does where the clerk is."""
        shown = self.pane.currentWidget()
        if isinstance(shown, PasteView | StartsView):
            shown.agree()

    def paste(self) -> None:
        """Read the clipboard and show what pasting it would do."""
        self.pane.setCurrentWidget(self.pasting)
        data = QGuiApplication.clipboard().mimeData()
        copied = data.text(), data.html() if data.hasHtml() else None
        self._desk.session.ask(partial(_plan, copied), self._show_paste, self._not_pasted, owner=self)

    def _show_paste(self, paste: RosterPaste) -> None:
        self.pasting.show_paste(paste)
        self.shown.emit()

    def show_main(self) -> None:
        """Go back to the roster."""
        self.pane.setCurrentWidget(self.view)
        self.view.table.setFocus()

    # --- units -------------------------------------------------------------------------------------------------------

    def _add(self, unit: NewUnit) -> None:
        def done(added: Organisation) -> None:
            self.view.form.begin()
            self._desk.messages.toast(f"已登记“{added.name}”", "撤销 Ctrl+Z", self._desk.session.undo)

        self._desk.session.act(
            lambda workspace: add_unit(workspace, unit.name, unit.code, unit.kind, unit.contact), done
        )

    def _not_pasted(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            self.pasting.show_refusal(error.message)
        else:
            self._desk.messages.trouble(error)

    def _write_pasted(self, paste: RosterPaste, also: Sequence[int]) -> None:
        def done(count: int) -> None:
            self.pasting.begin()
            self.show_main()
            self._desk.messages.toast(f"已登记 {count} 个单位", "撤销 Ctrl+Z", self._desk.session.undo)

        self._desk.session.act(lambda workspace: apply_roster_paste(workspace, paste, also=also), done)

    def _edit(self, key: str) -> None:
        self.view.edit.forget()
        self._show_edited(key)
        self.view.open_edit()

    def _show_edited(self, key: str) -> None:
        unit = next((each.unit for each in self._stored.roster if each.unit.id == key), None)
        if unit is None:
            self.view.close_edit()
            return
        known = [device for device in self._stored.devices if device.unit == key]
        self.view.edit.show_unit(unit, known, self._stored.now, heard_of=key in self._stored.heard_of)

    def _keep(self, name: str, code: str, contact: str) -> None:
        def done(unit: Organisation) -> None:
            self.view.close_edit()
            self._desk.messages.toast(f"已改“{unit.name}”", "撤销 Ctrl+Z", self._desk.session.undo)

        unit = self.view.edit.unit
        self._desk.session.act(
            lambda workspace: change_unit(workspace, unit, name=name, code=code, contact=contact), done
        )

    def _revoke(self, fingerprint: str) -> None:
        def done(_: None) -> None:
            text = f"“{unit.name}”的这台电脑停用了，以前收下的还在"
            self._desk.messages.toast(text, "撤销 Ctrl+Z", self._desk.session.undo)

        unit = self.view.edit.unit
        self._desk.session.act(lambda workspace: revoke(workspace, unit, fingerprint), done)

    def _remove(self) -> None:
        def done(_: None) -> None:
            self.view.close_edit()
            self._desk.messages.toast(f"已从名册删去“{unit.name}”", "撤销 Ctrl+Z", self._desk.session.undo)

        unit = self.view.edit.unit
        self._desk.session.act(lambda workspace: remove_unit(workspace, unit), done)

    def _ask_to_release(self) -> None:
        unit = self.view.edit.unit
        words = (
            f"“{unit.name}”不再归本单位的，才移出名册。它的电脑停用，以后报来的文件不收；收下的内容还在这个工作文件里，"
            "全县的表里不再列它。"
        )
        self._desk.messages.confirm(f"把“{unit.name}”移出名册吗？", words, "移出名册", partial(self._release, unit))

    def _release(self, unit: Organisation) -> None:
        def done(_: None) -> None:
            self.view.close_edit()
            self._desk.messages.toast(f"已把“{unit.name}”移出名册", "撤销 Ctrl+Z", self._desk.session.undo)

        self._desk.session.act(lambda workspace: release_unit(workspace, unit), done)

    # --- start files -------------------------------------------------------------------------------------------------

    def _open_starts(self, key: str) -> None:
        units = self._stored.roster
        ticked = [key] if key else [each.unit.id for each in units]
        self.pane.setCurrentWidget(self.starts)
        self.starts.begin(units, ticked, self._stored.now.date())

    def _ask_for_folder(self, wanted: StartsWanted) -> None:
        self._desk.messages.choose_folder("开始文件写到哪个文件夹", partial(self._look_first, wanted))

    def _look_first(self, wanted: StartsWanted, folder: Path) -> None:
        """Replacing is asked for once, before the first file is written."""
        edition = self._desk.session.unit.edition
        targets = [folder / name for name in start_names(wanted.units, edition).values()]
        then = partial(self._ask_to_replace, wanted, folder)
        self._desk.jobs.run(STORE, lambda watch: [path for path in targets if path.exists()], then, owner=self)

    def _ask_to_replace(self, wanted: StartsWanted, folder: Path, there: Sequence[Path]) -> None:
        write = partial(self._write_starts, wanted, folder)
        if there:
            self._desk.messages.confirm("换掉原来的开始文件吗？", _replacing_words(there), "换成新写的", write)
        else:
            write()

    def _write_starts(self, wanted: StartsWanted, folder: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> list[StartWritten]:
            return export_starts(
                workspace,
                wanted.units,
                folder,
                fields=wanted.fields,
                due=wanted.due,
                force=True,
                progress=watch.progress,
                is_cancelled=watch.is_cancelled,
            )

        self._desk.session.long("正在写开始文件", work, partial(self._written, folder), writes=True)

    def _written(self, folder: Path, written: Sequence[StartWritten]) -> None:
        done = sum(not each.reason for each in written)
        rest = f"，还有 {len(written) - done} 个没有写" if done < len(written) else ""
        text = f"已写好并核对 {done} 个开始文件，在“{folder.name}”里{rest}。拷给各单位，双击就能用"
        tell_written(self._desk, text, folder)
        self.results.show_results(_RESULTS, starts_became(written))
        self.pane.setCurrentWidget(self.results)
        self.results.table.setFocus()

    def _connect(self) -> None:
        view = self.view
        view.form.filled.connect(self._add)
        view.paste_asked.connect(self.paste)
        view.starts_asked.connect(self._open_starts)
        view.edit_asked.connect(self._edit)
        view.edit.kept.connect(self._keep)
        view.edit.revoked.connect(self._revoke)
        view.edit.removed.connect(self._remove)
        view.edit.released.connect(self._ask_to_release)


def _plan(copied: tuple[str, str | None], workspace: Workspace) -> RosterPaste:
    # The readers of tables take their time to load, and few starts of the window need them.
    from app.tables.sources.reading import read_pasted

    return plan_roster_paste(workspace, read_pasted(*copied).sheets[0].cells)


def _replacing_words(there: Sequence[Path]) -> str:
    names = "、".join(f"“{path.name}”" for path in there[:_MOST_NAMES])
    more = f"等 {len(there)} 个文件" if len(there) > _MOST_NAMES else ""
    return f"{there[0].parent} 里已经有{names}{more}。换成新写的，原来的就没有了。"
