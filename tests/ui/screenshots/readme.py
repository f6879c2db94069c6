"""The pictures of the window in the README: `QT_QPA_PLATFORM=offscreen python -m tests.ui.screenshots.readme`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.ui.screenshots.looks import Look
from tests.ui.screenshots.meadow import ROOT
from tests.ui.screenshots.taking import begun, taken

FOLDER, QUALITY = ROOT / "resources/sample", 80
PICTURES = {
    "window": ("campaign", Look("dark")),
    "window-candidates": ("candidates", Look("dark")),
    "window-sizes": ("extend_sizes", Look("dark")),
    "window-light": ("compare", Look("light")),
    "window-drift": ("drift", Look("dark")),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        _app = begun(Path(made))
        for name, (scene, wanted) in PICTURES.items():
            (Path(made) / name).mkdir()
            for _, _, picture in taken(Path(made) / name, [wanted], [scene]):
                path = FOLDER / f"{name}.jpg"
                if not picture.save(str(path), quality=QUALITY):
                    raise OSError(f"{path} could not be written.")
                print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
