"""The options of the commands that write pictures: `export` and `flatten`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from editor.cli.upscale_options import add_goal
from editor.cli.values import real, size, whole


def add_results(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    export = command(
        "export",
        "Write layers with all that was accepted onto them, frames, or the whole board.",
        "patchboard export spring.patchboard --layer photo -o fixed.png",
        'patchboard export spring.patchboard --layers -o . --name "{n}-{name}-{w}x{h}"',
        "patchboard export spring.patchboard --board --upscale --factor 3 -o poster.png",
    )
    export.add_argument("project", type=Path)
    out = "the file, whose ending says the format; for several, or an existing folder, the folder they go into"
    export.add_argument("-o", "--out", type=Path, required=True, help=out)
    repeated = "; repeatable"
    layer = "name or id of a layer; default: the uppermost picture" + repeated
    export.add_argument("--layer", action="append", default=[], help=layer)
    export.add_argument("--frame", action="append", default=[], help="name or id of a frame" + repeated)
    export.add_argument("--layers", action="store_true", help="every picture, into a folder")
    export.add_argument("--frames", action="store_true", help="every frame, into a folder")
    export.add_argument("--board", action="store_true", help="all that is visible, as one picture")
    pattern = "into a folder: what files are called; {name}, {w}, {h} and {n} are filled in (default {name})"
    export.add_argument("--name", default="{name}", metavar="PATTERN", help=pattern)
    export.add_argument("--format", metavar="FORMAT", help="into a folder: png, jpeg, webp, avif or tiff, for all")
    how_large = export.add_mutually_exclusive_group()
    how_large.add_argument("--size", type=size, metavar="WxH")
    how_large.add_argument("--scale", type=real(0.001, 100), default=1.0, metavar="S", help="of its own size")
    about = "have an engine make it larger: by --factor, --to or --mm"
    how_large.add_argument("--upscale", action="store_true", help=about)
    add_goal(export, "with --upscale: ")
    export.add_argument("--quality", type=whole(1, 100), metavar="Q", help="1 to 100, for JPEG, WebP and AVIF")
    spaces = ("same", "srgb", "p3", "adobe-rgb")
    export.add_argument("--profile", choices=spaces, default="same", help="colours converted to it (default: as it is)")
    export.add_argument("--undescribed", action="store_true", help="no words, seeds and engines in the file")

    flatten = command(
        "flatten",
        "Write the whole board, or a frame of it, in sRGB.",
        "patchboard flatten spring.patchboard --scale 0.5 -o board.png",
    )
    flatten.add_argument("project", type=Path)
    flatten.add_argument("-o", "--out", type=Path, required=True)
    flatten.add_argument("--frame", default="", help="the name or id of a frame")
    scale = real(0.001, 100)
    flatten.add_argument("--scale", type=scale, default=1.0, metavar="S", help="output pixels a canvas pixel")
