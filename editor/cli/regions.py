"""What `extend` is to reach: a region in the picture's grid, and the mask of what is new in it."""

from __future__ import annotations

from argparse import Namespace

from editor.cli.console import Failure
from editor.cli.failures import refusals
from editor.cli.values import beyond
from editor.document.ids import new_id
from editor.document.records import Layer, Mask
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.session.presets import Preset, Sizes
from editor.steps.extend import border_mask, by_border, scaled_to, to_hold, to_size


def region_of(options: Namespace, size: Size) -> tuple[Rect, Size | None]:
    """The region to reach, in the grid of the picture once it was scaled, and that size where it is scaled.

    Raises Failure where nothing would be added, or more than a picture can hold.
    """
    scaled = scaled_to(size, options.to, options.fit) if options.fit else None
    with refusals():
        if options.by is not None:
            region = by_border(size, *options.by)
        elif options.preset is not None:
            region = to_hold(size.rect, named(Sizes(), options.preset).size)
        else:
            region = to_size(scaled or size, options.to, options.at)
    for reached in (region.size, scaled):
        if reached is not None and (too_large := beyond(reached)):
            raise Failure(too_large, "Choose a smaller size.")
    return region, scaled


def border(layer: Layer, region: Rect) -> Mask:
    """What is to be drawn around a layer; it is asked for without taking the place of a mask that was painted."""
    assert layer.pixels is not None
    tiles = Tiles.from_array(border_mask(layer.pixels.size, region))
    return Mask(id=new_id(), name="Extension", target=layer.id, tiles=tiles, x=region.x, y=region.y)


def everything(layer: Layer) -> Mask:
    """All of a layer's picture; it is asked for without taking the place of a mask that was painted."""
    assert layer.pixels is not None
    size = layer.pixels.size
    tiles = Tiles(size, 1).filled(size.rect, 255)
    return Mask(id=new_id(), name="Picture", target=layer.id, tiles=tiles)


def named(known: Sizes, name: str) -> Preset:
    """The preset of that name. Raises Failure naming those that there are."""
    try:
        return known.named(name)
    except LookupError:
        names = ", ".join(preset.name for preset in known.all)
        raise Failure(f"there is no preset called {name!r}", known.trouble or f"Presets: {names}.") from None
