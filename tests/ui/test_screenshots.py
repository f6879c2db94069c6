"""The pictures of the window: every scene can be played, in each look of a scale, and shows something of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.ui.screenshots.looks import LOOKS
from tests.ui.screenshots.scenes import SCENES

SCALE = 150  # the fewest looks


@pytest.mark.slow
def test_every_scene_is_taken_in_each_look(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": f"{SCALE / 100}"}
    taking = [sys.executable, "-m", "tests.ui.screenshots.taking", f"{SCALE}", str(tmp_path)]
    subprocess.run(taking, check=True, env=environment, timeout=600)
    seen = {}
    for name in SCENES:
        for look in LOOKS[SCALE]:
            picture = QImage(str(tmp_path / f"{name}-{look.name}-{SCALE}.png"))
            assert (picture.width(), picture.height()) == (look.width * SCALE // 100, look.height * SCALE // 100), name
            other = seen.setdefault(bytes(picture.constBits()), (name, look))
            assert other == (name, look), "two scenes, or two looks, are the same"
