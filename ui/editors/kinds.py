"""Which editor edits which kind of element."""

from collections.abc import Callable, Sequence
from typing import Any

from app.standards.models import Element
from ui.editors.attachments import AttachmentEditor, Shelf
from ui.editors.choosing import ChoicesEditor, ComboEditor, FlagEditor, RadioEditor
from ui.editors.citations import CitationsEditor
from ui.editors.dates import DateEditor
from ui.editors.deadlines import DeadlineEditor
from ui.editors.editor import Editor
from ui.editors.lists import ListEditor
from ui.editors.texts import ShortEditor, TextEditor

_MOST_RADIOS = 5


def editor_for(element: Element, *, suggestions: Sequence[Any] = (), shelf: Shelf | None = None) -> Editor:
    """Return a new, empty editor of the element's kind.

    `suggestions` are offered while typing: texts, the events of a deadline, or the laws of the register. `shelf` is
    where attachments come from; without one none can be added.
    """
    if element.kind == "attachment":
        return AttachmentEditor(element, shelf=shelf)
    return _MAKERS[element.kind](element, suggestions)


def _choice(element: Element, suggestions: Sequence[Any]) -> Editor:
    few = len(element.choices) <= _MOST_RADIOS
    return RadioEditor(element) if few else ComboEditor(element)


_MAKERS: dict[str, Callable[[Element, Sequence[Any]], Editor]] = {
    "text": TextEditor,
    "long_text": TextEditor,
    "phone": ShortEditor,
    "list": ListEditor,
    "choice": _choice,
    "choices": ChoicesEditor,
    "citations": CitationsEditor,
    "deadline": DeadlineEditor,
    "date": DateEditor,
    "money": ShortEditor,
    "number": ShortEditor,
    "flag": FlagEditor,
}
