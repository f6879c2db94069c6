"""Finds the weights of Real-ESRGAN, tries them in a process of their own, and makes an engine of each net."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.provider import Connection, Found, Need
from editor.engine.stop import Stop
from editor.engine.weights import weights_in

from .enlarging import Enlarging
from .nets import FAST, KINDS, SLOW

LIMIT = 60.0  # seconds that loading and one trial may take


class Upscale:
    """Connected by itself where the weights are installed; a connection with a folder takes them from there."""

    name = "upscale"
    title = "Upscale"
    version = "1"
    needs: frozenset[Need] = frozenset()
    optional: frozenset[Need] = frozenset({"folder"})
    variables: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.weights = weights_in(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the files, knows them by their hashes, and has the fast net look at noise once, in a process of its
        own."""
        from editor.engine.apart import apart

        from .running import Tried, tried

        seen = apart(partial(tried, self.weights, connection.address), Tried, stop, LIMIT)
        says = (
            f"Real-ESRGAN makes pictures two to four times as large, on the processor: about {FAST.pace:.0f} seconds "
            f"for a megapixel with the fast net, {SLOW.pace / 60:.1f} minutes with x4plus.",
        )
        models = tuple(kind.model for kind in KINDS)
        return Found(version=f"ncnn {seen.runtime}", models=models, says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        for kind in KINDS:
            yield Enlarging(connection, self.weights, kind)
