"""Arranging: in line, evenly spread, packed without overlap; by whole pixels, groups and accepted layers along."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Layer
from editor.pixels.geometry import Affine, Size
from editor.steps.arrange import GAP, aligned, distributed, packed
from editor.steps.extent import Extent, extent
from tests.tools.hand import picture

some = st.lists(
    st.tuples(st.integers(-200, 200), st.integers(-200, 200), st.integers(1, 120), st.integers(1, 90)),
    min_size=1,
    max_size=9,
)


def _board(boxes: list[tuple[int, int, int, int]]) -> Document:
    return Document().with_(
        *(picture(f"p{n}", Size(w, h), Affine.translation(x, y)) for n, (x, y, w, h) in enumerate(boxes))
    )


def _box(document: Document, id: str) -> Extent:
    found = extent(document, [id])
    assert found is not None
    return found


@given(some)
def test_packed_layers_do_not_overlap_and_stay_on_whole_pixels(boxes: list[tuple[int, int, int, int]]) -> None:
    document = _board(boxes)
    after = packed(document, document.layers)
    places = [_box(after, id) for id in after.layers]
    for a, b in itertools.combinations(places, 2):
        apart = Extent(a.left - GAP, a.top - GAP, a.right + GAP, a.bottom + GAP)
        assert not apart.meets(b), "a gap is between any two"
    assert all(layer.transform.e == round(layer.transform.e) for layer in after.layers.values())
    around, before = extent(after, after.layers), extent(document, document.layers)
    assert around is not None and before is not None and around[:2] == before[:2]
    assert around.w <= max(2 * max(a.w for a in places), 3 * sum(a.w * a.h for a in places) ** 0.5 + 4 * GAP * 9)


@given(some, st.sampled_from(["left", "centre", "right", "top", "middle", "bottom"]))
def test_aligned_layers_meet_one_line_and_move_in_one_direction(
    boxes: list[tuple[int, int, int, int]], line: str
) -> None:
    document = _board(boxes)
    around = extent(document, document.layers)
    after = aligned(document, document.layers, line)  # type: ignore[arg-type]
    assert around is not None
    for id in after.layers:
        now, before = _box(after, id), _box(document, id)
        where = {"left": 0, "top": 1, "right": 2, "bottom": 3}.get(line)
        if where is not None:
            assert now[where] == around[where]
        else:
            index = 0 if line == "centre" else 1
            assert abs(now.centre[index] - around.centre[index]) <= 0.5
        across = line in ("left", "centre", "right")
        assert (now.top == before.top) if across else (now.left == before.left)


@given(some)
def test_distributed_layers_have_equal_gaps_and_the_outer_ones_stay(boxes: list[tuple[int, int, int, int]]) -> None:
    document = _board(boxes)
    after = distributed(document, document.layers, "across")
    places = sorted((_box(document, id)[0:3:2], id) for id in document.layers)
    if len(places) < 3:
        assert after is document
        return
    now = [_box(after, id) for _, id in places]
    gaps = [b.left - a.right for a, b in itertools.pairwise(now)]
    assert max(gaps) - min(gaps) <= 1
    assert now[0] == _box(document, places[0][1]) and now[-1] == _box(document, places[-1][1])


def test_groups_and_what_was_accepted_go_along_and_locked_layers_stay() -> None:
    document = Document().with_(
        Layer(id="g", kind="group"),
        picture("in", placed=Affine.translation(10, 50), parent="g"),
        picture("a", placed=Affine.translation(100, 0)),
        picture("fix", placed=Affine.translation(105, 5), onto="a"),
        picture("locked", placed=Affine.translation(-500, 0), locked=True),
    )
    after = aligned(document, ["g", "in", "a", "fix", "locked"], "left")
    assert _box(after, "in").left == _box(after, "a").left == 10
    assert _box(after, "fix").left == 15 and after.layers["locked"] is document.layers["locked"]
    assert after.layers["in"] is document.layers["in"], "its group is what moved, or nothing"


@pytest.mark.parametrize("ids", [[], ["no such"]])
def test_nothing_is_arranged_where_there_is_nothing(ids: list[str]) -> None:
    document = _board([(0, 0, 5, 5)])
    assert packed(document, ids) is aligned(document, ids, "left") is distributed(document, ids, "down") is document
