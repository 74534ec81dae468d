"""The XML parts of an Office file (.xlsx, .docx), read within bounds: a file may be made to exhaust its reader."""

import base64
import binascii
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from app.checks.digit_groups import LEAST_DIGITS
from app.errors import UserFacingError

MAX_PARTS = 5_000
MAX_PART_SIZE = 128 * 1024 * 1024  # bytes, unpacked
MAX_TOTAL_SIZE = 512 * 1024 * 1024  # bytes, unpacked
_XML = (".xml", ".rels", ".vml")
#: How files begin that hold others: archives, older Office files, PDF.
_FILES_WITHIN = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
_REMARKS = ("comment", "pi")
_READ = 1024 * 1024
_BARRIER = "\0"
_ENDS = dict.fromkeys(("si", "text", "comment", "is", "oddHeader", "oddFooter"), _BARRIER)
_ENDS |= {"p": "\n", "br": "\n", "cr": "\n", "tab": "\t"}
_WRITTEN = {"t", "delText", "instrText"}


class Cell(NamedTuple):
    """A value and, if there is one, its formula. `where` names the cell in Chinese, `numeric` tells numbers apart."""

    where: str
    row: int
    column: int
    text: str
    numeric: bool = False
    formula: str = ""


class LooseText(NamedTuple):
    """Text outside the cells."""

    where: str
    text: str


class OfficeParts:
    """An open Office file. Raises UserFacingError, naming the file, for what is damaged, locked or too large."""

    def __init__(self, source: Path | BinaryIO, name: str) -> None:
        self._name = name
        self._total = 0
        self._remarks: dict[LooseText, None] = {}
        try:
            self._zip = ZipFile(source)
        except (BadZipFile, OSError, ValueError) as error:
            raise self._unreadable(error) from error
        self.names = {info.filename for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MAX_PARTS:
            raise self._too_large()

    @property
    def xml_parts(self) -> list[str]:
        """Names of the parts that are XML."""
        return sorted(name for name in self.names if name.endswith(_XML))

    def other_texts(self) -> Iterator[LooseText]:
        """All parts that are no XML, as text. Raises UserFacingError where a part is a file that holds others."""
        for part in sorted(self.names.difference(self.xml_parts)):
            content = b"".join(self._chunks(part))
            if content.startswith(_FILES_WITHIN):
                raise UserFacingError(
                    "file-unreadable",
                    f"{self._name} 里嵌着别的文件（{part}），没法检查里面有没有个人信息，所以没有放行。"
                    "请删去嵌着的文件，另存后再做。",
                )
            yield LooseText(f"部件 {part}", content.decode("utf-8", "replace"))

    def remarks(self) -> Iterator[LooseText]:
        """What stands in the parts parsed so far where no program shows it: comments and instructions of the XML."""
        yield from self._remarks

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def texts_outside(self, part: str, where: str, inside: Collection[str] = ()) -> Iterator[LooseText]:
        """All text and attributes of a part but those in elements named by `inside`, letters of a paragraph joined."""
        written: list[str] = []
        depth = 0
        for event, element in self.events(part, ("start", "end")):
            tag = tag_of(element)
            if event == "start":
                depth += tag in inside
                continue
            if depth:
                depth -= tag in inside
                element.clear()
                continue
            if tag in _WRITTEN:
                written.append(element.text or "")
            else:
                written += stray_texts(element)
            written.append(_ENDS.get(tag, ""))
            yield from texts_of_attributes(element, where)
        yield LooseText(where, "".join(written))

    def events(self, part: str, events: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
        """Parse events of a part; none if there is no such part. expat itself stops entities that multiply."""
        if part not in self.names:
            return
        parser: ElementTree.XMLPullParser = ElementTree.XMLPullParser((*events, *_REMARKS))  # type: ignore[arg-type]  # its stubs list the events one by one
        try:
            for chunk in self._chunks(part):
                parser.feed(chunk)
                yield from self._told_apart(parser, part)
            parser.close()
            yield from self._told_apart(parser, part)
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self._unreadable(error) from error

    def _told_apart(self, parser: ElementTree.XMLPullParser, part: str) -> Iterator[tuple[str, Element]]:
        """Yield what a parser has met; its remarks are kept for later."""
        told: Iterator[tuple[str, Element]] = parser.read_events()  # type: ignore[assignment]  # none of namespaces
        for event, element in told:
            if event in _REMARKS:
                self._remarks[LooseText(f"部件 {part} 的注释", element.text or "")] = None
            else:
                yield event, element

    def _chunks(self, part: str) -> Iterator[bytes]:
        size = 0
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_READ):
                    size += len(chunk)
                    self._total += len(chunk)
                    if size > MAX_PART_SIZE or self._total > MAX_TOTAL_SIZE:
                        raise self._too_large()
                    yield chunk
        except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> UserFacingError:
        return UserFacingError(
            "file-unreadable",
            f"{self._name} 打不开（文件损坏或者加了密码），没法检查里面有没有个人信息，所以没有放行。"
            "请重新生成这个文件。",
            str(error),
        )

    def _too_large(self) -> UserFacingError:
        return UserFacingError(
            "file-too-large",
            f"{self._name} 展开后太大，不像正常的表格，没法检查里面有没有个人信息，所以没有放行。请拆成几个文件再做。",
        )


def part_names(source: Path | BinaryIO, name: str) -> set[str]:
    """Names of the parts of an archive. Raises UserFacingError, naming the file, for what is damaged or too large."""
    parts = OfficeParts(source, name)
    parts.close()
    return parts.names


def texts_of_attributes(element: Element, where: str) -> Iterator[LooseText]:
    """Attributes that may say something private: long enough for a personal number, or words."""
    return (LooseText(where, value) for value in element.attrib.values() if may_be_private(value))


def may_be_private(text: str) -> bool:
    """Whether a text is long enough for a personal number, or has words, which may name a child or a door."""
    return len(text) >= LEAST_DIGITS or not text.isascii()


def stray_texts(element: Element) -> Iterator[str]:
    """Text that an element holds itself, parted from what stands beside it. The data of a field in Word, which are
    base64, are given as what they say, too, in letters of two bytes at either place and of one."""
    if not element.text or not element.text.strip():
        return
    yield f"{_BARRIER}{element.text}{_BARRIER}"
    if tag_of(element) == "fldData":
        content = _unpacked(element.text)
        for letters in (content, content[1:]):
            yield letters.decode("utf-16-le", "replace") + _BARRIER
        yield content.decode("utf-8", "replace") + _BARRIER


def _unpacked(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded)
    except (binascii.Error, ValueError):  # data that are no base64 say only what stands there
        return b""


def tag_of(element: Element) -> str:
    """Name without its namespace, which differs between the strict and the transitional format."""
    return element.tag.rpartition("}")[2]
