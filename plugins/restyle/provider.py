"""Finds the weights of the style networks, tries them in a process of their own, and makes an engine of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.packaged import Packaged
from editor.engine.provider import Connection, Found
from editor.engine.stop import Stop

from .restyling import MODEL, Restyling
from .styles import NAMES


class Restyle(Packaged):
    name = "restyle"
    title = "Restyle"

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the files, knows them by their hashes, and has the nets restyle noise once, in a process of its own."""
        from .running import Tried, tried

        seen = self.tried(tried, Tried, connection, stop)
        says = (
            f"It paints, on the processor, in the style of a reference or one that words name: {', '.join(NAMES)}.",
        )
        return Found(version=f"onnxruntime {seen.runtime}", models=(MODEL,), says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        yield Restyling(connection, self.weights)
