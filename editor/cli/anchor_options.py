"""The options of the commands about what guides: `anchor`, `compose` and `rerun`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from editor.cli.deeds import deeds
from editor.cli.values import box, named_text, palette, real, whole
from editor.document.kinds import AnchorKind


def add_anchors(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    anchor = command(
        "anchor",
        "What guides every prompt: words, colours and what to avoid, in versions, pinned to places.",
        "patchboard anchor list spring.patchboard",
        'patchboard anchor add spring.patchboard "Low sun" --kind light --text "backlit, low evening sun"',
    )
    deed = deeds(anchor)

    deed("list", "All anchors with where they hold and what they guided.")
    add = deed("add", "A new anchor, pinned to the project unless a place is named.")
    add.add_argument("name")
    _said(add)
    _placed(add)
    edit = deed("edit", "What an anchor says: a new version; what was made with the old one keeps that.")
    _which(edit)
    edit.add_argument("--name", help="another name")
    edit.add_argument("--version", type=whole(1, 1_000_000), metavar="N", help="what it said at that version")
    _said(edit)
    pin = deed("pin", "Have an anchor hold in one more place; --off switches it off there.")
    unpin = deed("unpin", "Have an anchor hold in a place no longer.")
    for sub in (pin, unpin):
        _which(sub)
        _placed(sub)
    pin.add_argument("--off", action="store_true")
    remove = deed("remove", "Take an anchor away; what it said stays with what it guided.")
    _which(remove)
    from_ = deed("from", "Anchors of the colours and the light of pictures, references, and the prompts they carry.")
    from_.add_argument("layers", nargs="+", metavar="LAYER", help="names or ids of pictures")
    from_.add_argument("--name", default="", help="what they are called; default: the first picture's name")
    from_.add_argument("--no-references", dest="references", action="store_false", help="only colours, light and words")
    used = deed("used", "What an anchor guided, and what a change of it affects.")
    rerun = deed("rerun", "Ask again for what an earlier version guided, with the present one: new candidates.")
    for sub in (used, rerun):
        _which(sub)
    rerun.add_argument("--only", action="append", default=[], metavar="GENERATION", help="of those; repeatable")
    save = deed("save-set", "Keep all anchors, or some, as a set: among your own by a name, or in a file to share.")
    save.add_argument("set", metavar="NAME|FILE")
    save.add_argument("--only", action="append", default=[], metavar="ANCHOR", help="name or id; repeatable")
    load = deed("load-set", "Add the anchors of a set, pinned to the project unless a place is named.")
    load.add_argument("set", metavar="NAME|FILE")
    _placed(load)

    compose = command(
        "compose",
        "What would be asked: the words as typed, evaluated, and with all that guides them; and what to drop.",
        'patchboard compose spring.patchboard --prompt "a {small|tall} cup"',
    )
    compose.add_argument("project", type=Path)
    compose.add_argument("--prompt", default="", help="the words")
    compose.add_argument("--avoid", default="", help="what is not to be shown")
    compose.add_argument("--layer", default="", help="for the mask in use of this layer; default: the uppermost masked")
    compose.add_argument("--at", type=box, metavar="X,Y,W,H", help="for a picture from words alone, at this place")
    compose.add_argument("--engine", default="builtin", help="see `patchboard engines`")
    compose.add_argument("--seed", type=whole(0, 2**32 - 1), default=0, metavar="N")
    about = "the value of a name in braces; repeatable"
    compose.add_argument("--set", type=named_text, action="append", default=[], metavar="NAME=TEXT", help=about)
    compose.add_argument("--keep", action="store_true", help="keep the values of --set in the project")

    rerun = command(
        "rerun",
        "Ask once more for what was made, from its project or from an exported file, and tell whether it is the same.",
        "patchboard rerun spring.patchboard",
    )
    rerun.add_argument("file", type=Path, metavar="PICTURE|PROJECT")
    rerun.add_argument("generation", nargs="?", default="", help="its id, as `info` prints it; default: the newest")
    about = "for a picture: the project that it was exported from"
    rerun.add_argument("--project", type=Path, help=about)
    rerun.add_argument("-o", "--out", type=Path, help="for a picture from words alone: where the result goes")


def _which(sub: ArgumentParser) -> None:
    sub.add_argument("anchor", help="its name or id")


def _said(sub: ArgumentParser) -> None:
    sub.add_argument("--kind", choices=get_args(AnchorKind))
    sub.add_argument("--text", help="what it says")
    sub.add_argument("--palette", type=palette, metavar="NAME=#hex,...", help="its colours")
    sub.add_argument("--tolerance", type=real(0, 100), metavar="T", help="with --palette: CIEDE2000, 0 to 100")
    sub.add_argument("--weight", type=real(0, 4), metavar="W", help="for engines that know weights; 1 is even")


def _placed(sub: ArgumentParser) -> None:
    place = sub.add_mutually_exclusive_group()
    place.add_argument("--frame", help="name or id of a frame")
    place.add_argument("--layer", help="name or id of a layer or group")
    place.add_argument("--area", metavar="LAYER", help="where the mask in use of a layer marks")
