"""The one-shot forms: what comes out beside what went in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.cli.wishes import faded
from tests.cli.conftest import Run


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture)


def test_fill_changes_the_mask_and_nothing_else(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "out.png"
    answer = patchboard("fill", photo, "--mask", mask, "-o", out)
    before, after, inside = _pixels(photo), _pixels(out), _pixels(mask) > 0
    assert np.array_equal(before[~inside], after[~inside])
    assert (before[inside] != after[inside]).any()
    assert answer["results"][0]["file"] == str(out)


def test_same_seed_same_bytes_other_seed_another_picture(
    photo: Path, mask: Path, tmp_path: Path, patchboard: Run
) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        patchboard("fill", photo, "--mask", mask, "-o", tmp_path / f"{name}.png", "--seed", seed)
    a, b, c = ((tmp_path / f"{name}.png").read_bytes() for name in "abc")
    assert a == b and a != c


def test_words_are_understood_or_said_to_be_ignored(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    answer = patchboard("fill", photo, "--mask", mask, "-o", tmp_path / "o.png", "--prompt", "make it #1a4fd0")
    assert answer["results"][0]["understood"]
    error = patchboard(
        "fill", photo, "--mask", mask, "-o", tmp_path / "p.png", "--prompt", "a cat riding a bicycle", fails=3
    )
    assert error["error"] and error["advice"]
    assert not (tmp_path / "p.png").exists()


def test_count_numbers_the_files(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    answer = patchboard("fill", photo, "--mask", mask, "-o", tmp_path / "o.png", "--count", 2)
    assert [Path(row["file"]).name for row in answer["results"]] == ["o-1.png", "o-2.png"]


def test_blend_may_change_only_its_band(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "o.png"
    patchboard("fill", photo, "--mask", mask, "-o", out, "--edge", "blend", "--feather", 6)
    ys, xs = np.nonzero((_pixels(photo) != _pixels(out)).any(axis=-1))
    assert ys.min() >= 70 - 6 and ys.max() < 100 + 6 and xs.min() >= 100 - 6 and xs.max() < 140 + 6


@pytest.mark.parametrize(
    ("options", "size", "corner"),
    [
        (("--by", "10,20,30,40"), (280, 240), (10, 20)),
        (("--to", "300x200"), (300, 200), (30, 10)),
        (("--to", "300x200", "--at", "5,7"), (300, 200), (5, 7)),
    ],
)
def test_extend_keeps_the_picture_bit_for_bit(
    photo: Path,
    tmp_path: Path,
    patchboard: Run,
    options: tuple[str, ...],
    size: tuple[int, int],
    corner: tuple[int, int],
) -> None:
    out = tmp_path / "o.png"
    patchboard("extend", photo, "-o", out, *options)
    before, after = _pixels(photo), _pixels(out)
    assert (after.shape[1], after.shape[0]) == size
    x, y = corner
    assert np.array_equal(after[y : y + 180, x : x + 240], before)


def test_extend_reaches_a_preset_by_name(photo: Path, tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "out.png"
    patchboard("extend", photo, "-o", out, "--preset", "medium rectangle")
    with Image.open(photo) as before, Image.open(out) as after:
        assert after.width >= before.width and after.height >= before.height
        assert abs(after.width / after.height - 300 / 250) < 0.01
    assert "Instagram story" in patchboard("extend", photo, "-o", out, "--preset", "no such", fails=1)["advice"]


def test_extend_by_fit_scales_the_picture_first(photo: Path, tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "o.png"
    patchboard("extend", photo, "-o", out, "--to", "120x200", "--fit", "width")
    assert _pixels(out).shape[:2] == (200, 120)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("extend", "{photo}", "-o", "{out}", "--to", "100x100"), 1),
        (("extend", "{photo}", "-o", "{out}", "--by", "-5,0,0,0"), 2),
        (("extend", "{photo}", "--by", "5,0,0,0"), 2),
        (("fill", "{photo}", "-o", "{out}"), 2),
        (("fill", "{photo}", "--mask", "{photo}.nothing", "-o", "{out}"), 1),
        (("fill", "{photo}", "--mask", "{mask}", "-o", "{out}", "--engine", "none such"), 2),
        (("fill", "{photo}", "--mask", "{mask}", "-o", "{out}/in/no/folder.png"), 1),
        (("fill", "{photo}", "--mask", "{mask}", "-o", "{out}.xyz"), 1),
    ],
)
def test_wrong_use_is_said_and_writes_nothing(
    photo: Path, mask: Path, tmp_path: Path, patchboard: Run, arguments: tuple[str, ...], code: int
) -> None:
    out = tmp_path / "out.png"
    filled = [part.format(photo=photo, mask=mask, out=out) for part in arguments]
    assert patchboard(*filled, fails=code)["error"]
    assert {path.name for path in tmp_path.iterdir()} == {photo.name, mask.name}


def test_feather_inside_fades_to_nothing_outside() -> None:
    mask = np.zeros((40, 40), np.uint8)
    mask[10:30, 10:] = 255
    soft = faded(mask, 5)
    assert not soft[mask == 0].any()
    assert soft[20, 12] < soft[20, 14] < 255 and soft[20, 20] == 255
    assert soft[20, 39] == 255, "the picture's border is no edge"
