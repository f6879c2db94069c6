"""Finds the weights of U²-Net-P, tries them in a process of their own, and makes an engine of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.provider import Connection, Found, Need
from editor.engine.stop import Stop
from editor.engine.weights import weights_in

from .cutting import MODEL, Cutting

LIMIT = 60.0  # seconds that loading and one trial may take


class CutOut:
    """Connected by itself where the weights are installed; a connection with a folder takes them from there."""

    name = "cutout"
    title = "Cut-out"
    version = "1"
    needs: frozenset[Need] = frozenset()
    optional: frozenset[Need] = frozenset({"folder"})
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.weights = weights_in(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the file, knows it by its hash, and has it look at noise once, in a process of its own."""
        from editor.engine.apart import apart

        from .net import Tried, tried

        seen = apart(partial(tried, self.weights, connection.address), Tried, stop, LIMIT)
        says = (
            f"{self.weights.files[0].model} removes backgrounds and finds what is in a box, on the processor; "
            f"the trial took {seen.seconds:.1f} seconds.",
        )
        return Found(version=f"onnxruntime {seen.runtime}", models=(MODEL,), says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        yield Cutting(connection, self.weights)
