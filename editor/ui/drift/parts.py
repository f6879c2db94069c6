"""The parts of one result's look, each beside its limit, which can be set for the project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QLabel, QWidget

from editor.pixels.likeness_distance import PARTS, Band, Part
from editor.session.drift import Point
from editor.ui.drift.words import part_name, part_unit, tr
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

MOST, BAR = 10.0, 64


class Parts(QWidget):
    """`limited(part, limit or None)`: a limit is set by hand, or left to what is known to be good."""

    limited = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.limits: dict[Part, QDoubleSpinBox] = {}
        self._bars: dict[Part, _Share] = {}
        self._values: dict[Part, QLabel] = {}
        self._rows: dict[Part, tuple[QWidget, ...]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for row, part in enumerate(PARTS):
            name, self._bars[part], self._values[part] = QLabel(part_name(part)), _Share(theme), QLabel()
            limit = self.limits[part] = QDoubleSpinBox()
            limit.setRange(0, MOST)
            limit.setDecimals(2)
            limit.setSingleStep(0.01)
            limit.setFont(font(12, tabular=True))
            limit.setFixedWidth(92)
            limit.setAlignment(Qt.AlignmentFlag.AlignRight)
            limit.setKeyboardTracking(False)
            limit.setAccessibleName(tr("Limit of {0}").format(part_name(part)))
            limit.setToolTip(tr("{0}. The least is as what is known to be good varies.").format(part_unit(part)))
            limit.valueChanged.connect(partial(self._limited, part))
            name.setFont(font(12))
            self._values[part].setFont(font(12, tabular=True))
            cells = name, self._bars[part], self._values[part], limit
            self._rows[part] = cells
            for column, widget in enumerate(cells):
                grid.addWidget(widget, row, column)
        self.show_embedded(embedded=False)

    def show_embedded(self, *, embedded: bool) -> None:
        """Whether an embedder measures, too."""
        for widget in self._rows["embedding"]:
            widget.setVisible(embedded)

    def show_bands(self, bands: Mapping[Part, Band], given: Mapping[Part, float]) -> None:
        """The limits as they are, and which of them are `given` by hand."""
        for part, limit in self.limits.items():
            limit.blockSignals(True)
            limit.setSpecialValueText(tr("auto {0}").format(f"{bands[part].limit:.2f}") if part in bands else "–")
            limit.setValue(given.get(part, 0.0))
            limit.blockSignals(False)

    def show_point(self, point: Point | None) -> None:
        for part in PARTS:
            share = point.shares[part] if point else 0.0
            self._bars[part].show_share(share)
            self._values[part].setText(f"{point.distances[part]:.2f}" if point else "–")
            tone = "high" if share <= 1 else "bad"
            if self._values[part].property("tone") != tone:
                self._values[part].setProperty("tone", tone)
                self._values[part].style().unpolish(self._values[part])
                self._values[part].style().polish(self._values[part])

    def _limited(self, part: Part, value: float) -> None:
        self.limited.emit(part, value or None)


class _Share(QWidget):
    """A bar whose middle is the limit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        self.setFixedSize(BAR, 16)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        at = QRectF(0, 6, self.width(), 4)
        with QPainter(self) as painter:
            shapes.fill(painter, at, 2, tokens.control_float, tokens.hair if tokens.contrast else "")
            wide = max(2.0, at.width() * min(self._share / 2, 1.0))
            shapes.fill(painter, QRectF(0, 6, wide, 4), 2, tokens.bad if self._share > 1 else tokens.mid)
            painter.fillRect(QRectF(at.center().x(), 3, 1, 10), QColor(tokens.warn))
