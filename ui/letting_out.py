"""What can be done about a product that the privacy gate stopped: mend where the number stands, or let it out."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.checks.overriding import override_terms
from app.checks.where_found import StandsAt
from app.errors import UserFacingError
from ui.desk import Desk
from ui.gate import Stopped
from ui.grave_dialog import GraveDialog
from ui.messages import ButtonSpec
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.note import Note

LET_OUT = "确认可以公开，仍要输出"
_MOST_PLACES, _MOST_FINDINGS, _LONGEST = 3, 8, 18


def told_of(stopped: Stopped) -> tuple[str, str]:
    """Return the headline and the text of what was stopped, a line for each thing found."""
    lines = list(map(str, stopped.findings[:_MOST_FINDINGS]))
    more = len(stopped.findings) - len(lines)
    told = [f"{stopped.message.rpartition('没有生成，')[2]}", *lines, *([f"还有 {more} 处"] if more > 0 else [])]
    return f"“{stopped.product}”里有没遮挡的个人信息，没有输出", "\n".join(told)


def ways_on(desk: Desk, parent: QWidget, stopped: Stopped) -> Sequence[ButtonSpec | Button]:
    """Return the buttons under it. None of them lets anything out by itself."""
    let_out = Button(f"{LET_OUT}…", icon="shield-alert", role="danger")
    let_out.clicked.connect(partial(ask_to_let_out, desk, parent, stopped))
    mend = [(_mend_words(place), "pencil-line", partial(go_to, desk, place)) for place in stopped.places]
    return [*mend[:_MOST_PLACES], let_out]


def go_to(desk: Desk, place: StandsAt) -> None:
    """Show where a number stands, to be mended."""
    if place.kind == "entry":
        desk.go("drafting", entry=place.id, element=place.element)
    else:
        desk.go("notices", notice=place.id)


def ask_to_let_out(desk: Desk, parent: QWidget, stopped: Stopped) -> GraveDialog:
    """Ask who lets it out and why; then do the very same again."""

    def let_out(person: str, reason: str) -> None:
        desk.session.ask(
            lambda workspace: override_terms(workspace, reason, person), lambda terms: go_on(*terms), refused, dialog
        )

    def go_on(person: str, reason: str) -> None:
        dialog.accept()
        desk.messages.clear()
        stopped.again(person, reason)

    def refused(error: BaseException) -> None:
        if isinstance(error, UserFacingError):
            dialog.say_wrong(error)
        else:
            desk.messages.trouble(error)

    title = f"“{stopped.product}”里有没遮挡的个人信息"
    dialog = GraveDialog(parent, title, LET_OUT, desk.session.person or "", let_out)
    found = list(map(str, stopped.findings[:_MOST_FINDINGS]))
    more = len(stopped.findings) - len(found)
    dialog.told.addWidget(Paragraph("\n".join([*found, *([f"还有 {more} 处"] if more > 0 else [])]), "table"))
    words = "输出以后收不回来。公开别人的号码要有依据，例如本人同意、依法应当公开。谁决定的、为什么会记下来，撤销不掉。"
    dialog.told.addWidget(Note("danger", "只放行这一次、这一份", words, compact=True))
    dialog.fit()
    dialog.open()
    return dialog


def _mend_words(place: StandsAt) -> str:
    title = place.title if len(place.title) <= _LONGEST else f"{place.title[: _LONGEST - 1]}…"
    return f"去改：{' · '.join(filter(None, (title, place.label)))}"
