"""Generations in an open project: asked, kept before heard, accepted where trusted, and safe from undo and Compact."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
import pytest

from editor.document.records import Layer, Setting, changed
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadRequest, BadResult, Cancelled
from editor.engine.registry import Entry, Registry
from editor.engine.stop import Stop
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Rect
from editor.pixels.profiles import convert, made
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.session.aside import Aside, Process, here
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
def opened(path: Path, *engines: Engine, aside: Aside = here) -> Iterator[Generations]:
    registry = Registry(Entry(engine, "nowhere") for engine in engines)
    session = Session(Project.open(path))
    try:
        with Generations(session, registry, Jobs(registry), aside) as generations:
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


def test_a_candidate_is_fitted_again_to_what_was_asked_about(path: Path) -> None:
    with opened(path, Mirror()) as generations:
        session = generations.session
        (shown,) = generations.wait(generations.ask(LAYER, "mirror", Wish(seed=4)))
        layer = session.document.layers[LAYER]
        assert layer.pixels is not None
        session.commit(
            "Paint", session.document.with_(changed(layer, pixels=layer.pixels.filled(Rect(0, 0, 320, 240), 9)))
        )
        again = generations.reopened(shown.offer)
    assert np.array_equal(again.fitted.pixels, shown.fitted.pixels)
    assert np.array_equal(again.fitted.alpha, shown.fitted.alpha) and again.fitted.report == shown.fitted.report


def test_only_the_newest_are_held(path: Path) -> None:
    with opened(path, Painter()) as generations:
        first = generations.ask(LAYER, "painter", Wish())
        assert len(generations.wait(first)) == 1
        second = generations.ask(LAYER, "painter", Wish())
        assert generations.shown(first) == [] and len(generations.wait(second)) == 1
        assert len(generations.session.project.archive.offers(first)) == 1
        with pytest.raises(LookupError):
            generations.wait(first)


class Spoiling(Painter):
    """Answers for even seeds are of no use."""

    name = "spoiling"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for candidate in super().generate(request, stop):
            if isinstance(candidate, Candidate) and candidate.seed % 2 == 0:
                yield msgspec.structs.replace(candidate, pixels=np.zeros((1, 500, 3), np.uint8))
            else:
                yield candidate


def test_one_answer_of_no_use_spoils_no_other(path: Path) -> None:
    with opened(path, Spoiling()) as generations:
        id = generations.ask(LAYER, "spoiling", Wish(seed=1, count=3))
        assert [shown.offer.seed for shown in generations.wait(id)] == [1, 3]
        assert [offer.seed for offer in generations.session.project.archive.offers(id)] == [1, 2, 3]
        with pytest.raises(BadResult, match="500 x 1"):
            generations.wait(generations.ask(LAYER, "spoiling", Wish(seed=0, count=1)))


# As a window does it


def test_a_window_loads_no_kernels_and_is_not_held_up(tmp_path: Path) -> None:
    script = [sys.executable, "-m", "tests.session.window_road", str(tmp_path / "w.patchboard")]
    told = json.loads(subprocess.run(script, check=True, capture_output=True, text=True).stdout)
    assert told["numba"] is False and told["cancelled"] is True
    assert statistics.median(told["shares"]) < 0.1


@pytest.mark.parametrize("stage", ["Look", "partial"])
def test_cancelling_while_the_picture_is_looked_at_or_fitted(path: Path, stage: str) -> None:
    began = threading.Event()
    process = Process()

    def watched(work, stop: Stop):
        if type(work).__name__ == stage:
            began.set()
            work = slow
        return process(work, stop)

    with opened(path, Painter(), aside=watched) as generations:
        session, archive = generations.session, generations.session.project.archive
        photo = session.document.layers[LAYER]
        session.commit(
            "Stack",
            session.document.with_(Layer(id="below", order="A", pixels=photo.pixels), changed(photo, opacity=0.9)),
        )
        id = generations.ask(LAYER, "painter", Wish())
        assert began.wait(30)
        generations.cancel(id)
        assert generations.wait(id) == []
        generations.jobs.close()
        kept = archive.offers(id)
        assert len(kept) == (1 if stage == "partial" else 0), "what was answered is kept"
        assert [generation.state for generation in archive.generations()] == ["cancelled"]
    process.close()


def slow(*, stop: np.ndarray | None) -> None:
    assert stop is not None
    while not stop.any():
        time.sleep(0.002)
    raise Cancelled("It was stopped.")
