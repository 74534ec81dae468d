"""Where a write-ahead log may lie: not on shares and sticks, however a desktop mounts them."""

from pathlib import Path

import pytest

from db import filesystem
from db.filesystem import allows_log

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
/dev/sda2 /home btrfs rw 0 0
//server/office /mnt/share cifs rw 0 0
/dev/sdb1 /media/李梅/U\\040盘 fuseblk rw 0 0
/dev/sdc1 /media/exfat exfat rw 0 0
/dev/sdd1 /media/ntfs ntfs3 rw 0 0
/home/image /media/image fuse rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
server:/ /mnt/ceph ceph rw 0 0
"""


@pytest.fixture
def _mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS + f"share {tmp_path}/far nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(filesystem, "MOUNT_TABLE", table)


@pytest.mark.usefixtures("_mounts")
@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("/root/文档", True),
        ("/home/李梅/文档", True),
        ("/mnt/share/政务公开", False),
        ("/media/李梅/U 盘", False),
        ("/media/exfat", False),
        ("/media/ntfs", False),
        ("/media/image", False),
        # What a file manager opens of smb://server/office.
        ("/run/user/1000/gvfs/smb-share:server=server,share=office", False),
        ("/mnt/ceph", False),
    ],
)
def test_none_on_shares_and_sticks(place: str, allowed: bool):
    assert allows_log(Path(place) / "兴隆镇.qd") is allowed


@pytest.mark.usefixtures("_mounts")
def test_none_behind_a_link_to_a_share(tmp_path: Path):
    (tmp_path / "far").mkdir()
    (tmp_path / "共享").symlink_to(tmp_path / "far")
    assert not allows_log(tmp_path / "共享" / "兴隆镇.qd")
    assert allows_log(tmp_path / "兴隆镇.qd")
