"""The bar of upscaling: how large, by which engine, with which words, at which price; it floats by what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from editor.engine.contract import Engine, Price
from editor.engine.offers import Offer
from editor.pixels.geometry import Size
from editor.session.upscaling import made_for_it
from editor.steps.enlarge import Goal
from editor.ui.engine_picker import EnginePicker
from editor.ui.floating import Floating
from editor.ui.foot import INSET, Foot, hair
from editor.ui.how_large import HowLarge
from editor.ui.key_button import HEIGHT, KeyButton
from editor.ui.parts.dock import icon_button
from editor.ui.sentences import money
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDEST, NARROWEST, BETWEEN = 560, 420, 8
ENGINE = 200  # width
GLYPHS = {False: ("shield-check", "mid"), True: ("circle-alert", "bad")}


class UpscaleBar(Floating):
    """Changes nothing by itself. `edited` when something else is wanted of it, `left` when it is put away, `lacking`
    when what would draw new detail is to be connected."""

    go = Signal()
    edited = Signal()
    left = Signal()
    lacking = Signal()

    def __init__(self, canvas: QWidget, theme: Theme, offers: Sequence[Offer]) -> None:
        super().__init__(canvas, theme, WIDEST, NARROWEST)
        self.setAccessibleName(self.tr("Upscale"))
        self.about = QLabel()
        self.large = HowLarge()
        self.words, self.hide_source = QLineEdit(), QCheckBox(self.tr("Hide the original"))
        self.engines, self.price_label, self.foot = EnginePicker(theme, ()), QLabel(), Foot(theme)
        self._any = False
        self.button = KeyButton(theme, self.tr("Upscale"), "Return", primary=True)
        self.better = QToolButton()
        self._close = icon_button(theme, "x", self.tr("Put it away"))
        self._name()
        self._lay_out()
        self._connect()
        self.offer(offers)
        self.hide()

    @property
    def goal(self) -> Goal:
        """How large it is to be."""
        return self.large.goal

    @property
    def engine(self) -> Engine | None:
        """The one that is asked; None where there is none that makes larger."""
        return self.engines.chosen.engine if self._any else None

    @property
    def keep(self) -> bool:
        """Whether the original stays in view."""
        return not self.hide_source.isChecked()

    @property
    def sentence(self) -> str:
        """What it says at the moment."""
        return self.foot.sentence

    def ask(self, shape: Size) -> None:
        """Come up for a picture of this size; one in pixels begins with twice that."""
        self.large.begin(shape)
        self.show()
        self.button.setFocus(Qt.FocusReason.PopupFocusReason)

    def offer(self, offers: Sequence[Offer]) -> None:
        """These engines can do it now."""
        self._any = bool(offers)
        self.engines.offer(offers)
        self.better.setVisible(not any(made_for_it(offer.engine) for offer in offers))
        self._engine_chosen()

    def say(self, about: str, sentence: str, *, bad: bool = False, price: Price | None = None, cost: str = "") -> None:
        """What it is about and what would happen, with its price; or, where that is `bad`, why it cannot be done."""
        self.about.setText(about)
        self.foot.say(sentence, *GLYPHS[bad])
        self.button.setEnabled(not bad)
        self.button.explain(sentence if bad else "")
        self.button.setAccessibleDescription(sentence if bad else cost)
        self.price_label.setText("" if bad else money(price))
        self.price_label.setToolTip(cost)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.isEnabled():
            self.go.emit()

    def _name(self) -> None:
        self.words.setPlaceholderText(self.tr("What the picture shows"))
        self.words.setAccessibleName(self.tr("What the picture shows"))
        self.hide_source.setChecked(True)
        self.hide_source.setAccessibleName(self.hide_source.text())
        self.hide_source.setToolTip(
            self.tr("The larger picture takes its place; the original stays as a hidden layer.")
        )
        self.engines.setAccessibleName(self.tr("Engine"))
        self.engines.setToolTip(self.tr("Engines that make pictures larger"))
        self.engines.setFont(font(12, 500, tabular=True))
        self.engines.setFixedSize(ENGINE, HEIGHT)
        self.engines.setProperty("floating", True)
        self.better.setText(self.tr("New detail by a net…"))
        self.better.setAccessibleName(self.tr("New detail by a net"))
        self.better.setToolTip(self.tr("What a net for this needs, and how it comes"))
        self.better.setProperty("role", "link")
        self.better.setFont(font(12, 500))
        self.price_label.setAccessibleName(self.tr("Price"))
        self.price_label.setFont(font(12, 500, tabular=True))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Upscale"))
        title.setFont(font(13, 600))
        title.setProperty("tone", "high")
        self.about.setFont(font(12, tabular=True))
        self.about.setProperty("tone", "low")
        head, last = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (head, (title, self.about, None, self.better, self._close)),
            (last, (self.engines, self.hide_source, None, self.price_label, self.button)),
        ):
            row.setSpacing(BETWEEN)
            for part in parts:
                row.addStretch(1) if part is None else row.addWidget(part)
        inner, column = QVBoxLayout(), QVBoxLayout(self)
        inner.setContentsMargins(INSET, INSET - 3, INSET, INSET)
        inner.setSpacing(BETWEEN)
        inner.addLayout(head)
        inner.addWidget(self.large)
        inner.addWidget(self.words)
        inner.addLayout(last)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(hair())
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.large.edited.connect(self.edited)
        self.words.textChanged.connect(lambda _text: self.edited.emit())
        self.engines.currentIndexChanged.connect(self._engine_chosen)
        self.button.clicked.connect(self.go)
        self.better.clicked.connect(self.lacking)
        self._close.clicked.connect(self.left)

    def _engine_chosen(self) -> None:
        self.words.setVisible(self.engine is not None and self.engine.abilities.needs_words)
        self.edited.emit()
