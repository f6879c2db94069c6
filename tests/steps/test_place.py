"""Placing: pictures beside each other, on top, and directly above one another."""

from __future__ import annotations

from editor.document.records import Document, Frame, Layer, Origin
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.place import GAP, above, beside, bounds, placed, top


def picture(w: int = 40, h: int = 30) -> Tiles:
    return Tiles(Size(w, h))


def test_the_first_is_at_the_origin_and_the_next_beside_it() -> None:
    document, first = placed(Document(), picture(), name="a", profile=b"p", origin=Origin(file="a.jpg"))
    document, second = placed(document, picture(), name="b")
    assert (first.transform, first.profile, first.origin.file) == (Affine(), b"p", "a.jpg")
    assert second.transform == Affine.translation(40 + GAP, 0)
    assert list(document.children()) == [first, second], "the newest is on top"


def test_where_it_is_said_nothing_is_moved() -> None:
    document, layer = placed(Document(), picture(), name="a", at=(-3.5, 7))
    assert bounds(document, layer) == Rect(-4, 7, 41, 30)


def test_beside_counts_frames_turned_pictures_and_those_in_groups() -> None:
    turned = Layer(id="t", pixels=picture(), transform=Affine.rotation(90))
    group = Layer(id="g", kind="group", transform=Affine.translation(500, 20))
    inner = Layer(id="i", parent="g", pixels=picture())
    assert beside(Document().with_(turned)) == (0 + GAP, 0)
    assert beside(Document().with_(turned, group, inner)) == (540 + GAP, 0)
    frame = Frame(id="f", rect=Rect(600, -50, 100, 100))
    assert beside(Document().with_(turned, group, inner, frame)) == (700 + GAP, -50)
    assert bounds(Document().with_(group), group).empty


def test_orders_above_one_layer_and_above_all() -> None:
    low, high = Layer(id="low", order="B"), Layer(id="high", order="C")
    inner = Layer(id="inner", parent="low", order="X")
    document = Document().with_(low, high, inner)
    assert "B" < above(document, low) < "C" < top(document)
    assert above(document, high) > "C" and top(document, "low") > "X"
    assert above(document, inner) > "X", "only those of the same group count"
