"""Reads changes of tone ("slightly darker", "20 % more contrast") out of a part of a prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lexer import Item

DEFAULT = 0.2  # "darker" means by a fifth
_OPPOSITE = {"sharpness": ("softness", -1)}


@dataclass(frozen=True)
class Tone:
    """A change of "lightness", "warmth", "softness", "contrast" or "saturation"; 0.2 is a fifth more, -1 none left."""

    quality: str
    amount: float


def tones(part: Sequence[Item], bare: bool) -> list[Tone]:
    """The changes asked for, their items called understood; `bare` takes adjectives ("dark") for changes too."""
    found: list[Tone] = []
    for k, item in enumerate(part):
        if item.fate or item.kind not in ("tone", "look", "quality", "grey"):
            continue
        direction = _direction(part, k)
        compared = item.kind == "tone" or direction is not None or (item.kind == "quality" and _is_signed(part, k))
        if not compared and (item.kind == "quality" or names_thing(part, k) or not bare):
            continue
        if item.kind == "grey":
            found.append(Tone("saturation", -1.0))
        else:
            meant = item.value if isinstance(item.value, tuple) else _OPPOSITE.get(str(item.value), (item.value, 1))
            sign = float(meant[1]) * (direction.value if direction else 1)  # pyright: ignore
            amount = _amount(part, k)
            found.append(Tone(str(meant[0]), -abs(amount) if amount < 0 and sign < 0 else sign * amount))
        for used in (item, direction):
            if used:
                used.fate = "understood"
    return found


def _direction(part: Sequence[Item], k: int) -> Item | None:
    """The "more" or "less" that belongs to the quality at k."""
    for item in reversed(part[:k]):
        if item.kind == "more":
            return item
        if item.kind not in ("filler", "stuff", "it", "and", "quality", "look"):
            return None
    return None


def _is_signed(part: Sequence[Item], k: int) -> bool:
    """Whether a share with a sign stands with the quality, as in "contrast +30%": that is a direction by itself."""
    near = [*_nearby(reversed(part[:k]), before=True), *_nearby(part[k + 1 :], before=False)]
    return any(item.kind == "percent" and item.word[0] in "+-−" for item in near)


def _amount(part: Sequence[Item], k: int) -> float:
    """The amount that stands with the change at k, taken: before it, or after it where no other change follows.

    Below 0 only for a share with a minus: "warmer -50%" is cooler, and "darker -20%" not brighter.
    """
    amount, scale = DEFAULT, 1.0
    for item in [*_nearby(reversed(part[:k]), before=True), *_nearby(part[k + 1 :], before=False)]:
        if item.fate:
            continue
        item.fate = "understood"
        if item.kind == "percent":
            return float(item.value)  # pyright: ignore
        scale *= float(item.value)  # pyright: ignore
    return min(amount * scale, 1.0)


def _nearby(part: Iterable[Item], before: bool) -> list[Item]:
    near: list[Item] = []
    for item in part:
        if item.kind in ("amount", "percent"):
            near.append(item)
        elif not before and item.kind in ("tone", "look", "more", "quality"):
            return []
        elif item.kind not in ("filler", "it", "more", "with", "stuff"):
            break
    return near


def names_thing(part: Sequence[Item], k: int) -> bool:
    """Whether the word is but a description of a thing that nobody can draw: "red car", "marble table"."""
    for item in part[k + 1 :]:
        if item.kind == "unknown":
            return True
        if item.kind not in ("look", "colour", "modifier"):
            return False
    return False
