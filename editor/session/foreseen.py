"""What asking would mean before anything is asked: what guides it, what is sent, at which size and price."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from editor.document.archive import Generation
from editor.document.records import Document, Layer, Mask
from editor.engine.contract import Engine, Kind, Price, Request
from editor.engine.registry import Registry
from editor.pixels.geometry import Rect, Size
from editor.session.lists import Lists
from editor.session.session import Session
from editor.steps.ask import Wish, foreseen
from editor.steps.compose import Composed, composed, guided
from editor.steps.enlarge import Goal, planned_larger
from editor.steps.pins import Place, masked_place
from editor.steps.sent import requested


class Foreseen(NamedTuple):
    """What a request would be: its kind, and what it would cost at most, None where nobody knows.

    `region` is in the target's grid, `sent` the size at which the engine would draw it.
    """

    kind: Kind
    price: Price | None
    region: Rect
    sent: Size


def larger(
    document: Document, target: Layer, engine: Engine, goal: Goal, words: str = "", seed: int = 0, *, made: float = 0.0
) -> Generation:
    """The record of having a layer made larger, with what it would cost. Raises BadRequest as `planned_larger`."""
    generation = planned_larger(document, target, engine, goal, words, seed, made=made)
    return msgspec.structs.replace(generation, price=_price(engine, requested(generation, None)))


class Foreseeing:
    """Of one session, quick enough for every key that is pressed; nothing is written and no picture is looked at."""

    def __init__(self, session: Session, registry: Registry) -> None:
        self._session, self._registry = session, registry
        self._lists = Lists()

    def composed(self, engine: str, wish: Wish, place: Place) -> Composed:
        """What an engine would be asked in a place by this wish, with all that guides it, and what is to be remarked.

        Raises LookupError where there is no such engine.
        """
        abilities = self._registry.engine(engine).abilities
        return composed(self._session.document, place, wish, abilities, lines=self._lists)

    def guided(self, wish: Wish, place: Place, engine: str) -> Wish:
        """The wish with its prompt composed, unless that was done, or nothing is to guide it. Raises as `composed`."""
        return guided(wish, self.composed(engine, wish, place)) if wish.guided else wish

    def foreseen(self, target: Layer, mask: Mask, engine: str, wish: Wish) -> Foreseen:
        """What asking for what a mask marks would mean. Raises BadRequest, LookupError as `Generations.ask`."""
        found, document = self._registry.engine(engine), self._session.document
        wish = self.guided(wish, masked_place(document, target, mask, found.abilities), engine)
        request, region = foreseen(document, target, mask, found, wish)
        return Foreseen(request.kind, _price(found, request), region, request.size)


def _price(engine: Engine, request: Request) -> Price | None:
    try:
        return engine.price(request)
    except Exception:  # an engine's own fault, which is told where it matters
        return None
