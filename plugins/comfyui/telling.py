"""How far a prompt is, from the messages that ComfyUI sends while it works on it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import msgspec

from editor.engine.contract import Progress
from editor.engine.errors import BadResult
from editor.engine.pushes import Message

from .graphs import Graph

if TYPE_CHECKING:
    import numpy as np

PREVIEW, PREVIEW_OF = 1, 4
"""Kinds of binary messages: a preview of whatever is drawn, and one that says of which prompt and node it is."""
HELLO = '{"type": "feature_flags", "data": {"supports_preview_metadata": true}}'
SENDING = "SaveImageWebsocket"  # its pictures come in the same frames as previews


class Telling:
    """Of one prompt; what others' messages say is left out. Nodes count by their steps."""

    def __init__(self, prompt: str, graph: Graph) -> None:
        self.ended = False
        self._prompt = prompt
        self._graph = graph
        self._left = {node: _weight(graph[node]) for node in graph}
        self._whole = max(1.0, sum(self._left.values()))
        self._now = ""
        self._share = 0.0
        self._stage = ""

    def hear(self, message: Message) -> Progress | None:
        """What a message tells of the prompt; None where that is nothing new."""
        if isinstance(message, bytes):
            return self._seen(message)
        try:
            told = msgspec.json.decode(message)
            kind, data = told["type"], told["data"]
        except (msgspec.DecodeError, KeyError, TypeError):
            return None
        if not isinstance(data, dict) or data.get("prompt_id") != self._prompt:
            return None
        return self._heard(str(kind), data)

    def _heard(self, kind: str, data: dict[str, Any]) -> Progress | None:
        if kind == "execution_cached":
            for node in data.get("nodes", ()):
                self._left.pop(node, None)
        elif kind == "executing":
            self._left.pop(self._now, None)
            self._now, self._share = data.get("node") or "", 0.0
            if not self._now:
                self.ended = True
                return None
            self._stage = "Loading a model" if "Loader" in self._graph.get(self._now, {}).get("class_type", "") else ""
        elif kind == "progress":
            value, most = data.get("value"), data.get("max")
            if not isinstance(value, int | float) or not isinstance(most, int | float) or most <= 0:
                return None
            self._now = str(data.get("node") or self._now)
            self._share = min(1.0, value / most)
            self._stage = f"Step {value:.0f} of {most:.0f}"
        else:
            return None
        return self._progress()

    def _progress(self, preview: np.ndarray | None = None) -> Progress:
        left = sum(self._left.values()) - self._left.get(self._now, 0.0) * self._share
        return Progress(1 - left / self._whole, self._stage, preview=preview)

    def _seen(self, message: bytes) -> Progress | None:
        """A preview, where it is one of this prompt."""
        if len(message) < 8:
            return None
        kind, second = struct.unpack_from(">II", message)
        if kind == PREVIEW and self._now and self._graph.get(self._now, {}).get("class_type") != SENDING:
            return self._shown(message[8:])
        if kind == PREVIEW_OF:
            try:
                about = msgspec.json.decode(message[8 : 8 + second], type=dict[str, Any])
            except msgspec.DecodeError:
                return None
            node = self._graph.get(str(about.get("node_id")), {})
            if about.get("prompt_id") == self._prompt and node.get("class_type") != SENDING:
                return self._shown(message[8 + second :])
        return None

    def _shown(self, data: bytes) -> Progress | None:
        from editor.engine.received import pixels_of

        try:
            return self._progress(pixels_of(data))
        except BadResult:
            return None


def _weight(node: dict[str, Any]) -> float:
    steps = node.get("inputs", {}).get("steps")
    return float(steps) if isinstance(steps, int) and steps > 0 else 1.0
