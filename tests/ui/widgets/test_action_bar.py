"""The band at the foot of a page."""

from tests.ui.support import choose_look
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button


def test_key_hints_give_way_before_words_do(qtbot):
    back, on = Button("上一条", key="Alt+←"), Button("本条完成", role="primary", key="Ctrl+Enter")
    bar = ActionBar([back], [on])
    qtbot.addWidget(bar)
    bar.resize(700, bar.height())
    bar.show()
    with_keys = on.width()
    bar.resize(back.width() + on.width(), bar.height())
    qtbot.waitUntil(lambda: on.width() < with_keys)
    assert back.geometry().right() < on.geometry().left()
    bar.resize(700, bar.height())
    qtbot.waitUntil(lambda: on.width() == with_keys)


def test_the_bar_grows_with_the_text(qtbot):
    bar = ActionBar([], [Button("本条完成", role="primary")])
    qtbot.addWidget(bar)
    usual = bar.height()
    choose_look("light", 2.0)
    assert bar.height() > usual
