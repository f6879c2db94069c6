"""The options of `patchboard upscale`, and of whatever else makes pictures larger."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from editor.cli.values import real, size, whole

if TYPE_CHECKING:
    from editor.steps.enlarge import Goal

LARGEST = 16.0  # times
PAPER = 20_000.0  # millimetres


def add_upscale(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    upscale = command(
        "upscale",
        "Make pictures larger, in their own shape: files, or layers of a project in their place.",
        "patchboard upscale photo.jpg --factor 2 -o photo-2x.png",
        "patchboard upscale photo.jpg --to 4K -o wide.png",
        "patchboard upscale photo.jpg --mm 90x60 --dpi 300 -o print.png",
        "patchboard upscale spring.patchboard --factor 2",
    )
    upscale.add_argument("files", type=Path, nargs="+", metavar="IMAGE|PROJECT")
    add_goal(upscale)
    about = "what the picture shows, for engines that want words"
    upscale.add_argument("--prompt", default="", metavar="WORDS", help=about)
    upscale.add_argument("--seed", type=whole(0, 2**32 - 1), default=0, metavar="N")
    about = "for a picture: where the result goes; for several: the folder, as PICTURE-upscaled"
    upscale.add_argument("-o", "--out", type=Path, metavar="OUT", help=about)
    about = "in a project: name or id of a layer, repeatable; default: the uppermost picture"
    upscale.add_argument("--layer", action="append", default=[], metavar="LAYER", help=about)
    upscale.add_argument("--keep", action="store_true", help="in a project: leave the picture as it was in view too")


def add_goal(parser: ArgumentParser, when: str = "") -> None:
    """How large a picture is to become, and by which engine; `when` opens what is said of each."""
    far = parser.add_mutually_exclusive_group()
    about = f"{when}times as large (default 2)"
    far.add_argument("--factor", type=real(1.01, LARGEST), default=2.0, metavar="N", help=about)
    about = f"{when}large enough to fill that size, or 4K, upright for an upright picture; nothing is cut off"
    far.add_argument("--to", type=_to, metavar="WxH|4K", help=about)
    about = f"{when}large enough for a print of so many millimetres, turned as the picture is"
    far.add_argument("--mm", type=_paper, metavar="WxH", help=about)
    parser.add_argument("--dpi", type=whole(10, 4800), default=300, metavar="N", help="with --mm (default 300)")
    about = f"{when}default: a model for it on this computer, else the built-in one; see `patchboard engines`"
    parser.add_argument("--engine", default="", help=about)


def _to(text: str) -> Goal:
    from editor.steps.enlarge import FOUR_K, Goal  # not at the top: `--help` needs no numpy

    return Goal(fill=FOUR_K, turns=True) if text.lower() == "4k" else Goal(fill=size(text))


def _paper(text: str) -> tuple[float, float]:
    """`210x297`: width and height in millimetres."""
    try:
        w, h = (float(part) for part in text.lower().split("x"))
    except ValueError:
        w = h = 0.0
    if not (0 < w <= PAPER and 0 < h <= PAPER):
        raise ArgumentTypeError(f"{text!r} is no size in millimetres: write it as WIDTHxHEIGHT, such as 210x297")
    return w, h
