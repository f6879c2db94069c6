"""The sheet that edits a reference: name, role, strength, the part that guides, where it is from, its licence."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor.document.records import Document, ReferencePicture
from editor.engine.contract import Role
from editor.pixels.geometry import Rect
from editor.session.references import free_name
from editor.steps.guides import handle
from editor.ui.parts.field import Field
from editor.ui.parts.form import Form
from editor.ui.references.crop import CropView
from editor.ui.references.pictures import Pictures, size_of
from editor.ui.references.words import ROLES, role_name, role_tip, source
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT, INSET, SIDE = 720, 460, 20, 240


class Draft(NamedTuple):
    """What was filled in."""

    name: str
    role: Role
    strength: float
    crop: Rect | None
    address: str
    licence: str


class ReferenceSheet(Form):
    """Changes nothing by itself: `settled(draft)` once it was filled in."""

    settled = Signal(object)

    def __init__(self, window: QWidget, theme: Theme, pictures: Pictures) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT)
        self._pictures = pictures
        self._free: Callable[[str], str] = str
        self._about: tuple[Document, ReferencePicture] | None = None
        self.name, self.role = QLineEdit(), QComboBox()
        self.strength = Field(self.tr("Strength"), 0, 100, "%", step=5)
        self.address, self.licence = QLineEdit(), QLineEdit()
        self.crop, self.whole = CropView(theme), QPushButton(self.tr("Whole picture"))
        self.go, self.leave = QPushButton(self.tr("Save")), QPushButton(self.tr("Cancel"))
        self._title, self._lacks, self._part, self._source = QLabel(), QLabel(), QLabel(), QLabel()
        for role, icon in ROLES.items():
            self.role.addItem(theme.icon(icon), role_name(role), role)
            self.role.setItemData(self.role.count() - 1, role_tip(role), Qt.ItemDataRole.ToolTipRole)
        self._name_parts()
        self._lay_out()
        self.name.textChanged.connect(lambda _text: self._follow())
        self.crop.cropped.connect(self._follow)
        for line in (self.name, self.address, self.licence):
            line.returnPressed.connect(self.settle)
        self.whole.clicked.connect(self.crop.take_all)
        self.go.clicked.connect(self.settle)
        self.leave.clicked.connect(self.close_sheet)
        pictures.arrived.connect(self._show_picture)

    @property
    def draft(self) -> Draft:
        """What is filled in now."""
        return Draft(
            self.name.text().strip(),
            self.role.currentData(),
            self.strength.value / 100,
            self.crop.crop,
            self.address.text().strip(),
            self.licence.text().strip(),
        )

    def ask(self, document: Document, reference: ReferencePicture) -> None:
        """Come up for a reference."""
        self._about = document, reference
        self._free = lambda name: free_name(document, name, reference.id)
        self._source.setText(source(document, reference))
        self.name.setText(reference.name)
        self.role.setCurrentIndex(self.role.findData(reference.role))
        self.strength.show_value(round(100 * reference.strength))
        self.address.setText(reference.origin.address)
        self.licence.setText(reference.origin.licence)
        size = size_of(document, reference)
        for part in (self.crop, self.whole):
            part.setVisible(size is not None)
        if size is not None:
            self.crop.show_crop(size, reference.crop)
        self._follow()
        self.open(self.name)
        self._show_picture()

    def hideEvent(self, event: object) -> None:
        super().hideEvent(event)  # type: ignore[arg-type]
        self._about = None

    def _show_picture(self) -> None:
        if self._about is not None:
            ratio = self.devicePixelRatioF()
            room = QSize(round(WIDTH * ratio), round(HEIGHT * ratio))
            self.crop.show_picture(self._pictures.whole(*self._about, room))

    def _follow(self) -> None:
        """Say what is missing, and which part guides."""
        name, lacks = self.name.text().strip(), ""
        if not handle(name):
            lacks = self.tr("Give it a name with a letter or digit in it.")
        elif self._free(name) != name:
            lacks = self.tr("Another is called so: the words could not tell them apart.")
        self._lacks.setText(lacks)
        self.go.setEnabled(not lacks)
        self._part.setText(self.crop.accessibleDescription())
        self.whole.setEnabled(self.crop.crop is not None)

    def settle(self) -> None:
        if self.go.isEnabled():
            draft = self.draft
            self.close_sheet()
            self.settled.emit(draft)

    def _name_parts(self) -> None:
        self._title.setText(self.tr("Edit reference"))
        self.setAccessibleName(self._title.text())
        for part, name, tip in (
            (self.name, self.tr("Name"), self.tr("The words call it by @ and this name.")),
            (self.role, self.tr("Role"), self.tr("What of it guides.")),
            (self.strength, self.tr("Strength"), self.tr("How much it guides, for engines that know strengths.")),
            (self.address, self.tr("Source"), self.tr("Where it is from: an address, a book, a person.")),
            (self.licence, self.tr("Licence"), self.tr("Under which it may be used, such as CC BY 4.0.")),
        ):
            part.setAccessibleName(name)
            part.setToolTip(tip)
        self.name.setPlaceholderText(self.tr("Name"))
        self.address.setPlaceholderText(self.tr("Source"))
        self.licence.setPlaceholderText(self.tr("Licence, such as CC BY 4.0"))
        self.role.setProperty("floating", True)
        self.role.setIconSize(QSize(16, 16))
        for button in (self.go, self.leave, self.whole):
            button.setAccessibleName(button.text())
            button.setFixedHeight(32)
        self.go.setProperty("role", "primary")

    def _lay_out(self) -> None:
        self._title.setFont(font(15, 600))
        self._title.setProperty("tone", "high")
        for label in (self._source, self._part, self._lacks):
            label.setFont(font(12))
            label.setWordWrap(True)
        side, left, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        side.setSpacing(8)
        for widget in (self.name, self.role, self.strength, self.address, self.licence):
            widget.setFixedWidth(SIDE)
            side.addWidget(widget)
        self._source.setProperty("tone", "low")
        self._source.setFixedWidth(SIDE)
        side.addWidget(self._source)
        side.addStretch(1)
        cropped = QHBoxLayout()
        cropped.addWidget(self._part, 1)
        cropped.addWidget(self.whole)
        left.setSpacing(8)
        left.addWidget(self.crop, 1)
        left.addLayout(cropped)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addLayout(side)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._lacks, 1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(row, 1)
        column.addLayout(foot)
