"""The options of `reference`: the pictures of a project that guide every request."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import get_args

from editor.cli.deeds import deeds
from editor.cli.values import box, real, whole
from editor.engine.contract import Role


def add_references(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    reference = command(
        "reference",
        "The pictures that guide every request: from files or layers, with role, strength, crop, source and licence.",
        "patchboard reference list spring.patchboard",
        "patchboard reference add spring.patchboard photo.jpg --role palette --licence CC0",
    )
    deed = deeds(reference)

    known = deed("list", "All of them in their order, what each guided, and what an engine leaves out.")
    known.add_argument("--engine", default="", help="say what this one leaves out; see `patchboard engines`")
    add = deed("add", "Picture files, or layers that are followed as they change.")
    add.add_argument("file", nargs="*", type=Path, metavar="FILE")
    add.add_argument("--layer", action="append", default=[], help="name or id of a picture; repeatable")
    add.add_argument("--at", type=whole(1, 10_000), metavar="N", help="before the one at this place; default: the last")
    _described(add, "style")
    edit = deed("edit", "Another name, role, strength or crop; on or off; frozen as it is, or following its layer.")
    _which(edit)
    edit.add_argument("--name", help="another name")
    _described(edit, None)
    edit.add_argument("--strength", type=real(0, 1), metavar="S", help="0 to 1, for engines that know strengths")
    edit.add_argument("--crop", type=box, metavar="X,Y,W,H", help="the part that guides")
    edit.add_argument("--whole", action="store_true", help="all of it guides")
    switch, kept = edit.add_mutually_exclusive_group(), edit.add_mutually_exclusive_group()
    switch.add_argument("--on", dest="enabled", action="store_true", default=None)
    switch.add_argument("--off", dest="enabled", action="store_false", default=None)
    kept.add_argument("--freeze", action="store_true", help="keep it as its layer is now")
    kept.add_argument("--follow", action="store_true", help="have it follow its layer again")
    remove = deed("remove", "Take a reference away; what it guided keeps it.")
    _which(remove)


def _which(sub: ArgumentParser) -> None:
    sub.add_argument("reference", help="its name, as the prompt says it behind an @, or its id")


def _described(sub: ArgumentParser, role: Role | None) -> None:
    sub.add_argument("--role", choices=get_args(Role), default=role)
    sub.add_argument("--licence", help="under which it may be used")
    sub.add_argument("--source", help="where it is from")
