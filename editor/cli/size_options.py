"""The options of the commands about sizes: `sizes` and `presets`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from editor.cli.values import box, named_size, whole


def add_sizes(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    sizes = command(
        "sizes",
        "Make pictures in many sizes: scaled to fit, and drawn on where something is missing.",
        'patchboard sizes photo.jpg --preset "Half page" --preset "Instagram story" --out .',
    )
    sizes.add_argument("pictures", type=Path, nargs="+", metavar="PICTURE")
    about = "a size by name, see `patchboard presets`; repeatable"
    sizes.add_argument("--preset", action="append", required=True, metavar="NAME", help=about)
    sizes.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where they go, as PICTURE-PRESET")
    keep = "the subject: it stays whole and the rest may be cut, so that less is drawn"
    sizes.add_argument("--keep", type=box, metavar="X,Y,W,H", help=keep)
    sizes.add_argument("--prompt", default="", help="words for what is new; empty: what the picture suggests")
    sizes.add_argument("--engine", default="builtin", help="see `patchboard engines`")
    sizes.add_argument("--seed", type=whole(0, 2**32 - 1), default=0, metavar="N")
    sizes.add_argument("--anyway", action="store_true", help="take answers that could not be fitted safely")

    presets = command("presets", "The sizes by name; your own are added, renamed and removed.", "patchboard presets")
    change = presets.add_mutually_exclusive_group()
    change.add_argument("--add", type=named_size, metavar="NAME=WxH", help="keep a size of your own")
    change.add_argument("--rename", nargs=2, metavar=("OLD", "NEW"), help="another name for one of your own")
    change.add_argument("--remove", metavar="NAME", help="forget one of your own")
