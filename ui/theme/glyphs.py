"""Characters drawn ahead of time: the first time a font draws one takes it some twenty times as long as ever after, and
a page that nobody saw yet has hundreds of them.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QImage, QPainter

from ui.theme.theme import theme
from ui.turns import turns

# What pages are written in, in the order of how much.
_ROLES = ("body", "table", "caption", "strong", "section")
# How many are drawn in one turn: some five milliseconds.
_AT_ONCE = 50
_SIDE = 64


def characters_of(texts: Iterable[str]) -> str:
    """Return each character that stands in some texts, once."""
    return "".join(sorted({character for text in texts for character in text if character.isprintable()}))


def draw_ahead(characters: str, ratio: float, owner: QObject) -> None:
    """Draw characters once in the types of pages, a few in each turn, as long as `owner` lives.

    `ratio`: pixels of the screen for one of ours; a font keeps what it drew by it.
    """
    pieces = [characters[start : start + _AT_ONCE] for start in range(0, len(characters), _AT_ONCE)]
    _go_on(iter([(role, piece) for role in _ROLES for piece in pieces]), _paper(ratio), owner)


def _go_on(pieces: Iterator[tuple[str, str]], paper: QImage, owner: QObject) -> None:
    def draw() -> None:
        piece = next(pieces, None)
        if piece is not None:
            _draw(*piece, paper)
            _go_on(pieces, paper, owner)

    turns().do(draw, owner)


def _paper(ratio: float) -> QImage:
    # Without transparency, as a window is: a font keeps other drawings of its characters for what is not.
    paper = QImage(round(_SIDE * ratio), round(_SIDE * ratio), QImage.Format.Format_RGB32)
    paper.setDevicePixelRatio(ratio)
    return paper


def _draw(role: str, characters: str, paper: QImage) -> None:
    painter = QPainter(paper)
    painter.setFont(theme().font(role))
    painter.drawText(QPointF(0, _SIDE / 2), characters)
    painter.end()
