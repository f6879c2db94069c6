"""Connects OpenAI, or a server that speaks as it does, and gives one engine a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from editor.engine.catalogue import catalogue, reached
from editor.engine.contract import Engine
from editor.engine.errors import BadResult, ModelGone
from editor.engine.keyed import Keyed
from editor.engine.keys import key
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop

from .answers import explained
from .engine import OpenAIEngine

ADDRESS = "https://api.openai.com/v1"
SILENT = 600.0  # seconds: the best quality takes minutes


class OpenAI(Keyed):
    """A key, and an address where a region's own one is wanted."""

    name = "openai"
    title = "OpenAI"
    optional: frozenset[Need] = frozenset({"address", "models"})
    variables: tuple[str, ...] = ("OPENAI_API_KEY",)
    address = ADDRESS
    silent = SILENT
    explain = staticmethod(explained)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """List the models, which costs nothing and needs the key."""
        ids = [id for id in self._listed(connection, stop) if "image" in id]
        count = f"{len(ids)} image models" if len(ids) != 1 else "One image model"
        return Found(models=tuple(Model(id=id) for id in ids), says=(f"The key is good. {count}.",))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """Those that were found, else those of the catalogue; and those that are gone, which say so."""
        web = self.web(connection)
        for facts in reached(connection):
            new = not facts.source  # one that nobody knows can be expected to have qualities, and to say how far it is
            known = msgspec.structs.replace(facts, extra={"quality": "high"}) if new else facts
            yield OpenAIEngine(f"{connection.name}/{facts.id}", known, web)

    def _listed(self, connection: Connection, stop: Stop) -> list[str]:
        models = self.web(connection).call("GET", "models", stop).field("data")
        if not isinstance(models, list):
            raise BadResult("It does not speak as OpenAI does.", "Check the address: it often ends in /v1.")
        return [str(model["id"]) for model in models if isinstance(model, dict) and model.get("id")]


class Compatible(OpenAI):
    """An address, and a key where the server wants one: never that of OpenAI, which is not for others to see."""

    name = "openai_compatible"
    title = "OpenAI-compatible server"
    needs: frozenset[Need] = frozenset({"address"})
    optional: frozenset[Need] = frozenset({"key", "models"})
    variables: tuple[str, ...] = ("OPENAI_COMPATIBLE_API_KEY",)
    usual: tuple[str, ...] = ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8000/v1")

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """List the models: those whose ids speak of images, where there are such, else all."""
        try:
            listed = self._listed(connection, stop)
        except ModelGone:
            if not connection.added:
                raise BadResult("It does not list its models.", "Add those that it has by their ids.") from None
            listed = []
        ids = [id for id in listed if "image" in id] or listed
        count = f"{len(ids)} models" if len(ids) != 1 else "One model"
        return Found(models=tuple(Model(id=id) for id in ids), says=(f"It answers. {count}.",))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """Those that were found or added; of those that OpenAI has too, what is known of them there."""
        web = self.web(connection)
        known = {facts.id: facts for facts in catalogue().of(OpenAI.name) if not facts.model}
        for facts in reached(connection, usual=False):
            yield OpenAIEngine(f"{connection.name}/{facts.id}", known.get(facts.id, facts), web)

    def headers(self, connection: Connection) -> Mapping[str, str]:
        secret = key(connection.name, self.variables)
        return {"authorization": f"Bearer {secret}"} if secret else {}
