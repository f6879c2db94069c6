"""What is asked for again and again is done once for many, and takes no more than a tenth of the thread."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from editor.ui.paced import SHARE, Paced


def test_many_wishes_are_done_once(qtbot: QtBot) -> None:
    done: list[float] = []
    owner = QObject()
    paced = Paced(owner, 100, lambda: done.append(time.monotonic()))
    for _ in range(50):
        paced.ask()
    qtbot.waitUntil(lambda: len(done) == 1)
    paced.ask()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done[1] - done[0] >= 0.09


def test_it_rests_longer_after_what_took_longer(qtbot: QtBot) -> None:
    done: list[tuple[float, float]] = []

    def slow() -> None:
        began = time.monotonic()
        while time.monotonic() - began < 0.02:
            pass
        done.append((began, time.monotonic()))

    owner = QObject()
    paced = Paced(owner, 1, slow)
    paced.ask()
    qtbot.waitUntil(lambda: len(done) == 1)
    paced.ask()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done[1][0] - done[0][1] >= SHARE * 0.019
