"""The component sheet."""

import pytest

from tests.ui.support import choose_look
from ui.components import ComponentsPage


@pytest.mark.parametrize(("name", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.5), ("light", 2.0)])
def test_every_component_fits_the_smallest_screen(qtbot, name: str, scale: float):
    choose_look(name, scale)
    page = ComponentsPage()
    qtbot.addWidget(page)
    page.resize(1366, 698)
    page.show()
    qtbot.waitUntil(lambda: page.jobs.are_idle)
    assert page.widget().width() <= page.viewport().width()
    assert not page.grab().isNull()
    page.jobs.close()
