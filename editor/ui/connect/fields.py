"""The fields of a connection, as its provider needs them: name, address, key, file or folder."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor.engine.keys import Place
from editor.engine.provider import Need
from editor.ui.connect.entries import Entry
from editor.ui.connect.limits import Limits
from editor.ui.theme.fonts import font

LABEL = 76
PATHS = ("file", "folder")


class Fields(QWidget):
    """`edited` when something else stands in them, `entered` on Return."""

    edited = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self._place = Place("nowhere")
        self.name, self.address, self.key, self.path = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.browse, self.kept = QPushButton(self.tr("Browse…")), QLabel()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.kept.setFont(font(11))
        self.kept.setProperty("tone", "low")
        self.kept.setWordWrap(True)
        self.limits = Limits()
        self.rows: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._path_label = QLabel()
        for id, label, parts in (
            ("address", QLabel(self.tr("Address")), (self.address,)),
            ("path", self._path_label, (self.path, self.browse)),
            ("key", QLabel(self.tr("Key")), (self.key,)),
            ("kept", QLabel(), (self.kept,)),
            ("name", QLabel(self.tr("Name")), (self.name,)),
            ("limits", QLabel(self.tr("Limits")), (self.limits,)),
        ):
            self.rows[id] = _row(label, *parts)
            column.addWidget(self.rows[id])
        for field in (self.name, self.address, self.key, self.path):
            field.textChanged.connect(self.edited)
            field.returnPressed.connect(self.entered)
        self.browse.clicked.connect(self._browse)
        self.browse.setAccessibleName(self.tr("Browse"))

    @property
    def touched(self) -> bool:
        """Whether somebody wrote into them."""
        return any(field.isModified() for field in (self.name, self.address, self.key, self.path))

    @property
    def where(self) -> str:
        """The address or path; empty for the usual one."""
        return (self.path if self._taken & set(PATHS) else self.address).text().strip()

    @property
    def secret(self) -> str:
        """The key that was typed; "" where none was, or none is needed here."""
        return self.key.text().strip() if self.key.isEnabled() else ""

    @property
    def missing(self) -> str:
        """What has to be filled in first, as a sentence; "" for nothing."""
        if self._entry is None:
            return ""
        provider = self._entry.provider
        if provider.needs & set(PATHS) and not self.where:
            return self.tr("Choose its folder.") if "folder" in provider.needs else self.tr("Choose its file.")
        if "address" in provider.needs and not self.where and not provider.usual:
            return self.tr("Write the address at which it runs.")
        if "key" in provider.needs and not self.secret and self._place.kind == "nowhere":
            return self.tr("Paste the key that the provider gave you.")
        return ""

    def show_entry(self, entry: Entry) -> None:
        """As they stand for this connection."""
        self._entry, provider, connection = entry, entry.provider, entry.connection
        usual = provider.usual[0] if provider.usual else ""
        for field, words, hint in (
            (self.name, connection.title, provider.title),
            (self.address, connection.address, usual or self.tr("The usual one")),
            (self.path, connection.address, "" if provider.needs & set(PATHS) else self.tr("Where they are installed")),
            (self.key, "", ""),
        ):
            field.setText(words)
            field.setPlaceholderText(hint)
        taken = self._taken
        self.rows["address"].setVisible("address" in taken)
        self.rows["path"].setVisible(bool(taken & set(PATHS)))
        self._path_label.setText(self.tr("Folder") if "folder" in taken else self.tr("File"))
        self.rows["key"].setVisible("key" in taken)
        self.rows["limits"].setVisible(not taken & set(PATHS))  # what runs in a process answers one at a time
        self.limits.show_limits(connection)
        self.show_place(Place("nowhere"))
        names = {
            self.name: self.tr("Name"),
            self.address: self.tr("Address"),
            self.key: self.tr("Key"),
            self.path: self._path_label.text(),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
            field.setToolTip(name)
        self.name.setToolTip(self.tr("What it is called in the picker."))

    def show_place(self, place: Place) -> None:
        """Where the key is."""
        self._place = place
        said = {
            "environment": self.tr("The key is taken from {0}, in the environment.").format(place.variable),
            "keyring": self.tr("The key is in the system's keyring. Another one takes its place."),
            "run": self.tr("The key is kept until Patchboard is closed: this system has no keyring for it."),
            "nowhere": self._kept_in(),
        }[place.kind]
        given = place.kind == "environment"
        self.key.setEnabled(not given)
        reason = self.tr("Take {0} out of the environment to use another key.").format(place.variable)
        self.key.setToolTip(reason if given else self.tr("Key"))
        self.key.setAccessibleDescription(reason if given else said)
        needed = self._entry is not None and "key" in self._entry.provider.needs
        empty = self.tr("Paste it here") if needed else self.tr("Where it wants one")
        self.key.setPlaceholderText(empty if place.kind == "nowhere" else "•" * 12)
        self.kept.setText(said)
        self.rows["kept"].setVisible(not self.rows["key"].isHidden())
        self.edited.emit()

    @property
    def _taken(self) -> frozenset[Need]:
        return self._entry.provider.needs | self._entry.provider.optional if self._entry else frozenset(get_args(Need))

    def _kept_in(self) -> str:
        variables = self._entry.provider.variables if self._entry else ()
        if variables:
            words = self.tr("It goes into the system's keyring. {0} in the environment does as well.")
            return words.format(variables[0])
        return self.tr("It goes into the system's keyring.")

    def _browse(self) -> None:
        here = self.where or str(Path.home())
        if "folder" in self._taken:
            chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder"), here)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a file"), here)
        if chosen:
            self.path.setText(chosen)


def _row(label: QLabel, *parts: QWidget) -> QFrame:
    """A label and its controls, as one widget that can be hidden."""
    made = QFrame()
    label.setProperty("tone", "low")
    label.setFont(font(12))
    label.setFixedWidth(LABEL)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(label)
    for number, part in enumerate(parts):
        row.addWidget(part, int(number == 0))
    return made
