"""The long form of the damage and kill tests; `make drill` runs them."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.exchange.package_reading import open_package

from .samples import PHOTO_HASH, write_sample

pytestmark = pytest.mark.drill

_KILLED = """
import signal, sys
from pathlib import Path
from app.exchange.package_writing import write_package
from tests.app.exchange.samples import FACTS, KEY, sample_contents
path = Path(sys.argv[1])
signal.setitimer(signal.ITIMER_REAL, float(sys.argv[2]))
while True:
    write_package(path, FACTS, sample_contents(path.parent), KEY, force=True)
"""


def test_every_byte_set_to_every_other_value_is_refused(tmp_path, record_property):
    path = tmp_path / "a.zwgk"
    sample = write_sample(path).path.read_bytes()
    accepted = []
    for at, byte in enumerate(sample):
        for value in range(256):
            path.write_bytes(sample[:at] + bytes([value]) + sample[at + 1 :])
            try:
                open_package(path).close()
            except UserFacingError:
                continue
            if value != byte:
                accepted.append((at, value))
    record_property("figure", f"{len(sample)} 个字节各改成另外 255 种，收下 {len(accepted)} 个")
    assert accepted == []


def test_a_program_killed_at_any_moment_leaves_a_whole_package_or_none(tmp_path, record_property):
    """The alarm's default action ends the process at once, as `kill -9` does."""
    root = Path(__file__).parents[3]
    moments = random.Random(20261101)
    opened = 0
    for number in range(150):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "a.zwgk"
        delay = f"{moments.uniform(0.0001, 0.02):.6f}"
        death = subprocess.run([sys.executable, "-c", _KILLED, str(path), delay], cwd=root, check=False)
        assert death.returncode < 0
        assert {found.name for found in folder.iterdir()} <= {"a.zwgk", ".a.zwgk.part", "photo.jpg"}
        if path.exists():
            with open_package(path) as package:
                assert package.attachments() == (PHOTO_HASH,)
            opened += 1
    record_property("figure", f"断掉 150 次，{opened} 次文件已经写完，其余没有留下文件，没有半个")
    assert opened > 0
