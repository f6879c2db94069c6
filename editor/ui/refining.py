"""What refines a request in the prompt bar, for engines that can: how far it may go, and what is not to be shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from editor.engine.contract import Abilities
from editor.ui.parts.dock import icon_button
from editor.ui.parts.field import HEIGHT, Field
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ALL = 100  # percent of strength, as long as nothing else is wanted
NARROWEST = 160  # logical pixels of the words to avoid


class Refining(QObject):
    """`strength` and `avoid` are there while `button` is pressed. `changed` when something else is wanted."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button = icon_button(theme, "sliders-horizontal", self.tr("Strength, and what to avoid"))
        self.button.setCheckable(True)
        self.strength, self.avoid = Field(self.tr("Strength"), 1, ALL, self.tr("%"), 5), QLineEdit()
        self.avoid.setFixedHeight(HEIGHT)
        self.avoid.setMinimumWidth(NARROWEST)
        self.avoid.setFont(font(12))
        self.avoid.setPlaceholderText(self.tr("What to avoid"))
        self.avoid.setAccessibleName(self.tr("What to avoid"))
        self.strength.show_value(ALL)
        self.strength.number.setKeyboardTracking(True)  # Ctrl+Return asks while it is being typed
        self.button.toggled.connect(self._show)
        self.strength.changed.connect(lambda _value: self.changed.emit())
        self.avoid.textChanged.connect(lambda _text: self.changed.emit())
        self._show(False)

    @property
    def share(self) -> float:
        """The strength that is asked for; 1 where the engine has none."""
        return self.strength.value / ALL if self.strength.isEnabled() else 1.0

    @property
    def avoided(self) -> str:
        """The words to avoid; none where the engine takes none."""
        return self.avoid.text().strip() if self.avoid.isEnabled() else ""

    def recall(self, avoid: str, strength: float) -> None:
        """As it was for another request; it is in view where it differs from the usual."""
        self.avoid.setText(avoid)
        self.strength.show_value(round(ALL * strength))
        self.button.setChecked(bool(avoid) or strength < 1)

    def allow(self, abilities: Abilities, title: str) -> None:
        """What the engine called `title` can; the rest is greyed and says why."""
        for field, can, what, lacks in (
            (
                self.strength,
                abilities.strength,
                self.tr("How far it may go from the picture as it is: with 100 % all of it is new."),
                self.tr("{0} has no strength to be set."),
            ),
            (
                self.avoid,
                abilities.avoid,
                self.tr("What is not to be shown, with commas between."),
                self.tr("{0} cannot be told what to avoid."),
            ),
        ):
            field.setEnabled(can)
            field.setToolTip(what if can else lacks.format(title))
        self.strength.number.setAccessibleDescription(self.strength.toolTip())
        self.avoid.setAccessibleDescription(self.avoid.toolTip())

    def _show(self, shown: bool) -> None:
        self.strength.setVisible(shown)
        self.avoid.setVisible(shown)
        if shown and self.avoid.isVisible():
            (self.strength.number if self.strength.isEnabled() else self.avoid).setFocus(
                Qt.FocusReason.OtherFocusReason
            )
