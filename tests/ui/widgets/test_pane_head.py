"""The line on top of a pane."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tests.ui.support import choose_look
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.pane_head import PaneHead


def test_heads_with_and_without_a_button_stand_level_at_every_text_size(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    heads = [PaneHead("放上去的内容"), PaneHead("看得清吗", last=(Button("", icon="x", role="quiet", compact=True),))]
    for head in heads:
        row.addWidget(head)
    window.show()
    for scale in (1.0, 1.5, 2.0):
        choose_look(scale=scale)
        assert heads[0].sizeHint().height() <= heads[0].minimumHeight()
        assert len({max(head.sizeHint().height(), head.minimumHeight()) for head in heads}) == 1


def test_a_title_gives_way_to_words_that_do_not_fit_beside_it(qtbot):
    count, all_of_them = label("已选 1 / 27", "table"), Button("全选", role="link", compact=True)
    head = PaneHead("要打印的", count, (all_of_them, Button("全不选", role="link", compact=True)))
    qtbot.addWidget(head)
    head.resize(260, 40)
    head.show()
    assert head.title.isVisible()
    for scale in (1.3, 1.5):
        choose_look(scale=scale)
        qtbot.waitUntil(
            lambda: count.width() >= count.sizeHint().width() and all_of_them.x() >= count.geometry().right()
        )
        assert not head.title.isVisible()
    choose_look(scale=1.0)
    qtbot.waitUntil(head.title.isVisible)
