"""The prompt bar: words, how many, Generate, and one sentence that says what will happen or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QPushButton, QSpinBox, QVBoxLayout, QWidget

from editor.session.record import Shown


class PromptBar(QWidget):
    """Changes nothing by itself: `generate` and `stop` are heard by the desk."""

    generate = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = QLineEdit()
        self._words.setPlaceholderText(self.tr("What it should become (empty: what the surroundings suggest)"))
        self._words.setAccessibleName(self.tr("Prompt"))
        self._words.returnPressed.connect(self.generate)
        self._count = QSpinBox()
        self._count.setRange(1, 4)
        self._count.setAccessibleName(self.tr("Candidates"))
        self._go = QPushButton(self.tr("Generate"))
        self._go.setProperty("role", "primary")
        self._go.setToolTip(self.tr("Generate  Ctrl+Return"))
        self._go.clicked.connect(self.generate)
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.clicked.connect(self.stop)
        self._sentence = QLabel()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(3)
        row = QHBoxLayout()
        for widget in (self._words, self._count, self._go, self._stop):
            row.addWidget(widget, 1 if widget is self._words else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.addLayout(row)
        column.addWidget(self._progress)
        column.addWidget(self._sentence)
        self.setFocusProxy(self._words)
        self.show_ready("")

    @property
    def words(self) -> str:
        return self._words.text().strip()

    @property
    def sentence(self) -> str:
        """What it says at the moment."""
        return self._sentence.text()

    @property
    def count(self) -> int:
        return self._count.value()

    def allow(self, marked: bool) -> None:
        """Generate is there once something is marked; until then its tip says why it is not."""
        self._go.setEnabled(marked)
        tip = self.tr("Generate  Ctrl+Return") if marked else self.tr("Nothing is marked: paint over what is to change")
        self._go.setToolTip(tip)

    def show_ready(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._progress.hide()
        self._stop.hide()

    def show_working(self, fraction: float, stage: str) -> None:
        self._progress.setValue(round(100 * fraction))
        self._progress.show()
        self._stop.show()
        self._sentence.setText(stage)

    def show_candidate(self, shown: Shown, number: int, count: int) -> None:
        """Which candidate is looked at, what fit found of it, and what the keys do; the progress of others stays."""
        report = shown.fitted.report
        which = self.tr("Candidate {0} of {1}, seed {2}.").format(number, count, shown.offer.seed)
        takes = self.tr("Return accepts") if report.trusted else self.tr("Shift+Return accepts it anyway")
        self._sentence.setText(" ".join((which, *report.messages, self.tr("{0}, Escape puts it away.").format(takes))))

    def show_problem(self, error: Exception) -> None:
        """One of the program's own errors, which hold sentences, or one of the system."""
        self.show_error(getattr(error, "message", str(error)), getattr(error, "advice", ""))

    def show_error(self, message: str, advice: str) -> None:
        """What happened and what to do; the words stay."""
        self.show_ready(f"{message} {advice}".strip())
