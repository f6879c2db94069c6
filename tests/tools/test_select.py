"""Select: picks what is seen, moves, scales and turns what is picked; escape and still clicks change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Frame, Layer, changed
from editor.pixels.geometry import Affine, Rect
from editor.session.gesture import Pointer
from editor.session.marks import Box, Guide, Handles, Label
from editor.steps.extent import extent
from editor.steps.snap import Snaps
from editor.tools.handles import Grip
from editor.tools.select import SelectTool
from editor.tools.tool import Bench
from tests.tools.hand import ALT, CTRL, NONE, SHIFT, Outcome, drag, fed, picture

FREE = SelectTool(bench=Bench(snaps=Snaps(frames=False, layers=False)))


def _with(*ids: str, tool: SelectTool = FREE, pixel: float = 1.0) -> SelectTool:
    return SelectTool(bench=tool.bench._replace(selection=frozenset(ids), pixel=pixel))


def _board() -> Document:
    return Document().with_(
        picture("a"),
        picture("b", placed=Affine.translation(100, 0), order="W"),
        Layer(id="g", kind="group", order="X"),
        picture("c", placed=Affine.translation(200, 0), parent="g"),
        picture("d", placed=Affine.translation(300, 0), parent="g"),
    )


def _at(outcome: Outcome, id: str) -> tuple[float, float]:
    assert outcome.document is not None
    layer = outcome.document.layers[id]
    return outcome.document.placed(layer)[4:]


def test_a_click_picks_and_changes_nothing() -> None:
    for place, picked in (((10, 10), {"a"}), ((110, 10), {"b"}), ((210, 10), {"g"}), ((500, 500), set())):
        outcome = drag(_with("b"), _board(), [place])
        assert outcome.selected == picked and outcome.document is None
    assert drag(FREE, _board(), [(210, 10)], CTRL).selected == {"c"}
    assert drag(_with("b"), _board(), [(10, 10)], SHIFT).selected == {"a", "b"}
    assert drag(_with("a", "b"), _board(), [(20, 15)], SHIFT).selected == {"b"}


def test_a_marquee_picks_what_it_touches_and_shift_adds() -> None:
    outcome = drag(FREE, _board(), [(-20, -20), (50, 30), (105, 30)])
    assert outcome.selected == {"a", "b"} and outcome.document is None
    assert outcome.previews[-1].marks == (Box(Rect(-20, -20, 125, 50), "marquee"),)
    assert drag(_with("g"), _board(), [(-20, -20), (50, 30)], SHIFT).selected == {"a", "g"}


@given(st.integers(-300, 300), st.integers(-300, 300))
def test_a_drag_moves_what_is_under_it_by_whole_pixels(dx: int, dy: int) -> None:
    outcome = drag(FREE, _board(), [(20, 20), (20.3 + dx, 19.8 + dy)])
    if outcome.document is None:
        assert max(abs(dx), abs(dy)) <= 3
        return
    assert _at(outcome, "a") == (dx, dy) and outcome.selected == {"a"}
    assert outcome.document.layers["b"] is _board().layers["b"] or _at(outcome, "b") == (100, 0)


def test_all_that_is_picked_moves_and_groups_move_as_one() -> None:
    outcome = drag(_with("a", "g"), _board(), [(210, 12), (30, 20), (230, 52)])
    assert [_at(outcome, id) for id in "abcd"] == [(20, 40), (100, 0), (220, 40), (320, 40)]
    assert outcome.selected == {"a", "g"}


def test_each_preview_covers_what_it_changes() -> None:
    outcome = drag(FREE, _board(), [(20, 20), (60, 90), (300, 90), (25, 30)])
    before = _board()
    for preview in outcome.previews:
        for document in (before, preview.document):
            box = extent(document, ["a"])
            assert box is not None
            if document.layers["a"].transform != before.layers["a"].transform:
                assert preview.damage.contains(box.rect)
        before = preview.document


def test_shift_keeps_to_one_direction() -> None:
    assert _at(drag(FREE, _board(), [(20, 20), (80, 35)], NONE, SHIFT), "a") == (60, 0)
    assert _at(drag(FREE, _board(), [(20, 20), (30, 95)], NONE, SHIFT), "a") == (0, 75)


def test_a_drag_snaps_within_the_screens_distance_and_shows_why() -> None:
    document = _board().with_(Frame(id="f", rect=Rect(0, 200, 500, 300)))
    near = drag(_with(tool=SelectTool()), document, [(20, 20), (25, 177)])
    assert _at(near, "a") == (0, 160), "left sides and the frame's top are met"
    marks = near.previews[-1].marks
    assert any(isinstance(mark, Guide) for mark in marks) and any(isinstance(mark, Handles) for mark in marks)
    far = drag(_with(tool=SelectTool(), pixel=0.25), document, [(20, 20), (25, 177)])
    assert _at(far, "a") == (5, 157), "zoomed in, the same distance is less of the canvas"
    freed = drag(_with(tool=SelectTool()), document, [(20, 20), (25, 177)], NONE, CTRL)
    assert _at(freed, "a") == (5, 157)
    apart = drag(_with(tool=SelectTool()), _board(), [(20, 20), (122, 101)])
    assert any(isinstance(mark, Label) and mark.text == "41" for mark in apart.previews[-1].marks)


def test_it_snaps_to_what_is_chosen_alone() -> None:
    document = _board().with_(Frame(id="f", rect=Rect(0, 200, 500, 300)))

    def dragged(snaps: Snaps, to: tuple[int, int]) -> tuple[float, float]:
        return _at(drag(SelectTool(bench=Bench(snaps=snaps)), document, [(20, 20), to]), "a")

    assert dragged(Snaps(), (122, 177)) == (100, 160), "the other picture's side and the frame's top"
    assert dragged(Snaps(layers=False), (122, 177)) == (102, 160)
    assert dragged(Snaps(frames=False), (122, 177)) == (100, 157)
    assert dragged(Snaps(False, False, 50), (122, 174)) == (100, 150)


def test_a_handle_comes_to_rest_on_the_grid() -> None:
    tool = SelectTool(bench=Bench(frozenset({"a"}), snaps=Snaps(False, False, 50)))
    outcome = drag(tool, _board(), [(60, 20), (97, 20)])
    assert outcome.document is not None
    assert outcome.document.layers["a"].transform.bounds(Rect(0, 0, 60, 40)) == Rect(0, 0, 100, 40)


def test_locked_layers_are_not_picked_and_what_is_left_alone_by_escape() -> None:
    document = Document().with_(picture(locked=True))
    assert drag(FREE, document, [(10, 10)]).selected == frozenset()
    open_ = fed(FREE, _board(), [Pointer("press", 10, 10), Pointer("move", 90, 90)])
    assert open_.open and open_.document is None and open_.selected is None


HELD = st.sampled_from([(0, 0), (60, 0), (60, 40), (0, 40), (30, 0), (60, 20), (30, 40), (0, 20)])


@given(HELD, st.integers(-90, 120), st.integers(-90, 120), st.sampled_from([NONE, SHIFT, ALT]))
def test_a_handle_scales_and_the_opposite_one_stays(
    handle: tuple[int, int], dx: int, dy: int, keys: tuple[bool, ...]
) -> None:
    to = (handle[0] + dx, handle[1] + dy)
    outcome = drag(_with("a"), _board(), [handle, to], NONE, keys)  # type: ignore[arg-type]
    if outcome.document is None:
        return
    transform = outcome.document.layers["a"].transform
    anchor = (30, 20) if keys == ALT else (60 - handle[0], 40 - handle[1])
    assert transform.apply(*anchor) == pytest.approx(anchor, abs=1e-6)
    assert abs(transform.a) * 60 >= 1 - 1e-9 and abs(transform.d) * 40 >= 1 - 1e-9
    corner = handle[0] != 30 and handle[1] != 20
    if corner != (keys == SHIFT):
        assert transform.a == pytest.approx(transform.d), "the ratio is kept"
    elif corner and min(abs(to[0] - anchor[0]), abs(to[1] - anchor[1])) >= 1:
        assert transform.apply(*handle) == pytest.approx(to), "a free corner is where the pointer is"
    assert outcome.document.layers["b"] is not None and outcome.document.layers["b"].transform[4] == 100


def test_several_layers_scale_together() -> None:
    outcome = drag(_with("a", "b"), _board(), [(160, 40), (320, 80)])
    assert outcome.document is not None
    assert outcome.document.layers["a"].transform == pytest.approx(Affine.scaling(2))
    assert outcome.document.layers["b"].transform == pytest.approx(Affine(2, 0, 0, 2, 200, 0))


def test_outside_a_corner_it_turns_about_the_middle_and_shift_goes_by_15_degrees() -> None:
    turned = drag(_with("a"), _board(), [(70, 50), (20, 62)])
    assert turned.document is not None
    transform = turned.document.layers["a"].transform
    assert transform.apply(30, 20) == pytest.approx((30, 20)) and transform.scale == pytest.approx(1)
    grip = Grip.of(turned.document, ["a"])
    assert grip is not None and grip.rotation == pytest.approx(round(grip.rotation, 1))
    for to in ((20, 62), (0, 60), (90, 20), (31, -40)):
        by_steps = drag(_with("a"), _board(), [(70, 50), to], NONE, SHIFT).document
        assert by_steps is not None
        grip = Grip.of(by_steps, ["a"])
        assert grip is not None and abs(grip.rotation / 15 - round(grip.rotation / 15)) < 1e-9


def test_a_turned_layer_is_scaled_along_its_own_sides() -> None:
    placed = Affine.rotation(30).then(Affine.translation(100, 100))
    document = Document().with_(picture(placed=placed))
    outcome = drag(_with("a"), document, [placed.apply(60, 20), placed.apply(120, 20)])
    assert outcome.document is not None
    wide = outcome.document.layers["a"].transform
    assert wide == pytest.approx(Affine.scaling(2, 1).then(placed))


def test_a_click_on_a_handle_changes_nothing_even_between_pixels() -> None:
    document = Document().with_(picture(placed=Affine.translation(0.4, 0.3)))
    assert drag(_with("a"), document, [(60.4, 40.3)]).document is None


def test_at_rest_the_handles_of_what_is_picked_are_shown() -> None:
    (handles,) = _with("a").resting(_board(), "a")
    assert handles == Handles(((0, 0), (60, 0), (60, 40), (0, 40)), 0.0)
    assert FREE.resting(_board(), "a") == ()
    locked = _board().with_(changed(_board().layers["a"], locked=True))
    assert _with("a").resting(locked, "a") == ()
