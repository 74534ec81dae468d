"""Half-typed text that was taken back stands in its editor again after Ctrl+Y."""

from tests.support import Computer


def test_half_typed_text_goes_with_undo_and_comes_with_redo(sit, township: Computer):
    at = sit(township, item="05-005")
    session, shown = at.desk.session, at.page.view.entry
    before = at.form.value("audience")
    session.typing.typed(shown.shown.id, "audience", "也许")
    session.typing.settle()
    at.wait()
    assert session.undo_label == "没写完的“公开对象”"
    session.undo()
    at.wait()
    assert (shown.shown.waiting, at.form.value("audience")) == ({}, before)
    assert session.redo_label == "没写完的“公开对象”"
    session.redo()
    at.wait()
    assert "填得不对" in at.form.line("audience") and "audience" in shown.shown.waiting
