"""What the program says about itself: its version, the standards it carries, and whose fonts and icons it uses."""

from dataclasses import dataclass

from app import __version__
from app.resources import resource_path
from app.standards.library import load_library

_LICENCES = (
    ("思源黑体（Noto Sans SC）", "fonts/LICENSE-NotoSansSC.txt"),
    ("思源宋体（Noto Serif SC）", "fonts/LICENSE-NotoSerifSC.txt"),
    ("霞鹜文楷（LXGW WenKai）", "fonts/LICENSE-LXGWWenKai.txt"),
    ("花园明朝（HanaMin B）", "fonts/LICENSE-HanaMinB.txt"),
    ("Lucide 图标", "icons/lucide/LICENSE"),
)
_DIGEST_LETTERS = 8


@dataclass(frozen=True)
class Licence:
    """Under which terms something of others is part of the program."""

    name: str
    text: str


@dataclass(frozen=True)
class About:
    """`standards` is the beginning of the digest of everything in the standard library."""

    version: str
    fields: int
    items: int
    notices: int
    standards: str
    licences: tuple[Licence, ...]


def about() -> About:
    """Read what there is to say. Raises `UserFacingError` when a file of the installation is missing."""
    library = load_library()
    return About(
        __version__,
        len(library.fields),
        sum(len(field.items) for field in library.fields.values()),
        len(library.notice_templates),
        library.digest[:_DIGEST_LETTERS],
        tuple(Licence(name, resource_path(file).read_text(encoding="utf-8")) for name, file in _LICENCES),
    )
