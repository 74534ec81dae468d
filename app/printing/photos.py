"""Photos and scans as they are shown and printed: small, upright, and written anew, so that nothing of what cameras
hide in their files (where and by whom it was taken) leaves the house.

Files come from telephones and from strangers: only a few formats are read, and none whose pixels would not fit in
memory. Decoding takes its time and belongs on no thread that somebody waits for.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from app.attachments import LARGEST
from app.errors import UserFacingError
from app.printing.raster import open_pages
from db.filesystem import plain_disk_errors

MOST_PIXELS = 64_000_000
"""What telephones make in their usual mode; decoded it takes a fifth of a gigabyte."""
_FORMATS = ("JPEG", "PNG", "BMP", "WEBP")
_QUALITY = 85
_PDF_MARK = b"%PDF-"
_HEIC_MARKS = (b"ftyphei", b"ftypmif1", b"ftypmsf1", b"ftyphev")


@dataclass(frozen=True)
class Photo:
    """A JPEG without metadata, upright; width and height in pixels."""

    jpeg: bytes
    width: int
    height: int


def photo_of(path: Path, longest: int, name: str = "") -> Photo:
    """Return a photo, or the first page of a scan, with no side longer than `longest` pixels.

    Raises `UserFacingError` for a file that is too large, none of a photo, or damaged; `name` is what it is called.
    """
    called = name or path.name
    with plain_disk_errors(path):
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    if size > LARGEST:
        raise UserFacingError(
            "photo-too-large", f"“{called}”有 {size >> 20} MB，太大了，没有打开。一张最多 {LARGEST >> 20} MB，请压缩。"
        )
    if any(mark in content[:32] for mark in _HEIC_MARKS):
        raise UserFacingError(
            "photo-heic", f"“{called}”是 HEIC 格式，这里打不开。请在手机里选“兼容性最佳”重拍，或者转成 JPG 再放。"
        )
    with _plain_words(called):
        return _written_anew(_scan(content, longest) if content.startswith(_PDF_MARK) else _photo(content), longest)


@contextmanager
def _plain_words(name: str) -> Iterator[None]:
    """Whatever a damaged file makes the reader stumble over is one and the same to the clerk."""
    try:
        yield
    except UserFacingError:
        raise
    except Exception as error:
        raise UserFacingError(
            "photo-unreadable",
            f"“{name}”打不开：不是照片，或者文件坏了。请用 JPG、PNG 格式的照片，或者重新拍一张。",
            f"{type(error).__name__}: {error}",
        ) from error


def _photo(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(str(error)) from error
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels(f"{width}×{height}")
    return image


def _too_many_pixels(details: str) -> UserFacingError:
    return UserFacingError(
        "photo-too-large",
        f"照片超过了 {MOST_PIXELS // 10_000} 万像素，太大了，没有打开。请用手机的普通模式拍，或者缩小以后再放。",
        details,
    )


def _scan(content: bytes, longest: int) -> Image.Image:
    with open_pages(content) as pages:
        width, height = pages.sizes[0]
        scale = longest / max(width, height)
        raster = pages.draw(0, max(round(width * scale), 1), max(round(height * scale), 1))
    return Image.frombuffer("RGB", (raster.width, raster.height), raster.pixels, "raw", "BGRX", 0, 1)


def _written_anew(image: Image.Image, longest: int) -> Photo:
    # A JPEG is decoded at a fraction of its size at once.
    image.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((longest, longest))
    plain = Image.new("RGB", upright.size, "white")
    with_alpha = upright.convert("RGBA")
    plain.paste(with_alpha, mask=with_alpha)
    file = io.BytesIO()
    plain.save(file, "JPEG", quality=_QUALITY)
    return Photo(file.getvalue(), *plain.size)
