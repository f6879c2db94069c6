"""Ratios as providers write them."""

from __future__ import annotations

import pytest

from editor.engine.ratios import nearest, pairs
from editor.pixels.geometry import Size

KNOWN = ("auto", "1:1", "16:9", "9:16", "21:9", "match_input_image", "0:1")


def test_what_is_no_ratio_is_left_out() -> None:
    assert pairs(KNOWN) == ((1, 1), (16, 9), (9, 16), (21, 9))


@pytest.mark.parametrize(
    ("size", "ratio"), [((512, 512), "1:1"), ((1920, 1088), "16:9"), ((500, 900), "9:16"), ((4000, 1000), "21:9")]
)
def test_the_nearest_is_found(size: tuple[int, int], ratio: str) -> None:
    assert nearest(Size(*size), KNOWN) == ratio
    assert nearest(Size(*size), ("auto",)) == ""
