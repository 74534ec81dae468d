"""Acts that need a name: who is at the desk is asked where nobody is known."""

from collections.abc import Callable

from app.persons import choose_person
from ui.desk import Desk


def with_person(desk: Desk, why: str, act: Callable[[], object]) -> None:
    """Ask who is at the desk where nobody is known, saying why, then go on; without a name nothing happens."""
    session = desk.session
    if session.person:
        act()
        return
    desk.messages.ask_text(
        "请写您的姓名",
        why,
        lambda name: session.act(lambda workspace: choose_person(workspace, name), lambda _: act()),
    )
