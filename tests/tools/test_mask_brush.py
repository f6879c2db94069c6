"""The mask brush: paints where the pointer is whatever the layer's place, tells what it changed, and can be left."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest

from editor.document.records import Document, Layer, Mask
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.session.gesture import Pointer, Preview
from editor.steps.mask import active_mask, mask_values
from editor.tools.brush import LARGEST, SMALLEST
from editor.tools.mask_brush import MaskBrush, MaskEraser
from tests.tools.hand import ALT, CTRL, SHIFT, Keys, drag

SIZE = Size(600, 400)
HARD = MaskBrush(size=40.0, hardness=1.0)
PLACES = {
    "as it is": Affine(),
    "at a quarter": Affine.scaling(0.25).then(Affine.translation(31, 17)),
    "turned": Affine.rotation(30).then(Affine.translation(400, 50)),
    "mirrored": Affine.scaling(-1, 1).then(Affine.translation(900, 0)),
}


def _document(placed: Affine = PLACES["as it is"], **fields: object) -> Document:
    pixels = Tiles.from_array(np.full((SIZE.h, SIZE.w, 3), 90, np.uint8))
    group = Layer(id="group", kind="group", transform=Affine.translation(5, 5))
    layer = Layer(id="a", pixels=pixels, transform=placed, parent="group")
    return Document().with_(group, Layer(**{**{f: getattr(layer, f) for f in layer.__struct_fields__}, **fields}))


def _drawn(
    brush: MaskBrush, document: Document, points: Sequence[tuple[float, float]], *, shift: bool = False
) -> tuple[Document | None, list[Preview]]:
    """The gesture over points of the layer's grid: its document, and what it showed meanwhile."""
    to_canvas = document.placed(document.layers["a"])
    places = [to_canvas.apply(x, y) for x, y in points]
    outcome = drag(brush, document, places, Keys(shift=shift))
    assert not outcome.open, "a release ends it"
    return outcome.document, outcome.previews


def _values(document: Document | None) -> np.ndarray:
    assert document is not None
    mask = active_mask(document, "a")
    return np.zeros((SIZE.h, SIZE.w), np.uint8) if mask is None else mask_values(mask, SIZE.rect)


def _disc(x: float, y: float, radius: float) -> np.ndarray:
    down, across = np.mgrid[: SIZE.h, : SIZE.w] + 0.5
    return np.hypot(across - x, down - y) <= radius


@pytest.mark.parametrize("placed", PLACES.values(), ids=PLACES)
def test_a_click_marks_a_disc_in_the_layers_own_pixels(placed: Affine) -> None:
    after, _ = _drawn(HARD, _document(placed), [(300, 200)])
    values = _values(after)
    assert (values[_disc(300, 200, 19)] == 255).all() and not values[~_disc(300, 200, 21.5)].any()


@pytest.mark.parametrize("placed", PLACES.values(), ids=PLACES)
def test_what_a_preview_changes_lies_in_its_damage(placed: Affine) -> None:
    document = _document(placed)
    to_canvas = document.placed(document.layers["a"])
    to_layer, shown = to_canvas.inverted(), [_values(document)]

    def see(preview: Preview) -> None:
        shown.append(_values(preview.document))
        rows, columns = np.nonzero(shown[-1] != shown[-2])
        if len(rows):
            box = Rect.from_edges(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
            assert to_layer.bounds(preview.damage).contains(box)

    places = [to_canvas.apply(x, y) for x, y in ((100, 100), (180, 120), (260, 90), (300, 240))]
    final = _values(drag(HARD, document, places, seen=see).document)
    assert shown[-1].any(), "the stroke is seen while it is drawn"
    assert (final >= shown[-1]).all() and (final[_disc(300, 240, 19)] == 255).all(), "the curve's end comes on release"


def test_the_document_that_it_began_with_stays() -> None:
    document = _document()
    after, _ = _drawn(HARD, document, [(100, 100), (200, 100)])
    assert not document.masks and after is not None and len(after.masks) == 1
    again, _ = _drawn(HARD, after, [(300, 300)])
    assert again is not None and again.masks.keys() == after.masks.keys(), "a second stroke goes onto the same mask"
    assert (_values(again) >= _values(after)).all()
    assert again.layers["a"] is document.layers["a"]


def test_the_eraser_takes_off_what_it_touches_and_nothing_else() -> None:
    painted, _ = _drawn(HARD.sized(3), _document(), [(200, 200), (400, 200)])
    erased, _ = _drawn(msgspec.structs.replace(HARD, erase=True), painted or Document(), [(300, 200)])
    before, now = _values(painted), _values(erased)
    assert not now[_disc(300, 200, 19)].any()
    assert np.array_equal(now[~_disc(300, 200, 21.5)], before[~_disc(300, 200, 21.5)])


def test_shift_goes_straight() -> None:
    corner = [(100.0, 100.0), (300.0, 100.0), (300.0, 300.0)]
    straight = _values(_drawn(MaskBrush(4, 1.0), _document(), corner, shift=True)[0])
    assert (straight[100, 110:290] > 0).all() and (straight[110:290, 300] > 0).all()
    assert not straight[110:290, 120:290].any()


def test_a_soft_brush_fades_and_pressure_is_kept_within_bounds() -> None:
    values = _values(_drawn(MaskBrush(100, 0.0), _document(), [(300, 200)])[0])
    along = values[200, 300:352].astype(int)
    assert along[0] > 240 and along[-1] == 0 and (np.diff(along) <= 0).all() and len(set(along)) > 20


def test_beside_the_layer_nothing_happens() -> None:
    after, previews = _drawn(HARD, _document(), [(-200, -100), (-150, -100)])
    assert after is None
    assert all(preview.damage.empty for preview in previews)


@pytest.mark.parametrize("fields", [{"locked": True}, {"pixels": None}, {"id": "b"}])
def test_nothing_is_painted_on_what_cannot_be(fields: dict[str, object]) -> None:
    gesture = HARD.gesture(_document(**fields), "a", Pointer("press", 10, 10))
    with pytest.raises(StopIteration) as end:
        next(gesture)
    assert end.value.value is None


def test_leaving_it_keeps_nothing_open() -> None:
    document = _document()
    gesture = HARD.gesture(document, "a", Pointer("press", 50, 50))
    next(gesture)
    gesture.close()
    with pytest.raises(StopIteration):
        next(gesture)
    assert not document.masks


def test_a_mask_with_an_offset_is_painted_in_the_layers_grid() -> None:
    document = _document()
    mask = Mask(id="m", target="a", tiles=Tiles(Size(300, 300), 1), x=200, y=50)
    after, _ = _drawn(HARD, document.with_(mask), [(300, 200)])
    assert (_values(after)[_disc(300, 200, 19)] == 255).all()


def test_sizes_stay_within_what_a_brush_can_be() -> None:
    assert MaskBrush().sized(1e9).size == LARGEST and MaskBrush().sized(1e-9).size == SMALLEST
    assert MaskBrush(90.0).sized(2).size == 180.0
    for brush in (MaskBrush().sized(1e-9), MaskBrush().sized(1e9)):
        assert _values(_drawn(brush, _document(), [(300, 200)])[0]).any()


def test_with_shift_the_next_stroke_goes_straight_from_the_end_of_the_last() -> None:
    document = _document()
    to_canvas = document.placed(document.layers["a"])
    first = drag(HARD.sized(0.5), document, [to_canvas.apply(100, 100), to_canvas.apply(150, 100)])
    assert isinstance(first.became, MaskBrush) and first.document is not None
    second = drag(first.became, first.document, [to_canvas.apply(150, 300)], SHIFT)
    values = _values(second.document)
    assert (values[105:295, 150] == 255).all() and not values[150:250, 100].any()


def test_alt_erases_with_the_brush_and_paints_with_the_eraser() -> None:
    document = _document()
    to_canvas = document.placed(document.layers["a"])
    here = [to_canvas.apply(300, 200)]
    painted = drag(MaskEraser(size=40.0, hardness=1.0), document, here, ALT).document
    assert painted is not None and (_values(painted)[_disc(300, 200, 19)] == 255).all()
    assert not _values(drag(HARD, painted, here, ALT).document)[_disc(300, 200, 19)].any()


def test_smoothing_draws_after_the_pointer_and_ends_where_it_was_released() -> None:
    document = _document()
    to_canvas = document.placed(document.layers["a"])
    zigzag = [(100.0 + 8 * n, 200.0 + (15 if n % 2 else -15)) for n in range(40)]
    spread = []
    for smoothing in (0.0, 0.8):
        brush = MaskBrush(size=3.0, hardness=1.0, smoothing=smoothing)
        values = _values(drag(brush, document, [to_canvas.apply(*place) for place in zigzag]).document)
        rows = np.nonzero(values[:, 200:300])[0]
        spread.append(rows.std())
        assert values[int(zigzag[-1][1]), int(zigzag[-1][0])] > 0
    assert spread[1] < spread[0] / 2


def test_ctrl_drags_the_size_and_the_hardness_and_marks_nothing() -> None:
    outcome = drag(HARD, _document(), [(100, 100), (200, 150), (300, 200)], CTRL)
    assert outcome.document is None and isinstance(outcome.became, MaskBrush)
    assert outcome.became.size == pytest.approx(80) and outcome.became.hardness == 0.5
    assert len(outcome.previews[-1].marks) == 2, "the size that it will have is shown"
    escaped = HARD.gesture(_document(), "a", Pointer("press", 0, 0, ctrl=True))
    assert isinstance(next(escaped), Preview)
    escaped.close()


def test_hardness_stays_within_soft_and_hard() -> None:
    assert HARD.hardened(0.1).hardness == 1 and HARD.hardened(-0.3).hardness == 0.7
    assert HARD.hardened(-5).hardness == 0
