"""Connects Black Forest Labs' own interface, and gives one engine a model."""

from __future__ import annotations

from collections.abc import Iterator

from editor.engine.addresses import is_local
from editor.engine.answer import Answer, retry_after
from editor.engine.catalogue import catalogue
from editor.engine.contract import Engine
from editor.engine.errors import EngineError, ModelGone, RateLimited
from editor.engine.keys import needed_key
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop
from editor.engine.web import Web

from .engine import FluxEngine
from .models import FAMILIES

ADDRESS = "https://api.bfl.ai/v1"
FULL = 10.0  # seconds until one of the key's own tasks may have ended


class Flux:
    """A key, and an address where a region's own one is wanted."""

    name = "flux"
    title = "Black Forest Labs FLUX"
    version = "1"
    needs: frozenset[Need] = frozenset({"key"})
    optional: frozenset[Need] = frozenset({"address"})
    variables: tuple[str, ...] = ("BFL_API_KEY",)
    usual: tuple[str, ...] = ()

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Ask for what credit is left, which costs nothing and needs the key."""
        models = tuple(
            Model(id=known.id, title=known.title) for known in catalogue().of(self.name) if not known.retired()
        )
        try:
            credits = self._web(connection).call("GET", "credits", stop).field("credits")
        except ModelGone:  # a gateway that knows only of models
            return Found(models=models, says=("It answers, but does not say whether the key is good.",))
        left = f"{credits:g} credits are left." if isinstance(credits, int | float) else "The key is good."
        return Found(models=models, says=(left,), facts={"credits": credits})

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """One a model of the catalogue whose way of asking is known."""
        web = self._web(connection)
        for facts in catalogue().of(self.name):
            if facts.extra.get("family") in FAMILIES:
                yield FluxEngine(f"{connection.name}/{facts.id}", facts, web)

    def _web(self, connection: Connection) -> Web:
        base = connection.address or ADDRESS
        return Web(
            base,
            headers=lambda: {"x-key": needed_key(connection.name, self.title, self.variables)},
            explain=_explained,
            local=is_local(base),
        )


def _explained(answer: Answer) -> EngineError | None:
    if answer.status == 429:
        wait = retry_after(answer.headers)
        return RateLimited(
            "Too many of this key's pictures are being made at once.", retry_after=FULL if wait is None else wait
        )
    return None
