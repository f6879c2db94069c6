"""Models whose schema a test of the connection has read, kept among what was found, and the engines that they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from editor.engine.catalogue import Facts, catalogue
from editor.engine.provider import Connection, Model
from editor.engine.schema import Field
from editor.engine.schema_engine import Runs, SchemaEngine
from editor.engine.takes import takes
from editor.engine.web import Web


def wanted(connection: Connection) -> tuple[str, ...]:
    """The ids of models that the user wrote down, and of those that the catalogue begins with."""
    known = (facts.id for facts in catalogue().of(connection.plugin) if not facts.retired())
    return tuple(dict.fromkeys((*connection.added, *known)))


def kept(id: str, fields: tuple[Field, ...], **facts: Any) -> Model:
    """A model as it is kept: its fields, and what else its provider wants to know again, as they are read from JSON."""
    return Model(id=id, facts=msgspec.json.decode(msgspec.json.encode({"fields": fields, **facts})))


def offered(connection: Connection, web: Web, spoken_to: Callable[[Model], Runs]) -> Iterator[SchemaEngine]:
    """One engine for each model that was found and can do something here. Its "price" goes before the catalogue's."""
    for found in connection.found.models:
        fields = msgspec.convert(found.facts.get("fields", ()), tuple[Field, ...])
        facts, runs = _facts(connection.plugin, found), spoken_to(found)
        engine = SchemaEngine(f"{connection.name}/{found.id}", facts, takes(fields), web, runs)
        if engine.abilities.kinds:
            yield engine


def _facts(plugin: str, found: Model) -> Facts:
    try:
        facts = catalogue().find(plugin, found.id)
    except LookupError:
        facts = Facts(id=found.id, plugin=plugin)
    return msgspec.structs.replace(facts, prices=found.facts.get("price") or facts.prices)
