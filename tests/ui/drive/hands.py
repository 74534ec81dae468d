"""Keys and mouse as the X server itself sends them: the program cannot tell them from a person's."""

from collections.abc import Callable, Iterator, Sequence

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

# What people write for keys whose X name differs; others are called as X calls them (Tab, F6, k).
KEY_NAMES = {
    "ctrl": "Control_L",
    "shift": "Shift_L",
    "alt": "Alt_L",
    "enter": "Return",
    "esc": "Escape",
    "pgup": "Prior",
    "pgdn": "Next",
    "del": "Delete",
    "backspace": "BackSpace",
}
# X numbers the symbol of a Unicode character by its code point from here on.
UNICODE_KEYSYMS = 0x01000000
LATIN_1 = range(0x20, 0x100)
BUTTONS = {"left": 1, "middle": 2, "right": 3, "wheel up": 4, "wheel down": 5}


class Hands:
    """A keyboard and a mouse at one screen.

    `await_typed(codes, number)` returns once the program has taken `number` key strokes of these key codes: the spare
    keys, which carry whatever characters are typed, get new characters only after that.
    """

    def __init__(self, screen: str, await_typed: Callable[[Sequence[int], int], None]):
        self._display = Display(screen)
        self._await_typed = await_typed
        self._spare = list(self._spare_keys())
        if not self._spare:
            raise RuntimeError("this screen's keyboard has no key to spare")
        self._typed = 0

    def keys(self, chord: str) -> None:
        """Press keys together, such as "ctrl+k", and let them go."""
        codes = [self._key_code(name) for name in chord.split("+")]
        for code in codes:
            self._send(X.KeyPress, code)
        for code in reversed(codes):
            self._send(X.KeyRelease, code)

    def type_text(self, text: str) -> None:
        """Type any characters, Chinese too, each by a key that carries it."""
        while text:
            part = self._typed_at_once(text)
            self._type(part)
            text = text[len(part) :]

    def click(self, x: int, y: int, button: str = "left") -> None:
        """Move the mouse to a point of the screen and click there; the wheel counts as buttons."""
        self.move(x, y)
        self._send(X.ButtonPress, BUTTONS[button])
        self._send(X.ButtonRelease, BUTTONS[button])

    def move(self, x: int, y: int) -> None:
        """Move the mouse to a point of the screen."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at one point, move to another and let go."""
        self.move(*start)
        self._send(X.ButtonPress, BUTTONS["left"])
        self.move((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        self.move(*end)
        self._send(X.ButtonRelease, BUTTONS["left"])

    def close(self) -> None:
        """Let go of the screen; the spare keys mean nothing again."""
        self._carry(dict.fromkeys(self._spare, X.NoSymbol))
        self._display.close()

    def _send(self, kind: int, detail: int) -> None:
        xtest.fake_input(self._display, kind, detail)
        self._display.sync()

    def _key_code(self, name: str) -> int:
        symbol = XK.string_to_keysym(KEY_NAMES.get(name, name)) or XK.string_to_keysym(name.capitalize())
        code = self._display.keysym_to_keycode(symbol)
        if not code:
            raise ValueError(f"no key {name}")
        return code

    def _spare_keys(self) -> Iterator[int]:
        """Codes of keys that mean nothing."""
        first, last = self._display.display.info.min_keycode, self._display.display.info.max_keycode
        for code, symbols in enumerate(self._display.get_keyboard_mapping(first, last - first + 1), start=first):
            if not any(symbols):
                yield code

    def _typed_at_once(self, text: str) -> str:
        """The longest beginning of a text that has no more different characters than there are spare keys."""
        end = next((end for end in range(1, len(text) + 1) if len(set(text[:end])) > len(self._spare)), len(text) + 1)
        return text[: end - 1]

    def _type(self, text: str) -> None:
        keys = dict(zip(dict.fromkeys(text), self._spare, strict=False))
        self._carry({code: _symbol(character) for character, code in keys.items()})
        for character in text:
            self._send(X.KeyPress, keys[character])
            self._send(X.KeyRelease, keys[character])
        self._typed += len(text)
        self._await_typed(self._spare, self._typed)

    def _carry(self, symbols: dict[int, int]) -> None:
        for code, symbol in symbols.items():
            self._display.change_keyboard_mapping(code, [[symbol] * 2])
        self._display.sync()


def _symbol(character: str) -> int:
    point = ord(character)
    return point if point in LATIN_1 else UNICODE_KEYSYMS + point
