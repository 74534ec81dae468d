"""What makes Excel and Word offer to repair a file, or refuse it, looked for in the parts themselves.

The limits are those of the programs and the orders those of ECMA-376; nothing of the writers is used here.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_S, _W = f"{{{_SHEET}}}", f"{{{_WORD}}}"
_LONGEST_CELL, _LONGEST_NAME, _LONGEST_LIST, _LONGEST_FOOTER = 32_767, 31, 255, 255
_LAST_ROW, _LAST_COLUMN, _HIGHEST_ROW, _WIDEST = 1_048_576, 16_384, 409.5, 255.0
_MOST_WORD_COLUMNS, _LONGEST_PROPERTY = 63, 255

_ORDERS = {
    f"{_S}worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr "
    "conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks "
    "colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture "
    "oleObjects controls webPublishItems tableParts extLst",
    f"{_S}workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr",
    f"{_S}styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    f"{_W}tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    f"{_W}tblBorders": "top left start bottom right end insideH insideV",
    f"{_W}tblCellMar": "top left start bottom right end",
    f"{_W}tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
    "hideMark",
    f"{_W}tbl": "tblPr tblGrid tr",
    f"{_W}tr": "tblPrEx trPr tc",
    f"{_W}pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
    "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    f"{_W}rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign "
    "rtl cs em lang eastAsianLayout specVanish oMath",
    f"{_W}sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}


def repair_causes(path: Path) -> list[str]:
    """Return in words what Excel or Word would stumble over in a file; empty where nothing is known."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    doubled = len(parts) != len(zipfile.ZipFile(path).namelist())
    trees = {name: etree.fromstring(raw) for name, raw in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    kind = _workbook if "xl/workbook.xml" in trees else _document
    return [*(["一个部件写了两次"] if doubled else []), *_package(trees, parts), *_order(trees), *kind(trees)]


def _package(trees: dict, parts: dict) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    named = [each.get("PartName") for each in types.iter(f"{_TYPES}Override")]
    endings = {each.get("Extension").lower() for each in types.iter(f"{_TYPES}Default")}
    yield from (f"{name}: 类型写了两次" for name in set(named) if named.count(name) > 1)
    yield from (f"{name}: 有类型没有部件" for name in named if name[1:] not in parts)
    for name in parts:
        if name != "[Content_Types].xml" and f"/{name}" not in named and name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: 没有类型"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        ids = [each.get("Id") for each in tree.iter(f"{_LINKS}Relationship")]
        yield from (f"{name}: {id} 写了两次" for id in set(ids) if ids.count(id) > 1)
        owner = posixpath.dirname(posixpath.dirname(name))
        for each in tree.iter(f"{_LINKS}Relationship"):
            target = posixpath.normpath(posixpath.join(owner, each.get("Target"))).lstrip("/")
            if each.get("TargetMode") != "External" and target not in parts:
                yield f"{name}: {target} 不在"
    core = trees.get("docProps/core.xml")
    for each in core if core is not None else ():
        if _length(each.text or "") > _LONGEST_PROPERTY:
            yield f"属性太长：{each.tag}"


def _order(trees: dict) -> Iterator[str]:
    orders = {tag: words.split() for tag, words in _ORDERS.items()}
    for name, tree in trees.items():
        for element in tree.iter(*orders):
            known, children = orders[element.tag], [etree.QName(child).localname for child in element]
            unknown = [child for child in children if child not in known]
            places = [known.index(child) for child in children if child in known]
            if unknown and element.tag != f"{_W}tbl":
                yield f"{name}: {element.tag} 里不能有 {unknown[0]}"
            if places != sorted(places):
                yield f"{name}: {element.tag} 里的次序不对：{children}"


# --- workbooks -------------------------------------------------------------------------------------------------------


def _workbook(trees: dict) -> Iterator[str]:
    book = trees["xl/workbook.xml"]
    links = {each.get("Id"): each.get("Target") for each in trees["xl/_rels/workbook.xml.rels"]}
    sheets = {each.get("name"): trees[f"xl/{links[each.get(_ID)]}"] for each in book.iter(f"{_S}sheet")}
    yield from _names(list(sheets))
    for each in book.iter(f"{_S}definedName"):
        if _length(each.get("name")) > 255 or _length(each.text) > 8192 or _sheet_of(each.text) not in sheets:
            yield f"名称不对：{each.get('name')} {each.text}"
    shared = trees.get("xl/sharedStrings.xml")
    texts = ["".join(each.itertext()) for each in shared.iter(f"{_S}si")] if shared is not None else []
    yield from (f"一格太长：{len(text)}" for text in texts if _length(text) > _LONGEST_CELL)
    styles = len(trees["xl/styles.xml"].find(f"{_S}cellXfs"))
    for name, sheet in sheets.items():
        yield from (f"{name}: {cause}" for cause in _sheet(sheet, len(texts), styles, sheets))


def _names(names: Sequence[str]) -> Iterator[str]:
    if len({name.casefold() for name in names}) != len(names):
        yield f"工作表重名：{names}"
    for name in names:
        is_wrong = re.search(r"[\[\]:*?/\\\x00-\x1f]", name) or name.startswith("'") or name.endswith("'")
        if is_wrong or not name.strip() or _length(name) > _LONGEST_NAME or name.casefold() == "history":
            yield f"工作表的名称不对：{name!r}"


def _sheet(sheet: etree._Element, texts: int, styles: int, sheets: dict) -> Iterator[str]:
    yield from _cells(sheet, texts, styles)
    last = 0
    for each in sheet.iter(f"{_S}col"):
        first, to = int(each.get("min")), int(each.get("max"))
        if not last < first <= to <= _LAST_COLUMN or not 0 <= float(each.get("width")) <= _WIDEST:
            yield f"栏宽不对：{dict(each.attrib)}"
        last = to
    yield from _overlaps([each.get("ref") for each in sheet.iter(f"{_S}mergeCell")], "合并")
    rules = [each.get("sqref") for each in sheet.iter(f"{_S}dataValidation")]
    yield from _overlaps([ref for rule in rules for ref in rule.split()], "下拉")
    for each in sheet.iter(f"{_S}dataValidation"):
        listed = (each.findtext(f"{_S}formula1") or "").strip()
        if listed.startswith('"') and (_length(listed[1:-1]) > _LONGEST_LIST or '"' in listed[1:-1]):
            yield f"下拉的内容不对：{listed}"
        told = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
        yield from (f"下拉的{key}太长" for key, most in told.items() if _length(each.get(key) or "") > most)
    for each in sheet.iter(f"{_S}hyperlink"):
        if each.get(_ID) is None and _sheet_of(each.get("location")) not in sheets:
            yield f"链接不对：{each.get('location')}"
    for part in sheet.iterfind(f"{_S}headerFooter/*"):
        if _length(part.text or "") > _LONGEST_FOOTER:
            yield "页脚太长"


def _cells(sheet: etree._Element, texts: int, styles: int) -> Iterator[str]:
    last_row = 0
    for row in sheet.iter(f"{_S}row"):
        number = int(row.get("r"))
        if not last_row < number <= _LAST_ROW or float(row.get("ht", 0)) > _HIGHEST_ROW:
            yield f"第{number}行不对"
        last_row, last_column = number, 0
        for cell in row:
            column, at = _place(cell.get("r"))
            if at != number or not last_column < column <= _LAST_COLUMN or int(cell.get("s", 0)) >= styles:
                yield f"{cell.get('r')} 的位置或样式不对"
            last_column = column
            if cell.find(f"{_S}f") is not None:
                yield f"{cell.get('r')} 是公式"
            if cell.get("t") == "s" and int(cell.findtext(f"{_S}v")) >= texts:
                yield f"{cell.get('r')} 的文字不在"


def _overlaps(refs: Sequence[str], what: str) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for ref in refs:
        first, _, last = ref.partition(":")
        (left, top), (right, bottom) = _place(first), _place(last or first)
        cells = {(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)}
        if (what == "合并" and len(cells) < 2) or taken & cells:
            yield f"{what}的范围重叠或只有一格：{ref}"
        taken |= cells


def _place(ref: str) -> tuple[int, int]:
    letters, number = re.fullmatch(r"([A-Z]+)([0-9]+)", ref).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, int(number)


def _sheet_of(ref: str) -> str:
    return ref.rpartition("!")[0].removeprefix("'").removesuffix("'").replace("''", "'")


# --- documents -------------------------------------------------------------------------------------------------------


def _document(trees: dict) -> Iterator[str]:
    body = trees["word/document.xml"].find(f"{_W}body")
    if body[-1].tag != f"{_W}sectPr" or body[-2].tag != f"{_W}p":
        yield "最后要有一段和一节的设置"
    known = {each.get(f"{_W}styleId") for each in trees["word/styles.xml"].iter(f"{_W}style")}
    used = {each.get(f"{_W}val") for each in body.iter(f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")}
    yield from (f"没有这种样式：{style}" for style in used - known)
    yield from ("两张表连着" for each in body.iter(f"{_W}tbl") if each.getnext().tag == f"{_W}tbl")
    yield from ("格里最后不是一段" for each in body.iter(f"{_W}tc") if not len(each) or each[-1].tag != f"{_W}p")
    for table in body.iter(f"{_W}tbl"):
        yield from _grid(table)
    sizes = [each for each in body.iter(f"{_W}pgSz") if int(each.get(f"{_W}w")) > 31_680]
    yield from ("纸太宽" for _ in sizes)


def _grid(table: etree._Element) -> Iterator[str]:
    columns = len(table.find(f"{_W}tblGrid"))
    if columns > _MOST_WORD_COLUMNS:
        yield f"有 {columns} 栏"
    open_at: set[int] = set()
    for number, row in enumerate(table.iterfind(f"{_W}tr"), start=1):
        place, now = 0, set()
        for cell in row.iterfind(f"{_W}tc"):
            span, merged = cell.find(f"{_W}tcPr/{_W}gridSpan"), cell.find(f"{_W}tcPr/{_W}vMerge")
            if merged is not None:
                now.add(place)
                if merged.get(f"{_W}val") != "restart" and place not in open_at:
                    yield f"第{number}行接着合并，上面没有开始"
            place += int(span.get(f"{_W}val")) if span is not None else 1
        open_at = now
        if place != columns:
            yield f"第{number}行有 {place} 栏，表有 {columns} 栏"


def _length(text: str) -> int:
    """The length as these programs count it, in halves of a surrogate pair."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
