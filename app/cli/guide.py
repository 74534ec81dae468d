"""guide: the user's guide, as web pages for each kind of reader and one PDF."""

import argparse
from datetime import date
from pathlib import Path

from app.cli.common import add_output
from app.help.guide import write_guide, write_guide_pdf
from app.standards.library import load_library


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    guide = commands.add_parser("guide", help="使用说明：乡镇、村、县里各一份网页，和一本打印用的 PDF")
    what = "文件夹（网页和 PDF），或者一个 .pdf 文件"
    add_output(guide, what, force="以前做的可以换成新的", gated=False)
    guide.set_defaults(run=_guide)


def _guide(arguments: argparse.Namespace) -> int:
    path: Path = arguments.output
    if path.suffix.lower() == ".pdf":
        write_guide_pdf(load_library(), path, date.today(), force=arguments.force)
        print(f"已写好：{path}。")
        return 0
    written = write_guide(load_library(), path, date.today(), force=arguments.force)
    print(f"已写好：{path}，{written.files} 个文件，{written.chapters} 章。打开里面的 index.html 就能看。")
    return 0
