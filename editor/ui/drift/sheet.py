"""The sheet of drift: the chart of a series, its results in order, and one of them beside what is known to be good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.engine.embedder import Embedder
from editor.pixels.likeness_distance import Part
from editor.project.archive import Archive
from editor.session.drift import Drift, Point
from editor.ui.drift.beside import PICTURE, BesidePicture
from editor.ui.drift.chart import Chart
from editor.ui.drift.embedder_picker import EmbedderPicker
from editor.ui.drift.parts import Parts
from editor.ui.drift.rows import POINT, ResultRows
from editor.ui.drift.words import standing, tr
from editor.ui.panels.answer_thumbs import AnswerThumbs
from editor.ui.parts.empty import Empty
from editor.ui.parts.overlay import Overlay
from editor.ui.parts.segments import Segments
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

EMPTY = 480, 280  # where there is no result
WIDTH, HEIGHT, INSET, SIDE = 920, 720, 20, 316
PART = 28  # one part more
ROOM = 512  # device pixels of the pictures side by side


class DriftSheet(Overlay):
    """Changes nothing by itself.

    `asked(anchor's id)`: another series is wanted; `opened(point)`: a result in its place; `pinned(point)`: it is known
    to be good, or no more; `limited(part, limit or None)`; `again(engine)`: what is known is asked of an engine too.
    """

    asked = Signal(str)
    opened = Signal(object)
    pinned = Signal(object)
    limited = Signal(str, object)
    again = Signal(str)
    writing = Signal()
    left = Signal()

    def __init__(self, window: QWidget, theme: Theme, archive: Archive) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT)
        self.setAccessibleName(tr("Drift"))
        self.thumbs = AnswerThumbs(archive)
        self._found: Drift | None = None
        self._number, self._more = 0, 0
        self.which, self.engine, self.told = QComboBox(), QComboBox(), QLabel()
        self.chart, self.parts = Chart(theme), Parts(theme)
        self.order = Segments(tr("Order"), (tr("By time"), tr("Furthest first")))
        self.list, self._model = QListView(), QStandardItemModel(self)
        self.good, self.this = BesidePicture(theme, tr("Known good")), BesidePicture(theme, tr("This one"))
        self.open_button, self.pin_button = QPushButton(tr("Show")), QPushButton()
        self.again_button, self.close_button = QPushButton(tr("Ask again")), QPushButton(tr("Close"))
        self.embedder, self._embedder_name = EmbedderPicker(), QLabel(tr("Embedder"))
        self.empty = Empty(
            theme,
            "history",
            tr("No result to look at yet"),
            tr("Results are held to what is known to be good, else to the first: colours, light, sharpness, shapes."),
            tr("Write the prompt"),
        )
        self._pages = QStackedWidget()
        self._name_parts()
        self._lay_out()
        self._connect()

    @property
    def points(self) -> Sequence[Point]:
        """The rows as they are listed."""
        return [self._model.item(row).data(POINT) for row in range(self._model.rowCount())]

    @property
    def current(self) -> Point | None:
        """The result that is looked at."""
        return next((point for point in self._points if point.number == self._number), None)

    def begin(self, series: Sequence[tuple[str, str]], engines: Sequence[tuple[str, str]]) -> None:
        """Come up while results are looked at; `series` are anchors and `engines` those that can be asked: id, name."""
        chosen = self.which.currentData() or ""
        for box, rows in ((self.which, [("", tr("All results")), *series]), (self.engine, engines)):
            box.blockSignals(True)
            box.clear()
            for id, name in rows:
                box.addItem(name, id)
            box.blockSignals(False)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self.open(self.list)

    def show_embedders(self, known: Iterable[Embedder], wish: str) -> None:
        """Those that come in packages, and the name or file of the one that measures as well; "" for none."""
        self.embedder.show_known(known, wish)
        self._embed(wish)

    def show_progress(self, share: float) -> None:
        self.told.setText(tr("Looking at what came: {0} %").format(round(100 * share)))

    def say(self, words: str) -> None:
        self.told.setText(words)

    def show_drift(self, found: Drift, given: dict[Part, float]) -> None:
        """What was measured, and the limits that are given by hand."""
        self._found = found
        self._pages.setCurrentIndex(0 if found.points else 1)
        for widget in (self.which, self.engine, self.again_button, self._embedder_name, self.embedder):
            widget.setVisible(bool(found.points or self.which.currentData()))
        self._fit()
        self.told.setText(standing(found) if found.points else "")
        self.chart.show_series(found.points, found.changes)
        self.parts.show_bands(found.bands, given)
        known = found.beside == "known good"
        self.again_button.setEnabled(known and self.engine.count() > 0)
        why = "" if known else tr("Nothing is known to be good yet: choose a result, then “Known good”.")
        self.again_button.setToolTip(why or tr("Asks what is known to be good of this engine too, in the background."))
        if self.current is None:
            furthest = max(found.points, key=lambda point: point.score, default=None)
            self._number = found.changes[0].number if found.changes else furthest.number if furthest else 0
        self._list()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def _embed(self, wish: str) -> None:
        self._more = PART if wish else 0
        self.parts.show_embedded(embedded=bool(wish))
        self._fit()

    def _fit(self) -> None:
        empty = self._found is not None and not self._points
        self.fit(*(EMPTY if empty else (WIDTH, HEIGHT + self._more)))

    @property
    def _points(self) -> Sequence[Point]:
        return self._found.points if self._found else ()

    def _list(self) -> None:
        points = sorted(self._points, key=lambda point: -point.score) if self.order.place == 1 else self._points
        quiet = QSignalBlocker(self.list.selectionModel())
        self._model.clear()
        for point in points:
            item = QStandardItem(f"{point.number}")
            item.setData(point, POINT)
            item.setEditable(False)
            self._model.appendRow(item)
        quiet.unblock()
        self._look(self._number)

    def _look(self, number: int) -> None:
        """At this result, everywhere."""
        self._number = number
        point = self.current
        rows = [row for row, one in enumerate(self.points) if one.number == number]
        self.list.setCurrentIndex(self._model.index(rows[0] if rows else -1, 0))
        self.chart.show_number(number if point else 0)
        self.parts.show_point(point)
        for button in (self.open_button, self.pin_button):
            button.setEnabled(point is not None)
        self.pin_button.setText(tr("No longer known good") if point and point.known else tr("Known good"))
        self._show_pictures()

    def _show_pictures(self) -> None:
        """One beside the other, the known one that is the most alike in what it shows."""
        point, found = self.current, self._found
        known = found.known if found else ()
        own = [other.offer for other in self._points if point and other.known and other.generation == point.generation]
        beside = next(iter((*own, *known)), "")
        for picture, offer in ((self.good, beside), (self.this, point.offer if point else "")):
            picture.show_image(self.thumbs.picture(offer, ROOM) if offer else None)
        first = found is not None and found.beside == "first"
        self.good.show_words(tr("The first") if first else tr("Known good"))
        self.this.show_words(tr("Number {0}").format(point.number) if point else tr("This one"))

    def _chosen(self) -> None:
        point = self.list.currentIndex().data(POINT)
        if isinstance(point, Point) and point.number != self._number:
            self._look(point.number)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda _row: self.asked.emit(self.which.currentData() or ""))
        self.order.chosen.connect(lambda _place: self._list())
        self.chart.chosen.connect(self._look)
        self.list.selectionModel().currentChanged.connect(lambda *_rows: self._chosen())
        self.list.activated.connect(lambda _index: self._tell(self.opened))
        self.open_button.clicked.connect(lambda: self._tell(self.opened))
        self.pin_button.clicked.connect(lambda: self._tell(self.pinned))
        self.parts.limited.connect(self.limited)
        self.again_button.clicked.connect(lambda: self.again.emit(self.engine.currentData()))
        self.close_button.clicked.connect(self.close_sheet)
        self.embedder.wished.connect(self._embed)
        self.empty.link.connect(self.writing)
        self.thumbs.arrived.connect(self.list.viewport().update)
        self.thumbs.arrived.connect(self._show_pictures)

    def _tell(self, signal: object) -> None:
        if (point := self.current) is not None:
            signal.emit(point)  # type: ignore[attr-defined]

    def _name_parts(self) -> None:
        self.which.setAccessibleName(tr("Which results"))
        self.engine.setAccessibleName(tr("Engine to ask again"))
        self.list.setAccessibleName(tr("Results"))
        self.list.setMouseTracking(True)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ResultRows(self.list, self._theme, self.thumbs))
        self.list.setUniformItemSizes(True)
        self.order.show_place(0)
        self._embedder_name.setBuddy(self.embedder)
        self.told.setFont(font(12, tabular=True))
        self.told.setWordWrap(True)
        self.pin_button.setToolTip(tr("Holds the set to what was asked here: its recipe, and how it looks."))
        self.open_button.setToolTip(tr("Shows this candidate in its place on the canvas."))

    def _lay_out(self) -> None:
        title = QLabel(tr("Drift"))
        title.setFont(font(15, 600))
        title.setProperty("tone", "high")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.which)
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(self.chart)
        halves = QHBoxLayout()
        halves.setSpacing(20)
        halves.addLayout(self._left(), 1)
        halves.addLayout(self._right())
        body.addLayout(halves, 1)
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.engine, self.again_button):
            foot.addWidget(widget)
        foot.addSpacing(12)
        foot.addWidget(self._embedder_name)
        foot.addWidget(self.embedder)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.list, 1)
        return left

    def _right(self) -> QVBoxLayout:
        pictures, buttons, right = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        pictures.setSpacing(SIDE - 2 * PICTURE.width())
        buttons.setSpacing(8)
        for picture in (self.good, self.this):
            pictures.addWidget(picture)
        for button in (self.open_button, self.pin_button):
            buttons.addWidget(button)
        right.setSpacing(12)
        right.addLayout(pictures)
        right.addWidget(self.parts)
        right.addLayout(buttons)
        right.addStretch(1)
        return right
