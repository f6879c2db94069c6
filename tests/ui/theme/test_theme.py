"""The theme: what is followed and what is kept, what the application is told, icons and type."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QIcon, QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QSlider, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from editor.ui.theme import fonts, icons
from editor.ui.theme.theme import CHOICES, Theme, sheet
from editor.ui.theme.tokens import DARK, LIGHT, heightened

ROOT = Path(__file__).parents[3]


@pytest.fixture
def theme(qtbot: QtBot, settings: QSettings) -> Theme:
    return Theme(settings)


def _colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name().upper() for pixel in pixels if pixel.alpha() == 255}


def test_a_choice_is_told_and_kept(qtbot: QtBot, theme: Theme, settings: QSettings) -> None:
    assert theme.choice == "system"
    theme.choose("dark")
    with qtbot.waitSignal(theme.changed):
        theme.choose("light")
    assert theme.tokens is LIGHT and Theme(settings).tokens is LIGHT
    settings.setValue("theme", "mauve")
    assert Theme(settings).choice == "system"


@pytest.mark.parametrize("choice", CHOICES)
def test_the_application_is_told_all_of_it(theme: Theme, choice: str) -> None:
    theme.choose(choice)
    theme.dress()
    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Window).name().upper() == theme.tokens.panel
    assert palette.color(QPalette.ColorRole.Highlight).name().upper() == theme.tokens.accent
    app = QApplication.instance()
    assert isinstance(app, QApplication) and theme.tokens.panel in app.styleSheet()


def test_the_sheet_names_no_colour_but_by_token() -> None:
    template = (ROOT / "resources/style/window.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b[^{]*;", template)
    assert "$" not in sheet(DARK) and sheet(DARK) != sheet(LIGHT)


def test_controls_are_drawn_in_the_colours_of_the_theme(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    switch, choice, slider = QCheckBox(), QComboBox(), QSlider()
    primary = QPushButton("Generate")
    primary.setProperty("role", "primary")
    for widget in (switch, choice, slider, primary):
        column.addWidget(widget)
    switch.setChecked(True)
    choice.addItem("Normal")
    slider.setValue(50)
    for tokens in (DARK, LIGHT):
        theme.choose(tokens.name)
        theme.dress()
        page.show()
        assert tokens.mid in _colours(switch.grab().toImage()), "on is light against dark"
        assert tokens.accent not in _colours(switch.grab().toImage())
        assert tokens.control in _colours(choice.grab().toImage())
        assert tokens.high in _colours(slider.grab().toImage())
        assert tokens.accent in _colours(primary.grab().toImage())


def test_icons_take_the_colour_of_their_state_and_follow_the_theme(theme: Theme) -> None:
    theme.choose("dark")
    icon = theme.icon("brush")
    size = QSize(32, 32)
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, "mid"),
        (QIcon.Mode.Active, QIcon.State.Off, "high"),
        (QIcon.Mode.Normal, QIcon.State.On, "high"),
        (QIcon.Mode.Disabled, QIcon.State.Off, "off"),
    ):
        assert _colours(icon.pixmap(size, mode, state).toImage()) == {getattr(DARK, colour)}
    theme.choose("light")
    assert _colours(icon.pixmap(size).toImage()) == {LIGHT.mid}


def test_icons_of_buttons_are_drawn_for_the_screen_that_they_are_on(theme: Theme) -> None:
    for ratio in (1.0, 1.5, 2.0):
        made = theme.icon("brush").pixmap(QSize(18, 18), ratio)
        assert made.size() == QSize(round(18 * ratio), round(18 * ratio)) and made.devicePixelRatio() == ratio
        assert made.toImage() == icons.pixmap("brush", 18, theme.tokens.mid, ratio).toImage()


def test_icons_are_sharp_at_every_scale(qtbot: QtBot) -> None:
    for ratio in (1.0, 1.5, 2.0):
        made = icons.pixmap("brush", 16, "#FFFFFF", ratio)
        assert made.width() == round(16 * ratio) and made.devicePixelRatio() == ratio
        assert icons.pixmap("brush", 16, "#FFFFFF", ratio) is made, "drawn once"


def test_lines_have_the_same_width_whatever_the_size() -> None:
    assert [icons.stroke(size) for size in (12, 14, 16, 18, 20)] == [1.3, 1.4, 1.5, 1.5, 1.5]


def test_an_icon_that_is_not_there_is_told_at_once(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def test_every_icon_that_ships_can_be_tinted() -> None:
    for path in (ROOT / "resources/icons").glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in text and 'stroke-width="2"' in text


def test_type_is_inter_with_figures_of_one_width(qtbot: QtBot) -> None:
    fonts.load()
    for weight in (400, 500, 600):
        assert QFontInfo(fonts.font(13, weight)).family() == "Inter"
    figures = QFontMetrics(fonts.font(13, tabular=True))
    assert figures.horizontalAdvance("1111") == figures.horizontalAdvance("8888")
    plain = QFontMetrics(fonts.font(13))
    assert plain.horizontalAdvance("1111") != plain.horizontalAdvance("8888")


def test_high_contrast_is_a_choice(theme: Theme) -> None:
    theme.choose("contrast")
    assert theme.tokens in (heightened(DARK), heightened(LIGHT))


@pytest.mark.parametrize("blends", [True, False])
def test_menus_are_square_where_their_corners_would_be_black(
    theme: Theme, monkeypatch: pytest.MonkeyPatch, *, blends: bool
) -> None:
    monkeypatch.setattr("editor.ui.theme.compositor.windows_blend", lambda: blends)
    rule = re.search(r"QMenu \{[^}]*border-radius: (\w+);", sheet(theme.tokens))
    assert rule is not None and (rule[1] != "0") == blends


def test_menus_of_qt_s_own_are_clear_beyond_their_corners(qtbot: QtBot, theme: Theme) -> None:
    theme.dress()
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    menu.ensurePolished()
    assert menu.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
