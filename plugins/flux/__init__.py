"""FLUX of Black Forest Labs: fill with a mask, extension, and pictures redrawn or made from words and references."""

from __future__ import annotations

from editor.engine.provider import Provider

from .connecting import Flux


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return Flux()
