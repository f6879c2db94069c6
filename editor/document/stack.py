"""What is seen: the visible layers as a tree in drawing order, whole or up to one layer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from editor.document.records import Document, Layer


class Node(NamedTuple):
    """A visible layer with, where it is a group, what it holds, lowest first."""

    layer: Layer
    children: tuple[Node, ...] = ()


def visible_stack(document: Document, upto: str = "") -> tuple[Node, ...]:
    """The visible layers of the canvas, lowest first.

    With `upto`, only what is drawn at or beneath that layer, and what was accepted onto it (and onto that): what a
    request about that layer is made from. The layer itself is taken even when it is hidden.
    """
    return _Walk(document, upto).nodes("")


def accepted_onto(document: Document, target: str) -> frozenset[str]:
    """The ids of the layers that were accepted onto `target`, and onto those, `target` among them."""
    found = {target}
    layers = [layer for layer in document.layers.values() if layer.onto]
    while new := {layer.id for layer in layers if layer.onto in found} - found:
        found |= new
    return frozenset(found)


def accepted_base(document: Document, layer: Layer) -> Layer:
    """What a layer was accepted onto in the end; itself where that is gone, or where it was accepted onto nothing."""
    passed = {layer.id}
    while (base := document.layers.get(layer.onto)) is not None and base.id not in passed:
        passed.add(base.id)
        layer = base
    return layer


class _Walk:
    def __init__(self, document: Document, upto: str) -> None:
        self._children: dict[str, list[Layer]] = defaultdict(list)
        for layer in document.layers.values():
            self._children[layer.parent].append(layer)
        self._upto = upto
        self._above: frozenset[str] = accepted_onto(document, upto) if upto else frozenset()
        self._passed = False
        self._open: set[str] = set()

    def nodes(self, parent: str) -> tuple[Node, ...]:
        if parent in self._open:  # a damaged file may hold a circle of groups
            return ()
        self._open.add(parent)
        found = self._drawn(sorted(self._children.get(parent, ()), key=lambda a: (a.order, a.id)))
        self._open.discard(parent)
        return found

    def _drawn(self, layers: Sequence[Layer]) -> tuple[Node, ...]:
        found: list[Node] = []
        for layer in layers:
            target = layer.id == self._upto
            if not (layer.visible or target):
                continue
            if layer.kind == "group":
                children = self.nodes(layer.id)
                if children:
                    found.append(Node(layer, children))
            elif layer.pixels is not None and (not self._passed or layer.id in self._above):
                found.append(Node(layer))
            self._passed = self._passed or target
        return tuple(found)
