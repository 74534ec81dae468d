"""A day in a sentence; how it was reached folds out."""

from collections.abc import Sequence

from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel


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

    def show_day(self, words: str, reached: Sequence[str]) -> None:
        """Show a sentence and, once it is unfolded, the lines behind it."""
        self.words.set_text(words)
        self.reached.set_text("\n".join(reached))
        self.fold.setVisible(bool(reached))

    def _turn(self) -> None:
        is_shown = self.reached.isHidden()
        self.reached.setVisible(is_shown)
        self.fold.set_icon("chevron-down" if is_shown else "chevron-right")
