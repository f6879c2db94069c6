"""The options of the extend tool: a size by name or in numbers, and where the picture sits in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor.session.presets import Preset, Sizes
from editor.steps.extend import LARGEST
from editor.ui.extending import Extending
from editor.ui.parts.chip import Chip
from editor.ui.parts.field import Field
from editor.ui.parts.popover import Popover
from editor.ui.parts.segments import Segments
from editor.ui.size_list import SizeList
from editor.ui.theme.theme import Theme

LIST = QSize(320, 420)


class ExtendBar(QWidget):
    """Shows how the picture stands; what is changed in it goes to `extending`. `done` when a size was chosen."""

    done = Signal()

    def __init__(self, extending: Extending, sizes: Sizes, theme: Theme) -> None:
        super().__init__()
        self._extending, self._sizes = extending, sizes
        self.picker = Chip(theme, "proportions")
        self.picker.setAccessibleName(self.tr("Size to extend to"))
        self.picker.setToolTip(self.tr("Sizes by name: social, display ads, print, screens and your own"))
        self.list = SizeList(sizes, theme)
        self.popover = Popover(self.picker, self.list, LIST.width(), LIST.height())
        self.width_field, self.height_field = Field(self.tr("W"), 1, LARGEST), Field(self.tr("H"), 1, LARGEST)
        self.width_field.number.setAccessibleName(self.tr("Width"))
        self.height_field.number.setAccessibleName(self.tr("Height"))
        self.place = Segments(self.tr("Where the picture sits"), [""] * 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.picker, self.width_field, self.height_field, self.place):
            row.addWidget(widget)
        self.picker.clicked.connect(self.ask)
        self.list.chosen.connect(self._chosen)
        self.list.left.connect(self.popover.hide)
        self.width_field.settled.connect(lambda _px: self._resize())
        self.height_field.settled.connect(lambda _px: self._resize())
        self.place.chosen.connect(extending.put)
        self.follow()

    @property
    def words(self) -> str:
        """What becomes of the picture's own pixels."""
        stand = self._extending.stand
        if stand is None:
            return ""
        if stand.layer.master and stand.layer.pixels is not None:
            return self.tr("Scaled first to {0} × {1}").format(*stand.layer.pixels.size)
        if self._extending.overlapped:
            return self.tr("Up to {0} px of the picture are drawn anew").format(self._extending.overlapped)
        return self.tr("Source pixels stay bit for bit")

    def ask(self) -> None:
        """Open the list of sizes."""
        self.list.search.clear()
        self.list.refresh()
        self.popover.open()

    def follow(self) -> None:
        """The picture, or what it is extended to, has changed."""
        stand = self._extending.stand
        self.setEnabled(stand is not None)
        if stand is None:
            self.picker.show_words(self.tr("Size"))
            return
        size = stand.region.size
        for field, low, now in (
            (self.width_field, stand.box.w, size.w),
            (self.height_field, stand.box.h, size.h),
        ):
            field.number.blockSignals(True)
            field.number.setMinimum(min(low, LARGEST))
            field.number.blockSignals(False)
            field.show_value(now)
        named = next((preset.words for preset in self._sizes.all if preset.size == size), "")
        same = size == stand.box.size
        self.picker.show_words(named or (self.tr("Choose a size") if same else self.tr("Custom size")))
        first, last = (self.tr("Left"), self.tr("Right")) if stand.across else (self.tr("Top"), self.tr("Bottom"))
        self.place.name_them([first, self.tr("Middle"), last, self.tr("Free")])
        self.place.show_place(stand.place)

    def _resize(self) -> None:
        self._extending.to_size(self.width_field.value, self.height_field.value)

    def _chosen(self, preset: Preset) -> None:
        self.popover.hide()
        self._extending.to_preset(preset)
        self.done.emit()
