"""Connects Black Forest Labs' own interface, and gives one engine a model."""

from __future__ import annotations

from collections.abc import Iterator

from editor.engine.answer import Answer, retry_after
from editor.engine.catalogue import catalogue
from editor.engine.contract import Engine
from editor.engine.errors import EngineError, ModelGone, RateLimited
from editor.engine.keyed import Keyed
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop

from .engine import FluxEngine
from .models import FAMILIES

ADDRESS = "https://api.bfl.ai/v1"
FULL = 10.0  # seconds until one of the key's own tasks may have ended


def _explained(answer: Answer) -> EngineError | None:
    if answer.status == 429:
        wait = retry_after(answer.headers)
        return RateLimited(
            "Too many of this key's pictures are being made at once.", retry_after=FULL if wait is None else wait
        )
    return None


class Flux(Keyed):
    """A key, and an address where a region's own one is wanted."""

    name = "flux"
    title = "Black Forest Labs FLUX"
    variables: tuple[str, ...] = ("BFL_API_KEY",)
    address = ADDRESS
    header = "x-key"
    scheme = ""
    explain = staticmethod(_explained)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Ask for what credit is left, which costs nothing and needs the key."""
        models = tuple(
            Model(id=known.id, title=known.title) for known in catalogue().of(self.name) if not known.retired()
        )
        try:
            credits = self.web(connection).call("GET", "credits", stop).field("credits")
        except ModelGone:  # a gateway that knows only of models
            return Found(models=models, says=("It answers, but does not say whether the key is good.",))
        left = f"{credits:g} credits are left." if isinstance(credits, int | float) else "The key is good."
        return Found(models=models, says=(left,), facts={"credits": credits})

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """One a model of the catalogue whose way of asking is known."""
        web = self.web(connection)
        for facts in catalogue().of(self.name):
            if facts.extra.get("family") in FAMILIES:
                yield FluxEngine(f"{connection.name}/{facts.id}", facts, web)
