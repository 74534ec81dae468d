"""The note about files that could not be read."""

from collections.abc import Callable, Sequence
from functools import partial

from app.exchange.looking import Look
from ui.pages.inbox.words import trouble_words
from ui.widgets.buttons import Button
from ui.widgets.note import Note


def trouble_note(
    faulty: Sequence[Look], ask_for_files: Callable[[], object], copy: Callable[[Look], object], *, has_main: bool
) -> Note:
    """Make the note; `has_main` tells that the page's one main button stands elsewhere already."""
    headline, text, details = trouble_words(faulty)
    other = Button("换一个文件", icon="folder-open", role="normal" if has_main else "primary")
    other.clicked.connect(ask_for_files)
    buttons = [other]
    if len(faulty) == 1:
        buttons.append(("复制说明发给对方", "copy", partial(copy, faulty[0])))
    return Note("danger", headline, text, buttons=buttons, details=details)


def brief_note(faulty: Sequence[Look]) -> Note:
    """The same words close together and without buttons, for a low window."""
    headline, text, _ = trouble_words(faulty)
    return Note("danger", headline, text.replace("\n", ""), compact=True)
