"""Servers that speak as OpenAI's images do: local ones and gateways."""

from __future__ import annotations

from editor.engine.provider import Provider

from ..openai.provider import Compatible


def provider() -> Provider:
    """What connects one; nothing is asked or loaded."""
    return Compatible()
