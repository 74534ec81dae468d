"""上报: look at what is wrong or new, write it to a stick, read back and checked, and see the rounds so far."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.errors import UserFacingError
from app.exchange.handing_in import HandedIn, export_entries
from app.exchange.sealing import LEAST_PASSWORD, require_strong
from app.file_names import file_name
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import STORE, Job, Watch
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.finding_rows import DISMISSED, FOLD, JUMP, dismissed_number
from ui.pages.drafting.records import Place
from ui.pages.hand_in.covers import Covers
from ui.pages.hand_in.reading import Checked, PlacedFinding, Standing, read_findings, read_standing
from ui.pages.hand_in.rows import (
    finding_rows,
    going_along,
    list_key,
    list_rows,
    returns_words,
    round_rows,
    stick_text,
)
from ui.pages.hand_in.view import HandInView
from ui.pages.page import Page
from ui.sticks import Stick, sticks
from ui.widgets.note import Note
from ui.widgets.refilling import refill

_SUFFIX = ".zwgk"
_FILTER = "上报文件 (*.zwgk)"
_EXISTS = "package-exists"


class HandInPage(Page):
    """Sends the catalogue to the parent, or a work package to a colleague."""

    place = "hand-in"
    title = "上报"
    icon = "send"
    hints = ("空格 选或不选", "F8 下一处问题", "F9 检查", "Ctrl+Enter 写到U盘")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._standing: Standing | None = None
        self._found = Checked()
        self._shows_dismissed = False
        self._acts = Acts(desk, self)
        self._left_out: set[str] = set()
        self._checking: Job | None = None
        self._checks = 0
        self._password: str | None = None
        self._covers = Covers(desk, self)

    def build(self) -> Iterator[None]:
        self.view = HandInView(self.desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.lists.checked.connect(self._tick)
        view.findings.acted.connect(self._act)
        view.findings.opened.connect(self._go_to)
        view.check.clicked.connect(self._check)
        view.write.clicked.connect(self._find_sticks)
        view.elsewhere.clicked.connect(self._ask_elsewhere)
        view.work.clicked.connect(lambda: self._ask_where("work", "工作包存到哪里"))
        view.lock.clicked.connect(self._lock)
        view.rounds.acted.connect(lambda key, code: self._covers.show(self._standing.rounds[int(key)].hash))
        view.to_drafting.clicked.connect(lambda: self.desk.go("drafting"))
        self.add_keys(
            {
                "Ctrl+Return": self._find_sticks,
                "F9": self._check,
                "F8": lambda: self._next_finding(1),
                "Shift+F8": lambda: self._next_finding(-1),
            }
        )

    def reload(self) -> None:
        """Read what there is to hand in, and check it."""
        self.desk.session.ask(read_standing, self._show, owner=self)
        self._check()

    def show_place(self, **target) -> None:
        """Put the keyboard on what to look at first."""
        self.view.columns.show_content()
        self.view.findings.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_area(self, *, back: bool = False) -> bool:
        """Go through the panes."""
        return self.view.columns.next_area(back=back)

    # --- showing ------------------------------------------------------------------------------------------------

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        view = self.view
        view.show_empty(not standing.lists)
        self.hints = type(self).hints if standing.lists else ()
        view.lists.set_rows(list_rows(standing.lists, self._left_out))
        view.show_rounds(round_rows(standing.rounds))
        to = f"交给{standing.parent}" if standing.parent else "交给上级"
        view.recipient.setText(to)
        view.since.setText(going_along(standing.since, standing.registers))
        self.set_context(f"{self.desk.session.unit.edition}版")
        self._show_returns(standing)
        self._offer_writing()

    def _show_returns(self, standing: Standing) -> None:
        refill(self.view.returns_place)
        headline, text = returns_words(standing.returns, standing.parent)
        if headline:
            first = standing.returns[0]
            place = {"field": first.field, "checklist": first.checklist, "entry": first.entry}
            look = ("去看", "arrow-right", partial(self.desk.go, "drafting", **place))
            self.view.returns_place.addWidget(Note("warn", headline, text, [look], compact=True))

    def _offer_writing(self) -> None:
        chosen = [each for each in self._standing.lists if list_key(each) not in self._left_out]
        why = "" if chosen else "先选上至少一个领域"
        for button in (self.view.write, self.view.elsewhere):
            button.set_available(bool(chosen), why)

    def _tick(self, key: str, chosen: bool) -> None:
        if chosen:
            self._left_out.discard(key)
        else:
            self._left_out.add(key)
        self.view.lists.set_rows(list_rows(self._standing.lists, self._left_out))
        self._offer_writing()

    def _check(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
        self.view.check_words.setText("正在检查…")
        self._checks += 1
        number = self._checks
        self._checking = self.desk.session.long(
            "正在检查要交的内容",
            read_findings,
            lambda found: self._show_findings(found) if number == self._checks else None,
            lambda error: self._not_checked(error) if number == self._checks else None,
            owner=self,
        )

    def _not_checked(self, error: BaseException) -> None:
        self._found = Checked()
        self.view.show_findings([])
        self.view.check_words.setText("还没有查完。按 F9 再检查一遍。")
        self.desk.messages.trouble(error)

    def _show_findings(self, checked: Checked) -> None:
        self._found, found = checked, checked.standing
        blocks = sum(placed.finding.severity == "block" for placed in found)
        words = (
            f"必须改 {blocks} 处，请看 {len(found) - blocks} 处。不改也可以先交，上级看得到。"
            if found
            else "没有发现问题。"
        )
        self.view.check_words.setText(words)
        self.view.show_findings(finding_rows(checked, is_open=self._shows_dismissed))

    def _next_finding(self, step: int) -> None:
        if not self._found.standing:
            return
        current = self.view.findings.current_key()
        order = [row.key for row in self.view.findings.rows() if row.key.isdecimal()]
        number = (order.index(current) + step) % len(order) if current in order else 0
        self.view.findings.set_current(order[number])
        self.view.findings.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _act(self, key: str, code: str) -> None:
        """Do what a button of a row is for."""
        if code in (FOLD, JUMP):
            self._go_to(key)
            return
        placed = self._placed(key)
        field = placed.finding.field if placed.checklist == STANDARD_CATALOGUE else None
        self._acts.act_on(Place(placed.checklist, field), placed.finding, code)

    def _placed(self, key: str) -> PlacedFinding:
        """The finding of a row."""
        number = dismissed_number(key)
        return self._found.standing[int(key)] if number < 0 else self._found.dismissed[number][0]

    def _go_to(self, key: str) -> None:
        """Go where a finding is; what was let stand folds in or out."""
        if key == DISMISSED:
            self._shows_dismissed = not self._shows_dismissed
            self.view.show_findings(finding_rows(self._found, is_open=self._shows_dismissed))
            return
        placed = self._placed(key)
        finding = placed.finding
        target = {"entry": finding.entry, "element": finding.element, "item": finding.item}
        self.desk.go("drafting", field=finding.field, checklist=placed.checklist, **target)

    # --- writing ------------------------------------------------------------------------------------------------

    def _find_sticks(self) -> None:
        if self.view.write.isEnabled():
            self.desk.jobs.run(STORE, lambda watch: sticks(), self._offer_sticks, owner=self)

    def _offer_sticks(self, found: list[Stick]) -> None:
        if not found:
            self._tell_no_stick()
        elif len(found) == 1:
            self._write("submission", found[0].folder / self._file_name("submission"), on_stick=True)
        else:
            self._ask_which(found)

    def _tell_no_stick(self) -> None:
        words = "没有找到U盘，什么也没有写。请插好U盘，等一会儿再找一次；也可以先存到别处，自己拷过去。"
        ways = [("再找一次", "usb", self._find_sticks), ("存到别处", "folder-open", self._ask_elsewhere)]
        self.desk.messages.trouble(UserFacingError("stick-missing", words), buttons=ways)

    def _ask_elsewhere(self) -> None:
        self._ask_where("submission", "上报文件写到哪里")

    def _ask_which(self, found: list[Stick]) -> None:
        menu = QMenu(self)
        for stick in found:
            action = QAction(stick_text(stick), menu)
            target = stick.folder / self._file_name("submission")
            action.triggered.connect(lambda _=False, target=target: self._write("submission", target, on_stick=True))
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        button = self.view.write
        # The button stands at the foot of the page: the menu opens upwards.
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _ask_where(self, kind: str, title: str) -> None:
        self.desk.messages.save_file(
            title, self._file_name(kind), _FILTER, lambda target: self._write(kind, target, force=True)
        )

    def _file_name(self, kind: str) -> str:
        unit, number = self.desk.session.unit, self._standing.next_round
        # Which round some fields alone will be is known only once they are written.
        submission = f"第{number}轮" if self._chosen_fields() is None else "部分领域"
        what = submission if kind == "submission" else "工作包"
        return file_name(f"{unit.name}_{unit.edition}版_{what}_{date.today():%Y-%m-%d}{_SUFFIX}")

    def _lock(self) -> None:
        """Ask for the password under which the next files are written; asked again, do without."""
        if self._password is not None:
            self._take_password(None)
            return
        words = (
            f"至少 {LEAST_PASSWORD} 个字，可以用一句只有双方知道的话。\n"
            "密码不存在文件里，忘了打不开，只能重新写一份；请当面或者打电话告诉收的人。"
        )
        self.desk.messages.ask_text("给要交的文件加密码", words, self._try_password)

    def _try_password(self, typed: str) -> None:
        try:
            require_strong(typed)
        except UserFacingError as error:
            self.desk.messages.trouble(error, buttons=[("换一个密码", "lock", self._lock)])
        else:
            self.desk.messages.clear()
            self._take_password(typed)

    def _take_password(self, password: str | None) -> None:
        self._password = password
        self.view.lock.setText("加密码…" if password is None else "有密码，点这里去掉")
        self.view.actions.fit()

    def _write(self, kind: str, target: Path, *, on_stick: bool = False, force: bool = False) -> None:
        """Write a package; the file dialog has asked before it lets an existing file be chosen, a stick asks here."""
        fields = self._chosen_fields() if kind == "submission" else None
        password = self._password

        def work(workspace: Workspace, watch: Watch) -> HandedIn:
            return export_entries(
                workspace,
                target,
                kind=kind,
                fields=fields,
                force=force,
                password=password,
                progress=watch.progress,
                is_cancelled=watch.is_cancelled,
            )

        def refused(error: BaseException) -> None:
            if getattr(error, "code", "") == _EXISTS and not force:
                words = f"“{target.name}”在 {target.parent} 里已经有了。换成现在的内容，原来那个就没有了。"
                again = partial(self._write, kind, target, on_stick=on_stick, force=True)
                self.desk.messages.confirm("换掉原来的文件吗？", words, "换成现在的", again)
            else:
                again = [("再写到U盘", "usb", self._find_sticks)] if on_stick else []
                self.desk.messages.trouble(error, buttons=again)

        self._clear_note()
        # What was told of the last attempt is answered by another.
        self.desk.messages.clear()
        written = partial(self._written, on_stick)
        self.desk.session.long(f"正在写“{target.name}”", work, written, refused, writes=True)

    def _chosen_fields(self) -> list[str] | None:
        """Return the fields to hand in; None for everything, the checklists without fields included."""
        fields = [each.field for each in self._standing.lists if each.field]
        chosen = [code for code in fields if code not in self._left_out]
        return None if chosen == fields else chosen

    def _written(self, on_stick: bool, done: HandedIn) -> None:
        text = (
            f"“{done.path.name}”写在 {done.path.parent}，第{done.round}轮，{done.entries:,} 条，已经读回来核对过。"
            f"收的人第一次收这台电脑的文件时会打电话核对指纹：{done.fingerprint}。"
        )
        text += "文件加了密码，请把密码告诉收的人。" if self._password is not None else ""
        self._clear_note()
        headline = "已写好并核对，U盘可以拔了" if on_stick else "已写好并核对"
        buttons = [("知道了", "check", self._clear_note)]
        if done.kind == "submission":
            buttons.append(("打印报送单", "printer", partial(self._covers.show, done.hash)))
        note = Note("success", headline, text, buttons=buttons)
        self.view.note_place.addWidget(note)
        self.view.scroll.verticalScrollBar().setValue(0)

    def _clear_note(self) -> None:
        refill(self.view.note_place)
