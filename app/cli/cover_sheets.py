"""print cover."""

import argparse

from app.cli.common import add_output, add_workspace, require_ending, writing
from app.errors import UserFacingError
from app.exchange.cover_sheet import draw_cover_sheet, file_number, read_cover_sheet
from app.exchange.rounds import rounds
from app.products.outgoing import save_outgoing
from app.workspace import Workspace


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print cover`."""
    cover = papers.add_parser("cover", help="报送单，和U盘一起交")
    add_workspace(cover)
    cover.add_argument("--round", metavar="轮次", type=int, help="第几轮的；不写就是最近交的一轮")
    add_output(cover, "文件名（.pdf）")
    cover.set_defaults(run=_print_cover)


def _print_cover(arguments: argparse.Namespace) -> int:
    require_ending(arguments.output, ".pdf")
    with writing(arguments) as workspace:
        sheet = read_cover_sheet(workspace, _hash(workspace, arguments.round))
        outgoing = draw_cover_sheet(sheet)
        save_outgoing(workspace, outgoing, arguments.output, force=arguments.force)
    print(f"已写好：{arguments.output}，{outgoing.pages} 张，第 {sheet.round} 轮，文件编号 {file_number(sheet.hash)}")
    return 0


def _hash(workspace: Workspace, number: int | None) -> str | None:
    if number is None:
        return None
    handed_over = (each for each in rounds(workspace) if each.kind == "submission" and each.standing == "handed_over")
    found = next((each.hash for each in handed_over if each.number == number), None)
    if found is None:
        raise UserFacingError("round-unknown", f"没有交过第 {number} 轮，没有报送单可以打印。请看上报那里交过的轮次。")
    return found
