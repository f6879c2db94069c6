"""Languages: every text is translated, none goes past tr(), and longer ones have the room that they need."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt, QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from editor.ui import language
from editor.ui.parts.spare import Spare
from editor.ui.shell.welcome import Welcome
from editor.ui.window import Window
from tests.ui.desks import opened
from tests.ui.translations import FOLDER, ROOT, SOURCES, texts, translated

FILES = sorted(FOLDER.glob("patchboard_*.ts"))
PLACES = re.compile(r"\{[^}]*\}")
GIVERS = {
    *("setText", "setToolTip", "setAccessibleName", "setPlaceholderText", "setStatusTip", "setSuffix", "setPrefix"),
    *("addItem", "addMenu", "addTab", "setTitle", "say", "show_said", "show_ready"),
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QAction", "KeyButton", "Field"),
}
NAMES = ("Patchboard", "MB", "px", " px")  # units are written alike everywhere
KEYS = r"(Ctrl\+|Shift\+|Alt\+)*(Return|Escape|Del)"
LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path) -> None:
    known = translated(path)
    missing = [f"{text.context}: {text.words}" for text in texts() if text not in known]
    assert not missing, "`make translations` writes these into the file, to be translated:\n" + "\n".join(missing)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_translation_has_the_places_of_its_text_and_is_what_the_window_reads(path: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    for text, words in translated(path).items():
        assert sorted(PLACES.findall(text.words)) == sorted(PLACES.findall(words)), text
        assert translator.translate(text.context, text.words) == words, f"{text}: run `make translations`"


def test_no_text_goes_past_tr() -> None:
    past = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in GIVERS:
                past += [
                    f"{path.relative_to(ROOT)}:{node.lineno}: {words!r}"
                    for argument in node.args
                    for words in _plain(argument)
                    if LETTERS.search(words) and words not in NAMES and not re.fullmatch(KEYS, words)
                ]
    assert not past, "\n".join(past)


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _plain(argument: ast.expr) -> Iterator[str]:
    """Words that stand there as they are."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.JoinedStr):
        for part in argument.values:
            yield from _plain(part)
    elif isinstance(argument, ast.IfExp):
        yield from _plain(argument.body)
        yield from _plain(argument.orelse)


class Longer(QTranslator):
    """Says every text 30 % longer."""

    def translate(
        self, context: str | bytes, sourceText: str | bytes, disambiguation: str | bytes | None = None, n: int = -1
    ) -> str:
        words = sourceText if isinstance(sourceText, str) else sourceText.decode()
        return _lengthened(words) if words in KNOWN else words


KNOWN = frozenset(text.words for text in texts())


def _lengthened(words: str) -> str:
    more = -(-3 * len(PLACES.sub("", words)) // 10)
    return words + ("nesaro" * more)[:more]


@pytest.fixture(params=["de", "longer"])
def spoken(request: pytest.FixtureRequest, qapp: QApplication, settings: QSettings) -> Iterator[str]:
    """The language that the windows speak."""
    if request.param == "longer":
        qapp.installTranslator(Longer(qapp))
    else:
        language.choose(settings, request.param)
        assert language.install(qapp, settings) == request.param
    yield request.param
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, spoken: str) -> Iterator[Window]:
    made, _ = opened(qtbot, tmp_path)
    made.resize(1280, 800)
    yield made
    made.close()


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        left_out = isinstance(widget, Spare) and not widget.fits
        return "" if left_out or widget.wordWrap() or "<" in widget.text() else widget.text()
    if isinstance(widget, QLineEdit | QPushButton | QCheckBox | QSpinBox):
        return widget.text()
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
        return widget.text()
    return ""


def _cut(window: QWidget) -> list[str]:
    """What is seen of the window that has not the room for its words."""
    cut = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not _words(widget):
            continue
        needs = max(QFontMetrics(widget.font()).horizontalAdvance(line) for line in _words(widget).split("\n"))
        end = widget.mapTo(window, widget.rect().bottomRight())
        if widget.width() < needs or not window.rect().contains(end):
            cut.append(f"{_words(widget)!r} has {widget.width()} of {needs} pixels, ends at {end.x()}, {end.y()}")
    return cut


def test_nothing_is_cut_off_in_a_longer_language(qtbot: QtBot, window: Window) -> None:
    desk = window.desk
    assert desk is not None
    desk.session.select({"low"})
    QApplication.processEvents()
    assert not _cut(window)
    desk.shell.sheets.show_settings()
    QApplication.processEvents()
    assert not _cut(window)
    desk.shell.sheets.change_keys()
    QApplication.processEvents()
    assert not _cut(window)
    desk.shell.sheets.connect_engine()
    QApplication.processEvents()
    assert not _cut(window)
    desk.shell.sheets.show_keys()
    keys = desk.shell.sheets.keys
    assert keys.page.sizeHint().width() + 2 <= keys.sheet.width()
    keys.close_sheet()
    for id in (action.id for action in desk.shell.actions if action.id.startswith("tool.")):
        desk.shell.actions.run(id)
        QApplication.processEvents()
        assert not _cut(window), id


def test_the_welcome_page_has_room_for_a_longer_language(qtbot: QtBot, spoken: str) -> None:
    page = Window(None)
    page.resize(1280, 800)
    page.show()
    page.bring_in()
    QApplication.processEvents()
    assert isinstance(page.centralWidget(), Welcome)
    assert not _cut(page)
    page.close()


@pytest.mark.parametrize("spoken", ["de"], indirect=True)
def test_the_window_speaks_the_language_that_was_chosen(window: Window, spoken: str) -> None:
    assert window.desk is not None
    names = [action.text() for action in window.desk.shell.title.menus.actions()]
    assert names[:3] == ["Datei", "Bearbeiten", "Ansicht"]
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen", "Qt's own texts as well"


def test_the_system_s_language_is_taken_where_it_is_there(
    qapp: QApplication, settings: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "_wanted", lambda: ["fi", "de", "en"])
    assert language.install(qapp, settings) == "de"
    language.choose(settings, "en")
    assert language.install(qapp, settings) == "en"
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
