"""Connects fal.ai: reads the schemas and prices of models, and gives one engine a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest, BadResult, ModelGone
from editor.engine.keyed import Keyed
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.schema import Field, fields_of
from editor.engine.schema_engine import Runs
from editor.engine.schema_models import kept, offered, wanted
from editor.engine.stop import Stop
from editor.engine.takes import takes, useless
from editor.engine.web import Web

from .queue import Places, Queue, explained


class Fal(Keyed):
    """A key, and ids of any models of fal.ai."""

    name = "fal"
    title = "fal.ai"
    optional: frozenset[Need] = frozenset({"address", "models"})
    variables: tuple[str, ...] = ("FAL_KEY",)
    scheme = "Key"
    explain = staticmethod(explained)

    def base(self, connection: Connection) -> str:
        return Places.of(connection.address).queue

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Ask for prices, which needs the key and costs nothing, and for the schema of each model."""
        web, places, ids = self.web(connection), Places.of(connection.address), wanted(connection)
        prices = _prices(web, places, ids, stop)
        models: list[Model] = []
        says: list[str] = []
        for id in ids:
            try:
                fields = _fields(web, places, id, stop)
            except (ModelGone, BadRequest, BadResult):
                says.append(f"{id} is not there, or does not say what it takes.")
                continue
            models.append(kept(id, fields, price=prices.get(id)))
            if reason := useless(takes(fields)):
                says.append(f"{id} is no use here: it {reason}.")
        return Found(models=tuple(models), says=(f"{len(models)} models say what they take.", *says))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """One a model whose schema the last test has read."""
        web, places = self.web(connection), Places.of(connection.address)

        def queue(found: Model) -> Runs:
            return Queue(web, places, found.id)

        yield from offered(connection, web, queue)


def _prices(web: Web, places: Places, ids: tuple[str, ...], stop: Stop) -> dict[str, dict[str, Any]]:
    """What is paid for a picture or a megapixel, by model; nothing where fal does not say.

    All at once; one after the other where fal refuses that for one that it does not know.
    """
    try:
        answer = web.call("GET", f"{places.platform}/models/pricing", stop, params={"endpoint_id": list(ids)})
    except (ModelGone, BadRequest):
        each = (_prices(web, places, (id,), stop) for id in ids) if len(ids) > 1 else ()
        return {id: price for found in each for id, price in found.items()}
    found, prices = answer.field("prices"), {}
    for row in found if isinstance(found, list) else ():
        unit = str(row.get("unit", "")).rstrip("s")
        word = "megapixel" if unit.endswith("megapixel") else "picture" if unit == "image" else ""
        if word and isinstance(row.get("unit_price"), int | float):
            prices[row.get("endpoint_id")] = {word: row["unit_price"]}
    return prices


def _fields(web: Web, places: Places, id: str, stop: Stop) -> tuple[Field, ...]:
    """The fields of a model's input. Raises EngineError, BadResult where it does not say."""
    document = web.call("GET", places.schemas, stop, params={"endpoint_id": id}).json()
    paths = document.get("paths") if isinstance(document, dict) else None
    for path in paths.values() if isinstance(paths, dict) else ():
        found: Any = path
        for name in ("post", "requestBody", "content", "application/json", "schema"):
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, dict):
            return fields_of(found, document)
    raise BadResult("The provider's description of the model holds no input.")
