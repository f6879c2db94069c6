"""The CPU time of reading, converting, resizing and writing 12 megapixels, beside plain Pillow and lcms in one run.

.venv/bin/python benchmarks/pictures_table.py
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from editor.pixels.colour import DISPLAY_P3, SRGB  # noqa: E402
from editor.pixels.decode import decode, decode_reduced, inspect  # noqa: E402
from editor.pixels.encode import encode  # noqa: E402
from editor.pixels.geometry import Size  # noqa: E402
from editor.pixels.profiles import convert, made  # noqa: E402
from editor.pixels.resample import resize  # noqa: E402


def cpu(action: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU time of a few rounds, in milliseconds."""
    times: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    return 1000 * min(times)


def drafted(data: bytes, side: int) -> np.ndarray:
    image = Image.open(BytesIO(data))
    image.draft("RGB", (image.width // side, image.height // side))
    return np.asarray(image)


def pillow_png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def main() -> None:
    image = Image.open(ROOT / "tests/photographs/raccoon.jpg").convert("RGB").resize((4000, 3000))
    pixels, p3 = np.asarray(image), made(DISPLAY_P3)
    jpeg = encode(pixels, "jpg", quality=90)
    png = encode(pixels, "png")
    profiles = [ImageCms.ImageCmsProfile(BytesIO(profile)) for profile in (p3, made(SRGB))]
    between = ImageCms.buildTransform(*profiles, "RGB", "RGB")
    rows: list[tuple[str, Callable[[], object], str, Callable[[], object]]] = [
        ("decode JPEG", lambda: decode(jpeg), "Pillow", lambda: np.asarray(Image.open(BytesIO(jpeg)))),
        ("JPEG at 1/4", lambda: decode_reduced(jpeg, 2), "Pillow draft", lambda: drafted(jpeg, 4)),
        ("inspect JPEG", lambda: inspect(jpeg), "Pillow", lambda: Image.open(BytesIO(jpeg))),
        ("decode PNG", lambda: decode(png), "Pillow", lambda: np.asarray(Image.open(BytesIO(png)))),
        ("P3 to sRGB", lambda: convert(pixels, p3, b""), "lcms", lambda: np.asarray(between.apply(image))),
        ("a third", lambda: resize(pixels, Size(1333, 1000)), "Pillow box",
         lambda: np.asarray(image.resize((1333, 1000), Image.Resampling.BOX))),
        ("encode PNG", lambda: encode(pixels, "png"), "Pillow", lambda: pillow_png(image)),
    ]  # fmt: skip
    print(f"{'12 megapixels':14} {'ms':>8}   peer")
    for name, action, peer, other in rows:
        ours, theirs = cpu(action), cpu(other)
        print(f"{name:14} {ours:8.1f}   {peer} {theirs:.1f} ms: {ours / theirs:.2f} times")
    print(f"PNG {len(png) / 1e6:.1f} MB, Pillow's {len(pillow_png(image)) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
