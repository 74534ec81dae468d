"""Labels and paragraphs."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.support import choose_look
from ui.theme import theme
from ui.widgets.labels import ElidedLabel, Paragraph, label
from ui.widgets.text_block import Span


def test_label_follows_the_theme(qtbot):
    made = label("今天要办", "section", "text-muted")
    qtbot.addWidget(made)
    choose_look("dark", 1.5)
    assert made.font().pixelSize() == 24
    assert made.palette().color(QPalette.ColorRole.WindowText) == theme().colour("text-muted")


def test_elided_label_gives_way_and_keeps_the_whole_text_in_the_tooltip(qtbot):
    made = ElidedLabel("农业生产发展资金 · 耕地地力保护：补贴结果")
    qtbot.addWidget(made)
    made.resize(100, 24)
    made.show()
    assert made.toolTip() == "农业生产发展资金 · 耕地地力保护：补贴结果"
    made.resize(600, 24)
    assert made.toolTip() == ""


def test_paragraph_grows_as_it_gets_narrower(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = Paragraph("制定或获取信息之日起10个工作日内，公示5个工作日。" * 4)
    column.addWidget(made)
    column.addStretch(1)
    page.resize(900, 400)
    page.show()
    wide = made.height()
    page.resize(300, 400)
    qtbot.waitUntil(lambda: made.height() > wide)
    assert made.height() == made.heightForWidth(made.width())


def test_paragraph_is_measured_anew_with_other_words_and_at_another_text_size(qtbot):
    made = Paragraph("公示5个工作日。")
    qtbot.addWidget(made)
    one_line = made.heightForWidth(200)
    made.set_text("公示5个工作日。" * 10)
    several = made.heightForWidth(200)
    assert several > 2 * one_line
    choose_look(scale=2.0)
    assert made.heightForWidth(200) > 2 * several


def test_paragraph_shows_markup_as_it_was_typed_and_marks_spans(qtbot):
    made = Paragraph("第<3>条 & 5个", spans=[Span(8, 2)])
    qtbot.addWidget(made)
    assert made.plain_text() == "第<3>条 & 5个"
    assert "第&lt;3&gt;条 &amp; <span" in made.text()
    assert theme().colour("difference").name() in made.text()
