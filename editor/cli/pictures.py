"""The one-shot forms on picture files: fill a mask, extend a border; no project is made."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from editor.cli.answers import answers
from editor.cli.console import Console
from editor.document.edge import Edge
from editor.document.records import Document, Layer, Origin
from editor.engine.contract import Engine
from editor.pixels.decode import Picture
from editor.pixels.encode import encode
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.steps.accept import accepted
from editor.steps.ask import Wish, asked, seen
from editor.steps.extend import border_mask
from editor.steps.fit import fit
from editor.steps.flatten import flatten
from editor.steps.keep import kept
from editor.steps.mask import active_mask, mask_values, masked
from editor.steps.place import placed
from editor.steps.read import read, read_mask
from editor.steps.write import write


def open_picture(path: Path) -> tuple[Picture, Document, Layer]:
    """A picture file as the only layer of a document in memory."""
    picture = read(path)
    origin = Origin(file=path.name, format=picture.format)
    document, layer = placed(
        Document(), Tiles.from_array(picture.pixels), name=path.stem, profile=picture.profile, origin=origin
    )
    return picture, document, layer


def fill_picture(
    path: Path, mask_path: Path, out: Path, engine: Engine, wish: Wish, feather: int, console: Console
) -> dict[str, Any]:
    """Change what the mask marks; every other pixel comes back as it was."""
    picture, document, layer = open_picture(path)
    size = _size(picture)
    mask = (
        feathered_inside(read_mask(mask_path, size), feather)
        if wish.edge.policy == "exact"
        else read_mask(mask_path, size)
    )
    document = masked(document, layer.id, mask)
    return _answer(picture, document, layer, size.rect, out, engine, wish, console)


def extend_picture(
    path: Path, out: Path, region: Rect, scaled: Size | None, engine: Engine, wish: Wish, console: Console
) -> dict[str, Any]:
    """Draw what lies around the picture; with `scaled` the picture is brought to that size first."""
    picture, document, layer = open_picture(path)
    if scaled is not None and scaled != _size(picture):
        pixels = resize(picture.pixels, scaled)
        document, layer = placed(Document(), Tiles.from_array(pixels), name=layer.name, profile=layer.profile)
    assert layer.pixels is not None
    document = masked(document, layer.id, border_mask(layer.pixels.size, region), region.x, region.y)
    return _answer(picture, document, layer, region, out, engine, wish, console)


def _answer(
    picture: Picture,
    document: Document,
    layer: Layer,
    region: Rect,
    out: Path,
    engine: Engine,
    wish: Wish,
    console: Console,
) -> dict[str, Any]:
    mask = active_mask(document, layer.id)
    assert mask is not None
    ask = asked(document, layer, mask, engine, wish, made=time.time())
    original, values = seen(document, ask.generation), mask_values(mask, ask.generation.region)
    results: list[dict[str, Any]] = []
    for number, (candidate, seconds) in enumerate(answers(engine, ask.request, console), 1):
        offer, _ = kept(candidate, ask.generation.id, made=time.time(), seconds=seconds)
        fitted = fit(
            original,
            candidate.pixels,
            values,
            wish.edge,
            outpaint=ask.generation.recipe.kind == "outpaint",
            native=engine.abilities.masks == "native",
            seed=candidate.seed,
        )
        after, _ = accepted(document, ask.generation, offer, fitted.pixels, fitted.alpha)
        target = out if wish.count == 1 else out.with_stem(f"{out.stem}-{number}")
        save(flattened(after, layer, region), target, picture)
        results.append(
            {
                "file": str(target),
                "seed": candidate.seed,
                "seconds": round(seconds, 3),
                "understood": candidate.understood,
                "ignored": candidate.ignored,
                "notes": candidate.notes,
                "verdict": fitted.report.verdict,
                "messages": fitted.report.messages,
            }
        )
    return {"engine": engine.name, "region": tuple(ask.generation.region), "results": results}


def flattened(document: Document, layer: Layer, region: Rect) -> np.ndarray:
    """The document in the pixel grid and the colour space of `layer`: uint8 (h, w, 4), straight alpha."""
    to_region = document.placed(layer).inverted().then(Affine.translation(-region.x, -region.y))
    return flatten(document, region.size, to_region, profile=layer.profile)


def save(pixels: np.ndarray, path: Path, like: Picture) -> None:
    """Write in the format that the name asks for, with the profile of the picture that it came from."""
    if pixels[..., 3].min() == 255 and not like.had_alpha:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB)
    write(path, encode(pixels, path.suffix, profile=like.profile, jpeg=like.jpeg))


def feathered_inside(mask: np.ndarray, width: int) -> np.ndarray:
    """The mask fading to 0 over its outermost `width` pixels, inward; a picture's border does not count as an edge."""
    if width <= 0:
        return mask
    padded = cv2.copyMakeBorder((mask > 0).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    return np.rint(mask * np.clip(depth / (width + 1), 0.0, 1.0)).astype(np.uint8)


def _size(picture: Picture) -> Size:
    return Size(picture.pixels.shape[1], picture.pixels.shape[0])


def edge(policy: str, feather: int | None) -> Edge:
    """The edge policy of the command line's options."""
    return Edge("blend", 8 if feather is None else feather) if policy == "blend" else Edge()
