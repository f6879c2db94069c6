"""The exact edit through each hosted provider: whatever its model redraws, nothing outside the mask is changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from editor.engine.contract import Engine
from editor.pixels.geometry import Rect
from tests.engines.mirror import hosted as ordinary
from tests.plugins.hosted import Drawing, Went, extend, go, hosted
from tests.plugins.mishaps import CANARY
from tests.plugins.players import HOSTED
from tests.steps.road import box_mask, photograph


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


@pytest.fixture(params=HOSTED)
def engine(
    request: pytest.FixtureRequest, drawing: Drawing, soon: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    which = HOSTED[request.param]
    monkeypatch.setenv(which.variable, CANARY)
    with hosted(which, drawing) as made:
        yield made


def exact(went: Went) -> None:
    outside = went.mask == 0
    assert outside.any() and np.array_equal(went.result[outside], went.seen[outside])
    assert went.fitted.report.outside_changed == 0


def test_a_fix_is_exact_and_what_was_redrawn_outside_is_told_before(engine: Engine, drawing: Drawing) -> None:
    pixels = photograph(700, 700)
    options = ordinary(np.random.default_rng(3), edit="recolour", size=1.0)
    went = go(engine, drawing, pixels, box_mask(pixels, 260, 240, 180, 160), options)
    exact(went)
    report = went.fitted.report
    assert report.trusted and report.changed_share > 0.2, "much had changed outside, and that is said"
    inside = went.mask == 255
    assert np.abs(went.result[inside][:, :3].astype(int) - went.seen[inside][:, :3]).mean() > 4, "inside it is new"
    sent, size = went.sent, went.request.size
    assert (sent.shape[1], sent.shape[0]) == size
    region = went.generation.region
    assert region.w * size.h == region.h * size.w, "nothing is stretched"
    if region.size == size:
        assert np.array_equal(sent, went.seen[..., :3]), "nor resampled on the way"


def test_a_subject_that_moved_is_told_and_still_nothing_outside_changes(engine: Engine, drawing: Drawing) -> None:
    pixels = photograph(700, 700)
    options = ordinary(np.random.default_rng(4), edit="recolour", subject=16.0, size=1.0)
    went = go(engine, drawing, pixels, box_mask(pixels, 260, 240, 180, 160), options)
    exact(went)
    assert not went.fitted.report.trusted and went.fitted.report.verdict in ("moved", "redrawn")


def test_an_extension_keeps_the_picture_bit_for_bit(engine: Engine, drawing: Drawing) -> None:
    if "outpaint" not in engine.abilities.kinds:
        assert "inpaint" in engine.abilities.kinds
        return
    scene, inner = photograph(700, 560), Rect(90, 0, 520, 560)
    went = extend(engine, drawing, scene, inner, ordinary(np.random.default_rng(5), size=1.0))
    exact(went)
    assert went.fitted.report.trusted
    new = went.mask == 255
    apart = np.abs(went.result[..., :3].astype(int) - went.truth)[new].mean()
    assert (went.result[..., 3][new] == 255).all() and apart < 30, "what is new is what the model drew"
