"""Finds the weights of Real-ESRGAN, tries them in a process of their own, and makes an engine of each net."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from editor.engine.contract import Engine
from editor.engine.packaged import Packaged
from editor.engine.provider import Connection, Found
from editor.engine.stop import Stop

from .enlarging import Enlarging
from .nets import FAST, KINDS, SLOW


class Upscale(Packaged):
    name = "upscale"
    title = "Upscale"

    def __init__(self) -> None:
        super().__init__(Path(__file__).parent)

    def probe(self, connection: Connection, stop: Stop) -> Found:
        """Reads the files, knows them by their hashes, and has the fast net look at noise once, in a process of its
        own."""
        from .running import Tried, tried

        seen = self.tried(tried, Tried, connection, stop)
        says = (
            f"Real-ESRGAN makes pictures two to four times as large, on the processor: about {FAST.pace:.0f} seconds "
            f"for a megapixel with the fast net, {SLOW.pace / 60:.1f} minutes with x4plus.",
        )
        models = tuple(kind.model for kind in KINDS)
        return Found(version=f"ncnn {seen.runtime}", models=models, says=says, facts=msgspec.to_builtins(seen))

    def engines(self, connection: Connection) -> Iterator[Engine]:
        for kind in KINDS:
            yield Enlarging(connection, self.weights, kind)
