"""Drift: results beside what is known to be good, where a set began to drift, and what was measured is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
import pytest

from editor.document.records import Document, Setting
from editor.engine.errors import Cancelled
from editor.engine.stop import Stop
from editor.pixels.decode import decode
from editor.pixels.likeness_distance import PARTS, TOLERANCES
from editor.project.archive import Archive
from editor.project.project import Project
from editor.project.recover import recover
from editor.session.drift import FIRST, Drift, compared, consistency, drift
from editor.session.known_good import (
    ask_again,
    expected,
    given_limits,
    known_good,
    with_known_good,
    with_limits,
)
from editor.session.likenesses import drawn, likenesses
from editor.session.session import Session
from editor.steps.ask import Wish
from tests.engines.mirror import Mirror
from tests.engines.painter import Painter
from tests.pixels.series import drifting, moved, photograph, varied
from tests.session.sets import NOON, add, series
from tests.session.test_generations import LAYER, marked_project, opened


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifty results; from number 30 on warmer and lighter."""
    pictures = drifting(4, ["coffee"], 30, cast=0.12, gamma=0.75)
    return series(tmp_path_factory.mktemp("set") / "a.patchboard", pictures)


@contextmanager
def looked_at(path: Path) -> Iterator[Session]:
    session = Session(Project.open(path))
    try:
        yield session
    finally:
        session.close()


def told(session: Session, **more: object) -> Drift:
    return drift(session.project.archive, session.document, **more)  # type: ignore[arg-type]


def test_a_set_that_drifts_says_where_by_what_and_how_far(drifted: Path) -> None:
    with looked_at(drifted) as session:
        found = told(session)
    assert len(found.points) == 50 and [point.number for point in found.points] == list(range(1, 51))
    assert found.beside == "first" and len(found.known) == FIRST and found.unread == 0
    (change,) = found.changes
    assert abs(change.number - 30) <= 3 and change.offer == f"o-{change.number}" and change.chance <= 0.001
    assert {"cast", "tone"} <= {one.part for one in change.moved} and not change.other_maker
    before = np.median([point.score for point in found.points[:29]])
    after = np.median([point.score for point in found.points[29:]])
    assert before < 1 < after
    assert found.over == sum(point.score > 1 for point in found.points) >= 15
    worst = max(found.points, key=lambda point: point.score)
    assert worst.number >= 30 and worst.part in ("cast", "palette", "tone", "contrast")
    assert all(point.score == max(point.shares.values()) == point.shares[point.part] for point in found.points)


def test_a_set_that_only_varies_has_no_change(tmp_path: Path) -> None:
    with looked_at(series(tmp_path / "a.patchboard", varied(11, ["coffee", "raccoon"], 40))) as session:
        assert told(session).changes == ()


def test_candidates_that_are_alike_are_no_change(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.patchboard")
    random = np.random.default_rng(5)
    for number, pixels in enumerate(varied(21, ["coffee", "raccoon", "dandelions"], 12)):
        alike = [moved(pixels, gamma=gamma) for gamma in random.uniform(0.97, 1.03, 4)]
        add(project, f"{number:02}", pixels, made=NOON + 60 * number, more=alike)
    found = drift(project.archive, project.document)
    assert len(found.points) == 60 and found.changes == ()
    project.close()


def test_a_change_says_whether_another_version_made_it(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.patchboard")
    for number, pixels in enumerate(drifting(2, ["coffee"], 16, cast=0.12, gamma=0.75, count=30), 1):
        add(project, str(number), pixels, made=NOON + number, version="1" if number < 16 else "2")
    (change,) = drift(project.archive, project.document).changes
    assert change.number == 16 and change.other_maker
    project.close()


def test_from_a_number_on_it_is_a_series_of_its_own(drifted: Path) -> None:
    with looked_at(drifted) as session:
        found = told(session, since=31)
    assert [point.number for point in found.points] == list(range(31, 51))
    assert found.changes == () and found.known[0] == "o-31"


def test_what_was_measured_is_kept_and_not_decoded_again(drifted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with looked_at(drifted) as session:
        first = told(session)
        assert session.project.flush(30)
    monkeypatch.setattr("editor.session.likenesses.decode", lambda _: pytest.fail("it was decoded again"))
    with looked_at(drifted) as session:
        assert len(session.project.archive.measures()) == 50
        assert all(len(measure.likeness) < 400 for measure in session.project.archive.measures())
        assert told(session) == first
        assert session.project.check().well


def test_what_was_measured_survives_compact_and_rescue(tmp_path: Path) -> None:
    path = series(tmp_path / "a.patchboard", varied(1, ["coffee"], 3))
    with looked_at(path) as session:
        before = told(session)
        session.project.compact(keep=0)
    recover(path, tmp_path / "b.patchboard")
    with looked_at(tmp_path / "b.patchboard") as session:
        assert len(session.project.archive.measures()) == 3 and told(session) == before


def test_a_measure_that_is_damaged_or_of_another_version_is_made_again(tmp_path: Path) -> None:
    with looked_at(series(tmp_path / "a.patchboard", varied(1, ["coffee"], 3))) as session:
        archive, before = session.project.archive, told(session)
        first, second, _ = archive.measures()
        archive.measure(msgspec.structs.replace(first, likeness=b"torn"))
        archive.measure(msgspec.structs.replace(second, version=second.version - 1, likeness=bytes(306)))
        assert told(session) == before
        assert [(one.version, len(one.likeness)) for one in archive.measures()] == [(1, 306)] * 3


def test_a_project_that_can_only_be_read_is_measured_all_the_same(tmp_path: Path) -> None:
    path = series(tmp_path / "a.patchboard", varied(1, ["coffee"], 3))
    session = Session(Project.open(path, read_only=True))
    assert len(told(session).points) == 3 and session.project.archive.measures() == []
    session.close()


def test_a_set_is_held_to_what_is_known_to_be_good(drifted: Path) -> None:
    with looked_at(drifted) as session:
        document = with_known_good(session.document, [f"g-{number}" for number in range(35, 46)])
        found = drift(session.project.archive, document)
    assert found.beside == "known good" and found.known == tuple(f"o-{number}" for number in range(35, 46))
    assert [point.number for point in found.points if point.known] == list(range(35, 46))
    early, late = ([point.score for point in part] for part in (found.points[:29], found.points[29:]))
    assert np.median(late) < 1 < np.median(early)


def test_what_is_known_to_be_good_holds_also_where_the_series_begins_later(drifted: Path) -> None:
    with looked_at(drifted) as session:
        found = drift(session.project.archive, with_known_good(session.document, ["g-2"]), since=40)
    assert found.known == ("o-2",) and found.points[0].number == 40
    assert {part: band.limit for part, band in found.bands.items()} == TOLERANCES


def test_a_limit_of_the_project_is_what_counts_and_is_undone(tmp_path: Path) -> None:
    with looked_at(series(tmp_path / "a.patchboard", varied(1, ["coffee"], 12))) as session:
        before = told(session)
        session.commit("Limits", with_limits(session.document, {"tone": 0.0001}))
        after = told(session)
        assert after.bands["tone"].limit == 0.0001 and given_limits(session.document) == {"tone": 0.0001}
        assert after.over > before.over and {point.part for point in after.points if point.over} == {"tone"}
        assert all(after.bands[part] == before.bands[part] for part in PARTS if part != "tone")
        session.undo()
        assert told(session) == before


def test_limits_of_parts_that_nobody_knows_are_left_aside(tmp_path: Path) -> None:
    with looked_at(series(tmp_path / "a.patchboard", [])) as session:
        document = session.document.with_(Setting(id="drift-limits", value={"tone": 0.5, "cast": 0, "smell": 3}))
        assert given_limits(document) == {"tone": 0.5}


def test_only_what_an_anchor_guided(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.patchboard")
    for number, pixels in enumerate(varied(3, ["coffee"], 6)):
        add(project, str(number), pixels, made=NOON + number, anchors=("light",) if number % 2 else ())
    found = drift(project.archive, project.document, anchor="light")
    assert [(point.number, point.offer) for point in found.points] == [(1, "o-1"), (2, "o-3"), (3, "o-5")]
    assert drift(project.archive, project.document, anchor="none").points == ()
    project.close()


def test_what_shows_the_same_is_named(tmp_path: Path) -> None:
    picture = photograph("raccoon")
    with looked_at(series(tmp_path / "a.patchboard", [picture, photograph("coffee"), moved(picture, 0.05)])) as session:
        assert [point.twin for point in told(session).points] == ["", "", "o-1"]


def test_an_answer_that_cannot_be_read_is_counted(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.patchboard")
    add(project, "good", photograph("coffee"))
    add(project, "torn", photograph("coffee"), made=NOON + 1, data=b"\x89PNG that ends")
    found = drift(project.archive, project.document)
    assert [point.offer for point in found.points] == ["o-good"] and found.unread == 1
    project.close()


def test_a_project_without_results(tmp_path: Path) -> None:
    with looked_at(series(tmp_path / "a.patchboard", [])) as session:
        found = told(session)
    assert (found.points, found.changes, found.score, found.over) == ((), (), 0.0, 0)


def test_it_tells_how_far_it_is_and_stops_when_it_is_told_to(tmp_path: Path) -> None:
    with looked_at(series(tmp_path / "a.patchboard", varied(1, ["coffee"], 4))) as session:
        far: list[float] = []
        stop = Stop()

        def heard(done: float) -> None:
            far.append(done)
            if len(far) == 3:
                stop.set()

        with pytest.raises(Cancelled):
            told(session, stop=stop, heard=heard)
        assert far == [0, 0.25, 0.5]
        assert len(session.project.archive.measures()) == 3, "what was done is kept"


def test_the_expected_look_is_that_of_the_candidates_in_use(tmp_path: Path) -> None:
    path = marked_project(tmp_path / "a.patchboard")
    with opened(path, Painter()) as generations:
        archive = generations.session.project.archive
        id = generations.ask(LAYER, "painter", Wish(words="blue", count=3))
        shown = generations.wait(id)
        archive.choose(shown[0].offer.id, "rejected")
        assert [offer.id for offer in expected(archive, id)] == [one.offer.id for one in shown[1:]]
        generations.accept(shown[2])
        assert [offer.id for offer in expected(archive, id)] == [shown[2].offer.id]


def test_what_is_known_to_be_good_is_asked_again_of_another_engine_and_compared(tmp_path: Path) -> None:
    path = marked_project(tmp_path / "a.patchboard")
    with opened(path, Mirror(), Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        good = generations.ask(LAYER, "mirror", Wish(words="a hat", seed=7))
        generations.wait(good)
        session.commit("Known good", with_known_good(session.document, [good, good]))
        assert known_good(session.document) == (good,)
        same, other = (
            ask_again(generations, archive.generation(good), engine, model)
            for engine, model in (("mirror", ""), ("painter", "new"))
        )
        for id in (same, other):
            generations.wait(id)
        recipe = archive.generation(other).recipe
        assert (recipe.engine, recipe.model, recipe.words, recipe.seed) == ("painter", "new", "a hat", 7)
        assert archive.generation(other).region != archive.generation(good).region, "each sees as much as it wants"
        offers, (alike,) = compared(archive, session.document, good, same)
        assert offers == (archive.offers(good)[0].id,) and alike.score == 0 and not alike.over
        _, (different,) = compared(archive, session.document, good, other)
        assert different.over and different.part in PARTS


def test_of_an_edit_only_what_was_marked_is_measured(tmp_path: Path) -> None:
    path = marked_project(tmp_path / "a.patchboard")
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        id = generations.ask(LAYER, "painter", Wish(words="blue"))
        generations.wait(id)
        generation = archive.generation(id)
        (offer,) = archive.offers(id)
        seen = likenesses(archive, [offer], {id: generation})[offer.id]
        assert seen.palette[0, 0] > 0.95, "the box that was painted blue, and little of the photograph round it"
        pixels = decode(archive.answer(offer.answer)).pixels
        part = drawn(pixels, generation)
        assert part.shape[0] < pixels.shape[0] and part.shape[1] < pixels.shape[1] and part.shape[2] == 4
        assert session.project.check().well


def test_one_generation_is_held_to_what_is_good_or_came_first(drifted: Path, tmp_path: Path) -> None:
    with looked_at(drifted) as session:
        archive, document = session.project.archive, session.document
        early, late = (_middle(archive, document, numbers) for numbers in (range(11, 30), range(30, 51)))
        assert 0 <= late < 50 < early <= 100
        pinned = with_known_good(document, [f"g-{number}" for number in range(31, 41)])
        assert _middle(archive, pinned, range(41, 51)) > 50, "what is known to be good goes before what came first"
    few = series(tmp_path / "few.patchboard", varied(3, ["coffee"], 4))
    with looked_at(few) as session:
        assert consistency(session.project.archive, session.document, "g-4") == [], "three say too little"


def _middle(archive: Archive, document: Document, numbers: Iterable[int]) -> float:
    return float(np.median([consistency(archive, document, f"g-{number}")[0].consistency for number in numbers]))
