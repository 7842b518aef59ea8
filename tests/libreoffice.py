"""LibreOffice as the tests use it: own profile, the Kai font under the name that documents ask for.

It ends with 0 for nearly everything, so only what it wrote is believed.
"""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 240
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family"><string>標楷體</string></test>
    <edit name="family" mode="assign" binding="strong"><string>TW-Kai</string></edit>
  </match>
</fontconfig>
"""


def convert(files: list[Path], to: str, folder: Path) -> list[Path]:
    """Convert all files in one call; every result must be new and not empty."""
    folder.mkdir(parents=True, exist_ok=True)
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS, "utf-8")
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _, told = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    made = [folder / f"{path.stem}.{to.partition(':')[0]}" for path in files]
    missing = [path.name for path in made if not path.is_file() or not path.stat().st_size]
    assert not missing, (missing, told.decode(errors="replace"))
    return made
