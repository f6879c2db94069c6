"""Messages over a WebSocket: heard as they come, answered, and never waited for."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from editor.engine.pushes import Message, Pushes, socket_address
from tests.served import Reply, Talk, served
from tests.wire import Wire


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.002)


def talked(talk: Talk, work: Callable[[str], None]) -> None:
    """Have `work` done with the address of a server that talks so."""
    with served(lambda _heard: Reply(404)) as server:
        server.talk = talk
        work(socket_address(server.base, "/ws?clientId=1"))


def test_the_address_of_a_socket_follows_that_of_the_server() -> None:
    assert socket_address("http://a:1", "/ws?x=1") == "ws://a:1/ws?x=1"
    assert socket_address("https://a.example/comfy/", "ws") == "wss://a.example/comfy/ws"


def test_what_is_sent_first_arrives_and_messages_come_in_order() -> None:
    got: list[Message | None] = []

    def talk(_heard: object, wire: Wire) -> None:
        got.append(wire.receive())
        for message in ("one", b"\x00\x01", "x" * (3 << 20)):
            wire.send(message)
        got.append(wire.receive())

    def work(address: str) -> None:
        with Pushes(address, local=True, opening=("hello",)) as pushes:
            assert [pushes.next(10) for _ in range(2)] == ["one", b"\x00\x01"]
            assert len(pushes.next(10) or "") == 3 << 20 and pushes.settled and not pushes.over
            assert pushes.next(0) is None
        until(lambda: pushes.over)

    talked(talk, work)
    assert got == ["hello", None], "it was closed as it should be"


def test_a_message_is_answered_at_once_though_nobody_asks_for_it() -> None:
    got: list[Message | None] = []

    def talk(_heard: object, wire: Wire) -> None:
        wire.send("ping")
        got.append(wire.receive())

    def work(address: str) -> None:
        with Pushes(address, local=True, reply=lambda message: "pong" if message == "ping" else None):
            until(lambda: bool(got))

    talked(talk, work)
    assert got == ["pong"]


@pytest.mark.parametrize("address", ["ws://127.0.0.1:9/ws", "ws://[::bad/"])
def test_nobody_there_means_no_messages_and_no_error(address: str) -> None:
    with Pushes(address, local=True) as pushes:
        until(lambda: pushes.settled)
        assert pushes.over and pushes.next(0) is None


def test_a_server_that_goes_away_ends_it() -> None:
    with_one: list[Message | None] = []

    def work(address: str) -> None:
        with Pushes(address, local=True) as pushes:
            until(lambda: pushes.over)
            with_one.append(pushes.next(0))

    talked(lambda _heard, wire: wire.send("last words"), work)
    assert with_one == ["last words"]


def test_who_leaves_waits_for_nothing() -> None:
    gate = threading.Event()

    def work(address: str) -> None:
        pushes = Pushes(address, local=True)
        with pushes:
            until(lambda: pushes.settled)
            at = time.monotonic()
        assert time.monotonic() - at < 0.1
        gate.set()

    talked(lambda _heard, _wire: gate.wait(10) and None, work)
