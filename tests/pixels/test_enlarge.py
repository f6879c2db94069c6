"""A picture made larger by interpolation: without halos, seams or a shift of its colours."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from editor.pixels import enlarge
from editor.pixels.enlarge import enlarged
from editor.pixels.geometry import Size
from tests.steps.road import photograph

PHOTO = photograph()
H, W = PHOTO.shape[:2]


@pytest.mark.parametrize("factor", [1.3, 2, 3, 4])
def test_the_mean_colour_of_every_part_stays(factor: float) -> None:
    made = enlarged(PHOTO, Size(round(W * factor), round(H * factor)))
    for y in range(0, H - 63, 64):
        for x in range(0, W - 63, 64):
            before = PHOTO[y : y + 64, x : x + 64].reshape(-1, 4).mean(0)
            rows, columns = (slice(round(a * factor), round((a + 64) * factor)) for a in (y, x))
            assert np.abs(made[rows, columns].reshape(-1, 4).mean(0) - before).max() < 1


def test_it_is_nearer_to_the_truth_than_cubic_interpolation() -> None:
    small = cv2.resize(PHOTO, (W // 2, H // 2), interpolation=cv2.INTER_AREA)
    cubic = cv2.resize(small, (W, H), interpolation=cv2.INTER_CUBIC)

    def error(made: np.ndarray) -> float:
        return float(np.mean((made.astype(float) - PHOTO) ** 2))

    assert error(enlarged(small, Size(W, H))) < 0.9 * error(cubic)


def test_edges_have_no_halo_and_get_no_softer_than_by_lanczos() -> None:
    step = np.full((40, 40, 3), 60, np.uint8)
    step[:, 20:] = 190
    made = enlarged(step, Size(160, 160))
    assert (made.min(), made.max()) == (60, 190)
    plain = cv2.resize(step, (160, 160), interpolation=cv2.INTER_LANCZOS4)
    steepest = np.abs(np.diff(made[80, :, 0].astype(int))).max()
    assert steepest >= np.abs(np.diff(np.clip(plain[80, :, 0], 60, 190).astype(int))).max()


def test_bands_leave_no_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    size = Size(W * 3, H * 3)
    told: list[float] = []
    banded = enlarged(PHOTO, size, told.append)
    assert len(told) > 2 and told == sorted(told)
    monkeypatch.setattr(enlarge, "BAND", 10_000)
    apart = np.abs(banded.astype(int) - enlarged(PHOTO, size))
    assert apart.max() <= 1 and (apart > 0).mean() < 1e-3, "rounding alone"


def test_transparency_grows_with_it_and_leaves_no_fringe() -> None:
    picture = np.zeros((32, 32, 4), np.uint8)
    picture[8:24, 8:24] = (200, 40, 90, 255)
    made = enlarged(picture, Size(96, 96))
    seen = made[made[..., 3] > 0]
    assert np.abs(seen[:, :3].astype(int) - (200, 40, 90)).max() <= 2
    assert abs(made[..., 3].mean() - picture[..., 3].mean()) < 1
    assert made[0, 0, 3] == 0 and made[48, 48, 3] == 255


def test_what_would_shrink_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be enlarged"):
        enlarged(PHOTO, Size(W * 2, H - 1))
