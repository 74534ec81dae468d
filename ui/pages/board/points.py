"""What is to be looked at on the board, with what can be done about it here and now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.boards.contents import Source
from app.boards.staleness import Stale
from app.boards.stored_board import BoardPart, StoredBoard
from app.printing.board import BoardReport
from app.printing.board_content import USUAL_SIZES
from app.printing.board_warnings import BoardWarning
from app.printing.legibility import PrintedPart
from ui.pages.board.composing import Composing
from ui.pages.board.legibility import Point, Way
from ui.pages.board.words import failing_first

_PLACED = ("place_grown", "place_over_edge", "place_over_frame", "place_overlap")
_WIDE = ("table_across", "table_as_lines")


class Ways(Protocol):
    """Where the page leads from a point."""

    def go_to_notice(self, id: str) -> None:
        """Go where a notice is changed."""

    def ask_for_phone(self) -> None:
        """Go where the supervision phone is filled in."""


@dataclass(frozen=True)
class Looking:
    """A board with its sources, and what can be done about what is found: on the board, or where the page leads."""

    board: StoredBoard
    sources: dict[str, Source]
    acts: Composing
    ways: Ways

    def points(self, stale: tuple[Stale, ...], report: BoardReport, called: Callable[[str], str]) -> list[Point]:
        """Everything to look at: what is out of date, what does not fit, then each part with its meter."""
        told = [Point(self._heading(reason.part), reason.message, ways=self._of_stale(reason)) for reason in stale]
        warnings = (warning for warning in report.warnings if warning.code != "too_small")
        told += [Point(warning.part, warning.message, ways=tuple(self._of_warning(warning))) for warning in warnings]
        return told + [
            Point(part.name, called(part.name), part, () if part.legible else tuple(self._of_part(part)))
            for part in failing_first(report.parts)
        ]

    def larger(self) -> Iterator[Way]:
        """The next usual size."""
        size = larger_size(self.board)
        if size is not None:
            words = f"换成 {size[0]} × {size[1]}"
            yield words, "maximize", lambda: self.acts.change(width=size[0], height=size[1])

    def _heading(self, part: str) -> str:
        found = self.board.part(part)
        source = self.sources.get(found.source) if found else None
        return source.title if source else ""

    def _of_stale(self, reason: Stale) -> tuple[Way, ...]:
        match reason.code:
            case "board-overdue" | "board-money-overdue":
                return (("套用上一期", "history", self.acts.renew),)
            case "board-notice-over" | "board-part-gone":
                return (("拿下来", "x", lambda: self.acts.take_down(reason.part)),)
        return ()

    def _of_part(self, part: PrintedPart) -> Iterator[Way]:
        """A part is too small only where somebody chose its size."""
        chosen = self.board.part(part.key)
        if chosen is not None and chosen.height is not None:
            yield "字放大，分两块", "copy", lambda: self.acts.set_part(chosen.id, height=None)
            yield from self._coded(chosen)
            yield from self._near(chosen)
        else:
            yield from self.larger()

    def _of_warning(self, warning: BoardWarning) -> Iterator[Way]:
        part = self.board.part(warning.key)
        if warning.code == "no_phone":
            yield "填监督电话", "phone", self.ways.ask_for_phone
        elif warning.code == "columns_stacked":
            yield from self.larger()
            yield from self._fewer_columns()
            if self.board.distance > 1:
                yield "改成站近一些看", "eye", lambda: self.acts.change(distance=self.board.distance - 1)
        elif part is not None and warning.code == "moved":
            yield from self.larger()
            yield from self._near(part)
            yield from self._coded(part)
            yield from self._edit(part)
        elif part is not None and warning.code in _PLACED:
            yield "改回自动排", "undo-2", lambda: self.acts.place(part.id, None)
        elif part is not None:
            if warning.code in _WIDE:
                yield from self._fewer_columns()
                yield from self._coded(part)
            yield from self._edit(part)
        elif warning.code == "column_empty":
            yield from self._fewer_columns(warning.part)

    def _fewer_columns(self, without: str = "") -> Iterator[Way]:
        """A column less: the one of that title, else the last."""
        count = len(self.board.columns)
        if count > 1:
            yield f"分成 {count - 1} 栏", "columns-3", lambda: self.acts.divide_without(without)

    def _near(self, part: BoardPart) -> Iterator[Way]:
        if part.kind in ("notice", "entry", "text") and not part.near:
            yield "改成近看", "eye", lambda: self.acts.set_part(part.id, near=True)

    def _coded(self, part: BoardPart) -> Iterator[Way]:
        source = self.sources.get(part.source)
        if source is not None and source.has_list and not part.coded:
            yield "改二维码", "qr-code", lambda: self.acts.set_part(part.id, coded=True)

    def _edit(self, part: BoardPart) -> Iterator[Way]:
        if part.kind == "notice":
            yield "去改公示", "pencil", lambda: self.ways.go_to_notice(part.source)


def larger_size(board: StoredBoard) -> tuple[int, int] | None:
    """The next usual size that is larger one way and no smaller the other; one that lies the same way first."""
    width, height = board.size
    larger = [size for size in USUAL_SIZES if size[0] >= width and size[1] >= height and size != board.size]
    return min(larger, key=lambda size: (size[0] * size[1], (size[0] > size[1]) != (width > height)), default=None)
