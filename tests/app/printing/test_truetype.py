"""Our reading of font files agrees with fontTools on every character, and what is cut out draws the same."""

import io

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from app.printing.truetype import TrueTypeError, TrueTypeFile
from app.resources import resource_path

FILES = [
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Bold.ttf",
    "NotoSerifSC-Regular.ttf",
    "NotoSerifSC-Bold.ttf",
    "LXGWWenKai-Regular.ttf",
    "HanaMinB.ttf",
]
SAMPLE = "公开 Aé1，。李𬭎䶮ℼ㈱⼀一𠀀𪚥ö"


def outline(font, glyph_name):
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph_name].draw(pen)
    return pen.value, glyphs[glyph_name].width


@pytest.mark.parametrize("name", FILES)
def test_characters_and_widths_are_those_of_fonttools(name):
    path = resource_path(f"fonts/{name}")
    ours, theirs = TrueTypeFile(path), TTFont(path, lazy=True)
    order, metrics = theirs.getReverseGlyphMap(), theirs["hmtx"].metrics
    scale = 1000 / theirs["head"].unitsPerEm
    characters = theirs.getBestCmap()
    assert len(characters) > 20000
    assert {code: ours.glyph(chr(code)) for code in characters} == {
        code: order[glyph] for code, glyph in characters.items()
    }
    for code in list(characters)[::97]:
        assert ours.advance(ours.glyph(chr(code))) == pytest.approx(metrics[characters[code]][0] * scale)
    absent = next(code for code in range(0x3400, 0x30000) if code not in characters)
    assert ours.glyph(chr(absent)) == 0
    assert ours.glyph("\U0010ffff") == 0


@pytest.mark.parametrize("name", FILES)
def test_a_subset_draws_the_same_and_is_a_sound_font(name):
    path = resource_path(f"fonts/{name}")
    font = TrueTypeFile(path)
    characters = [character for character in SAMPLE if font.glyph(character)]
    glyphs = list(dict.fromkeys(font.glyph(character) for character in characters))
    whole = TTFont(path, lazy=True)
    subset = TTFont(io.BytesIO(font.subset(glyphs)), checkChecksums=2)
    for place, glyph in enumerate(glyphs, start=1):
        expected = outline(whole, whole.getGlyphName(glyph))
        assert outline(subset, subset.getGlyphName(place)) == expected
    assert subset["maxp"].numGlyphs >= len(glyphs) + 1


@pytest.fixture
def small_font(tmp_path):
    """A font with a composite glyph and, having no character beyond the basic plane, a map of format 4."""
    names = [".notdef", "square", "dot", "both"]
    square, dot = TTGlyphPen(None), TTGlyphPen(None)
    for pen, size in ((square, 900), (dot, 100)):
        pen.moveTo((0, 0))
        for corner in ((0, size), (size, size), (size, 0)):
            pen.lineTo(corner)
        pen.closePath()
    both = TTGlyphPen({"square": None, "dot": None})
    both.addComponent("dot", (1, 0, 0, 1, 400, 400))
    both.addComponent("square", (0.5, 0, 0, 0.5, 10, 10))
    outlines = {".notdef": TTGlyphPen(None).glyph(), "square": square.glyph(), "dot": dot.glyph(), "both": both.glyph()}
    builder = FontBuilder(2048)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x41: "both", 0x42: "dot", 0x43: "square", 0x4E00: "square", 0x9FA5: "both"})
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics({name: (1024 + 100 * place, 0) for place, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=1800, descent=-200)
    builder.setupPost()
    builder.save(tmp_path / "small.ttf")
    return tmp_path / "small.ttf"


def test_a_composite_glyph_keeps_its_parts(small_font):
    font, whole = TrueTypeFile(small_font), TTFont(small_font)
    subset = TTFont(io.BytesIO(font.subset([font.glyph("A")])), checkChecksums=2)
    assert outline(subset, subset.getGlyphName(1)) == outline(whole, "both")
    assert subset["maxp"].numGlyphs == 4


def test_an_old_character_map_of_segments_is_read(small_font):
    font = TrueTypeFile(small_font)
    assert [font.glyph(character) for character in "ABC一龥D丁"] == [3, 2, 1, 1, 3, 0, 0]
    assert font.advance(3) == pytest.approx((1024 + 300) / 2048 * 1000)


def test_spaces_have_no_ink():
    font = TrueTypeFile(resource_path("fonts/NotoSerifSC-Regular.ttf"))
    assert not font.has_ink(font.glyph(" ")) and font.has_ink(font.glyph("公"))


@pytest.mark.parametrize("keep", [0, 3, 11, 200, 5_000, 2_000_000])
def test_a_cut_file_is_refused(tmp_path, keep):
    path = tmp_path / "cut.ttf"
    path.write_bytes(resource_path("fonts/NotoSerifSC-Regular.ttf").read_bytes()[:keep])
    with pytest.raises(TrueTypeError):
        TrueTypeFile(path)
