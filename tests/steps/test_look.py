"""Looks: the same picture in another process, with no more pixels on the way than are seen."""

from __future__ import annotations

import pickle
import subprocess
import sys

import numpy as np
import pytest

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import made
from editor.pixels.tiles import Tiles
from editor.steps.flatten import flatten
from editor.steps.look import Look
from tests.steps.road import photograph

GRIDS = {
    "as it is": Affine(),
    "moved": Affine.translation(-37, -21),
    "shrunk": Affine.scaling(0.21).then(Affine.translation(3.3, 9)),
    "enlarged": Affine.scaling(3.7).then(Affine.translation(-400, -300)),
    "turned": Affine.rotation(25).then(Affine.translation(80, -30)),
    "mirrored": Affine(-1, 0, 0, 1, 300, 0),
    "flat": Affine(1, 0, 0, 0, 0, 0),
}


def stack() -> Document:
    """A picture, a sparse one, a group with a mask of its own, one in another space, a hidden one, all of them odd."""
    photo = photograph(640, 480)
    sparse = Tiles(Size(900, 700)).pasted(300, 260, photo[:200, :300])
    hole = np.zeros((480, 640), np.uint8)
    hole[100:300, 50:400] = 255
    part = np.tile(np.linspace(0, 255, 300).astype(np.uint8), (200, 1))
    return Document().with_(
        Layer(id="a", order="A", pixels=Tiles.from_array(photo)),
        Layer(id="b", order="B", pixels=sparse, opacity=0.6, transform=Affine.rotation(12)),
        Layer(id="c", order="C", kind="group", transform=Affine.scaling(0.5), mask=LayerMask(Tiles.from_array(hole))),
        Layer(id="d", order="D", parent="c", pixels=Tiles.from_array(photo[::-1]), blend="multiply"),
        Layer(
            id="e",
            order="E",
            onto="a",
            pixels=Tiles.from_array(photo[:200, :300]),
            mask=LayerMask(Tiles.from_array(part, fill=255), 40, 30),
            profile=made(DISPLAY_P3),
            transform=Affine.translation(90, 60),
        ),
        Layer(id="f", order="F", pixels=Tiles.from_array(photo), visible=False, onto="e"),
        Layer(
            id="g",
            order="G",
            onto="f",
            pixels=Tiles.from_array(photo[:50, :50]),
            mask=LayerMask(Tiles.from_array(hole), enabled=False),
        ),
    )


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
@pytest.mark.parametrize("upto", ["", "a", "d"])
def test_a_look_is_the_same_wherever_it_is_taken(grid: Affine, upto: str) -> None:
    look = Look(stack(), Size(500, 400), grid, upto, made(DISPLAY_P3))
    expected = flatten(look.document, look.size, grid, upto=upto, profile=look.profile)
    assert np.array_equal(look(), expected)
    differs = np.abs(pickle.loads(pickle.dumps(look))().astype(int) - expected)
    assert differs.max() <= 1 and (differs > 0).mean() < 1e-4, "sparse layers are resampled from other corners"


def test_only_what_is_seen_is_taken_along() -> None:
    whole = Tiles.from_array(np.random.default_rng(0).integers(0, 256, (2000, 3000, 4), np.uint8))
    document = Document().with_(Layer(id="a", pixels=whole, opacity=0.5))
    assert len(pickle.dumps(Look(document, Size(200, 100), Affine.translation(-900, -700)))) < 100_000
    assert len(pickle.dumps(Look(document, Size(300, 200), Affine.scaling(0.1)))) < 1_500_000


def test_what_an_opaque_layer_hides_is_not_taken_along() -> None:
    photo = Tiles.from_array(photograph(640, 480))
    document = Document().with_(
        Layer(id="a", order="A", pixels=photo, opacity=0.5),
        Layer(id="b", order="B", pixels=photo),
        Layer(id="c", order="C", pixels=photo, opacity=0.5),
    )
    look = Look(document, Size(640, 480), Affine())
    sent = pickle.loads(pickle.dumps(look))
    assert set(sent.document.layers) == {"b", "c"} and np.array_equal(sent(), look())


@pytest.mark.parametrize("grid", [GRIDS["as it is"], GRIDS["moved"], GRIDS["mirrored"]])
def test_one_layer_is_copied(grid: Affine) -> None:
    pixels = photograph(640, 480)
    pixels[:100, :, 3] = 90
    layer = Layer(id="a", pixels=Tiles.from_array(pixels), profile=made(DISPLAY_P3))
    look = Look(Document().with_(layer), Size(700, 500), grid)
    assert np.array_equal(look.copied(), look())  # type: ignore[arg-type]


def test_an_opaque_layer_on_top_is_copied_and_nothing_else_is() -> None:
    pixels = photograph()
    below = Layer(id="a", order="A", pixels=Tiles.from_array(pixels[::-1]))
    above = Layer(id="b", order="B", pixels=Tiles.from_array(pixels))
    part = Rect(20, 30, 100, 90)
    grid = Affine.translation(-part.x, -part.y)
    clear = pixels.copy()
    clear[40, 50, 3] = 254

    def copied(top: Layer) -> np.ndarray | None:
        return Look(Document().with_(below, top), part.size, grid).copied()

    assert np.array_equal(copied(above), pixels[part.slices])  # type: ignore[arg-type]
    for other in (
        changed(above, opacity=0.9),
        changed(above, blend="screen"),
        changed(above, transform=Affine.rotation(3)),
        changed(above, transform=Affine.translation(30, 0)),
        changed(above, mask=LayerMask(Tiles.from_array(pixels[..., 3]))),
        changed(above, pixels=Tiles.from_array(clear)),
    ):
        assert copied(other) is None
    assert np.array_equal(Look(Document(), Size(5, 4), Affine()).copied(), np.zeros((4, 5, 4)))  # type: ignore[arg-type]


def test_taking_along_and_copying_load_no_kernels() -> None:
    code = (
        "import pickle, sys; from tests.steps.test_look import *; document = stack();"
        "[pickle.dumps(Look(document, Size(500, 400), grid)) for grid in GRIDS.values()];"
        "Look(document, Size(5, 4), GRIDS['moved'], 'a').copied();"
        "assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
