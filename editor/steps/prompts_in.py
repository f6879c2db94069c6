"""The prompts that other programs leave in the pictures they make: inert text, looked for and never acted on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, NamedTuple

LONGEST = 10_000  # characters of a prompt that are taken
LARGEST = 2_000_000  # characters of metadata that are looked at
DEEPEST = 8  # links from a sampler back to its words
_SETTINGS = re.compile(r"\n(?:Steps|Size|Seed|Sampler):", re.IGNORECASE)
_WEIGHT = re.compile(r"\(([^()]*):[0-9.]+\)")
_NETWORK = re.compile(r"<(?:lora|lyco|hypernet):[^>]*>")
_SAID = re.compile(r"<[\w-]+:AIPromptInformation>([^<]*)<")


class Found(NamedTuple):
    """Words and what was to be avoided, as a program wrote them; `source` says which."""

    source: str
    words: str
    avoid: str = ""


def prompts_in(metadata: Mapping[str, str]) -> list[Found]:
    """All prompts in what a picture file says of itself, each once."""
    texts = {name: text for name, text in metadata.items() if len(text) <= LARGEST}
    found: list[Found] = []
    for name in ("parameters", "exif:UserComment", "comment", "exif:ImageDescription"):
        found += _a1111(texts.get(name, ""))
    for read, name in ((_comfyui, "prompt"), (_invoke, "invokeai_metadata"), (_invoke_old, "sd-metadata")):
        value = _json(texts.get(name, ""))
        found += read(value) if isinstance(value, dict) else ()
    found += _xmp(texts.get("xmp", ""))
    cut = (Found(one.source, _plain(one.words), _plain(one.avoid)) for one in found)
    return list(dict.fromkeys(one for one in cut if one.words or one.avoid))


def _a1111(text: str) -> Iterator[Found]:
    """`words`, then "Negative prompt: ...", then "Steps: ..." and other settings."""
    head = _SETTINGS.split(f"\n{text}", 1)
    if len(head) == 2:
        words, _, avoid = head[0].strip().partition("Negative prompt:")
        yield Found("A1111", words, avoid)


def _comfyui(graph: dict[str, Any]) -> Iterator[Found]:
    """From every node that samples back to the texts that steer it."""
    for node in graph.values():
        inputs = node.get("inputs") if isinstance(node, dict) else None
        if isinstance(inputs, dict) and {"positive", "negative", "latent_image"} <= inputs.keys():
            yield Found("ComfyUI", _steering(graph, inputs["positive"]), _steering(graph, inputs["negative"]))


def _steering(graph: dict[str, Any], link: Any, depth: int = 0) -> str:
    """The text that a link leads back to, through whatever lies between."""
    if isinstance(link, str):
        return link
    if not (isinstance(link, list) and link and depth < DEEPEST):
        return ""
    node = graph.get(str(link[0]))
    inputs = node.get("inputs") if isinstance(node, dict) else None
    if not isinstance(inputs, dict):
        return ""
    for name in ("text", "text_g", "t5xxl", "clip_l", "string", "value", "prompt"):
        if text := _steering(graph, inputs.get(name), depth + 1):
            return text
    for name in ("conditioning", "conditioning_1", "positive", "conditioning_to"):
        if text := _steering(graph, inputs.get(name), depth + 1):
            return text
    return ""


def _invoke(value: dict[str, Any]) -> Iterator[Found]:
    yield Found("InvokeAI", _text(value.get("positive_prompt")), _text(value.get("negative_prompt")))


def _invoke_old(value: dict[str, Any]) -> Iterator[Found]:
    image = value.get("image")
    prompt = image.get("prompt") if isinstance(image, dict) else None
    if isinstance(prompt, list) and prompt and isinstance(prompt[0], dict):
        prompt = prompt[0].get("prompt")
    words = _text(prompt)
    avoid = re.findall(r"\[([^\[\]]*)\]", words)  # it writes what is to be avoided in brackets
    yield Found("InvokeAI", re.sub(r"\[[^\[\]]*\]", "", words), ", ".join(avoid))


def _xmp(packet: str) -> Iterator[Found]:
    from editor.steps.provenance import told  # loads what speaks HTTP along with XML: not before it is wanted

    own = told(packet)
    for one in own:
        yield Found("Patchboard", one.recipe.words or one.recipe.prompt, one.recipe.avoid)
    if not own:
        yield from (Found("XMP", unescape(text)) for text in _SAID.findall(packet))


def _plain(text: str) -> str:
    """Without weights, networks and line breaks, which mean nothing elsewhere."""
    text = _NETWORK.sub("", text[:LONGEST])
    while (plain := _WEIGHT.sub(r"\1", text)) != text:
        text = plain
    return re.sub(r"(?:\s*,){2,}", ",", " ".join(text.split())).strip(" ,")


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
