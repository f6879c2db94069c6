"""What each anchor did so far: how much it guided, what came of that, what it cost, and which layers show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
import numpy as np

from editor.document.records import Anchor, Document
from editor.engine.contract import Price
from editor.engine.stop import Stop
from editor.pixels.colour_difference import cielab, delta_e_2000
from editor.pixels.oklab import from_oklab
from editor.project.archive import Archive
from editor.session.drift import drift
from editor.session.likenesses import likenesses

LATEST = 40  # results of an anchor that are looked at
LEAST = 0.01  # of a result: a colour with a smaller share is not seen


class Tally(NamedTuple):
    """Of all versions of an anchor together; `layers` are the ids of those on the board, with the version of each."""

    generations: int = 0
    candidates: int = 0
    accepted: int = 0
    paid: tuple[Price, ...] = ()
    layers: tuple[tuple[str, int], ...] = ()

    def of_others(self, version: int) -> int:
        """How many layers on the board another version guided."""
        return sum(number != version for _, number in self.layers)


class Away(NamedTuple):
    """How far the latest results of an anchor are from it.

    Of a palette, `apart` is the mean distance (CIEDE2000) from its colours to the nearest of a result, in the middle
    of the results. Of others `score` is that of drift, from what is known to be good or was first: 1 is the limit,
    and `over` results are beyond it.
    """

    results: int
    apart: float | None = None
    score: float = 0.0
    over: int = 0


def tallies(archive: Archive, document: Document) -> dict[str, Tally]:
    """By the anchor's id, of those that guided something. From any thread; quick for ten thousands of generations."""
    found: dict[str, Tally] = {}
    for use in archive.anchor_uses():
        so_far = found.get(use.anchor, Tally())
        found[use.anchor] = Tally(
            so_far.generations + use.generations,
            so_far.candidates + use.candidates,
            so_far.accepted + use.accepted,
            _added(so_far.paid, use.paid),
        )
    layers: dict[str, list[str]] = {}
    for layer in document.layers.values():
        if layer.generation:
            layers.setdefault(layer.generation, []).append(layer.id)
    shown: dict[str, list[tuple[str, int]]] = {}
    for anchor, version, generation in archive.guiding(layers):
        shown.setdefault(anchor, []).extend((id, version) for id in layers[generation])
    return {id: tally._replace(layers=tuple(shown.get(id, ()))) for id, tally in found.items()}


def away(
    archive: Archive,
    document: Document,
    anchor: Anchor,
    candidates: int,
    *,
    stop: Stop | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> Away | None:
    """Of the latest of the `candidates` that its versions guided; None without any. From any thread.

    What was not looked at before is decoded, which takes a while; `heard` is told how far that is, 0..1. Raises
    Cancelled once `stop` is set, ProjectError where the project cannot be read.
    """
    if not candidates or (anchor.kind == "palette" and not anchor.colours):
        return None
    if anchor.kind == "palette":
        return _from_colours(archive, anchor, stop, heard)
    found = drift(archive, document, anchor=anchor.id, since=max(1, candidates - LATEST + 1), stop=stop, heard=heard)
    return Away(len(found.points), None, found.score, found.over) if found.points else None


def _from_colours(archive: Archive, anchor: Anchor, stop: Stop | None, heard: Callable[[float], object]) -> Away | None:
    asked = {one.generation: archive.generation(one.generation) for one in archive.guided_by(anchor.id)[:LATEST]}
    offers = sorted((offer for id in asked for offer in archive.offers(id)), key=lambda offer: offer.made)
    seen = likenesses(archive, offers[-LATEST:], asked, stop=stop, heard=heard)
    wanted = cielab(np.array([[colour.rgb for colour in anchor.colours]], np.uint8))[0]
    found: list[float] = []
    for one in seen.values():
        colours = one.palette[one.palette[:, 0] >= LEAST, 1:]
        there = cielab(from_oklab(colours.astype(np.float32))[None])[0]
        found.append(float(delta_e_2000(wanted[:, None], there[None]).min(1).mean()))
    return Away(len(found), float(np.median(found))) if found else None


def _added(some: tuple[Price, ...], more: tuple[Price, ...]) -> tuple[Price, ...]:
    """One price for each currency."""
    sums = {price.currency: price for price in some}
    for price in more:
        before = sums.get(price.currency)
        micros = price.micros + (before.micros if before is not None else 0)
        sums[price.currency] = msgspec.structs.replace(price, micros=micros)
    return tuple(sums.values())
