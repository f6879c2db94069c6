"""The ledger in a real window: opened by key, palette and queue, told by engine, anchor and day, written to a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot

from editor.engine.contract import Price
from editor.engine.registry import Entry, Registry
from editor.steps.ask import Wish
from editor.ui.desk import Desk
from tests.engines.dealer import Dealer
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    registry = Registry([Entry(Dealer(), "nowhere"), Entry(Painter(), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    yield made
    window.close()


def ask(qtbot: QtBot, desk: Desk, engine: str, count: int) -> None:
    id = desk.generations.ask("photo", engine, Wish(words="a hat", count=count))
    qtbot.waitUntil(lambda: id in desk.queue and desk.queue[id].state == "done", timeout=20_000)


def open_by_key(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.waitUntil(desk.history.ledger.list.hasFocus)


def told(desk: Desk) -> list[str]:
    """What the totals say."""
    model = desk.history.ledger.list.model()
    rows = range(len([one for one in desk.history.ledger.shown if one.total]))
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]


def groups(desk: Desk) -> list[tuple[str, int]]:
    return [(one.name, one.sum.candidates) for one in desk.history.ledger.shown if not one.total]


def test_before_anything_was_paid_it_says_what_would_be_here(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_L, CTRL | SHIFT)
    ledger = desk.history.ledger
    qtbot.waitUntil(ledger.empty.isVisible)
    qtbot.mouseClick(ledger.empty.findChild(QToolButton), LEFT)
    assert desk.bar.prompt.hasFocus()


def test_it_follows_what_is_paid_and_accepted(qtbot: QtBot, desk: Desk) -> None:
    ask(qtbot, desk, "dealer", 2)
    open_by_key(qtbot, desk)
    ledger = desk.history.ledger
    qtbot.waitUntil(lambda: told(desk) == ["All. $0.08 paid. 0 of 2 accepted. undecided $0.08"])
    assert [(one.name, one.sum.key) for one in ledger.shown] == [("All", ""), ("Painter", "dealer")]
    (made,) = [entry.id for entry in desk.queue.entries]
    desk.generations.accept(desk.generations.shown(made)[0])
    said = "All. $0.08 paid. 1 of 2 accepted, $0.08 each. 50 % waste. accepted $0.04, passed over $0.04"
    qtbot.waitUntil(lambda: told(desk) == [said])
    assert ledger.notes.text() == "", "the provider said what it charged"


def test_by_engine_by_anchor_and_by_day(qtbot: QtBot, desk: Desk) -> None:
    ask(qtbot, desk, "dealer", 1)
    ask(qtbot, desk, "painter", 3)
    open_by_key(qtbot, desk)
    ledger = desk.history.ledger
    qtbot.waitUntil(lambda: groups(desk) == [("Painter", 1), ("Painter", 3)])
    qtbot.mouseClick(ledger.by.button(1), LEFT)
    assert groups(desk) == [("No anchor", 4)]
    qtbot.mouseClick(ledger.by.button(2), LEFT)
    assert [count for _, count in groups(desk)] == [4]


def test_every_call_is_written_to_a_file(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(qtbot, desk, "dealer", 2)
    open_by_key(qtbot, desk)
    ledger, path = desk.history.ledger, tmp_path / "l.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    qtbot.mouseClick(ledger.export_button, LEFT)
    qtbot.waitUntil(lambda: desk.shell.toast.words == "2 calls are in l.csv.")
    with path.open(newline="") as file:
        assert [row["amount"] for row in csv.DictReader(file)] == ["0.040000"] * 2
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "l.csv"), ""))
    desk.shell.actions.run("ledger.export")
    qtbot.waitUntil(lambda: "folder does not exist" in desk.shell.toast.words)


def test_the_queue_leads_to_it(qtbot: QtBot, desk: Desk) -> None:
    ask(qtbot, desk, "dealer", 1)
    desk.shell.toggle_queue()
    link = next(b for b in desk.shell.queue.findChildren(QToolButton) if b.text() == "Ledger")
    qtbot.mouseClick(link, LEFT)
    assert desk.history.ledger.isVisible() and desk.history.ledger.list.hasFocus()


def write_budget(qtbot: QtBot, desk: Desk, text: str) -> None:
    field = desk.history.ledger.budget
    field.selectAll()
    qtbot.keyClicks(field, text) if text else qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_what_the_budget_does_not_allow_waits_and_goes_on_once_it_is_raised(qtbot: QtBot, desk: Desk) -> None:
    desk.shell.actions.run("ledger.budget")
    qtbot.waitUntil(desk.history.ledger.budget.hasFocus)
    write_budget(qtbot, desk, "0.05")
    assert desk.queue.budget == Price(50_000, estimated=False) and desk.history.ledger.budget.text() == "$0.05"
    id = desk.generations.ask("photo", "dealer", Wish(words="a hat", count=2))
    said = "The next request costs up to $0.08, and $0.00 of the budget of $0.05 is spent or under way: it waits."
    qtbot.waitUntil(lambda: desk.shell.toast.words == said)
    desk.shell.toggle_queue()
    panel = desk.shell.queue
    row = panel.rows.index_of(id)
    qtbot.waitUntil(lambda: "Held by the budget, $0.08" in row.data(Qt.ItemDataRole.ToolTipRole))
    qtbot.waitUntil(lambda: panel.spent == "$0.00 of $0.05 spent")
    link = next(b for b in panel.findChildren(QToolButton) if b.text() == "Budget")
    qtbot.mouseClick(link, LEFT)
    assert desk.history.ledger.budget.hasFocus()
    write_budget(qtbot, desk, "0.1")
    qtbot.waitUntil(lambda: desk.queue[id].state == "done", timeout=20_000)
    qtbot.waitUntil(lambda: panel.spent == "$0.08 of $0.10 spent")
    assert not link.isVisible()


def test_the_toast_leads_to_the_budget_and_an_empty_one_lifts_it(qtbot: QtBot, desk: Desk) -> None:
    desk.queue.limit(Price(10_000))
    id = desk.generations.ask("photo", "dealer", Wish(words="a hat"))
    qtbot.waitUntil(lambda: "budget of $0.01" in desk.shell.toast.words)
    qtbot.mouseClick(desk.shell.toast.link, LEFT)
    write_budget(qtbot, desk, "")
    qtbot.waitUntil(lambda: desk.queue[id].state == "done", timeout=20_000)
    assert desk.queue.budget is None


def test_what_is_no_amount_is_said_and_nothing_changes(qtbot: QtBot, desk: Desk) -> None:
    desk.queue.limit(Price(10_000))
    desk.shell.actions.run("ledger.budget")
    write_budget(qtbot, desk, "plenty")
    assert desk.shell.toast.words == "plenty is no amount: write it as 5, 5.00 or 5 EUR."
    assert desk.queue.budget == Price(10_000)
