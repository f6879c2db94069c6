"""What a server's `object_info` says of its nodes, as much of it as engines need."""

from __future__ import annotations

from typing import Any

USED = (
    "CheckpointLoaderSimple", "CLIPTextEncode", "EmptyLatentImage", "EmptySD3LatentImage", "KSampler",
    "VAEDecode", "VAEEncode", "LoadImage", "LoadImageMask", "PreviewImage",
    "SetLatentNoiseMask", "InpaintModelConditioning", "DifferentialDiffusion",
    "ConditioningSetAreaPercentage", "ConditioningCombine",
    "FluxGuidance", "ConditioningZeroOut", "ReferenceLatent", "FluxKontextImageScale",
    "ControlNetLoader", "ControlNetApplyAdvanced", "Canny",
    "UpscaleModelLoader", "ImageUpscaleWithModel", "ImageScale",
)  # fmt: skip
"""Nodes that engines build graphs of."""


def choices(info: dict[str, Any], node: str, field: str) -> list[str]:
    """What an input of a node can be set to, in the old shape ([[...], {}]) or the new one (["COMBO", {...}])."""
    inputs = info.get(node, {}).get("input", {})
    declared = {**inputs.get("optional", {}), **inputs.get("required", {})}.get(field)
    if not isinstance(declared, list) or not declared:
        return []
    found = declared[0]
    if not isinstance(found, list):
        options = declared[1] if len(declared) > 1 and isinstance(declared[1], dict) else {}
        found = options.get("options", []) if found == "COMBO" else []
    return [choice for choice in found if isinstance(choice, str)]


def used(info: dict[str, Any]) -> list[str]:
    """Those of `USED` that the server has."""
    return [node for node in USED if node in info]


def stem(file: str) -> str:
    """A model's name without its ending, with slashes in folders' names."""
    name = file.replace("\\", "/")
    head, dot, tail = name.rpartition(".")
    return head if dot and len(tail) <= 11 and "/" not in tail else name
