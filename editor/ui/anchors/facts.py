"""The foot of the panel: what the chosen anchor guided, what came of it, and how far its results are from it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from editor.document.records import Anchor
from editor.engine.errors import Cancelled
from editor.engine.stop import Stop
from editor.session.session import Session
from editor.session.tallies import Away, Tally, away
from editor.ui.anchors.words import counted, distance
from editor.ui.offload import Offload
from editor.ui.theme.fonts import font

REST = 250  # milliseconds that an anchor is chosen before its results are looked at
INSET, WITHIN = 12, 6  # around all of it; left of the words within a link
Key = tuple[str, int, int]  # anchor, version, candidates


class Facts(QWidget):
    """Hidden for what guided nothing. `counted(anchor)` and `rerun(anchor)` where its links are followed."""

    counted = Signal(object)
    rerun = Signal(object)
    _heard = Signal(object, float)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._anchor: Anchor | None = None
        self._tally, self._stop = Tally(), Stop()
        self._known: dict[Key, Away | None] = {}
        self._offload = Offload(1, "anchor results")
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._measure)
        self._heard.connect(self._show_progress)
        self.count, self.away = QLabel(), QLabel()
        self.listed, self.again = self._link(self.tr("Show in History")), self._link(self.tr("Re-run some…"))
        self.listed.setToolTip(self.tr("Lists in the history what this anchor guided, and nothing else."))
        self.again.setToolTip(self.tr("Chooses which of them are asked again with what the anchor says now."))
        self.listed.clicked.connect(lambda: self.counted.emit(self._anchor))
        self.again.clicked.connect(lambda: self.rerun.emit(self._anchor))
        links, column = QHBoxLayout(), QVBoxLayout(self)
        links.setSpacing(8)
        for link in (self.listed, self.again):
            links.addWidget(link)
        links.addStretch(1)
        column.setContentsMargins(INSET - WITHIN, 8, INSET, 8)
        column.setSpacing(4)
        for label in (self.count, self.away):
            label.setContentsMargins(WITHIN, 0, 0, 0)
            label.setFont(font(12, tabular=True))
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addLayout(links)
        self.hide()

    def show_anchor(self, anchor: Anchor | None, tally: Tally) -> None:
        """What this one did; its results are looked at beside the window once it stays chosen."""
        before = self._key
        self._anchor, self._tally = anchor, tally
        self.setVisible(anchor is not None and tally.generations > 0)
        if anchor is None:
            self._stop.set()
            return
        self.count.setText(counted(tally))
        self.again.setVisible(tally.of_others(anchor.version) > 0)
        if self._key != before:
            self._stop.set()
            self._rest.start()
        self._show_away()

    def close_threads(self) -> None:
        """What is being looked at is left."""
        self._rest.stop()
        self._stop.set()
        self._offload.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop.set()

    @property
    def _key(self) -> Key | None:
        anchor = self._anchor
        return (anchor.id, anchor.version, self._tally.candidates) if anchor is not None else None

    def _measure(self) -> None:
        key, anchor = self._key, self._anchor
        if not self.isVisible() or anchor is None or key is None or key in self._known:
            return
        self._stop = stop = Stop()
        archive, document, count = self._session.project.archive, self._session.document, key[2]

        def look() -> Away | None:
            return away(archive, document, anchor, count, stop=stop, heard=lambda part: self._heard.emit(key, part))

        self._offload.run(look, lambda found: self._measured(key, found))

    def _measured(self, key: Key, found: Away | Exception | None) -> None:
        if isinstance(found, Cancelled):
            return
        self._known[key] = None if isinstance(found, Exception) else found
        self._show_away()

    def _show_away(self) -> None:
        found = self._known.get(self._key) if self._key is not None else None
        self.away.setText(distance(found) if found is not None else "")
        self.away.setVisible(found is not None)

    def _show_progress(self, key: Key, part: float) -> None:
        if key == self._key and key not in self._known:
            self.away.setText(self.tr("Looking at its results, {0} %").format(round(100 * part)))
            self.away.show()

    def _link(self, words: str) -> QToolButton:
        made = QToolButton()
        made.setText(words)
        made.setAccessibleName(words)
        made.setProperty("role", "link")
        made.setFont(font(12, 500))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
