"""ComfyUI: pictures by graphs of nodes, from its own nodes or from a workflow of the user's."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import ComfyUI


def provider() -> Provider:
    """What connects it; nothing is asked or loaded."""
    return ComfyUI()
