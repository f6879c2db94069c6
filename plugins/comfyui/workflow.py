"""The user's own workflows: files in API format, whose nodes say by their titles what goes where."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

from editor.engine.errors import BadRequest

from .graphs import Graph

_MARK = re.compile(r"canvas:([a-z]+)\s*(\d*)")
_WORDS = ("text", "prompt", "value", "string")
FIELDS: dict[str, tuple[str, ...]] = {
    "image": ("image",),
    "mask": ("image",),
    "reference": ("image",),
    "prompt": _WORDS,
    "avoid": _WORDS,
    "seed": ("seed", "noise_seed", "value"),
    "strength": ("denoise", "strength", "value"),
    "width": ("width", "value"),
    "height": ("height", "value"),
    "output": (),
}
"""What can be marked, and the inputs that are set there: the first one that a node has and that is no link."""
HOW = 'Choose "Export (API)" in ComfyUI\'s workflow menu.'


def read(path: Path) -> Graph:
    """The graph in a file. Raises BadRequest, with what to do."""
    try:
        graph = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadRequest(
            f"The workflow {path} cannot be read ({error.strerror}).", "Name a file that is there."
        ) from error
    except ValueError as error:
        raise BadRequest(f"The workflow {path.name} is no JSON.", HOW) from error
    if isinstance(graph, dict) and isinstance(graph.get("nodes"), list):
        raise BadRequest(f"The workflow {path.name} is in the format of the window, not of the API.", HOW)
    nodes = graph.values() if isinstance(graph, dict) else ()
    if not nodes or not all(isinstance(node, dict) and isinstance(node.get("class_type"), str) for node in nodes):
        raise BadRequest(f"The workflow {path.name} holds no nodes in API format.", HOW)
    return graph


def marks(graph: Graph) -> dict[str, list[str]]:
    """The nodes by what their titles mark: "canvas:image", "canvas:seed canvas:strength", "canvas:reference 2".

    References are "reference1", "reference2" and so on; marks that mean nothing are left out.
    """
    found: dict[str, list[str]] = {}
    for node, content in graph.items():
        title = str((content.get("_meta") or {}).get("title", ""))
        for name, number in _MARK.findall(title):
            if name in FIELDS:
                found.setdefault(f"{name}{number or 1}" if name == "reference" else name, []).append(node)
    return found


def wrong(graph: Graph) -> str:
    """What keeps a workflow from being used, as a sentence; empty where nothing does."""
    for mark, nodes in marks(graph).items():
        for node in nodes:
            if mark != "output" and not _field(graph[node], mark):
                wanted = " or ".join(FIELDS[mark.rstrip("0123456789")])
                return f'"canvas:{mark}" is on a {graph[node]["class_type"]}, which has no {wanted} to be set.'
    return ""


def masks_by_alpha(graph: Graph) -> bool:
    """Whether the mask is taken from the alpha of the picture: the second output of its node is used."""
    pictures = marks(graph).get("image", [])
    links = [value for node in graph.values() for value in node.get("inputs", {}).values() if isinstance(value, list)]
    return any(link[0] in pictures and link[1] == 1 for link in links if len(link) == 2)


def filled(graph: Graph, values: dict[str, Any]) -> Graph:
    """A copy with the values, by mark, set where the marks are. References are found as `marks` names them."""
    done = copy.deepcopy(graph)
    for mark, nodes in marks(graph).items():
        if mark in values:
            for node in nodes:
                done[node]["inputs"][_field(done[node], mark)] = values[mark]
                if mark == "mask" and "channel" in done[node]["inputs"]:
                    done[node]["inputs"]["channel"] = "red"
    return done


def _field(node: dict[str, Any], mark: str) -> str:
    inputs = node.get("inputs", {})
    wanted = FIELDS[mark.rstrip("0123456789")]
    return next((field for field in wanted if field in inputs and not isinstance(inputs[field], list)), "")
