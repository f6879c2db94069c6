"""Connects ModelArk, and gives one engine a model or endpoint."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from editor.engine.catalogue import catalogue, reached
from editor.engine.contract import Engine
from editor.engine.keyed import Keyed
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop

from .answers import explained
from .engine import SeedreamEngine

ADDRESS = "https://ark.ap-southeast.bytepluses.com/api/v3"


class Seedream(Keyed):
    """A key, an address for another region, and ids of models or endpoints ("ep-...") of the user's own."""

    name = "seedream"
    title = "Seedream (ModelArk)"
    optional: frozenset[Need] = frozenset({"address", "models"})
    variables: tuple[str, ...] = ("ARK_API_KEY",)
    address = ADDRESS
    explain = staticmethod(explained)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """List the models, which costs nothing and needs the key."""
        listed = self.web(connection).call("GET", "models", stop).field("data")
        ids = [str(model.get("id")) for model in listed or () if isinstance(model, dict)]
        models = tuple(Model(id=id) for id in ids if "seedream" in id)
        if not models:
            return Found(says=("The key is good, but no Seedream model is listed: activate one in its console.",))
        return Found(models=models, says=(f"The key is good. {len(models)} Seedream models.",))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """Those that were found or added, else those of the catalogue."""
        web, newest = self.web(connection), catalogue().of(self.name)[0]
        for facts in reached(connection):
            known = facts if facts.extra else msgspec.structs.replace(facts, extra=newest.extra, references=10)
            yield SeedreamEngine(f"{connection.name}/{facts.id}", known, web)
