"""The candidate strip: in the prompt bar's place, what was offered, what is known of it and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.session.record import Shown
from editor.ui.candidates import Candidates
from editor.ui.drift.words import part_name
from editor.ui.floating import Floating
from editor.ui.foot import INSET, Foot, hair
from editor.ui.key_button import KeyButton
from editor.ui.sentences import money, outside_after, outside_before, took
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.thumbs import Cell, Thumbs, thumb

if TYPE_CHECKING:
    from editor.session.drift import Point

WIDEST, NARROWEST = 648, 420
FOLDED = 620  # logical pixels under which it says less


class Strip(Floating):
    """Changes nothing by itself: each button tells what is wanted."""

    accepted = Signal(bool)  # anyway, although it is not trusted
    kept = Signal()
    original = Signal(bool)
    follow = Signal()
    compare = Signal()
    more = Signal()
    closed = Signal()
    chosen = Signal(int)
    stepped = Signal(int)
    stop = Signal()

    def __init__(self, canvas: QWidget, theme: Theme) -> None:
        super().__init__(canvas, theme, WIDEST, NARROWEST)
        self._made: dict[str, Cell] = {}
        self._trusted, self._busy, self._short = True, False, False
        self._accept_key, self._anyway_key = "Return", "Shift+Return"
        self.setAccessibleName(self.tr("Candidates"))
        self.thumbs = Thumbs(theme)
        self._make_facts()
        self._make_actions(theme)
        self._foot, self._line = Foot(theme), hair()
        self._foot.row.addWidget(self.follow_button, 0, Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self._connect(theme)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is to be said of the one in view; "" where nothing is."""
        return self._foot.sentence if not self._foot.isHidden() else ""

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
        self._busy = busy
        self.stop_button.setVisible(busy)
        self.more_button.setVisible(not busy and not self._short)
        if candidates.current is not None:
            self._show_facts(candidates.current)

    def show_consistency(self, point: Point | None) -> None:
        """How near the one in view is to what is known to be good; nothing is said of it where that is not known."""
        value = self._facts["consistency"]
        value.setText(self.tr("{0} of 100").format(point.consistency) if point else "")
        if point:
            said = self.tr("100 is as near as what is known to be good, under 50 is beyond a limit. Furthest off: {0}.")
            value.setToolTip(said.format(part_name(point.part)))
        for label in (value, self._heads["consistency"]):
            label.setVisible(point is not None)

    def show_accept_keys(self, accept: str, anyway: str) -> None:
        """The keys that accept the candidate in view, and one that is not trusted."""
        self._accept_key, self._anyway_key = accept, anyway
        self.accept_button.show_words(self.accept_button.text(), accept if self._trusted else anyway)

    def fold(self, width: int) -> None:
        self._short = width < FOLDED
        kept = (self.accept_button, self.keep_button, self.original_button, self.compare_button)
        for button in (*kept, self.stop_button, self.close_button):
            button.fold(short=self._short)
        self.more_button.setVisible(not self._busy and not self._short)  # the last cell does the same
        gap = 10 if self._short else 24
        if self._grid.horizontalSpacing() != gap:  # else it asks to be laid out, thus stood, thus folded, without end
            self._grid.setHorizontalSpacing(gap)

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """A sentence beneath; "" takes it away."""
        self._foot.say(sentence, *(("circle-alert", "bad") if bad else ("triangle-alert", "warn")))
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
            self.accept_button.show_words(self.tr("Accept"), self._accept_key)
        else:
            self.accept_button.show_words(self.tr("Accept anyway"), self._anyway_key)
        self.follow_button.setVisible(report.follow is not None)
        self.say(" ".join((*report.messages, *shown.offer.notes)))

    def _make_facts(self) -> None:
        self._facts: dict[str, QLabel] = {}
        self._heads: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        names = (
            ("seed", self.tr("Seed")),
            ("time", self.tr("Time")),
            ("price", self.tr("Price")),
            ("consistency", self.tr("Consistency")),
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
            self._facts[name], self._heads[name] = value, head
            self._grid.addWidget(head, 0, column)
            self._grid.addWidget(value, 1, column)
        self._grid.setColumnStretch(len(names), 1)

    def _make_actions(self, theme: Theme) -> None:
        self.accept_button = KeyButton(theme, self.tr("Accept"), "Return", primary=True)
        self.follow_button = KeyButton(theme, self.tr("Follow it"))
        self.keep_button = KeyButton(theme, self.tr("Keep aside"), "S")
        self.original_button = KeyButton(theme, self.tr("Original"), "\\")
        self.compare_button = KeyButton(theme, self.tr("Compare"), "C")
        self.compare_button.setCheckable(True)
        self.more_button = KeyButton(theme, self.tr("More like this"), icon="plus", quiet=True)
        self.stop_button = KeyButton(theme, self.tr("Stop"), quiet=True)
        self.close_button = KeyButton(theme, self.tr("Close"), "Escape", quiet=True)
        self.more_button.explain(self.tr("Asks the same again with other seeds; they come behind these."))
        self.compare_button.explain(self.tr("A divider over the candidate, the picture as it was on its left."))
        self.follow_button.explain(self.tr("Moves the result back with the subject that the engine moved."))
        self.original_button.explain(self.tr("Hold it to see the picture as it was."))

    def _lay_out(self) -> None:
        above, actions = QVBoxLayout(), QHBoxLayout()
        above.setContentsMargins(INSET - 3, INSET - 3, INSET - 3, INSET)
        above.setSpacing(8)
        above.addWidget(self.thumbs)
        self._grid.setContentsMargins(3, 0, 3, 0)
        above.addLayout(self._grid)
        actions.setContentsMargins(INSET, INSET + 1, 1, INSET)  # the last button has no ground at rest
        actions.setSpacing(8)
        for button in (self.accept_button, self.keep_button, self.original_button, self.compare_button):
            actions.addWidget(button)
        actions.addStretch(1)
        for button in (self.more_button, self.stop_button, self.close_button):
            actions.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(hair())
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
        self.more_button.clicked.connect(self.more)
        self.compare_button.clicked.connect(self.compare)
        self.close_button.clicked.connect(self.closed)
        self.thumbs.chosen.connect(self.chosen)
        self.thumbs.stepped.connect(self.stepped)
        self.thumbs.more.connect(self.more)
        theme.changed.connect(self.update)
