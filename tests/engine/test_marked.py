"""Requests in words and pictures: what is marked is seen, what is missing is filled, and every wish is spoken."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Colour, Reference, Request, Role
from editor.engine.marked import COLOURS, laid_out, marking_colour, marking_picture, told
from editor.pixels.geometry import Size

GREY = np.full((60, 80, 4), 255, np.uint8) * np.array([0.5, 0.5, 0.5, 1])
GREY = GREY.astype(np.uint8)
MAGENTA = COLOURS[0]


def request(**more: object) -> Request:
    mask = np.zeros((60, 80), np.uint8)
    mask[20:40, 30:60] = 255
    fields = {"id": "r", "kind": "inpaint", "size": Size(80, 60), "prompt": "a red kite", "image": GREY, "mask": mask}
    return Request(**{**fields, **more})  # type: ignore[arg-type]


def extending() -> Request:
    image, mask = GREY.copy(), np.zeros((60, 80), np.uint8)
    image[:, 60:] = 0
    mask[:, 56:] = 255
    return request(kind="outpaint", image=image, mask=mask)


def test_a_masked_edit_shows_the_clean_picture_then_the_marked_one_and_names_the_colour() -> None:
    words, (clean, marked) = told(request())
    np.testing.assert_array_equal(clean, GREY[..., :3])
    colour = marking_colour(clean)
    assert "a red kite." in words and f"marked in {colour.name}" in words and "Image 2" in words
    changed = (marked != clean).any(-1)
    assert changed[20:40, 30:60].all() and changed.sum() == 20 * 30
    assert (marked[20:22, 30:60] == colour.rgb).all() and (marked[38:40, 30:60] == colour.rgb).all(), "an outline"
    assert tuple(marked[30, 45]) not in (colour.rgb, tuple(clean[30, 45])), "half of the picture shines through"


def test_a_border_that_is_missing_is_flat_in_the_marking_and_continued_in_the_picture() -> None:
    asked = extending()
    words, (clean, marked) = told(asked)
    colour = marking_colour(clean)
    assert f"flat {colour.name}" in words and "There should be: a red kite." in words
    assert (marked[:, 60:] == colour.rgb).all()
    assert np.abs(clean[:, 60:].astype(int) - 127).max() <= 1, "no black where nothing is yet"
    np.testing.assert_array_equal(clean[:, :60], GREY[:, :60, :3])


@pytest.mark.parametrize("kind", ["inpaint", "outpaint"])
def test_without_words_what_is_around_is_continued(kind: str) -> None:
    asked = extending() if kind == "outpaint" else request()
    words = told(msgspec.structs.replace(asked, prompt=" ")).words
    assert ("continue what is around it." in words) == (kind == "inpaint")
    assert "do this" not in words and "There should be" not in words and "  " not in words


@pytest.mark.parametrize("present", COLOURS, ids=lambda colour: colour.name)
def test_the_colour_of_the_marking_is_none_that_the_picture_holds(present: Colour) -> None:
    picture = GREY[..., :3].copy()
    picture[10:30, 10:40] = present.rgb
    assert marking_colour(picture) != present


def test_a_soft_mask_is_marked_softly() -> None:
    mask = np.zeros((60, 80), np.uint8)
    mask[:, :] = np.linspace(0, 120, 80).astype(np.uint8)
    marked = marking_picture(GREY, mask, MAGENTA)[30, :, 0].astype(int)
    assert (np.diff(marked) >= 0).all() and marked[0] == GREY[0, 0, 0] < marked[-1] < 200


def test_a_whole_picture_is_changed_by_words_alone() -> None:
    words, pictures = told(request(kind="image", mask=None, prompt="make it night"))
    assert len(pictures) == 1 and words.endswith("make it night.")


def test_from_words_alone_the_words_go_as_they_are() -> None:
    assert told(request(kind="generate", image=None, mask=None)) == ("a red kite", ())


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("structure", "structure"),
        ("style", "style to follow"),
        ("palette", "colours to use"),
        ("character", "who appears"),
        ("product", "the product"),
        ("background", "the place"),
    ],
)
def test_references_are_numbered_after_the_pictures_and_their_roles_are_spoken(role: Role, says: str) -> None:
    strong = Reference(np.zeros((8, 8, 3), np.uint8), role, name="hero")
    faint = Reference(np.full((8, 8, 4), 9, np.uint8), role, strength=0.1)
    words, pictures = told(request(references=(strong, faint)))
    assert [picture.shape for picture in pictures] == [(60, 80, 3), (60, 80, 3), (8, 8, 3), (8, 8, 3)]
    assert f"Image 3 (hero) {'gives' if role == 'structure' else 'shows'}" in words and says in words
    third, fourth = words.split("Image 3")[1].split("Image 4")
    assert "faint hint" in fourth and "hint" not in third


def test_large_references_are_made_smaller() -> None:
    large, small = (Reference(np.full((h, 3 * h, 3), 77, np.uint8)) for h in (1000, 600))
    pictures = told(request(kind="generate", image=None, mask=None, references=(large, small))).pictures
    assert [picture.shape for picture in pictures] == [(683, 2048, 3), (600, 1800, 3)]
    assert (pictures[0] == 77).all()


def test_what_is_to_be_avoided_and_named_colours_are_spoken() -> None:
    words = told(request(avoid="text, people", palette=(Colour("brand teal", (18, 164, 176)),))).words
    assert "must not show: text, people." in words and "brand teal is #12a4b0." in words


def test_transparent_pictures_are_laid_on_what_continues_them() -> None:
    image = np.zeros((8, 8, 4), np.uint8)
    assert (laid_out(image) == 128).all(), "nothing at all is grey"
    image[:, :4] = (200, 100, 50, 255)
    image[:, 4] = (0, 0, 0, 128)
    out = laid_out(image)
    assert (out[:, :4] == (200, 100, 50)).all()
    assert np.abs(out[:, 5:].astype(int) - (200, 100, 50)).max() <= 1, "what is transparent has no colour of its own"
    assert (np.abs(out[:, 4].astype(int) - (100, 50, 25)) <= 1).all(), "what is half there is mixed"
