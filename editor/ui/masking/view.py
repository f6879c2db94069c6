"""How the user wants to see masks: shown or not, tinted or black and white, in which colour; kept across starts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal

from editor.ui.actions import Action, tr
from editor.ui.canvas import Canvas
from editor.ui.masking.overlay import MaskLook
from editor.ui.motion import reduced
from editor.ui.theme.tokens import MASKS

SHOWN, PLAIN, COLOUR = "mask/shown", "mask/plain", "mask/colour"


class MaskView(QObject):
    """Belongs to the canvas that it is about. `changed` when they look otherwise."""

    changed = Signal()

    def __init__(self, canvas: Canvas, settings: QSettings) -> None:
        super().__init__(canvas)
        self._overlay, self._settings = canvas.masks, settings
        usual, colour = MaskLook(), str(settings.value(COLOUR, ""))
        self._overlay.look = MaskLook(
            bool(settings.value(SHOWN, usual.shown, type=bool)),
            bool(settings.value(PLAIN, usual.plain, type=bool)),
            colour if colour in MASKS else usual.colour,
        )
        self._overlay.ants.still = lambda: reduced(settings)

    @property
    def look(self) -> MaskLook:
        return self._overlay.look

    def actions(self) -> tuple[tuple[Action, ...], ...]:
        """Those that choose how it looks, in two groups."""
        seen = (
            Action(
                "mask.overlay",
                tr("Show the mask"),
                "Q",
                lambda: self._choose(self.look._replace(shown=not self.look.shown)),
                "eye",
                tr("Shows the mask over the picture, or hides it; it stays as it is."),
                where="canvas",
                checked=lambda: self.look.shown,
            ),
            Action(
                "mask.plain",
                tr("Mask in black and white"),
                "Shift+Q",
                lambda: self._choose(self.look._replace(shown=True, plain=not (self.look.plain and self.look.shown))),
                "scan-eye",
                tr("Shows the mask itself in the place of the picture: white is what may change."),
                where="canvas",
                checked=lambda: self.look.shown and self.look.plain,
            ),
        )
        names = {
            "accent": tr("Mask in the accent's colour"),
            "rubylith": tr("Mask in red"),
            "white": tr("Mask in white"),
            "green": tr("Mask in green"),
        }
        return seen, tuple(self._tint(colour, names[colour]) for colour in MASKS)

    def _tint(self, colour: str, name: str) -> Action:
        return Action(
            f"mask.{colour}",
            name,
            "",
            lambda: self._choose(MaskLook(colour=colour)),
            "blend",
            tr("Tints what is marked; choose what stands out from the picture."),
            checked=lambda: self.look.colour == colour,
        )

    def _choose(self, look: MaskLook) -> None:
        self._overlay.look = look
        for key, value in zip((SHOWN, PLAIN, COLOUR), look, strict=True):
            self._settings.setValue(key, value)
        self.changed.emit()
