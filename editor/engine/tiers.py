"""Which engines are for trying out and which for what is delivered, as the catalogue says."""

from __future__ import annotations

from typing import Literal

from editor.engine.catalogue import catalogue
from editor.engine.contract import Kind
from editor.engine.registry import Registry

Tier = Literal["draft", "final"]


def tier(registry: Registry, engine: str) -> Tier | None:
    """None for an engine that the catalogue does not know."""
    connection, model = registry.connection(engine), engine.partition("/")[2]
    if connection is None:
        return None
    try:
        return catalogue().find(connection.plugin, model).tier
    except (LookupError, ValueError):  # a list of the user's own that cannot be read is told elsewhere
        return None


def final_engine(registry: Registry, draft: str, kind: Kind) -> str:
    """The first engine of the final tier that can do this, those of the draft's own connection before others.

    Empty where there is none.
    """
    names = [one.name for one in registry.engines if tier(registry, one.name) == "final"]
    able = [name for name in names if name != draft and not registry.engine(name).abilities.refuses(kind)]
    home = f"{draft.partition('/')[0]}/"
    return min(able, key=lambda name: not name.startswith(home), default="")
