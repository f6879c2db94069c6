"""IOPaint: models that erase or fill what is marked, on a server of one's own."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import IOPaint


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return IOPaint()
