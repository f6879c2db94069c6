"""The prompt as it is sent, beneath the words: a line that opens to all of it, with what is to be remarked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from editor.steps.compose import Composed
from editor.steps.lint import Remark
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

MOST = 180  # logical pixels of what is opened; more is scrolled


def tr(text: str) -> str:
    return QCoreApplication.translate("Told", text)


class Told(QWidget):
    """Hidden where the words alone are sent and there is nothing to remark; `toggled` as it is opened or closed.

    `remarked(sentences)` as there is something else to remark of anchors, by their ids.
    """

    toggled = Signal()
    remarked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._open = theme, False
        self._shown: Composed | None = None
        self._lint: tuple[Remark, ...] = ()
        self.button, self.line = QToolButton(), _Line()
        self.button.setIconSize(QSize(14, 14))
        self.button.setFixedSize(20, 20)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.toggle)
        self.line.setFont(font(12))
        self.line.setProperty("tone", "low")
        self.line.pressed.connect(self.toggle)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 4, 8, 4)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.details = QScrollArea()
        self.details.setWidgetResizable(True)
        self.details.setFrameShape(QScrollArea.Shape.NoFrame)
        self.details.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.details.setAccessibleName(self.tr("The prompt as it is sent"))
        self.details.setWidget(self._inner)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(4)
        head.addWidget(self.button)
        head.addWidget(self.line, 1)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.details)
        self._follow()
        self.show_composed(None)

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def parts(self) -> dict[str, str]:
        """What stands in it, by the names that it stands under."""
        return dict(self._parts(self._shown)) if self._shown is not None else {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be remarked, in sentences."""
        return tuple(remarked(remark) for remark in self._lint)

    def toggle(self) -> None:
        """Open it, or close it."""
        self._open = not self._open
        self._fill()
        self._follow()
        self.toggled.emit()

    def show_composed(self, composed: Composed | None) -> None:
        """What would be sent now; None where nothing can be asked."""
        self._shown = composed
        before, self._lint = self._lint, composed.lint if composed is not None else ()
        if self._lint != before:
            self.remarked.emit(_by_anchor(self._lint))
        if composed is not None:
            words = self.tr("Sent: {0}").format(composed.prompt)
            if len(self._lint) == 1:
                words = self.tr("1 remark. {0}").format(words)
            elif self._lint:
                words = self.tr("{0} remarks. {1}").format(len(self._lint), words)
            self.line.show_words(words)
        self._fill()
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _parts(self, composed: Composed) -> list[tuple[str, str]]:
        colours = ", ".join(f"{one.name} #{bytes(one.rgb).hex().upper()}" for one in composed.palette)
        left_out = " ".join(one.why for one in composed.dropped)
        evaluated = composed.evaluated if composed.evaluated != composed.raw.strip() else ""
        found = [
            (self.tr("As typed"), composed.raw.strip() or "–"),
            (self.tr("Evaluated"), evaluated),
            (self.tr("As sent"), composed.prompt),
            (self.tr("In parts"), "\n".join(area.words for area in composed.areas)),
            (self.tr("To avoid"), composed.avoid),
            (self.tr("Colours"), colours),
            (self.tr("Left out"), left_out),
        ]
        return [(name, words) for name, words in found if words]

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if self._shown is None or not self._open:
            return
        rows = [*self._parts(self._shown), *((self.tr("Remark"), said) for said in self.remarks)]
        for number, (name, words) in enumerate(rows):
            label, text = QLabel(name), QLabel(words)
            label.setProperty("tone", "low")
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for one in (label, text):
                one.setFont(font(12))
                one.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(text, number, 1)
        self._fit()

    def _fit(self) -> None:
        width = max(1, self.width())
        self.details.setFixedHeight(min(MOST, max(20, self._grid.heightForWidth(width))))

    def _follow(self) -> None:
        shown = self._shown
        self.setVisible(shown is not None and bool(shown.prompt != shown.raw.strip() or shown.lint or self._open))
        self.details.setVisible(self._open)
        name = self.tr("Hide the prompt as it is sent") if self._open else self.tr("Show the prompt as it is sent")
        if name != self.button.toolTip():
            self.button.setIcon(self._theme.icon("chevron-down" if self._open else "chevron-right"))
            self.button.setToolTip(name)
            self.button.setAccessibleName(name)
        self.updateGeometry()


def remarked(remark: Remark) -> str:
    """In a sentence, with what could be dropped, where that does not say it by itself."""
    said = {
        "contradiction": tr("“{0}” and “{1}” contradict each other."),
        "shunned": tr("“{0}” is asked for, and is to be avoided."),
        "duplicate": tr("“{0}” is said twice."),
        "noise": tr("{0}: says nothing that a picture shows."),
        "long": tr("{0} words: beyond {1} an engine leaves some out."),
        "missing": "{0}",
    }[remark.fault].format(*remark.named)
    if remark.fault not in ("contradiction", "long") or not remark.drop:
        return said
    return tr("{0} Could go: {1}").format(said, ", ".join(f"“{part}”" for part in remark.drop))


def _by_anchor(lint: Sequence[Remark]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for remark in lint:
        for anchor in remark.anchors:
            found[anchor] = (*found.get(anchor, ()), remarked(remark))
    return found


class _Line(QLabel):
    """One line, cut at the end where there is no room; a press opens what it tells of."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    @property
    def words(self) -> str:
        return self._words

    def show_words(self, words: str) -> None:
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self._cut()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cut()

    def mousePressEvent(self, event: object) -> None:
        self.pressed.emit()

    def _cut(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
