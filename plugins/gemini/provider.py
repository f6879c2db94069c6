"""Connects the Gemini API, and gives one engine a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from editor.engine.answer import table
from editor.engine.catalogue import Facts, catalogue, reached
from editor.engine.contract import Engine
from editor.engine.errors import BadResult
from editor.engine.keyed import Keyed
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop
from editor.engine.web import Web

from .answers import explained
from .engine import GeminiEngine

ADDRESS = "https://generativelanguage.googleapis.com/v1beta"


class Gemini(Keyed):
    """A key, and an address where a gateway speaks as Gemini does."""

    name = "gemini"
    title = "Google Gemini"
    optional: frozenset[Need] = frozenset({"address", "models"})
    variables: tuple[str, ...] = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
    address = ADDRESS
    header = "x-goog-api-key"
    scheme = ""
    explain = staticmethod(explained)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """List the models, which costs nothing and needs the key."""
        models = tuple(
            Model(id=id, title=str(listed.get("displayName") or id))
            for listed in _listed(self.web(connection), stop)
            if (id := _draws(listed))
        )
        count = f"{len(models)} image models" if len(models) != 1 else "One image model"
        return Found(models=models, says=(f"The key is good. {count}.",))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        """Those that were found, else those of the catalogue; and those that are gone, which say so."""
        web, newest = self.web(connection), catalogue().of(self.name)[0]
        for facts in reached(connection):
            known = facts if facts.sizes or facts.retires else _like(newest, facts)
            yield GeminiEngine(f"{connection.name}/{facts.id}", known, web)


def _listed(web: Web, stop: Stop) -> Iterator[dict[str, Any]]:
    page = ""
    while True:
        answer = web.call("GET", "models", stop, params={"pageSize": 1000, **({"pageToken": page} if page else {})})
        models = answer.field("models")
        if not isinstance(models, list):
            raise BadResult("It does not speak as Gemini does.", "Check the address: it often ends in /v1beta.")
        yield from (table(model) for model in models)
        page = answer.field("nextPageToken") or ""
        if not page:
            return


def _draws(listed: dict[str, Any]) -> str:
    """The id of a listed model that makes pictures by the call that is used here; empty for another one."""
    id = str(listed.get("name", "")).removeprefix("models/")
    named = "image" in id or "banana" in id
    return id if named and "generateContent" in (listed.get("supportedGenerationMethods") or ()) else ""


def _like(newest: Facts, model: Facts) -> Facts:
    """What one that nobody knows can be expected to do: as the newest, in its smallest sizes."""
    smallest = dict(list(newest.sizes.items())[:1])
    return msgspec.structs.replace(model, references=newest.references, ratios=newest.ratios, sizes=smallest)
