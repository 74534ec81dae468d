"""The office's own typefaces: found by family name, used if they may be embedded, else named."""

import os
import struct
from dataclasses import replace

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.printing import fonts, office_fonts
from app.printing.catalogue import catalogue_stand_ins, draw_catalogue
from app.printing.fonts import stand_ins, typeface
from app.printing.office_fonts import find_fonts

from .catalogue_jobs import catalogue_job, plain_table
from .pdf_reading import font_names

SAMPLE = "一公开示，。1A"


def font_file(path, family, licence=0, text=SAMPLE):
    """A font of squares for the characters of `text`, each as wide as an em."""
    names = [".notdef", *(f"c{ord(character):X}" for character in text)]
    outlines = {}
    for place, name in enumerate(names):
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        for corner in ((0, 700 + place), (700, 700), (700, 0)):
            pen.lineTo(corner)
        pen.closePath()
        outlines[name] = pen.glyph()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): f"c{ord(character):X}" for character in text})
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": {"en": "Body", "zh": family}, "styleName": "Regular", "psName": "Test-Face"})
    builder.setupOS2(fsType=licence)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


@pytest.fixture
def forget_fonts():
    """The search and the typefaces are kept for the whole program; a test that changes them leaves none behind."""
    caches = (office_fonts.office_fonts, fonts._chain, fonts._font_file, fonts.typeface)

    def forget():
        for cache in caches:
            cache.cache_clear()

    forget()
    yield
    forget()


def test_a_font_is_found_by_its_family_whatever_the_file_is_called(tmp_path):
    path = font_file(tmp_path / "deep" / "er" / "X1.TTF", "仿宋_GB2312")
    (tmp_path / "readme.ttf.txt").write_text("仿宋_GB2312")
    found = find_fonts([tmp_path, tmp_path / "not there"])
    assert (found["fangsong"].font.path, found["fangsong"].font.postscript) == (path, "Test-Face")
    assert found["kai"].font is None and found["kai"].trouble == "absent"


def test_the_wanted_family_comes_before_its_relatives(tmp_path):
    font_file(tmp_path / "a.ttf", "仿宋")
    font_file(tmp_path / "b.ttf", "仿宋_GB2312")
    assert find_fonts([tmp_path])["fangsong"].family == "仿宋_GB2312"


def test_a_font_inside_a_collection_is_found(tmp_path):
    single = font_file(tmp_path / "one.bin", "楷体_GB2312").read_bytes()
    begin = 16
    tables = struct.unpack_from(">H", single, 4)[0]
    moved = bytearray(single)
    for place in range(tables):
        at = 12 + 16 * place + 8
        struct.pack_into(">L", moved, at, struct.unpack_from(">L", single, at)[0] + begin)
    (tmp_path / "two.ttc").write_bytes(struct.pack(">4sLLL", b"ttcf", 0x10000, 1, begin) + moved)
    font = find_fonts([tmp_path])["kai"].font
    assert font is not None and font.directory == begin


@pytest.mark.parametrize(
    ("licence", "usable"), [(0, True), (2, False), (4, True), (8, True), (6, True), (0x104, False)]
)
def test_what_its_maker_forbids_is_not_embedded(tmp_path, licence, usable):
    font_file(tmp_path / "a.ttf", "方正小标宋简体", licence)
    found = find_fonts([tmp_path])["xiaobiaosong"]
    assert (found.font is not None) == usable
    assert usable or (found.family, found.trouble) == ("方正小标宋简体", "not-embeddable")


def test_outlines_that_cannot_be_read_and_fonts_without_chinese_are_named(tmp_path):
    font_file(tmp_path / "a.ttf", "仿宋", text="1A")
    whole = font_file(tmp_path / "b.ttf", "楷体").read_bytes()
    (tmp_path / "b.ttf").write_bytes(b"OTTO" + whole[4:])
    found = find_fonts([tmp_path])
    assert found["fangsong"].trouble == found["kai"].trouble == "unreadable"


def test_pipes_and_circles_of_links_do_not_hold_the_search_up(tmp_path):
    os.mkfifo(tmp_path / "pipe.ttf")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "lost.ttf").symlink_to(tmp_path / "nowhere")
    assert find_fonts([tmp_path])["kai"].trouble == "absent"


@given(st.integers(0, 1500), st.binary(min_size=1, max_size=8), st.integers(0, 4000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_a_damaged_font_is_no_font_or_a_sound_one(tmp_path, place, spoiled, cut):
    content = bytearray(font_file(tmp_path / "x" / "a.ttf", "仿宋").read_bytes())
    content[place : place + len(spoiled)] = spoiled
    (tmp_path / "x" / "a.ttf").write_bytes(content[: len(content) - (cut if cut % 3 == 0 else 0)])
    found = find_fonts([tmp_path / "x"])["fangsong"]
    if found.font is not None:
        face = fonts.FontFile("x", found.font.path, found.font.postscript, found.font.directory)
        assert all(face.advance(character) is not None for character in SAMPLE)
        face.outlines.subset([face.outlines.glyph(character) for character in set(SAMPLE)])


def test_the_office_font_draws_what_it_has_and_the_bundle_the_rest(tmp_path, monkeypatch, forget_fonts):
    font_file(tmp_path / "f.ttf", "仿宋_GB2312")
    monkeypatch.setattr(office_fonts, "font_folders", lambda: (tmp_path,))
    face = typeface("fangsong")
    assert [(file.full_name, text) for file, text in face.runs(face.printable("公开䶮"))] == [
        ("Test-Face", "公开"),
        ("NotoSerifSC-Regular", "䶮"),
    ]
    assert stand_ins(["fangsong", "song"]) == ()
    assert stand_ins(["xiaobiaosong"]) == ("这台电脑没有装“方正小标宋简体”，用粗宋体代替。",)


def test_titles_of_a_catalogue_are_the_offices_own_but_in_large_print(tmp_path, monkeypatch, forget_fonts):
    monkeypatch.setattr(office_fonts, "font_folders", tuple)
    job = catalogue_job(plain_table(("1", "村级财务", "按月公布")), plain_table())
    assert catalogue_stand_ins(job) == ("这台电脑没有装“方正小标宋简体”，用粗宋体代替。",)
    assert catalogue_stand_ins(replace(job, form="large")) == ()
    for cache in (office_fonts.office_fonts, fonts._chain, fonts._font_file, fonts.typeface):
        cache.cache_clear()
    font_file(tmp_path / "fonts" / "b.ttf", "方正小标宋简体", text=f"{SAMPLE}目录")
    monkeypatch.setattr(office_fonts, "font_folders", lambda: (tmp_path / "fonts",))
    assert catalogue_stand_ins(job) == ()
    draw_catalogue(job).save(tmp_path / "目录.pdf")
    assert "Test-Face" in {name.partition("+")[2] for name in font_names(tmp_path / "目录.pdf")}


def test_without_the_office_font_the_stand_in_is_named(monkeypatch, forget_fonts):
    monkeypatch.setattr(office_fonts, "font_folders", tuple)
    assert typeface("fangsong").file.name == "song" and typeface("xiaobiaosong").file.name == "song-bold"
    assert stand_ins(["fangsong"]) == ("这台电脑没有装“仿宋_GB2312”，用宋体代替。",)
