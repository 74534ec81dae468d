"""The photos of a notice on the wall: which there are, one large on a sheet of its own, a few on the proof.

Files stay beside the workspace under the digest they are named by; what leaves is written anew (`app.printing.photos`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.attachments import attachment_folder, is_as_stored, stored_attachments
from app.checks.privacy_gate import check_drawn
from app.errors import UserFacingError
from app.printing.paper import Paper
from app.printing.photo_rows import MOST_PHOTOS, CaptionedPhoto
from app.printing.photos import Photo, photo_of
from app.printing.sheet_sizes import page_size
from app.printing.text import fit_line, text_style
from app.products.outgoing import Outgoing
from app.registers.postings import PostingRecord
from app.tables.rows import written_date
from app.workspace import Workspace

LOOK_YOURSELF = "照片里的字程序认不出来，请自己看一遍有没有身份证号、电话、人脸这些不该露出来的。"
_ON_PROOF, _LARGE, _SMALL = 1400, 2400, 320
"""Pixels of the longer side."""
_MARGIN, _CAPTION = 15.0, 10.0


@dataclass(frozen=True)
class PostingPhoto:
    """A photo taken when a notice was hung up, or before it came down (`is_down`); `name` is that of the file as it
    came, "" where it is not known."""

    sha256: str
    path: Path
    name: str
    day: date
    is_down: bool = False

    @property
    def key(self) -> str:
        """What names it among the photos of its notice."""
        return f"{'down' if self.is_down else 'hung'}:{self.sha256}"

    @property
    def words(self) -> str:
        """When it was taken."""
        return f"{'撤下' if self.is_down else '张贴'}时　{written_date(self.day)}"

    @property
    def short_words(self) -> str:
        """The same where there is little room."""
        return f"{'撤下' if self.is_down else '张贴'}　{self.day.month}月{self.day.day}日"


def photos_of(workspace: Workspace, record: PostingRecord) -> tuple[PostingPhoto, ...]:
    """Return the photos of a posting, those of its hanging in front."""
    folder = attachment_folder(workspace.path)
    names = {each.sha256: each.name for each in stored_attachments(workspace)} if record.photos else {}
    hung = (PostingPhoto(id, folder / id, names.get(id, ""), record.posted) for id in record.photos)
    day = record.taken_down or record.posted
    down = (PostingPhoto(id, folder / id, names.get(id, ""), day, is_down=True) for id in record.photos_down)
    return (*hung, *down)


def check_photo(path: Path) -> Photo:
    """Return a file small, as a list shows it. Raises `UserFacingError` for what is no photo that can be shown."""
    return photo_of(path, _SMALL)


def small_photo(photo: PostingPhoto) -> Photo:
    """Return a photo as small as a list shows it. Needs no store. Raises `UserFacingError` where none is to be seen."""
    return _read(photo, _SMALL)


def for_proof(photos: Sequence[PostingPhoto]) -> tuple[PostingPhoto, ...]:
    """Return the photos that a proof of one page has room for: some of the hanging and some of the taking down."""
    hung, down = ([each for each in photos if each.is_down is is_down] for is_down in (False, True))
    few_down = down[: max(MOST_PHOTOS // 2, MOST_PHOTOS - len(hung))]
    return (*hung[: MOST_PHOTOS - len(few_down)], *few_down)


def read_for_proof(photos: Iterable[PostingPhoto]) -> tuple[tuple[CaptionedPhoto, ...], tuple[str, ...]]:
    """Return photos ready to be printed, and sentences of those that cannot be. Needs no store."""
    read, told = [], []
    for each in photos:
        try:
            read.append(CaptionedPhoto(_read(each, _ON_PROOF), each.short_words))
        except UserFacingError as error:
            told.append(error.message)
    return tuple(read), tuple(told)


def draw_photo(photo: PostingPhoto, title: str, unit: str, today: date) -> Outgoing:
    """Draw a photo as large as a sheet of A4 has room for. Needs no store and may run on another thread.

    Raises `UserFacingError` where the file is gone, was changed or cannot be read.
    """
    large = _read(photo, _LARGE)
    size = page_size("A4", landscape=large.width > large.height)
    room = size.width - 2 * _MARGIN, size.height - 2 * _MARGIN - _CAPTION
    scale = min(room[0] / large.width, room[1] / large.height)
    width, height = large.width * scale, large.height * scale
    paper = Paper(title, unit, today)
    paper.new_page(size)
    paper.picture((size.width - width) / 2, _MARGIN, width, height, large.jpeg)
    style = text_style("song", 12)
    caption = fit_line(f"{title}　{photo.words}", style)
    paper.block(_MARGIN, _MARGIN + height + 2, room[0], [caption], style, align="center")
    content = paper.content()
    found = check_drawn(tuple(paper.runs()), tuple(paper.texts()), tuple(paper.outside_texts()))
    return Outgoing(content, 1, found, "打印公示照片", (), to_look_at=(LOOK_YOURSELF,))


def _read(photo: PostingPhoto, longest: int) -> Photo:
    called = photo.name or photo.words
    if not photo.path.is_file():
        raise UserFacingError(
            "photo-missing", f"照片“{called}”不在这台电脑上。它不随工作包走，请在记张贴的那台电脑上看。"
        )
    if not is_as_stored(photo.path):
        raise UserFacingError("photo-changed", f"照片“{called}”存好以后被改动过，没有用它。请从备份里恢复。")
    return photo_of(photo.path, longest, called)
