"""Gemini's image models: words, references, whole-picture edits, and areas marked in a second picture."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import Gemini


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return Gemini()
