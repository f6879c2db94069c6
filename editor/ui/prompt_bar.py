"""The prompt bar: words, engine, how many, edge, seed, price, Generate, and a sentence that says what will happen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from editor.document.edge import Edge
from editor.engine.contract import Engine, Kind, Price
from editor.ui.edge_field import EdgeField
from editor.ui.floating import Floating
from editor.ui.key_button import HEIGHT, KeyButton
from editor.ui.prompt_words import PromptWords
from editor.ui.seed_field import SeedField
from editor.ui.sentences import money
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

WIDEST, NARROWEST, INSET, BETWEEN, FOOT = 608, 420, 11, 8, 30  # besides the hair line
MOST, USUAL = 8, 4  # candidates at once
State = Literal["ready", "working", "failed"]
ICONS = {"ready": ("shield-check", "mid"), "working": ("refresh-cw", "mid"), "failed": ("circle-alert", "bad")}


class PromptBar(Floating):
    """Changes nothing by itself. `edited` is told when the wish has changed, `left` when the canvas is to be used."""

    generate = Signal()
    stop = Signal()
    retry = Signal()
    builtin = Signal()  # ask the engine that is always there instead
    edited = Signal()
    left = Signal()

    def __init__(self, canvas: QWidget, theme: Theme, engines: Sequence[Engine]) -> None:
        super().__init__(canvas, theme, WIDEST, NARROWEST)
        self._theme, self._engines = theme, {engine.name: engine for engine in engines}
        self.setAccessibleName(self.tr("Prompt bar"))
        self.state: State = "ready"
        self._glyph = ""
        self.prompt = PromptWords()
        self.edge_field, self.seed_field = EdgeField(), SeedField(theme)
        self._make_controls(theme)
        self._make_foot()
        self._lay_out()
        self._connect(theme)
        self._engine_chosen()
        self.setFocusProxy(self.prompt)
        self.show_ready("")

    @property
    def words(self) -> str:
        return self.prompt.words

    @property
    def engine(self) -> str:
        return str(self._engine.currentData())

    @property
    def count(self) -> int:
        return int(self._count.currentData() or 1)

    @property
    def edge(self) -> Edge:
        return self.edge_field.edge

    @property
    def sentence(self) -> str:
        """What it says at the moment."""
        return self._sentence.text()

    @property
    def which(self) -> str:
        """Which candidate is being made, as it is said; of use while it is working."""
        return self._which.text()

    def recall(self, words: str, engine: str, count: int, edge: Edge) -> None:
        """Fill it in as it was for another request; an engine that is not installed any more is left out."""
        self.prompt.setPlainText(words)
        self._engine.setCurrentIndex(max(self._engine.findData(engine), 0))
        self._count.setCurrentIndex(max(self._count.findData(count), 0))
        self.edge_field.show_edge(edge)

    def choose(self, engine: str) -> None:
        """Have this one asked from now on, where it is installed."""
        if (at := self._engine.findData(engine)) >= 0:
            self._engine.setCurrentIndex(at)

    def allow(self, reason: str, price: Price | None = None) -> None:
        """Generate is there where no `reason` is against it, and says what it costs; the tip holds the reason."""
        self.go.setEnabled(not reason)
        self.go.setToolTip(reason or self.tr("Generate  Ctrl+Return"))
        self._price.setText("" if reason else money(price))

    def refuse(self, kind: Kind) -> None:
        """Grey out the engines that cannot do this, each with its reason."""
        model = self._engine.model()
        assert isinstance(model, QStandardItemModel)
        for row, engine in enumerate(self._engines.values()):
            reason, item = engine.abilities.refuses(kind), model.item(row)
            assert isinstance(item, QStandardItem)
            item.setEnabled(not reason)
            item.setToolTip(reason)

    def show_ready(self, sentence: str) -> None:
        """What will happen, or what is to be done first."""
        self._show("ready", sentence)

    def show_said(self, sentence: str) -> None:
        """Something that stands in the way, before anything was asked."""
        self._show("ready", sentence, "failed")

    def show_working(self, fraction: float, which: str, stage: str) -> None:
        """`which` candidate is being made, and what the engine says of it; the words may be edited meanwhile."""
        self._progress.setValue(round(1000 * fraction))
        self._which.setText(which)
        self._show("working", stage)

    def show_failure(self, sentence: str) -> None:
        """A request failed: it can be asked again, or of the built-in engine where it was another's."""
        self._show("failed", sentence)

    def _show(self, state: State, sentence: str, glyph: State | None = None) -> None:
        self.state = state
        ready, working, failed = (state == a for a in ("ready", "working", "failed"))
        self._sentence.setText(sentence)
        self._glyph = glyph or state
        self._tint()
        for widget in (self._count, self._price, self.go):
            widget.setVisible(ready)
        for widget in (self._which, self.stop_button, self._progress):
            widget.setVisible(working)
        self.retry_button.setVisible(failed)
        self.builtin_button.setVisible(failed and self.engine != "builtin" and "builtin" in self._engines)
        self._line.setVisible(not working)
        self.updateGeometry()

    def _make_controls(self, theme: Theme) -> None:
        self._engine, self._count = QComboBox(), QComboBox()
        for engine in self._engines.values():
            self._engine.addItem(engine.title, engine.name)
        for field, name in ((self._engine, self.tr("Engine")), (self._count, self.tr("How many candidates"))):
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.setFixedHeight(HEIGHT)
            field.setProperty("floating", True)
        self._price, self._which = QLabel(), QLabel()
        self._price.setAccessibleName(self.tr("Price"))
        for label in (self._price, self._which):
            label.setFont(font(12, 500, tabular=True))
        self.go = KeyButton(theme, self.tr("Generate"), "Ctrl+Return", primary=True)
        self.retry_button = KeyButton(theme, self.tr("Retry"), "Ctrl+Return", primary=True)
        self.builtin_button = KeyButton(theme, self.tr("Use built-in"))
        self.stop_button = KeyButton(theme, self.tr("Stop"), "Escape")
        self._close = QToolButton()
        self._close.setIcon(theme.icon("x"))
        self._close.setIconSize(QSize(16, 16))
        self._close.setFixedSize(24, 24)
        self._close.setToolTip(self.tr("Put the prompt bar away; / brings it back"))
        self._close.setAccessibleName(self.tr("Put the prompt bar away"))

    def _make_foot(self) -> None:
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setProperty("role", "thin")
        self._icon, self._sentence = QLabel(), QLabel()
        self._sentence.setFont(font(12))
        self._sentence.setWordWrap(True)
        self._sentence.setAccessibleName(self.tr("What will happen"))
        self._line = QFrame()
        self._line.setObjectName("line")
        self._foot = QFrame()
        self._foot.setObjectName("foot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(INSET, 6, INSET, 6)
        row.setSpacing(BETWEEN)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self._foot.setMinimumHeight(FOOT)

    def _lay_out(self) -> None:
        words, chips, controls = (QHBoxLayout() for _ in range(3))
        words.addWidget(self.prompt, 1)
        words.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        for chip in (self.edge_field, self.seed_field):
            chips.addWidget(chip)
        chips.addStretch(1)
        for widget in (self._engine, self._count, self._which):
            controls.addWidget(widget)
        controls.addStretch(1)
        for widget in (self._price, self.go, self.stop_button, self.builtin_button, self.retry_button):
            controls.addWidget(widget)
        inner = QVBoxLayout()
        inner.setContentsMargins(INSET, INSET, INSET, INSET)
        for row in (words, chips, controls):
            row.setSpacing(BETWEEN)
            inner.addLayout(row)
        inner.setSpacing(BETWEEN)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        for widget in (self._progress, self._line, self._foot):
            column.addWidget(widget)

    def _connect(self, theme: Theme) -> None:
        self.prompt.textChanged.connect(self.edited)
        self.prompt.left.connect(self.left)
        self._engine.currentIndexChanged.connect(self._engine_chosen)
        self._count.currentIndexChanged.connect(self.edited)
        self.edge_field.changed.connect(self.edited)
        self.go.clicked.connect(self.generate)
        self.stop_button.clicked.connect(self.stop)
        self.retry_button.clicked.connect(self.retry)
        self.builtin_button.clicked.connect(self.builtin)
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.left)
        theme.changed.connect(self._tint)

    def _engine_chosen(self) -> None:
        """Offer what this engine can do."""
        abilities = self._engines[self.engine].abilities
        most, before = min(MOST, abilities.largest_count), self.count if self._count.count() else USUAL
        self._count.blockSignals(True)
        self._count.clear()
        for number in range(1, most + 1):
            self._count.addItem(str(number), number)
        self._count.setCurrentIndex(min(before, most) - 1)
        self._count.blockSignals(False)
        self.seed_field.allow(abilities.seeds)
        self.edited.emit()

    def _tint(self) -> None:
        name, tone = ICONS[self._glyph or "ready"]
        colour = getattr(self._theme.tokens, tone)
        self._icon.setPixmap(pixmap(name, 16, colour, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._tint()
        super().changeEvent(event)
