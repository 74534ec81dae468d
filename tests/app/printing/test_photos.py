"""Photos come small, upright and without what cameras hide in them; hostile files are told of in a sentence."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from app.errors import UserFacingError
from app.printing.photos import photo_of

_ORIENTATION, _GPS, _ARTIST = 0x0112, 0x8825, 0x013B


def camera_file(path: Path, size: tuple[int, int] = (400, 200), *, turned: int = 6) -> Path:
    """A JPEG as telephones write it: lying on its side, with a place and a name in its metadata. The left half is
    red, the right one blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_ARTIST] = turned, "Zhang San"
    exif[_GPS] = {1: "N", 2: (28.0, 12.0, 1.0), 3: "E", 4: (112.0, 58.0, 1.0)}
    image.save(path, "JPEG", exif=exif, quality=95)
    return path


def test_a_photo_is_turned_made_small_and_says_nothing_of_where_it_was_taken(tmp_path: Path) -> None:
    path = camera_file(tmp_path / "墙上.jpg", (4000, 2000))
    assert b"Zhang San" in path.read_bytes()
    photo = photo_of(path, 200)
    assert (photo.width, photo.height) == (100, 200)
    written = Image.open(io.BytesIO(photo.jpeg))
    assert not written.getexif() and b"Zhang" not in photo.jpeg and b"Exif" not in photo.jpeg
    top, bottom = written.getpixel((50, 20)), written.getpixel((50, 180))
    assert top[0] > 200 > 60 > top[2] and bottom[2] > 200 > 60 > bottom[0], "the left side came to the top"


def test_drawings_with_glass_and_scans_are_read_too(tmp_path: Path) -> None:
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(tmp_path / "图.png")
    photo = photo_of(tmp_path / "图.png", 200)
    assert Image.open(io.BytesIO(photo.jpeg)).getpixel((5, 5)) == (255, 255, 255)
    Image.new("RGB", (40, 20), "red").save(tmp_path / "扫描.pdf")
    scan = photo_of(tmp_path / "扫描.pdf", 100)
    assert (scan.width, scan.height) == (100, 50)
    assert Image.open(io.BytesIO(scan.jpeg)).getpixel((50, 25))[0] > 200


def png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xd8\xff\xe0", "不是照片，或者文件坏了"),
        (b"", "不是照片"),
        (b"%PDF-1.4 nothing", "打不开"),
        (png_claiming(60_000, 60_000), "太大了"),
        (png_claiming(9_000, 9_000), "6400 万像素，太大了"),
        (png_claiming(300, 300), "文件坏了"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC 格式"),
        (b"GIF89a" + b"\0" * 50, "不是照片"),
    ],
)
def test_what_is_no_photo_or_would_fill_the_memory_is_refused_in_a_sentence(tmp_path, content, words) -> None:
    path = tmp_path / "坏的.jpg"
    path.write_bytes(content)
    with pytest.raises(UserFacingError, match=words):
        photo_of(path, 200)
