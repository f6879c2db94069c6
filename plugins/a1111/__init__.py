"""Servers that speak the API of the Stable Diffusion web UI: A1111, Forge, SD.Next, KoboldCpp, sd-server."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import WebUI


def provider() -> Provider:
    """What connects them; nothing is asked or loaded."""
    return WebUI()
