"""ONNX files of models that fill what is marked, such as LaMa and MI-GAN, run on this computer."""

from __future__ import annotations

from editor.engine.provider import Provider

from .provider import OnnxFile


def provider() -> Provider:
    """What connects a file; nothing is read or loaded."""
    return OnnxFile()
