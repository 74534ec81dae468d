"""A screen that nobody sees: an X server without hardware, with the little that a window needs to get the keys."""

import os
import select
import shutil
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

from PIL import Image
from Xlib import X
from Xlib.display import Display
from Xlib.error import BadMatch, BadWindow, CatchError
from Xlib.protocol.event import ClientMessage

from app.user_folder import DATA_HOME_VARIABLE

START_TIMEOUT_S = 30
# Nobody listens there: what a test shows must not depend on the printers of who runs it.
NO_PRINTERS = "127.0.0.1:1"
NOT_AVAILABLE = "没有 Xvfb：真实按键和鼠标的测试不做（apt-get install xvfb）"


def is_available() -> bool:
    """Whether an X server for tests is installed."""
    return shutil.which("Xvfb") is not None


class Screen:
    """A running X server, as a context manager. `name` is what a program finds in DISPLAY."""

    def __init__(self, width: int = 1366, height: int = 768):
        self.size = (width, height)
        self.name = ""

    def __enter__(self) -> "Screen":
        read_end, write_end = os.pipe()
        picture = f"{self.size[0]}x{self.size[1]}x24"
        # Without -r a key would repeat itself where a crowded machine is late to let it go.
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", picture, "-nolisten", "tcp", "-noreset", "-r"]
        self._server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            self.name = f":{_number_of(numbers)}"
        self._keeper = _Keeper(self.name)
        return self

    def __exit__(self, *_: object) -> None:
        self._keeper.stop()
        self._server.terminate()
        self._server.wait()


def person_variables(screen: str, home: Path) -> dict[str, str]:
    """A person's variables: the screen of this name, a home of its own, no printer, and nothing of who runs the tests
    that changes a window.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND_"))}
    own = {"DISPLAY": screen, "HOME": str(home), DATA_HOME_VARIABLE: str(home / "data")}
    return kept | own | {"QT_QPA_PLATFORM": "xcb", "CUPS_SERVER": NO_PRINTERS}


def ask_to_close(display: Display, window: int) -> None:
    """Ask the program to close one of its windows, as the button in the window's frame does."""
    protocols, delete = (display.intern_atom(name) for name in ("WM_PROTOCOLS", "WM_DELETE_WINDOW"))
    message = ClientMessage(window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0]))
    display.create_resource_object("window", window).send_event(message)
    display.sync()


def save_picture(name: str, path: Path) -> None:
    """Write what the screen of that name shows as a PNG."""
    connection = Display(name)
    screen = connection.screen()
    width, height = screen.width_in_pixels, screen.height_in_pixels
    pixels = screen.root.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF).data
    connection.close()
    Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").save(path)


def _number_of(numbers) -> str:
    """The number the server writes once it takes connections."""
    if not select.select([numbers], [], [], START_TIMEOUT_S)[0]:
        raise TimeoutError("the X server did not start")
    number = numbers.readline().strip()
    if not number:
        raise RuntimeError("the X server ended at its start")
    return number


class _Keeper:
    """The least of a window manager: a new window is shown and gets the keys, a closed one gives them back."""

    def __init__(self, name: str):
        self._display = Display(name)
        self._root = self._display.screen().root
        self._root.change_attributes(event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._display.sync()
        self._shown: list = []
        self._answers = {
            X.MapRequest: self._show,
            X.ConfigureRequest: self._arrange,
            X.UnmapNotify: self._forget,
            X.DestroyNotify: self._forget,
        }
        self._stop_read, self._stop_write = os.pipe()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let go of the windows."""
        os.write(self._stop_write, b"x")
        self._thread.join()
        self._display.close()
        os.close(self._stop_read)
        os.close(self._stop_write)

    def _keep(self) -> None:
        while self._stop_read not in select.select([self._display, self._stop_read], [], [])[0]:
            # Whatever sends an answer may read the next event, of which `select` then knows nothing: only when none is
            # left after the last answer was sent is it time to wait.
            while self._display.pending_events():
                event = self._display.next_event()
                answer = self._answers.get(event.type)
                if answer:
                    answer(event)
                    self._display.flush()

    def _show(self, event) -> None:
        event.window.map(onerror=CatchError(BadWindow))
        self._shown.append(event.window)
        self._give_keys()

    def _arrange(self, event) -> None:
        places = {"x": X.CWX, "y": X.CWY, "width": X.CWWidth, "height": X.CWHeight}
        wanted = {name: getattr(event, name) for name, bit in places.items() if event.value_mask & bit}
        event.window.configure(onerror=CatchError(BadWindow), **wanted)

    def _forget(self, event) -> None:
        if event.window in self._shown:
            self._shown.remove(event.window)
            self._give_keys()

    def _give_keys(self) -> None:
        """Give the keyboard to the window shown last."""
        if self._shown:
            with suppress(BadWindow, BadMatch):
                window = self._shown[-1]
                window.set_input_focus(X.RevertToParent, X.CurrentTime, onerror=CatchError(BadWindow, BadMatch))
                window.configure(stack_mode=X.Above, onerror=CatchError(BadWindow))
