"""How large a picture is to become, what an engine is asked, and the layer that takes the place of its source."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from editor.document.records import Document, Layer, LayerMask, changed
from editor.engine.contract import Abilities
from editor.engine.errors import BadRequest, BadResult
from editor.engine.stop import Stop
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Size
from editor.pixels.profiles import made
from editor.pixels.tiles import Tiles
from editor.steps.accept import brought, put
from editor.steps.ask import seen
from editor.steps.enlarge import FOUR_K, Goal, planned_larger, printed, refused, with_source
from editor.steps.fitting import fitting
from editor.steps.keep import kept
from editor.steps.place import bounds
from editor.steps.sent import requested
from tests.engines.enlarger import Enlarger
from tests.steps.road import photograph

PHOTO = photograph()
H, W = PHOTO.shape[:2]
PLACE = Affine.scaling(0.5, 0.5).then(Affine.translation(40, -20))


@pytest.mark.parametrize(
    ("goal", "size", "to"),
    [
        (Goal(3), Size(100, 60), Size(300, 180)),
        (Goal(1.5), Size(101, 60), Size(152, 90)),
        (Goal(fill=Size(400, 400)), Size(200, 100), Size(800, 400)),
        (Goal(fill=FOUR_K, turns=True), Size(1000, 1500), Size(2560, 3840)),
        (Goal(fill=FOUR_K, turns=True), Size(1920, 1080), Size(3840, 2160)),
        (printed(210, 297, 300), Size(1000, 1000), Size(3508, 3508)),
        (printed(210, 297, 300), Size(1414, 1000), Size(3508, 2481)),
    ],
)
def test_a_picture_keeps_its_shape_and_fills_what_was_wanted(goal: Goal, size: Size, to: Size) -> None:
    assert goal.of(size) == to


@pytest.mark.parametrize(
    ("abilities", "to", "why"),
    [
        ({}, Size(W, H), "already"),
        ({}, Size(60_000, 60_000), "too many"),
        ({"largest_side": 100}, Size(2 * W, 2 * H), "at most 100 pixels"),
        ({"largest_area": 10_000}, Size(2 * W, 2 * H), "megapixels"),
        ({"smallest_side": 1000}, Size(2 * W, 2 * H), "at least 1000"),
        ({"kinds": frozenset({"inpaint"})}, Size(2 * W, 2 * H), "cannot make a picture larger"),
        ({}, Size(2 * W, 2 * H), ""),
    ],
)
def test_what_an_engine_cannot_do_is_refused_with_the_reason(abilities: dict[str, object], to: Size, why: str) -> None:
    table = msgspec.structs.replace(Abilities(kinds=frozenset({"upscale"})), **abilities)
    said = refused(table, Size(W, H), to)
    assert why in said and bool(said) == bool(why)


def board(**fields: object) -> tuple[Document, Layer]:
    layer = Layer(id="photo", name="photo", pixels=Tiles.from_array(PHOTO), transform=PLACE)
    layer = changed(layer, **fields)
    below = Layer(id="below", order="A", pixels=Tiles.from_array(np.full((H, W, 4), 9, np.uint8)), transform=PLACE)
    return Document().with_(below, layer), layer


def larger(document: Document, layer: Layer, engine: Enlarger, goal: Goal) -> tuple[Document, Layer]:
    """The whole road."""
    generation = planned_larger(document, layer, engine, goal, made=1.0)
    original = seen(document, generation)
    request = requested(generation, original)
    candidate = list(engine.generate(request, Stop()))[-1]
    offer, _ = kept(candidate, generation.id, made=2.0)
    fit = fitting(generation, original, candidate.pixels, candidate.seed)()
    made = brought(generation, offer, fit.pixels, fit.alpha, layer.profile)
    after = put(document, generation, made)
    return after, after.layers[made.id]


def test_the_picture_alone_is_sent_and_what_comes_lies_in_its_place() -> None:
    mask = LayerMask(Tiles.from_array(np.zeros((H // 2, W), np.uint8), 255), 0, 0)
    document, layer = board(opacity=0.5, blend="multiply", mask=mask)
    engine = Enlarger()
    after, made = larger(document, layer, engine, Goal(2))
    (request,) = engine.asked
    assert np.array_equal(request.image, PHOTO) and request.mask is None
    assert request.options == {"factor": 2, "to": [2 * W, 2 * H]}
    assert made.pixels.size == Size(2 * W, 2 * H) and (made.opacity, made.blend) == (0.5, "multiply")
    assert bounds(after, made) == bounds(document, layer)
    assert not after.layers["photo"].visible and after.layers["below"].visible
    shown = made.mask.tiles.crop(Size(2 * W, 2 * H).rect)
    assert shown[: H - 8].max() == 0 and shown[H + 8 :].min() == 255
    assert with_source(after, document, "photo").layers["photo"].visible


def test_what_was_accepted_onto_it_is_made_larger_with_it() -> None:
    document, layer = board()
    patch = np.full((20, 30, 4), 255, np.uint8)
    fix = Layer(
        id="fix",
        order="Z",
        onto="photo",
        pixels=Tiles.from_array(patch),
        transform=Affine.translation(10, 5).then(PLACE),
    )
    engine = Enlarger()
    after, made = larger(document.with_(fix), layer, engine, Goal(4))
    assert (engine.asked[0].image[5:25, 10:40] == 255).all()
    assert not after.layers["fix"].visible
    assert made.order > "Z" and not made.onto


def test_an_answer_of_another_factor_is_brought_to_what_was_wanted() -> None:
    document, layer = board()
    _, fewer = larger(document, layer, Enlarger(), Goal(3))
    _, more = larger(document, layer, Enlarger(), Goal(6))
    assert (fewer.pixels.size, more.pixels.size) == (Size(3 * W, 3 * H), Size(6 * W, 6 * H))
    generation = planned_larger(document, layer, Enlarger(), Goal(6), made=1.0)
    answer = PHOTO[..., :3].repeat(4, 0).repeat(4, 1)
    said = fitting(generation, PHOTO, answer, 0)().report
    assert said.trusted and f"{4 * W} x {4 * H}" in said.messages[0]
    with pytest.raises(BadResult, match="another shape"):
        fitting(generation, PHOTO, answer[: 3 * H], 0)()


def test_what_is_transparent_stays_so_whatever_the_engine_answers() -> None:
    clear = PHOTO.copy()
    clear[:, : W // 2, 3] = 0
    document, layer = board(pixels=Tiles.from_array(clear))
    _, made = larger(document, layer, Enlarger(), Goal(2))
    alpha = made.pixels.crop(made.pixels.size.rect)[..., 3]
    assert alpha[:, : W - 8].max() == 0 and alpha[:, W + 8 :].min() == 255


def test_a_group_has_nothing_to_be_made_larger() -> None:
    group = Layer(id="g", kind="group")
    with pytest.raises(BadRequest, match="no picture"):
        planned_larger(Document().with_(group), group, Enlarger(), Goal(2), made=1.0)


def test_colours_outside_of_srgb_are_kept() -> None:
    wide, red = made(DISPLAY_P3), np.full((40, 60, 4), (255, 0, 0, 255), np.uint8)
    document, layer = board(pixels=Tiles.from_array(red), profile=wide)
    _, large = larger(document, layer, Enlarger(), Goal(2))
    assert large.profile == wide and np.array_equal(large.pixels.array()[::2, ::2], red)
