"""Fit, on real photographs: an answer that was redrawn as a whole comes back as an exact local edit."""

from __future__ import annotations

from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest

from editor.document.edge import Edge
from editor.document.report import FitReport
from editor.engine.errors import BadResult, Cancelled
from editor.pixels.geometry import Size
from editor.pixels.seam import away_from
from editor.steps.fit import fit
from editor.steps.fitting import whole
from tests.engines.mirror import hosted, redrawn
from tests.steps.composited import composited

RACCOON = Path(__file__).parent.parent / "photographs" / "raccoon.jpg"


@pytest.fixture(scope="module")
def photograph() -> np.ndarray:
    """RGBA, 512 x 448, sRGB."""
    picture = cv2.imread(str(RACCOON))[128:576, 256:768, ::-1]
    return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])


@pytest.fixture(scope="module")
def mask() -> np.ndarray:
    return cv2.circle(np.zeros((448, 512), np.uint8), (250, 210), 70, 255, -1, cv2.LINE_AA)


def answers(photograph: np.ndarray, mask: np.ndarray, count: int, **more):
    return [redrawn(photograph, mask, hosted(np.random.default_rng(seed), **more), seed) for seed in range(count)]


def test_an_unedited_answer_comes_back_bit_equal(photograph, mask):
    fitted = fit(photograph, photograph[..., :3].copy(), mask)
    assert fitted.report.verdict == "identity"
    assert np.array_equal(composited(photograph, fitted), photograph)


def test_an_edit_in_an_otherwise_equal_answer_is_kept_as_it_is(photograph, mask):
    made = redrawn(photograph, mask, {"edit": "object"})
    result = composited(photograph, fit(photograph, made.pixels, mask))
    deep = cv2.erode(mask, np.ones((21, 21), np.uint8)) == 255
    assert np.array_equal(result[deep][:, :3], made.truth[deep])


@pytest.mark.parametrize("edge", [Edge(), Edge("blend", 8)])
@pytest.mark.parametrize("kind", ["object", "across"])
def test_nothing_changes_beyond_the_edge(photograph, mask, edge, kind):
    made = answers(photograph, mask, 1, edit=kind)[0]
    fitted = fit(photograph, made.pixels, mask, edge)
    beyond = away_from(mask) > (edge.width if edge.policy == "blend" else 0)
    result = composited(photograph, fitted)
    assert np.array_equal(result[beyond], photograph[beyond])
    assert not fitted.alpha[beyond].any()
    assert fitted.report.outside_changed == 0
    assert not np.array_equal(result, photograph)


def test_colours_come_back_and_the_edit_stays(photograph, mask):
    inside = cv2.erode(mask, np.ones((9, 9), np.uint8)) == 255
    errors = []
    for made in answers(photograph, mask, 4, edit="object"):
        fitted = fit(photograph, made.pixels, mask)
        rest = cv2.GaussianBlur(fitted.pixels.astype(np.float32) - made.truth, (0, 0), 4)[inside]
        errors.append(float(np.abs(rest).mean()))
        true, ours = (
            (p[..., :3].astype(np.float32) - photograph[..., :3])[inside].ravel()
            for p in (made.truth, composited(photograph, fitted))
        )
        assert np.corrcoef(true, ours)[0, 1] > 0.94
        assert 0.9 < (true @ ours) / (true @ true) < 1.1
    assert np.median(errors) <= 1.5
    assert max(errors) <= 3


def test_what_was_undone_is_reported(photograph, mask):
    made = redrawn(photograph, mask, {"shift": (4.5, -2.25), "scale": 1.008, "cast": (9.0, 9.0, 9.0)})
    report = fit(photograph, made.pixels, mask).report
    assert report.shift == pytest.approx((4.5, -2.25), abs=0.2)
    assert report.scale == pytest.approx(1.008, abs=0.001)
    assert report.colour == pytest.approx(9, abs=1)
    assert report.verdict == "good"
    assert report.changed_share > 0.5
    assert msgspec.json.decode(msgspec.json.encode(report), type=FitReport) == report


def test_ordinary_answers_are_trusted(photograph, mask):
    for made in answers(photograph, mask, 4, edit="recolour"):
        assert fit(photograph, made.pixels, mask).report.verdict == "good"


def test_a_moved_subject_raises_the_alarm_and_can_be_followed(photograph, mask):
    made = answers(photograph, mask, 1, edit="recolour", subject=14.0)[0]
    report = fit(photograph, made.pixels, mask).report
    assert report.verdict == "moved"
    assert not report.trusted
    assert report.follow is not None
    assert np.hypot(*report.follow) == pytest.approx(14, abs=4)
    followed = fit(photograph, made.pixels, mask, follow=True).report
    assert followed.edge_fit > report.edge_fit + 0.3


def test_another_picture_is_not_trusted(photograph, mask):
    other = np.ascontiguousarray(photograph[::-1, ::-1, :3])
    report = fit(photograph, other, mask).report
    assert report.verdict == "redrawn"
    assert not report.trusted
    assert report.messages


def test_an_edge_without_detail_is_said_to_be_unchecked(mask):
    sky = np.full((*mask.shape, 4), 255, np.uint8)
    sky[..., :3] = np.linspace(120, 160, mask.shape[0]).astype(np.uint8)[:, None, None]
    answer = np.clip(sky[..., :3].astype(int) + 7, 0, 255).astype(np.uint8)
    fitted = fit(sky, answer, mask)
    assert fitted.report.verdict == "unchecked"
    assert fitted.report.trusted
    assert np.abs(fitted.pixels.astype(int) - sky[..., :3]).max() <= 1


def test_an_extension_is_opaque_and_meets_the_picture(photograph):
    made = redrawn(photograph, np.zeros(photograph.shape[:2], np.uint8), {"cast": (8.0, -6.0, 4.0), "gamma": 1.05})
    mask = np.zeros(photograph.shape[:2], np.uint8)
    mask[:120] = 255
    empty = photograph.copy()
    empty[:120] = 0
    result = composited(empty, fit(empty, made.pixels, mask, outpaint=True))
    assert (result[..., 3] == 255).all()
    assert np.array_equal(result[120:], photograph[120:])
    ours, theirs = (np.abs(p[119, :, :3].astype(int) - p[120, :, :3]).mean() for p in (result, photograph))
    assert ours <= 1.25 * theirs
    assert np.abs(result[:120].astype(int) - photograph[:120]).mean() < 3


def test_a_native_answer_keeps_the_mask_as_its_edge(photograph, mask):
    answer = photograph[..., :3].copy()
    answer[mask > 0] = 200
    fitted = fit(photograph, answer, mask, native=True)
    assert np.array_equal(fitted.alpha, mask)
    assert fitted.report.verdict == "identity"


def test_a_grey_mask_scales_and_is_not_blended_outward(photograph, mask):
    soft = cv2.GaussianBlur(mask, (0, 0), 8)
    made = answers(photograph, soft, 1, edit="none")[0]
    for edge in (Edge(), Edge("blend", 8)):
        alpha = fit(photograph, made.pixels, soft, edge).alpha
        assert not alpha[soft == 0].any()
        assert (alpha <= soft).all()


@pytest.mark.parametrize("shape", [(8, 8), (1, 40), (30, 5), (64, 64)])
@pytest.mark.parametrize("kind", ["all", "line", "corner", "grey"])
@pytest.mark.parametrize("edge", [Edge(), Edge("blend", 8)])
def test_small_crops_and_odd_masks(photograph, shape, kind, edge):
    h, w = shape
    original = np.ascontiguousarray(photograph[100 : 100 + h, 100 : 100 + w])
    mask = np.zeros(shape, np.uint8)
    if kind == "all":
        mask[:] = 255
    elif kind == "line":
        mask[:, w // 2] = 255
    else:
        mask[: h // 2 + 1, : w // 2 + 1] = 255 if kind == "corner" else 100
    answer = cv2.resize(np.ascontiguousarray(255 - original[..., :3]), (w * 2, h * 2))
    fitted = fit(original, answer, mask, edge)
    assert fitted.pixels.shape == (h, w, 3)
    assert fitted.alpha.any()
    assert np.array_equal(composited(original, fitted)[fitted.alpha == 0], original[fitted.alpha == 0])


@pytest.mark.parametrize(
    "answer",
    [
        np.zeros((448, 512, 3), np.float32),
        np.full((448, 512, 3), np.nan),
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((448, 512), np.uint8),
        np.zeros((448, 512, 2), np.uint8),
        np.zeros((20, 512, 3), np.uint8),
        np.zeros((448 * 9, 512, 3), np.uint8),
    ],
)
def test_what_is_no_usable_picture_is_refused_with_advice(photograph, mask, answer):
    with pytest.raises(BadResult) as raised:
        fit(photograph, answer, mask)
    assert raised.value.advice


def test_it_stops_when_asked(photograph, mask):
    made = answers(photograph, mask, 1)[0]
    with pytest.raises(Cancelled):
        fit(photograph, made.pixels, mask, stop=np.ones(1, np.uint8))


def test_the_same_answer_is_fitted_to_the_same_bytes(photograph, mask):
    made = answers(photograph, mask, 1, edit="object")[0]
    first, second = (fit(photograph, made.pixels, mask, seed=5) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)
    assert np.array_equal(first.alpha, second.alpha)


def test_a_picture_from_words_covers_its_place_and_is_not_stretched() -> None:
    answer = np.zeros((100, 200, 3), np.uint8)
    answer[:, 100:] = 255  # left and right halves
    answer[40:60, 90:110] = (255, 0, 0)  # a square in the middle
    pixels = whole(answer, Size(300, 300)).pixels
    red = (pixels[..., 0] > 200) & (pixels[..., 1] < 60)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    assert pixels.shape == (300, 300, 3) and abs(len(rows) - len(columns)) <= 2 and abs(len(rows) - 60) <= 3
    assert abs(rows.mean() - 149.5) <= 1 and abs(columns.mean() - 149.5) <= 1
