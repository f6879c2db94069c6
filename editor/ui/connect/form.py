"""The form of one connection: its fields, its test with what was found, its models, and keeping or leaving it."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from editor.engine.connecting import free_name
from editor.engine.errors import Cancelled, EngineError
from editor.engine.keys import Place
from editor.engine.offers import offers_of
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from editor.ui.connect.connecting import Connecting, Tested
from editor.ui.connect.entries import Entry, stays, told, told_of
from editor.ui.connect.fields import Fields
from editor.ui.connect.limits import AT_ONCE, PER_MINUTE
from editor.ui.connect.models import Models
from editor.ui.parts.said import Said
from editor.ui.sentences import trouble
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

OURS = ("hidden", AT_ONCE, PER_MINUTE)  # options that change nothing at the other end


class Form(QWidget):
    """`kept(name)` once the connection is kept."""

    kept = Signal(str)

    def __init__(self, connecting: Connecting, theme: Theme) -> None:
        super().__init__()
        self._connecting = connecting
        self._entry: Entry | None = None
        self._stop: Stop | None = None  # of the test that runs
        self._tested: tuple[Connection, str] | None = None  # what was tested with which key, and is good
        self._failed: tuple[Connection, str] | None = None  # what could not be reached
        self.title, self.said = QLabel(), Said(theme)
        self.fields, self.models = Fields(), Models(theme)
        self.test, self.go = QPushButton(self.tr("Test")), QPushButton(self.tr("Connect"))
        self.leave = QPushButton(self.tr("Disconnect"))
        self._lay_out()
        self._connect()

    @property
    def entry(self) -> Entry | None:
        return self._entry

    @property
    def testing(self) -> bool:
        return self._stop is not None

    def show_entry(self, entry: Entry) -> None:
        """Another connection, with a test of the one before stopped; or how the same one stands now."""
        if self._entry is not None and self._entry[:3] == entry[:3]:
            if entry != self._entry:
                self._entry = entry
                self._say_standing(entry)
            return
        self._end_test()
        self._entry, provider, connection = entry, entry.provider, entry.connection
        self._tested = self._failed = None
        self.title.setText(entry.title)
        self.fields.show_entry(entry)
        name, known = self._name(), entry
        if "key" in provider.needs | provider.optional:
            self._connecting.place_of(name, provider, lambda place: self._show_place(known, place))
        tested = self._connecting.nearby.get((provider.name, connection.address)) if entry.kind == "nearby" else None
        if tested is not None:
            tested = self._as_named(tested)
            self._tested = tested.connection, ""
            self._show_found(tested)
        elif entry.kind == "connected":
            self._show_kept(entry)
        else:
            self.models.show_models((), frozenset(), more=False)
            self._say_standing(entry)
        self._follow()

    def forget(self) -> None:
        """What was typed as a key is not kept here once the form is left."""
        self._end_test()
        self.fields.key.clear()

    def _show_place(self, entry: Entry, place: Place) -> None:
        if entry == self._entry and isinstance(place, Place):
            self.fields.show_place(place)

    def _show_kept(self, entry: Entry) -> None:
        connection, registry = entry.connection, self._connecting.registry
        engines = [engine for engine in registry.engines if registry.connection(engine.name) == connection]
        self._show_models(Tested(connection, tuple(engines)))
        self._say_standing(entry)

    def _say_standing(self, entry: Entry) -> None:
        words, well = told(entry)
        self.said.say(words, well=well)

    def _wanted(self) -> Connection:
        """The connection as the fields have it."""
        assert self._entry is not None
        before, provider, fields = self._entry.connection, self._entry.provider, self.fields
        usual = provider.usual[0] if "address" in provider.needs and provider.usual else ""
        title = fields.name.text().strip()
        return msgspec.structs.replace(
            before,
            name=self._name(),
            plugin=provider.name,
            title="" if title == provider.title else title,
            address=fields.where or usual,
            options=self._options(before),
        )

    def _name(self) -> str:
        assert self._entry is not None
        if self._entry.kind == "connected":
            return self._entry.connection.name
        return free_name(self._entry.provider, (one.name for one in self._connecting.registry.connections))

    def _run(self, *, keep: bool) -> None:
        """Test it, or stop the test; then keep it, where that is wanted and it is well."""
        if self._stop is not None:
            self._end_test()
            self.said.say(self.tr("It was stopped. Nothing has changed."))
            self._follow()
            return
        wanted, secret = self._wanted(), self.fields.secret
        self._failed = None
        self.said.say(self.tr("Looking…"))

        def end(answer: Tested | EngineError) -> None:
            if self._stop is not stop:
                return  # stopped, or another one is looked at
            self._stop = None
            if isinstance(answer, Tested):
                self._tested = answer.connection, secret
                self._show_found(answer)
            elif not isinstance(answer, Cancelled):
                self._failed = _key(wanted), secret
                self.said.say(trouble(answer), well=False)
            self._follow()
            if keep and isinstance(answer, Tested):
                self._keep(answer.connection, secret)

        stop = self._stop = self._connecting.test(wanted, secret, end)
        self._follow()

    def _end_test(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _go(self) -> None:
        """Keep it: as it was tested, after a test, or although that failed, where it is wanted all the same."""
        wanted, secret = self._wanted(), self.fields.secret
        if self._failed == (_key(wanted), secret):
            self._keep(wanted, secret)
        elif self._tested is not None and (_key(self._tested[0]), self._tested[1]) == (_key(wanted), secret):
            self._keep(msgspec.structs.replace(wanted, found=self._tested[0].found), secret)
        else:
            self._run(keep=True)

    def _keep(self, connection: Connection, secret: str) -> None:
        def end(answer: Place | Exception) -> None:
            if isinstance(answer, Exception):
                self.said.say(trouble(answer), well=False)
            else:
                self.fields.key.clear()
                self.kept.emit(connection.name)

        self._connecting.keep(connection, secret, end)

    def _tick(self) -> None:
        """What the picker offers of a connection that is kept, and its limits, change at once."""
        if self._entry is not None and self._entry.kind == "connected":
            before = self._entry.connection
            connection = msgspec.structs.replace(before, options=self._options(before))
            if connection != before:
                self._entry = self._entry._replace(connection=connection)
                self._keep(connection, "")

    def _options(self, before: Connection) -> dict[str, Any]:
        """With what is hidden and what is limited now."""
        options = {**before.options, **self.fields.limits.options, "hidden": self.models.hidden}
        return {name: value for name, value in options.items() if value or name not in OURS}

    def _add_model(self, id: str) -> None:
        """One more by its id; the provider is asked about it."""
        if self._entry is None:
            return
        before = self._entry.connection
        options = {**before.options, "models": list(dict.fromkeys((*before.added, id)))}
        self._entry = self._entry._replace(connection=msgspec.structs.replace(before, options=options))
        self._run(keep=self._entry.kind == "connected")

    def _leave(self) -> None:
        if self._entry is None:
            return

        def end(answer: Exception | None) -> None:
            if isinstance(answer, LookupError):  # it has made itself
                self.said.say(stays(self._entry.provider) if self._entry else "", well=False)
            elif isinstance(answer, Exception):
                self.said.say(trouble(answer), well=False)

        self._connecting.leave(self._entry.connection.name, end)

    def _as_named(self, tested: Tested) -> Tested:
        """What was found here was looked at under another name than it would be kept."""
        return tested._replace(connection=msgspec.structs.replace(tested.connection, name=self._name()))

    def _show_found(self, tested: Tested) -> None:
        self._show_models(tested)
        self.said.say(told_of(tested.connection.found), well=True)

    def _show_models(self, tested: Tested) -> None:
        assert self._entry is not None
        offers = offers_of(tested.connection, self._entry.title, tested.engines)
        more = "models" in self._entry.provider.optional
        self.models.show_models(offers, tested.connection.hidden, more=more)

    def _follow(self) -> None:
        """What can be done as it stands now."""
        if self._entry is None:
            return
        missing, connected = self.fields.missing, self._entry.kind == "connected"
        self.test.setText(self.tr("Stop") if self.testing else self.tr("Test"))
        self.test.setEnabled(self.testing or not missing)
        self.test.setToolTip(
            missing or self.tr("Looks at the other end: version, models, what it can do; costs nothing.")
        )
        anyway = self._failed == (_key(self._wanted()), self.fields.secret)
        words = self.tr("Save") if connected else self.tr("Connect")
        self.go.setText(self.tr("Keep it anyway") if anyway else words)
        self.go.setEnabled(not self.testing and not missing)
        self.go.setToolTip(missing or self.tr("Tests it, and has its engines in the picker."))
        self.leave.setVisible(connected)
        self.models.setVisible(bool(self.models.shown) or not self.models.id.isHidden())
        for button in (self.test, self.go):
            button.setAccessibleName(button.text())
            button.setAccessibleDescription(missing)

    def _connect(self) -> None:
        self.test.clicked.connect(lambda: self._run(keep=False))
        self.go.clicked.connect(self._go)
        self.leave.clicked.connect(self._leave)
        self.fields.edited.connect(self._follow)
        self.fields.entered.connect(self._go_on)
        self.models.ticked.connect(self._tick)
        self.fields.limits.settled.connect(self._tick)
        self.models.added.connect(self._add_model)

    def _go_on(self) -> None:
        if self.go.isEnabled():
            self._go()

    def _lay_out(self) -> None:
        self.title.setFont(font(15, 600))
        self.title.setProperty("tone", "high")
        self.go.setProperty("role", "primary")
        self.leave.setAccessibleName(self.tr("Disconnect"))
        self.leave.setToolTip(self.tr("Takes its engines out of the picker, and its key out of the keyring."))
        foot, column = QHBoxLayout(), QVBoxLayout(self)
        foot.setSpacing(8)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        for button in (self.test, self.go):
            foot.addWidget(button)
        for button in (self.leave, self.test, self.go):
            button.setFixedHeight(32)
        self.models.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.fields)
        column.addWidget(self.said)
        column.addWidget(self.models, 1)
        column.addStretch()
        column.addLayout(foot)


def _key(connection: Connection) -> Connection:
    """What of it a test is about: not how it is called, what the picker offers or how often it is asked."""
    options = {name: value for name, value in connection.options.items() if name not in OURS}
    return Connection(name=connection.name, plugin=connection.plugin, address=connection.address, options=options)
