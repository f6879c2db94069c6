"""The built-in engine: patch fills, recolouring, tone and procedural backdrops, offline, without weights."""

from __future__ import annotations

from editor.engine.contract import Engine

from .engine import Builtin  # before `engine` below: importing the module later would take its name


def engine() -> Engine:
    """A new engine; the compiled parts load with its first request."""
    return Builtin()
