"""The style beneath the style sheet: Fusion, with the switch, the slider, the choice box and measures of the look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMenu,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from editor.ui.theme import icons, shapes
from editor.ui.theme.tokens import Tokens

Metric = QStyle.PixelMetric
METRICS = {
    Metric.PM_IndicatorWidth: shapes.SWITCH[0],
    Metric.PM_IndicatorHeight: shapes.SWITCH[1],
    Metric.PM_SmallIconSize: 16,
    Metric.PM_ButtonIconSize: 16,
    Metric.PM_ToolBarIconSize: 18,
    Metric.PM_ToolBarItemSpacing: 2,
    Metric.PM_ToolBarFrameWidth: 0,
    Metric.PM_ToolBarItemMargin: 0,
    Metric.PM_DockWidgetFrameWidth: 0,
    Metric.PM_DockWidgetSeparatorExtent: 1,
    Metric.PM_DefaultFrameWidth: 0,
    Metric.PM_SliderLength: 10,
    Metric.PM_SliderThickness: 16,
    Metric.PM_SliderControlThickness: 10,
    Metric.PM_FocusFrameHMargin: 0,
    Metric.PM_FocusFrameVMargin: 0,
    Metric.PM_TreeViewIndentation: 16,
    Metric.PM_LayoutHorizontalSpacing: 8,
    Metric.PM_LayoutVerticalSpacing: 8,
}
CHEVRON = 14


class PatchStyle(QProxyStyle):
    """Draws what a style sheet cannot; asks for the tokens each time, so that a change of theme needs no new style."""

    def __init__(self, tokens: Callable[[], Tokens]) -> None:
        super().__init__("Fusion")
        self._tokens = tokens

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        known = METRICS.get(metric)
        return super().pixelMetric(metric, option, widget) if known is None else known

    def polish(self, it: QWidget | QApplication | QPalette) -> None:  # type: ignore[override]
        """Every menu, Qt's own too, is clear beyond its rounded corners."""
        if isinstance(it, QMenu):
            it.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            it.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        super().polish(it)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        kinds = QStyle.PrimitiveElement
        state = option.state
        rect: QRect = option.rect
        if element == kinds.PE_FrameFocusRect:
            return
        if element == kinds.PE_IndicatorCheckBox:
            on, enabled = bool(state & QStyle.StateFlag.State_On), bool(state & QStyle.StateFlag.State_Enabled)
            shapes.switch(painter, rect, self._tokens(), on=on, enabled=enabled)
            if state & QStyle.StateFlag.State_HasFocus:
                shapes.ring(painter, rect.adjusted(-3, -3, 3, 3), 10, self._tokens().accent_text)
        elif element == kinds.PE_IndicatorItemViewItemDrop:
            self._drop_line(painter, rect)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == QStyle.ComplexControl.CC_Slider and isinstance(option, QStyleOptionSlider):
            self._slider(painter, option)
        elif control == QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            self._choice(painter, option, floating=widget is not None and widget.property("floating") is True)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            return option.rect.adjusted(7, 0, -CHEVRON - 8, 0)
        return super().subControlRect(control, option, part, widget)  # pyright: ignore[reportArgumentType]

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        made = super().sizeFromContents(kind, option, size, widget)  # pyright: ignore[reportArgumentType]
        if kind == QStyle.ContentsType.CT_ComboBox and isinstance(widget, QComboBox):
            return QSize(size.width() + CHEVRON + 22, 24)
        return made

    def _slider(self, painter: QPainter, option: QStyleOptionSlider) -> None:
        """A line of 3 px with a round knob of 10; what lies before the knob is brighter."""
        tokens = self._tokens()
        rect: QRect = option.rect
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        span = max(1, option.maximum - option.minimum)
        share = (option.sliderPosition - option.minimum) / span
        middle, x = rect.center().y() + 0.5, rect.left() + 5 + share * (rect.width() - 10)
        shapes.slider(painter, rect, share, tokens, enabled=enabled)
        if option.state & QStyle.StateFlag.State_HasFocus:
            shapes.ring(painter, QRectF(x - 8, middle - 8, 16, 16), 8, tokens.accent_text)

    def _choice(self, painter: QPainter, option: QStyleOptionComboBox, *, floating: bool) -> None:
        tokens = self._tokens()
        rest, hover = (tokens.control_float, tokens.pressed) if floating else (tokens.control, tokens.hover)
        rect: QRect = option.rect
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver) and bool(state & QStyle.StateFlag.State_Enabled)
        shapes.fill(painter, rect, 5, hover if hovered else rest, tokens.hair if tokens.contrast else "")
        if state & QStyle.StateFlag.State_HasFocus:
            shapes.ring(painter, rect, 5, tokens.accent_text)
        at = shapes.middle_left(rect, rect.width() - CHEVRON - 7, CHEVRON)
        icons.paint(painter, "chevron-down", at, tokens.mid if state & QStyle.StateFlag.State_Enabled else tokens.off)

    def _drop_line(self, painter: QPainter, rect: QRect) -> None:
        """Where a dragged row would fall: a line with a ring at its beginning, or a ring around a group."""
        colour = self._tokens().accent
        if rect.height() > 4:
            shapes.ring(painter, rect, 5, colour)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(rect.left() + 9, rect.top(), rect.width() - 13, 2), QColor(colour))
        painter.setPen(QColor(colour))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(rect.left() + 4.5, rect.top() - 1.5, 5, 5))
        painter.restore()
