"""A county and its townships for the pages about exchange: packages on a stick, a backup that forked."""

from dataclasses import dataclass
from pathlib import Path

from app.backups import back_up, restore
from app.drafting.adopting import adopt
from app.organisations import Organisation
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, OTHER_TOWNSHIP, Computer, computer


@dataclass
class Exchange:
    """The county's computer, that of 兴隆镇, and the folder in which files travel."""

    county: Computer
    township: Computer
    stick: Path

    def hand_in(self, name: str, sender: Computer | None = None) -> Path:
        """Write the sender's entries to a file on the stick."""
        path = (sender or self.township).export(f"{name}.zwgk").path
        return path.rename(self.stick / path.name)

    def admit(self, path: Path, name: str = "兴隆镇") -> Organisation:
        """Let the county know the sender of a file."""
        return admit_sender(self.county, path, name)

    def admitted_first_round(self) -> Path:
        """Hand in a first round whose sender the county knows."""
        path = self.hand_in("兴隆镇_第1轮")
        self.admit(path)
        return path

    def fork(self) -> Path:
        """Take in two rounds at the county; then return a third, written on top of an old backup of the township."""
        self.county.take_in(self.admitted_first_round())
        backup = self.stick / "旧.qdbak"
        with self.township.working() as workspace:
            back_up(workspace, backup)
        self.township.set("05-003", publisher="丢失的一边", level3="只在丢失的一边")
        self.county.take_in(self.hand_in("兴隆镇_第2轮"))
        self.township.path.unlink()
        restore(backup, self.township.path)
        backup.unlink()
        self.township.set("05-003", publisher="恢复后的一边", channels=["政府网站", "便民服务站"])
        self.township.set("05-005", publisher="只有这一轮改了")
        return self.hand_in("兴隆镇_又是第2轮")


def make_exchange(folder: Path, township: Computer) -> Exchange:
    """Set the county's computer up and put an empty stick between the two."""
    stick = folder / "U盘"
    stick.mkdir()
    return Exchange(computer(folder / "青山县", COUNTY, person="王主任"), township, stick)


def other_township(folder: Path) -> Computer:
    """A second township with the same field."""
    made = computer(folder / "白云乡", OTHER_TOWNSHIP, person="周丽")
    with made.working() as workspace:
        adopt(workspace, field="05")
    return made
