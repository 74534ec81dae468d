"""The bundled fonts are the packages' own files, each with its licence."""

import hashlib

from app.resources import resource_path
from tests.setup.conftest import ROOT

FONTS = {
    "HanaMinB.ttf": "LICENSE-HanaMinB.txt",
    "LXGWWenKai-Regular.ttf": "LICENSE-LXGWWenKai.txt",
    "NotoSansSC-Bold.ttf": "LICENSE-NotoSansSC.txt",
    "NotoSansSC-Regular.ttf": "LICENSE-NotoSansSC.txt",
    "NotoSerifSC-Bold.ttf": "LICENSE-NotoSerifSC.txt",
    "NotoSerifSC-Regular.ttf": "LICENSE-NotoSerifSC.txt",
}


def test_files_are_unmodified():
    listed = resource_path("fonts/SHA256SUMS").read_text(encoding="utf-8").split()
    sums = dict(zip(listed[1::2], listed[::2], strict=True))
    found = {name: hashlib.sha256(resource_path(f"fonts/{name}").read_bytes()).hexdigest() for name in FONTS}
    assert found == sums


def test_every_font_has_its_licence():
    for licence in FONTS.values():
        assert "SIL OPEN FONT LICENSE" in resource_path(f"fonts/{licence}").read_text(encoding="utf-8").upper()


def test_git_leaves_them_as_they_are():
    assert "*.ttf binary" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
