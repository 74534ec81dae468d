"""What the program says about itself."""

from app import __version__
from app.about import about


def test_version_standards_and_every_licence_are_told():
    told = about()
    assert told.version == __version__
    assert (told.fields, told.notices) == (32, 56)
    assert told.items > 600
    assert [licence.text.strip() != "" for licence in told.licences] == [True] * 5
