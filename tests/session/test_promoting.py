"""A final is the draft asked once more of another engine: words, place, edge, references and seed stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from editor.document.edge import Edge
from editor.document.records import ReferencePicture
from editor.engine.contract import Candidate, Colour, Progress, Request
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tiles
from editor.session.generations import FINAL
from editor.steps.again import seeds_in_use
from editor.steps.ask import Wish
from tests.engines.dealer import Dealer
from tests.engines.painter import Painter
from tests.session.test_generations import LAYER, marked_project, opened


class Studio(Dealer):
    """The better engine."""

    name, title = "studio", "Studio"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def test_the_same_is_asked_of_another_engine_in_the_background(path: Path) -> None:
    studio = Studio()
    studio.abilities = msgspec.structs.replace(studio.abilities, references=1, roles=frozenset({"style"}))
    with opened(path, Painter(avoid=True, references=1, roles=frozenset({"style"})), studio) as generations:
        coat = np.full((4, 4, 4), 255, np.uint8)
        reference = ReferencePicture(id="r", name="coat", pixels=Tiles.from_array(coat))
        wish = Wish(
            words="a hat",
            avoid="rain",
            seed=7,
            count=3,
            edge=Edge("blend", 5),
            palette=(Colour("brand", (1, 2, 3)),),
            references=(reference,),
        )
        draft = generations.ask(LAYER, "painter", wish)
        shown = generations.wait(draft)
        archive = generations.session.project.archive
        final = generations.promote(archive.generation(draft), "studio", shown[1].offer.seed)
        (made,) = generations.wait(final)
        before, after = archive.generation(draft), archive.generation(final)
        assert (after.region, after.target, after.edge) == (before.region, before.target, before.edge)
        assert np.array_equal(after.mask.array(), before.mask.array())
        (request,) = studio.asked
        assert (request.prompt, request.avoid, request.seed, request.count) == ("a hat", "rain", 8, 1)
        assert request.palette == wish.palette and request.references[0].name == "coat"
        assert np.array_equal(request.references[0].image, coat)
        assert generations.lane(final) == FINAL and made.offer.price is not None


class Sky(Studio):
    """Makes pictures from words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.abilities = msgspec.structs.replace(self.abilities, kinds=frozenset({"generate"}))

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        self.asked.append(request)
        yield Candidate(pixels=np.zeros((*reversed(request.size), 3), np.uint8), seed=request.seed)


def test_a_picture_from_words_alone_is_promoted_in_its_place(path: Path) -> None:
    studio = Sky("studio")
    with opened(path, Sky("sketch"), studio) as generations:
        draft = generations.ask_words("sketch", Wish(words="sky", seed=3), Rect(400, 10, 64, 48))
        generations.wait(draft)
        archive = generations.session.project.archive
        generations.wait(final := generations.promote(archive.generation(draft), "studio", 3))
        assert archive.generation(final).region == Rect(400, 10, 64, 48)
        assert (studio.asked[0].kind, studio.asked[0].seed) == ("generate", 3)


def test_what_was_chosen_of_a_draft_is_what_is_promoted(path: Path) -> None:
    with opened(path, Painter()) as generations:
        draft = generations.ask(LAYER, "painter", Wish(seed=5, count=3))
        shown = generations.wait(draft)
        archive = generations.session.project.archive
        assert seeds_in_use(archive.generation(draft), archive.offers(draft)) == [5]
        for one in shown[1:]:
            archive.choose(one.offer.id, "kept")
        assert seeds_in_use(archive.generation(draft), archive.offers(draft)) == [6, 7]
