"""Arrange: layers put in line, spread evenly, packed side by side; nothing is scaled."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from editor.document.records import Document
from editor.steps.extent import Extent, extent, groups
from editor.steps.room import in_rows
from editor.steps.transform import locked, nudged

Line = Literal["left", "centre", "right", "top", "middle", "bottom"]
Way = Literal["across", "down"]
GAP = 16.0  # canvas pixels between packed layers


class _Piece(NamedTuple):
    """What is moved as one: a layer with all that was accepted onto it, or a group."""

    id: str
    box: Extent


def aligned(document: Document, ids: Collection[str], line: Line) -> Document:
    """The document with a side or the middle of each of the layers where it is of the rectangle around all of them."""
    pieces = _pieces(document, ids)
    around = _around(pieces)
    for piece in pieces:
        document = _moved(document, piece, *_to_line(piece.box, around, line))
    return document


def distributed(document: Document, ids: Collection[str], way: Way) -> Document:
    """The document with equal gaps between the layers; the first and the last stay, and so do fewer than three."""
    index = 0 if way == "across" else 1
    pieces = sorted(_pieces(document, ids), key=lambda piece: piece.box[index : index + 3 : 2])
    if len(pieces) < 3:
        return document
    lengths = [piece.box[index + 2] - piece.box[index] for piece in pieces]
    whole = pieces[-1].box[index + 2] - pieces[0].box[index]
    gap, at = (whole - sum(lengths)) / (len(pieces) - 1), pieces[0].box[index]
    for piece, length in zip(pieces, lengths, strict=True):
        by = at - piece.box[index] if piece not in (pieces[0], pieces[-1]) else 0.0
        document = _moved(document, piece, *((by, 0.0) if way == "across" else (0.0, by)))
        at += length + gap
    return document


def packed(document: Document, ids: Collection[str], gap: float = GAP) -> Document:
    """The document with the layers in rows, none over another, `gap` canvas pixels apart, from where their upper left
    corner was; about as wide as high, in the order in which they were read, row by row."""
    pieces = sorted(_pieces(document, ids), key=lambda piece: (piece.box.top, piece.box.left, piece.id))
    around = _around(pieces)
    places = in_rows([(piece.box.w, piece.box.h) for piece in pieces], gap)
    for piece, (x, y) in zip(pieces, places, strict=True):
        document = _moved(document, piece, around.left + x - piece.box.left, around.top + y - piece.box.top)
    return document


def _pieces(document: Document, ids: Collection[str]) -> list[_Piece]:
    """Each on its own, without those that are locked, empty, in a group among them, or accepted onto one of them."""
    found: list[_Piece] = []
    for id in ids:
        layer = document.layers.get(id)
        if layer is None or locked(document, layer) or layer.onto in ids:
            continue
        box = extent(document, [id])
        if box is not None and not any(group.id in ids for group in groups(document, layer)):
            found.append(_Piece(id, box))
    return found


def _around(pieces: list[_Piece]) -> Extent:
    box = pieces[0].box if pieces else Extent(0, 0, 0, 0)
    for piece in pieces[1:]:
        box = box.united(piece.box)
    return box


def _to_line(box: Extent, around: Extent, line: Line) -> tuple[float, float]:
    (x, y), (cx, cy) = box.centre, around.centre
    return {
        "left": (around.left - box.left, 0.0),
        "centre": (cx - x, 0.0),
        "right": (around.right - box.right, 0.0),
        "top": (0.0, around.top - box.top),
        "middle": (0.0, cy - y),
        "bottom": (0.0, around.bottom - box.bottom),
    }[line]


def _moved(document: Document, piece: _Piece, dx: float, dy: float) -> Document:
    """By whole pixels, so that what is not resampled stays so."""
    dx, dy = round(dx), round(dy)
    return nudged(document, [piece.id], dx, dy) if dx or dy else document
