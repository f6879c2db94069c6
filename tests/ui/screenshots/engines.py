"""Scenes of engines: one that runs on this computer, a key that is refused, one that is connected, and the picker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx  # noqa: F401 - loaded before a thread of the window would do it
import keyring
from PySide6.QtTest import QTest

from editor.engine.connecting import kept, left, tried
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from editor.ui.connect.page import EnginesPage
from tests.engines.atelier import Atelier, atelier
from tests.engines.connected import Ring
from tests.engines.shed import Shed
from tests.plugins.mishaps import CANARY
from tests.served import Served
from tests.ui.screenshots.stage import Stage


def engines_found(stage: Stage) -> Iterator[None]:
    """What was found on this computer can be connected as it is."""
    with _page(stage) as (page, _):
        stage.until(lambda: _shown(page, "nearby", "Shed"))
        yield


def engines_refused(stage: Stage) -> Iterator[None]:
    """What is to be done about a wrong key."""
    with _page(stage) as (page, server):
        stage.until(lambda: _shown(page, "more", "Atelier"))
        page.form.fields.address.setText(server.base)
        QTest.keyClicks(page.form.fields.key, "not the right one")  # what is written in stays in view
        page.form.go.click()
        stage.until(lambda: page.form.said.well is False)
        yield


def engines_connected(stage: Stage) -> Iterator[None]:
    """Its models, one of which is not in the picker, and where its key is."""
    with _connected(stage), _page(stage) as (page, _):
        stage.until(lambda: _shown(page, "connected", "Atelier"))
        stage.until(lambda: "keyring" in page.form.fields.kept.text())
        yield


def engine_picker(stage: Stage) -> Iterator[None]:
    """Grouped by connection; what cannot fill a mask is grey."""
    with _connected(stage):
        picker = stage.desk.bar.engines
        picker.showPopup()
        yield
        picker.hidePopup()


@contextmanager
def _page(stage: Stage) -> Iterator[tuple[EnginesPage, Served]]:
    shell = stage.campaign().shell
    with atelier() as server:
        Shed.usual = (server.base,)
        shell.sheets.connect_engine()
        yield shell.sheets.settings.engines, server
        shell.sheets.settings.close_sheet()
    Shed.usual = ()
    stage.desk.connecting.nearby.clear()


@contextmanager
def _connected(stage: Stage) -> Iterator[None]:
    """With a key in a keyring of its own."""
    desk, before = stage.campaign(), keyring.get_keyring()
    keyring.set_keyring(Ring())
    with atelier() as server:
        wanted = Connection(name="atelier", plugin="atelier", address=server.base, options={"hidden": ["sketch"]})
        kept(Atelier(), tried(Atelier(), wanted, Stop(), CANARY), CANARY)
        desk.connecting.refresh()
        yield
    left("atelier")
    desk.connecting.refresh()
    keyring.set_keyring(before)


def _shown(page: EnginesPage, kind: str, title: str) -> bool:
    """Whether it is listed; it is chosen then."""
    for entry in page.entries.entries:
        if (entry.kind, entry.title) == (kind, title):
            page.entries.show_entry(entry)
            return True
    return False
