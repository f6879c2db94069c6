"""Engines are connected in the window: found here, tested, kept with their key, in the picker at once, left again."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx  # noqa: F401 - loaded before a thread of the window would do it
import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from editor.engine.connections import connect, connections, connections_file
from editor.engine.keys import key, lend_key
from editor.engine.provider import Connection, Found, Model
from editor.ui.connect import connecting
from editor.ui.connect.entries import Entry
from editor.ui.connect.form import Form
from editor.ui.connect.page import EnginesPage
from editor.ui.desk import Desk
from editor.ui.settings.sheet import SettingsSheet
from editor.ui.shell.engine_card import EngineCard
from editor.ui.shell.welcome import Welcome
from editor.ui.window import Window
from tests.engines.connected import Ring
from tests.engines.shed import Shed
from tests.plugins.mishaps import CANARY
from tests.served import Reply, Served, as_json
from tests.ui.desks import marked_photograph, shown

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
SHED = Connection(
    name="shed",
    plugin="shed",
    address="http://127.0.0.1:9",
    found=Found(models=(Model(id="brush", title="Brush"), Model(id="poster", title="Poster"))),
)


@pytest.fixture
def windows(home: Path) -> Iterator[list[Window]]:
    opened: list[Window] = []
    yield opened
    for window in opened:
        window.close()


@pytest.fixture
def desk(qtbot: QtBot, windows: list[Window], home: Path, ring: Ring) -> Desk:
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    return desk


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> EnginesPage:
    return asked(qtbot, desk)


def asked(qtbot: QtBot, desk: Desk) -> EnginesPage:
    """The page of engines, opened from the palette of actions."""
    qtbot.keyClick(desk.canvas, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(desk.shell.sheets.palette.query, "connect an engine")
    qtbot.keyClick(desk.shell.sheets.palette.query, Qt.Key.Key_Return)
    page = desk.shell.sheets.settings.engines
    qtbot.waitUntil(page.isVisible)
    return page


def choose(qtbot: QtBot, page: EnginesPage, kind: str, title: str) -> Entry:
    """Click a row of the list, once it is there."""

    def wanted() -> list[Entry]:
        return [entry for entry in page.entries.entries if (entry.kind, entry.title) == (kind, title)]

    qtbot.waitUntil(lambda: bool(wanted()), timeout=10_000)
    entries, model = page.entries, page.entries.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if index.data(Qt.ItemDataRole.UserRole) == wanted()[0]:
            entries.scrollTo(index)
            qtbot.mouseClick(entries.viewport(), LEFT, pos=entries.visualRect(index).center())
    assert page.form.entry == wanted()[0]
    return wanted()[0]


def typed(qtbot: QtBot, form: Form, address: str, key: str = "") -> None:
    for field, text in ((form.fields.address, address), (form.fields.key, key)):
        if field.isVisible():
            field.clear()
            qtbot.keyClicks(field, text)


def press(qtbot: QtBot, form: Form) -> None:
    """The primary button."""
    qtbot.waitUntil(form.go.isEnabled)
    qtbot.mouseClick(form.go, LEFT)


def offered(desk: Desk) -> list[str]:
    """What the picker lists: titles of groups, of engines, and the last row."""
    rows = (desk.bar.engines.itemText(row) for row in range(desk.bar.engines.count()))
    return [text for text in rows if text]  # those of the tiers have their words while the list is open


def connected(qtbot: QtBot, page: EnginesPage, server: Served, key: str = CANARY) -> Form:
    """Atelier, by its address and a key."""
    choose(qtbot, page, "more", "Atelier")
    typed(qtbot, page.form, server.base, key)
    press(qtbot, page.form)
    qtbot.waitUntil(lambda: bool(page.form.entry and page.form.entry.kind == "connected"), timeout=10_000)
    return page.form


def test_what_runs_on_this_computer_is_found_and_in_the_picker_at_once(
    qtbot: QtBot, running: Served, desk: Desk, page: EnginesPage
) -> None:
    choose(qtbot, page, "nearby", "Shed")
    form = page.form
    assert form.said.well and form.said.words == "Version 7.2. It fills what is marked."
    assert form.models.shown == ["Brush", "Poster"] and not form.fields.key.isVisible()
    press(qtbot, form)
    qtbot.waitUntil(lambda: offered(desk) == ["Built-in", "Shed", "Brush", "Poster", "Connect an engine…"])
    assert [(one.name, one.address) for one in connections()] == [("shed", running.base)]
    assert [entry.kind for entry in page.entries.entries] == ["connected", "more", "more"]


def test_one_that_runs_here_is_found_behind_many_that_say_nothing(
    qtbot: QtBot, running: Served, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "LOOK", 0.4)
    with ExitStack() as silent:
        mute = [silent.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2 * connecting.THREADS)]
        addresses = [f"http://127.0.0.1:{one.getsockname()[1]}" for one in mute]
        monkeypatch.setattr(Shed, "usual", (*addresses, running.base))
        page = asked(qtbot, desk)
        qtbot.waitUntil(lambda: any(entry.kind == "nearby" for entry in page.entries.entries), timeout=10_000)
    found = [entry.connection.address for entry in page.entries.entries if entry.kind == "nearby"]
    assert found == [running.base]


def test_what_is_found_is_shown_unless_something_was_chosen_or_written(
    qtbot: QtBot, running: Served, windows: list[Window], home: Path, ring: Ring
) -> None:
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    page = asked(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.form.entry and page.form.entry.kind == "nearby"), timeout=10_000)
    window.close()
    (folder := home / "again").mkdir()
    window, desk = shown(qtbot, marked_photograph(folder))
    windows.append(window)
    page = asked(qtbot, desk)
    qtbot.waitUntil(lambda: page.form.entry is not None)
    qtbot.keyClicks(page.form.fields.key, "abc")
    qtbot.waitUntil(lambda: any(entry.kind == "nearby" for entry in page.entries.entries), timeout=10_000)
    assert page.form.fields.key.text() == "abc" and page.form.title.text() == "Atelier"


def test_a_key_is_kept_in_the_keyring_and_nowhere_else(
    qtbot: QtBot, server: Served, desk: Desk, page: EnginesPage, ring: Ring
) -> None:
    choose(qtbot, page, "more", "Atelier")
    assert not page.form.go.isEnabled() and "Paste the key" in page.form.go.toolTip()
    assert page.form.go.accessibleDescription() == page.form.go.toolTip()
    form = connected(qtbot, page, server)
    assert ring.kept == {("Patchboard", "atelier"): CANARY}
    assert form.fields.key.text() == "" and CANARY not in connections_file().read_text()
    qtbot.waitUntil(lambda: "in the system's keyring" in form.fields.kept.text())
    desk.bar.choose("atelier/brush")
    assert desk.bar.engine == "atelier/brush"


def test_what_runs_here_is_looked_at_without_the_key_of_another_connection(
    qtbot: QtBot, running: Served, desk: Desk, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[str] = []
    monkeypatch.setattr(Shed, "probe", lambda _self, one, _stop: keys.append(key(one.name)) or Found())
    connect(msgspec.structs.replace(SHED, address="http://far.invalid"))
    ring.kept["Patchboard", "shed"] = CANARY
    desk.connecting.refresh()
    asked(qtbot, desk)
    qtbot.waitUntil(lambda: bool(keys))
    assert keys == [""], "its key is for where it was typed"


def test_a_file_is_chosen_where_a_provider_works_with_one(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(Shed, "needs", frozenset({"file"}))
    page = asked(qtbot, desk)
    choose(qtbot, page, "more", "Shed")
    fields = page.form.fields
    assert fields.path.isVisible() and not fields.address.isVisible() and not fields.key.isVisible()
    assert page.form.go.toolTip() == "Choose its file." and not page.form.go.isEnabled()
    chosen = str(home / "a.onnx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    qtbot.mouseClick(fields.browse, LEFT)
    assert fields.path.text() == chosen and page.form.go.isEnabled()


def test_a_wrong_key_says_what_to_do_and_keeps_nothing(
    qtbot: QtBot, server: Served, page: EnginesPage, ring: Ring
) -> None:
    choose(qtbot, page, "more", "Atelier")
    typed(qtbot, page.form, server.base, "wrong-key-0123456789")
    press(qtbot, page.form)
    qtbot.waitUntil(lambda: page.form.said.well is False, timeout=10_000)
    said = page.form.said.words
    assert "refused the key" in said and "Check the key" in said and "wrong-key" not in said
    assert not connections() and not ring.kept


def test_what_is_off_is_kept_only_where_that_is_wanted_all_the_same(
    qtbot: QtBot, desk: Desk, page: EnginesPage
) -> None:
    choose(qtbot, page, "more", "Shed")
    typed(qtbot, page.form, "http://127.0.0.1:9")
    press(qtbot, page.form)
    qtbot.waitUntil(lambda: page.form.said.well is False, timeout=10_000)
    assert "cannot be reached" in page.form.said.words and not connections()
    assert page.form.go.text() == "Keep it anyway"
    press(qtbot, page.form)
    qtbot.waitUntil(lambda: bool(connections()))
    qtbot.waitUntil(lambda: "Shed" in offered(desk))


def test_a_test_holds_nothing_up_and_can_be_stopped(qtbot: QtBot, server: Served, page: EnginesPage) -> None:
    server.next.append(Reply(0, wait=60))
    choose(qtbot, page, "more", "Atelier")
    form = page.form
    typed(qtbot, form, server.base, CANARY)
    qtbot.mouseClick(form.test, LEFT)
    assert form.testing and form.test.text() == "Stop" and not form.go.isEnabled()
    qtbot.waitUntil(lambda: bool(server.heard))
    qtbot.keyClicks(form.fields.name, "Mine")
    assert form.fields.name.text() == "Mine", "the window goes on"
    qtbot.mouseClick(form.test, LEFT)
    assert not form.testing and "stopped" in form.said.words and not connections()
    qtbot.mouseClick(form.test, LEFT)
    qtbot.waitUntil(lambda: form.said.well, timeout=10_000)


def test_a_key_of_the_environment_is_said_to_be_there(
    qtbot: QtBot, server: Served, windows: list[Window], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_API_KEY", CANARY)
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    page = asked(qtbot, desk)
    choose(qtbot, page, "connected", "Atelier")
    fields = page.form.fields
    qtbot.waitUntil(lambda: "ATELIER_API_KEY, in the environment" in fields.kept.text())
    assert not fields.key.isEnabled() and "Take ATELIER_API_KEY out" in fields.key.toolTip()
    typed(qtbot, page.form, server.base)
    press(qtbot, page.form)
    qtbot.waitUntil(lambda: [one.address for one in connections()] == [server.base], timeout=10_000)
    assert CANARY not in connections_file().read_text()


def test_without_a_keyring_the_key_holds_for_this_run_and_that_is_said(
    qtbot: QtBot, server: Served, windows: list[Window], home: Path
) -> None:
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    try:
        form = connected(qtbot, asked(qtbot, desk), server)
        qtbot.waitUntil(lambda: "until Patchboard is closed" in form.fields.kept.text())
        assert desk.connecting.why_not("atelier/brush") == ""
    finally:
        lend_key("atelier", "")


def test_the_limits_of_a_connection_act_at_once(qtbot: QtBot, server: Served, desk: Desk, page: EnginesPage) -> None:
    limits = connected(qtbot, page, server).fields.limits
    assert limits.at_once.number.text() == "usual" and limits.per_minute.number.text() == "any"
    for field, text in ((limits.at_once, "2"), (limits.per_minute, "30")):
        field.number.setFocus()
        field.number.selectAll()
        qtbot.keyClicks(field.number, text)
        qtbot.keyClick(field.number, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: (connections()[0].at_once, connections()[0].per_minute) == (2, 30))
    qtbot.waitUntil(lambda: desk.connecting.registry.connections[0].at_once == 2)
    for _ in range(2):
        qtbot.keyClick(limits.at_once.number, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: connections()[0].at_once is None)
    assert "at_once" not in connections()[0].options and connections()[0].per_minute == 30


def test_models_are_taken_out_of_the_picker_and_the_one_in_use_stays(
    qtbot: QtBot, server: Served, desk: Desk, page: EnginesPage
) -> None:
    models = connected(qtbot, page, server).models
    assert models.can.text() == "Draws from words, fills what is marked, extends."
    models.list.setFocus()
    qtbot.keyClick(models.list, Qt.Key.Key_Down)
    assert models.can.text() == "Draws from words."
    qtbot.keyClick(models.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: offered(desk) == ["Built-in", "Atelier", "Brush", "Connect an engine…"])
    assert connections()[0].hidden == {"poster"} and "1 of 2" in models.count.text()
    desk.bar.choose("atelier/brush")
    qtbot.mouseClick(models.all, LEFT)
    qtbot.mouseClick(models.all, LEFT)
    qtbot.waitUntil(lambda: connections()[0].hidden == {"poster", "brush"})
    qtbot.waitUntil(lambda: offered(desk) == ["Built-in", "Atelier", "Brush", "Connect an engine…"])
    desk.bar.choose("builtin")
    desk.bar.choose("atelier/poster")
    assert desk.bar.engine == "atelier/poster", "what a recipe names can be asked all the same"
    assert not desk.bar.count_field.isEnabled() and offered(desk)[-2] == "Poster"


def test_a_model_is_added_by_its_id(qtbot: QtBot, server: Served, desk: Desk, page: EnginesPage) -> None:
    models = connected(qtbot, page, server).models
    qtbot.keyClicks(models.id, "own/one")
    qtbot.keyClick(models.id, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "own/one" in offered(desk), timeout=10_000)
    assert connections()[0].added == ("own/one",)
    desk.bar.choose("atelier/own/one")
    assert desk.bar.engine == "atelier/own/one"


def test_it_is_left_with_its_key_and_another_engine_is_asked(
    qtbot: QtBot, server: Served, desk: Desk, page: EnginesPage, ring: Ring
) -> None:
    form = connected(qtbot, page, server)
    desk.bar.choose("atelier/brush")
    qtbot.mouseClick(form.leave, LEFT)
    qtbot.waitUntil(lambda: offered(desk) == ["Built-in", "Connect an engine…"])
    assert not ring.kept and not connections() and desk.bar.engine == "builtin"


def test_what_the_environment_connects_is_not_left_here(
    qtbot: QtBot, windows: list[Window], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_API_KEY", CANARY)
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    page = asked(qtbot, desk)
    choose(qtbot, page, "connected", "Atelier")
    qtbot.mouseClick(page.form.leave, LEFT)
    qtbot.waitUntil(lambda: "take that out of the environment" in page.form.said.words)


def test_an_engine_without_its_key_is_greyed_with_advice(
    qtbot: QtBot, windows: list[Window], home: Path, ring: Ring
) -> None:
    connect(Connection(name="atelier", plugin="atelier", found=Found(models=(Model(id="brush", title="Brush"),))))
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    picker, row = desk.bar.engines, 2

    def reason() -> str:
        return str(picker.itemData(row, Qt.ItemDataRole.ToolTipRole) or "")

    qtbot.waitUntil(lambda: "no key for Atelier" in reason())
    assert "set ATELIER_API_KEY" in reason() and reason() == picker.itemData(
        row, Qt.ItemDataRole.AccessibleDescriptionRole
    )
    desk.bar.choose("atelier/brush")
    desk.bar.prompt.setPlainText("a hat")
    assert not desk.bar.go.isEnabled() and "no key for Atelier" in desk.bar.go.accessibleDescription()
    page = asked(qtbot, desk)
    choose(qtbot, page, "connected", "Atelier")
    assert page.form.said.well is False and "no key" in page.form.said.words


def test_what_an_engine_cannot_do_is_greyed_and_says_why(
    qtbot: QtBot, windows: list[Window], home: Path, ring: Ring
) -> None:
    connect(SHED)
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    picker, model = desk.bar.engines, desk.bar.engines.model()
    poster = model.index(picker.findData("shed/poster"), 0)
    assert not poster.flags() & Qt.ItemFlag.ItemIsEnabled
    assert "cannot fill a mask" in poster.data(Qt.ItemDataRole.ToolTipRole)
    assert "cannot fill a mask" in poster.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    desk.bar.choose("shed/poster")
    count = desk.bar.count_field
    assert not count.isEnabled() and "one at a time" in count.toolTip()
    assert count.accessibleDescription() == count.toolTip()
    seed = desk.bar.seed_field.button
    assert not seed.isEnabled() and "takes no seeds" in seed.accessibleDescription()
    desk.bar.choose("builtin")
    assert count.isEnabled() and count.accessibleDescription() == "" and seed.isEnabled()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: bool(poster.flags() & Qt.ItemFlag.ItemIsEnabled), timeout=5000)


def test_the_last_row_of_the_picker_connects_and_is_no_choice(
    qtbot: QtBot, windows: list[Window], home: Path, ring: Ring
) -> None:
    connect(SHED)
    window, desk = shown(qtbot, marked_photograph(home))
    windows.append(window)
    picker = desk.bar.engines
    picker.setFocus()
    for _ in range(6):
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert desk.bar.engine == "shed/brush", "keys pass over what is no engine"
    assert not window.findChildren(SettingsSheet)
    qtbot.keyClick(picker, Qt.Key.Key_F4)
    view = picker.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.shell.sheets.settings.engines.isVisible)
    assert desk.bar.engine == "shed/brush"


def test_the_welcome_page_connects_too(
    qtbot: QtBot, windows: list[Window], home: Path, running: Served, ring: Ring
) -> None:
    window = Window(None)
    windows.append(window)
    window.show()
    window.bring_in()
    welcome = window.centralWidget()
    assert isinstance(welcome, Welcome)
    card = welcome.findChild(EngineCard)
    assert card is not None
    qtbot.mouseClick(card.connect_button, LEFT)
    assert welcome.settings is not None
    page = welcome.settings.engines
    choose(qtbot, page, "nearby", "Shed")
    press(qtbot, page.form)
    qtbot.waitUntil(lambda: "2 models" in _words(card), timeout=10_000)


def _words(card: EngineCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


def test_tab_goes_round_the_page_and_a_key_is_never_shown(qtbot: QtBot, page: EnginesPage) -> None:
    choose(qtbot, page, "more", "Atelier")
    qtbot.keyClicks(page.form.fields.key, CANARY)
    assert CANARY not in page.form.fields.key.displayText()
    reached = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    form = page.form
    assert {page.entries, form.fields.address, form.fields.key, form.fields.name, form.test, form.go} <= set(reached)
    qtbot.keyClick(form.go, Qt.Key.Key_Escape)
    assert form.fields.key.text() == "", "what was not kept is forgotten"


def test_no_file_holds_the_key_whatever_happens(
    qtbot: QtBot, server: Served, desk: Desk, page: EnginesPage, home: Path, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    caplog.set_level(0)
    connected(qtbot, page, server)
    qtbot.keyClick(page.form.go, Qt.Key.Key_Escape)
    desk.bar.choose("atelier/brush")
    for words, replies in (
        ("a hat", []),
        ("fail", []),
        ("a cap", [as_json({"error": {"message": f"no, {CANARY}"}}, 401)]),
        ("a shoe", [Reply(200, f"not a picture {CANARY}".encode())]),
    ):
        server.next += replies
        desk.bar.prompt.setPlainText(words)
        desk.canvas.setFocus()
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: bool(desk.candidates.running))
        qtbot.waitUntil(lambda: not desk.candidates.running, timeout=30_000)
        assert CANARY not in desk.bar.sentence
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    assert any(heard.method == "POST" for heard in server.heard)
    assert all(heard.headers["authorization"] == f"Bearer {CANARY}" for heard in server.heard)
    asked_for = desk.session.project.archive.generations()
    assert [bool(one.error) for one in asked_for] == [False, True, True, True]
    desk.session.project.flush()
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err + caplog.text
    assert CANARY not in json.dumps([f"{one!r}" for one in asked_for])
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "engines.json" for path in files) and any(path.suffix == ".patchboard" for path in files)
    for path in files:
        assert CANARY.encode() not in path.read_bytes(), path
