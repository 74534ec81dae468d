"""The states of the window that pictures are made of, brought about on the demo's data as a clerk would."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.county.standings import standing_entries
from app.drafting.concern import say_concern
from app.drafting.copy_sources import source_of_file
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.exchange.handing_in import export_entries
from app.exchange.taking_in import import_file
from app.exchange.verdicts import judge
from app.offices.handing import hand_round, standings
from app.offices.rounds import record_by_hand
from app.opening import open_workspace
from app.practice import make_practice
from app.tables.completing import apply_official_text, official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from app.villages.units import add_files
from app.workspace import Workspace
from tests.official_table import changed_rows, write_official
from tests.support import key_folder
from tests.ui import scenes_annual, scenes_county, scenes_inbox, scenes_ledger, scenes_plans, scenes_requests
from ui.shell.window import MainWindow

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
TOWNSHIP, COUNTY, VILLAGE = "兴隆镇", "青山县", "青石村"

Bring = Callable[[MainWindow], Iterator[None] | None]


@dataclass(frozen=True)
class Scene:
    """A state of the window to show. `workspace` of the demo is open; "" is none.

    `bring` gets the window; where it yields, the window does what it was asked for before anything else is asked.
    """

    name: str
    workspace: str
    bring: Bring


def at(place: str, **target: object) -> Bring:
    """Bring the window to a place."""

    def bring(window: MainWindow) -> None:
        shown = window.go(place, **target)
        assert shown.place == place, f"the window stayed at {shown.place}"

    return bring


def by(first: str, place: str, **target: object) -> Bring:
    """Bring the window to a place that another one leads to."""

    def bring(window: MainWindow) -> Iterator[None]:
        window.go(first)
        yield
        at(place, **target)(window)

    return bring


def _demo(window: MainWindow) -> Path:
    return Path(window.desk.session.unit.path).parent


def _inbox_files(window: MainWindow) -> Iterator[None]:
    """A file to take in, and one that broke off half way."""
    folder = _demo(window)
    broken = folder / "白马乡上报(2).zwgk"
    broken.write_bytes((folder / "白马乡上报.zwgk").read_bytes()[:-300])
    window.go("inbox", files=[_next_round(folder, "只在这一轮改了"), broken])
    yield


def _inbox_admission(window: MainWindow) -> Iterator[None]:
    """A unit hands in for the first time."""
    folder = _demo(window)
    with key_folder(folder / ".电脑" / VILLAGE), open_workspace(folder / f"{VILLAGE}.qd") as workspace:
        path = export_entries(workspace, folder / f"{VILLAGE}上报.zwgk", force=True).path
    page = window.go("inbox", files=[path])
    yield
    page.files.table.acted.emit(str(path), "admit")


def _inbox_roster(window: MainWindow) -> None:
    window.go("inbox", roster=True)


def _comparison_file(window: MainWindow) -> Iterator[None]:
    """A round that was written on top of an older state, before it is taken in."""
    page = window.go("inbox", files=[_forked_round(_demo(window), window)])
    yield
    page.files.table.acted.emit(page.files.table.model().keys[0], "look")


def _comparison_waiting(window: MainWindow) -> Iterator[None]:
    """The same after it was taken in."""
    page = window.go("inbox", files=[_forked_round(_demo(window), window)])
    yield
    page.files.table.acted.emit(page.files.table.model().keys[0], "take")
    yield
    window.go("comparison")


def _whole_catalogue(window: MainWindow) -> Iterator[None]:
    """The county has accepted most of what was handed in, and returned a few."""

    def accept(workspace: Workspace) -> None:
        ids = [each.id for each in standing_entries(workspace) if each.standing == "pending"]
        judge(workspace, ids[:-9], "accepted")
        judge(workspace, ids[-3:], "returned", "请写清楚时限")

    window.desk.session.act(accept)
    yield
    window.go("whole-catalogue")
    yield


def _next_round(folder: Path, text: str, workspace_name: str = f"{TOWNSHIP}.qd") -> Path:
    """Change an entry at the township and hand everything in."""
    with key_folder(folder / ".电脑" / TOWNSHIP), open_workspace(folder / workspace_name) as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": text})
        return export_entries(workspace, folder / f"{TOWNSHIP}上报_{text}.zwgk", force=True).path


def _forked_round(folder: Path, window: MainWindow) -> Path:
    """Let the county take in a round, and return another one written on top of the same older state."""
    older = "旧的.qd"
    (folder / older).write_bytes((folder / f"{TOWNSHIP}.qd").read_bytes())
    first = _next_round(folder, "兴隆镇民政办公室")
    window.desk.session.act(lambda workspace: import_file(workspace, first))
    return _next_round(folder, "兴隆镇便民服务中心", older)


def _handed_in(window: MainWindow) -> Iterator[None]:
    """The note after writing to a stick."""
    page = window.go("hand-in")
    yield
    page._write("submission", _demo(window) / page._file_name("submission"), force=True)


def _printing_gate(window: MainWindow) -> Iterator[None]:
    """An identity number nobody may publish stops the paper."""

    def expose(workspace) -> None:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "李梅 11010519491231002X"})

    window.desk.session.act(expose)
    yield
    window.go("printing")


def _toast_over_bar(window: MainWindow) -> Iterator[None]:
    window.go("hand-in")
    yield
    window.desk.messages.toast("已保存“低保对象名单”。", "撤销 Ctrl+Z", lambda: None)


def _practice(window: MainWindow) -> Iterator[None]:
    """The start page of a workspace to practise in."""
    window.desk.session.act(make_practice)
    yield
    window.go("workbench")


def _trouble(window: MainWindow) -> Iterator[None]:
    from app.errors import UserFacingError

    window.go("workbench")
    yield
    text = "U盘已经拔出，文件没有写完。您的内容都在。请插上U盘再写一次。"
    window.desk.messages.trouble(UserFacingError("stick-gone", text, "[Errno 5] 输入输出错误"))


def _report(window: MainWindow) -> None:
    window.show_report(ValueError("写报告的样子"))


def _search(window: MainWindow) -> Iterator[None]:
    window.search.open()
    yield
    window.search._edit.insert("救助")
    window.search._ask_soon.start()


def _welcome_step(number: int) -> Bring:
    """The step of making a workspace, as far as answers are given for it."""

    def bring(window: MainWindow) -> Iterator[None]:
        page = window.show_welcome(new=True)
        yield
        page._show_step(number)

    return bring


def _guide(window: MainWindow) -> Iterator[None]:
    """A question that is answered otherwise than the standard has it."""
    _write(window, "05-005", publisher="兴隆镇民政办")
    yield
    window.go("drafting", item="05-005", element="publisher").show_view("guide")
    yield


def _guide_findings(window: MainWindow) -> Iterator[None]:
    """What there is to mend in a field, beside the question it is about."""
    _write(window, "05-003", basis=None)
    _write(window, "05-004", deadline={"text": "制定或获取信息之日起3个月内", "count": 3, "unit": "month"})
    yield
    page = window.go("drafting", item="05-004", element="deadline")
    page.show_view("guide")
    yield
    page.view.go_to_findings()
    yield


def _grid(window: MainWindow) -> Iterator[None]:
    """Some cells are not as the standard has them, one is not filled in; a block is chosen."""
    _write(window, "05-003", publisher="兴隆镇民政办", basis=None)
    _write(window, "05-004", publisher="兴隆镇民政办")
    yield
    window.go("drafting", field="05").show_view("grid")
    yield
    table = window.current.view.table
    column = table.model.column_of("publisher")
    table.go_to(table.model.row_of("05-003"), column)
    table.go_to(table.model.row_of("05-004"), column, grow=True)
    yield


def _grid_filter(window: MainWindow) -> Iterator[None]:
    """The menu of the column of deadlines."""
    page = window.go("drafting", item="05-003", element="deadline")
    page.show_view("grid")
    yield
    page.view.filtering.open_menu(page.view.table.selection.current[1])
    yield


def _grid_replace(window: MainWindow) -> Iterator[None]:
    """Every spot of a text with what it becomes."""
    page = window.go("drafting", item="05-003", element="publisher")
    page.show_view("grid")
    yield
    page.view.cell_acts.open_replace()
    panel = page.view.panels.open
    panel.wanted.insert("县级人民政府民政部门")
    panel.instead.insert("青山县民政局")
    panel.wanted.textEdited.emit(panel.wanted.text())
    yield


def _grid_paste(window: MainWindow) -> Iterator[None]:
    """Cells of a spreadsheet, of which some cannot be written and some are too many."""
    page = window.go("drafting", item="05-003", element="deadline")
    page.show_view("grid")
    yield
    lines = [
        "公开时限\t公开主体\t备注",
        "5个工作日内\t兴隆镇民政办\t电话通知",
        "尽快\t兴隆镇民政办\t",
        "\t兴隆镇政府\t",
    ]
    QGuiApplication.clipboard().setText("\n".join(lines))
    page.view.cell_acts.paste()
    yield


def _write(window: MainWindow, item: str, **values: object) -> None:
    window.desk.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, item), values))


def _overview_check(window: MainWindow) -> Iterator[None]:
    """The findings of all fields beside their cards."""
    page = window.go("drafting", every=True)
    yield
    page.view.go_to_findings()
    yield


def _copying_compared(window: MainWindow) -> Iterator[None]:
    """What a neighbour wrote beside what stands here."""
    neighbour = _demo(window) / "白马乡.qd"
    with open_workspace(neighbour) as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "白马乡社会事务办公室"})
    window.go("drafting", field="05")
    yield
    page = window.go("copying", field="05")
    yield
    page.compare(source_of_file(neighbour))
    yield


def _laws_new(window: MainWindow) -> Iterator[None]:
    """A law that the register does not have is written down."""
    page = window.go("laws")
    yield
    page.list_pane.wanted.setText("低收入人口认定")
    page.begin_new()
    yield


def _laws_compared(window: MainWindow) -> Iterator[None]:
    """What replacing a law would write into the entries that cite it."""
    page = window.go("laws", law="特困人员认定办法")
    yield
    page.law_pane.recording.instead.setText("社会救助法")
    page.replace()
    yield


def _uninvolved(window: MainWindow) -> Iterator[None]:
    """The statement on two fields."""
    reasons = {"14": "本镇没有国有土地上房屋征收项目", "29": "本镇没有广播电视机构"}
    window.desk.session.act(lambda workspace: say_concern(workspace, reasons))
    yield
    window.go("drafting", every=True)
    yield
    window.go("uninvolved")
    yield


def _offices(window: MainWindow) -> Iterator[None]:
    """Two offices have been given their tables, one of them too long ago; a third is shown."""
    folder = _demo(window) / "发给科室"
    today = date.today()

    def hand(workspace: Workspace) -> None:
        hand_round(workspace, folder, names=["民政办"], until=today + timedelta(days=9))
        hand_round(workspace, folder, names=["派出所"], until=today - timedelta(days=3))
        hand_round(workspace, folder, names=["财政所"])
        found = next(each for each in standings(workspace) if each.office.name == "财政所")
        record_by_hand(workspace, found)

    window.desk.session.act(hand)
    yield
    window.go("offices")
    yield


def _table_read(window: MainWindow) -> Iterator[None]:
    """A table with broken formulas, columns of its own and a hidden row, at what was not understood."""
    window.go("table-import", file=SAMPLES / "extra-columns-office-and-phone.xlsx")
    yield
    yield
    page = window.current
    next(button for button in page.view.items.tabs.buttons if "没认出来" in button.text()).click()


def _table_of_several_units(window: MainWindow) -> Iterator[None]:
    """A table in which the clerk has to choose the own unit first."""
    window.go("table-import", file=SAMPLES / "one-sheet-per-field-1000-rows.xlsx")
    yield
    yield


def _table_not_recognised(window: MainWindow) -> Iterator[None]:
    """A table whose heads the clerk has to point out."""
    file = _demo(window) / "镇里的事.csv"
    rows = ("兴隆镇的,,", "甲,乙,丙", "夜市管理,摊位；时间,兴隆镇人民政府", "河道清理,河段；时间,兴隆镇人民政府")
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    window.go("table-import", file=file)
    yield
    yield


def _table_of_village_affairs(window: MainWindow) -> Iterator[None]:
    """A table of another checklist than the catalogue."""
    file = _demo(window) / "村务公开目录.csv"
    rows = (
        "青石村村务公开目录,,,,,,",
        "序号,类别,公开事项,公开内容,公开形式,公开时间,责任人",
        "1,村级财务,财务收支,收入；支出,村务公开栏,每季度,村会计",
        "2,村级财务,集体资产,资产台账；承包合同,村务公开栏,每年,村会计",
    )
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    window.go("table-import", file=file)
    yield
    yield


def _county_table(window: MainWindow) -> Iterator[None]:
    """The ministry's full table, as a county sees it that may take it as the standard."""
    window.go("table-import", file=write_official(_demo(window) / "社会救助全表.csv", changed_rows()))
    yield
    yield


def _county_standard(window: MainWindow) -> Iterator[None]:
    """What that table makes of the standard."""
    yield from _county_table(window)
    window.current.look_as_standard()
    yield


def _county_texts(window: MainWindow) -> Iterator[None]:
    """The official texts that a county took, in its settings."""
    table = write_official(_demo(window) / "社会救助全表.csv", changed_rows())
    source = read_source(table)

    def take(workspace: Workspace) -> None:
        apply_official_text(workspace, official_text(workspace, table, understand(source), source), is_looked_at=True)

    window.desk.session.act(take)
    yield
    page = window.go("settings")
    yield
    page.view.ensureWidgetVisible(page.view.official)
    yield


def _table_compared(window: MainWindow) -> Iterator[None]:
    """What a table proposes beside what stands here."""
    page = window.go("table-import", file=SAMPLES / "merged-everywhere-broken-words.xlsx")
    yield
    yield
    page.forward()


def _villages(window: MainWindow, view: str = "") -> Iterator[None]:
    units = window.desk.preferences.units
    units.take(add_files(sorted(window.desk.session.unit.path.parent.glob("*.qd"))).mine)
    yield
    window.go("villages", view=view)


def _switcher(window: MainWindow) -> Iterator[None]:
    yield from _villages(window)
    yield
    window.switcher.open()


SCENES = (
    Scene("welcome", "", lambda window: window.show_welcome() and None),
    *(Scene(f"welcome-step-{number + 1}", "", _welcome_step(number)) for number in range(4)),
    Scene("welcome-recent", TOWNSHIP, lambda window: window.show_welcome() and None),
    Scene("workbench", TOWNSHIP, at("workbench")),
    Scene("practice", TOWNSHIP, _practice),
    Scene("trouble", TOWNSHIP, _trouble),
    Scene("report", TOWNSHIP, _report),
    Scene("search", TOWNSHIP, _search),
    Scene("drafting", TOWNSHIP, at("drafting", field="05")),
    Scene("drafting-guide", TOWNSHIP, _guide),
    Scene("drafting-guide-findings", TOWNSHIP, _guide_findings),
    Scene("drafting-grid", TOWNSHIP, _grid),
    Scene("drafting-grid-filter", TOWNSHIP, _grid_filter),
    Scene("drafting-grid-replace", TOWNSHIP, _grid_replace),
    Scene("drafting-grid-paste", TOWNSHIP, _grid_paste),
    Scene("drafting-overview", TOWNSHIP, at("drafting", every=True)),
    Scene("drafting-overview-check", TOWNSHIP, _overview_check),
    Scene("drafting-copying", TOWNSHIP, by("drafting", "copying", field="05")),
    Scene("drafting-copying-compared", TOWNSHIP, _copying_compared),
    Scene("drafting-editions", TOWNSHIP, by("drafting", "editions")),
    Scene("drafting-uninvolved", TOWNSHIP, _uninvolved),
    Scene("laws", TOWNSHIP, at("laws", law="村民委员会组织法")),
    Scene("laws-cited", TOWNSHIP, at("laws", law="国务院关于进一步健全特困人员救助供养制度的意见")),
    Scene("laws-new", TOWNSHIP, _laws_new),
    Scene("laws-compared", TOWNSHIP, _laws_compared),
    Scene("offices", TOWNSHIP, _offices),
    Scene("table-import", TOWNSHIP, at("table-import")),
    Scene("table-import-read", TOWNSHIP, _table_read),
    Scene("table-import-compared", TOWNSHIP, _table_compared),
    Scene("table-import-units", TOWNSHIP, _table_of_several_units),
    Scene("table-import-not-recognised", TOWNSHIP, _table_not_recognised),
    Scene("table-import-checklist", VILLAGE, _table_of_village_affairs),
    Scene("notices", TOWNSHIP, at("notices")),
    Scene("villages", TOWNSHIP, at("villages")),
    Scene("villages-sheets", VILLAGE, _villages),
    Scene("villages-split", VILLAGE, partial(_villages, view="split")),
    Scene("villages-units", VILLAGE, partial(_villages, view="units")),
    Scene("villages-switcher", VILLAGE, _switcher),
    Scene("ledger-empty", VILLAGE, at("ledger")),
    *(
        Scene(name, TOWNSHIP, bring)
        for name, bring in (
            *scenes_ledger.SCENES,
            *scenes_plans.SCENES,
            *scenes_requests.SCENES,
            *scenes_annual.SCENES,
        )
    ),
    Scene("printing", TOWNSHIP, at("printing")),
    Scene("printing-gate", TOWNSHIP, _printing_gate),
    Scene("hand-in", TOWNSHIP, at("hand-in")),
    Scene("hand-in-toast", TOWNSHIP, _toast_over_bar),
    Scene("hand-in-written", TOWNSHIP, _handed_in),
    Scene("inbox-empty", TOWNSHIP, at("inbox")),
    Scene("inbox-admission", TOWNSHIP, _inbox_admission),
    Scene("settings", TOWNSHIP, at("settings")),
    Scene("whole-catalogue-none", TOWNSHIP, at("whole-catalogue")),
    Scene("county-workbench", COUNTY, at("workbench")),
    Scene("county-inbox", COUNTY, at("inbox")),
    Scene("county-inbox-files", COUNTY, _inbox_files),
    Scene("county-inbox-roster", COUNTY, _inbox_roster),
    *(Scene(name, COUNTY, bring) for name, bring in scenes_inbox.SCENES),
    Scene("county-comparison", COUNTY, by("inbox", "comparison")),
    Scene("county-comparison-file", COUNTY, _comparison_file),
    Scene("county-comparison-waiting", COUNTY, _comparison_waiting),
    Scene("county-hand-in", COUNTY, at("hand-in")),
    Scene("county-table-import", COUNTY, _county_table),
    Scene("county-table-import-standard", COUNTY, _county_standard),
    Scene("county-settings-texts", COUNTY, _county_texts),
    Scene("county-definitions", COUNTY, at("definitions", definition="checklist/exemption-list")),
    Scene("county-printing", COUNTY, at("printing")),
    Scene("county-whole-catalogue", COUNTY, _whole_catalogue),
    Scene("county-matrix", COUNTY, scenes_county.matrix),
    Scene("county-matrix-reminding", COUNTY, scenes_county.matrix_reminding),
    Scene("county-matrix-demo", COUNTY, at("matrix")),
    Scene("county-inspection", COUNTY, scenes_county.inspection),
    Scene("county-review", COUNTY, scenes_county.review),
    Scene("county-item-compare", COUNTY, scenes_county.item_compare),
    Scene("county-item-compare-unfolded", COUNTY, scenes_county.item_compare_unfolded),
    *(Scene(name, COUNTY, bring) for name, bring in scenes_annual.COUNTY_SCENES),
    Scene("county-board", COUNTY, at("board")),
    Scene("village-workbench", VILLAGE, at("workbench")),
    Scene("village-notices", VILLAGE, at("notices")),
    Scene("village-board", VILLAGE, at("board")),
)
