"""What the reviewer writes beside entries and has not said yet: words and suggested values, kept on the disk."""

from collections.abc import Mapping
from typing import Any

from app.exchange.comment_drafts import COMMENTS, SUGGESTIONS
from ui.form_drafts import FormDrafts


class Drafts(FormDrafts):
    """By entry (id)."""

    def comment(self, entry: str) -> str:
        """Return what is written beside an entry."""
        return self.typed(COMMENTS, entry) or ""

    def suggested(self, entry: str) -> Mapping[str, Any]:
        """Return what is suggested for an entry, by element."""
        return self.typed(SUGGESTIONS, entry) or {}

    def words(self, entry: str) -> str:
        """Name what there is of an entry; "" where there is nothing."""
        if self.comment(entry):
            return "写了意见"
        return "写了建议" if self.suggested(entry) else ""

    def say(self, entry: str, text: str) -> None:
        """Have other words beside an entry."""
        self.write(COMMENTS, entry, text if text.strip() else None)

    def suggest(self, entry: str, element: str, value: Any) -> None:
        """Suggest a value for an element; None suggests none."""
        others = {key: each for key, each in self.suggested(entry).items() if key != element}
        self.write(SUGGESTIONS, entry, (others if value is None else others | {element: value}) or None)
        self.keep()

    def forget(self, entry: str, comment: str, *, suggested: bool) -> None:
        """Let go of what was said of an entry: these words, and the suggestions where they went along."""
        if self.comment(entry) == comment:
            self.write(COMMENTS, entry, None)
        if suggested:
            self.write(SUGGESTIONS, entry, None)
