"""Connects Replicate: reads the schemas of models, and gives one engine a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest, ModelGone
from editor.engine.keyed import Keyed
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.schema import fields_of
from editor.engine.schema_engine import Runs
from editor.engine.schema_models import kept, offered, wanted
from editor.engine.stop import Stop
from editor.engine.takes import takes, useless
from editor.engine.web import Web

from .predictions import Predictions, explained

ADDRESS = "https://api.replicate.com/v1"


class Replicate(Keyed):
    """A token, and ids of any models of Replicate: "owner/name", or with a version, "owner/name:hash"."""

    name = "replicate"
    title = "Replicate"
    optional: frozenset[Need] = frozenset({"address", "models"})
    variables: tuple[str, ...] = ("REPLICATE_API_TOKEN",)
    address = ADDRESS
    explain = staticmethod(explained)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Ask whose token it is, and for the schema of each model."""
        web = self.web(connection)
        account = web.call("GET", "account", stop).field("username")
        models: list[Model] = []
        says = [f"Connected as {account}."] if isinstance(account, str) else []
        for id in wanted(connection):
            try:
                version, schema = _described(web, id, stop)
            except (ModelGone, BadRequest):
                says.append(f"{id} is not there.")
                continue
            fields = fields_of({"$ref": "#/components/schemas/Input"}, schema)
            models.append(kept(id, fields, version=version))
            if reason := useless(takes(fields)):
                says.append(f"{id} is no use here: it {reason}.")
        return Found(models=tuple(models), says=(*says, f"{len(models)} models say what they take."))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """One a model whose schema the last test has read."""
        web = self.web(connection)

        def predictions(found: Model) -> Runs:
            return Predictions(web, str(found.facts.get("version") or found.id))

        yield from offered(connection, web, predictions)


def _described(web: Web, id: str, stop: Stop) -> tuple[str, dict[str, Any]]:
    """What names the model when it is run, and its OpenAPI document. Raises EngineError."""
    name, _, wanted_version = id.partition(":")
    if wanted_version:
        answer = web.call("GET", f"models/{name}/versions/{wanted_version}", stop)
        return wanted_version, answer.field("openapi_schema") or {}
    answer = web.call("GET", f"models/{name}", stop)
    newest = answer.field("latest_version", "id")
    official = answer.field("is_official") is True or not isinstance(newest, str)  # those are run by name
    return name if official else newest, answer.field("latest_version", "openapi_schema") or {}
