"""Replicate: any picture model of its, by its own schema."""

from __future__ import annotations

from editor.engine.provider import Provider

from .connecting import Replicate


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return Replicate()
