"""Engines as they are offered for choice: by connection, with their tier, what a picture costs, and what keeps one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from editor.engine.catalogue import Facts, catalogue
from editor.engine.contract import Abilities, Engine, Kind, Price, Request
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.pixels.geometry import Size

USUAL = Size(1024, 1024)  # of the picture whose price is told


class Offer(NamedTuple):
    """`group` is the title of its connection, empty for an engine that is simply installed.

    `price` is that of one picture of about a megapixel; None where nobody knows. One that is `hidden`, by the user or
    since its model is retired, is not offered, but can be asked.
    """

    engine: Engine
    group: str = ""
    tier: Literal["draft", "final", ""] = ""
    price: Price | None = None
    hidden: bool = False
    retired: bool = False


def offers(registry: Registry) -> tuple[Offer, ...]:
    """All engines, in the order of the registry."""
    return tuple(_offer(registry, engine) for engine in registry.engines)


def model_of(engine: str) -> str:
    """The id of the model in the name of an engine of a connection."""
    return engine.partition("/")[2]


def offers_of(connection: Connection, group: str, engines: Iterable[Engine]) -> tuple[Offer, ...]:
    """The engines that a connection gives, or would give; `group` is its title."""
    return tuple(_connected(connection, group, engine) for engine in engines)


def _offer(registry: Registry, engine: Engine) -> Offer:
    connection = registry.connection(engine.name)
    if connection is None:
        return Offer(engine, price=_price(engine))
    return _connected(connection, connection.title or registry.provider(connection.plugin).title, engine)


def _connected(connection: Connection, group: str, engine: Engine) -> Offer:
    facts, price = _facts(connection, engine), _price(engine)
    retired = facts is not None and facts.retired()
    hidden = retired or model_of(engine.name) in connection.hidden
    return Offer(engine, group, facts.tier if facts else "", price, hidden=hidden, retired=retired)


def _facts(connection: Connection, engine: Engine) -> Facts | None:
    try:
        return catalogue().find(connection.plugin, model_of(engine.name))
    except (LookupError, ValueError):  # not known there, or the user's own list is wrong, which is told elsewhere
        return None


def _price(engine: Engine) -> Price | None:
    try:
        return engine.price(Request(id="", kind=_kind(engine.abilities), size=_size(engine.abilities), prompt="a"))
    except Exception:  # an engine's own fault, which is told where it matters
        return None


def _kind(abilities: Abilities) -> Kind:
    return next(kind for kind in get_args(Kind) if kind in abilities.kinds)


def _size(abilities: Abilities) -> Size:
    """The one that it draws which is next to a megapixel."""
    return min((Size(*one) for one in abilities.sizes), key=lambda size: abs(size.area - USUAL.area), default=USUAL)
