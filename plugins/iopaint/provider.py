"""Asks an IOPaint server for its models, and makes engines of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest, BadResult
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop

from .filling import Filling
from .server import web

NEED_MORE = ("Paint-by-Example", "AnyText")
"""Models that want more than a mask and words; they are left out."""


class IOPaint:
    """One engine for each model that the server has."""

    name = "iopaint"
    title = "IOPaint"
    version = "1"
    needs: frozenset[Need] = frozenset({"address"})
    optional: frozenset[Need] = frozenset()
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ("http://127.0.0.1:8080",)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Its models, and which of them is loaded."""
        asked = web(connection, read_limit=15)
        try:
            config = asked.call("GET", "/api/v1/server-config", stop, tries=2).json()
            infos = [info for info in config["modelInfos"] if isinstance(info["name"], str)]
            now = asked.call("GET", "/api/v1/model", stop, tries=2).field("name")
        except (BadRequest, BadResult, KeyError, TypeError) as error:
            raise BadRequest(
                "What answers at this address is no IOPaint.",
                'Start one with "iopaint start --model lama --port 8080", and give its address.',
            ) from error
        fixed = bool(config.get("disableModelSwitch"))
        models = tuple(
            _model(info)
            for info in infos
            if not info["name"].endswith(NEED_MORE) and (not fixed or info["name"] == now)
        )
        words = sum(bool(model.facts["need_prompt"]) for model in models)
        says = (
            f"IOPaint has {len(models)} {'model' if len(models) == 1 else 'models'}: {len(models) - words} erase, "
            f"{words} follow words. {now} is loaded.",
        )
        return Found(version="IOPaint", models=models, says=says, facts={"fixed": fixed})

    def engines(self, connection: Connection) -> Iterator[Engine]:
        return (Filling(connection, model) for model in connection.found.models)


def _model(info: dict[str, Any]) -> Model:
    wanted = ("model_type", "need_prompt", "support_strength", "support_outpainting")
    name = info["name"]
    return Model(id=name, title=name.rpartition("/")[2], facts={field: info.get(field, False) for field in wanted})
