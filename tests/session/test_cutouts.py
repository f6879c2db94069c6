"""Backgrounds of several layers go in one step; what fails is named, what is stopped has not happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from editor.document.records import Layer
from editor.engine.errors import BadRequest
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.project.project import Project
from editor.session.cutouts import Cutouts, Ended, engine_for
from editor.session.jobs import Jobs
from editor.session.session import Session
from tests.engines.cutter import Cutter

LABEL = "Remove background"


class Made:
    """A session with three pictures, the last of which holds nothing light."""

    def __init__(self, path: Path) -> None:
        self.session = Session(Project.create(path))
        self.cutter = Cutter()
        self.jobs = Jobs(Registry([Entry(self.cutter, "tests.engines.cutter")]))
        self.cutouts = Cutouts(self.session, self.jobs)
        self.ends: list[Ended] = []
        self.cutouts.ended.connect(self.ends.append)
        document = self.session.document.with_(*(_picture(name, at) for at, name in enumerate(("a", "b", "dark"))))
        self.session.commit("Begin", document)

    def layers(self, *ids: str) -> list[Layer]:
        return [self.session.document.layers[id] for id in ids]


def _picture(name: str, at: int) -> Layer:
    pixels = np.full((40, 60, 4), 255, np.uint8)
    pixels[:, :30, 0] = 0
    if name == "dark":
        pixels[..., 0] = 0
    return Layer(
        id=name, name=name, order=f"B{at}", pixels=Tiles.from_array(pixels), transform=Affine.translation(80 * at, 0)
    )


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    made = Made(tmp_path / "a.patchboard")
    yield made
    made.jobs.close()
    made.session.close()


def test_several_layers_are_one_step(made: Made) -> None:
    heard: list[tuple[int, int, float]] = []
    made.cutouts.progressed.connect(lambda *how: heard.append(how))
    for job in made.cutouts.begin("cutter", made.layers("a", "b"), LABEL):
        made.jobs.wait(job, 30)
    assert made.ends == [Ended(("a", "b"), ())] and not made.cutouts.running
    assert heard[0] == (0, 2, 0.0) and heard[-1] == (2, 2, 1.0) and (0, 2, 0.25) in heard and (1, 2, 0.5) in heard
    assert made.session.history.undo_label == LABEL
    for layer in made.layers("a", "b"):
        values = layer.mask.tiles.crop(layer.pixels.size.rect)
        assert not values[:, :30].any() and (values[:, 30:] == 255).all()
    made.session.undo()
    assert all(layer.mask is None for layer in made.layers("a", "b"))


def test_what_fails_is_named_and_the_others_are_done(made: Made) -> None:
    for job in made.cutouts.begin("cutter", made.layers("dark", "a"), LABEL):
        made.jobs.wait(job, 30)
    ((name, error),) = made.ends[0].failed
    assert (name, error.message) == ("dark", "Nothing stands out.") and made.ends[0].cut == ("a",)
    dark, light = made.layers("dark", "a")
    assert dark.mask is None and light.mask is not None


def test_what_is_stopped_has_not_happened(made: Made) -> None:
    before = made.session.document
    jobs = made.cutouts.begin("cutter", made.layers("a", "b"), LABEL)
    assert made.cutouts.stop() and not made.cutouts.stop()
    for job in jobs:
        made.jobs.wait(job, 30)
    assert made.session.document is before and not made.ends


def test_a_layer_that_is_gone_meanwhile_is_left_alone(made: Made) -> None:
    jobs = made.cutouts.begin("cutter", made.layers("a", "b"), LABEL)
    made.session.commit("Delete", made.session.document.without(*made.layers("b")))
    for job in jobs:
        made.jobs.wait(job, 30)
    assert made.layers("a")[0].mask is not None and "b" not in made.session.document.layers


def test_without_an_engine_it_is_said() -> None:
    with pytest.raises(BadRequest, match="No engine"):
        engine_for(Registry())
    assert engine_for(Registry([Entry(Cutter(), "x")])) == "cutter"


def test_a_cut_out_is_there_again_after_a_restart(made: Made, tmp_path: Path) -> None:
    for job in made.cutouts.begin("cutter", made.layers("a"), LABEL):
        made.jobs.wait(job, 30)
    (layer,) = made.layers("a")
    soft = layer.mask.colours.crop(layer.pixels.size.rect)
    made.session.project.flush(10)
    read = Session(Project.open(tmp_path / "a.patchboard", read_only=True))
    again = read.document.layers["a"]
    assert np.array_equal(again.mask.colours.crop(again.pixels.size.rect), soft)
    read.close()
