"""Looks at an ONNX file in a process of its own, and makes an engine of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

import msgspec

from editor.engine.contract import Engine
from editor.engine.errors import BadRequest
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.stop import Stop

from .filling import Filling

LIMIT = 180.0  # seconds that loading and one trial may take


class OnnxFile:
    """One connection is one file, and one engine."""

    name = "onnx"
    title = "ONNX file"
    version = "1"
    needs: frozenset[Need] = frozenset({"file"})
    optional: frozenset[Need] = frozenset()
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Loads it and has it fill something once, in a process of its own: what it is, and the hash of its bytes."""
        from editor.engine.apart import apart

        from .running import Tried, tried

        if not connection.address:
            raise BadRequest("No file is named.", "Choose the .onnx file of a model.")
        seen = apart(partial(tried, connection.address), Tried, stop, LIMIT)
        name, size = PurePath(connection.address).stem, seen.signature.size
        like = "LaMa" if seen.signature.type == "float32" else "MI-GAN"
        sides = f"in {size[0]} × {size[1]} pixels at a time" if size else "in any size"
        took = f"{seen.seconds:.1f} seconds" if seen.seconds >= 0.05 else "no time worth telling"
        says = (
            f"{name} fills what is marked, as {like} does, {sides}; the trial took {took}.",
            "It follows no words. Whether its weights may be used for your work is for its licence to say.",
        )
        return Found(
            version=f"onnxruntime {seen.runtime}",
            models=(Model(id=name),),
            says=says,
            facts=msgspec.to_builtins(seen),
        )

    def engines(self, connection: Connection) -> Iterator[Engine]:
        return (Filling(connection, model) for model in connection.found.models)
