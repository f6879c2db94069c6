"""Asking: what is sent of a document, in which space, what is marked for which engine, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from editor.document.records import Document, Layer, LayerMask, changed
from editor.engine.checked import LARGEST_AREA
from editor.engine.contract import Abilities, Area, Candidate, Price, Progress, Request
from editor.engine.errors import BadRequest
from editor.engine.plugin import made as engine_of
from editor.engine.stop import Stop
from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.mask_ops import grown, shrunk
from editor.pixels.profiles import convert, made
from editor.pixels.seam import away_from
from editor.pixels.tiles import Tiles
from editor.steps.again import wish_for
from editor.steps.ask import Wish, planned, seen
from editor.steps.mask import active_mask, begun, masked
from editor.steps.place import placed
from tests.engines.mirror import Mirror
from tests.engines.painter import Painter
from tests.steps.composited import composited
from tests.steps.road import ask, board, box_mask, filled, photograph

GRIDS = {
    "as it is": Affine(),
    "at 25 %": Affine.scaling(0.25).then(Affine.translation(40.5, 7.25)),
    "rotated": Affine.rotation(33).then(Affine.translation(-12.0, 90.0)),
    "flipped": Affine(-1, 0, 0, 1, 400, 3),
}


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_what_is_sent_is_the_layer_in_its_own_grid(grid: Affine) -> None:
    pixels = photograph()
    document, layer = board(pixels, grid)
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40))
    sent = ask(document, layer, Painter())
    part = pixels[sent.generation.region.slices]
    assert sent.generation.region.size == sent.request.size
    assert np.array_equal(sent.seen, part) and np.array_equal(sent.request.image, part)


@pytest.mark.parametrize("space", [DISPLAY_P3, ADOBE_RGB])
def test_pictures_of_other_spaces_are_sent_as_srgb(space) -> None:
    pixels = photograph()
    document, layer = board(pixels, profile=made(space))
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40))
    sent = ask(document, layer, Painter())
    assert np.array_equal(sent.request.image, convert(pixels, made(space), b"")[sent.generation.region.slices])


def test_what_lies_above_the_target_is_not_seen_and_what_was_accepted_is() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    first = filled(document, layer, box_mask(pixels, 100, 90, 50, 40), Painter(colour=(250, 0, 0)))
    document, _ = placed(first.document, Tiles.from_array(np.full_like(pixels, 255)), name="above", at=(0, 0))
    document = masked(document, layer.id, box_mask(pixels, 160, 90, 50, 40))
    sent = ask(document, layer, Painter())
    there = sent.generation.region
    expected = pixels.copy()
    expected[90:130, 100:150, :3] = (250, 0, 0)
    assert np.array_equal(sent.request.image, expected[there.slices])


def test_the_request_holds_the_wish() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40))
    wish = Wish(words="a red door", prompt="a red door, oil", avoid="people", seed=7, count=3, strength=0.5, model="m")
    sent = ask(document, layer, Painter(), wish)
    request, recipe = sent.request, sent.generation.recipe
    assert (request.prompt, request.avoid, request.seed, request.count) == ("a red door, oil", "people", 7, 3)
    assert (recipe.words, recipe.prompt, recipe.strength, recipe.model) == ("a red door", "a red door, oil", 0.5, "m")
    assert request.id == sent.generation.id


def test_words_for_parts_come_in_the_pixels_that_are_sent() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40))
    areas = Area("a dog", Rect(100, 90, 20, 40)), Area("far off", Rect(-90, -90, 20, 20))
    engine = Painter(smallest_side=512, areas=True)
    sent = ask(document, layer, engine, Wish(words="x", prompt="x", areas=areas))
    region, size = sent.generation.region, sent.request.size
    assert size.w > region.w and sent.generation.recipe.areas == areas
    (part,) = sent.request.areas
    scale = size.w / region.w
    x, y, w, h = ((value * scale) for value in (100 - region.x, 90 - region.y, 20, 40))
    assert part.words == "a dog"
    assert np.allclose(part.box, (x, y, w, h), atol=2)
    other = wish_for(sent.generation, 1, Painter().abilities)
    assert other.areas == () and other.prompt.startswith("x. On the left: a dog."), "it is told with its place"
    assert wish_for(sent.generation, 1, engine.abilities).areas == areas


# What is marked for the engine, and what shows in the end


def test_an_engine_that_redraws_gets_a_smaller_marking_and_the_whole_mask_is_shown() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    values = box_mask(pixels, 90, 60, 120, 110)
    document = masked(document, layer.id, values)
    sent = ask(document, layer, Mirror())
    mask = values[sent.generation.region.slices]
    marked = sent.request.mask
    assert marked is not None and sent.generation.mask is not None
    assert np.array_equal(sent.generation.mask.array(), mask)
    assert not marked[shrunk(mask, 7) == 0].any(), "the marking ends at least 8 px before the edge"
    assert (marked[shrunk(mask, 17) > 0] == 255).all(), "and at most 16"
    done = filled(document, layer, values, Mirror())
    assert (done.fitted.alpha[shrunk(mask, 8) > 0] == 255).all()
    assert not done.fitted.alpha[mask == 0].any()


def test_an_engine_of_the_network_gets_a_larger_marking_and_only_the_mask_is_changed() -> None:
    pixels = photograph(640, 480)
    document, layer = board(pixels)
    values = box_mask(pixels, 250, 200, 80, 70)
    engine = Painter(offline=False)
    done = filled(document, layer, values, engine)
    mask, marked = values[done.generation.region.slices], engine.asked[0].mask
    assert marked is not None
    assert (marked[grown(mask, 4) > 0] > 0).all() and marked[mask > 0].min() == 255
    assert not done.generation.native
    assert done.fitted.report.trusted, "what the engine was told to change is not held against it"
    before = pixels[done.generation.region.slices]
    after = composited(before, done.fitted)
    assert np.array_equal(after[mask == 0], before[mask == 0])
    deep = away_from((mask == 0).astype(np.uint8)) > 16
    assert (after[deep][:, :3] == engine.colour).all()


def test_the_built_in_engine_gets_the_mask_itself() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    values = box_mask(pixels, 100, 90, 50, 40)
    document = masked(document, layer.id, values)
    sent = ask(document, layer, engine_of("editor._plugins.builtin"))
    assert np.array_equal(sent.request.mask, values[sent.generation.region.slices])
    assert sent.generation.native and sent.generation.marked is None


def test_the_mask_that_is_kept_shares_its_tiles_with_the_one_in_use() -> None:
    pixels = np.full((1100, 1300, 3), 90, np.uint8)
    document, layer = board(pixels)
    values = box_mask(pixels, 200, 200, 900, 700)
    document = masked(document, layer.id, values)
    found = active_mask(document, layer.id)
    assert found is not None
    generation = planned(document, layer, found, engine_of("editor._plugins.builtin"), Wish(), made=0.0)
    assert generation.mask is not None
    assert np.array_equal(generation.mask.array(), values[generation.region.slices])
    assert generation.region.x % 256 == generation.region.y % 256 == 0, "else there is none to share"
    assert any(tile in set(found.tiles) for tile in generation.mask)


def test_an_extension_is_marked_as_it_is() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    document = masked(document, layer.id, np.full((240, 60), 255, np.uint8), 320, 0)
    sent = ask(document, layer, Mirror())
    assert sent.request.kind == "outpaint" and sent.generation.marked is None
    new = sent.request.image[..., 3] == 0
    assert new.any() and np.array_equal(new, sent.request.mask == 255)


# What is refused


def test_what_cannot_be_asked_is_a_bad_request() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    values = box_mask(pixels, 100, 90, 50, 40)
    marked = masked(document, layer.id, values)
    with pytest.raises(BadRequest, match="cannot"):
        ask(marked, layer, Painter(kinds=frozenset({"generate"})))
    impossible = Painter(smallest_side=4000, largest_side=64)
    with pytest.raises(BadRequest, match="limits"):
        ask(marked, layer, impossible)
    with pytest.raises(BadRequest, match="marks nothing"):
        ask(document.with_(begun(document, layer)), layer, Painter())
    with pytest.raises(BadRequest, match="no picture"):
        ask(marked, changed(layer, pixels=None), Painter())


def test_a_stack_that_cannot_be_shown_is_a_bad_request() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    below = Layer(id="below", order="A", pixels=layer.pixels)
    odd = changed(layer, blend="of a newer version", mask=LayerMask(Tiles.from_array(pixels[..., 3])))
    document = masked(document.with_(below, odd), layer.id, box_mask(pixels, 100, 90, 50, 40))
    with pytest.raises(BadRequest, match="newer version"):
        ask(document, odd, Painter())


def test_more_than_an_answer_may_hold_is_refused_before_it_is_asked() -> None:
    side = 4 * int(LARGEST_AREA**0.5)
    layer = Layer(id="photo", pixels=Tiles(Size(256, 256)))
    document = Document().with_(layer)
    mask = begun(document, layer)
    wide = changed(mask, tiles=Tiles(Size(side, side // 2), 1, fill=0).filled(Size(1, 1).rect, 255), x=-side, y=0)
    wide = changed(wide, tiles=wide.tiles.pasted(side - 1, side // 2 - 1, np.full((1, 1), 255, np.uint8)))
    with pytest.raises(BadRequest, match="at most 100"):
        ask(document.with_(wide), layer, Painter())


def test_a_target_that_is_gone_is_said() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40))
    sent = ask(document, layer, Painter())
    with pytest.raises(BadRequest, match="no longer"):
        seen(document.without(layer), sent.generation)


def test_abilities_decide_the_size_that_is_sent() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40))
    sent = ask(document, layer, Painter(masks="redraw", multiple=64))
    assert sent.request.size.w % 64 == 0 and sent.request.size.h % 64 == 0
    assert sent.request.image is not None and sent.request.image.shape[:2] == sent.request.size[::-1]
    assert sent.request.mask is not None and sent.request.mask.shape == sent.request.size[::-1]


# All of a picture


class Recast:
    """Draws all of it anew, in squares only."""

    name, title, version = "recast", "Recast", "1"
    abilities = Abilities(
        kinds=frozenset({"image", "inpaint"}), masks="redraw", place="thread", sizes=((256, 256), (512, 512))
    )

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        self.asked.append(request)
        assert request.image is not None
        yield Candidate(pixels=255 - request.image[..., :3], seed=0)


def test_a_mask_over_all_of_a_picture_asks_for_another_one_as_a_whole() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    engine = Recast()
    done = filled(document, layer, np.full(pixels.shape[:2], 255, np.uint8), engine, Wish(words="as a negative"))
    (sent,) = engine.asked
    assert sent.kind == "image" and sent.mask is None and sent.size == (512, 512)
    there, fitted = done.generation.region, done.fitted
    inside = pixels.shape[1], pixels.shape[0]
    assert there.size == (320, 320) and there.contains(Size(*inside).rect)
    shown = fitted.alpha[-there.y : -there.y + 240, -there.x : -there.x + 320]
    assert shown.min() == 255 and fitted.alpha.sum() == shown.sum(), "all of the picture, and nothing beside it"
    assert fitted.report.trusted and not fitted.report.messages
    drawn = fitted.pixels[-there.y : -there.y + 240, -there.x : -there.x + 320].astype(int)
    assert np.abs(drawn - (255 - pixels[..., :3])).mean() < 6


def test_a_mask_over_nearly_all_of_it_is_still_a_mask() -> None:
    pixels = photograph()
    document, layer = board(pixels)
    values = np.full(pixels.shape[:2], 255, np.uint8)
    values[100, 100] = 254
    engine = Recast()
    filled(document, layer, values, engine)
    assert engine.asked[0].kind == "inpaint" and engine.asked[0].mask is not None
    painter = Painter()
    filled(document, layer, np.full(pixels.shape[:2], 255, np.uint8), painter)
    assert painter.asked[0].kind == "inpaint", "not every engine draws from a picture as a whole"
