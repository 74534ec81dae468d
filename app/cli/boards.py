"""print board."""

import argparse

from app.cli.common import add_output, add_workspace, writing
from app.notices.keeping import find_notice
from app.products.board import Tiling, print_board_of, read_size


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print board`."""
    board = papers.add_parser("board", help="公开栏：真实尺寸，或者拼版")
    add_workspace(board)
    board.add_argument("--size", metavar="宽x高", required=True, help="毫米，例如 1200x800、2400x1200")
    board.add_argument(
        "--notice", metavar="公示", action="append", default=[], help="放哪些公示，可以写多次；不写就是全部"
    )
    board.add_argument("--distance", metavar="米", type=float, default=2.0, help="站多远看，决定最小的字")
    board.add_argument("--tile", choices=["A4", "A3"], help="拼版：用办公打印机打，再拼起来")
    board.add_argument("--margin", metavar="毫米", type=float, default=5.0, help="打印机印不到的边")
    board.add_argument("--overlap", metavar="毫米", type=float, default=10.0, help="拼接时重叠多少")
    add_output(board, "文件名（.pdf）")
    board.set_defaults(run=_print_board)


def _print_board(arguments: argparse.Namespace) -> int:
    tiling = Tiling(arguments.tile, arguments.margin, arguments.overlap) if arguments.tile else None
    with writing(arguments) as workspace:
        report = print_board_of(
            workspace,
            [find_notice(workspace, name) for name in arguments.notice],
            arguments.output,
            size=read_size(arguments.size),
            distance=arguments.distance,
            tiling=tiling,
            force=arguments.force,
        )
    print(f"已印好：{arguments.output}，{report.pages} 页。")
    for warning in report.warnings:
        ways = f"可以：{'；'.join(warning.ways_out)}。" if warning.ways_out else ""
        print(f"请看：{warning.message}{ways}")
    return 0
