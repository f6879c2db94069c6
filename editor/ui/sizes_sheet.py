"""The sheet of many sizes: which ones, with which words; it says beforehand what will be made and what it costs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor.engine.errors import EngineError
from editor.session.batch import Forecast
from editor.session.presets import Sizes
from editor.steps.ask import Wish
from editor.ui.parts.overlay import Overlay
from editor.ui.sentences import lasting, money
from editor.ui.size_list import SizeList
from editor.ui.sizing import Sizing
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT, INSET = 480, 560, 20
LAST = "sizes/last"


def tr(text: str) -> str:
    return QCoreApplication.translate("SizesSheet", text)


class SizesSheet(Overlay):
    """`engine` tells which engine is asked, `why_not` what keeps it; `run` does what may fail and says why."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        settings: QSettings,
        sizing: Sizing,
        sizes: Sizes,
        engine: Callable[[], str],
        why_not: Callable[[str], str],
        run: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT)
        self.setAccessibleName(self.tr("To many sizes"))
        self._settings, self._sizing, self._run = settings, sizing, run
        self._engine, self._why_not = engine, why_not
        self.list = SizeList(sizes, theme, checked=True)
        self.words, self.sentence = QLineEdit(), QLabel()
        self.go, self.leave = QPushButton(), QPushButton(self.tr("Cancel"))
        self.words.setPlaceholderText(self.tr("Words for what is new; may stay empty"))
        self.words.setAccessibleName(self.tr("Words for what is new"))
        self.sentence.setWordWrap(True)
        self.sentence.setFont(font(12, tabular=True))
        self.go.setProperty("role", "primary")
        self.go.setAccessibleName(self.tr("Make pictures"))
        self.leave.setAccessibleName(self.tr("Cancel"))
        self._lay_out()
        self.list.ticked.connect(self.refresh)
        self.list.left.connect(self.close_sheet)
        self.words.textChanged.connect(lambda _text: self.refresh())
        self.words.returnPressed.connect(self._make)
        self.go.clicked.connect(self._make)
        self.leave.clicked.connect(self.close_sheet)

    def ask(self) -> None:
        """Come up with what was chosen the last time."""
        last = self._settings.value(LAST, [], list)
        chosen = last if isinstance(last, list) else []
        self.list.ticks = {preset.name for preset in self.list.sizes.all if preset.name in chosen}
        self.list.search.clear()
        self.list.refresh()
        self.refresh()
        self.open(self.list.search)

    def refresh(self) -> None:
        """Say anew what would be made."""
        presets = self.list.presets
        self.go.setText(self.tr("Make pictures"))
        self.go.setEnabled(False)
        if not presets:
            self.sentence.setText(self.tr("Tick the sizes that are wanted."))
            return
        if lacks := self._why_not(self._engine()):
            self.sentence.setText(lacks)
            return
        try:
            found = self._sizing.foreseen(presets, self._engine(), self._wish())
        except EngineError as error:
            self.sentence.setText(f"{error.message} {error.advice}")
            return
        self.sentence.setText(sentence(found))
        self.go.setEnabled(True)
        self.go.setText(self.tr("Make {0} pictures").format(found.pictures))

    def _wish(self) -> Wish:
        return Wish(words=self.words.text().strip())

    def _make(self) -> None:
        if not self.go.isEnabled():
            return
        presets, engine, wish = self.list.presets, self._engine(), self._wish()
        self._settings.setValue(LAST, [preset.name for preset in presets])
        self.close_sheet()
        self._run(lambda: self._sizing.make(presets, engine, wish))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("To many sizes"))
        title.setFont(font(15, 600))
        title.setProperty("tone", "high")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.leave, self.go):
            button.setFixedHeight(32)
            buttons.addWidget(button)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self.list, 1)
        column.addWidget(self.words)
        column.addWidget(self.sentence)
        column.addLayout(buttons)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)


def sentence(found: Forecast) -> str:
    """Such as "12 pictures from 3 masters; 9 need new borders; $0.00; about 1 min"."""
    made = tr("{0} pictures").format(found.pictures) if found.pictures != 1 else tr("1 picture")
    source = tr("from {0} masters").format(found.masters) if found.masters != 1 else tr("from 1 master")
    parts = [f"{made} {source}"]
    if found.drawn:
        parts.append(tr("{0} need new borders").format(found.drawn) if found.drawn != 1 else tr("1 needs new borders"))
        parts.append(money(found.price) if found.price else tr("what it costs is not known"))
        parts.append(tr("about {0}").format(lasting(found.seconds)))
    else:
        parts.append(tr("none needs new borders"))
    if found.enlarged:
        parts.append(tr("{0} enlarged").format(found.enlarged))
    if found.cut:
        parts.append(tr("{0} cut around what is marked").format(found.cut))
    elif found.drawn:
        return f"{'; '.join(parts)}. {tr('Mark what has to stay whole, and the rest may be cut.')}"
    return "; ".join(parts)
