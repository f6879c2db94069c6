"""Two nets of Real-ESRGAN, which make a picture larger, run on this computer: a fast one, and a slow one."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import Upscale


def provider() -> Provider:
    """What finds the weights; nothing is read or loaded."""
    return Upscale()
