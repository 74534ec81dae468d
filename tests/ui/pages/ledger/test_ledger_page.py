"""公开台账: a line is written, reviewed, marked published, taken down and struck; each step can be taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.registers.publications import record_formed, record_published
from tests.app.registers.signing import sign
from tests.support import Computer
from tests.ui.pages.ledger.sitting import Sitting, sat_down
from tests.ui.support import RecordedMessages, choose_look
from ui.pages.ledger.page import LedgerPage

TODAY = date(2026, 11, 23)


def titles(at: Sitting) -> list[str]:
    return [row.title for row in at.page.lines.list.rows()]


@pytest.fixture
def sit(qtbot, desk: Callable, township: Computer) -> Callable[..., Sitting]:
    def sit_down(*formed: tuple[str, date, str], signed: bool = False) -> Sitting:
        with township.working() as workspace:
            for item, day, title in formed:
                id = record_formed(workspace, find_entry(workspace, item).id, day, title)
                if signed:
                    sign(workspace, id)
        opened = desk(township)
        return sat_down(qtbot, opened, LedgerPage(opened))

    return sit_down


LATE = ("05-001", date(2026, 10, 30), "10月低保对象名单")
SOON = ("05-002", date(2026, 11, 13), "特困政策文件")


def test_the_first_line_is_written_from_the_empty_page(sit, messages: RecordedMessages, shot):
    at = sit()
    page = at.page
    form = page.acts.adding
    assert page.empty.isVisible() and not page.columns.isVisible()
    assert page.new.height() < page.first.height(), "one button of a page is the main one"
    shot(page, "ledger-empty")
    at.click(page.first)
    at.qtbot.waitUntil(form.wanted.hasFocus)
    at.wait()
    # Nothing is typed yet, and there is something to choose from.
    assert form.found.isVisible() and len(form.found.rows()) > 1
    form.wanted.insert("05-001")
    form.asked.emit(form.wanted.text())
    at.wait()
    assert form.found.isVisible() and form.found.rows()[0].detail == "05-001"
    at.qtbot.keyClick(form.wanted, Qt.Key.Key_Down)
    assert form.found.hasFocus()
    form.found.opened.emit(form.found.rows()[0].key)
    form.formed.line_edit.selectAll()
    form.formed.line_edit.insert("12.30")
    at.click(form.accept)
    assert "还没有到" in form.formed.line() and at.stored() == []
    form.formed.line_edit.selectAll()
    form.formed.line_edit.insert("11.9")
    form.title_line.insert("10月低保对象名单")
    shot(page, "ledger-adding")
    at.click(form.accept)
    assert messages.toasts == ["已记进台账"] and titles(at) == ["10月低保对象名单"]
    assert page.current.due.due == TODAY
    assert "到期日：2026年11月23日" in page.side.line._reached.plain_text()
    messages.toast_actions[-1]()
    at.wait()
    assert at.stored() == [] and page.empty.isVisible()


def test_a_line_that_was_just_written_is_the_one_shown(sit):
    at = sit(LATE, SOON)
    page = at.page
    at.click(page.new)
    form = page.acts.adding
    form.wanted.insert("05-003")
    form.asked.emit(form.wanted.text())
    at.wait()
    form.found.opened.emit(form.found.rows()[0].key)
    at.click(form.accept)
    assert page.current.item == "05-003" and page.side.line.title.text() == page.current.kept.line.title
    page.lines.list.set_current(page.lines.list.rows()[0].key)
    page.lines.list.chosen.emit(page.lines.list.current_key())
    page.reload()
    at.wait()
    assert page.current.item == "05-001"


def test_what_is_not_reviewed_is_not_marked_published(sit, messages: RecordedMessages, shot):
    at = sit(LATE, SOON)
    page, line = at.page, at.page.side.line
    assert titles(at) == ["10月低保对象名单", "特困政策文件"]
    shot(page, "ledger-lines")
    at.click(line.publish)
    form = at.page.acts.publishing
    assert form.isVisible() and [box.text() for box in form.where.boxes]
    assert "还没有签发" in form.condition.text()
    at.click(form.accept)
    assert form.where.line() == "勾上或者写上在哪里公开的。"
    form.where.boxes[0].click()
    at.click(form.accept)
    assert messages.troubles[-1].code == "review-missing" and at.stored()[0].published is None
    ((words, _, go),) = messages.trouble_buttons[-1]
    person = line.review.form.signer.person
    assert words == "去审查" and person.visibleRegion().isEmpty()
    go()
    at.wait()
    at.qtbot.waitUntil(lambda: not person.visibleRegion().isEmpty() and person.hasFocus())
    line.review.form.summary.insert("10月低保对象")
    for _ in range(3):
        at.click(line.review.passing)
    assert form.isVisible() and form.where.boxes[0].isChecked() and not form.condition.isVisible()
    at.click(form.accept)
    assert messages.toasts[-1] == "已记成公开"
    stored = at.stored()[0]
    assert stored.published == TODAY and stored.places == ("政府网站",)


def test_a_published_line_bears_link_and_proof_and_is_taken_down(sit, messages: RecordedMessages, tmp_path: Path):
    at = sit(LATE, signed=True)
    line = at.page.side.line
    proof = tmp_path / "截图.png"
    proof.write_bytes(b"\x89PNG")
    messages.files_answer = [proof]
    at.qtbot.keyClick(at.page.lines.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.wait()
    form = at.page.acts.publishing
    form.other.insert("镇政府网站、村微信群")
    form.link.insert("镇政府网站首页")
    at.click(form.choose)
    at.click(form.accept)
    assert "不是网页地址" in form.link_field.line()
    form.link.setFocus()
    form.link.selectAll()
    at.qtbot.keyClicks(form.link, "www.example.gov.cn/1")
    form.other.setFocus()
    # What is stored is what the clerk saw.
    assert form.link.text() == "http://www.example.gov.cn/1" and not form.link_field.line().startswith("“")
    at.click(form.accept)
    stored = at.stored()[0]
    assert stored.places == ("村微信群", "镇政府网站") and all(len(each.evidence) == 1 for each in stored.outlets)
    assert [button.text() for button in at.page.lines.tabs.buttons][-2] == "已公开 1"
    line.outlets.acted.emit("镇政府网站", "change")
    assert form.isVisible() and not form.other_field.isVisible() and form.link.text().endswith("cn/1")
    at.click(line.take_down)
    assert form.isHidden()
    at.click(at.page.acts.taking_down.accept)
    assert at.page.acts.taking_down.reason_field.line() == "写明为什么撤下。"
    at.page.acts.taking_down.reason.insert("名单有误")
    at.click(at.page.acts.taking_down.accept)
    assert at.stored()[0].taken_down == TODAY
    messages.toast_actions[-1]()
    at.wait()
    assert at.stored()[0].taken_down is None


def test_lines_are_told_apart_by_tabs_and_a_wrong_one_is_struck(sit, messages: RecordedMessages):
    at = sit(LATE, SOON)
    tabs = at.page.lines.tabs
    counts = ["全部 2", "待公开 2", "快到期 1", "已逾期 1", "已公开 0", "不主动公开 0"]
    assert [button.text() for button in tabs.buttons] == counts
    tabs.buttons[3].click()
    assert titles(at) == ["10月低保对象名单"]
    at.click(at.page.side.line.strike)
    assert messages.toasts == ["已划去台账一行"] and titles(at) == []
    messages.toast_actions[-1]()
    at.wait()
    assert titles(at) == ["10月低保对象名单"]


def test_the_ledger_is_written_to_a_table_and_a_calendar(sit, messages: RecordedMessages, tmp_path: Path):
    at = sit(LATE, SOON)
    menu = at.page.exports.menu
    menu.aboutToShow.emit()
    acts = [act for act in menu.actions() if not act.isSeparator()]
    assert [act.text()[:6] for act in acts] == ["11月的月报", "10月的月报", "台账（Exc", "到期的日子（"]
    for act, name in zip(acts, ("11月.pdf", "10月.pdf", "台账.xlsx", "到期.ics"), strict=True):
        messages.save_answer = tmp_path / name
        act.trigger()
        at.wait()
        assert (tmp_path / name).stat().st_size > 0
    assert "已存成 PDF：11月.pdf，1 张。" in messages.toasts and "已存成 台账.xlsx，2 条。" in messages.toasts


def test_what_comes_round_is_listed_with_its_next_day_and_written_down_from_there(sit, township: Computer):
    with township.working() as workspace:
        deadline = {"text": "每季度公开一次", "count": 1, "unit": "quarter"}
        set_entry(workspace, find_entry(workspace, "05-003"), {"deadline": deadline})
    at = sit(LATE)
    page = at.page
    assert [button.text() for button in page.lines.tabs.buttons][:2] == ["全部 2", "待公开 2"]
    head, again = page.lines.list.rows()[1:]
    assert head.heading and head.title == "定期公开的" and again.right_detail == "12月31日到期"
    page.lines.list.set_current(again.key)
    page.lines.list.chosen.emit(again.key)
    at.wait()
    assert page.side.cycle.isVisible() and "每季度公开一次" in page.side.cycle._reached.plain_text()
    at.click(page.side.cycle.add)
    assert page.side.is_adding and page.acts.adding.chosen.item == "05-003"


def test_other_pages_lead_to_a_line_or_to_a_new_one(sit):
    at = sit(LATE, SOON)
    wanted = at.stored()[1].id
    at.page.lines.tabs.buttons[3].click()
    at.page.show_place(line=wanted)
    at.wait()
    assert at.page.current.kept.id == wanted
    at.page.show_place(entry=at.stored()[0].line.entry)
    at.wait()
    assert at.page.side.is_adding and at.page.acts.adding.chosen.item == "05-001"


def test_what_gets_the_keyboard_is_in_sight(sit):
    at = sit(LATE, signed=True)
    at.page.resize(1286, 400)
    at.click(at.page.side.line.publish)
    form = at.page.acts.publishing
    form.other.insert("镇政府网站")
    form.link.insert("没有网址")
    form.day.line_edit.setText("12月30日")
    form.accept.setFocus()
    at.qtbot.waitUntil(lambda: form.day.visibleRegion().isEmpty())
    form.accepted.emit()
    at.wait()
    at.qtbot.waitUntil(lambda: not form.day.line_edit.visibleRegion().isEmpty())
    assert form.day.line_edit.hasFocus() and "还没有到" in form.day.line()


def test_each_place_is_written_down_changed_taken_down_and_struck_by_itself(sit, messages: RecordedMessages, shot):
    at = sit(LATE, signed=True)
    page, line = at.page, at.page.side.line
    form = page.acts.publishing
    for place, day in (("政府网站", "11.12"), ("社区公示栏", "11.20")):
        at.click(line.publish)
        form.day.line_edit.selectAll()
        form.day.line_edit.insert(day)
        form.other.insert(place)
        at.click(form.accept)
    found = [(each.place, each.published.day) for each in at.stored()[0].outlets]
    assert found == [("政府网站", 12), ("社区公示栏", 20)]
    assert line.publish.text() == "再记一处"
    at.click(line.publish)
    assert [box.text() for box in form.where.boxes] == ["公开查阅点", "政务服务中心"]
    line.outlets.acted.emit("社区公示栏", "take-down")
    assert [(box.text(), box.isChecked()) for box in page.acts.taking_down.where.boxes] == [
        *(("政府网站", False), ("社区公示栏", True)),
    ]
    page.acts.taking_down.reason.insert("公示期满")
    at.click(page.acts.taking_down.accept)
    assert [row.right for row in line.outlets.rows()] == ["11月12日公开", "11月20日公开"]
    assert "11月23日撤下：公示期满" in line.outlets.rows()[1].detail
    shot(page, "ledger-places")
    line.outlets.acted.emit("社区公示栏", "strike")
    at.wait()
    assert at.stored()[0].places == ("政府网站",) and messages.toasts[-1] == "已划去公开的一处"


def test_a_line_is_corrected_with_a_reason(sit, messages: RecordedMessages, shot):
    at = sit(LATE)
    at.click(at.page.side.line.correct)
    form = at.page.acts.correcting
    form.title_line.setText("10月低保名单")
    at.click(form.accept)
    assert form.reason_field.line() == "写明为什么改。"
    form.reason.insert("名称写长了")
    shot(at.page, "ledger-correcting")
    at.click(form.accept)
    assert titles(at) == ["10月低保名单"] and messages.toasts == ["已更正"]
    (before,) = at.stored()[0].line.corrected
    assert (before.title, before.reason) == ("10月低保对象名单", "名称写长了")


def test_what_is_half_written_is_there_after_the_program_ended(sit, qtbot):
    at = sit(LATE)
    at.click(at.page.side.line.publish)
    form = at.page.acts.publishing
    form.link.insert("https://www.example.gov.cn/")
    form.where.boxes[0].click()
    at.click(at.page.new)
    at.page.acts.adding.title_line.insert("12月名单")
    at.page.acts.drafts.keep()
    at.wait()
    again = LedgerPage(at.desk).whole()
    at = sat_down(qtbot, at.desk, again)
    assert again.lines.list.rows()[0].detail.endswith("有一张表没写完")
    at.click(again.side.line.publish)
    form = again.acts.publishing
    assert (form.link.text(), form.where.boxes[0].isChecked()) == ("https://www.example.gov.cn/", True)
    at.click(again.new)
    assert again.acts.adding.title_line.text() == "12月名单"


def test_the_keys_of_the_page_work_from_the_band_above_it(sit, qtbot):
    at = sit(LATE)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(at.page.tools)
    column.addWidget(at.page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    at.page.tools.export.setFocus()
    qtbot.keyClick(at.page.tools.export, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert at.page.side.is_adding
    # The page is freed by itself.
    at.page.setParent(None)


def test_a_form_that_was_written_down_is_not_called_half_written(sit):
    at = sit(LATE, signed=True)
    at.click(at.page.side.line.publish)
    form = at.page.acts.publishing
    form.where.boxes[0].click()
    at.page.acts.drafts.keep()
    at.wait()
    at.click(form.accept)
    assert at.stored()[0].published and "没写完" not in at.page.lines.list.rows()[0].detail


def test_tab_goes_through_the_form_and_the_review_as_they_stand(sit):
    at = sit(LATE)
    line = at.page.side.line
    at.click(line.publish)
    form, box, review = at.page.acts.publishing, line.review, line.review.form
    wanted = [
        *(*form.day.date.inputs(), *form.where.boxes, form.other, form.link, form.choose, form.accept, form._cancel),
        *(review.whole, review.signer.person, *review.signer.day.date.inputs(), review.mode, review.scope),
        *(review.summary, review.opinion, box.passing, box.refusing),
    ]
    at.qtbot.waitUntil(form.where.boxes[-1].isVisible)
    form.day.line_edit.setFocus()
    reached = []
    while (focus := at.page.window().focusWidget()) is not box.refusing and len(reached) < 30:
        reached.append(focus)
        at.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert [*reached, focus] == wanted
    at.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert at.page.window().focusWidget() not in wanted, "Tab went back into the form instead of on"


def test_a_place_that_is_written_down_is_not_written_over(sit):
    at = sit(LATE, signed=True)
    page, line, form = at.page, at.page.line, at.page.acts.publishing
    at.click(line.publish)
    form.where.boxes[0].click()
    id, site = at.stored()[0].id, form.where.boxes[0].text()
    link = "https://www.example.gov.cn/1.html"
    # It came out at the website page while the form stood open.
    at.desk.session.act(lambda workspace: record_published(workspace, id, TODAY, [site], link), lambda _: None)
    at.wait()
    page.reload()
    at.wait()
    assert site not in [box.text() for box in form.where.boxes] and not form.where.chosen()
    assert form.half_written is None
    form.other.insert(site)
    at.click(form.accept)
    assert "已经记过" in form.other_field.line() and form.other.hasFocus()
    assert at.stored()[0].outlets[0].link == link
    line.outlets.acted.emit(site, "change")
    form.link.clear()
    at.click(form.accept)
    assert at.stored()[0].outlets[0].link == ""


def test_what_was_wrong_is_said_where_it_is_and_no_longer_than_it_is(sit):
    at = sit(LATE, signed=True)
    line, form = at.page.line, at.page.acts.publishing
    at.click(line.publish)
    at.click(form.accept)
    assert "勾上" in form.where.line()
    at.qtbot.keyClicks(form.other, "x")
    assert form.where.line() == ""
    form.other.clear()
    at.click(form.accept)
    form.where.boxes[0].click()
    assert form.where.line() == ""
    at.click(form.accept)
    at.click(line.take_down)
    down = at.page.acts.taking_down
    down.where.boxes[0].click()
    at.click(down.accept)
    assert down.where.line() == "勾上从哪里撤下的。" and "勾上" not in down.reason_field.line()
    down.where.boxes[0].click()
    assert down.where.line() == ""
    at.click(down.accept)
    assert down.reason_field.line() == "写明为什么撤下。"
    at.qtbot.keyClicks(down.reason, "x")
    assert "写明" not in down.reason_field.line()


def test_the_key_for_going_on_records_the_stage_whose_form_has_the_keyboard(sit):
    at = sit(LATE)
    box = at.page.line.review
    at.click(at.page.line.publish)
    box.form.summary.insert("名单")
    box.form.summary.setFocus()
    at.qtbot.waitUntil(lambda: box.is_being_written)
    at.qtbot.keyClick(box.form.summary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.wait()
    assert box.stage == "secrecy" and at.page.line.form is not None


def test_with_large_text_whoever_is_led_to_a_line_goes_on_with_it(sit):
    at = sit(LATE)
    choose_look(scale=2.0)
    at.page.resize(700, 400)
    at.page.show_place(line=at.page.current.kept.id)
    at.wait()
    at.qtbot.waitUntil(lambda: at.page.window().focusWidget() is at.page.line.publish)
    at.page.go_to_review()
    person = at.page.line.review.form.signer.person
    at.qtbot.waitUntil(lambda: person.visibleRegion().boundingRect() == person.rect())
