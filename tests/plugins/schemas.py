"""Schemas of inputs as providers publish them, of models that take pictures in different ways."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string", "title": "Prompt"}
SEED = {"anyOf": [{"type": "integer"}, {"type": "null"}], "title": "Seed"}
COUNT = {"type": "integer", "minimum": 1, "maximum": 4, "default": 1}
FORMAT = {"type": "string", "enum": ["jpeg", "png"], "default": "jpeg"}
IMAGE_SIZE = {
    "anyOf": [{"$ref": "#/components/schemas/ImageSize"}, {"enum": ["square_hd", "square"], "type": "string"}],
    "default": "square_hd",
}

FILL = {
    "type": "object",
    "properties": {
        "prompt": TEXT,
        "image_url": {"type": "string"},
        "mask_url": {"type": "string", "description": "The mask. White is painted."},
        "seed": SEED,
        "num_images": COUNT,
        "output_format": FORMAT,
        "sync_mode": {"type": "boolean", "default": False},
    },
    "required": ["prompt", "image_url", "mask_url"],
}
EDIT = {
    "type": "object",
    "properties": {
        "prompt": TEXT,
        "image_urls": {"type": "array", "items": {"type": "string"}, "maxItems": 6},
        "aspect_ratio": {"type": "string", "enum": ["auto", "21:9", "1:1", "4:3", "16:9"], "default": "auto"},
        "resolution": {"type": "string", "enum": ["1K", "2K", "4K"], "default": "1K"},
        "num_images": COUNT,
        "output_format": FORMAT,
    },
    "required": ["prompt", "image_urls"],
}
WORDS = {
    "type": "object",
    "properties": {
        "prompt": TEXT,
        "negative_prompt": {"type": "string", "default": ""},
        "image_size": IMAGE_SIZE,
        "guidance_scale": {"type": "number", "default": 3.5},
        "seed": SEED,
    },
    "required": ["prompt"],
}
EXPAND = {
    "type": "object",
    "properties": {
        "image_url": {"type": "string"},
        **{
            f"expand_{side}": {"type": "integer", "minimum": 0, "maximum": 700, "default": 0}
            for side in ("left", "right", "top", "bottom")
        },
        "prompt": {"type": "string", "default": ""},
    },
    "required": ["image_url"],
}
ENLARGE = {
    "type": "object",
    "properties": {"image_url": {"type": "string"}, "upscale_factor": {"type": "number", "default": 2}},
    "required": ["image_url"],
}
VIDEO = {
    "type": "object",
    "properties": {"prompt": TEXT, "video_url": {"type": "string"}},
    "required": ["prompt", "video_url"],
}
SIZE = {
    "type": "object",
    "properties": {
        "width": {"type": "integer", "exclusiveMinimum": 0, "maximum": 14142, "default": 512},
        "height": {"type": "integer", "exclusiveMinimum": 0, "maximum": 14142, "default": 512},
    },
}


def document(schema: dict[str, Any]) -> dict[str, Any]:
    """A whole OpenAPI document around an input."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Input"}}}
    return {
        "openapi": "3.0.4",
        "components": {"schemas": {"Input": schema, "ImageSize": SIZE, "QueueStatus": {"type": "object"}}},
        "paths": {
            "/x/requests/{request_id}/status": {"get": {}},
            "/x": {"post": {"requestBody": {"required": True, "content": content}}},
        },
    }
