"""Panels."""

from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.panel import Panel


def test_title_with_a_link_at_its_end_above_the_content(qtbot):
    panel = Panel("接着编")
    link = Button("全部领域", icon="chevron-right", role="link", trailing=True, compact=True)
    panel.add_to_head(link)
    content = label("05 社会救助")
    panel.body.addWidget(content)
    qtbot.addWidget(panel)
    panel.resize(320, 120)
    panel.show()
    assert panel.accessibleName() == "接着编"
    assert link.geometry().right() > 280 and content.y() > link.y()
    panel.set_title("接着填")
    assert panel.accessibleName() == "接着填"
