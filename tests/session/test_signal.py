"""Signals reach who is there, in order, and nobody's fault is another's."""

from __future__ import annotations

import gc

import pytest

from editor.session.signal import Signal


class Panel:
    def __init__(self) -> None:
        self.heard: list[tuple[int, str]] = []

    def hear(self, number: int, word: str) -> None:
        self.heard.append((number, word))


def test_receivers_hear_in_the_order_in_which_they_connected() -> None:
    signal: Signal[int] = Signal()
    heard: list[str] = []
    signal.connect(lambda n: heard.append(f"a{n}"))
    signal.connect(lambda n: heard.append(f"b{n}"))
    signal.emit(1)
    signal.emit(2)
    assert heard == ["a1", "b1", "a2", "b2"]


def test_a_method_connected_twice_is_called_once_and_not_after_disconnecting() -> None:
    signal: Signal[int, str] = Signal()
    panel, other = Panel(), Panel()
    for receiver in (panel.hear, panel.hear, other.hear):
        signal.connect(receiver)
    signal.emit(1, "one")
    signal.disconnect(panel.hear)
    signal.disconnect(panel.hear)
    signal.emit(2, "two")
    assert panel.heard == [(1, "one")]
    assert other.heard == [(1, "one"), (2, "two")]


def test_a_receiver_that_is_gone_drops_out() -> None:
    signal: Signal[int, str] = Signal()
    gone, stays = Panel(), Panel()
    heard = gone.heard
    signal.connect(gone.hear)
    signal.connect(stays.hear)
    del gone
    gc.collect()
    signal.emit(1, "one")
    assert heard == [] and stays.heard == [(1, "one")]
    assert len(signal._receivers) == 1


def test_a_receiver_that_raises_does_not_stop_the_others() -> None:
    signal: Signal[int, str] = Signal()
    panel = Panel()

    def fail(number: int, word: str) -> None:
        raise ValueError(word)

    signal.connect(fail)
    signal.connect(panel.hear)
    with pytest.raises(ValueError, match="one"):
        signal.emit(1, "one")
    assert panel.heard == [(1, "one")]


def test_what_several_raise_is_raised_together() -> None:
    signal: Signal[()] = Signal()

    def fail() -> None:
        raise ValueError

    def stumble() -> None:
        raise KeyError

    signal.connect(fail)
    signal.connect(stumble)
    with pytest.raises(ExceptionGroup) as told:
        signal.emit()
    assert [type(error) for error in told.value.exceptions] == [ValueError, KeyError]


def test_connecting_while_it_emits_waits_for_the_next_time() -> None:
    signal: Signal[int] = Signal()
    heard: list[int] = []

    def join(_: int) -> None:
        signal.connect(heard.append)

    signal.connect(join)
    signal.emit(1)
    assert heard == []
    signal.emit(2)
    assert heard == [2]


def test_one_that_was_disconnected_by_another_is_not_called_any_more() -> None:
    signal: Signal[int, str] = Signal()
    panel = Panel()
    signal.connect(lambda number, word: signal.disconnect(panel.hear))
    signal.connect(panel.hear)
    signal.emit(1, "one")
    assert panel.heard == []
