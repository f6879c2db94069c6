"""Finds the weights of the style networks, tries them in a process of their own, and makes an engine of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.provider import Connection, Found, Need
from editor.engine.stop import Stop
from editor.engine.weights import weights_in

from .restyling import MODEL, Restyling
from .styles import NAMES

LIMIT = 60.0  # seconds that loading and one trial may take


class Restyle:
    """Connected by itself where the weights are installed; a connection with a folder takes them from there."""

    name = "restyle"
    title = "Restyle"
    version = "1"
    needs: frozenset[Need] = frozenset()
    optional: frozenset[Need] = frozenset({"folder"})
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.weights = weights_in(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the files, knows them by their hashes, and has the nets restyle noise once, in a process of its own."""
        from editor.engine.apart import apart

        from .running import Tried, tried

        seen = apart(partial(tried, self.weights, connection.address), Tried, stop, LIMIT)
        says = (
            f"It paints, on the processor, in the style of a reference or one that words name: {', '.join(NAMES)}.",
        )
        return Found(version=f"onnxruntime {seen.runtime}", models=(MODEL,), says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        yield Restyling(connection, self.weights)
