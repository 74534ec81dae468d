"""The screen without hardware: what its little window manager promises."""

import time
from contextlib import closing

import pytest
from Xlib.display import Display

from tests.ui.drive.screen import NOT_AVAILABLE, Screen, is_available

WINDOWS, DEADLINE_S = 200, 20.0


@pytest.mark.skipif(not is_available(), reason=NOT_AVAILABLE)
def test_each_window_shown_gets_the_keys():
    """Also one that asks to be shown in the very moment in which the answer to something else is sent."""
    with Screen() as screen, closing(Display(screen.name)) as display:
        for number in range(WINDOWS):
            window = display.screen().root.create_window(0, 0, 50, 50, 0, display.screen().root_depth)
            for width in range(50, 50 + number % 7):
                window.configure(width=width)
            display.sync()
            window.map()
            end = time.monotonic() + DEADLINE_S
            while display.get_input_focus().focus != window:
                assert time.monotonic() < end, number
            window.destroy()
