"""Stability AI: fills with a mask, extends, draws from words, and makes larger."""

from __future__ import annotations

from editor.engine.provider import Provider

from .connecting import Stability


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return Stability()
