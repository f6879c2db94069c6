"""Connects Stability AI, and gives one engine a service of its."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor.engine.answer import Answer, words_of
from editor.engine.catalogue import catalogue
from editor.engine.contract import Engine
from editor.engine.errors import Blocked, EngineError, RateLimited
from editor.engine.keyed import Keyed
from editor.engine.provider import Connection, Found, Model
from editor.engine.stop import Stop

from .engine import StabilityEngine
from .services import SERVICES

ADDRESS = "https://api.stability.ai"
PENALTY = 60.0  # seconds for which who asked too often is not heard


def _explained(answer: Answer) -> EngineError | None:
    name, said = answer.field("name"), words_of(answer)
    if name == "content_moderation":
        return Blocked(f"Stability refused the words or the picture.{said}")
    if answer.status == 429 and isinstance(name, str) and re.search("rate", name):
        return RateLimited(f"Stability was asked too often.{said}", retry_after=PENALTY)
    return None


class Stability(Keyed):
    """A key, and an address where a gateway speaks as Stability does."""

    name = "stability"
    title = "Stability AI"
    variables: tuple[str, ...] = ("STABILITY_API_KEY",)
    address = ADDRESS
    explain = staticmethod(_explained)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Ask for the balance, which costs nothing and needs the key."""
        credits = self.web(connection).call("GET", "v1/user/balance", stop).field("credits")
        known = tuple(facts for facts in catalogue().of(self.name) if not facts.retired())
        left = f"{credits:.4g} credits are left." if isinstance(credits, int | float) else "The key is good."
        models = tuple(Model(id=facts.id, title=facts.title) for facts in known)
        return Found(models=models, says=(left,), facts={"credits": credits})

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """One a service of the catalogue that is known here."""
        web = self.web(connection)
        for facts in catalogue().of(self.name):
            if (service := SERVICES.get(facts.extra.get("service", ""))) is not None:
                yield StabilityEngine(f"{connection.name}/{facts.id}", facts, service, web)
