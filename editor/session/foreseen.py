"""What a request would be and cost, before anything is asked."""

from __future__ import annotations

from typing import NamedTuple

from editor.document.records import Layer, Mask
from editor.engine.contract import Engine, Kind, Price
from editor.pixels.geometry import Rect, Size
from editor.steps import ask
from editor.steps.ask import Wish


class Foreseen(NamedTuple):
    """What a request would be: its kind, and what it would cost at most, None where nobody knows.

    `region` is in the target's grid, `sent` the size at which the engine would draw it.
    """

    kind: Kind
    price: Price | None
    region: Rect
    sent: Size


def foreseen(target: Layer, mask: Mask, engine: Engine, wish: Wish) -> Foreseen:
    """What asking this engine would mean. Raises BadRequest where it cannot be asked."""
    request, region = ask.foreseen(target, mask, engine, wish)
    try:
        price = engine.price(request)
    except Exception:  # an engine's own fault, which is told where it matters
        price = None
    return Foreseen(request.kind, price, region, request.size)
