"""Whatever is done after typing, the text typed last is in the entry, in its history, in the editor or a redo away."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.drafting.history import history, next_undo, redo, undo
from app.drafting.lookup import find_entry
from app.drafting.typing_drafts import keep_draft, settle_draft
from app.opening import open_workspace
from app.workspace import Workspace
from tests.support import Computer

# A publisher is a value as soon as it is left, an audience never is while its words are no answer.
ELEMENTS = ("publisher", "audience", "mode")
ACTS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(ELEMENTS)),
    st.tuples(st.sampled_from(["undo", "redo", "settle", "reopen"]), st.none()),
    st.tuples(st.just("set the clock"), st.integers(-400, 400)),
)


def perform(workspace: Workspace, act: str, what: str | int | None, text: str) -> None:
    id = find_entry(workspace, "05-003").id
    if act == "type":
        keep_draft(workspace, id, what, text)
    elif act == "settle":
        settle_draft(workspace, id)
    elif act == "set the clock":
        now = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(days=what)
        workspace.now = lambda: now
    else:
        {"undo": undo, "redo": redo}[act](workspace)


def reachable(workspace: Workspace, text: str) -> bool:
    """Whether a text is found by redoing, in an editor or in the history."""
    while redo(workspace) is not None:
        pass
    id = find_entry(workspace, "05-003").id
    versions = (pair for version in history(workspace, "entry", id) for pair in version.differences.values())
    return text in workspace.store.drafts.of_subject("entry", id).values() or any(text in pair for pair in versions)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=2, max_size=14))
@example(acts=[("type", "publisher"), ("type", "audience"), ("undo", None), ("settle", None)])
@example(acts=[("type", "audience"), ("set the clock", -400), ("undo", None), ("undo", None), ("reopen", None)])
def test_the_text_typed_last_is_never_lost(township: Computer, tmp_path: Path, acts: list) -> None:
    path, last = Path(shutil.copy(township.path, tmp_path / "typed.qd")), None
    workspace = open_workspace(path, person="陈静")
    try:
        for number, (act, what) in enumerate(acts):
            if act == "reopen":
                workspace.close()
                workspace = open_workspace(path, person="陈静")
                continue
            if act == "undo" and next_undo(workspace).startswith("采用"):
                continue
            perform(workspace, act, what, f"第{number}次打的字")
            last = f"第{number}次打的字" if act == "type" else last
        assert last is None or reachable(workspace, last)
    finally:
        workspace.close()
