"""The prompt bar: words, engine, how many, edge, seed, price, Generate, and a sentence that says what will happen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from editor.document.edge import Edge
from editor.engine.contract import Price
from editor.engine.offers import Offer
from editor.ui.edge_field import EdgeField
from editor.ui.engine_picker import EnginePicker
from editor.ui.floating import Floating
from editor.ui.foot import INSET, Foot, hair
from editor.ui.key_button import HEIGHT, KeyButton
from editor.ui.parts.dock import icon_button
from editor.ui.parts.segments import Segments
from editor.ui.parts.tip import tip
from editor.ui.prompt_words import PromptWords
from editor.ui.refining import Refining
from editor.ui.seed_field import SeedField
from editor.ui.sentences import money
from editor.ui.starting import StartField
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.told import Told

WIDEST, NARROWEST, BETWEEN = 608, 420, 8
FOLDED = 560  # logical pixels under which it says less
ENGINE, COUNT = (180, 84), 48  # widths
MOST, USUAL = 8, 4  # candidates at once
State = Literal["ready", "working", "failed"]
GLYPHS = {"ready": ("shield-check", "mid"), "working": ("loader-circle", "mid"), "failed": ("circle-alert", "bad")}


class PromptBar(Floating):
    """Changes nothing by itself. `edited` is told when the wish has changed, `left` when the canvas is to be used."""

    generate = Signal()
    stop = Signal()
    retry = Signal()
    builtin = Signal()  # ask the engine that is always there instead
    edited = Signal()
    recalling = Signal()  # words of before are wanted
    left = Signal()

    def __init__(self, canvas: QWidget, theme: Theme, offers: Sequence[Offer]) -> None:
        super().__init__(canvas, theme, WIDEST, NARROWEST)
        self.engines = EnginePicker(theme, _drawing(offers))
        self.setAccessibleName(self.tr("Prompt bar"))
        self.state: State = "ready"
        self.prompt, self.foot = PromptWords(), Foot(theme)
        self.edge_field, self.seed_field = EdgeField(), SeedField(theme)
        self.told, self.refining, self.start_field = Told(theme), Refining(theme), StartField(theme)
        self.tier = Segments(self.tr("Tier"), [self.tr("Draft"), self.tr("Final")])
        self.tier.hide()
        self._make_choices()
        self._make_buttons(theme)
        self._lay_out()
        self._connect()
        self._engine_chosen()
        self.setFocusProxy(self.prompt)
        self.show_ready("")

    @property
    def words(self) -> str:
        return self.prompt.words

    @property
    def engine(self) -> str:
        return self.engines.chosen.engine.name

    @property
    def count(self) -> int:
        return int(self.count_field.currentData() or 1)

    @property
    def edge(self) -> Edge:
        return self.edge_field.edge

    @property
    def sentence(self) -> str:
        """What it says at the moment."""
        return self.foot.sentence

    @property
    def which(self) -> str:
        """Which candidate is being made, as it is said; of use while it is working."""
        return self._which.text()

    def recall(self, words: str, engine: str, count: int, edge: Edge, avoid: str = "", strength: float = 1.0) -> None:
        """Fill it in as it was for another request; an engine that is not installed any more is left out."""
        self.refining.recall(avoid, strength)
        self.prompt.replace(words)
        self.choose(engine)
        self.count_field.setCurrentIndex(max(self.count_field.findData(count), 0))
        self.edge_field.show_edge(edge)

    def offer(self, offers: Sequence[Offer]) -> None:
        """These engines are there now; the one that is asked stays so as long as it is."""
        self.engines.offer(_drawing(offers))
        self._engine_chosen()

    def choose(self, engine: str) -> None:
        """Have this one asked from now on, where it is installed."""
        self.engines.choose(engine)

    @property
    def price(self) -> str:
        """What it costs, as it is said beside Generate; its tip says it in a sentence."""
        return self.price_label.text()

    def allow(self, reason: str, price: Price | None = None, cost: str = "") -> None:
        """Generate is there where no `reason` is against it, with its price; the tips hold the reason, and the cost."""
        self.go.setEnabled(not reason)
        self.go.explain(reason)
        self.go.setAccessibleDescription(reason or cost)
        self.price_label.setText("" if reason else money(price))
        self.price_label.setToolTip(cost)

    def show_tips(self, recent: str, write: str) -> None:
        """With the keys that list the recent prompts, and that come back to the words."""
        self.recent.setToolTip(tip(self._theme.tokens, self.tr("Recent prompts"), recent))
        self._close.setToolTip(tip(self._theme.tokens, self.tr("Put the prompt bar away")))
        self.prompt.setToolTip(tip(self._theme.tokens, self.tr("Write the prompt"), write))

    def show_ready(self, sentence: str) -> None:
        """What will happen, or what is to be done first."""
        self._show("ready", sentence)

    def show_said(self, sentence: str) -> None:
        """Something that stands in the way, before anything was asked."""
        self._show("ready", sentence, "failed")

    def show_working(self, fraction: float, which: str, sentence: str) -> None:
        """`which` candidate is being made, and how it stands; the words may be edited meanwhile."""
        self._progress.setValue(round(1000 * fraction))
        self._which.setText(which)
        self._show("working", sentence)

    def show_failure(self, sentence: str) -> None:
        """A request failed: it can be asked again, or of the built-in engine where it was another's."""
        self._show("failed", sentence)

    def fold(self, width: int) -> None:
        short = width < FOLDED
        self.engines.setFixedWidth(ENGINE[short])
        self.edge_field.fold(short=short)
        for button in (self.go, self.retry_button, self.stop_button):
            button.fold(short=short)

    def _show(self, state: State, sentence: str, glyph: State | None = None) -> None:
        self.state = state
        ready, working, failed = (state == a for a in ("ready", "working", "failed"))
        self.foot.say(sentence, *GLYPHS[glyph or state])
        for widget in (self.count_field, self.edge_field.policy, self.seed_field.button, self.price_label, self.go):
            widget.setVisible(ready)
        for widget in (self._which, self.stop_button, self._progress):
            widget.setVisible(working)
        self.retry_button.setVisible(failed)
        builtin = self.engines.findData("builtin") >= 0
        self.builtin_button.setVisible(failed and self.engine != "builtin" and builtin)
        self._line.setVisible(not working)
        self.updateGeometry()

    def _make_choices(self) -> None:
        self.count_field = QComboBox()
        for field, name in ((self.engines, self.tr("Engine")), (self.count_field, self.tr("How many candidates"))):
            field.setAccessibleName(name)
            field.setToolTip(name)
            field.setFont(font(12, 500, tabular=True))
            field.setFixedHeight(HEIGHT)
            field.setProperty("floating", True)
        self.count_field.setFixedWidth(COUNT)
        self.price_label, self._which = QLabel(), QLabel()
        self.price_label.setAccessibleName(self.tr("Price"))
        self.price_label.setFont(font(12, 500, tabular=True))
        self._which.setFont(font(12, tabular=True))
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setProperty("role", "thin")
        self._progress.setAccessibleName(self.tr("Progress"))
        self._line = hair()

    def _make_buttons(self, theme: Theme) -> None:
        self.go = KeyButton(theme, self.tr("Generate"), "Ctrl+Return", primary=True)
        self.retry_button = KeyButton(theme, self.tr("Retry"), "Ctrl+Return", primary=True)
        self.builtin_button = KeyButton(theme, self.tr("Use built-in"))
        self.stop_button = KeyButton(theme, self.tr("Stop"), "Escape")
        self.recent = icon_button(theme, "history", self.tr("Recent prompts"))
        self._close = icon_button(theme, "x", self.tr("Put the prompt bar away"))
        self._theme = theme

    def _lay_out(self) -> None:
        words, controls = QHBoxLayout(), QHBoxLayout()
        ends = QHBoxLayout()
        ends.setContentsMargins(0, BETWEEN // 2, 0, 0)
        ends.setSpacing(2)
        for button in (self.recent, self.refining.button, self._close):
            ends.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.prompt, 1)
        words.addLayout(ends)
        more = self.refining.strength, self.refining.avoid, self.start_field.chip
        self._chips = _Chips(self.tier, self.edge_field.band, self.seed_field.number, *more)
        for widget in (self.engines, self.count_field, self.edge_field.policy, self.seed_field.button, self._which):
            controls.addWidget(widget)
        controls.addStretch(1)
        for widget in (self.price_label, self.go, self.stop_button, self.builtin_button, self.retry_button):
            controls.addWidget(widget)
        controls.setSpacing(BETWEEN)
        controls.setContentsMargins(0, BETWEEN, INSET - BETWEEN, 0)
        inner = QVBoxLayout()
        inner.setContentsMargins(INSET, INSET - 2, BETWEEN, INSET + 1)
        inner.setSpacing(0)
        inner.addLayout(words)
        inner.addWidget(self.told)
        inner.addWidget(self._chips)
        inner.addLayout(controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        for widget in (self._progress, self._line, self.foot):
            column.addWidget(widget)

    def _connect(self) -> None:
        self.prompt.textChanged.connect(self.edited)
        self.prompt.left.connect(self.left)
        self.prompt.recalling.connect(self.recalling)
        self.recent.clicked.connect(self.recalling)
        self.engines.currentIndexChanged.connect(self._engine_chosen)
        self.count_field.currentIndexChanged.connect(self.edited)
        self.edge_field.changed.connect(self.edited)
        self.start_field.changed.connect(self.edited)
        self.refining.changed.connect(self.edited)
        self.go.clicked.connect(self.generate)
        self.stop_button.clicked.connect(self.stop)
        self.retry_button.clicked.connect(self.retry)
        self.builtin_button.clicked.connect(self.builtin)
        self._close.clicked.connect(self.hide)
        self._close.clicked.connect(self.left)

    def _engine_chosen(self) -> None:
        """Offer what this engine can do."""
        engine = self.engines.chosen.engine
        abilities, title = engine.abilities, engine.title
        most, before = min(MOST, abilities.largest_count), self.count if self.count_field.count() else USUAL
        self.count_field.blockSignals(True)
        self.count_field.clear()
        for number in range(1, most + 1):
            self.count_field.addItem(str(number), number)
        self.count_field.setCurrentIndex(min(before, most) - 1)
        self.count_field.blockSignals(False)
        few = self.tr("{0} makes one at a time.") if most == 1 else self.tr("{0} makes at most {1} at once.")
        self.count_field.setEnabled(most > 1)
        explain(self.count_field, self.tr("How many candidates"), few.format(title, most) if most < MOST else "")
        self.seed_field.allow(abilities.seeds)
        self.refining.allow(abilities, title)
        self.edited.emit()


def explain(field: QWidget, name: str, reason: str) -> None:
    """What holds it back, in its tip and for those who hear it."""
    field.setToolTip(reason or name)
    field.setAccessibleDescription(reason)


class _Chips(QWidget):
    """What differs from the usual, in a row that is there while one of them is."""

    def __init__(self, *chips: QWidget) -> None:
        super().__init__()
        self._chips = chips
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, INSET - BETWEEN, 2)
        row.setSpacing(BETWEEN)
        for chip in chips:
            row.addWidget(chip, int(isinstance(chip, QLineEdit)))
            chip.installEventFilter(self)
        row.addStretch()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show()
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self.setVisible(any(not chip.isHidden() for chip in self._chips))


def _drawing(offers: Sequence[Offer]) -> list[Offer]:
    """Without those that only cut out or make larger: these have actions of their own."""
    return [offer for offer in offers if not offer.engine.abilities.kinds <= {"cutout", "upscale"}]
