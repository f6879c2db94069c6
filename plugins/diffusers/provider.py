"""Looks at a model's files in a process of its own, and makes an engine of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

import msgspec

from editor.engine.contract import Engine
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop

from .drawing import Drawing

LIMIT = 300.0  # seconds: importing torch for the first time takes long
_CAN = {"generate": "draws from words", "image": "changes pictures", "inpaint": "fills and extends"}
_DEVICES = {
    "cuda": "on the graphics card",
    "mps": "on the graphics processor",
    "cpu": "on the processor, which is slow",
}


class Diffusers:
    """One connection is one model, and one engine."""

    name = "diffusers"
    title = "Diffusers model"
    version = "1"
    needs: frozenset[Need] = frozenset({"folder"})
    optional: frozenset[Need] = frozenset({"file"})
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads what lies there, in a process of its own, and asks diffusers what fits; no weights are loaded."""
        from editor.engine.apart import apart

        from .known import Known
        from .library import tried

        known = apart(partial(tried, connection.address), Known, stop, LIMIT)
        path = PurePath(connection.address)
        name = path.stem if path.suffix == ".safetensors" else path.name
        can = ", ".join(_CAN[task] for task in _CAN if task in known.pipelines)
        says = (
            f"{name} {can}, at about {known.side} × {known.side} pixels, {_DEVICES[known.device]}.",
            f"Its weights are {known.bytes / 1e9:.1f} GB. Nothing is loaded until it is used.",
        )
        return Found(version=known.versions, models=(Model(id=name),), says=says, facts=msgspec.to_builtins(known))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        return (Drawing(connection, model) for model in connection.found.models)
