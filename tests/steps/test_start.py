"""Start images: in place as a sketch lies, or scaled to cover what is marked; only for engines that can begin so."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Layer, Mask, ReferencePicture
from editor.engine.contract import Engine
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.ask import Asked, Wish, asked, asked_from_words
from editor.steps.mask import masked
from tests.engines.painter import Painter
from tests.steps import road

ALL = frozenset({"generate", "image", "inpaint", "outpaint"})
RED, GREEN = (200, 30, 30, 255), (30, 160, 40, 255)


def plain(w: int, h: int, colour: tuple[int, int, int, int]) -> Tiles:
    return Tiles.from_array(np.full((h, w, 4), colour, np.uint8))


def marked(*more: Layer) -> tuple[Document, Layer]:
    """A photograph of which a box of 60 x 40 at 100, 90 is marked, and other layers."""
    pixels = road.photograph()
    document, layer = road.board(pixels)
    return masked(document.with_(*more), layer.id, road.box_mask(pixels, 100, 90, 60, 40)), layer


def begun(start: ReferencePicture, *more: Layer, engine: Engine | None = None) -> tuple[Asked, np.ndarray]:
    """What was asked, and the picture that was sent, in the photograph's own grid."""
    document, layer = marked(*more)
    made = road.ask(document, layer, engine or Painter(strength=True), Wish(words="a barn", start=start, strength=0.5))
    region, image = made.generation.region, made.request.image
    assert image is not None and region.size == Size(image.shape[1], image.shape[0])
    whole = road.photograph()
    part = region.intersected(Rect(0, 0, 320, 240))
    whole[part.slices] = image[part.translated(-region.x, -region.y).slices]
    return made, whole


def test_a_picture_from_elsewhere_covers_what_is_marked_and_nothing_else() -> None:
    start = ReferencePicture(id="s", name="sea", pixels=plain(500, 100, RED))
    made, sent = begun(start)
    before = road.photograph()
    assert (sent[90:130, 100:160] == RED).all()
    sent[90:130, 100:160] = before[90:130, 100:160]
    assert np.array_equal(sent, before)
    kept = made.generation.start
    assert kept is not None and kept.pixels is not None and kept.pixels.size == (60, 40)
    assert made.generation.recipe.start == "sea" and made.request.strength == 0.5
    assert made.seen is not None and (made.seen != 0).any(), "what the answer is fitted to is what was seen"


def test_a_sketch_begins_where_it_lies_and_shows_what_is_beneath_it() -> None:
    pixels = np.zeros((20, 30, 4), np.uint8)
    pixels[:, :15] = GREEN
    sketch = Layer(id="k", name="sketch", pixels=Tiles.from_array(pixels), transform=Affine.translation(150, 100))
    _, sent = begun(ReferencePicture(id="s", layer="k"), sketch)
    before = road.photograph()
    assert (sent[100:120, 150:160] == GREEN).all(), "to the border of what is marked"
    sent[100:120, 150:160] = before[100:120, 150:160]
    assert np.array_equal(sent, before)


def test_a_crop_is_what_it_begins_from() -> None:
    pixels = np.full((100, 200, 4), RED, np.uint8)
    pixels[:, 100:] = GREEN
    start = ReferencePicture(id="s", pixels=Tiles.from_array(pixels), crop=Rect(110, 0, 90, 60))
    assert (begun(start)[1][90:130, 100:160] == GREEN).all()


def test_one_that_was_settled_once_stays_to_the_pixel() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (333, 222, 4), np.uint8)
    made, sent = begun(ReferencePicture(id="s", pixels=Tiles.from_array(noise)))
    assert made.generation.start is not None
    again, same = begun(made.generation.start)
    assert np.array_equal(sent, same) and again.generation.start is not None


def test_from_words_it_begins_from_all_of_the_picture() -> None:
    engine = Painter(kinds=ALL, strength=True)
    wish = Wish(words="a barn", start=ReferencePicture(id="s", name="sea", pixels=plain(50, 400, RED)))
    made = asked_from_words(Document(), engine, wish, Rect(7, 9, 96, 64), made=0.0)
    assert made.request.kind == "image" and made.request.mask is None
    assert made.request.image is not None and made.request.image.shape == (64, 96, 4)
    assert (made.request.image == RED).all()


def test_engines_that_cannot_begin_so_are_refused_with_advice() -> None:
    start = ReferencePicture(id="s", pixels=plain(50, 50, RED))
    with pytest.raises(BadRequest, match="cannot begin from a picture within"):
        begun(start, engine=Painter())
    with pytest.raises(BadRequest, match="cannot start from a picture"):
        asked_from_words(
            Document(), Painter(kinds=frozenset({"generate"})), Wish(start=start), Rect(0, 0, 9, 9), made=0
        )
    document, layer = road.board(road.photograph())
    beyond = np.full((240, 400), 0, np.uint8)
    beyond[:, 320:] = 255
    border = Mask(id="m", target=layer.id, tiles=Tiles.from_array(beyond))
    with pytest.raises(BadRequest, match="takes no start image"):
        asked(document, layer, border, Painter(strength=True), Wish(words="x", start=start), made=0.0)
    with pytest.raises(BadRequest, match="is gone"):
        begun(ReferencePicture(id="s", name="sea", layer="gone"))
