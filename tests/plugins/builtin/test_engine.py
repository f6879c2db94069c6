"""The built-in engine through its contract: kinds, errors, exactness outside the mask, seeds, stopping."""

from __future__ import annotations

import pickle
import threading

import numpy as np
import pytest
from editor._plugins.builtin import engine
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.engine.contract import Candidate, Colour, Kind, Progress, Reference
from editor.engine.errors import BadRequest, Cancelled
from editor.engine.stop import Stop
from tests.plugins.builtin.asking import candidates, middle, picture, pixels, request


@pytest.mark.parametrize(
    "prompt",
    ["", "remove", "make it teal", "darker", "much softer", "marble", "colours of the reference", "like the reference"],
)
@pytest.mark.parametrize("kind", ["inpaint", "outpaint"])
def test_outside_the_mask_nothing_changes(kind: Kind, prompt: str) -> None:
    asked = request(kind, 72, 56, prompt, references=(Reference(picture(40, 30, 5)[..., :3]),))
    assert asked.image is not None and asked.mask is not None
    asked.image[:9, :9, 3] = 0
    asked.mask[20:24, 20:24] = 40
    before = asked.image.copy()
    out = pixels(asked)
    assert (out[asked.mask == 0] == before[asked.mask == 0]).all()
    assert (asked.image == before).all()
    assert (out[asked.mask > 0][:, 3] == 255).all()


@pytest.mark.parametrize("size", [(1, 1), (17, 3), (3, 17), (64, 2)])
@pytest.mark.parametrize(
    "prompt", ["gradient", "sunset sky", "night sky", "bokeh", "wood", "marble", "red", "soft paper"]
)
def test_backdrops_of_any_size(size: tuple[int, int], prompt: str) -> None:
    out = pixels(request("generate", *size, prompt))
    assert (out[..., 3] == 255).all()


@pytest.mark.parametrize("size", [(2, 1), (17, 3), (5, 40)])
@pytest.mark.parametrize("prompt", ["", "make it red", "warmer", "sharper", "stripes"])
def test_masks_in_pictures_of_any_size(size: tuple[int, int], prompt: str) -> None:
    mask = np.zeros((size[1], size[0]), np.uint8)
    mask[-1, -1] = 255
    assert pixels(request("inpaint", *size, prompt, mask=mask))[-1, -1, 3] == 255


@pytest.mark.parametrize("size", [(1, 1), (17, 3)])
def test_whole_pictures_of_any_size(size: tuple[int, int]) -> None:
    pixels(request("image", *size, "make it teal, slightly softer"))


@pytest.mark.parametrize(("kind", "prompt"), [("generate", "wood"), ("inpaint", ""), ("inpaint", "marble")])
def test_seeds_repeat_and_differ(kind: Kind, prompt: str) -> None:
    asked = request(kind, 64, 64, prompt, seed=7, count=2)
    first, second = candidates(asked)
    assert (first.seed, second.seed) == (7, 8)
    assert not (first.pixels == second.pixels).all()
    again = request(kind, 64, 64, prompt, seed=8)
    assert (pixels(again) == second.pixels).all()


def test_what_has_one_answer_gives_one_candidate() -> None:
    found = candidates(request("inpaint", 20, 20, "paint the shirt teal", count=3))
    assert len(found) == 1
    assert found[0].understood == ("paint", "teal") and found[0].ignored == ("shirt",)
    assert any("one candidate" in note for note in found[0].notes)
    assert found[0].price is not None and found[0].price.micros == 0


@pytest.mark.parametrize(
    ("kind", "prompt", "says"),
    [
        ("generate", "a cat on a bicycle", "understood nothing"),
        ("inpaint", "red car", "understood nothing"),
        ("inpaint", "no red", "understood nothing"),
        ("generate", "", "name of a backdrop"),
        ("generate", "remove", "name of a backdrop"),
        ("image", "remove the car", "Without a mask"),
        ("image", "", "Without a mask"),
        ("inpaint", "like the reference", "none"),
    ],
)
def test_clear_refusals(kind: Kind, prompt: str, says: str) -> None:
    with pytest.raises(BadRequest) as caught:
        candidates(request(kind, 16, 16, prompt))
    assert says in caught.value.message


def test_a_refusal_names_what_can_be_done() -> None:
    with pytest.raises(BadRequest) as caught:
        candidates(request("inpaint", 16, 16, "red car"))
    assert "make it red" in caught.value.advice and "English" in caught.value.advice


def test_masks_must_be_there_and_not_empty() -> None:
    for mask in (None, np.zeros((16, 16), np.uint8), np.ones((8, 8), np.uint8)):
        with pytest.raises(BadRequest):
            candidates(request("inpaint", 16, 16, mask=mask))


def test_nothing_known_is_a_bad_request() -> None:
    with pytest.raises(BadRequest):
        candidates(request("inpaint", 32, 32, mask=np.full((32, 32), 255, np.uint8)))


def test_strength_lies_between_before_and_after() -> None:
    before = picture(24, 24)
    whole = pixels(request("image", 24, 24, "much darker", image=before)).astype(int)
    half = pixels(request("image", 24, 24, "much darker", image=before, strength=0.5)).astype(int)
    assert whole[..., :3].mean() < half[..., :3].mean() < before[..., :3].mean()
    assert (pixels(request("image", 24, 24, "much darker", image=before, strength=0.0)) == before).all()


def test_an_unused_reference_and_what_to_avoid_are_named() -> None:
    asked = request("inpaint", 16, 16, "darker", references=(Reference(picture(8, 8), name="sea.jpg"),), avoid="people")
    notes = " ".join(candidates(asked)[0].notes)
    assert "sea.jpg" in notes and "people" in notes


def test_the_palette_colours_a_backdrop_but_for_avoided_ones() -> None:
    palette = (Colour("Brand", (255, 0, 0)), Colour("Ink", (0, 0, 128)))
    out = pixels(request("generate", 40, 40, "gradient, horizontal", palette=palette))
    assert (abs(out[20, 0, :3].astype(int) - (255, 0, 0)) < 18).all()
    out = pixels(request("generate", 40, 40, "gradient, horizontal", palette=palette, avoid="red"))
    assert out[..., 2].mean() > 2 * out[..., 0].mean()


def test_colours_of_a_reference_arrive() -> None:
    sea = np.zeros((30, 30, 3), np.uint8) + np.array([20, 80, 160], np.uint8)
    sea += np.random.default_rng(1).integers(0, 30, sea.shape, dtype=np.uint8)
    out = pixels(request("image", 40, 40, "colours of the reference", references=(Reference(sea),)))
    assert (abs(out[..., :3].mean((0, 1)) - sea.mean((0, 1))) < 6).all()


def test_stop_before_and_during() -> None:
    stop = Stop()
    answers = engine().generate(request("generate", 1500, 1500, "marble"), stop)
    assert isinstance(next(answers), Progress) and isinstance(next(answers), Progress)
    stop.set()
    with pytest.raises(Cancelled):
        list(answers)


def test_closing_ends_the_work() -> None:
    answers = engine().generate(request("generate", 1500, 1500, "marble"), Stop())
    next(answers)
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name == "builtin engine":
            thread.join(10)
            assert not thread.is_alive()


def test_requests_and_candidates_can_be_pickled() -> None:
    found = candidates(request("inpaint", 12, 12, "darker"))[0]
    assert isinstance(pickle.loads(pickle.dumps(found)), Candidate)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_prompt_gives_candidates_or_a_bad_request(prompt: str) -> None:
    try:
        found = candidates(request("inpaint", 9, 7, prompt, mask=middle(9, 7)))
    except BadRequest as refusal:
        assert refusal.advice
    else:
        assert found[0].understood or not prompt.strip()


def test_a_picture_is_made_as_large_as_it_is_wanted() -> None:
    asked = request("upscale", 60, 40, options={"factor": 1.5, "to": [90, 61]})
    (made,) = candidates(asked)
    assert made.pixels.shape == (61, 90, 4) and not made.notes
    assert np.abs(made.pixels.reshape(-1, 4).mean(0) - asked.image.reshape(-1, 4).mean(0)).max() < 1
    (made,) = candidates(request("upscale", 60, 40, prompt="make it red"))
    assert made.pixels.shape == (80, 120, 4) and "Not used" in made.notes[0]
    with pytest.raises(BadRequest, match="cannot be enlarged"):
        candidates(request("upscale", 60, 40, options={"to": [30, 20]}))
