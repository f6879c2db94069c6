"""Grabs the real window in its scenes: `python -m tests.ui.screenshots FOLDER [SCENE ...]`, or `make screenshots`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.ui.screenshots.looks import LOOKS

FOLDER = Path("out/screenshots")


def main(folder: Path, names: list[str]) -> None:
    """A process for each scale, since Qt takes it at the start."""
    folder.mkdir(parents=True, exist_ok=True)
    for scale in LOOKS:
        environment = {
            **os.environ,
            "QT_SCALE_FACTOR": f"{scale / 100}",
            "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough",
        }
        taking = [sys.executable, "-m", "tests.ui.screenshots.taking", str(scale), str(folder), *names]
        subprocess.run(taking, check=True, env=environment)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, sys.argv[2:])
