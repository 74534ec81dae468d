"""Giving the work to the next clerk from the window, writing everything out, and a second place for backups."""

from collections.abc import Callable
from pathlib import Path

from app.handover.handing_over import HandedOver, hand_over
from app.safekeeping.dumping import dump_everything
from app.safekeeping.second_place import choose_second_place, second_place
from app.workspace import Workspace
from ui.asking_person import with_person
from ui.desk import Desk
from ui.jobs import FILES, Watch
from ui.outgoing import tell_written


def ask_to_hand_over(desk: Desk) -> None:
    """Ask to whom and where to, then write the backup and the sheet that both sign."""

    def to(taker: str) -> None:
        desk.messages.choose_folder("交接的备份和交接单放在哪里", lambda folder: begin(taker, folder))

    def begin(taker: str, folder: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> HandedOver:
            tell = watch.telling("停下了，没有交接，没有留下文件。")
            return hand_over(workspace, taker, folder, progress=tell)

        desk.session.long("正在备份，写交接单", work, told, counter="")

    def told(done: HandedOver) -> None:
        words = (
            f"“{done.backup.name}”和交接单 {done.pages} 页都在“{done.backup.parent.name}”里。交接单打印两份，双方签字。"
        )
        tell_written(desk, words, done.backup.parent)

    with_person(
        desk,
        "交接单上要写是谁移交的。",
        lambda: desk.messages.ask_text(
            "工作交接", "交给谁？写接收人的姓名。会做一份完整的备份，写好没办完、要到期的，印成交接单双方签字。", to
        ),
    )


def ask_to_dump(desk: Desk) -> None:
    """Ask where to, then write everything as a table and as data."""

    def told(made: list[Path]) -> None:
        words = f"已存成“{made[0].name}”等 {len(made)} 个文件。里面有没遮挡的内容，不要外发。"
        tell_written(desk, words, made[0].parent)

    def begin(folder: Path) -> None:
        def work(workspace: Workspace, watch: Watch) -> list[Path]:
            return dump_everything(workspace, folder, watch.telling("导出停下了，没有留下文件。"))

        desk.session.long("正在导出全部内容", work, told)

    desk.messages.choose_folder("全部内容导出到哪里（Excel 和 JSON，只供内部留存）", begin)


def ask_for_second_place(desk: Desk, changed: Callable[[], object]) -> None:
    """Choose a second place for backups, or give it up where there is one."""

    def chosen(folder: Path | None) -> None:
        words = f"以后关闭时也往“{folder}”备份一份" if folder else "不再往第二处备份"

        def told(_: None) -> None:
            desk.messages.toast(words)
            changed()

        desk.jobs.run(FILES, lambda watch: choose_second_place(folder), told)

    def ask(place: Path | None) -> None:
        if place is None:
            desk.messages.choose_folder("关闭时再备份一份到哪个文件夹或U盘", chosen)
        else:
            told = f"现在关闭时也往“{place}”备份一份。已经备份到那里的还在。"
            desk.messages.confirm("不用第二处备份了吗？", told, "不用了", lambda: chosen(None))

    desk.jobs.run(FILES, lambda watch: second_place(), ask)
