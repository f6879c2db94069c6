"""The welcome page: a board begins, what was open before is found, gone or taken off, all by keyboard."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from editor.project.project import Project
from editor.ui.shell.cards import Card
from editor.ui.shell.glimpse import glimpse
from editor.ui.shell.recent import recent, remember
from editor.ui.shell.welcome import Welcome
from editor.ui.window import Window
from tests.ui.desks import opened

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """The window on its welcome page, with a board that was open before and one that is gone."""
    before, desk = opened(qtbot, tmp_path)
    settings = before.settings
    settings.clear()
    remember(settings, tmp_path / "gone.patchboard")
    remember(settings, desk.session.project.path)
    before.close()
    made = Window(None)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.bring_in()
    yield made
    made.close()


@pytest.fixture
def welcome(page: Window) -> Welcome:
    shown = page.centralWidget()
    assert isinstance(shown, Welcome)
    return shown


def _button(welcome: Welcome, text: str) -> QAbstractButton:
    return next(button for button in welcome.findChildren(QAbstractButton) if button.text() == text)


def test_what_was_open_before_is_opened_with_a_key(
    qtbot: QtBot, page: Window, welcome: Welcome, tmp_path: Path
) -> None:
    assert page.desk is None
    with qtbot.waitSignal(page.wanted) as heard:
        qtbot.keyClick(_button(welcome, "board"), Qt.Key.Key_Space)
    assert heard.args == [tmp_path / "board.patchboard"]


def test_cards_tell_how_much_is_in_a_project_and_when_it_was_changed(qtbot: QtBot, welcome: Welcome) -> None:
    card = _button(welcome, "board")
    qtbot.waitUntil(lambda: "4 layers" in card.accessibleName() and "Today" in card.accessibleName())


@pytest.mark.skipif(sys.platform == "win32", reason="a killed process is simulated by a child that exits at once")
def test_what_a_killed_program_left_is_told_of_and_what_is_open_is_not(tmp_path: Path) -> None:
    path = tmp_path / "killed.patchboard"
    code = (
        "import os, sys; from pathlib import Path; from editor.session.session import Session;"
        "from editor.project.project import Project; from tests.ui.desks import board;"
        "session = Session(Project.create(Path(sys.argv[1])));"
        "session.commit('Begin', board()); session.project.flush(); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.with_name(".killed.patchboard.lock").exists()
    assert glimpse(path).layers == 4
    held = Project.open(path)
    assert not held.read_only and glimpse(path).layers is None
    held.close()


def test_one_that_is_gone_says_so_and_is_taken_off_the_list(
    qtbot: QtBot, page: Window, welcome: Welcome, tmp_path: Path
) -> None:
    card = _button(welcome, "gone")
    assert isinstance(card, Card)
    qtbot.waitUntil(lambda: card.is_gone and card.remove.isVisible())
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert "gone.patchboard was moved or deleted" in welcome.words.text() and welcome.words.isVisible()
    qtbot.keyClick(card, Qt.Key.Key_Delete)
    assert recent(page.settings) == [tmp_path / "board.patchboard"]
    assert [card.text() for card in welcome.cards.cards] == ["Dandelions", "board"]


def test_a_project_is_found_by_its_name(qtbot: QtBot, welcome: Welcome) -> None:
    qtbot.keyClicks(welcome.query, "BO")
    assert [card.text() for card in welcome.cards.cards] == ["board"]
    welcome.query.clear()
    assert [card.text() for card in welcome.cards.cards] == ["Dandelions", "board", "gone"]


def test_the_sample_opens_in_one_click(qtbot: QtBot, page: Window, welcome: Welcome) -> None:
    with qtbot.waitSignal(page.wanted) as heard:
        qtbot.mouseClick(welcome.cards.cards[0], Qt.MouseButton.LeftButton)
    assert heard.args is not None and heard.args[0].name == "dandelions.jpg"


def test_what_is_dropped_is_opened(qtbot: QtBot, page: Window, welcome: Welcome, tmp_path: Path) -> None:
    data, paths = QMimeData(), [tmp_path / "a.png", tmp_path / "b.png"]
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    no_key = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, no_key)
    with qtbot.waitSignal(page.wanted) as heard:
        welcome.dropEvent(drop)
    assert heard.args == [paths]


def test_a_picture_in_the_clipboard_becomes_a_board(
    qtbot: QtBot, page: Window, welcome: Welcome, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("PySide6.QtCore.QStandardPaths.writableLocation", lambda *_: str(tmp_path / "pictures"))
    QGuiApplication.clipboard().clear()
    first = welcome.cards.cards[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_V, CTRL)
    assert "no picture in the clipboard" in welcome.words.text()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(page.wanted) as heard:
        qtbot.keyClick(first, Qt.Key.Key_V, CTRL)
    assert heard.args is not None
    assert QImage(str(heard.args[0])).size() == image.size() and heard.args[0].parent == tmp_path / "pictures"


def test_everything_is_reached_by_tab_and_fits_at_1280_by_800(qtbot: QtBot, page: Window, welcome: Welcome) -> None:
    qtbot.waitUntil(lambda: "4 layers" in _button(welcome, "board").accessibleName())
    tab = Qt.FocusPolicy.TabFocus
    wanted = {one for one in welcome.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & tab}
    reached: set[QWidget] = set()
    welcome.query.setFocus()
    for _ in range(2 * len(wanted)):
        focused = page.focusWidget()
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert len(wanted) > 14 and not wanted - reached
    for one in [*wanted, *(label for label in welcome.findChildren(QLabel) if label.isVisible())]:
        assert page.rect().contains(one.mapTo(page, QPoint(0, 0))), one
        assert page.rect().contains(one.mapTo(page, one.rect().bottomRight())), one


def test_the_engines_are_told(welcome: Welcome) -> None:
    words = [label.text() for label in welcome.findChildren(QLabel)]
    assert "Built-in" in words and "Ready" in words


def test_settings_are_there_without_a_board(qtbot: QtBot, page: Window, welcome: Welcome) -> None:
    qtbot.keyClick(page.focusWidget() or welcome, Qt.Key.Key_Comma, CTRL)
    assert welcome.settings is not None and welcome.settings.isVisible() and welcome.settings.keys is None


def test_a_new_board_from_a_size_has_a_frame_of_it(
    qtbot: QtBot, tmp_path: Path, page: Window, welcome: Welcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "story.patchboard"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(path.with_suffix("")), ""))
    with qtbot.waitSignal(page.wanted) as heard:
        qtbot.keyClick(_button(welcome, "Instagram story"), Qt.Key.Key_Space)
    assert heard.args == [path]
    project = Project.open(path)
    assert [(frame.name, tuple(frame.rect)) for frame in project.document.frames.values()] == [
        ("Instagram story", (0, 0, 1080, 1920))
    ]
    project.close()


def test_a_file_that_cannot_be_opened_is_said_on_the_welcome_page(qtbot: QtBot, tmp_path: Path) -> None:
    bad = tmp_path / "bad.patchboard"
    bad.write_bytes(b"hello")
    page = Window(bad)
    with qtbot.waitExposed(page):
        page.show()
    page.bring_in()
    QApplication.processEvents()
    welcome = page.centralWidget()
    assert isinstance(welcome, Welcome) and "bad.patchboard" in welcome.words.text() and welcome.words.isVisible()
    page.close()


def test_recent_ones_are_kept_newest_first(tmp_path: Path, page: Window) -> None:
    settings = page.settings
    first, second = tmp_path / "1.patchboard", tmp_path / "2.patchboard"
    for path in (first, second, first):
        path.touch()
        remember(settings, path)
    assert recent(settings)[:2] == [first, second]
    first.unlink()
    assert recent(settings)[:2] == [first, second], "it may be on a disk that comes back"
