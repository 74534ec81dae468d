"""Printing the catalogue: its first page is seen as soon as it is set, and leaves only when it was looked through."""

import threading
from collections.abc import Callable
from pathlib import Path

from app.drafting.adopting import adopt
from tests.support import Computer
from ui.pages.printing import page as page_module
from ui.pages.printing.page import PrintingPage


def test_the_first_page_is_seen_while_the_look_for_personal_data_goes_on(
    qtbot, desk: Callable, settle, messages, monkeypatch, township: Computer, tmp_path: Path, shot
):
    with township.working() as workspace:
        adopt(workspace, field="19")
    look, may_look = page_module.look_through, threading.Event()
    monkeypatch.setattr(page_module, "look_through", lambda *given: may_look.wait(10) and look(*given))
    sitting = desk(township)
    page = PrintingPage(sitting).whole()
    for widget in (page, page.tools, page.print):
        qtbot.addWidget(widget)
    page.resize(1286, 570)
    page.show()
    paper = page.view.shown.preview.desk
    qtbot.waitUntil(lambda: paper.page_count > 3 and paper.is_page_drawn(0))
    assert page.drawing.is_finishing
    qtbot.waitUntil(lambda: page.view.shown.box is not None)
    for button in (page.print, page.tools.pdf):
        assert not button.isEnabled() and "查完就能打印" in button.toolTip()
    shot(page, "printing-not-looked-through")
    messages.save_answer = tmp_path / "目录.pdf"
    page.tools.pdf.click()
    may_look.set()
    settle(sitting)
    assert page.print.isEnabled() and page.tools.pdf.isEnabled() and page.view.shown.box is None
    assert not messages.save_answer.exists()
    page.tools.pdf.click()
    settle(sitting)
    assert messages.save_answer.exists()
