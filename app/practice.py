"""Practising: a workspace to try everything in, whose papers all say so and whose packages nobody in earnest takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePath

from app.errors import UserFacingError
from app.workspace import Workspace

WORD = "练习"
PRACTICE = "practice"
"""The word that a file to practise in is marked with, besides its setting: a damaged file may have lost that."""
_SETTING = "practice"
_PRACTISING: ContextVar[bool] = ContextVar("practising", default=False)


def is_practice(workspace: Workspace) -> bool:
    """Whether a workspace was made to practise in. It stays one, in backups and copies, too."""
    return bool(workspace.store.settings.get(_SETTING, False)) or workspace.store.bears_mark(PRACTICE)


def make_practice(workspace: Workspace) -> None:
    """Mark a workspace that was just made. There is no way back: what was tried out never becomes earnest."""
    with workspace.store.transaction():
        workspace.store.settings.put(_SETTING, True)
        workspace.store.add_mark(PRACTICE)


def keep_mark(workspace: Workspace) -> None:
    """Put the mark into both places where it stands in one: what was damaged or made by an older version has one."""
    if is_practice(workspace) and not _is_marked_twice(workspace):
        make_practice(workspace)


def _is_marked_twice(workspace: Workspace) -> bool:
    store = workspace.store
    return bool(store.settings.get(_SETTING, False)) and store.bears_mark(PRACTICE)


def practise(is_practising: bool) -> None:
    """Say, for everything that is drawn and written from here on in this context, whether it is practice."""
    _PRACTISING.set(is_practising)


@contextmanager
def practising(is_practising: bool) -> Iterator[None]:
    """Say so for what is done within."""
    token = _PRACTISING.set(is_practising)
    try:
        yield
    finally:
        _PRACTISING.reset(token)


def paper_mark() -> str:
    """The word that every paper bears now; "" in earnest."""
    return WORD if _PRACTISING.get() else ""


def marked_title(title: str) -> str:
    """Return the title of a paper as it stands on it now: in practice it says so."""
    return f"{title}（{WORD}）" if paper_mark() else title


def marked_name(name: str) -> str:
    """Return what a file is to be called now: in practice its name says so, once."""
    if not paper_mark() or WORD in name:
        return name
    path = PurePath(name)
    return f"{path.stem}_{WORD}{path.suffix}"


def require_marked_name(name: str) -> None:
    """Raises `UserFacingError` in practice for the name of a file that has no room for the word in itself."""
    if name != marked_name(name):
        raise UserFacingError(
            "practice-name",
            f"“{name}”没有写：这是练习，这种文件里写不进“{WORD}”两个字，要写在文件名里。请换成“{marked_name(name)}”再存。",
        )
