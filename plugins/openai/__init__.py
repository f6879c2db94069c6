"""OpenAI's image models: words, references, whole-picture edits, and exact areas by a mask."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import OpenAI


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return OpenAI()
