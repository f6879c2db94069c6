"""Layers moved, scaled, turned, flipped: what was accepted onto a picture stays on its pixels, groups move as one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.steps.extent import Extent, extent, family
from editor.steps.hit import chosen, topmost, touched, under
from editor.steps.snap import edge_snapped, lines, snapped
from editor.steps.transform import about, flipped, nudged, transformed
from tests.tools.hand import picture

some = st.floats(-500, 500).map(lambda value: round(value, 2))
affines = st.builds(
    lambda scale, turn, x, y: Affine.scaling(*scale).then(Affine.rotation(turn)).then(Affine.translation(x, y)),
    st.tuples(st.sampled_from([0.25, 1, 3, -1]), st.sampled_from([0.5, 1, 2])),
    st.sampled_from([0, 30, 90, 200]),
    some,
    some,
)


def _near(a: Affine, b: Affine) -> bool:
    return all(abs(p - q) <= 1e-6 * max(1, abs(p)) for p, q in zip(a, b, strict=True))


def _board(placed: Affine, group: Affine) -> Document:
    base = picture("a", placed=placed, parent="g")
    fix = picture("fix", placed=Affine.translation(7, 9).then(placed), parent="g", onto="a", order="W")
    return Document().with_(Layer(id="g", kind="group", transform=group), base, fix, picture("other"))


@given(affines, affines, affines)
def test_what_was_accepted_stays_on_the_pixels_of_its_picture(placed: Affine, group: Affine, change: Affine) -> None:
    document = _board(placed, group)
    for ids in (["a"], ["g"], ["a", "g"], ["fix", "a"]):
        after = transformed(document, ids, change)
        base, fix = after.layers["a"], after.layers["fix"]
        assert _near(after.placed(base), document.placed(document.layers["a"]).then(change)), "moved by it once"
        assert _near(after.placed(fix).then(after.placed(base).inverted()), Affine.translation(7, 9))
        assert after.layers["other"] is document.layers["other"]
        assert base.pixels is document.layers["a"].pixels


@given(affines, st.sampled_from(["across", "down"]))
def test_flipping_twice_is_as_before_and_keeps_the_place(placed: Affine, way: str) -> None:
    document = _board(placed, Affine())
    once = flipped(document, ["a", "other"], way)  # type: ignore[arg-type]
    before, now = extent(document, ["a", "other"]), extent(once, ["a", "other"])
    assert before is not None and now is not None and all(abs(p - q) < 1e-6 for p, q in zip(before, now, strict=True))
    twice = flipped(once, ["a", "other"], way)  # type: ignore[arg-type]
    assert all(_near(twice.layers[id].transform, layer.transform) for id, layer in document.layers.items())


def test_whole_pixels_stay_whole() -> None:
    document = Document().with_(picture(placed=Affine.translation(12, -7)))
    assert nudged(document, ["a"], 1, 0).layers["a"].transform == Affine.translation(13, -7)
    assert flipped(document, ["a"], "across").layers["a"].transform == Affine(-1, 0, 0, 1, 72, -7)
    quarter = transformed(document, ["a"], about(42, 13, Affine.rotation(90)))
    box = extent(quarter, ["a"])
    assert box is not None and all(abs(side - round(side)) < 1e-9 for side in box)


def test_locked_layers_stay_and_so_do_those_in_locked_groups() -> None:
    document = _board(Affine(), Affine())
    locked = document.with_(changed(document.layers["g"], locked=True), picture("b", locked=True))
    after = nudged(locked, ["a", "g", "b"], 5, 5)
    assert after.layers["a"].transform == after.layers["b"].transform == Affine()
    assert after.layers["g"].transform == Affine()


def test_of_a_group_and_what_it_holds_the_group_alone_moves() -> None:
    assert family(_board(Affine(), Affine()), ["a", "g", "other"]) == {"g", "other"}


def test_a_click_finds_what_is_seen_and_picks_what_it_belongs_to() -> None:
    document = _board(Affine.translation(100, 0), Affine())
    hit = topmost(document, 120, 20)
    assert hit is not None and hit.id == "fix" and chosen(document, hit).id == "g"
    alone = document.with_(changed(document.layers["a"], parent=""), changed(document.layers["fix"], parent=""))
    assert chosen(alone, alone.layers["fix"]).id == "a"
    assert topmost(document, 500, 500) is None
    hidden = document.with_(changed(document.layers["fix"], visible=False))
    found = topmost(hidden, 120, 20)
    assert found is not None and found.id == "a"
    assert not list(under(document.with_(changed(document.layers["g"], locked=True)), 120, 20))


def test_a_click_goes_through_what_is_transparent_or_masked_away() -> None:
    holed = np.full((40, 60, 4), 255, np.uint8)
    holed[10:30, 10:30] = 0
    veil = np.full((40, 60), 255, np.uint8)
    veil[:, 30:] = 0
    top = Layer(id="top", order="X", pixels=Tiles.from_array(holed), mask=LayerMask(Tiles.from_array(veil)))
    document = Document().with_(picture(), top)

    def at(x: float, y: float) -> str:
        found = topmost(document, x, y)
        return found.id if found else ""

    assert (at(5, 5), at(20, 20), at(50, 5)) == ("top", "a", "a")


def test_a_marquee_touches_by_rectangles_and_picks_as_a_click_does() -> None:
    document = _board(Affine.translation(100, 0), Affine())
    assert touched(document, Extent(90, 0, 110, 10)) == {"g"}
    assert touched(document, Extent(0, 0, 500, 10)) == {"g", "other"}
    assert touched(document, Extent(60, 0, 99, 10)) == frozenset()


boxes = st.builds(lambda x, y, w, h: Extent(x, y, x + w, y + h), some, some, st.integers(1, 300), st.integers(1, 300))


@given(boxes, st.lists(st.tuples(some, some), max_size=8), st.floats(0.1, 30), st.sampled_from([0.0, 16.0, 50.0]))
def test_snapping_never_moves_beyond_its_distance(
    box: Extent, places: list[tuple[float, float]], within: float, grid: float
) -> None:
    others = [picture(f"p{n}", placed=Affine.translation(*place)) for n, place in enumerate(places)]
    to = lines(Document().with_(*others))
    stop = snapped(box, to, within, grid)
    assert abs(stop.dx) <= within and abs(stop.dy) <= within
    assert stop.dx == round(stop.dx) and stop.dy == round(stop.dy), "whole pixels stay whole"
    now = box.moved(stop.dx, stop.dy)
    for x1, y1, x2, _ in stop.guides:
        met = [now.left, now.centre[0], now.right] if x1 == x2 else [now.top, now.centre[1], now.bottom]
        assert min(abs(side - (x1 if x1 == x2 else y1)) for side in met) <= 0.5
    move, _ = edge_snapped(box.left, to.upright, within, grid)
    assert abs(move) <= within


def test_the_nearest_line_is_met_and_says_what_it_belongs_to() -> None:
    document = Document().with_(picture("a"), picture("b", placed=Affine.translation(200, 100)))
    to = lines(document, ["b"])
    stop = snapped(Extent(58, 100, 118, 140), to, 5)
    assert (stop.dx, stop.dy) == (2, 0) and stop.guides == ((60, 0, 60, 140),)
    assert snapped(Extent(90, 100, 150, 140), to, 5).guides == ()
    assert snapped(Extent(97, 203, 157, 243), to, 5, grid=50)[:2] == (3, -3)


def test_what_moves_is_nothing_to_snap_to() -> None:
    document = _board(Affine.translation(100, 0), Affine())
    assert lines(document, ["g"]) == lines(Document().with_(picture("other")))
    assert lines(document, ["other", "a"]) == lines(Document())
