"""Generations in an open project: asked, kept before heard, accepted where trusted, and safe from undo and Compact."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from editor.document.records import Setting
from editor.engine.contract import Candidate, Engine
from editor.engine.errors import BadRequest, BadResult
from editor.engine.registry import Entry, Registry
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.profiles import convert, made
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.gather import gathered
from editor.steps.mask import active_mask, masked
from tests.engines.mirror import Mirror
from tests.engines.painter import BLUE, Painter
from tests.steps.road import board, box_mask, photograph

LAYER = "photo"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with a photograph, on which a box is marked."""
    return marked_project(tmp_path / "a.patchboard")


def marked_project(path: Path, profile: bytes = b"") -> Path:
    session = Session(Project.create(path))
    pixels = photograph()
    document, layer = board(pixels, profile=profile)
    session.commit("Import", document)
    session.commit("Mask", masked(document, layer.id, box_mask(pixels, 100, 90, 50, 40)))
    session.close()
    return path


@contextmanager
def opened(path: Path, *engines: Engine) -> Iterator[Generations]:
    registry = Registry(Entry(engine, "nowhere") for engine in engines)
    session = Session(Project.open(path))
    try:
        with Generations(session, registry, Jobs(registry)) as generations:
            yield generations
    finally:
        session.close()


class Turned(Mirror):
    """Answers with another picture: what was sent, upside down."""

    name = "turned"

    def generate(self, request, stop):
        yield Candidate(pixels=np.ascontiguousarray(request.image[::-1, ::-1, :3]), seed=request.seed)


def test_a_whole_generation(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        heard: list[int] = []
        generations.answered.connect(lambda shown: heard.append(shown.offer.seed))
        before, _ = gathered(session.document, session.document.layers[LAYER])
        id = generations.ask(LAYER, "painter", Wish(words="blue", seed=3, count=2))
        first, second = generations.wait(id)
        assert heard == [3, 4] and generations.shown(id) == [first, second]
        assert len(session.document.layers) == 1, "an answer is no step"
        assert archive.generation(id).state == "answered" and len(archive.offers(id)) == 2
        layer = generations.accept(second)
        after, _ = gathered(session.document, session.document.layers[LAYER])
        values = box_mask(photograph(), 100, 90, 50, 40)
        assert np.array_equal(after[values == 0], before[values == 0]) and (after[values > 0][:, :3] == BLUE).all()
        assert session.document.layers[layer.id].name == "blue" and active_mask(session.document, LAYER) is None
        assert [offer.choice for offer in archive.offers(id)] == ["offered", "accepted"]
        session.undo()
        assert len(session.document.layers) == 1 and active_mask(session.document, LAYER) is not None


def test_a_picture_in_another_space(tmp_path: Path) -> None:
    profile = made(DISPLAY_P3)
    with opened(marked_project(tmp_path / "p3.patchboard", profile), Painter()) as generations:
        (shown,) = generations.wait(generations.ask(LAYER, "painter", Wish()))
        generations.accept(shown)
        document = generations.session.document
        result, _ = gathered(document, document.layers[LAYER])
    wanted = convert(np.array([[BLUE]], np.uint8), b"", profile)[0, 0]
    assert np.abs(result[110, 120, :3].astype(int) - wanted).max() <= 1
    assert np.array_equal(result[:80], photograph()[:80])


def test_what_is_not_trusted_is_accepted_only_anyway(path: Path) -> None:
    with opened(path, Turned()) as generations:
        (shown,) = generations.wait(generations.ask(LAYER, "turned", Wish()))
        assert not shown.fitted.report.trusted
        before = generations.session.document
        with pytest.raises(BadResult) as refused:
            generations.accept(shown)
        assert refused.value.message == " ".join(shown.fitted.report.messages) and refused.value.message
        assert generations.session.document is before
        assert generations.session.project.archive.get_offer(shown.offer.id).choice == "offered"
        generations.accept(shown, anyway=True)
        assert len(generations.session.document.layers) == 2


def test_a_candidate_is_not_accepted_where_its_target_is_gone(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session = generations.session
        (shown,) = generations.wait(generations.ask(LAYER, "painter", Wish()))
        session.commit("Delete", session.document.without(session.document.layers[LAYER]))
        for call in (generations.preview, generations.accept):
            with pytest.raises(BadRequest, match="no longer"):
                call(shown)
        assert not session.document.layers
        session.undo()
        generations.accept(shown)


def test_a_kept_candidate_is_had_again_after_a_restart(path: Path) -> None:
    with opened(path, Painter()) as generations:
        (shown,) = generations.wait(generations.ask(LAYER, "painter", Wish()))
    with opened(path) as generations:
        (offer,) = generations.session.project.archive.offers()
        again = generations.reopened(offer)
        assert np.array_equal(again.fitted.pixels, shown.fitted.pixels)
        assert np.array_equal(again.fitted.alpha, shown.fitted.alpha)
        generations.accept(again)


def test_nothing_marked_is_nothing_asked(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session = generations.session
        session.commit("Clear", session.document.without(*session.document.masks.values()))
        with pytest.raises(BadRequest, match="Nothing is marked"):
            generations.ask(LAYER, "painter", Wish())
        session.undo()
        with pytest.raises(LookupError, match="painter"):
            generations.ask(LAYER, "nobody", Wish())
        assert not session.project.archive.generations()


def test_a_project_that_cannot_be_written_is_not_asked_about(path: Path) -> None:
    with opened(path), opened(path, Painter()) as reading, pytest.raises(ProjectError, match="read-only"):
        reading.ask(LAYER, "painter", Wish())


def test_candidates_survive_undo_redo_new_edits_and_compact(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        (shown,) = generations.wait(generations.ask(LAYER, "painter", Wish()))
        generations.accept(shown)
        for _ in range(3):
            session.undo()
        session.redo()
        assert session.commit("Title", session.document.with_(Setting(id="title", value="Spring")))
        session.project.compact(keep=0)
        assert [offer.id for offer in archive.offers()] == [shown.offer.id]
    with opened(path) as generations:
        (offer,) = generations.session.project.archive.offers()
        again = generations.reopened(offer)
        assert np.array_equal(again.fitted.pixels, shown.fitted.pixels)
