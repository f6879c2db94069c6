"""Upscaling in an open project: one undo step a picture, retried, asked again and promoted as what it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.document.records import Layer
from editor.engine.contract import Price
from editor.engine.errors import RateLimited
from editor.pixels.geometry import Size
from editor.session.upscaling import Upscaling
from editor.steps.enlarge import Goal
from editor.steps.mask import active_mask
from tests.engines.enlarger import Enlarger
from tests.session.test_generations import LAYER, marked_project, opened
from tests.steps.road import photograph

H, W = photograph().shape[:2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


class Tired(Enlarger):
    """Refuses the first time."""

    def generate(self, request, stop):
        if not self.asked:
            self.asked.append(request)
            raise RateLimited("Rate limit reached.", "Free again in 40 s.")
        yield from super().generate(request, stop)


class Better(Enlarger):
    name, title = "better", "Better"


def test_what_comes_takes_the_place_of_its_source_as_one_step(path: Path) -> None:
    with opened(path, Enlarger(costs=30_000)) as generations:
        session, told = generations.session, list[tuple[list[Layer], list[str]]]()
        upscaling, before = Upscaling(generations), session.document
        upscaling.told.connect(lambda done, failed: told.append((done, failed)))
        layers = [before.layers[LAYER]]
        found = upscaling.foreseen(layers, Enlarger(costs=30_000), Goal(2))
        assert found == (((Size(W, H), Size(2 * W, 2 * H)),), Price(30_000), None)
        (id,) = upscaling.ask(layers, "enlarger", Goal(2))
        assert upscaling.running == 1
        generations.wait(id)
        (layer,), failed = told[0]
        assert not failed and upscaling.running == 0
        assert layer.pixels.size == Size(2 * W, 2 * H) and not session.document.layers[LAYER].visible
        assert active_mask(session.document, LAYER) is not None, "what is marked stays marked"
        (offer,) = session.project.archive.offers(id)
        assert offer.choice == "accepted" and offer.size == Size(4 * W, 4 * H)
        session.undo()
        assert session.document.layers.keys() == before.layers.keys() and session.document.layers[LAYER].visible


def test_it_waits_until_the_document_is_free(path: Path) -> None:
    free = False
    with opened(path, Enlarger()) as generations:
        session = generations.session
        upscaling = Upscaling(generations, lambda: free)
        (id,) = upscaling.ask([session.document.layers[LAYER]], "enlarger", Goal(2))
        generations.wait(id)
        assert len(session.document.layers) == 1 and upscaling.running == 1
        free = True
        upscaling.settle()
        assert len(session.document.layers) == 2 and upscaling.running == 0


def test_it_is_retried_asked_again_and_promoted_as_an_enlargement(path: Path) -> None:
    tired, better = Tired(), Better()
    with opened(path, tired, better) as generations:
        session, told = generations.session, list[list[str]]()
        upscaling = Upscaling(generations)
        upscaling.told.connect(lambda _done, failed: told.append(failed))
        (id,) = upscaling.ask([session.document.layers[LAYER]], "enlarger", Goal(3), "fur", 7)
        with pytest.raises(RateLimited):
            generations.wait(id)
        assert told == [["Rate limit reached."]]
        (shown,) = generations.wait(generations.retry(id))
        assert shown.layer.pixels.size == Size(3 * W, 3 * H)
        generation = session.project.archive.generation(id)
        again = generations.again(generation, 9)
        generations.wait(again)
        final = generations.promote(generation, "better", 7)
        (made,) = generations.wait(final)
        assert made.layer.pixels.size == Size(3 * W, 3 * H)
        assert [request.seed for request in (*tired.asked, *better.asked)] == [7, 7, 9, 7]
        assert {request.kind for request in (*tired.asked, *better.asked)} == {"upscale"}
        assert better.asked[0].prompt == "fur"
        reopened = generations.reopened(made.offer)
        assert np.array_equal(reopened.fitted.pixels, made.fitted.pixels)
        layer = generations.accept(reopened)
        assert layer.pixels.size == Size(3 * W, 3 * H) and not session.document.layers[LAYER].visible
