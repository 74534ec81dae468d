"""The demonstration: made by the command line in a process of its own, once, then kept."""

import shutil
import subprocess
from pathlib import Path

from app.demo_folder import demo_folder, demo_workspace
from app.errors import UserFacingError
from app.own_command import own_command, own_environment
from ui.jobs import Watch

_STEP = "＄ "
_LAST_LINES = 12


class Demo:
    """One making of the demonstration. `make` belongs on a lane, `stop` on the window's thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None
        self._is_stopped = False

    def make(self, watch: Watch) -> Path:
        """Return the workspace to begin with, made now unless it was made before.

        Raises `UserFacingError` when stopped, or when a step of the demonstration failed.
        """
        if not demo_workspace().exists():
            self._make(demo_folder(), watch)
        return demo_workspace()

    def stop(self) -> None:
        """End the making at once."""
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def _make(self, folder: Path, watch: Watch) -> None:
        # Under its name there is never half a demonstration.
        unfinished = folder.with_name(f"{folder.name}.没做完")
        told = self._run(unfinished, watch)
        if self._is_stopped:
            raise UserFacingError("cancelled", "演示数据没有做完，已经停下。")
        if self._process.returncode != 0:
            words = "演示数据没有做成，您自己的文件没有动。请看看磁盘是不是满了，再试一次。"
            raise UserFacingError("demo-failed", words, "\n".join(told))
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.rename(folder)

    def _run(self, folder: Path, watch: Watch) -> list[str]:
        """Run the demonstration and tell its steps; returns the last lines it printed."""
        command = [*own_command(), "demo", str(folder), "--force", "--practice"]
        told: list[str] = []
        steps = 0
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=own_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as self._process:
            if self._is_stopped:
                self._process.kill()
            for line in self._process.stdout:
                if watch.is_cancelled():
                    self._process.kill()
                told = [*told, line.rstrip()][-_LAST_LINES:]
                if line.startswith(_STEP):
                    # The command itself says nothing to a clerk.
                    steps += 1
                    watch.progress(0, 0, f"第 {steps} 步")
        return told
