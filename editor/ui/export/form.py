"""The form of an export: its fields, their names, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.steps.export import FORMATS
from editor.ui.engine_picker import EnginePicker
from editor.ui.how_large import HowLarge
from editor.ui.parts.closer import closer
from editor.ui.parts.field import Field
from editor.ui.parts.segments import Segments
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

INSET, LABEL = 20, 64
LINK = 6  # pixels by which the words of a link stand in it
_WIDE = (QComboBox, QLineEdit, QPushButton)


class ExportForm(QWidget):
    """Fields alone: what follows from one of them is the sheet's business."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.what, self.profile = QComboBox(), QComboBox()
        words = [self.tr("Own"), *FORMATS]
        self.format = Segments(self.tr("Format"), words)
        self.format.name_them(words, [self.tr("Each in the format of its own file"), *FORMATS])
        self.scale = Field(self.tr("Scale"), 1, 1000, "%")
        self.width_px = Field(self.tr("Width"), 1, 65_535, "px")
        self.height_px = QLabel()
        self.upscale, self.engines, self.large = QCheckBox(self.tr("By an engine")), EnginePicker(theme, ()), HowLarge()
        self.quality = Field(self.tr("Quality"), 1, 100)
        self.same, self.described = QCheckBox(), QCheckBox(self.tr("Say in the file how it was made"))
        self.name, self.ending = QLineEdit(), QLabel()
        self.folder = QPushButton()
        self.sentence, self.exact = QLabel(), QToolButton()
        self.known = QLabel()
        self.go, self.cancel = QPushButton(self.tr("Export")), QPushButton(self.tr("Cancel"))
        self.close_button = closer(theme, self.tr("Close the export"))
        self.rows: dict[str, QWidget] = {}
        self._name_all()
        self._lay_out()

    @property
    def format_name(self) -> str:
        """The format that is chosen; "" for that of each file's source."""
        return ("", *FORMATS)[self.format.place]

    def show_format(self, name: str) -> None:
        """Show one as chosen."""
        self.format.show_place(("", *FORMATS).index(name))

    def say(self, words: str, *, bad: bool) -> None:
        """What comes of it as it stands, or what is against it."""
        self.sentence.setText(words)
        self.sentence.setVisible(bool(words))
        self.sentence.setProperty("tone", "bad" if bad else "")
        self.sentence.style().unpolish(self.sentence)
        self.sentence.style().polish(self.sentence)

    def _name_all(self) -> None:
        for widget, name, tip in (
            (self.what, self.tr("What"), self.tr("What is written")),
            (self.profile, self.tr("Colours"), self.tr("The colour profile of the file")),
            (
                self.name,
                self.tr("Name"),
                self.tr("{name}, {w}, {h} and {n} are filled in; one that is taken gets a number."),
            ),
            (self.folder, self.tr("Folder"), ""),
            (self.described, self.described.text(), self.tr("Words, seeds and engines of what was accepted, as XMP.")),
            (
                self.upscale,
                self.upscale.text(),
                self.tr("An engine on this computer makes up the pixels that its pictures do not have."),
            ),
            (self.engines, self.tr("Engine"), self.tr("Engines on this computer that make pictures larger")),
            (self.same, "", self.tr("Coded like the picture that came in, as far as the format allows.")),
            (self.go, self.go.text(), ""),
            (self.cancel, self.cancel.text(), self.tr("Cancel  Esc")),
        ):
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        for combo in (self.what, self.profile, self.engines):
            combo.setProperty("floating", True)
            combo.setFixedHeight(24)
        self.name.setProperty("role", "field")
        self.go.setProperty("role", "primary")
        for button in (self.go, self.cancel):
            button.setFixedHeight(32)
        self.exact.setText(self.tr("Use PNG, which is exact"))
        self.exact.setProperty("role", "link")
        self.exact.setFont(font(12, 500))
        self.exact.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.exact.setAccessibleName(self.exact.text())
        self.exact.setToolTip(self.tr("PNG gives every pixel back as it is."))
        self.sentence.setWordWrap(True)
        self.sentence.setFont(font(12))
        for label in (self.height_px, self.ending, self.known):
            label.setProperty("tone", "low")
            label.setFont(font(12, tabular=True))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, INSET)
        column.setSpacing(8)
        column.addLayout(self._head())
        for key, name, parts in (
            ("what", self.tr("What"), (self.what,)),
            ("format", self.tr("Format"), (self.format,)),
            ("size", self.tr("Size"), (self.scale, self.width_px, self.height_px)),
            ("upscale", self.tr("Upscale"), (self.upscale, self.engines)),
            ("large", "", (self.large,)),
            ("quality", self.tr("Quality"), (self.quality, self.same)),
            ("profile", self.tr("Colours"), (self.profile,)),
            ("name", self.tr("Name"), (self.name, self.ending)),
            ("folder", self.tr("Folder"), (self.folder,)),
            ("described", "", (self.described,)),
        ):
            self.rows[key] = _row(name, parts)
            column.addWidget(self.rows[key])
        column.addSpacing(4)
        column.addWidget(self.sentence)
        link = QHBoxLayout()
        link.setContentsMargins(-LINK, 0, 0, 0)
        link.addWidget(self.exact, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(link)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.known, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)

    def _head(self) -> QHBoxLayout:
        title = QLabel(self.tr("Export"))
        title.setFont(font(15, 600))
        title.setProperty("tone", "high")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        return head


def _row(name: str, parts: Sequence[QWidget]) -> QFrame:
    """A label and its controls, as one widget that can be hidden."""
    made, label = QFrame(), QLabel(name)
    label.setProperty("tone", "low")
    label.setFont(font(12))
    label.setFixedWidth(LABEL)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label)
    for part in parts:
        row.addWidget(part, int(isinstance(part, _WIDE)))
    if not any(isinstance(part, _WIDE) for part in parts):
        row.addStretch(1)
    return made
