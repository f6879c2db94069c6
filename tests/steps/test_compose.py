"""Composition: what is sent to each kind of engine, what holds where, how references are named and dropped, lint."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from editor.document.records import Anchor, Document, Frame, Layer, Pin, ReferencePicture, changed
from editor.engine.contract import Abilities, Area, Colour
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.steps.ask import Wish
from editor.steps.compose import Composed, composed
from editor.steps.mask import active_mask, masked
from editor.steps.pins import area_of, masked_place, position
from editor.steps.wording import with_variable
from tests.steps.road import board, box_mask, photograph

ROLES = frozenset({"style", "palette", "structure"})
BUILTIN = Abilities(
    kinds=frozenset({"inpaint", "outpaint"}), masks="native", offline=True, avoid=True, prose=False, needs_words=False,
    references=2, roles=frozenset({"style", "palette"}),
)  # fmt: skip
REDRAW = Abilities(kinds=frozenset({"inpaint"}), masks="redraw", avoid=True, references=2, roles=ROLES)
NATIVE = Abilities(kinds=frozenset({"inpaint"}), masks="native", avoid=True, weights=True, palette=False)
PARTS = msgspec.structs.replace(NATIVE, areas=True)
PLAIN = Abilities(kinds=frozenset({"inpaint"}), masks="native", palette=False)
GOLD = Colour("meadow gold", (224, 176, 96), 4.0)
SET = (
    Anchor(id="s", name="House style", kind="style", text="documentary photograph, natural grain", version=4),
    Anchor(id="l", name="Low sun", kind="light", text="backlit, warm rim light", weight=1.3, version=3),
    Anchor(id="n", name="Never", kind="avoid", text="lettering, logos", version=2),
    Anchor(id="g", name="Meadow golds", kind="palette", colours=(GOLD,), pins=(Pin("frame", "hero"),), version=5),
    Anchor(id="p", name="The cup", kind="product", text="a {product}, as @cup shows it"),
    Anchor(id="c", name="85 mm", kind="camera", text="85 mm, f/2", pins=(Pin("frame", "hero", enabled=False),)),
)


def picture(id: str, role: Any = "style", order: str = "V") -> ReferencePicture:
    return ReferencePicture(id=id, name=id, role=role, order=order, pixels=Tiles.from_array(photograph(64, 48)))


@pytest.fixture
def document() -> Document:
    """A photograph in a frame, a box marked on it, an anchor of each kind and three references."""
    document, layer = board(pixels := photograph())
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 80, 60))
    document = document.with_(Frame(id="hero", name="Hero", rect=Rect(0, 0, 400, 300)), *SET)
    document = document.with_(picture("tones", "palette", "A"), picture("Cup", order="B"), picture("late", order="C"))
    return with_variable(document, "product", "red cup")


def asked(document: Document, words: str, abilities: Abilities, layer: str = "photo", **wish: Any) -> Composed:
    target, mask = document.layers[layer], active_mask(document, layer)
    assert mask is not None
    return composed(document, masked_place(document, target, mask, abilities), Wish(words=words, **wish), abilities)


def test_for_an_engine_that_redraws(document: Document) -> None:
    said = asked(document, "a small seed head like @tones", REDRAW)
    assert said.evaluated == "a small seed head like image 3"
    assert said.prompt == (
        "a small seed head like image 3. a red cup, as image 4 shows it. documentary photograph, natural grain. "
        "backlit, warm rim light."
    )
    assert said.avoid == "lettering, logos" and said.palette == (GOLD,)
    assert [one.name for one in said.references] == ["tones", "Cup"] and said.first == 3
    assert [one.why for one in said.dropped] == ["late is not sent: this engine takes 2 at most."]
    assert dict(said.anchors) == {"s": 4, "l": 3, "n": 2, "g": 5, "p": 1}, "what is off is not used"


def test_for_an_engine_with_masks_and_weights(document: Document) -> None:
    said = asked(document, "a small seed head", NATIVE)
    assert said.prompt == (
        "a small seed head. a red cup, as cup shows it. documentary photograph, natural grain. "
        "(backlit, warm rim light:1.3). Colours: meadow gold (#e0b060)."
    )
    assert said.avoid == "lettering, logos" and not said.references and len(said.dropped) == 3
    assert "Cup is not sent: this engine takes no references." in [remark.sentence for remark in said.lint]


def test_for_an_engine_without_fields(document: Document) -> None:
    said = asked(document, "a small seed head", PLAIN)
    assert said.prompt.endswith("Colours: meadow gold (#e0b060). Without lettering, logos.") and said.avoid == ""
    assert "(" not in said.prompt.replace("(#", ""), "weights mean nothing to it"


def test_for_one_that_knows_a_few_words(document: Document) -> None:
    said = asked(document, "make it meadow gold", BUILTIN)
    assert said.prompt.startswith("make it meadow gold. a red cup, as image 3 shows it. documentary")
    nothing = asked(document, "", BUILTIN)
    assert nothing.prompt == "" and dict(nothing.anchors) == {"n": 2, "g": 5}, "it goes by what is there"
    assert nothing.palette == (GOLD,) and nothing.avoid == "lettering, logos"


def test_words_alone_are_sent_as_they_are(document: Document) -> None:
    bare, mask = Document().with_(document.layers["photo"]), active_mask(document, "photo")
    assert mask is not None
    assert asked(bare.with_(mask), "  Red, (no: 'stop') ", REDRAW).prompt == "  Red, (no: 'stop') "


def test_frames_layers_and_groups_hold_what_lies_in_them(document: Document) -> None:
    moved = changed(document.frames["hero"], rect=Rect(1000, 0, 400, 300))
    assert "g" not in dict(asked(document.with_(moved), "x", REDRAW).anchors)
    group = Layer(id="group", kind="group")
    layer = changed(document.layers["photo"], parent="group", transform=Affine.translation(30, 0))
    onto = Layer(id="fix", onto="photo", pixels=Tiles.from_array(photograph()))
    pinned = Anchor(id="q", kind="text", text="quiet", pins=(Pin("layer", "group"),))
    other = Anchor(id="o", kind="text", text="other", pins=(Pin("layer", "elsewhere"),))
    inside = document.with_(group, layer, onto, pinned, other)
    assert asked(inside, "x", REDRAW).prompt.endswith(" quiet.")
    fix = masked(inside, "fix", box_mask(photograph(), 10, 10, 20, 20))
    assert "quiet" in asked(fix, "x", REDRAW, "fix").prompt, "what was accepted onto a layer belongs to it"


def test_an_area_has_words_of_its_own_where_the_engine_has_parts(document: Document) -> None:
    values = box_mask(photograph(), 90, 80, 40, 40)
    area = active_mask(masked(document, "photo", values), "photo")
    assert area is not None
    held, pin = area_of(document, area)
    after = held.with_(Anchor(id="petal", kind="product", text="one petal", pins=(pin,)))
    found = asked(after, "x", PARTS)
    assert "petal" not in found.prompt and ("petal", 1) in found.anchors
    assert found.areas == (Area("one petal", Rect(100, 90, 30, 30)),), "what of it is marked"


def test_an_area_is_told_with_its_place(document: Document) -> None:
    def with_area(x: int, y: int, w: int, h: int) -> Document:
        values = box_mask(photograph(), x, y, w, h)
        area = active_mask(masked(document, "photo", values), "photo")
        assert area is not None
        held, pin = area_of(document, area)
        return held.with_(Anchor(id="a", kind="product", text="one petal", pins=(pin,)))

    assert " At the upper left: one petal. " in asked(with_area(90, 80, 40, 40), "x", REDRAW).prompt
    assert ". one petal. " in asked(with_area(90, 80, 110, 90), "x", REDRAW).prompt, "it is all of what is marked"
    assert "petal" not in asked(with_area(200, 80, 40, 40), "x", REDRAW).prompt
    assert position(Rect(60, 40, 10, 10), Rect(0, 0, 100, 100)) == "on the right"


def test_the_narrowest_pin_counts_and_order_is_kept(document: Document) -> None:
    one = Anchor(id="x", kind="text", text="one", order="B")
    two = Anchor(id="y", kind="text", text="two", order="A")
    here = Anchor(id="z", kind="text", text="here", order="0", pins=(Pin(), Pin("layer", "photo")))
    assert asked(document.with_(one, two, here), "w", REDRAW).prompt.endswith(" two. one. here.")


def test_chance_follows_the_seed(document: Document) -> None:
    either = document.with_(Anchor(id="e", kind="text", text="{stone|wood}"))
    drawn = {asked(either, "{a|b}", REDRAW, seed=seed).prompt for seed in range(40)}
    assert len(drawn) == 4
    more = either.with_(Anchor(id="f", kind="style", text="{oil|ink}"))
    assert [asked(more, "{a|b}", REDRAW, seed=n).evaluated for n in range(9)] == [
        asked(either, "{a|b}", REDRAW, seed=n).evaluated for n in range(9)
    ], "another anchor changes none of the other draws"


def test_values_of_a_wish_go_before_those_of_the_project(document: Document) -> None:
    assert "a blue pot," in asked(document, "x", REDRAW, values={"product": "blue pot"}).prompt


def faults(said: Composed) -> list[tuple[str, tuple[str, ...]]]:
    return [(remark.fault, remark.drop) for remark in said.lint]


def test_lint_marks_what_contradicts_repeats_and_says_nothing() -> None:
    document, layer = board(pixels := photograph())
    document = masked(document, layer.id, box_mask(pixels, 100, 90, 80, 60)).with_(
        Anchor(id="l", kind="light", text="dark, moody"),
        Anchor(id="s", kind="style", text="A photograph, natural grain, masterpiece"),
        Anchor(id="n", kind="avoid", text="grain"),
    )
    said = asked(document, "a bright kitchen, the natural grain, no night, daylight", REDRAW)
    assert faults(said) == [
        ("contradiction", ("dark",)),
        ("shunned", ("grain",)),
        ("duplicate", ("natural grain",)),
        ("noise", ("masterpiece",)),
    ]
    assert said.lint[0].anchors == ("l",) and said.lint[2].anchors == ("s",)
    assert faults(asked(document.without(*document.anchors.values()), "a quiet kitchen", REDRAW)) == []


def test_lint_says_what_to_drop_of_too_much() -> None:
    document, layer = board(pixels := photograph())
    last = "one more thing " * 20
    document = masked(document, layer.id, box_mask(pixels, 9, 9, 8, 6)).with_(Anchor(id="t", kind="text", text=last))
    said = asked(document, "word " * 80, REDRAW)
    assert faults(said) == [("long", (last.strip(),))] and said.lint[0].anchors == ("t",)
    assert "word " * 80 in said.raw and last.strip() in said.prompt, "it never stands in the way"


def test_unknown_names_are_left_alone_and_told(document: Document) -> None:
    said = asked(document, "like @nobody, mail a@b.c, {lost}", REDRAW)
    assert said.evaluated == "like @nobody, mail a@b.c, {lost}"
    told = [remark.sentence for remark in said.lint]
    assert "There is no reference called nobody." in told and "{lost} has no value." in told
