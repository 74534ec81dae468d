"""What the settings do with official texts: take one back, hand all on to the units below."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from app.calendar.typed_date import typed_date
from app.calendar.wording import plain_date
from app.county.standard_versions import demand_version, drop_demand
from app.errors import UserFacingError
from app.exchange.handing_in import HandedIn
from app.exchange.profiles import export_profile
from app.file_names import file_name
from app.standards.demands import StandardDemand
from app.tables.completing import MAY_COMPLETE
from app.tables.kept_texts import KeptText, withdraw_official_text
from app.workspace import Workspace
from ui.asking_person import with_person
from ui.desk import Desk
from ui.jobs import Watch
from ui.pages.comparison.report import save_version_report
from ui.pages.settings.official_panel import OfficialPanel
from ui.pages.settings.pack_acts import PackActs

_FILTER = "标准和规定 (*.zwgk)"
_UNDO = "撤销 Ctrl+Z"


class OfficialActs(QObject):
    """Stands between the panel and the store."""

    def __init__(self, desk: Desk, panel: OfficialPanel, page: QObject) -> None:
        super().__init__(page)
        self._desk, self._panel = desk, panel
        self._names: dict[str, str] = {}
        panel.withdrawn.connect(self._withdraw)
        panel.report_asked.connect(lambda field: save_version_report(desk, field, self._names[field], self))
        panel.demanded.connect(self._ask_until)
        panel.dropped.connect(self._drop)
        panel.pack_asked.connect(PackActs(desk, self).choose)
        panel.handed_on.connect(self._ask_where)
        panel.import_asked.connect(lambda: desk.go("table-import"))

    def show(self, texts: tuple[KeptText, ...], asked: Mapping[str, StandardDemand], *, hands_on: bool) -> None:
        """Show what stands now, and what the units below were asked to go by."""
        self._names = {each.field: each.name for each in texts}
        is_keeper = self._desk.session.unit.kind in MAY_COMPLETE
        self._panel.show_texts(texts, asked, is_keeper=is_keeper, hands_on=hands_on)

    def _withdraw(self, field: str) -> None:
        messages, session = self._desk.messages, self._desk.session

        def told(followed: int) -> None:
            messages.toast(f"已撤回“{self._names[field]}”的正式文本", _UNDO, session.undo)

        def withdraw() -> None:
            session.act(lambda workspace: withdraw_official_text(workspace, field), told)

        with_person(self._desk, "撤回标准文本要记下是谁做的。", withdraw)

    def _ask_until(self, field: str) -> None:
        text = f"下级最迟哪天跟上“{self._names[field]}”现在的标准？例：2027-03-31。发给下级的包里带去。"
        self._desk.messages.ask_text("要求下级跟上标准", text, lambda said: self._demand(field, said))

    def _demand(self, field: str, said: str) -> None:
        messages, session = self._desk.messages, self._desk.session

        def work(workspace: Workspace) -> StandardDemand:
            day = typed_date(said, workspace.today())
            if day is None:
                raise UserFacingError("date-wrong", f"“{said[:20]}”不是日期，没有记下。要写成 2027-03-31 这样。")
            return demand_version(workspace, field, date.fromisoformat(day))

        def told(demand: StandardDemand) -> None:
            messages.toast(
                f"要求下级{plain_date(demand.due)}前跟上“{self._names[field]}”，下次发给下级时带去", _UNDO, session.undo
            )

        with_person(self._desk, "对下级的要求要记下是谁提的。", lambda: session.act(work, told))

    def _drop(self, field: str) -> None:
        messages, session = self._desk.messages, self._desk.session

        def told(_: None) -> None:
            messages.toast(f"不再要求下级跟上“{self._names[field]}”，下次发给下级时带去", _UNDO, session.undo)

        with_person(
            self._desk,
            "收回对下级的要求要记下是谁做的。",
            lambda: session.act(lambda workspace: drop_demand(workspace, field), told),
        )

    def _ask_where(self) -> None:
        unit = self._desk.session.unit
        suggested = file_name(f"{unit.name}_标准和规定_{date.today():%Y-%m-%d}.zwgk")
        self._desk.messages.save_file("发给下级的标准和规定写到哪里", suggested, _FILTER, self._write)

    def _write(self, target: Path) -> None:
        """Write the package; the file dialog has asked before it lets an existing file be chosen."""

        def work(workspace: Workspace, watch: Watch) -> HandedIn:
            return export_profile(workspace, target, force=True)

        self._panel.forget_written()
        self._desk.messages.clear()
        self._desk.session.long(f"正在写“{target.name}”", work, self._panel.show_written, owner=self, writes=True)
