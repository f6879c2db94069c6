"""Candidates in view on a real desk: verdicts, refusals, two generations at once, a target that is gone."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor.document.archive import Offer
from editor.engine.contract import Price
from editor.engine.errors import NetworkError
from editor.pixels.geometry import Size
from editor.project.project import Project
from editor.project.queue import Job
from editor.session.drift import consistency
from editor.session.known_good import with_known_good
from editor.session.record import Shown
from editor.session.session import Session
from editor.steps.accept import brought
from editor.ui.desk import Desk
from editor.ui.window import Window
from tests.engines.painter import Painter
from tests.project.board import generation
from tests.steps.road import board, box_mask, filled, photograph
from tests.ui.desks import marked_photograph, shown

MOVED = "The subject moved by 14 px."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a photograph, on which something is marked."""
    return marked_photograph(tmp_path)


@pytest.fixture
def desk(qtbot: QtBot, project: Path) -> Iterator[Desk]:
    window, made = shown(qtbot, project)
    yield made
    window.close()


def offered(desk: Desk, **report: object) -> Shown:
    """A candidate as an engine would have answered it, in the desk's archive."""
    done = filled(*board(photograph()), box_mask(photograph(), 100, 90, 50, 40), Painter())
    made = done.generation
    offer = Offer(id=made.id + "o", generation=made.id, made=time.time(), seed=1, answer=b"", size=Size(4, 4))
    desk.session.project.archive.add(made)
    desk.session.project.archive.offer(offer, b"answer").wait(10)
    fitted = msgspec.structs.replace(done.fitted, report=msgspec.structs.replace(done.fitted.report, **report))
    return Shown(made, offer, fitted, brought(made, offer, fitted.pixels, fitted.alpha, b""))


def said(desk: Desk) -> str:
    return desk.strip.sentence if desk.candidates else desk.bar.sentence


def viewing(desk: Desk, *shown: Shown) -> None:
    """As if the desk had asked for these and they had come."""
    desk.candidates.begin(shown[0].generation.id)
    for one in shown:
        desk.generations.answered.emit(one)


def press(
    qtbot: QtBot, desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(desk.canvas, key, modifier)


def test_an_untrusted_candidate_is_shown_with_its_verdict_and_accepted_only_with_shift(
    qtbot: QtBot, desk: Desk
) -> None:
    viewing(desk, offered(desk, verdict="moved", messages=(MOVED,), trusted=False))
    assert said(desk) == MOVED and desk.strip.accept_button.text() == "Accept anyway"
    before = desk.session.document
    press(qtbot, desk, Qt.Key.Key_Return)
    assert desk.session.document is before and MOVED in said(desk) and "Shift+Return" in said(desk)
    press(qtbot, desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert len(desk.session.document.layers) == 2 and not desk.candidates


def test_a_trusted_candidate_is_accepted_with_return(qtbot: QtBot, desk: Desk) -> None:
    viewing(desk, offered(desk, messages=("Also changed elsewhere; that is kept as it was.",)))
    assert "Also changed elsewhere" in said(desk) and desk.strip.accept_button.text() == "Accept"
    press(qtbot, desk, Qt.Key.Key_Return)
    assert len(desk.session.document.layers) == 2


def test_what_belongs_to_another_generation_stays_out_of_view(desk: Desk) -> None:
    other = offered(desk)
    viewing(desk, offered(desk))
    desk.generations.answered.emit(other)
    assert len(desk.candidates) == 1
    before = said(desk)
    desk.generations.ended.emit(other.generation.id, NetworkError("It broke."))
    assert said(desk) == before, "nor is its end told as that of the one in view"
    assert desk.candidates.running
    desk.candidates.put_away()
    desk.generations.answered.emit(offered(desk))
    assert not desk.candidates, "late ones do not come up again once they were put away"


def test_while_one_is_made_another_is_refused(qtbot: QtBot, desk: Desk) -> None:
    desk.queue.pause()
    for _ in range(2):
        press(qtbot, desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "already" in said(desk) and len(desk.session.project.archive.generations()) == 1


def test_where_the_target_is_gone_the_candidate_cannot_be_accepted(qtbot: QtBot, desk: Desk) -> None:
    viewing(desk, offered(desk))
    desk.session.commit("Delete", desk.session.document.without(desk.session.document.layers["photo"]))
    assert "no longer" in said(desk)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert not desk.session.document.layers and "no longer" in said(desk)
    desk.session.undo()
    assert not said(desk)
    press(qtbot, desk, Qt.Key.Key_Return)
    assert len(desk.session.document.layers) == 2


def test_a_project_that_somebody_else_writes_can_be_looked_at(qtbot: QtBot, project: Path) -> None:
    writer = Session(Project.open(project))
    try:
        window = Window(project)
        with qtbot.waitExposed(window):
            window.show()
        window.bring_in()
        desk = window.desk
        assert desk is not None and "process" in desk.saved.text()
        before = desk.session.document
        left, middle = Qt.MouseButton.LeftButton, QPoint(desk.canvas.width() // 2, desk.canvas.height() // 2)
        qtbot.mousePress(desk.canvas, left, pos=middle)
        qtbot.mouseMove(desk.canvas, middle + QPoint(30, 10))
        qtbot.mouseRelease(desk.canvas, left, pos=middle + QPoint(30, 10))
        assert "read-only" in said(desk)
        for key in (Qt.Key.Key_Z, Qt.Key.Key_D, Qt.Key.Key_Return):
            desk.bar.show_ready("")
            qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
            assert "read-only" in said(desk), key
        assert desk.session.document is before
        window.close()
    finally:
        writer.close()


def test_the_hint_says_what_can_be_done_with_what_is_marked_and_with_candidates(qtbot: QtBot, desk: Desk) -> None:
    hint = desk.shell.status.hint
    assert hint.words.startswith("/ writes the prompt, Ctrl+Return generates.")
    viewing(desk, offered(desk))
    assert hint.words == "Left Right choose, Return accepts, S keeps aside, Escape puts away."


def test_a_notice_stands_above_what_floats_at_the_foot(qtbot: QtBot, desk: Desk) -> None:
    toast, bar = desk.shell.toast, desk.bar
    bar.resize(bar.width(), 152)
    bar.move((desk.canvas.width() - bar.width()) // 2, desk.canvas.height() - 170)
    toast.say("Something.")
    assert toast.geometry().bottom() < bar.geometry().top()
    bar.move(bar.x(), desk.canvas.height() - 250)
    assert not toast.geometry().intersects(bar.geometry()), "it makes way"
    bar.move(0, 0)
    assert toast.geometry().bottom() > desk.canvas.height() - 40


def test_stepping_goes_in_a_circle(qtbot: QtBot, desk: Desk) -> None:
    first = offered(desk)
    second = msgspec.structs.replace(first.offer, id="second", seed=9)
    viewing(desk, first, msgspec.structs.replace(first, offer=second))
    press(qtbot, desk, Qt.Key.Key_Left)
    assert desk.candidates.number == 2 and desk.strip.fact("seed") == "9"
    press(qtbot, desk, Qt.Key.Key_Right)
    assert desk.candidates.number == 1 and desk.strip.fact("seed") == "1"
    assert np.array_equal(first.fitted.alpha > 0, first.generation.mask.array() > 0)  # type: ignore[union-attr]


def test_what_became_unknown_is_said_at_the_beginning(qtbot: QtBot, project: Path) -> None:
    earlier = Project.open(project)
    sent = generation("g", "photo")
    earlier.archive.add(msgspec.structs.replace(sent, state="sent", price=Price(40_000)))
    earlier.queue.put(Job(id="g", generation="g", key="g", state="sent", lease="of a process that is gone"))
    earlier.close()
    window = Window(project)
    with qtbot.waitExposed(window):
        window.show()
    window.bring_in()
    assert window.desk is not None and "not known" in said(window.desk) and "bill" in said(window.desk)
    window.close()


def test_a_window_that_generates_loads_no_kernels(project: Path) -> None:
    script = [sys.executable, "-m", "tests.ui.generating", str(project)]
    assert subprocess.run(script, check=True, capture_output=True, text=True, timeout=120).stdout.split() == [
        "3",
        "False",
    ]


def test_the_strip_says_how_consistent_a_candidate_is(qtbot: QtBot, desk: Desk) -> None:
    archive = desk.session.project.archive
    press(qtbot, desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(desk.candidates) > 0 and not desk.candidates.running, timeout=60_000)
    facts = desk.strip
    assert not facts.fact("consistency"), "nothing was made before that it could be held to"
    good = archive.generations()[0].id
    desk.session.commit("Known good", with_known_good(desk.session.document, (good,)))
    qtbot.waitUntil(lambda: facts.fact("consistency") != "", timeout=20_000)
    first, *_ = consistency(archive, desk.session.document, good)
    assert facts.fact("consistency") == f"{first.consistency} of 100"
