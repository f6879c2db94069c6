"""From a command's options to what is asked of an engine: words, seeds, edge, palette, references and size."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

import cv2
import numpy as np

from editor.cli.console import Failure
from editor.cli.values import ReferenceFile
from editor.document.edge import Edge
from editor.document.ids import new_id
from editor.document.records import Document, Layer, Mask, Origin, ReferencePicture, changed
from editor.engine.contract import Engine
from editor.engine.registry import Registry
from editor.pixels.tiles import Tiles
from editor.session.lists import Lists
from editor.steps.ask import Wish
from editor.steps.compose import composed, guided
from editor.steps.enlarge import Goal, printed
from editor.steps.mask import mask_box
from editor.steps.pins import Place
from editor.steps.read import read, read_bytes
from editor.steps.start import USUAL


def chosen(registry: Registry, name: str) -> Engine:
    """The engine of that name. Raises Failure naming those that there are, BadRequest where its weights are missing."""
    try:
        return registry.engine(name)
    except LookupError:
        if (lacking := registry.absent(name)) is not None:
            raise lacking from None
        known = ", ".join(sorted(registry.names))
        raise Failure(f"there is no engine called {name!r}", f"Installed: {known}.", code=2) from None


def wished(
    options: Namespace,
    engine: Engine,
    edge: Edge = Edge(),  # noqa: B008 - a frozen value
    keep: Callable[[bytes, str], Tiles] | None = None,
) -> Wish:
    """What the options ask for; in a project its anchors and references are added when it is asked.

    `keep` has a project keep the bytes of a reference's file. Raises Failure for what this engine cannot take,
    ImageRejected for a bad reference.
    """
    most = engine.abilities.largest_count
    if options.count > most:
        raise Failure(f"{engine.name} offers at most {most} candidates at once", f"Use --count {most}.", code=2)
    return Wish(
        words=options.prompt,
        avoid=options.avoid,
        seed=options.seed,
        count=options.count,
        edge=edge,
        palette=tuple(options.palette),
        references=_references(options.reference, engine, keep),
        start=_reference(ReferenceFile(options.start, "style"), keep) if options.start is not None else None,
        strength=_strength(options),
        values=dict(options.set),
        guided=not getattr(options, "unguided", False),
    )


def wanted_goal(options: Namespace) -> Goal:
    """How large a picture is to become."""
    if options.mm:
        w, h = options.mm
        return printed(w, h, options.dpi)
    return options.to or Goal(options.factor)


def alone(document: Document, place: Place, wish: Wish, engine: Engine) -> Wish:
    """A wish for a picture file, where no project guides it: its prompt composed of the options alone."""
    return guided(wish, composed(document, place, wish, engine.abilities, lines=Lists()))


def edge(options: Namespace) -> Edge:
    """The edge that `--edge` and `--feather` ask for; an exact one's feather is in the mask: see `softened`."""
    if options.edge == "exact":
        return Edge()
    return Edge("blend", 8 if options.feather is None else options.feather)


def softened(mask: Mask, layer: Layer, options: Namespace) -> Mask:
    """The mask as an exact edge wants it: faded inward over `--feather` pixels. Raises Failure where it cannot be."""
    width = (options.feather or 0) if options.edge == "exact" else 0
    if not width:
        return mask
    if layer.pixels is not None and not layer.pixels.size.rect.contains(mask_box(mask)):
        raise Failure(
            "an extension cannot fade inward: there is nothing beneath it", "Use --edge blend with --feather.", code=2
        )
    return changed(mask, tiles=Tiles.from_array(faded(mask.tiles.array(), width)))


def faded(mask: np.ndarray, width: int) -> np.ndarray:
    """The mask fading to 0 over its outermost `width` pixels, inward; an array's border does not count as an edge.

    uint8 (h, w). Raises Failure where no pixel would be fully changed any more.
    """
    padded = cv2.copyMakeBorder((mask > 0).astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 5)[1:-1, 1:-1]
    deepest = int(depth.max(initial=0))
    if width >= deepest:
        most = max(0, deepest - 1)
        raise Failure(f"the mask is only {deepest} px deep", f"Use --feather {most} or less, or a larger mask.")
    return np.rint(mask * np.clip(depth / (width + 1), 0.0, 1.0)).astype(np.uint8)


def _strength(options: Namespace) -> float:
    if options.strength is not None:
        return options.strength
    return 1.0 if options.start is None else USUAL


def _references(
    files: list[ReferenceFile], engine: Engine, keep: Callable[[bytes, str], Tiles] | None
) -> tuple[ReferencePicture, ...]:
    most, roles = engine.abilities.references, engine.abilities.roles
    if len(files) > most:
        raise Failure(f"{engine.name} takes at most {most} references", "Leave some out.", code=2)
    for file in files:
        if file.role not in roles:
            known = ", ".join(sorted(roles))
            raise Failure(f"{engine.name} takes no {file.role} reference", f"Roles that it knows: {known}.", code=2)
    return tuple(_reference(file, keep) for file in files)


def _reference(file: ReferenceFile, keep: Callable[[bytes, str], Tiles] | None) -> ReferencePicture:
    data = read_bytes(file.path)
    picture = read(data, name=file.path.name)
    pixels = keep(data, file.path.name) if keep is not None else Tiles.from_array(picture.pixels)
    return ReferencePicture(
        id=new_id(),
        name=file.path.stem,
        role=file.role,
        pixels=pixels,
        profile=picture.profile,
        origin=Origin(file=file.path.name, format=picture.format),
    )
