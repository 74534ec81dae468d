"""print, table, notice and board: the groups of commands that make papers and tables."""

import argparse

from app.cli import boards, catalogues, cover_sheets, notices, register_papers, table_completing, table_import, tables


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    table = _group(commands, "table", "目录表格", "做什么")
    papers = _group(commands, "print", "打印成 PDF", "印什么")
    notice = _group(commands, "notice", "公示公告", "做什么")
    catalogues.register_table(table)
    tables.register_table(table)
    table_import.register_table(table)
    table_completing.register_table(table)
    catalogues.register_print(papers)
    notices.register_print(papers)
    boards.register_print(papers)
    cover_sheets.register_print(papers)
    register_papers.register_print(papers)
    notices.register_notice(notice)
    boards.register_board(_group(commands, "board", "公示栏", "做什么"))


def _group(commands: argparse._SubParsersAction, name: str, tells: str, asks: str) -> argparse._SubParsersAction:
    return commands.add_parser(name, help=tells).add_subparsers(title=asks, metavar=asks, required=True)
