"""Who is at the desk."""

from app.errors import UserFacingError
from app.workspace import Workspace

_MOST_LETTERS = 40


def choose_person(workspace: Workspace, name: str) -> str:
    """Make `name` the one who works here from now on, also when the file is opened next; returns it as kept.

    Raises `UserFacingError` as `checked_person` does.
    """
    kept = checked_person(name)
    with workspace.store.transaction():
        workspace.store.persons.seen(kept, workspace.timestamp())
    workspace.person = kept
    return kept


def known_persons(workspace: Workspace) -> list[str]:
    """Return everybody who has worked in this file, the latest first."""
    return workspace.store.persons.names()


def checked_person(name: str) -> str:
    """Return a name as it is kept. Raises `UserFacingError` when it is empty, longer than a line or no plain text."""
    kept = " ".join(name.split())
    if not kept:
        raise UserFacingError("person-wrong", "请写您的姓名，例如：周丽。")
    if len(kept) > _MOST_LETTERS or not kept.isprintable():
        raise UserFacingError("person-wrong", f"姓名要写 1 到 {_MOST_LETTERS} 个字，写在一行里，没有记下。例如：周丽。")
    return kept
