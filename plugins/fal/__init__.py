"""fal.ai: any picture model of its, by its own schema."""

from __future__ import annotations

from editor.engine.provider import Provider

from .connecting import Fal


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return Fal()
