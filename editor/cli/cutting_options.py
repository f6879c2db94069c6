"""The options of `patchboard cutout`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from editor.cli.values import box


def add_cutting(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    cutout = command(
        "cutout",
        "Remove backgrounds: a picture file becomes one with transparency, a layer gets a layer mask.",
        "patchboard cutout photo.jpg -o cut.png",
        "patchboard cutout photo.jpg --object 60,40,120,120 -o object.webp",
        "patchboard cutout spring.patchboard --layer photo",
    )
    cutout.add_argument("file", type=Path, metavar="IMAGE|PROJECT")
    cutout.add_argument("-o", "--out", type=Path, help="for a picture: where the result goes; PNG, WebP, AVIF or TIFF")
    cutout.add_argument("--object", type=box, metavar="X,Y,W,H", help="for a picture: keep the object in this box")
    named = "name or id of a layer in a project; default: the uppermost picture; repeatable"
    cutout.add_argument("--layer", action="append", default=[], help=named)
    cutout.add_argument("--layers", action="store_true", help="in a project: every picture")
    cutout.add_argument("--engine", default="", help="see `patchboard engines`; default: the first that can")
