"""What a file is, told by its content and never by its name; what cannot be read is told how to be saved anew."""

import re
import struct
import zipfile
from pathlib import Path

import olefile

from app.errors import UserFacingError
from app.tables.sources.bounds import LARGEST_FILE, MEGABYTE, Reading
from app.tables.sources.ole import ole_names
from app.tables.sources.xml_parts import plain_name

WORKBOOK, OLD_WORKBOOK, DOCUMENT, PAGE, PAGE_ARCHIVE, TEXT = "xlsx", "xls", "docx", "page", "mht", "text"
#: Names that files of each kind have; another name is worth a note.
USUAL_NAMES = {
    WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    OLD_WORKBOOK: (".xls", ".xlt", ".et", ".ett"),
    DOCUMENT: (".docx", ".docm", ".dotx", ".dotm"),
    PAGE: (".html", ".htm", ".xhtml", ".shtml"),
    PAGE_ARCHIVE: (".mht", ".mhtml"),
    TEXT: (".csv", ".txt", ".tsv", ".tab"),
}
#: Every usual name of a file that can be read, as file dialogs want them.
PATTERNS = " ".join(f"*{suffix}" for suffixes in USUAL_NAMES.values() for suffix in suffixes)
KIND_WORDS = {
    WORKBOOK: "Excel 表格",
    OLD_WORKBOOK: "旧式 Excel 表格",
    DOCUMENT: "Word 文档",
    PAGE: "网页",
    PAGE_ARCHIVE: "存成一个文件的网页",
    TEXT: "文字文件",
}
_START = 4096
_AS_XLSX = "请用 WPS 表格或 Excel 打开它，点“文件”→“另存为”，文件类型选“Excel 工作簿（*.xlsx）”，保存后选新存的那一份。"
_AS_DOCX = "请用 WPS 文字或 Word 打开它，点“文件”→“另存为”，文件类型选“Word 文档（*.docx）”，保存后选新存的那一份。"
_FROM_PAPER = (
    "最好向做表的人要原来的 Excel 或 Word 文件。要不到时，用 WPS 打开它，点“转换”→“转为 Excel”，"
    "对照原件核对一遍，另存为“Excel 工作簿（*.xlsx）”后再选。"
)
_UNLOCK = "请用 WPS 或 Office 打开它并输入密码，点“文件”→“文档加密”（Office 里是“信息”→“保护”），去掉密码，保存后再选。"
_UNPACK = "请先把它解压（右键点它，选“解压到当前文件夹”），再选解出来的表格。"
_PAGE_SIGNS = re.compile(rb"<\s*(!doctype\s+html|html|head|meta|body|table|div|p|tr|style|font|span|center)\b", re.I)
_OTHER_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF 文件（多半是打印稿或者扫描件）", _FROM_PAPER),
    (b"{\\rtf", "RTF 文档", _AS_DOCX),
    (b"\x89PNG", "图片", _FROM_PAPER),
    (b"\xff\xd8\xff", "图片", _FROM_PAPER),
    (b"GIF8", "图片", _FROM_PAPER),
    (b"BM", "图片", _FROM_PAPER),
    (b"II*\x00", "图片", _FROM_PAPER),
    (b"MM\x00*", "图片", _FROM_PAPER),
    (b"Rar!", "压缩包", _UNPACK),
    (b"7z\xbc\xaf", "压缩包", _UNPACK),
    (b"\x1f\x8b", "压缩包", _UNPACK),
    (b"\x09\x08", "很早以前的 Excel 表格", _AS_XLSX),
    (b"\x09\x04", "很早以前的 Excel 表格", _AS_XLSX),
    (b"\x09\x02", "很早以前的 Excel 表格", _AS_XLSX),
    (b"\x09\x00\x04\x00", "很早以前的 Excel 表格", _AS_XLSX),
    (b"MZ", "程序", "请选表格文件。"),
    (b"SQLite format 3", "数据库", "请选表格文件。"),
)
#: What is in an Office archive that cannot be read, by the start of the name of a part.
_OTHER_PARTS: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", "二进制的 Excel 表格（.xlsb）", _AS_XLSX),
    ("ppt/", "演示文稿", "请把里面的表格复制到 WPS 表格或 Excel 里，另存为“Excel 工作簿（*.xlsx）”后再选。"),
    ("ofd.xml", "OFD 版式文件", _FROM_PAPER),
    ("content.xml", "OpenDocument 文件", "请用 WPS 或 Office 打开它，另存为 .xlsx（表格）或 .docx（文字）后再选。"),
)


def kind_of(path: Path, reading: Reading) -> str:
    """The kind of a file that can be read; raises UserFacingError for all others, with what to do about it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise UserFacingError(
            "file-unreadable", f"“{path.name}”打不开，什么也没有读。请看看文件还在不在、U盘有没有插好。", str(error)
        ) from error
    if not start.strip(b"\0 \t\r\n"):
        raise UserFacingError("file-empty", f"“{path.name}”是空文件，多半没有拷完。请重新拷一份。")
    if size > LARGEST_FILE:
        raise UserFacingError(
            "file-too-large",
            f"“{path.name}”有{size // MEGABYTE} MB，超过{LARGEST_FILE // MEGABYTE} MB，没有读。"
            "表格不该这么大，请删去里面的图片后另存一份。",
        )
    if start.startswith(b"PK"):
        return _kind_of_archive(path, reading)
    if start.startswith(olefile.MAGIC):
        return _kind_of_ole(path, reading)
    return _kind_by_start(path, start, reading)


def other_name_note(path: Path, kind: str) -> str | None:
    """A sentence for files whose name says another kind than their content; None when both agree."""
    if path.suffix.casefold() in USUAL_NAMES[kind]:
        return None
    return f"文件名是“{path.name}”，其实是{KIND_WORDS[kind]}，已经照{KIND_WORDS[kind]}读了。"


def refusal(name: str, what: str, steps: str, details: str = "") -> UserFacingError:
    """The error that says what a file is and how to come to one that can be read."""
    return UserFacingError("not-a-table", f"“{name}”是{what}，程序不能直接读，什么也没有读。{steps}", details)


def main_part(archive: zipfile.ZipFile, folder: str) -> str:
    """The part of an Office archive that holds the document or workbook itself."""
    usual = {"xl": "xl/workbook.xml", "word": "word/document.xml"}[folder]
    names = [plain_name(name) for name in archive.namelist()]
    if usual in names:
        return usual
    stem = usual.rpartition("/")[2].partition(".")[0]
    return next((name for name in names if re.fullmatch(rf"{folder}/{stem}\d*\.xml", name, re.I)), usual)


def _kind_of_archive(path: Path, reading: Reading) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {plain_name(name).lower() for name in archive.namelist()}
            is_locked = any(member.flag_bits & 1 for member in archive.infolist())
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, NotImplementedError, OSError) as error:
        raise reading.damaged(f"{type(error).__name__}: {error}") from error
    if is_locked:
        raise refusal(path.name, "加了密码的文件", _UNLOCK)
    for start, what, steps in _OTHER_PARTS[:1]:
        if start in names:
            raise refusal(path.name, what, steps)
    for folder, kind in (("xl/", WORKBOOK), ("word/", DOCUMENT)):
        if any(name.startswith(folder) for name in names):
            return kind
    for start, what, steps in _OTHER_PARTS:
        if any(name.startswith(start) for name in names):
            raise refusal(path.name, what, steps)
    raise refusal(path.name, "压缩包", _UNPACK, "、".join(sorted(names)[:10]))


def _kind_of_ole(path: Path, reading: Reading) -> str:
    names = ole_names(path, reading)
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise refusal(path.name, "加了密码的文件", _UNLOCK)
    if names & {"workbook", "book"}:
        return OLD_WORKBOOK
    if "worddocument" in names:
        what = "WPS 文字（.wps）" if path.suffix.casefold() == ".wps" else "旧式 Word 文档（.doc）"
        raise refusal(path.name, what, _AS_DOCX)
    if "powerpoint document" in names:
        raise refusal(path.name, *_OTHER_PARTS[1][1:])
    suffix = path.suffix.casefold()
    steps = _AS_XLSX if suffix in (".et", ".xls") else _AS_DOCX
    raise refusal(path.name, "旧式的办公文件", steps, "、".join(sorted(names)[:10]))


def _kind_by_start(path: Path, start: bytes, reading: Reading) -> str:
    for sign, what, steps in _OTHER_STARTS:
        # A text may well begin with two Latin letters; binary files soon hold zeros.
        if start.startswith(sign) and (len(sign) > 2 or b"\0" in start[:64]):
            raise refusal(path.name, what, steps)
    plain = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain[:13].lower() == b"mime-version:" or b"\nmime-version:" in plain[:1024].lower():
        return PAGE_ARCHIVE
    if not plain.startswith(b"<"):
        return TEXT
    if _PAGE_SIGNS.search(plain):
        return PAGE
    if b"urn:schemas-microsoft-com:office:spreadsheet" in plain or b"Excel.Sheet" in plain[:200]:
        raise refusal(path.name, "XML 格式的 Excel 表格", _AS_XLSX)
    if b"schemas.microsoft.com/office/word" in plain or b"Word.Document" in plain[:200]:
        raise refusal(path.name, "XML 格式的 Word 文档", _AS_DOCX)
    return TEXT
