"""A township takes the standard text from its county at its inbox, and reads at the desk whose text it is."""

import copy
from datetime import date
from pathlib import Path

import pytest

from app.calendar.office_calendar import add_local_holiday
from app.drafting.adopting import adopt
from app.drafting.definition_recording import set_definitions
from app.exchange.package_reading import open_package
from app.exchange.profiles import export_profile
from app.exchange.roster import trust
from app.notices.least_periods import ALL, set_least_period
from app.overview import Waiting, overview
from app.registers.publications import record_formed
from app.standards.definition_data import shipped_data
from app.tables.completing import apply_official_text, official_text
from app.tables.sources.reading import read_source
from app.tables.understanding.understand import understand
from tests.app.exchange.desks import fingerprint_of
from tests.official_table import changed_rows, write_official
from tests.support import COUNTY, TOWNSHIP, Computer, computer
from ui.pages.comparison.page import ComparisonPage
from ui.pages.drafting.page import DraftingPage
from ui.pages.inbox.page import InboxPage
from ui.widgets.labels import Paragraph


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    """What the county hands on after it took the ministry's table."""
    county = computer(tmp_path / "青山县", COUNTY, person="周敏")
    table = write_official(tmp_path / "全表.csv", changed_rows())
    source = read_source(table)
    with county.working() as workspace:
        apply_official_text(workspace, official_text(workspace, table, understand(source), source))
        return export_profile(workspace, tmp_path / "标准.zwgk").path


@pytest.fixture
def township(tmp_path: Path) -> Computer:
    return computer(tmp_path / "兴隆镇", TOWNSHIP, person="陈静")


def files(page: InboxPage) -> list[tuple[str, str]]:
    """Comparison and verdict of each file shown."""
    return [(row[3].text, row[4].chip.text) for row in page.files.table.model().cells]


def sit_down(qtbot, made, settle, page_class):
    page = page_class(made).whole()
    qtbot.addWidget(page)
    page.resize(1286, 640)
    page.show()
    settle(made)
    return page


def test_the_county_must_be_known_then_its_standard_is_taken(qtbot, desk, settle, standard, township, shot):
    made = desk(township)
    page = sit_down(qtbot, made, settle, InboxPage)
    page.show_place(files=[standard])
    settle(made)
    assert files(page)[0][1] == "上级没认可"
    with open_package(standard) as package:
        made.session.act(lambda workspace: trust(workspace, package, fingerprint_of(standard)))
        settle(made)
    page.show_place(files=[standard])
    settle(made)
    assert files(page)[0] == ("上级收下的标准文本：社会救助", "完整，签名认得")
    shot(page, "inbox-standard")
    table = page.files.table
    table.acted.emit(table.model().keys[0], "take")
    settle(made)
    assert files(page) == []
    register = [row[2].text for row in page.files.register.table.model().cells]
    assert register == [f"{COUNTY.name} 标准和规定"]


def test_the_desk_says_whose_text_it_is(qtbot, desk, settle, standard, township, shot):
    with township.working() as workspace, open_package(standard) as package:
        trust(workspace, package, fingerprint_of(standard))
    assert township.take_in(standard).applied
    with township.working() as workspace:
        adopt(workspace, field="05")
    made = desk(township)
    page = sit_down(qtbot, made, settle, DraftingPage)
    page.show_place(field="05", item="05-001")

    def told() -> list[str]:
        shown = [text.plain_text() for text in page.findChildren(Paragraph)]
        return [text for text in shown if text.startswith("以本县导入的正式文本为准（全表.csv，")]

    qtbot.waitUntil(lambda: bool(told()))
    settle(made)
    assert "周敏" in told()[0]
    shot(page, "drafting-standard")


def test_rules_are_named_before_and_what_moved_after(qtbot, desk, settle, messages, township, tmp_path: Path, shot):
    county = computer(tmp_path / "县", COUNTY, person="周敏")
    with county.working() as workspace:
        add_local_holiday(workspace, date(2026, 12, 2), "本地节", "自治条例")
        set_least_period(workspace, ALL, 7, "workday", "青政办〔2026〕3号")
        rules = export_profile(workspace, tmp_path / "规定.zwgk").path
    with township.working() as workspace, open_package(rules) as package:
        trust(workspace, package, fingerprint_of(rules))
        adopt(workspace, field="05")
        entry = next(workspace.store.entries.listed()).id
        record_formed(workspace, entry, date(2026, 11, 20), "名单")
    made = desk(township)
    page = sit_down(qtbot, made, settle, InboxPage)
    page.show_place(files=[rules])
    settle(made)
    assert files(page)[0] == ("里面的规定：本地放假 1 天，公示期规定 1 条", "完整，签名认得")
    shot(page, "inbox-rules")
    table = page.files.table
    table.acted.emit(table.model().keys[0], "take")
    settle(made)
    assert "1 个期限变了：名单 " in messages.toasts[-1]


def test_what_the_township_defined_itself_waits_on_the_comparison_page(
    qtbot, desk, settle, messages, township, tmp_path: Path, shot
):
    def offices(name: str) -> dict:
        data = copy.deepcopy(shipped_data("words", "offices"))
        data["offices"][0]["name"] = name
        return data

    county = computer(tmp_path / "县", COUNTY, person="周敏")
    with county.working() as workspace:
        set_definitions(workspace, [("words", offices("社会事务办"))])
        rules = export_profile(workspace, tmp_path / "规定.zwgk").path
    with township.working() as workspace, open_package(rules) as package:
        trust(workspace, package, fingerprint_of(rules))
        set_definitions(workspace, [("words", offices("民生办"))])
    made = desk(township)

    def name() -> str:
        names: list[str] = []
        made.session.ask(lambda workspace: workspace.library.words["offices"][0].name, names.append)
        settle(made)
        return names[0]

    page = sit_down(qtbot, made, settle, InboxPage)
    page.show_place(files=[rules])
    settle(made)
    page.files.table.acted.emit(page.files.table.model().keys[0], "take")
    settle(made)
    assert name() == "民生办"
    assert "1 条冲突等您定" in messages.toasts[-1] and not messages.confirms
    told: list[list[Waiting]] = []
    made.session.ask(lambda workspace: list(overview(workspace).waiting), told.append)
    settle(made)
    assert [(each.name, each.count, each.is_own) for each in told[0]] == [(COUNTY.name, 1, True)]
    comparison = sit_down(qtbot, made, settle, ComparisonPage)
    comparison.show_place()
    settle(made)
    shot(comparison, "comparison-definition")
    model = comparison.sides.table.model()
    assert [row[0].text for row in model.cells] == ["常见科室“民生办”"]
    comparison.choose_all("theirs")
    comparison.finish_all()
    settle(made)
    assert name() == "社会事务办"
    made.session.undo()
    settle(made)
    assert name() == "民生办"
