"""What each anchor did: counted with what it cost and which layers show it, and how far its results are from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.document.archive import Charge
from editor.document.records import Anchor, changed
from editor.engine.contract import Colour, Price
from editor.engine.errors import Cancelled
from editor.engine.stop import Stop
from editor.session import anchors
from editor.session.tallies import Tally, away, tallies
from tests.engines.painter import Painter
from tests.session.test_generations import marked_project, opened
from tests.session.test_rerunning import accepted

RED, DRAWN = (208, 26, 26), Painter().colour


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def test_all_versions_count_together_and_layers_tell_theirs(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        sun = anchors.add(session, "light", "Sun", "low sun")
        anchors.add(session, "style", "Unused", "film", pins=())
        first = accepted(generations, "one")
        archive.charge(Charge(id="c", generation=first, made=0.0, engine="painter", price=Price(40_000)))
        sun = anchors.edit(session, sun.id, text="high sun")
        second = accepted(generations, "two", x=20)
        for id, price in (("d", Price(20_000)), ("e", Price(9, "EUR"))):
            archive.charge(Charge(id=id, generation=second, made=0.0, engine="painter", price=price))
        found = tallies(archive, session.document)
        layers = {layer.generation: layer.id for layer in session.document.layers.values() if layer.generation}
        assert set(found) == {sun.id}
        tally = found[sun.id]
        assert tally[:3] == (2, 4, 2) and {price.currency: price.micros for price in tally.paid} == {
            "USD": 60_000,
            "EUR": 9,
        }
        assert set(tally.layers) == {(layers[first], 1), (layers[second], 2)}
        assert (tally.of_others(2), tally.of_others(1), tally.of_others(3)) == (1, 1, 2)
        gone = session.document.without(session.document.layers[layers[first]])
        assert tallies(archive, gone)[sun.id].of_others(2) == 0, "what is on the board counts"


def test_results_of_a_palette_are_measured_by_its_colours(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        made = anchors.add(session, "palette", "Brand", colours=(Colour("brand", RED),))
        accepted(generations, "one")
        count = tallies(archive, session.document)[made.id].candidates
        there = away(archive, session.document, made, count)
        assert there is not None and there.results == 2 and there.apart is not None
        near = away(archive, session.document, changed(made, colours=(Colour("own", DRAWN),)), count)
        assert near is not None and near.apart is not None and near.apart < 3 < there.apart
        assert away(archive, session.document, changed(made, colours=()), count) is None


def test_results_of_others_are_measured_as_drift_is(path: Path) -> None:
    with opened(path, Painter()) as generations:
        session, archive = generations.session, generations.session.project.archive
        made = anchors.add(session, "style", "House", "film")
        assert away(archive, session.document, made, 0) is None
        accepted(generations, "one")
        heard: list[float] = []
        found = away(archive, session.document, made, 2, heard=heard.append)
        assert found is not None and found.results == 2 and found.apart is None and found.score >= 0
        assert heard, "what was not measured takes a while"
        stop = Stop()
        stop.set()
        accepted(generations, "two", x=20)
        with pytest.raises(Cancelled):
            away(archive, session.document, made, 4, stop=stop)


def test_one_that_guided_nothing_has_a_tally_of_nothing() -> None:
    assert Tally().of_others(Anchor(id="a").version) == 0
