"""Every place of the window, walked once: controls have names, words are Chinese, keys are listed, filters are kept."""

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from app.drafting.adopting import adopt
from app.notices.keeping import make_notice
from app.registers.publications import record_formed
from app.standards.library import load_library
from tests.app.registers.test_reviews import BLANKS
from tests.support import Computer
from tests.ui.shell.sieves import forgotten
from tests.ui.support import wait_idle
from ui.shell.places import PLACES

_CONTROLS = QAbstractButton | QAbstractItemView | QAbstractSpinBox | QComboBox | QLineEdit | QPlainTextEdit | QTextEdit
_TOLD = ("text", "placeholderText", "title", "windowTitle", "toolTip", "accessibleName", "accessibleDescription")
_MARKUP = re.compile(r"<[^>]+>")
_FOREIGN, _CHINESE = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[\u4e00-\u9fff]")
_NO_WORDS = re.compile(
    r"(Ctrl|Alt|Shift|Enter|Esc|Tab|Home|End|F\d+|PgUp|PgDn|Del|[+ ←→↑↓/.、-]|\b\w\b)+"  # keys
    r"|[A-Z]{1,6}-?[\d.-]+"  # codes
    r"|\S*[/\\.@]\S*"  # addresses and files
    r"|PDF|Excel|Word|Python|JSON|CSV|HTML|UTF-8|OFD|WPS"
)
_CODE = re.compile(r"[a-z][a-z0-9_]*")
"""Where definitions are written, their codes are shown."""
_LISTED, _RANGE = re.compile(r"`([^`]+)`"), re.compile(r"`(Alt\+)1` 到 `Alt\+(\d)`")
_WITH_ARROWS = re.compile(r"`(\S+)方向键`")
_NAMES_OF_KEYS = {"加号": "+", "减号": "-", "空格": "Space", "←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}
_EVERYWHERE = {"Return", "Enter", "Esc", "Escape", "Del", "Ins", "Up", "Down", "Space"}
"""What every program does with these needs no list."""
_SAME_AS_LISTED = {"Ctrl+=", "Ctrl+Shift+Z"}
"""Other keys for what Ctrl++ and Ctrl+Y do, for those who are used to them."""


def test_every_control_has_a_name_every_word_is_chinese_every_key_is_listed_and_filters_are_kept(
    qtbot, at_work: Callable, township: Computer
):
    with township.working() as workspace:
        adopt(workspace, field="05")
        make_notice(workspace, "NT-01", BLANKS)
        entry = next(iter(workspace.store.entries.listed(edition=workspace.edition)))
        record_formed(workspace, entry.id, workspace.today(), "低保对象名单")
    program = at_work(township)
    listed = listed_keys(load_library().help_pages["keys"].text)
    nameless: set[str] = set()
    foreign: set[str] = set()
    unlisted: set[str] = set()
    forgetful: set[str] = set()
    for place in PLACES:
        page = program.window.go(place.code)
        wait_idle(qtbot, program.jobs)
        assert page.isVisible(), place.code
        for widget in [program.window, *program.window.findChildren(QWidget)]:
            if not widget.isVisible():
                continue
            if takes_part(widget) and not name_of(widget):
                nameless.add(f"{place.code}: {whereabouts(widget)}")
            may_say = _CODE if place.code == "definitions" else _NO_WORDS
            foreign |= {
                f"{place.code}: {text}" for text in texts_of(widget) if is_foreign(text) and not may_say.fullmatch(text)
            }
        unlisted |= {f"{place.code}: {key}" for key in keys_of(page) if key not in listed}
        forgetful |= forgotten(page)
    unlisted |= {f"everywhere: {key}" for key in keys_of(program.window) if key not in listed}
    assert sorted(nameless) == []
    assert sorted(foreign) == []
    assert sorted(forgetful) == []
    assert not unlisted, str(sorted(unlisted))


def takes_part(widget: QWidget) -> bool:
    """Whether a clerk presses it, writes into it or gets to it by keyboard."""
    if widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QHeaderView):
        return False
    return isinstance(widget, _CONTROLS) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def whereabouts(widget: QWidget) -> str:
    """The kinds of a widget and of what it lies in."""
    found: list[str] = []
    while widget is not None and len(found) < 4:
        found.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " in ".join(found)


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything a widget says to the eye or to a screen reader."""
    if isinstance(widget, QLineEdit | QTextEdit):
        yield widget.placeholderText()
        return
    for about in _TOLD:
        say = getattr(widget, about, None)
        said = say() if callable(say) else ""
        if isinstance(said, str):
            yield _MARKUP.sub("", said)


def is_foreign(text: str) -> bool:
    """Whether a text says something, and not in Chinese."""
    return bool(_FOREIGN.search(text)) and not _CHINESE.search(text) and not _NO_WORDS.fullmatch(text.strip())


def listed_keys(text: str) -> set[str]:
    """Return the keys that the list in the help names, as Qt writes them."""
    first, last = _RANGE.search(text).groups()
    numbered = [f"{first}{number}" for number in range(1, int(last) + 1)]
    arrows = [f"{keys}{arrow}" for keys in _WITH_ARROWS.findall(text) for arrow in "←→↑↓"]
    return {portable(word) for word in (*_LISTED.findall(text), *numbered, *arrows)}


def portable(word: str) -> str:
    """Return a key as Qt writes it: Ctrl+加号 is Ctrl++."""
    for name, key in _NAMES_OF_KEYS.items():
        word = word.replace(name, key)
    return QKeySequence(word).toString(QKeySequence.SequenceFormat.PortableText).replace("Enter", "Return")


def keys_of(page: QWidget) -> Iterator[str]:
    """Yield the keys of a page as Qt writes them."""
    for shortcut in page.findChildren(QShortcut):
        sequences = shortcut.keys()
        for sequence in sequences:
            key = portable(sequence.toString(QKeySequence.SequenceFormat.PortableText))
            if key not in _EVERYWHERE | _SAME_AS_LISTED:
                yield key


def test_what_is_foreign_is_found():
    assert is_foreign("Save as") and is_foreign("OK button")
    assert not any(map(is_foreign, ("存成 PDF", "PDF", "Ctrl+Shift+F8", "NT-34", "A4", "https://x.cn/a", "05-003", "")))
