"""The whole catalogue of a county, or of a township with its villages: choose, look, publish."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.county.area import whole_area
from app.county.whole_catalogue import prepare_whole_catalogue
from app.county.whole_reading import Survey, WholeChoice, survey
from app.errors import UserFacingError
from app.products.catalogue import (
    DrawnCatalogue,
    LaidOutCatalogue,
    PreparedCatalogue,
    lay_out_catalogue,
    look_through,
)
from ui.desk import Desk
from ui.drawing import Drawing
from ui.jobs import Watch
from ui.outgoing import save_pdf
from ui.pages.areas import next_area
from ui.pages.page import Page
from ui.pages.whole_catalogue.choice import FIELD, UNIT, CatalogueChoice
from ui.pages.whole_catalogue.rows import field_rows, side_rows, unit_rows
from ui.pages.whole_catalogue.view import EVERYTHING, PUBLIC, WholeCatalogueTools, WholeCatalogueView
from ui.pages.whole_catalogue.ways_out import WaysOut
from ui.widgets.buttons import Button
from ui.widgets.note import Note
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.rows import Row

#: Above so many entries a paper is drawn only when it is asked for.
MOST_DRAWN = 10_000
_DRAWING, _CHECKING = "正在排版", "正在查个人信息"
_NOTHING = "选的单位和领域里没有可以放的条目"


class WholeCataloguePage(Page):
    """Ticks, paper, what stays out and the ways out; what was ticked off is remembered for the unit."""

    place = "whole-catalogue"
    title = "全县目录"
    icon = "library"
    hints = ("空格 勾选", "F6 换区", "PgUp PgDn 翻页")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self.ways = WaysOut(desk, self)
        self._survey: Survey | None = None
        self._laid_out: LaidOutCatalogue | None = None
        """The paper that was seen last."""
        self._shown: tuple[WholeChoice, str] | None = None
        """What is on the paper in sight; None where there is none."""
        self._drawn: DrawnCatalogue | None = None
        self._choice = CatalogueChoice.from_kept(desk.preferences.get(self._key, {}))

    def build(self) -> Iterator[None]:
        self.tools = WholeCatalogueTools()
        self.web = Button("做成网页", icon="square-arrow-out-up-right", role="primary")
        yield
        shown = PreviewPane(self.desk.jobs, empty="勾选要放进去的单位和领域，这里就是印出来的样子。")
        yield
        self.view = WholeCatalogueView(shown, self.desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self.set_toolbar(self.tools)
        self.set_primary(self.web)
        self._connect()
        self._say_ready()

    def _connect(self) -> None:
        view, tools, drawing = self.view, self.tools, self.drawing
        view.kinds.chosen.connect(view.show_kind)
        for kind, rows in ((UNIT, view.units), (FIELD, view.fields)):
            rows.checked.connect(lambda key, wanted, kind=kind: self._tick(kind, [key], wanted))
            rows.opened.connect(lambda key, kind=kind: self._tick(kind, [key], not self._choice.wants(kind, key)))
        view.all.clicked.connect(lambda: self._tick_every(True))
        view.none.clicked.connect(lambda: self._tick_every(False))
        view.told.acted.connect(lambda key, place: self.desk.go(place))
        view.start.clicked.connect(lambda: self.desk.go("inbox"))
        tools.extent.chosen.connect(lambda key: self._choose(replace(self._choice, everything=key == EVERYTHING)))
        tools.papers.chosen.connect(lambda paper: self._choose(replace(self._choice, paper=paper)))
        tools.pdf.clicked.connect(self._save_pdf)
        tools.workbook.clicked.connect(lambda: self.ways.save_workbook(self._wanted, self._name))
        tools.data.clicked.connect(lambda: self.ways.export_data(self._wanted, self._name))
        self.web.clicked.connect(lambda: self.ways.make_web(self._wanted, self._name))
        drawing.seen.connect(self._show_paper)
        drawing.drawn.connect(self._show_drawn)
        drawing.failed.connect(self._show_refused)
        drawing.stopped.connect(self._show_stopped)
        drawing.slow.connect(lambda job: view.shown.show_job(job, _CHECKING if drawing.is_finishing else _DRAWING))

    def reload(self) -> None:
        self.desk.session.ask(survey, self._show_survey, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.view.lists, self.view.shown, self.view.told, self.tools]

    def take_focus(self) -> None:
        """Begin with what can be ticked, not with the buttons above it."""
        if self.view.list.isVisible():
            self.view.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().take_focus()

    def next_area(self, *, back: bool = False) -> bool:
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return next_area(self.view.columns, self.tools, back=back)

    # --- what goes in ----------------------------------------------------------------------------------------------

    def _show_survey(self, found: Survey) -> None:
        self._survey, unit = found, self.desk.session.unit
        self.title = f"{whole_area(unit.name, unit.kind)}目录"
        self.set_context(f"{unit.name} · {unit.edition}版")
        is_empty = not found.counts
        self.view.show_empty(is_empty)
        self.hints = () if is_empty else type(self).hints
        self.set_toolbar(None if is_empty else self.tools)
        self.set_primary(None if is_empty else self.web)
        self._follow_choice()

    def _choose(self, choice: CatalogueChoice) -> None:
        self._choice = choice
        self.desk.preferences.put(self._key, choice.to_keep())
        self._follow_choice()

    def _tick(self, kind: str, keys: Sequence[str], wanted: bool) -> None:
        self._choose(self._choice.ticked(kind, keys, wanted))

    def _tick_every(self, wanted: bool) -> None:
        keys = [row.key for row in self.view.list.rows()]
        self._tick(self.view.kind, keys, wanted)

    def _follow_choice(self) -> None:
        found, choice, view = self._survey, self._choice, self.view
        self.tools.extent.set_current(EVERYTHING if choice.everything else PUBLIC)
        self.tools.papers.set_current(choice.paper)
        units, fields = unit_rows(found, choice, self.desk.session.unit.id), field_rows(found, choice)
        view.units.set_rows(units)
        view.fields.set_rows(fields)
        self.tools.count.setText(f"{_chosen(units)} 个单位，{_chosen(fields)} 个领域")
        self._drawn = None
        self._show_told()
        self._draw()

    def _show_told(self) -> None:
        self.view.told.set_rows(side_rows(self._survey, self._choice, self._drawn, self.desk.session.unit.id))
        self._say_ready()

    @property
    def _wanted(self) -> WholeChoice:
        return self._choice.of(self._survey)

    @property
    def _number(self) -> int:
        """How many entries go in."""
        return self._survey.shown(self._wanted) if self._survey is not None else 0

    @property
    def _key(self) -> str:
        unit = self.desk.session.unit
        return f"whole-catalogue.{unit.id if unit else ''}"

    @property
    def _name(self) -> str:
        """What files are called."""
        return f"{self.desk.session.unit.name}{self.title}{'（草案）' if self._choice.everything else ''}"

    # --- the paper -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.view.shown.show_note(None)
        if not self._number:
            self.drawing.forget()
            self._shown = None
            self.view.shown.preview.clear(f"{_NOTHING}。{self._way_to_some()}")
        elif self._number > MOST_DRAWN:
            self.drawing.forget()
            self._show_words(f"{self._number} 条，排版要一些时间。")
            ways = [("排版看样子", "eye", self._draw_now)]
            self.view.shown.show_note(
                Note("info", "条目很多，没有自动排版。", "也可以直接存成文件。", ways, compact=True)
            )
        else:
            self._draw_now()
        self._say_ready()

    def _draw_now(self) -> None:
        wanted, paper = self._wanted, self._choice.paper
        self.view.shown.show_note(None)
        if self._shown != (wanted, paper):
            self._show_words("正在排版…")
        self.drawing.ask(
            lambda workspace: prepare_whole_catalogue(workspace, wanted, paper=paper), _lay_out, _look_through
        )

    def _show_paper(self, laid_out: LaidOutCatalogue) -> None:
        """Show the paper; it leaves the house only when it has been looked through."""
        self._laid_out, self._shown = laid_out, (self._wanted, self._choice.paper)
        self.view.shown.show_note(None)
        self.view.shown.preview.show_pdf(laid_out.pdf, f"{self._choice.paper} 横向", laid_out.page_sizes)

    def _show_drawn(self, drawn: DrawnCatalogue) -> None:
        if self._shown is None:
            # Nothing has changed on the paper: it was not drawn, and so not seen, again.
            self._show_paper(self._laid_out)
        self._drawn = drawn
        if drawn.outgoing.found:
            found = "；".join(map(str, drawn.outgoing.found[:3]))
            headline = "有个人信息没有遮挡，不能存成文件，也不能做成网页。"
            self.view.shown.show_note(Note("danger", headline, f"{found}。", compact=True))
        self._show_told()

    def _way_to_some(self) -> str:
        """What to do where nothing goes in: a draft takes what is not accepted yet."""
        draft = replace(self._choice, everything=True).of(self._survey)
        if self._survey.shown(draft):
            return "“放了多少，没放的为什么”里写着各差什么；想先看样子，选“全部，做成草案”。"
        return "请先勾选单位和领域。"

    def _show_words(self, words: str) -> None:
        self._shown = None
        self.view.shown.preview.show_words(words)

    def _show_refused(self, error: BaseException) -> None:
        self._shown = None
        if isinstance(error, UserFacingError):
            self.view.shown.show_refusal(error)
        else:
            self.desk.messages.trouble(error)
        self._say_ready()

    def _show_stopped(self) -> None:
        self._shown = None
        self.view.shown.show_stopped(self.drawing.again)
        self._say_ready()

    # --- ways out --------------------------------------------------------------------------------------------------

    def _say_ready(self) -> None:
        """Offer what there is something to write for; each way out looks for personal data itself."""
        why = "" if self._number else _NOTHING
        for button in (self.tools.pdf, self.tools.workbook, self.tools.data):
            button.set_available(not why, why)
        draft = "网页是给所有人看的，只能放已定稿、已通过的" if self._choice.everything else ""
        self.web.set_available(not (why or draft), why or draft)

    def _save_pdf(self) -> None:
        """Save what is shown; what was not drawn is drawn on the way."""
        if self._drawn is not None and not self.drawing.is_waiting:
            save_pdf(self.desk, self._drawn.outgoing, self._name)
        else:
            self.ways.save_pdf(self._wanted, self._choice.paper, self._name)


def _chosen(rows: list[Row]) -> str:
    return f"{sum(bool(row.checked) for row in rows)} / {len(rows)}"


def _lay_out(prepared: PreparedCatalogue, watch: Watch) -> LaidOutCatalogue:
    return lay_out_catalogue(prepared, watch.progress, watch.is_cancelled)


def _look_through(laid_out: LaidOutCatalogue, watch: Watch) -> DrawnCatalogue:
    return look_through(laid_out, watch.is_cancelled)
