"""Finds the weights of the embedders and tries them in a process of their own; none draws, so there is no engine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.packaged import Packaged
from editor.engine.provider import Connection, Found
from editor.engine.stop import Stop


class Likeness(Packaged):
    name = "likeness"
    title = "Likeness"

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the files, knows them by their hashes, and has each net look at noise once, in a process of its own."""
        from .trying import Tried, tried

        seen = self.tried(tried, Tried, connection, stop)
        titles = " and ".join(one.title for one in self.weights.embedders)
        says = (f"{titles} can be chosen in the sheet of drift, to measure how alike results are in that.",)
        return Found(version=f"onnxruntime {seen.runtime}", says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterable[Engine]:
        return ()
