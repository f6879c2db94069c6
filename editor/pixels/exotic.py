"""Brings CMYK, Lab, grey and table-based pictures into sRGB, once, when they are read."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

from editor.pixels.colour import D50, SRGB, from_linear
from editor.pixels.profiles import LARGEST, made, model_of

_MODELS = {"L": "GRAY", "RGB": "RGB", "RGBA": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC
_BAND = 1 << 18  # pixels of inks that are mixed at a time
# Solid inks and overprints on coated paper (CIELAB, D50, ISO 12647-2:2004), by cyan + 2 magenta + 4 yellow.
_SOLIDS = (
    (95, 0, -2),
    (55, -37, -50),
    (48, 74, -3),
    (24, 22, -46),
    (89, -5, 93),
    (50, -68, 33),
    (47, 68, 48),
    (23, 0, 0),
)
_BLACK, _DARKEST = (16, 0, 0), (10, 0, 0)  # alone, and over other inks


def through_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture in sRGB, "RGB" or "RGBA"; None where the profile cannot be used for it.

    Relative colorimetric with black point compensation, as photographs are usually brought from print to screen.
    """
    if image.mode != "LAB" and (len(profile) > LARGEST or model_of(profile) != _MODELS.get(image.mode)):
        return None
    out = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.createProfile("LAB") if image.mode == "LAB" else ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.ImageCmsProfile(BytesIO(made(SRGB)))
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        transform = ImageCms.buildTransform(source, target, image.mode, out, intent, _FLAGS)
        return transform.apply(image)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def inks_to_srgb(cmyk: np.ndarray) -> np.ndarray:
    """uint8 (h, w, 4) CMYK without a profile, 255 full ink, to sRGB uint8 (h, w, 3), as coated offset print looks.

    The Neugebauer (1937) model with Yule and Nielsen's (1951) exponent 2 for the gain of the dots: each pixel is a
    mean of paper, solids and overprints, by the areas that they cover; paper is white.
    """
    h, w = cmyk.shape[:2]
    flat, out = cmyk.reshape(-1, 4), np.empty((h * w, 3), np.uint8)
    roots = _roots()
    for at in range(0, len(flat), _BAND):
        ink = flat[at : at + _BAND].astype(np.float32) / 255
        cover = np.ones((len(ink), 1), np.float32)
        for channel in range(4):
            one = ink[:, channel : channel + 1]
            cover = np.concatenate([cover * (1 - one), cover * one], 1)
        out[at : at + _BAND] = from_linear((cover @ roots) ** 2)
    return out.reshape(h, w, 3)


def _roots() -> np.ndarray:
    """Square roots of the linear sRGB light of the 16 combinations of inks, float32 (16, 3), cyan as the lowest bit."""
    light = _from_lab(np.array([*_SOLIDS, _BLACK, *[_DARKEST] * 7], np.float64))
    light = np.clip((light - light[-1]) / (light[0] - light[-1]), 0, 1)
    return np.sqrt(light).astype(np.float32)


def _from_lab(lab: np.ndarray) -> np.ndarray:
    """CIELAB under D50 (n, 3) to linear sRGB (n, 3), not cut off."""
    fy = (lab[:, 0] + 16) / 116
    f = np.stack([fy + lab[:, 1] / 500, fy, fy - lab[:, 2] / 200], 1)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * D50
    return xyz @ SRGB.from_xyz.T
