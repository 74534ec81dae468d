"""print board; board new, list, show, set, add, move, place, take, post, renew, remove."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from app.boards.contents import entry_sources, notice_sources, proposed_board, renewed, sources_of, village_column
from app.boards.keeping import (
    KeptBoard,
    content_for_json,
    find_board,
    find_part,
    keep_board,
    kept_boards,
    remove_board,
)
from app.boards.staleness import post_board, stale_reasons
from app.boards.stored_board import (
    PART_WORDS,
    BoardPart,
    Place,
    StoredBoard,
    divided,
    hung,
    new_part,
    placed,
    taken_down,
    with_part,
)
from app.calendar.wording import plain_date
from app.cli.common import add_json, add_output, add_workspace, assignments, date_of, print_json, reading, writing
from app.drafting.lookup import find_entry
from app.errors import UsageError, UserFacingError
from app.notices.keeping import find_notice
from app.printing.board_content import USUAL_COLUMNS
from app.products.board import PrintedBoard, Tiling, print_board_of, print_kept_board, read_size
from app.workspace import Workspace

_VILLAGE, _SUBJECTS = "village", "subjects"
# What is not set as it is: there are options or commands for it.
_OF_THE_BOARD, _OF_THE_PART = ("columns", "posted", "width", "height"), ("id", "kind", "source")

Kept = TypeVar("Kept", StoredBoard, BoardPart)


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print board`."""
    board = papers.add_parser("board", help="公开栏：真实尺寸，或者拼版")
    add_workspace(board)
    which = board.add_mutually_exclusive_group(required=True)
    which.add_argument("--size", metavar="宽x高", help="毫米，例如 1200x800、2400x1200")
    which.add_argument("--board", metavar="公示栏", help="印存着的一块，写编号前 8 位就行")
    board.add_argument(
        "--notice", metavar="公示", action="append", default=[], help="放哪些公示，可以写多次；不写就是全部"
    )
    board.add_argument("--distance", metavar="米", type=float, help="站多远看，决定最小的字；不写就是 2 米")
    board.add_argument("--tile", choices=["A4", "A3"], help="拼版：用办公打印机打，再拼起来")
    board.add_argument("--margin", metavar="毫米", type=float, help="打印机印不到的边，不写就是 5 毫米或者板上定的")
    board.add_argument("--overlap", metavar="毫米", type=float, help="拼接时重叠多少，不写就是 10 毫米或者板上定的")
    add_output(board, "文件名（.pdf）")
    board.set_defaults(run=_print_board)


def register_board(boards: argparse._SubParsersAction) -> None:
    """Add the group `board`."""
    new = _command(boards, "new", "新建一块，存在工作文件里", _new, board=False)
    new.add_argument("--size", metavar="宽x高", default="1200x800", help="毫米，例如 1200x800、2400x1200")
    new.add_argument("--title", metavar="标题", help="不写就是“某某村公开栏”")
    new.add_argument(
        "--columns", metavar="栏目", help="逗号隔开的栏目名；village 是党务、村务、财务三栏；不写就按公示的类别分"
    )
    new.add_argument("--notice", metavar="公示", action="append", default=[], help="放哪些公示；不写就是没到期的全部")
    new.add_argument("--empty", action="store_true", help="先不放内容")
    add_json(new)

    listed = _command(boards, "list", "列出存着的公示栏，哪一块该换了", _list, board=False)
    add_json(listed)
    add_json(_command(boards, "show", "看一块：设置、每一栏的内容和编号", _show))

    change = _command(boards, "set", "改设置，或者改一份内容的设置", _set)
    change.add_argument("--part", metavar="内容", help="改板上哪一份内容，写编号前 8 位就行")
    change.add_argument("--size", metavar="宽x高", help="板面，毫米")
    change.add_argument("--columns", metavar="栏目", help="逗号隔开的栏目名")
    change.add_argument(
        "settings", metavar="名称=内容", nargs="*", help="例如 title=公开栏 distance:=3 elder:=true near:=true"
    )
    change.set_defaults(rest="settings")

    add = _command(boards, "add", "放上公示、目录条目、文字、二维码或者卡槽", _add)
    what = add.add_mutually_exclusive_group(required=True)
    what.add_argument("--notice", metavar="公示", help="公示编号，写前 8 位就行")
    what.add_argument("--entry", metavar="条目", help="事项编号或者条目编号")
    what.add_argument("--text", metavar="文字", help="自己写的一段话")
    what.add_argument("--code", metavar="网址", help="二维码通向哪里")
    what.add_argument("--slot", choices=["A4", "A3"], help="留出插纸的卡槽")
    add.add_argument("--heading", metavar="标题", default="", help="文字、二维码、卡槽上面的标题")
    add.add_argument("--count", metavar="个", type=int, default=1, help="几个卡槽")
    _add_place(add)

    move = _command(boards, "move", "把一份内容移到别的地方", _move)
    _add_part(move)
    _add_place(move)
    place = _command(boards, "place", "按毫米把一份内容摆在板面上，或者还给它那一栏", _place_part)
    _add_part(place)
    for name, metavar, tells in (
        ("--x", "左边", "离板面左边多少毫米"),
        ("--y", "上边", "离板面上边多少毫米"),
        ("--width", "宽", "毫米"),
        ("--height", "高", "毫米"),
    ):
        place.add_argument(name, metavar=metavar, type=float, help=tells)
    place.add_argument("--auto", action="store_true", help="改回自动排")
    take = _command(boards, "take", "把一份内容拿下来", _take)
    _add_part(take)
    post = _command(boards, "post", "记下哪天贴出去的", _post)
    post.add_argument("--on", metavar="日期", type=date_of, help="不写就是今天")
    _command(boards, "renew", "换成新的一期：到期的拿下来，换上同一种公示里最新的", _renew)
    _command(boards, "remove", "删去一块", _remove)


def _command(
    boards: argparse._SubParsersAction, name: str, tells: str, run: Any, *, board: bool = True
) -> argparse.ArgumentParser:
    parser = boards.add_parser(name, help=tells)
    add_workspace(parser)
    if board:
        parser.add_argument("board", metavar="公示栏", help="编号，写前 8 位就行")
    parser.set_defaults(run=run)
    return parser


def _add_part(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", metavar="内容", help="板上哪一份内容，写编号前 8 位就行")


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--column", metavar="第几栏", type=int, default=1, help="不写就是第 1 栏")
    parser.add_argument("--place", metavar="第几份", type=int, help="不写就放在这一栏最后")


def _print_board(arguments: argparse.Namespace) -> int:
    if arguments.board and (arguments.notice or arguments.distance is not None):
        raise UsageError("board-settled", "存着的公示栏，内容和阅读距离用 board set 改，不在打印时写。")
    with writing(arguments) as workspace:
        report = _printed(workspace, arguments)
        gone = _gone(workspace, arguments.board) if arguments.board else []
    print(f"已印好：{arguments.output}，{report.pages} 页。")
    for message in gone:
        print(f"请看：{message}")
    for warning in report.warnings:
        ways = f"可以：{'；'.join(warning.ways_out)}。" if warning.ways_out else ""
        print(f"请看：{warning.message}{ways}")
    return 0


def _gone(workspace: Workspace, board: str) -> list[str]:
    """What was to be on the paper and is there no more."""
    reasons = stale_reasons(workspace, find_board(workspace, board).board)
    return [reason.message for reason in reasons if reason.code == "board-part-gone"]


def _printed(workspace: Workspace, arguments: argparse.Namespace) -> PrintedBoard:
    path, force = arguments.output, arguments.force
    if arguments.board:
        kept = find_board(workspace, arguments.board)
        tiling = _tiling(arguments, Tiling(kept.board.sheet, kept.board.margin, kept.board.overlap))
        return print_kept_board(workspace, kept, path, tiling=tiling, force=force)
    tiling = _tiling(arguments, Tiling("A4"))
    notices = [find_notice(workspace, name) for name in arguments.notice]
    size = read_size(arguments.size)
    distance = 2.0 if arguments.distance is None else arguments.distance
    return print_board_of(workspace, notices, path, size=size, distance=distance, tiling=tiling, force=force)


def _tiling(arguments: argparse.Namespace, usual: Tiling) -> Tiling | None:
    """How the board is cut; what was not said is as `usual`."""
    if arguments.tile is None:
        return None
    margin = usual.margin if arguments.margin is None else arguments.margin
    overlap = usual.overlap if arguments.overlap is None else arguments.overlap
    return Tiling(arguments.tile, margin, overlap)


def _new(arguments: argparse.Namespace) -> int:
    size = read_size(arguments.size)
    with writing(arguments) as workspace:
        board = _begun(workspace, arguments, size)
        if arguments.title:
            board = structs.replace(board, title=arguments.title)
        id = keep_board(workspace, board)
    if arguments.json:
        print_json({"id": id})
    else:
        print(f"已新建“{board.title}”，{len(list(board.parts()))} 份内容，编号 {id}")
    return 0


def _begun(workspace: Workspace, arguments: argparse.Namespace, size: tuple[int, int]) -> StoredBoard:
    notices = {source.id: source for source in notice_sources(workspace)}
    named = [notices[find_notice(workspace, name).id] for name in arguments.notice]
    board = proposed_board(workspace, [] if arguments.empty else named or None, size)
    if arguments.columns is None or arguments.columns == _SUBJECTS:
        return board
    if arguments.columns != _VILLAGE:
        return divided(board, _titles(arguments.columns))
    parts = list(board.parts())
    board = divided(structs.replace(board, columns=()), USUAL_COLUMNS)
    for part in parts:
        board = hung(board, part, village_column(notices[part.source]))
    return board


def _titles(text: str) -> list[str]:
    titles = [title.strip() for title in text.replace("，", ",").split(",")]
    if not all(titles) or len(set(titles)) != len(titles):
        raise UsageError("columns-wrong", f"“{text}”不是栏目名，没有改动。要写成 党务公开,村务公开,财务公开。")
    return titles


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        boards = [(kept, stale_reasons(workspace, kept.board)) for kept in kept_boards(workspace)]
    if arguments.json:
        print_json([_facts(kept) | {"stale": [asdict(reason) for reason in reasons]} for kept, reasons in boards])
        return 0
    for kept, reasons in boards:
        board = kept.board
        posted = f"{plain_date(board.posted.on)}贴出" if board.posted else "还没有贴"
        print(f"{kept.id[:8]}\t{board.title}\t{board.width}x{board.height}\t{posted}")
        for reason in reasons:
            print(f"\t请看：{reason.message}")
    if not boards:
        print("还没有公示栏。")
    return 0


def _facts(kept: KeptBoard) -> dict[str, Any]:
    board = kept.board
    posted = board.posted.on.isoformat() if board.posted else None
    parts = len(list(board.parts()))
    facts = {"id": kept.id, "title": board.title, "width": board.width, "height": board.height}
    return facts | {"parts": parts, "made_at": kept.made_at, "posted": posted}


def _show(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        sources = sources_of(workspace, kept.board)
        reasons = stale_reasons(workspace, kept.board)
    if arguments.json:
        print_json(content_for_json(kept) | {"stale": [asdict(reason) for reason in reasons]})
        return 0
    board = kept.board
    print(f"{board.title}\t{board.width}x{board.height} 毫米\t站 {board.distance:g} 米看")
    for number, column in enumerate(board.columns, start=1):
        print(f"第{number}栏　{column.title}")
        for part in column.parts:
            source = sources.get(part.source)
            name = source.title if source else part.heading or part.text or PART_WORDS[part.kind]
            place = part.place
            where = f"\t摆在 {place.x:g},{place.y:g}，{place.width:g}×{place.height:g} 毫米" if place else ""
            print(f"\t{part.id[:8]}\t{PART_WORDS[part.kind]}\t{name}{where}")
    for reason in reasons:
        print(f"请看：{reason.message}")
    return 0


def _set(arguments: argparse.Namespace) -> int:
    if not (arguments.settings or arguments.size or arguments.columns):
        raise UsageError("nothing-to-set", "要写改什么，例如 title=公开栏、distance:=3，没有改动。")
    values = dict(_settings(arguments.settings))
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        board = kept.board
        if arguments.part:
            board = with_part(board, _changed(find_part(board, arguments.part), values))
        else:
            board = _changed(board, values)
        if arguments.size:
            width, height = read_size(arguments.size)
            board = structs.replace(board, width=width, height=height)
        if arguments.columns:
            board = divided(board, _titles(arguments.columns))
        return _keep(workspace, kept, board, "改好了。")


def _settings(words: Sequence[str]) -> list[tuple[str, Any]]:
    try:
        return [(key, json.loads(text) if sign == ":=" else text) for key, sign, text in assignments(list(words))]
    except json.JSONDecodeError as error:
        raise UsageError("assignment-wrong", "“:=”后面要写 JSON，例如 distance:=3、elder:=true，没有改动。") from error


def _changed(kept: Kept, values: dict[str, Any]) -> Kept:
    """The board or part with these settings. A board's height has an option of its own, a part's is a setting."""
    not_set = _OF_THE_BOARD if isinstance(kept, StoredBoard) else _OF_THE_PART
    known = [name for name in kept.__struct_fields__ if name not in not_set]
    wrong = [key for key in values if key not in known]
    if wrong:
        raise UsageError("setting-unknown", f"没有“{wrong[0]}”这个设置，没有改动。可以改的有：{'、'.join(known)}。")
    try:
        return msgspec.convert(msgspec.to_builtins(kept) | values, type(kept))
    except msgspec.ValidationError as error:
        raise UsageError(
            "setting-wrong", "写的内容不合这个设置，没有改动。数和是否要用 :=，例如 elder:=true。"
        ) from error


def _add(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        part = _new_part(workspace, arguments)
        board = hung(kept.board, part, arguments.column - 1, _place(arguments))
        return _keep(workspace, kept, board, f"放上去了，编号 {part.id}")


def _new_part(workspace: Workspace, arguments: argparse.Namespace) -> BoardPart:
    heading = arguments.heading
    if arguments.notice:
        return new_part("notice", source=find_notice(workspace, arguments.notice).id)
    if arguments.entry:
        id = find_entry(workspace, arguments.entry).id
        if id not in entry_sources(workspace, [id]):
            raise UserFacingError("entry-not-for-board", "这一条是别的单位的，或者写明了不涉及，没有放上去。")
        return new_part("entry", source=id)
    if arguments.code:
        return new_part("code", heading=heading, text=arguments.code)
    if arguments.slot:
        return new_part("slot", heading=heading, sheet=arguments.slot, count=arguments.count)
    return new_part("text", heading=heading, text=arguments.text)


def _place(arguments: argparse.Namespace) -> int | None:
    return None if arguments.place is None else arguments.place - 1


def _move(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        part = find_part(kept.board, arguments.part)
        return _keep(workspace, kept, hung(kept.board, part, arguments.column - 1, _place(arguments)), "移好了。")


def _place_part(arguments: argparse.Namespace) -> int:
    wanted = {key: getattr(arguments, key) for key in ("x", "y", "width", "height")}
    wanted = {key: length for key, length in wanted.items() if length is not None}
    if bool(wanted) == arguments.auto:
        raise UsageError("place-wrong", "要写 --x --y --width --height，或者只写 --auto，没有改动。")
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        part = find_part(kept.board, arguments.part)
        if arguments.auto:
            return _keep(workspace, kept, placed(kept.board, part.id, None), "改回自动排了。")
        stood = msgspec.to_builtins(part.place) if part.place else {}
        if missing := [f"--{key}" for key in ("x", "y", "width", "height") if key not in stood | wanted]:
            raise UsageError("place-wrong", f"第一次摆，四个数都要写，还缺 {'、'.join(missing)}，没有改动。")
        place = msgspec.convert(stood | wanted, Place)
        return _keep(workspace, kept, placed(kept.board, part.id, place), "摆好了。")


def _take(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        board = taken_down(kept.board, find_part(kept.board, arguments.part).id)
        return _keep(workspace, kept, board, "拿下来了。")


def _post(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        on = arguments.on or workspace.today()
        post_board(workspace, find_board(workspace, arguments.board).id, on)
    print(f"记下了：{plain_date(on)}贴出。")
    return 0


def _renew(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        board = renewed(workspace, kept.board)
        count = len(list(board.parts()))
        return _keep(workspace, kept, board, f"换成了新的一期，{count} 份内容。", "公示栏换成新的一期")


def _remove(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        kept = find_board(workspace, arguments.board)
        remove_board(workspace, kept.id)
    print(f"已删去“{kept.board.title}”。")
    return 0


def _keep(workspace: Workspace, kept: KeptBoard, board: StoredBoard, told: str, label: str = "") -> int:
    keep_board(workspace, board, kept.id, label)
    print(told)
    return 0
