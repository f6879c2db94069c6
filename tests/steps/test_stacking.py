"""Layers among each other: moved, stepped, grouped, copied, deleted, with what they show left in its place."""

from __future__ import annotations

import pytest

from editor.document.records import Document, Layer, Mask
from editor.pixels.geometry import Affine, Size
from editor.pixels.tiles import Tiles
from editor.steps import stacking


def _layer(id: str, order: str, parent: str = "", kind: str = "picture", **fields: object) -> Layer:
    pixels = None if kind == "group" else Tiles(Size(4, 4))
    return Layer(id=id, name=id, order=order, parent=parent, kind=kind, pixels=pixels, **fields)  # type: ignore[arg-type]


@pytest.fixture
def document() -> Document:
    """a, g (with x, y in it, moved by 10 and doubled), b; lowest first."""
    group = _layer("g", "G", kind="group", transform=Affine.scaling(2).then(Affine.translation(10, 0)))
    return Document().with_(_layer("a", "A"), group, _layer("b", "Z"), _layer("x", "A", "g"), _layer("y", "B", "g"))


def _order(document: Document, parent: str = "") -> str:
    return "".join(layer.id for layer in document.children(parent))


def test_a_layer_that_moves_into_a_group_or_out_stays_where_it_is_seen(document: Document) -> None:
    before = document.placed(document.layers["a"])
    inside = stacking.moved(document, ["a"], "g", "x")
    assert _order(inside) == "gb" and _order(inside, "g") == "xay"
    assert inside.placed(inside.layers["a"]) == pytest.approx(before)
    out = stacking.moved(inside, ["a"], "", "b")
    assert _order(out) == "gba" and out.placed(out.layers["a"]) == pytest.approx(before)


def test_several_keep_their_order_and_only_their_rows_change(document: Document) -> None:
    after = stacking.moved(document, ["b", "y"], "")
    assert _order(after) == "yb" + "ag"
    assert [id for id in document.layers if after.layers[id] is not document.layers[id]] == ["b", "y"]


def test_a_group_never_comes_into_itself(document: Document) -> None:
    deep = document.with_(_layer("h", "C", "g", "group"))
    for parent in ("g", "h"):
        assert stacking.moved(deep, ["g"], parent) is deep


def test_one_step_up_and_down_and_no_further_than_the_end(document: Document) -> None:
    up = stacking.stepped(document, ["a"], 1)
    assert _order(up) == "gab"
    assert _order(stacking.stepped(up, ["a"], 1)) == "gba"
    assert stacking.stepped(document, ["b"], 1) is document and stacking.stepped(document, ["a"], -1) is document
    assert _order(stacking.stepped(document, ["b"], -1)) == "abg"
    assert _order(stacking.stepped(document, ["a", "b"], -1)) == "abg", "those apart come together"


def test_a_group_takes_the_place_of_its_uppermost_and_gives_it_back(document: Document) -> None:
    after, id = stacking.grouped(document, ["a", "b"], "Both")
    assert (
        after.layers[id].name == "Both" and _order(after, id) == "ab" and [a.id for a in after.children()] == ["g", id]
    )
    back, freed = stacking.ungrouped(after, [id])
    assert _order(back) == "gab" and freed == {"a", "b"} and id not in back.layers
    placed = document.placed(document.layers["x"])
    free, _ = stacking.ungrouped(document, ["g"])
    assert _order(free) == "axyb" and free.placed(free.layers["x"]) == pytest.approx(placed)
    assert stacking.grouped(document, [], "None") == (document, "")


def test_deleting_takes_what_is_inside_and_the_masks_and_frees_what_was_accepted(document: Document) -> None:
    document = document.with_(
        Mask(id="m", target="x", tiles=Tiles(Size(4, 4), 1)), _layer("c", "c", onto="x"), _layer("d", "d", onto="a")
    )
    after = stacking.deleted(document, ["g"])
    assert set(after.layers) == {"a", "b", "c", "d"} and not after.masks
    assert after.layers["c"].onto == "" and after.layers["d"] is document.layers["d"]


def test_a_copy_lies_directly_above_with_all_that_is_in_it(document: Document) -> None:
    after, made = stacking.duplicated(document, ["a", "g"])
    assert [a.name for a in after.children()] == ["a", "a", "g", "g", "b"] and len(made) == 2
    copy = next(id for id in made if after.layers[id].kind == "group")
    assert [a.name for a in after.children(copy)] == ["x", "y"] and len(after.layers) == len(document.layers) + 4


def test_fields_are_changed_only_where_they_differ(document: Document) -> None:
    after = stacking.with_fields(document, ["a", "b", "gone"], opacity=0.5)
    assert after.layers["a"].opacity == after.layers["b"].opacity == 0.5
    assert stacking.with_fields(after, ["a", "b"], opacity=0.5) is after
