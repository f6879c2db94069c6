"""The theme in use: the system's or a fixed one, told to Qt as a whole and to whoever paints by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from editor.ui.theme.palette import palette
from editor.ui.theme.tokens import DARK, LIGHT, Tokens, heightened

CHOICES = ("system", "dark", "light", "contrast")
KEY = "theme"


class Theme(QObject):
    """`tokens` is what to paint with now; after `changed`, paint again."""

    changed = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        stored = str(settings.value(KEY, "system"))
        self._choice = stored if stored in CHOICES else "system"
        self._whole = False
        self.tokens = self._chosen()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """One of CHOICES."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Fix the theme, or follow the system's again; kept for the next start."""
        self._choice = choice
        self._settings.setValue(KEY, choice)
        self._follow()

    def colour(self) -> None:
        """Tell the application the colours alone: enough for the first paint, and quick."""
        QApplication.setPalette(palette(self.tokens))

    def dress(self) -> None:
        """Tell the application all: typeface, style and style sheet."""
        from editor.ui.theme import fonts
        from editor.ui.theme.style import PatchStyle

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if not self._whole:
            self._whole = True
            fonts.load()
            app.setFont(fonts.font(13))
            self._style = PatchStyle(lambda: self.tokens)
            app.setStyle(self._style)
        self.colour()
        app.setStyleSheet(sheet(self.tokens))

    def icon(self, name: str, colour: str = "mid") -> QIcon:
        """An icon that follows this theme. Raises FileNotFoundError where there is none of the name."""
        from editor.ui.theme.icons import icon

        return icon(name, lambda: self.tokens, colour)

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._follow()

    def _follow(self) -> None:
        chosen = self._chosen()
        if chosen == self.tokens:
            return
        self.tokens = chosen
        if self._whole:
            self.dress()
        else:
            self.colour()
        self.changed.emit()

    def _chosen(self) -> Tokens:
        system = LIGHT if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK
        return {"dark": DARK, "light": LIGHT, "contrast": heightened(system)}.get(self._choice, system)


def sheet(tokens: Tokens) -> str:
    """The style sheet of the whole application in this theme. Raises KeyError where it names no token."""
    from string import Template

    from editor.resources import resource
    from editor.ui.theme.compositor import windows_blend

    template = resource("style", "window.qss").read_text(encoding="utf-8")
    return Template(template).substitute(tokens.filled(), menu_radius="8px" if windows_blend() else "0")
