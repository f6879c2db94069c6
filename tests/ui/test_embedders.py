"""The choice of an embedder in the sheet of drift: style, content or a file measures as well; what is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from editor.engine import registry
from editor.ui.connect.entries import Entry
from editor.ui.desk import Desk
from editor.ui.drift.drifting import EMBEDDER
from editor.ui.drift.sheet import DriftSheet
from tests.engines.connected import INSTALLED
from tests.learned import with_weights, without_weights
from tests.pixels.series import drifting
from tests.session.nets import embedding_net
from tests.session.sets import series
from tests.ui.desks import shown
from tests.ui.test_connecting import asked

LIKENESS = "editor._plugins.likeness"
LONG = 60_000  # milliseconds


@pytest.fixture
def desk(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Twelve results, the last four of them with another look."""
    monkeypatch.setattr(registry, "plugin_paths", lambda: [*INSTALLED, LIKENESS])
    window, made = shown(qtbot, series(home / "a.patchboard", drifting(4, ["coffee"], 9, 0.12, 0.75, count=12)))
    yield made
    window.settings.remove(EMBEDDER)
    window.close()


@pytest.fixture
def sheet(qtbot: QtBot, desk: Desk) -> DriftSheet:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_F9)
    made = desk.shell.drifting.sheet
    qtbot.waitUntil(lambda: made.current is not None, timeout=LONG)
    return made


def pick(qtbot: QtBot, sheet: DriftSheet, words: str) -> None:
    """Choose the row of the embedders that says this, with the keys."""
    box = sheet.embedder
    rows = [box.itemText(row) for row in range(box.count())]
    (row,) = [number for number, one in enumerate(rows) if one.startswith(words)]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(box.view().isVisible)
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    for _ in range(row):
        qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)


def away(sheet: DriftSheet) -> list[float]:
    return [point.distances["embedding"] for point in sheet.points]


def running() -> set[int | None]:
    """The processes that there are beside this one."""
    return {child.pid for child in active_children()}


def listed(qtbot: QtBot, desk: Desk) -> Entry:
    """What the page of engines tells of them."""
    entries = asked(qtbot, desk).entries
    qtbot.waitUntil(lambda: any(one.provider.name == "likeness" for one in entries.entries), timeout=LONG)
    (entry,) = [one for one in entries.entries if one.provider.name == "likeness"]
    return entry


def test_a_file_of_the_users_measures_as_well(
    qtbot: QtBot, sheet: DriftSheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, before = sheet.embedder, running()
    assert box.currentText() == "None" and sheet.parts.limits["embedding"].isHidden()
    net = embedding_net(tmp_path / "mine.onnx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    pick(qtbot, sheet, "File…")
    assert box.currentText() == "None"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(net), ""))
    pick(qtbot, sheet, "File…")
    assert box.currentText() == "mine" and sheet.parts.limits["embedding"].isVisible()
    qtbot.waitUntil(lambda: any(away(sheet)), timeout=LONG)
    qtbot.waitUntil(lambda: running() <= before)  # what the net took is given back
    net.write_text("no net")
    pick(qtbot, sheet, "None")
    qtbot.waitUntil(lambda: not any(away(sheet)), timeout=LONG)
    assert box.currentText() == "None" and sheet.parts.limits["embedding"].isHidden()
    pick(qtbot, sheet, "File…")
    qtbot.waitUntil(lambda: "onnxruntime cannot load this file" in sheet.told.text(), timeout=LONG)
    assert len(sheet.points) == 12, "the rest is measured all the same"


@with_weights("likeness")
def test_style_and_content_measure_as_well(qtbot: QtBot, sheet: DriftSheet, desk: Desk) -> None:
    found = {}
    for title in ("Style", "Content"):
        pick(qtbot, sheet, title)
        qtbot.waitUntil(lambda: any(away(sheet)) and away(sheet) not in found.values(), timeout=LONG)
        found[title] = away(sheet)
    sheet.close_sheet()
    desk.shell.actions.run("generate.drift")
    assert sheet.embedder.currentText() == "Content", "the choice stays"
    sheet.close_sheet()
    entry = listed(qtbot, desk)
    assert (entry.kind, entry.line) == ("connected", "Style, Content")


@without_weights("likeness")
def test_what_is_not_installed_is_listed_and_says_how_it_is(qtbot: QtBot, sheet: DriftSheet, desk: Desk) -> None:
    rows = [sheet.embedder.itemText(row) for row in range(sheet.embedder.count())]
    assert rows == ["None", "Style – not installed", "Content – not installed", "File…"]
    pick(qtbot, sheet, "Content")
    qtbot.waitUntil(lambda: "patchboard[likeness]" in sheet.told.text(), timeout=LONG)
    sheet.close_sheet()
    entry = listed(qtbot, desk)
    assert (entry.kind, entry.line) == ("more", "Its weights are not installed")


@without_weights("likeness")
def test_where_the_chosen_one_is_installed_no_more_the_rest_is_measured(qtbot: QtBot, desk: Desk) -> None:
    desk.canvas.window().settings.setValue(EMBEDDER, "content")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_F9)
    sheet = desk.shell.drifting.sheet
    qtbot.waitUntil(lambda: len(sheet.points) == 12, timeout=LONG)
    assert "patchboard[likeness]" in sheet.told.text() and sheet.embedder.currentText() == "Content – not installed"
    assert sheet.parts.limits["embedding"].isHidden(), "nor does a nought stand for what nobody measured"
