"""Diffusion models in files of one's own, run on this computer by the library diffusers."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import Diffusers


def provider() -> Provider:
    """What connects a folder or file; nothing is read or loaded."""
    return Diffusers()
