"""Reads what a request wants to avoid: colours, clouds and stars of a backdrop; anything else is of no use here."""

from __future__ import annotations

from collections.abc import Sequence

from .lexer import Item, items
from .words import RGB, Wish

_SKY = {"clouds": "no clouds", "cloud": "no clouds", "cloudy": "no clouds", "stars": "no stars"}


def avoided(avoid: str, wish: Wish) -> tuple[list[RGB], set[str]]:
    """The colours and the traits that follow from `avoid` for the wish; both empty where it is no backdrop."""
    used = [item for item in items(avoid) if _useful(item, wish)]
    colours: list[RGB] = [item.value for item in used if item.kind == "colour"]  # pyright: ignore
    return colours, {_SKY[item.word] for item in used if item.kind == "sky"}


def unused(avoid: str, wish: Wish) -> Sequence[str]:
    """The words of `avoid` that carry a meaning and had no effect."""
    grammar = ("filler", "break", "and", "with", "it", "not", "place", "from", "like")
    return [item.word for item in items(avoid) if item.kind not in grammar and not _useful(item, wish)]


def _useful(item: Item, wish: Wish) -> bool:
    if wish.base != "backdrop":
        return False
    return item.kind == "colour" or (wish.backdrop == "sky" and item.word in _SKY)
