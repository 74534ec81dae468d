"""The offices of the county's day: a county, its townships with a computer each, and the folder files travel in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.drafting.adopting import adopt
from app.drafting.bulk import finish_many
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.exchange.handing_in import export_entries
from app.founding import Founding, found_workspace, read_founding_file
from app.opening import create_workspace, open_workspace
from app.workspace import Workspace
from tests.support import EDITION, key_folder, unit

COUNTY = unit(901, "county", "清和县", "990100")
ROSTER = """单位名称\t行政区划代码\t联系人\t电话
兴隆镇\t990100101\t陈静\t0990-6120331
石桥镇\t990100102\t罗勇\t0990-6120332
柳河镇\t990100103\t孙梅\t0990-6120333
白马乡\t990100201\t钱伟\t0990-6120334
云溪乡\t990100202\t吴军\t0990-6120335
大坪乡\t990100203\t周敏\t0990-6120336
"""
PASSWORD = "云溪乡今年第一次报"
# Who hands in, and what each wrote otherwise than the standard; 大坪乡 does not hand in at all.
WRITTEN = {
    "兴隆镇": {"05-003": {"publisher": "社会事务办"}, "05-005": {"publisher": "柳河镇人民政府"}},
    "石桥镇": {"05-003": {"deadline": "制定或获取信息之日起30个工作日内"}},
    "柳河镇": {"05-004": {"publisher": "石桥镇人民政府"}},
    "白马乡": {},
    "云溪乡": {"05-003": {"deadline": "尽快公开"}, "05-010": {"publisher": None}},
}


@dataclass
class Offices:
    """Everybody's home folder lies in `folder`; `stick` is what is carried about."""

    folder: Path
    fingerprints: dict[str, str] = field(default_factory=dict)
    """What each township reads out on the telephone."""

    def __post_init__(self) -> None:
        self.stick = self.folder / "U盘"
        self.stick.mkdir()
        home = self.home(COUNTY.name)
        home.mkdir()
        with key_folder(home / "data"):
            create_workspace(self.workspace(COUNTY.name), COUNTY, EDITION, person="王主任").close()

    def home(self, name: str) -> Path:
        """A person's home folder."""
        return self.folder / name

    def workspace(self, name: str) -> Path:
        """A person's one workspace."""
        return self.home(name) / f"{name}.qd"

    @contextmanager
    def working(self, name: str) -> Iterator[Workspace]:
        """Work at somebody's computer without the window."""
        with key_folder(self.home(name) / "data"), open_workspace(self.workspace(name), person=name) as workspace:
            yield workspace

    def found_all(self) -> None:
        """Let every township set up from its start file and write its entries, one or the other not as it should."""
        for start in sorted(self.stick.glob("*.zwgk")):
            read = read_founding_file(start)
            name = read.unit.name
            self.home(name).mkdir()
            with key_folder(self.home(name) / "data"):
                founding = Founding(self.workspace(name), name, read.unit, read.edition, read)
                found_workspace(founding).close()
            with self.working(name) as workspace:
                adopt(workspace, field="05")
                for item, values in WRITTEN.get(name, {}).items():
                    set_entry(workspace, find_entry(workspace, item), values)
                rows = workspace.store.entries.listed(organisation=workspace.organisation.id, edition=EDITION)
                finish_many(workspace, [row.id for row in rows])

    def hand_in(self) -> Path:
        """Let the townships write their files into a folder: one is broken, one has a password."""
        folder = self.stick / "报来的"
        folder.mkdir()
        for name in WRITTEN:
            path = folder / f"{name}上报.zwgk"
            with self.working(name) as workspace:
                done = export_entries(workspace, path, password=PASSWORD if name == "云溪乡" else None)
            self.fingerprints[name] = done.fingerprint
        broken = folder / "白马乡上报.zwgk"
        broken.write_bytes(broken.read_bytes()[:-300])
        return folder
