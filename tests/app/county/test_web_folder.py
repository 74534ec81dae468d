"""The web folder as a browser, a screen reader and a stranger's stick would take it: read with lxml.

No browser is at hand: how the pages look was not seen here, only what they are made of.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from app.county.kept_folder import MARK
from app.county.web_folder import write_web_folder
from app.county.whole_reading import WholeChoice
from app.errors import UsageError, UserFacingError
from app.workspace import Workspace
from tests.app.county.whole_desk import put_entries, with_values
from tests.support import COUNTY

HOSTILE = "</td><script>alert(1)</script><img src=http://a.b/c onerror=alert(1)>&lt;\"'=1+1\u2028"
PUBLIC = WholeChoice()
_WINDOWS_NAME = re.compile(r"[a-z0-9-]{1,20}\.(html|css|js)")


@pytest.fixture
def site(county: Workspace, tmp_path: Path) -> Path:
    """The folder of the usual county, with one entry that means harm."""
    put_entries(
        county,
        COUNTY,
        "11",
        lambda _, item, content: with_values(
            content, level2=HOSTILE, elements=[HOSTILE, "办事指南"], publisher=HOSTILE
        ),
        state="final",
    )
    write_web_folder(county, tmp_path / "网页", PUBLIC)
    return tmp_path / "网页"


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Every page, parsed."""
    for path in sorted(site.glob("*.html")):
        yield path.name, html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def test_every_page_is_whole_and_every_link_leads_somewhere_within(site: Path) -> None:
    ids = {name: set(page.xpath("//@id")) for name, page in pages(site)}
    assert {"index.html", "search.html", "f05.html", "f11.html", "u1.html"} <= ids.keys()
    for name, page in pages(site):
        # As strict as XML but for what HTML leaves open: nothing was mended when it was read.
        text = (site / name).read_text(encoding="utf-8")
        for tag in ("html", "main", "table", "tr", "td", "th", "ul", "li", "nav", "form"):
            assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), (name, tag)
        for link in page.xpath("//@href | //@src | //@action"):
            path, _, anchor = link.partition("#")
            assert "://" not in link and not link.startswith(("/", "javascript:")), (name, link)
            assert (site / (path or name)).is_file(), (name, link)
            assert not anchor or anchor in ids[path or name], (name, link)
        assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))


def test_names_fit_windows_and_nothing_asks_the_network(site: Path) -> None:
    names = {path.name for path in site.iterdir()} - {MARK}
    assert all(_WINDOWS_NAME.fullmatch(name) for name in names)
    for name in ("style.css", "search.js"):
        text = (site / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|url\(|@import|fetch|XMLHttp|innerHTML|eval|document\.write", text)


def test_pages_can_be_heard_and_gone_through_by_keyboard(site: Path) -> None:
    for name, page in pages(site):
        assert page.get("lang") == "zh-CN" and page.xpath("string(//title)"), name
        assert page.xpath("//meta[@name='viewport']") and not page.xpath("//*[@onclick or @style]")
        assert len(page.xpath("//h1")) == 1 and page.xpath("count(//main)") == 1
        assert page.xpath("//body/*[1][@class='skip' and @href='#main']") and page.xpath("//main[@id='main']")
        assert all(page.xpath(f"//label[@for='{field}']") for field in page.xpath("//input/@id"))
        for table in page.xpath("//table"):
            assert table.xpath("caption") and table.xpath("thead//th[@scope='col']")
            for row in table.xpath("tbody/tr"):
                assert len(row.xpath("th[@scope='row']")) == 1 and len(row) == len(table.xpath("thead//th"))


def test_colours_are_far_enough_apart(site: Path) -> None:
    style = (site / "style.css").read_text(encoding="utf-8")
    inks = set(re.findall(r"[^-]color: (#[0-9a-f]{3,6})", style)) - {"#fff"}
    assert len(inks) >= 5 and all(contrast(ink, "#ffffff") >= 7 for ink in inks)
    assert contrast("#404040", "#fff3d6") >= 7 and "focus-visible" in style and "@media print" in style
    assert "max-width: 48rem" in style


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 has it."""
    lights = sorted(map(_light, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_hostile_texts_stay_texts(site: Path) -> None:
    for name, page in pages(site):
        scripts = page.xpath("//script")
        assert not page.xpath("//img") and all(not etree.tostring(s, method="text").strip() for s in scripts)
        assert [script.get("src") for script in scripts] == (["data.js", "search.js"] if name == "search.html" else [])
    page = dict(pages(site))["f11.html"]
    shown = page.xpath("string(//tbody)")
    assert "</td><script>alert(1)</script>" in shown and "onerror=alert(1)" in shown
    data = (site / "data.js").read_text(encoding="utf-8")
    assert "<" not in data and "\u2028" not in data


def test_unconfirmed_texts_are_marked_and_the_units_lead_to_their_items(site: Path, county: Workspace) -> None:
    page = dict(pages(site))["f05.html"]
    marked = page.xpath("count(//tbody/tr[.//span[@class='mark']])")
    notes = " ".join(page.xpath("//p[@class='notes']/text()"))
    assert (marked > 0) == ("尚未与官方原文核对" in notes)
    assert "2026年版" in page.xpath("string(//p[@class='facts'])") and page.xpath("//time/@datetime")
    unit = dict(pages(site))["u4.html"]
    assert unit.xpath("string(//h1)") == "白云乡" and len(unit.xpath("//main//li/a")) == 13


def test_only_a_folder_of_ours_is_replaced_and_never_half(county: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "网页"
    site.mkdir()
    (site / "照片.txt").write_text("我的", encoding="utf-8")
    for force in (False, True):
        with pytest.raises(UserFacingError) as refused:
            write_web_folder(county, site, PUBLIC, force=force)
        assert refused.value.code == "folder-not-empty"
    (site / "照片.txt").unlink()
    write_web_folder(county, site, PUBLIC)
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    with pytest.raises(UserFacingError) as refused:
        write_web_folder(county, site, PUBLIC)
    assert refused.value.code == "file-exists"
    (site / "后来的.txt").write_text("我的", encoding="utf-8")
    with pytest.raises(UserFacingError) as refused:
        write_web_folder(county, site, PUBLIC, force=True)
    assert refused.value.code == "folder-not-ours" and "后来的.txt" in str(refused.value)
    (site / "后来的.txt").unlink()
    write_web_folder(county, site, PUBLIC, force=True)
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_set_aside_when_the_power_went_is_put_back(county: Workspace, tmp_path: Path) -> None:
    site, aside = tmp_path / "网页", tmp_path / ".网页.former.part"
    write_web_folder(county, site, PUBLIC)
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    site.rename(aside)
    with pytest.raises(UserFacingError) as refused:
        write_web_folder(county, site, PUBLIC)
    assert refused.value.code == "file-exists" and not aside.exists()
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before


def test_a_person_in_any_file_stops_it_and_the_former_folder_stays(county: Workspace, tmp_path: Path) -> None:
    site = tmp_path / "网页"
    write_web_folder(county, site, PUBLIC)
    before = {path.name: path.read_bytes() for path in site.iterdir()}
    county.organisation = type(county.organisation)(
        **{**vars(county.organisation), "contact": "身份证 110101199003070011"}
    )
    with pytest.raises(UserFacingError) as refused:
        write_web_folder(county, site, PUBLIC, force=True)
    assert refused.value.code == "personal-data"
    assert {path.name: path.read_bytes() for path in site.iterdir()} == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_finding_that_blocks_and_what_is_not_public_stop_it(county: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_web_folder(county, tmp_path / "网页", WholeChoice(only_public=False))
    put_entries(county, COUNTY, "21", lambda _, item, content: with_values(content, deadline=None), state="final")
    with pytest.raises(UserFacingError) as refused:
        write_web_folder(county, tmp_path / "网页", PUBLIC)
    assert refused.value.code == "blocked-by-findings" and not (tmp_path / "网页").exists()
