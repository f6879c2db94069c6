"""Finds the weights of U²-Net-P, tries them in a process of their own, and makes an engine of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.packaged import Packaged
from editor.engine.provider import Connection, Found
from editor.engine.stop import Stop

from .cutting import MODEL, Cutting


class CutOut(Packaged):
    name = "cutout"
    title = "Cut-out"

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the file, knows it by its hash, and has it look at noise once, in a process of its own."""
        from .net import Tried, tried

        seen = self.tried(tried, Tried, connection, stop)
        says = (
            f"{self.weights.files[0].model} removes backgrounds and finds what is in a box, on the processor; "
            f"the trial took {seen.seconds:.1f} seconds.",
        )
        return Found(version=f"onnxruntime {seen.runtime}", models=(MODEL,), says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        yield Cutting(connection, self.weights)
