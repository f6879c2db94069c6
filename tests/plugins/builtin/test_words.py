"""Phrases, and what the built-in engine understands of them."""

from __future__ import annotations

import pytest
from editor._plugins.builtin.vocabulary import KNOWN
from editor._plugins.builtin.words import understand
from hypothesis import given
from hypothesis import strategies as st

TEAL, RED, NAVY = (0, 128, 128), (255, 0, 0), (0, 0, 128)


@pytest.mark.parametrize(
    ("prompt", "base", "understood", "ignored"),
    [
        ("remove", "fill", ("remove",), ()),
        ("Remove the red car!", "fill", ("Remove",), ("red car",)),
        ("remove the small, red car", "fill", ("remove",), ("small", "red car")),
        ("clean up the background", "fill", ("clean up",), ()),
        ("fill the hole", "fill", ("fill",), ()),
        ("remove the noise", "fill", ("remove",), ("noise",)),
        ("extend the sky", "extend", ("extend",), ("sky",)),
        ("like the reference", "texture", ("like the reference",), ()),
        ("texture from the reference", "texture", ("texture from the reference",), ()),
        ("fill from the reference", "texture", ("fill from the reference",), ()),
        ("colours of the reference", "transfer", ("colours of the reference",), ()),
        ("palette from reference", "transfer", ("palette from reference",), ()),
        ("no red", "", (), ("no red",)),
        ("not darker", "", (), ("not darker",)),
        ("don't remove the car", "", (), ("don't remove the car",)),
        ("red car", "", (), ("red car",)),
        ("a red car", "", (), ("red car",)),
        ("a dog under the blue sky", "", (), ("dog under the blue sky",)),
        ("marble table", "", (), ("marble table",)),
        ("remove the lamp post", "fill", ("remove",), ("lamp post",)),
        ("delete the text", "fill", ("delete",), ("text",)),
        ("erase this", "fill", ("erase",), ()),
        ("get rid of the sign, keep the wall", "fill", ("get rid of",), ("sign", "keep")),
        ("match the reference's colours", "transfer", ("match the reference's colours",), ()),
        ("no shadows", "", (), ("no shadows",)),
        ("less red", "", (), ("less red",)),
        ("more blue", "", (), ("more blue",)),
        ("make it 12345", "", (), ("make it 12345",)),
        ("a facade", "", (), ("facade",)),
        ("remove the sign and make it red", "fill", ("remove",), ("sign", "make it red")),
        ("make it red and remove the sign", "recolour", ("make it red",), ("remove the sign",)),
        ("replace the red car with a blue car", "", (), ("replace the red car with a blue car",)),
        ("reduce noise", "", (), ("reduce noise",)),
        ("please", "", (), ()),
    ],
)
def test_phrases(prompt: str, base: str, understood: tuple[str, ...], ignored: tuple[str, ...]) -> None:
    wish = understand(prompt)
    assert (wish.base, wish.understood, wish.ignored) == (base, understood, ignored)


@pytest.mark.parametrize(
    ("prompt", "colour", "ignored"),
    [
        ("make it #1a4fd0", (0x1A, 0x4F, 0xD0), ()),
        ("#fa0", (0xFF, 0xAA, 0x00), ()),
        ("teal", TEAL, ()),
        ("paint the shirt teal", TEAL, ("shirt",)),
        ("paint the red shirt teal", TEAL, ("red shirt",)),
        ("turn the shirt from red to teal", TEAL, ("shirt from red",)),
        ("make it red, not blue", RED, ("not blue",)),
        ("make it a red car", RED, ("car",)),
        ("colour it navy blue", NAVY, ()),
        ("light sea green", (32, 178, 170), ()),
        ("make it House Blue", (1, 2, 3), ()),
        ("paint it teal and slightly darker", TEAL, ()),
        ("make it rgb(10, 20, 30)", (10, 20, 30), ()),
        ("make it hsl(210 50% 40%)", (51, 102, 153), ()),
        ("1a4fd0", (0x1A, 0x4F, 0xD0), ()),
        ("recolor to FF6600", (0xFF, 0x66, 0x00), ()),
        ("make the sky blue", (0, 0, 255), ("sky",)),
        ("make the sky blue and warmer", (0, 0, 255), ("sky",)),
        ("make it sky blue", (135, 206, 235), ()),
        ("paint the sky blue shirt teal", TEAL, ("sky blue shirt",)),
        ("change red to teal", TEAL, ("red",)),
        ("change colour to Coral", (255, 127, 80), ()),
        ("turn it navy", NAVY, ()),
        ("make it the house blue", (1, 2, 3), ()),
        ("make the house blue", (1, 2, 3), ()),
    ],
)
def test_recolouring(prompt: str, colour: tuple[int, int, int], ignored: tuple[str, ...]) -> None:
    wish = understand(prompt, named=[("House Blue", (1, 2, 3))])
    assert (wish.base, wish.colours, wish.ignored) == ("recolour", [colour], ignored)


@pytest.mark.parametrize(
    ("prompt", "tones"),
    [
        ("darker", {"lightness": -0.2}),
        ("slightly darker and much warmer", {"lightness": -0.1, "warmth": 0.4}),
        ("20 % brighter", {"lightness": 0.2}),
        ("darker by 15%", {"lightness": -0.15}),
        ("brighten it a bit", {"lightness": 0.1}),
        ("cooler, sharper", {"warmth": -0.2, "softness": -0.2}),
        ("more contrast, less saturated", {"contrast": 0.2, "saturation": -0.2}),
        ("increase the contrast by 30 percent", {"contrast": 0.3}),
        ("reduce saturation", {"saturation": -0.2}),
        ("less sharpness", {"softness": 0.2}),
        ("black and white", {"saturation": -1.0}),
        ("not darker but warmer", {"warmth": 0.2}),
        ("very soft", {"softness": 0.32}),
        ("a bit brighter and cooler", {"lightness": 0.1, "warmth": -0.2}),
        ("warmer -50%", {"warmth": -0.5}),
        ("warmer by − 50 %", {"warmth": -0.5}),
        ("-20% brighter", {"lightness": -0.2}),
        ("darker -20%", {"lightness": -0.2}),
        ("contrast +30%, saturation -10%", {"contrast": 0.3, "saturation": -0.1}),
        ("darker by half", {"lightness": -0.5}),
        ("10-20% brighter", {"lightness": 0.2}),
    ],
)
def test_tones(prompt: str, tones: dict[str, float]) -> None:
    wish = understand(prompt, "image")
    assert {tone.quality: pytest.approx(tone.amount) for tone in wish.tones} == tones
    assert wish.base == ""


@pytest.mark.parametrize(
    ("prompt", "backdrop", "colours", "traits"),
    [
        ("gradient from teal to navy", "gradient", [TEAL, NAVY], set()),
        ("teal and navy stripes, diagonal", "stripes", [TEAL, NAVY], {"diagonal"}),
        ("black and white stripes", "stripes", [(0, 0, 0), (255, 255, 255)], set()),
        ("sunset sky", "sky", [], {"sunset"}),
        ("night sky", "sky", [], {"night"}),
        ("a sky with clouds", "sky", [], {"clouds"}),
        ("sky without clouds", "sky", [], {"no clouds"}),
        ("white marble with gold veins", "marble", [(255, 255, 255), (255, 215, 0)], set()),
        ("studio sweep in light grey", "studio", [(211, 211, 211)], set()),
        ("red", "plain", [RED], set()),
        ("red and teal", "gradient", [RED, TEAL], set()),
        ("paper", "paper", [], set()),
        ("bokeh", "bokeh", [], set()),
        ("wood", "wood", [], set()),
        ("noise", "noise", [], set()),
        ("wood texture in #5b3a1e", "wood", [(0x5B, 0x3A, 0x1E)], set()),
        ("dark wood planks", "wood", [], set()),
        ("paper, warm white", "paper", [(255, 243, 229)], set()),
        ("noise, rgb(10,20,30)", "noise", [(10, 20, 30)], set()),
    ],
)
def test_backdrops(prompt: str, backdrop: str, colours: list[tuple[int, int, int]], traits: set[str]) -> None:
    wish = understand(prompt, "generate")
    assert (wish.base, wish.backdrop, wish.colours, wish.traits) == ("backdrop", backdrop, colours, traits)
    assert not wish.ignored


def test_what_stands_beside_a_backdrop_is_named() -> None:
    wish = understand("blue hour sky", "generate")
    assert (wish.backdrop, wish.understood, wish.ignored) == ("sky", ("sky",), ("blue hour",))


def test_a_share_without_a_direction_is_not_guessed_at() -> None:
    assert understand("saturation 50%").ignored == ("saturation 50%",)


def test_a_backdrop_may_fill_a_mask_and_shun_a_colour() -> None:
    assert understand("fill with marble").backdrop == "marble"
    assert understand("replace the car with wood").ignored == ("car",)
    assert understand("stripes, no red", "generate").shunned == [RED]


@given(st.lists(st.sampled_from([" ".join(k) for k in KNOWN] + ["car", "20%", ",", "#123", "é", "“"]), max_size=9))
def test_any_words_are_understood_ignored_or_empty_of_meaning(parts: list[str]) -> None:
    prompt = " ".join(parts)
    for kind in ("inpaint", "generate"):
        wish = understand(prompt, kind)
        assert all(quote and quote in prompt for quote in (*wish.understood, *wish.ignored))
        assert bool(wish.base or wish.tones) <= bool(wish.understood)
        assert wish.base != "recolour" or wish.colours


@given(st.text(max_size=200))
def test_any_text_is_read(prompt: str) -> None:
    wish = understand(prompt)
    assert bool(wish.base or wish.tones) <= bool(wish.understood)
