"""A reportlab canvas for documents that last: no font but embedded ones, metadata and colours by PDF/A-2b.

The rules of ISO 19005-2 level B are kept (embedded fonts, XMP metadata, an output intent for the colours, no
encryption); no file claims it, since no validator of that level has passed one. Pages are compressed as soon as they
are finished, and the same content gives the same bytes.

Used of reportlab 5.1.0 beyond its documentation: `Canvas._doc`, `Canvas._make_preamble`, `PDFDocument.Reference`,
`.Catalog`, `.idToObject`, `.thisPageName` and `.updateSignature`, `PDFPage.Contents`, `.Resources` and `.XObjects`,
`PDFCatalog.__NoDefault__` and the classes of `pdfdoc`. A test pins the version; when it changes, check these.
"""

import hashlib
import io
import unicodedata
import zlib
from collections.abc import Mapping
from datetime import date
from html import escape

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from app.resources import resource_bytes

rl_config.useA85 = 0  # ASCII85 makes pages a quarter larger and a tenth slower, and no printer needs it

CREATOR = "公开清单助手"
_PRINTED_ANNOTATION = 4
_COMPRESSION = 2  # of 9: half the time of the usual 6 for 7 percent more bytes
_FLATE = pdfdoc.PDFName("FlateDecode")
COLOURS = "sRGB IEC61966-2.1"
INTENT = "GTS_PDFA1"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>{creator}</pdf:Producer>
<pdf:Keywords></pdf:Keywords>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00+08:00</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00+08:00</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class PdfCanvas(Canvas):
    """A canvas whose pages are drawn with literal operators and fonts of `pdf_font`."""

    def __init__(self, title: str, author: str, subject: str, created: date):
        super().__init__(io.BytesIO(), pageCompression=1, invariant=1, lang="zh-CN", pdfVersion=(1, 7))
        title, author, subject = map(visible, (title, author, subject))
        self.setTitle(title)
        self.setAuthor(author)
        self.setSubject(subject)
        self.setCreator(CREATOR)
        self.setProducer(CREATOR)
        day = pdf_date(created)
        self.setDateFormatter(lambda *_: day)
        self._add_metadata(title, author, subject, created)
        self._add_output_intent()
        self._resources = self._shared_resources()

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"  # reportlab's own names Helvetica, which is never embedded

    def showPage(self) -> None:
        """Finish the page and compress its content at once: a thousand pages would not fit in memory otherwise."""
        name = self._doc.thisPageName()
        super().showPage()
        page = self._doc.idToObject[name]
        page.Contents = pdfdoc.PDFArray([self._content_reference(page.stream)])
        page.stream = None
        if page.XObjects is None:
            page.Resources = self._resources

    def add_to_page(self, number: int, content: str) -> None:
        """Add operators to the finished page of that number (from 1). They begin with a fresh graphics state."""
        page = self._doc.idToObject[f"Page{number}"]
        page.Contents.sequence.append(self._content_reference(content))

    def add_drawing(self, name: str, width: float, height: float, content: str) -> None:
        """Define operators that `doForm` shows on any page by their name; the size is in points."""
        fonts = pdfdoc.PDFDictionary({"Font": pdfdoc.PDFObjectReference("BasicFonts")})
        entries = {
            "Type": pdfdoc.PDFName("XObject"),
            "Subtype": pdfdoc.PDFName("Form"),
            "BBox": pdfdoc.PDFArray([0, 0, width, height]),
            "Resources": fonts,
        }
        self._doc.Reference(pdf_stream(content.encode("latin-1"), compress=True, **entries), pdfdoc.xObjectName(name))
        self._doc.updateSignature(hashlib.sha256(content.encode("latin-1")).digest())

    def add_picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """Show a JPEG in a box on the page being drawn, in points; its bytes go into the file as they are."""
        self.drawImage(ImageReader(io.BytesIO(jpeg)), x, y, width, height)

    def add_bookmark(self, title: str, key: str, level: int) -> None:
        """List the page being drawn in the reader's side panel."""
        self.bookmarkPage(key)
        self.addOutlineEntry(visible(title), key, level)
        self.showOutline()

    def add_link(self, box: tuple[float, float, float, float], key: str) -> None:
        """Make a box (left, bottom, right, top in points) lead to a bookmark."""
        self.linkAbsolute("", key, box, Border="[0 0 0]", F=_PRINTED_ANNOTATION)

    def _content_reference(self, content: str) -> pdfdoc.PDFObjectReference:
        stream = pdf_stream(f"q\n{content}\nQ\n".encode("latin-1"), compress=True)
        self._doc.updateSignature(hashlib.sha256(stream.content).digest())
        return self._doc.Reference(stream)

    def _shared_resources(self) -> pdfdoc.PDFObjectReference:
        """What every page without drawings names: the fonts."""
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        return self._doc.Reference(resources)

    def _add_metadata(self, title: str, author: str, subject: str, created: date) -> None:
        packet = metadata_packet(title, author, subject, created)
        stream = pdf_stream(packet, Type=pdfdoc.PDFName("Metadata"), Subtype=pdfdoc.PDFName("XML"))
        self._doc.Catalog.Metadata = self._doc.Reference(stream)

    def _add_output_intent(self) -> None:
        """Say what the colours mean: black text and coloured boards are sRGB."""
        profile = pdf_stream(resource_bytes("icc/srgb.icc"), compress=True, N=3)
        intent = {
            "Type": pdfdoc.PDFName("OutputIntent"),
            "S": pdfdoc.PDFName(INTENT),
            "OutputConditionIdentifier": pdfdoc.PDFString(COLOURS),
            "Info": pdfdoc.PDFString(COLOURS),
            "DestOutputProfile": self._doc.Reference(profile),
        }
        catalog = self._doc.Catalog
        catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]  # those entries it writes


class _Stream(pdfdoc.PDFObject):
    """A stream whose end stands on a line of its own, as ISO 19005-2 6.1.7.1 wants and reportlab does not write."""

    def __init__(self, entries: Mapping[str, object], content: bytes):
        self._entries = entries
        self.content = content

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The object as it stands in the file."""
        entries = pdfdoc.PDFDictionary({**self._entries, "Length": len(self.content)})
        return b"".join((entries.format(document), b"\nstream\n", self.content, b"\nendstream\n"))


def metadata_packet(title: str, author: str, subject: str, created: date) -> bytes:
    """XMP metadata that say the same as the properties of a document."""
    values = {"title": title, "author": author, "subject": subject, "creator": CREATOR}
    escaped = {name: escape(visible(value), quote=False) for name, value in values.items()}
    return _XMP.format(day=created.isoformat(), **escaped).encode("utf-8")


def pdf_date(day: date) -> str:
    """A day as the properties of a document write it."""
    return f"D:{day:%Y%m%d}000000+08'00'"


def pdf_stream(content: bytes, *, compress: bool = False, **entries: object) -> _Stream:
    """A stream object with the entries of its dictionary, compressed at once if at all."""
    if compress:
        content = zlib.compress(content, _COMPRESSION)
        entries["Filter"] = _FLATE
    return _Stream(entries, content)


def visible(text: str) -> str:
    """Text for titles and bookmarks, where control characters and broken code points have no place."""
    return "".join(character for character in text if not unicodedata.category(character).startswith("C"))
