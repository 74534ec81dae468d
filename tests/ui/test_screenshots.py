"""Every place has its scene, and the pictures are as large as the screens they stand for."""

from pathlib import Path

import pytest
from PIL import Image

from tests.ui.scenes import SCENES
from tests.ui.screenshots import SETTINGS, draw_in_child, make_demo
from ui.shell.places import PLACES


def test_every_place_has_a_scene_of_its_own_name():
    names = [scene.name for scene in SCENES]
    assert len(set(names)) == len(names)
    for place in PLACES:
        assert any(place.code in name for name in names), place.code


@pytest.mark.drill
def test_a_scene_is_drawn_in_the_pixels_of_the_screen(tmp_path: Path):
    make_demo(tmp_path / "demo")
    setting = "1920x1080@200%"
    assert draw_in_child(setting, tmp_path / "demo", tmp_path / "out", "light", ["workbench"])
    with Image.open(tmp_path / "out" / setting / "workbench.png") as picture:
        width, height = SETTINGS[setting].width, SETTINGS[setting].height
        assert picture.size == (2 * width, 2 * height)
        assert len(set(picture.convert("L").tobytes())) > 20
