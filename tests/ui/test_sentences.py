"""What the prompt bar says before the click, held against what a request does, and in a real window."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.edge import Edge
from editor.document.records import Document, Layer
from editor.engine.contract import Price
from editor.pixels.geometry import Rect, Size
from editor.session.foreseen import Foreseen
from editor.steps.ask import Wish, foreseen
from editor.steps.extend import extended
from editor.steps.mask import active_mask, mask_box, mask_values, masked
from editor.ui.sentences import cost, money, plan
from tests.engines.painter import Painter
from tests.steps.road import board, box_mask, photograph

FREE = Price(0)


def said(document: Document, layer: Layer, wish: Wish, **abilities: object) -> str:
    mask = active_mask(document, layer.id)
    assert mask is not None and layer.pixels is not None
    request, region = foreseen(document, layer, mask, Painter(**abilities), wish)
    picture = layer.pixels.size.rect
    inside = bool(mask_values(mask, picture).any())
    return plan(Foreseen(request.kind, FREE, region, request.size), picture, mask_box(mask), wish, inside=inside)


@pytest.fixture
def marked() -> tuple[Document, Layer]:
    document, layer = board(pixels := photograph())
    return masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40)), layer


def test_a_fill_with_and_without_words(marked: tuple[Document, Layer]) -> None:
    assert said(*marked, Wish()) == "Fills 50 × 40 px from its surroundings. Nothing outside the mask changes."
    with_words = "Redraws 50 × 40 px from your words and its surroundings."
    assert said(*marked, Wish(words="a hat")) == f"{with_words} Nothing outside the mask changes."
    assert said(*marked, Wish(words="a hat", edge=Edge("blend", 8))) == f"{with_words} May change up to 8 px outside."


def test_an_extension_tells_the_sizes_and_what_stays() -> None:
    document, layer = board(photograph())
    wider = extended(document, layer, Rect(-30, 0, 400, 240))
    assert said(wider, layer, Wish(words="sky")) == (
        "Extends 320 × 240 px to 400 × 240 from your words. The picture itself stays as it is, bit for bit."
    )
    assert "from what is there" in said(wider, layer, Wish())
    values = np.full((240, 400), 255, np.uint8)
    values[:, 60:350] = 0
    both = masked(document, layer.id, values, -30, 0)
    assert "Nothing outside the mask changes." in said(both, layer, Wish()), "some of the picture is marked, too"


def test_an_engine_that_draws_less_than_there_is_makes_it_softer() -> None:
    document, layer = board(pixels := photograph())
    large = masked(document, layer.id, box_mask(pixels, 10, 10, 300, 220))
    assert "Drawn at 50 % of its size, so it comes back softer." in said(large, layer, Wish(), largest_side=160)


def test_a_picture_smaller_than_an_engine_takes_comes_back_as_sharp(marked: tuple[Document, Layer]) -> None:
    assert said(*marked, Wish(), smallest_side=1024).endswith("Nothing outside the mask changes.")


@pytest.mark.parametrize(
    ("price", "offline", "words", "amount"),
    [
        (None, False, "What it costs is not known.", "unknown"),
        (Price(0), True, "Free, on this machine.", "$0.00"),
        (Price(0), False, "Free.", "$0.00"),
        (Price(140_000), False, "Costs at most $0.14.", "$0.14"),
        (Price(1_500, "EUR", estimated=False), False, "Costs 0.0015 EUR.", "0.0015 EUR"),
    ],
)
def test_what_it_costs(price: Price | None, offline: bool, words: str, amount: str) -> None:
    assert cost(price, offline=offline) == words and money(price) == amount


def test_sizes_are_those_of_the_target() -> None:
    found = Foreseen("inpaint", FREE, Rect(0, 0, 100, 100), Size(100, 100))
    assert "7 × 9 px" in plan(found, Rect(0, 0, 100, 100), Rect(1, 2, 7, 9), Wish(), inside=True)
