"""A day in a sentence; how it was reached folds out."""

from collections.abc import Collection, Sequence
from itertools import accumulate

from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel
from ui.widgets.text_block import Span


class ReachedPanel(Panel):
    """Folded in until somebody asks."""

    def __init__(self, title: str) -> None:
        super().__init__(title, title_style="strong")
        self.words, self.reached = Paragraph("", "table"), Paragraph("", "table", "text-muted")
        self.fold = Button("怎么算的", icon="chevron-right", role="quiet", compact=True)
        self.add_to_head(self.fold)
        self.body.addWidget(self.words)
        self.body.addWidget(self.reached)
        self.reached.hide()
        self.fold.clicked.connect(self._turn)

    def show_day(self, words: str, reached: Sequence[str], heads: Collection[int] = ()) -> None:
        """Show a sentence and, once it is unfolded, the lines behind it; the `heads` among them (by their places) stand
        out."""
        self.words.set_text(words)
        begins = accumulate((len(line) + 1 for line in reached), initial=0)
        spans = [Span(begin, len(reached[place]), role="") for place, begin in enumerate(begins) if place in heads]
        self.reached.set_text("\n".join(reached), spans)
        self.fold.setVisible(bool(reached))

    def _turn(self) -> None:
        is_shown = self.reached.isHidden()
        self.reached.setVisible(is_shown)
        self.fold.set_icon("chevron-down" if is_shown else "chevron-right")
