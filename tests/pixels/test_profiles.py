"""ICC profiles: read by other programs, recognised, converted between, and never a cause of a crash."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3, SRGB, Space, srgb_curve
from editor.pixels.profiles import convert, made, model_of, same_space, space_of

SPACES = (SRGB, DISPLAY_P3, ADOBE_RGB)
P3, ADOBE = made(DISPLAY_P3), made(ADOBE_RGB)


def _some() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (70, 90, 4), dtype=np.uint8)


def _by_lcms(pixels: np.ndarray, source: bytes, target: bytes) -> np.ndarray:
    profiles = [ImageCms.ImageCmsProfile(BytesIO(profile)) for profile in (source, target)]
    return np.asarray(ImageCms.profileToProfile(Image.fromarray(pixels), *profiles, ImageCms.Intent(1)))


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_a_profile_says_what_it_was_made_from(space: Space) -> None:
    profile = made(space)
    read = space_of(profile)
    assert read is not None and read.name == space.name and model_of(profile) == "RGB"
    assert np.abs(read.matrix - space.matrix).max() < 1e-5 and np.abs(read.curves - space.curves).max() < 1e-5
    outside = ImageCms.ImageCmsProfile(BytesIO(profile))
    assert ImageCms.getProfileDescription(outside).strip() == space.name and outside.profile.is_matrix_shaper


@pytest.mark.parametrize("source", [made(SRGB), P3, ADOBE], ids=["srgb", "p3", "adobe"])
@pytest.mark.parametrize("target", [made(SRGB), P3, ADOBE], ids=["srgb", "p3", "adobe"])
def test_conversion_agrees_with_lcms(source: bytes, target: bytes) -> None:
    pixels = _some()
    ours = convert(pixels, source, target)
    assert np.abs(ours[..., :3].astype(int) - _by_lcms(pixels[..., :3], source, target)).max() <= 2
    assert np.array_equal(ours[..., 3], pixels[..., 3])


def test_conversion_is_rounded_from_the_exact_value() -> None:
    codes = _some()[..., :3]
    light = srgb_curve(codes / 255.0) @ (SRGB.from_xyz @ DISPLAY_P3.matrix).T
    light = light.clip(0, 1)
    exact = 255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    assert np.abs(convert(codes, P3, b"") - exact).max() < 0.53  # profiles round their primaries


def test_there_and_back_changes_a_level_at_most() -> None:
    pixels = 60 + _some()[..., :3] // 2
    there = convert(pixels, b"", P3)
    assert np.abs(convert(there, P3, b"").astype(int) - pixels).max() <= 1


def test_the_same_space_is_not_converted() -> None:
    pixels = _some()
    lcms_srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert same_space(lcms_srgb, b"") and not same_space(P3, b"") and not same_space(ADOBE, b"")
    assert convert(pixels, lcms_srgb, made(SRGB)) is pixels and convert(pixels, P3, P3) is pixels
    assert convert(pixels, b"no profile", b"") is pixels


def test_any_three_primaries_can_be_made_into_a_profile() -> None:
    other = Space("Mine", DISPLAY_P3.matrix @ np.diag([0.9, 1.0, 1.1]), np.tile(np.linspace(0, 1, 4081) ** 1.8, (3, 1)))
    read = space_of(made(other))
    assert read is not None and np.abs(read.curves - other.curves).max() < 1e-4


@settings(deadline=None)
@given(st.data())
def test_damaged_profiles_never_raise(data: st.DataObject) -> None:
    profile = bytearray(data.draw(st.sampled_from([P3, ADOBE, made(SRGB)])))
    for _ in range(data.draw(st.integers(1, 6))):
        profile[data.draw(st.integers(0, len(profile) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(profile[: data.draw(st.integers(0, len(profile)))])
    pixels = np.full((2, 2, 3), 77, np.uint8)
    with np.errstate(all="raise"):
        assert convert(pixels, cut, b"").shape == pixels.shape
