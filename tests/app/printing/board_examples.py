"""A village board as the printing tests use it; people, places and numbers are made up."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.printing.board import BoardReport, draw_boards
from app.printing.board_content import Board, BoardColumn, Panel
from app.printing.list_columns import ListColumn, ListTable
from app.printing.tiles import TilesReport, draw_tiles

NAMES = (
    *("周立新", "陈建华", "王春生", "周桂兰", "李秀英", "李大根", "王满秀", "张䶮"),
    *("刘国强", "陈德明", "刘长庚", "彭友良", "何福来", "唐国庆", "李𬭎"),
)


def listing(rows: int) -> ListTable:
    """Farmers with area and amount; the number of the row is the area, so that each row can be told from the others."""
    columns = (ListColumn("小组"), ListColumn("户主"), ListColumn("亩数", "right"), ListColumn("金额（元）", "right"))
    return ListTable(
        columns,
        tuple(("塘湾", NAMES[row % len(NAMES)], f"{row}.57", f"{row}57.00") for row in range(1, rows + 1)),
        ("合计", "", "250.60", "25,060.00"),
    )


RELIEF = Panel(
    "双桥村新增低保对象公示",
    ("初步意见是将下列6户8人纳入保障，现向村民公示。公示期7日，自11月24日起至11月30日止。",),
    ListTable(
        (ListColumn("小组"), ListColumn("姓名"), ListColumn("人数"), ListColumn("月金额", "right")),
        (("王家冲", "周桂兰", "1", "420"), ("塘湾", "王金龙之女", "1", "390"), ("老屋", "刘国强", "2", "680")),
    ),
    ("有不同意见，请打0731-55502816，或到镇社会事务办公室当面说。",),
)
FINANCE = Panel(
    "10月财务收支公布",
    (),
    ListTable(
        (ListColumn("日期"), ListColumn("事由", "left"), ListColumn("金额（元）", "right")),
        (("10-08", "上级转移支付", "+32,000.00"), ("10-12", "塘湾组水渠维修", "−6,480.00")),
    ),
    ("月末余额 41,207.35 元。",),
)


def subsidies(rows: int) -> Panel:
    return Panel("2026年耕地地力保护补贴公示", (), listing(rows), ("全村公示到此为止。",))


def example_board(rows: int = 20, **changes: object) -> Board:
    """Three columns, the middle one with a list of so many rows; `changes` replace fields of the board."""
    board = Board(
        width_mm=1200,
        height_mm=800,
        title="双桥村村务公开栏",
        unit="兴隆镇双桥村村民委员会",
        posted=date(2026, 11, 23),
        columns=(
            BoardColumn("民生救助", (RELIEF,)),
            BoardColumn("惠农补贴", (subsidies(rows),)),
            BoardColumn("村级财务", (FINANCE,)),
        ),
        phone="0731-55502801",
        qr="http://www.example.gov.cn/xxgk/shuangqiao",
    )
    return replace(board, **changes)


def one_panel(panel: Panel, **changes: object) -> Board:
    return example_board(columns=(BoardColumn("村务公开", (panel,)),), **changes)


def print_board(board: Board, path: Path) -> BoardReport:
    """Write the boards as a PDF."""
    paper, report = draw_boards(board)
    paper.save(path)
    return report


def print_tiles(board: Board, path: Path, sheet: str = "A4", **options: float) -> TilesReport:
    """Write the sheets of a board as a PDF."""
    paper, report = draw_tiles(board, sheet, **options)
    paper.save(path)
    return report
