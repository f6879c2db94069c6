"""The candidate strip: in the prompt bar's place, what was offered, what is known of it and what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.session.record import Shown
from editor.ui.candidates import Candidates
from editor.ui.floating import Floating
from editor.ui.key_button import KeyButton
from editor.ui.sentences import money, outside_after, outside_before, took
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme
from editor.ui.thumbs import Cell, Thumbs, thumb

WIDEST, NARROWEST, INSET = 648, 420, 11  # besides the hair line


class Strip(Floating):
    """Changes nothing by itself: each button tells what is wanted."""

    accepted = Signal(bool)  # anyway, although it is not trusted
    kept = Signal()
    original = Signal(bool)
    follow = Signal()
    more = Signal()
    closed = Signal()
    chosen = Signal(int)
    stepped = Signal(int)
    stop = Signal()

    def __init__(self, canvas: QWidget, theme: Theme) -> None:
        super().__init__(canvas, theme, WIDEST, NARROWEST)
        self._theme = theme
        self._made: dict[str, Cell] = {}
        self._trusted = True
        self.setAccessibleName(self.tr("Candidates"))
        self.thumbs = Thumbs(theme)
        self._make_facts()
        self._make_actions(theme)
        self._make_foot()
        self._lay_out()
        self._connect(theme)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is to be said of the one in view; "" where nothing is."""
        return self._sentence.text() if not self._foot.isHidden() else ""

    def fact(self, name: str) -> str:
        """What is said of the one in view under this name. Raises KeyError."""
        return self._facts[name].text()

    def show_candidates(self, candidates: Candidates, kept: frozenset[str], words: str, *, busy: bool) -> None:
        """Those in view, with `words` in the cell for more; `kept` are the offers that are set aside."""
        ratio = self.devicePixelRatioF()
        made = self._made
        self._made = {}
        for one in candidates:
            key = f"{one.offer.id} {id(one)}"
            picture = made[key].picture if key in made else thumb(one, ratio)
            self._made[key] = Cell(picture, one.offer.id in kept)
        self.thumbs.show_cells(tuple(self._made.values()), candidates.number - 1, words, busy=busy)
        self.stop_button.setVisible(busy)
        if candidates.current is not None:
            self._show_facts(candidates.current)

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """A sentence beneath; "" takes it away."""
        self._sentence.setText(sentence)
        name, tone = ("circle-alert", "bad") if bad else ("triangle-alert", "warn")
        colour = getattr(self._theme.tokens, tone)
        self._icon.setPixmap(pixmap(name, 16, colour, self.devicePixelRatioF()))
        self._foot.setVisible(bool(sentence))
        self._line.setVisible(bool(sentence))
        self.updateGeometry()

    def _show_facts(self, shown: Shown) -> None:
        report, offer = shown.fitted.report, shown.offer
        said = {
            "seed": f"{offer.seed:,}".replace(",", "\u2009"),
            "time": took(offer.seconds),
            "price": money(offer.price),
            "before": outside_before(report),
            "after": outside_after(report, shown.generation),
        }
        for name, words in said.items():
            self._facts[name].setText(words)
        self._trusted = report.trusted
        if report.trusted:
            self.accept_button.show_words(self.tr("Accept"), "Return")
        else:
            self.accept_button.show_words(self.tr("Accept anyway"), "Shift+Return")
        self.follow_button.setVisible(report.follow is not None)
        self.say(" ".join((*report.messages, *shown.offer.notes)))

    def _make_facts(self) -> None:
        self._facts: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        names = (
            ("seed", self.tr("Seed")),
            ("time", self.tr("Time")),
            ("price", self.tr("Price")),
            ("before", self.tr("Outside, from the engine")),
            ("after", self.tr("Outside, now")),
        )
        for column, (name, title) in enumerate(names):
            head, value = QLabel(title), QLabel()
            head.setProperty("tone", "low")
            head.setFont(font(11))
            value.setProperty("tone", "high")
            value.setFont(font(12, 500, tabular=True))
            value.setAccessibleName(title)
            self._facts[name] = value
            self._grid.addWidget(head, 0, column)
            self._grid.addWidget(value, 1, column)
        self._grid.setColumnStretch(len(names), 1)

    def _make_actions(self, theme: Theme) -> None:
        self.accept_button = KeyButton(theme, self.tr("Accept"), "Return", primary=True)
        self.follow_button = KeyButton(theme, self.tr("Follow it"))
        self.keep_button = KeyButton(theme, self.tr("Keep aside"), "S")
        self.original_button = KeyButton(theme, self.tr("Original"), "\\")
        self.stop_button = KeyButton(theme, self.tr("Stop"))
        self.close_button = KeyButton(theme, self.tr("Close"), "Escape")
        self.follow_button.setToolTip(self.tr("Moves the result back with the subject that the engine moved."))
        self.original_button.setToolTip(self.tr("Hold it to see the picture as it was."))

    def _make_foot(self) -> None:
        self._icon, self._sentence, self._foot, self._line = QLabel(), QLabel(), QFrame(), QFrame()
        self._sentence.setFont(font(12))
        self._sentence.setWordWrap(True)
        self._foot.setObjectName("foot")
        self._line.setObjectName("line")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(INSET, 6, INSET, 6)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)

    def _lay_out(self) -> None:
        above, actions, hair = QVBoxLayout(), QHBoxLayout(), QFrame()
        hair.setObjectName("line")
        above.setContentsMargins(INSET, INSET - 2, INSET, INSET)
        above.setSpacing(8)
        above.addWidget(self.thumbs)
        above.addLayout(self._grid)
        actions.setContentsMargins(INSET, INSET, INSET, INSET)
        actions.setSpacing(8)
        for button in (self.accept_button, self.follow_button, self.keep_button, self.original_button):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.stop_button)
        actions.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(hair)
        column.addLayout(actions)
        column.addWidget(self._line)
        column.addWidget(self._foot)

    def _connect(self, theme: Theme) -> None:
        self.accept_button.clicked.connect(lambda: self.accepted.emit(not self._trusted))
        self.follow_button.clicked.connect(self.follow)
        self.keep_button.clicked.connect(self.kept)
        self.original_button.pressed.connect(lambda: self.original.emit(True))
        self.original_button.released.connect(lambda: self.original.emit(False))
        self.stop_button.clicked.connect(self.stop)
        self.close_button.clicked.connect(self.closed)
        self.thumbs.chosen.connect(self.chosen)
        self.thumbs.stepped.connect(self.stepped)
        self.thumbs.more.connect(self.more)
        theme.changed.connect(self.update)
