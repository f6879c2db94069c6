"""ByteDance's Seedream on ModelArk: words, references, whole-picture edits, and areas marked in a second picture."""

from __future__ import annotations

from editor.engine.provider import Provider

from .connecting import Seedream


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return Seedream()
