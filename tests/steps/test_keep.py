"""Keeping: the answer's own bytes, lossless where there are none, and the record with all that is known."""

from __future__ import annotations

import numpy as np
import pytest

from editor.engine.contract import Candidate, Price
from editor.engine.errors import BadResult
from editor.pixels.decode import decode
from editor.pixels.geometry import Size
from editor.steps.keep import kept

PIXELS = np.random.default_rng(0).integers(0, 256, (20, 30, 4), np.uint8)


@pytest.mark.parametrize("channels", [3, 4])
def test_arrays_are_kept_without_loss(channels: int) -> None:
    pixels = np.ascontiguousarray(PIXELS[..., :channels])
    offer, data = kept(Candidate(pixels=pixels, seed=5), "g", made=1.0)
    assert np.array_equal(decode(data).pixels[..., :channels], pixels)
    assert (offer.mime, offer.size, offer.generation, offer.choice) == ("image/png", Size(30, 20), "g", "offered")


def test_bytes_that_were_received_are_kept_as_they_are() -> None:
    candidate = Candidate(pixels=PIXELS, seed=5, data=b"as received", mime="image/webp")
    offer, data = kept(candidate, "g", made=1.0)
    assert data == b"as received" and offer.mime == "image/webp"


def test_the_record_holds_what_the_engine_said() -> None:
    candidate = Candidate(
        pixels=PIXELS,
        seed=5,
        price=Price(40_000),
        understood=("red",),
        ignored=("door",),
        notes=("Drawn small.",),
        facts={"steps": 4},
    )
    offer, _ = kept(candidate, "g", made=2.5, seconds=1.5)
    assert (offer.seed, offer.price, offer.made, offer.seconds) == (5, Price(40_000), 2.5, 1.5)
    assert (offer.understood, offer.ignored, offer.notes) == (("red",), ("door",), ("Drawn small.",))
    assert offer.facts == {"steps": 4} and offer.report is None
    assert kept(candidate, "g", made=2.5)[0].id != offer.id


@pytest.mark.parametrize(
    "pixels",
    [None, PIXELS.astype(np.float32), PIXELS[..., 0], PIXELS[..., :2], np.zeros((0, 30, 3), np.uint8)],
    ids=["none", "floats", "grey", "two channels", "empty"],
)
def test_what_is_no_picture_is_refused(pixels) -> None:
    with pytest.raises(BadResult, match="answered"):
        kept(Candidate(pixels=pixels, seed=0), "g", made=0.0)
