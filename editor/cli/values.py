"""What an option's text means: numbers within a range, sizes, colours, references; each error says what is taken."""

from __future__ import annotations

import math
from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, cast, get_args

from editor.engine.contract import Colour, Price, Role
from editor.pixels.geometry import Size

FAR = 1_000_000  # pixels from the canvas's origin: no command goes further
LARGEST_SIDE = 65_535
ROLES: tuple[Role, ...] = get_args(Role)


class ReferenceFile(NamedTuple):
    """A picture file that guides, and what it stands for."""

    path: Path
    role: Role


def whole(low: int, high: int) -> Callable[[str], int]:
    """A reader of one whole number from `low` to `high`."""

    def read(text: str) -> int:
        try:
            found = int(text)
        except ValueError:
            found = low - 1
        if not low <= found <= high:
            raise ArgumentTypeError(f"{text!r} is not a whole number from {low} to {high}")
        return found

    return read


def real(low: float, high: float) -> Callable[[str], float]:
    """A reader of one number from `low` to `high`."""

    def read(text: str) -> float:
        try:
            found = float(text)
        except ValueError:
            found = math.nan
        if not low <= found <= high:
            raise ArgumentTypeError(f"{text!r} is not a number from {low:g} to {high:g}")
        return found

    return read


def several(example: str, low: int = -FAR, high: int = FAR) -> Callable[[str], tuple[int, ...]]:
    """A reader of as many whole numbers as the example has, commas between them, each from `low` to `high`."""
    count = example.count(",") + 1

    def read(text: str) -> tuple[int, ...]:
        try:
            found = tuple(int(part) for part in text.split(","))
        except ValueError:
            found = ()
        if len(found) != count or not all(low <= number <= high for number in found):
            raise ArgumentTypeError(f"{text!r} is not {count} whole numbers from {low} to {high}, such as {example}")
        return found

    return read


def box(text: str) -> tuple[int, ...]:
    """`X,Y,W,H`: the upper left corner, and a width and height of at least one pixel."""
    found = several("100,80,300,200")(text)
    if min(found[2:]) < 1:
        raise ArgumentTypeError(f"{text!r}: width and height, the last two numbers, are at least 1")
    return found


def corners(text: str) -> tuple[tuple[int, int], ...]:
    """`X,Y,X,Y,X,Y`: three corners or more."""
    try:
        numbers = [int(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) < 6 or len(numbers) % 2 or any(abs(number) > FAR for number in numbers):
        raise ArgumentTypeError(f"{text!r} is no polygon: write X,Y of three corners or more, as 10,10,90,10,50,80")
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def size(text: str) -> Size:
    """`1080x1920`, within what a picture file can hold and this program reads back."""
    try:
        w, h = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no size: write it as WIDTHxHEIGHT, such as 1080x1920") from None
    if min(w, h) < 1 or max(w, h) > LARGEST_SIDE:
        raise ArgumentTypeError(f"{text!r} is no size: each side has 1 to {LARGEST_SIDE} pixels")
    if too_large := beyond(Size(w, h)):
        raise ArgumentTypeError(too_large)
    return Size(w, h)


def named_size(text: str) -> tuple[str, Size]:
    """`Poster=2000x3000`: a name and a size."""
    name, equals, written = text.rpartition("=")
    if not equals or not name.strip():
        raise ArgumentTypeError(f"{text!r} is no named size: write NAME=WIDTHxHEIGHT, such as Poster=2000x3000")
    return name.strip(), size(written)


def money(text: str) -> Price:
    """`5`, `5.00` or `5 EUR`."""
    from editor.session.money import read_amount  # not at the top: `--help` needs no session

    try:
        return read_amount(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def named_text(text: str) -> tuple[str, str]:
    """`product=a red cup`: a name and what it stands for."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ArgumentTypeError(f"{text!r} gives no name a value: write NAME=TEXT, such as product=a red cup")
    return name.strip(), value.strip()


def beyond(size: Size) -> str:
    """Why a picture of this size is not made, as a sentence; empty where it can be."""
    from editor.pixels.decode import MAX_PIXELS  # not at the top: `--help` needs no decoder

    if size.area <= MAX_PIXELS and max(size) <= LARGEST_SIDE:
        return ""
    most = f"{MAX_PIXELS // 1_000_000} million pixels and {LARGEST_SIDE} a side"
    return f"{size.w} x {size.h} is too large: at most {most}"


def reference(text: str) -> ReferenceFile:
    """`FILE` or `FILE:ROLE`. A colon belongs to the name where no role follows it and such a file exists."""
    name, colon, role = text.rpartition(":")
    if role in ROLES and name:
        return ReferenceFile(Path(name), cast("Role", role))
    if colon and not Path(text).exists() and Path(name).exists():
        raise ArgumentTypeError(f"{role!r} is no role of a reference: {', '.join(ROLES)}")
    return ReferenceFile(Path(text), "style")


def palette(text: str) -> tuple[Colour, ...]:
    """`brand=#1a4fd0,accent=orange`: names for colours, by which a prompt can speak of them."""
    return tuple(_colour(part) for part in text.split(","))


def _colour(text: str) -> Colour:
    from editor.pixels.colour_words import parse_colour

    name, _, written = text.partition("=")
    rgb = parse_colour(written)
    if not name.strip() or rgb is None:
        raise ArgumentTypeError(f"{text!r} is no named colour: write NAME=#hex, such as brand=#1a4fd0")
    return Colour(name.strip(), rgb)
