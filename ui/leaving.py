"""Leaving the open file: what stands in the window alone would be lost, and nobody loses it without being asked."""

from collections.abc import Callable

from app.errors import UserFacingError
from ui.desk import Desk
from ui.jobs import Failed


def leave_file(desk: Desk, then: Callable[[], object], failed: Failed) -> None:
    """Go on with `then()` to another file; the clerk is asked where something would be lost, and a no is `failed`."""
    unstored = desk.session.unstored()
    if not unstored:
        then()
        return
    stayed = UserFacingError("cancelled", f"没有换，“{desk.session.unit.name}”的工作文件还开着。")
    desk.messages.confirm(
        "有没做完的内容，要换工作文件吗？", lost_words(unstored), "不要了，换过去", then, lambda: failed(stayed)
    )


def lost_words(unstored: list[str]) -> str:
    """Say what would be lost."""
    return f"{'、'.join(unstored)}还没有做完，只在窗口里，没有存进工作文件。离开这个工作文件，填的内容和名单就没有了。"
