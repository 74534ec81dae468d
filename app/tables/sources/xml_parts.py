"""The XML parts of an Office file, read as a stream: bounded, without document types and so without entities."""

import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import PurePosixPath
from xml.parsers import expat

from app.errors import UserFacingError
from app.tables.sources.bounds import LARGEST_UNPACKED, MEGABYTE, Reading

_CHUNK = 64 * 1024
#: Elements within elements; Office needs about ten for a table within a table.
_DEEPEST = 2_000

Attributes = Mapping[str, str]
Begin = Callable[[Attributes], None]
End = Callable[[], None]


class Handler:
    """Gets the elements and texts of a part, in their order. Names and attributes come without their prefixes."""

    names: frozenset[str] | None = None
    """The only elements it wants to hear of; None for all."""
    bare: frozenset[str] = frozenset()
    """Those whose attributes have no prefixes, which then are not looked for."""
    pieces: list[str] | None = None
    """Where given, `data` is not called: here stands the text since the last element began."""

    def begin_of(self, name: str) -> Begin | None:
        """What is called where elements of a name begin, asked once for each name; None for nothing."""
        return partial(self.start, name) if self.names is None or name in self.names else None

    def end_of(self, name: str) -> End | None:
        """What is called where they end."""
        return partial(self.end, name) if self.names is None or name in self.names else None

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text within the element that began last; long texts may come in pieces."""


class Parts:
    """The parts of an Office file by their names."""

    def __init__(self, archive: zipfile.ZipFile, reading: Reading) -> None:
        self._archive, self._reading = archive, reading
        self._members = {plain_name(member.filename).lower(): member for member in archive.infolist()}
        # zipfile never reads past the size a member declares, so the declared sizes bound what follows.
        xml = [member.file_size for name, member in self._members.items() if name.endswith((".xml", ".rels", ".vml"))]
        self._done, self._total = 0, sum(xml)
        if self._total > LARGEST_UNPACKED:
            raise UserFacingError(
                "unpacks-too-large",
                f"“{reading.name}”展开后超过{LARGEST_UNPACKED // MEGABYTE} MB，不像正常的表格，没有读。"
                "请把要用的内容复制到一个新文件里另存。",
            )

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def read(self, name: str, handler: Handler) -> None:
        """Read a part through the handler; raises UserFacingError for damage and for document types."""
        member = self._members.get(name.lower())
        if member is None:
            raise self._reading.damaged(f"{name} is missing")
        parser = self._parser(handler)
        with self._archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
                self._done += len(chunk)
                self._reading.tell(min(self._done, self._total), self._total)
        parser.Parse(b"", True)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part points to: {id: (last word of the kind, name)}; those outside the file are left out."""
        path = PurePosixPath(name)
        relations = _Relations(path.parent)
        listing = str(path.parent / "_rels" / f"{path.name}.rels")
        if listing in self:
            self.read(listing, relations)
        return relations.found

    def _parser(self, handler: Handler) -> expat.XMLParserType:
        depth = 0
        begins: dict[str, Begin | None] = {}
        """By names as they stand in the file, here and below."""
        ends: dict[str, End | None] = {}
        pieces = [] if handler.pieces is None else handler.pieces
        forget, bare_ones = pieces.clear, handler.bare

        def begin_of(name: str) -> Begin | None:
            bare = name.rpartition(":")[2]
            begins[name], ends[name] = handler.begin_of(bare), handler.end_of(bare)
            return begins[name]

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > _DEEPEST:
                raise self._reading.damaged("elements nested too deep")
            forget()
            begin = begins[name] if name in begins else begin_of(name)
            if begin is not None:
                if attributes and name not in bare_ones and ":" in "".join(attributes):
                    attributes = {key.rpartition(":")[2]: attributes[key] for key in attributes}
                begin(attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            ended = ends[name]
            if ended is not None:
                ended()

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = handler.data if handler.pieces is None else pieces.append
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        return parser

    def _refuse_doctype(self, *_: object) -> None:
        raise UserFacingError(
            "document-type",
            f"“{self._reading.name}”里夹带了正常文件不会有的内容，为了安全没有读。"
            "请用 WPS 或 Office 打开它，另存一份再选。",
            "DOCTYPE in a part",
        )


def plain_name(name: str) -> str:
    """The name of a part with slashes between its folders; some programs write backslashes, or a slash first."""
    return name.replace("\\", "/").lstrip("/")


def number(text: str | None, default: int = 0) -> int:
    """A whole number as attributes write it; the default where there is none."""
    if not text or len(text) > 11:
        return default
    return int(text) if text.isdecimal() or (text.lstrip("+-").isdecimal() and text[-1].isdecimal()) else default


def is_on(text: str | None) -> bool:
    """Whether an on/off attribute says on; an element without the attribute says on, too."""
    return text is None or text in ("1", "true", "on")


def read_handler(parts: Parts, name: str | None, handler: Handler) -> None:
    """Read a part if the file has it."""
    if name is not None and name in parts:
        parts.read(name, handler)


class _Relations(Handler):
    def __init__(self, folder: PurePosixPath) -> None:
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def start(self, name: str, attributes: Attributes) -> None:
        target = attributes.get("Target", "")
        if name != "Relationship" or attributes.get("TargetMode") == "External" or not target:
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found[attributes.get("Id", "")] = (kind, _joined(self._folder, target))


def _joined(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    steps: list[str] = []
    for step in (folder / target).parts:
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def first_of(related: Mapping[str, tuple[str, str]], kind: str) -> str | None:
    """The name of the first related part of a kind, None without one."""
    return next((name for found, name in related.values() if found == kind), None)
