"""The stepper."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from ui.widgets.stepper import Stepper


def test_only_done_steps_lead_back(qtbot):
    stepper = Stepper(["选一种公示", "填空和名单", "核对、打印"])
    qtbot.addWidget(stepper)
    stepper.set_step(1)
    stepper.resize(700, 30)
    stepper.show()
    chosen: list[int] = []
    stepper.step_chosen.connect(chosen.append)
    first, second, third = stepper.findChildren(QAbstractButton)
    for step in (third, second, first):
        qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert chosen == [0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert chosen == [0, 0]
    assert [step.accessibleName() for step in (first, second, third)] == [
        "第 1 步 选一种公示，已做完",
        "第 2 步 填空和名单，正在做",
        "第 3 步 核对、打印，还没到",
    ]
