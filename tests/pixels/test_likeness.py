"""The likeness of a picture: small, stable, and each part moves with what it is named for and with little else."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from scipy.optimize import linprog

from editor.pixels.colour import DISPLAY_P3, SRGB
from editor.pixels.likeness import COLOURS, Likeness, likeness, palette_of
from editor.pixels.likeness_distance import (
    PARTS,
    SIGNALS,
    TOLERANCES,
    bands,
    distances,
    earth_movers,
    middle,
    signals,
)
from editor.pixels.oklab import oklab
from editor.pixels.profiles import convert, made
from tests.pixels.series import moved, photograph, varied


@cache
def seen(name: str) -> Likeness:
    return likeness(photograph(name))


def transported(first: np.ndarray, second: np.ndarray) -> float:
    """The earth mover's distance by a solver of linear programmes."""
    n, m = len(first), len(second)
    cost = np.linalg.norm(first[:, None, 1:] - second[None, :, 1:], axis=-1).ravel()
    rows = np.kron(np.eye(n), np.ones(m)), np.kron(np.ones(n), np.eye(m))
    shares = np.concatenate([first[:, 0] / first[:, 0].sum(), second[:, 0] / second[:, 0].sum()])
    return float(linprog(cost, A_eq=np.vstack(rows), b_eq=shares).fun)


@pytest.mark.parametrize("seed", range(30))
def test_the_way_between_palettes_is_the_shortest(seed: int) -> None:
    random = np.random.default_rng(seed)
    first, second = (
        np.column_stack([random.dirichlet(np.ones(n)), random.random(n), random.uniform(-0.3, 0.3, (n, 2))])
        for n in random.integers(1, COLOURS + 1, 2)
    )
    assert earth_movers(first, second) == pytest.approx(transported(first, second), rel=1e-3, abs=1e-5)


def test_the_way_between_palettes_of_photographs_is_the_shortest() -> None:
    names = ("raccoon", "dandelions", "coffee", "astronaut")
    palettes = [seen(name).palette for name in names]
    for first in palettes:
        for second in palettes:
            used = [palette[palette[:, 0] > 0].astype(np.float64) for palette in (first, second)]
            assert earth_movers(first, second) == pytest.approx(transported(*used), rel=1e-3, abs=2e-5)


def test_a_palette_is_the_colours_with_their_shares() -> None:
    flags = np.zeros((60, 100, 3), np.uint8)
    flags[:, :60], flags[:, 60:90], flags[:, 90:] = (200, 30, 30), (250, 250, 250), (20, 40, 120)
    palette = palette_of(oklab(flags).reshape(-1, 3), np.ones(6000, np.float32))
    assert palette[:3, 0] == pytest.approx([0.6, 0.3, 0.1]) and not palette[3:].any()
    assert palette[:3, 1:] == pytest.approx(oklab(flags[0, [0, 70, 95]]), abs=1e-4)


def test_a_palette_stands_for_nearly_all_of_a_photograph() -> None:
    lab = oklab(photograph("coffee")).reshape(-1, 3)
    palette = palette_of(lab, np.ones(len(lab), np.float32))
    away = np.linalg.norm(lab[::97, None] - palette[None, :, 1:], axis=-1).min(1)
    assert palette[:, 0].sum() == pytest.approx(1) and away.mean() < 0.05


def test_what_is_stored_is_small_and_as_near_as_the_picture_itself() -> None:
    one = seen("raccoon")
    data = one.packed()
    assert len(data) < 400
    assert all(value < 0.001 for value in distances(one, Likeness.unpacked(data)).values())
    with pytest.raises(ValueError, match="bytes"):
        Likeness.unpacked(data[:-1])


def test_a_picture_of_half_the_size_is_the_same_but_for_its_sharpness() -> None:
    whole = photograph("coffee")
    half = cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = distances(likeness(whole), likeness(half))
    assert all(found[part] < TOLERANCES[part] / 4 for part in PARTS if part != "sharpness"), found


def test_a_cast_is_seen_as_one() -> None:
    found = distances(seen("coffee"), likeness(moved(photograph("coffee"), cast=0.15)))
    assert found["cast"] > TOLERANCES["cast"] and found["palette"] > TOLERANCES["palette"] / 3
    assert found["tone"] < TOLERANCES["tone"] * 0.6 and found["sharpness"] < 0.1 and found["composition"] < 0.05
    warmer = signals(likeness(moved(photograph("coffee"), cast=0.15))) - signals(seen("coffee"))
    told = {name: value for (_, name), value in zip(SIGNALS, warmer, strict=True)}
    assert told["red"] > 0 > told["blue"] and told["blue-yellow"] > 0


def test_a_lighter_tone_is_seen_as_one() -> None:
    lighter = likeness(moved(photograph("raccoon"), gamma=0.7))
    found = distances(seen("raccoon"), lighter)
    assert found["tone"] > TOLERANCES["tone"] and found["composition"] < 0.05
    assert (lighter.tone >= seen("raccoon").tone).all()


def test_less_contrast_is_seen_as_one() -> None:
    flat = np.rint(photograph("raccoon") * 0.5 + 64).astype(np.uint8)
    assert distances(seen("raccoon"), likeness(flat))["contrast"] > 0.8


def test_a_blur_is_seen_in_the_sharpness_alone() -> None:
    soft = likeness(cv2.GaussianBlur(photograph("coffee"), (0, 0), 1.2))
    found = distances(seen("coffee"), soft)
    assert found["sharpness"] > 2 * TOLERANCES["sharpness"] and soft.sharpness < seen("coffee").sharpness
    assert all(found[part] < TOLERANCES[part] / 3 for part in ("palette", "cast", "tone", "contrast", "composition"))


def test_another_layout_is_another_composition_and_hash() -> None:
    turned = likeness(np.ascontiguousarray(photograph("coffee")[::-1]))
    found = distances(seen("coffee"), turned)
    assert found["composition"] > 0.8 and found["hash"] > 0.3
    assert found["palette"] < 0.005 and found["tone"] < 0.005


def test_the_same_picture_in_another_space_is_the_same() -> None:
    there = convert(photograph("coffee"), made(SRGB), made(DISPLAY_P3))
    found = distances(seen("coffee"), likeness(there, DISPLAY_P3))
    assert all(found[part] < TOLERANCES[part] / 6 for part in PARTS if part != "hash"), found


def test_what_cannot_be_seen_has_no_colours() -> None:
    picture = photograph("coffee")
    cut = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    cut[:, :300] = (255, 0, 255, 0)
    found = distances(likeness(cut), likeness(picture[:, 300:]))
    assert found["palette"] < 0.01 and found["tone"] < 0.01 and found["contrast"] < 0.05


@pytest.mark.parametrize("shape", [(1, 1, 4), (1, 300, 3), (7, 5, 4)])
@pytest.mark.parametrize("value", [0, 255])
def test_every_picture_has_a_likeness(shape: tuple[int, ...], value: int) -> None:
    one = likeness(np.full(shape, value, np.uint8))
    assert all(np.isfinite(part).all() for part in one)
    assert all(distances(one, one)[part] == pytest.approx(0, abs=1e-6) for part in PARTS)


def test_the_middle_of_a_set_is_nearer_to_all_than_they_are_to_each_other() -> None:
    known = [likeness(one) for one in varied(1, ["coffee"], 9)]
    centre = middle(known)
    for part in PARTS:
        between = np.median([distances(a, b)[part] for a in known for b in known if a is not b])
        assert np.median([distances(one, centre)[part] for one in known]) <= between, part
    with pytest.raises(ValueError, match="no middle"):
        middle([])


def test_one_that_is_quite_different_hardly_moves_the_middle() -> None:
    known = [likeness(one) for one in varied(1, ["coffee"], 9)]
    odd = [*known, likeness(moved(photograph("coffee"), cast=0.6, gamma=0.3))]
    found = distances(middle(known), middle(odd))
    assert all(found[part] < TOLERANCES[part] for part in PARTS), found


def test_bands_are_as_wide_as_what_is_good_varies_and_what_is_given_holds() -> None:
    few = bands([seen("coffee")])
    assert {part: band.limit for part, band in few.items()} == TOLERANCES
    assert few["tone"].share(0.0) == 0 and few["tone"].share(2 * TOLERANCES["tone"]) == pytest.approx(2)
    known = [likeness(one) for one in varied(2, ["coffee", "raccoon", "astronaut"], 12)]
    wide = bands(known)
    assert wide["palette"].limit > TOLERANCES["palette"] and wide["palette"].typical > 0
    centre = middle(known)
    shares = [wide[part].share(distances(one, centre)[part]) for one in known for part in PARTS]
    assert np.median(shares) < 0.2 and np.mean(np.array(shares) > 1) < 0.1
    given = bands(known, {"tone": 1e-4})["tone"]
    assert given.limit == 1e-4 and given.share(1e-4) == pytest.approx(1)


def test_what_is_shown_is_held_to_less_where_what_is_good_shows_the_same() -> None:
    known = [likeness(moved(photograph("coffee"), gamma=gamma)) for gamma in (0.9, 0.95, 1, 1.05, 1.1)]
    other = distances(seen("raccoon"), middle(known))
    assert bands(known)["composition"].share(other["composition"]) > 1 > bands(known[:1])["composition"].share(0.9)
