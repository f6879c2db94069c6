"""Colour spaces, OKLab, colour differences and written colours, against published numbers and other code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor
from skimage import color as oracle

from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3, SRGB, Space, from_linear, to_linear
from editor.pixels.colour_difference import cielab, delta_e_2000
from editor.pixels.colour_words import parse_colour
from editor.pixels.oklab import from_oklab, oklab

SPACES = (SRGB, DISPLAY_P3, ADOBE_RGB)
GREYS = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, 2)
# Sharma, Wu and Dalal 2005, table 1.
SHARMA = """
50 2.6772 -79.7751 50 0 -82.7485 2.0425 | 50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.02 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1 | 50 -1.1848 -84.8006 50 0 -82.7485 1 | 50 -0.9009 -85.5211 50 0 -82.7485 1
50 0 0 50 -1 2 2.3669 | 50 -1 2 50 0 0 2.3669 | 50 2.49 -0.001 50 -2.49 0.0009 7.1792
50 2.49 -0.001 50 -2.49 0.001 7.1792 | 50 2.49 -0.001 50 -2.49 0.0011 7.2195 | 50 2.49 -0.001 50 -2.49 0.0012 7.2195
50 -0.001 2.49 50 0.0009 -2.49 4.8045 | 50 -0.001 2.49 50 0.001 -2.49 4.8045 | 50 -0.001 2.49 50 0.0011 -2.49 4.7461
50 2.5 0 50 0 -2.5 4.3065 | 50 2.5 0 73 25 -18 27.1492 | 50 2.5 0 61 -5 29 22.8977 | 50 2.5 0 56 -27 -3 31.9030
50 2.5 0 58 24 15 19.4535 | 50 2.5 0 50 3.1736 0.5854 1 | 50 2.5 0 50 3.2972 0 1 | 50 2.5 0 50 1.8634 0.5757 1
50 2.5 0 50 3.2592 0.335 1 | 60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630 | 61.2901 3.7196 -5.3901 61.4292 2.248 -4.962 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645 | 22.7233 20.0904 -46.694 23.0331 14.973 -42.5619 2.0373
36.4612 47.858 18.3852 36.2715 50.5065 21.2231 1.4146 | 90.8027 -2.0831 1.441 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381 | 6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.135 0.9033 -0.0636 -0.5514 0.9082
"""


def _some(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (50, 60, 3), dtype=np.uint8)


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_every_code_survives_linear_light_and_oklab(space: Space) -> None:
    assert np.array_equal(from_linear(to_linear(GREYS, space), space), GREYS)
    assert np.array_equal(from_oklab(oklab(_some(), space), space), _some())


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_white_is_the_white_of_profiles_and_of_oklab(space: Space) -> None:
    assert np.allclose(space.matrix.sum(1), [0.9642, 1.0, 0.8249], atol=2e-4)
    white = np.full((1, 1, 3), 255, np.uint8)
    assert np.allclose(oklab(white, space)[0, 0], [1, 0, 0], atol=2e-4)


def test_oklab_gives_the_published_coordinates() -> None:
    known = {(255, 0, 0): (0.62796, 0.22486, 0.12585), (0, 255, 0): (0.86644, -0.23389, 0.17950)}
    for rgb, lab in known.items():
        assert np.allclose(oklab(np.array([[rgb]], np.uint8))[0, 0], lab, atol=2e-4)


def test_a_colour_has_one_place_in_oklab_whatever_space_it_is_written_in() -> None:
    muted = 100 + _some() // 8
    same = from_oklab(oklab(muted), DISPLAY_P3)
    assert np.abs(oklab(muted) - oklab(same, DISPLAY_P3)).max() < 0.004
    assert not np.array_equal(same, muted)


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_colours_outside_of_the_gamut_keep_lightness_and_hue(space: Space) -> None:
    lab = np.array([[0.7, 0.5, 0.1], [0.4, -0.4, 0.2]], np.float32)
    back = oklab(from_oklab(lab, space), space)
    assert np.allclose(back[:, 0], lab[:, 0], atol=0.01)
    assert np.allclose(np.arctan2(back[:, 2], back[:, 1]), np.arctan2(lab[:, 2], lab[:, 1]), atol=0.03)


@pytest.mark.parametrize("shape", [(3,), (0, 3), (7, 3), (2, 5, 3), (2, 3, 4, 3)])
def test_arrays_of_any_shape_and_order(shape: tuple[int, ...]) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    assert np.array_equal(from_oklab(oklab(rgb)), rgb)
    assert np.array_equal(oklab(rgb[..., ::-1]), oklab(np.ascontiguousarray(rgb[..., ::-1])))


def test_dither_decides_between_neighbouring_codes() -> None:
    chance = np.random.default_rng(0)
    lab = np.tile(oklab(np.array([120, 121, 122], np.uint8)), (4000, 1))
    codes = from_oklab(lab, dither=chance.uniform(-0.9, 0.9, 4000).astype(np.float32))
    assert set(np.unique(codes - np.uint8([120, 121, 122]).astype(np.int16))) == {-1, 0, 1}
    assert np.abs(codes.mean(0) - [120, 121, 122]).max() < 0.1


def test_cielab_gives_the_published_coordinates() -> None:
    known = {
        (255, 0, 0): (54.29, 80.80, 69.89),
        (0, 255, 0): (87.82, -79.27, 80.99),
        (0, 0, 255): (29.57, 68.29, -112.03),
    }
    for rgb, lab in known.items():
        assert np.allclose(cielab(np.array([[rgb]], np.uint8))[0, 0], lab, atol=0.03)
    grey = cielab(GREYS)[0]
    assert np.abs(grey[:, 1:]).max() < 0.05
    assert np.abs(grey[:, 0] - oracle.rgb2lab(GREYS)[0, :, 0]).max() < 0.02


def test_ciede2000_gives_the_published_differences() -> None:
    rows = np.array([row.split() for row in SHARMA.replace("\n", "|").split("|") if row.strip()], np.float64)
    assert len(rows) == 34
    assert np.abs(delta_e_2000(rows[:, :3], rows[:, 3:6]) - rows[:, 6]).max() < 1e-4
    assert np.abs(delta_e_2000(rows[:, 3:6], rows[:, :3]) - rows[:, 6]).max() < 1e-4


def test_ciede2000_agrees_with_another_implementation() -> None:
    chance = np.random.default_rng(2)
    first, second = chance.uniform([0, -100, -100], [100, 100, 100], (2, 5000, 3))
    assert np.abs(delta_e_2000(first, second) - oracle.deltaE_ciede2000(first, second)).max() < 1e-9


def test_every_css_name_is_a_colour() -> None:
    assert len(ImageColor.colormap) == 148
    for name in ImageColor.colormap:
        assert parse_colour(name) == ImageColor.getrgb(name)[:3]


@pytest.mark.parametrize(
    ("text", "rgb"),
    [
        ("Sky Blue", (135, 206, 235)),
        ("#1a4fd0", (26, 79, 208)),
        ("1A4FD0", (26, 79, 208)),
        ("#fa0", (255, 170, 0)),
        ("#fa08", (255, 170, 0)),
        ("#11223344", (17, 34, 51)),
        ("#12345", None),
        ("reddish", None),
        ("", None),
        ("#", None),
        ("0xff6600", (255, 102, 0)),
        ("off-white", (255, 253, 240)),
        ("Navy Blue", (0, 0, 128)),
        ("rgb(1,2,3)", (1, 2, 3)),
        ("RGB( 1 2 3 / 50% )", (1, 2, 3)),
        ("rgba(300, 0, 0, 0.5)", (255, 0, 0)),
        ("rgb(10%, 20%, 30%)", (26, 51, 77)),
        ("hsl(210deg 50% 40%)", (51, 102, 153)),
        ("rgb(1,2)", None),
        ("rgb()", None),
        ("hsl(1e9, 5%, 5%)", None),
        ("hsl(" + "9" * 90 + ",5%,5%)", None),
    ],
)
def test_written_colours(text: str, rgb: tuple[int, int, int] | None) -> None:
    assert parse_colour(text) == rgb


@given(st.text(max_size=130) | st.from_regex(r"(rgb|hsl)a?\([0-9.%, ]*\)", fullmatch=True))
def test_any_text_is_a_colour_or_none(text: str) -> None:
    rgb = parse_colour(text)
    assert rgb is None or (len(rgb) == 3 and all(0 <= value <= 255 for value in rgb))
