"""Anchor sets, such as "Brand A spring": kept in a folder of the user's, and shared as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from editor.document.ids import new_id
from editor.document.kinds import AnchorKind
from editor.document.order import spread
from editor.document.records import Anchor, Pin
from editor.engine.contract import Colour
from editor.resources import own_folder
from editor.session.anchors import add_all, last
from editor.session.session import Session
from editor.steps.naming import file_name
from editor.steps.write import write

ENDING = ".anchors.json"
FORMAT = 1
LARGEST = 1 << 20  # bytes of a file
MOST = 500  # anchors of a set
COLOURS = 64  # of an anchor
LONGEST = 10_000  # characters of a text
NAME = 200  # characters of a name


class Saved(msgspec.Struct, frozen=True, omit_defaults=True):
    """An anchor in a set: what it says, without where it holds."""

    name: str
    kind: AnchorKind
    text: str = ""
    colours: tuple[Colour, ...] = ()
    weight: float = 1.0


class AnchorSet(msgspec.Struct, frozen=True):
    """What a file holds; `patchboard_anchors` is the number of its format."""

    patchboard_anchors: int
    name: str
    anchors: tuple[Saved, ...]


def folder() -> Path:
    """Where the user's sets are kept; it need not exist."""
    return own_folder() / "anchors"


def library(place: Path | None = None) -> dict[str, Path]:
    """The user's sets by name."""
    files = sorted((place or folder()).glob(f"*{ENDING}"))
    return {path.name.removesuffix(ENDING): path for path in files}


def kept(name: str, anchors: Iterable[Anchor], place: Path | None = None) -> Path:
    """Keep a set under a name among the user's, in the place of one of that name; its file. Raises OSError."""
    path = (place or folder()) / f"{file_name(name, 'anchors')}{ENDING}"
    path.parent.mkdir(parents=True, exist_ok=True)
    save(path, name, anchors)
    return path


def taken(path: Path, place: Path | None = None) -> Path:
    """Keep a set from a file among the user's, in the place of one of that name; its file. Raises as `load`."""
    mine = (place or folder()) / f"{file_name(load(path).name, 'anchors')}{ENDING}"
    mine.parent.mkdir(parents=True, exist_ok=True)
    return copied(path, mine)


def copied(path: Path, to: Path) -> Path:
    """A set's file in another place. Raises OSError."""
    write(to, path.read_bytes())
    return to


def save(path: Path, name: str, anchors: Iterable[Anchor]) -> None:
    """Write a set to a file, to be shared. Raises OSError."""
    found = sorted(anchors, key=lambda anchor: anchor.order)
    saved = tuple(Saved(one.name, one.kind, one.text, one.colours, one.weight) for one in found)
    data = msgspec.json.encode(AnchorSet(FORMAT, name, saved))
    write(path, msgspec.json.format(data, indent=2))


def load(path: Path) -> AnchorSet:
    """A set from a file, whoever wrote it. Raises ValueError, which says what is wrong with it, and OSError."""
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} is too large for a set of anchors: at most {LARGEST >> 20} MB are read.")
    try:
        found = msgspec.json.decode(path.read_bytes(), type=AnchorSet)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ValueError(f"{path.name} is no set of anchors: {error}") from error
    if found.patchboard_anchors > FORMAT:
        raise ValueError(f"{path.name} was written by a newer version: update this one first.")
    if len(found.anchors) > MOST:
        raise ValueError(f"{path.name} holds {len(found.anchors)} anchors: at most {MOST} are taken.")
    for one in found.anchors:
        _check(one, path.name)
    return found


def take_in(session: Session, found: AnchorSet, pins: Sequence[Pin] = (Pin(),)) -> list[Anchor]:
    """The anchors of a set as new ones behind all others, pinned there, as one undo step."""
    orders = spread(len(found.anchors), last(session.document))
    made = [
        Anchor(
            id=new_id(),
            name=one.name,
            kind=one.kind,
            text=one.text,
            colours=one.colours,
            weight=one.weight,
            order=order,
            pins=tuple(pins),
        )
        for one, order in zip(found.anchors, orders, strict=True)
    ]
    return add_all(session, made, f"Add anchors of {found.name}")


def _check(one: Saved, file: str) -> None:
    said = f"{file}: the anchor {one.name[:40]!r}"
    if len(one.name) > NAME or len(one.text) > LONGEST or len(one.colours) > COLOURS:
        raise ValueError(f"{said} says too much: {LONGEST} characters and {COLOURS} colours at most.")
    if not 0.0 <= one.weight <= 4.0:
        raise ValueError(f"{said} has a weight of {one.weight:g}: 0 to 4 can be.")
    for colour in one.colours:
        if len(colour.name) > NAME or not all(0 <= value <= 255 for value in colour.rgb):
            raise ValueError(f"{said} has a colour that cannot be.")
        if not 0.0 <= colour.tolerance <= 100.0:
            raise ValueError(f"{said} has a tolerance of {colour.tolerance:g}: 0 to 100 can be.")
