"""Waiting for what a provider makes: looks, stops that reach it, ends of patience, and where a key may go."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import pytest

from editor.engine.addresses import is_local, trusted
from editor.engine.answer import Answer
from editor.engine.contract import Progress
from editor.engine.errors import Blocked, Busy, Cancelled, Expired, NetworkError
from editor.engine.polling import charged, polled, share_done
from editor.engine.stop import Stop
from editor.engine.web import Web
from tests.served import Heard, Reply, Served, as_json, served

BASE = "https://api.maker.example/v1"


def play(heard: Heard) -> Reply:
    return as_json({"cancelled": True}) if heard.method == "POST" else as_json({"done": None})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setattr("editor.engine.polling.FIRST", 0.01)
    with served(play) as made:
        yield made


def read(answer: Answer) -> Progress | str:
    found = answer.field("done")
    if found == "blocked":
        raise Blocked("No.")
    return found if isinstance(found, str) else Progress(found or 0.0)


def looking(server: Served, stop: Stop) -> Generator[Progress, None, str]:
    web = Web(server.base, local=True)
    return polled(web, "/task", read, stop, cancel=lambda late: web.call("POST", "/cancel", late))


def looked(server: Served) -> tuple[list[float], str]:
    found: list[str] = []

    def run() -> Iterator[Progress]:
        found.append((yield from looking(server, Stop())))

    shares = [progress.fraction for progress in run()]
    return shares, found[0]


def called_off(server: Served) -> bool:
    for thread in threading.enumerate():
        if thread.name == "call off":
            thread.join(5)
    return "POST /cancel" in server.paths


def test_it_looks_until_there_is_something(server: Served) -> None:
    server.next = [as_json({"done": 0.2}), as_json({"done": 0.6}), as_json({"done": "a picture"})]
    assert looked(server) == ([0.2, 0.6], "a picture") and not called_off(server)


def test_a_stop_reaches_the_provider(server: Served) -> None:
    stop = Stop()
    looks = looking(server, stop)
    next(looks)
    stop.set()
    with pytest.raises(Cancelled):
        next(looks)
    assert called_off(server)


def test_who_stops_listening_calls_it_off_too(server: Served) -> None:
    looks = looking(server, Stop())
    next(looks)
    looks.close()
    assert called_off(server)


def test_patience_ends(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.polling.LIMIT", 0.2)
    with pytest.raises(NetworkError, match="not finished") as caught:
        looked(server)
    assert caught.value.billed and not called_off(server), "it may still be fetched"


def test_what_the_program_leaves_at_its_end_is_not_called_off(server: Served) -> None:
    stop = Stop()
    looks = looking(server, stop)
    next(looks)
    stop.leave()
    with pytest.raises(Cancelled):
        next(looks)
    assert not called_off(server)


def test_what_is_not_there_any_more_has_expired(server: Served) -> None:
    server.next = [as_json({}, 404)]
    with pytest.raises(Expired, match="not know the task any more") as caught:
        looked(server)
    assert caught.value.billed and "bill" in caught.value.advice


def test_what_goes_wrong_after_paying_may_have_been_charged(server: Served) -> None:
    server.next = [as_json({}, 500, headers={"retry-after": "0"})] * 8
    with pytest.raises(Busy) as caught:
        looked(server)
    assert caught.value.billed
    server.next = [as_json({"done": "blocked"})]
    with pytest.raises(Blocked) as refused:
        looked(server)
    assert not refused.value.billed
    with pytest.raises(Blocked) as refused, charged():
        raise Blocked("No.")
    assert not refused.value.billed


@pytest.mark.parametrize(
    ("log", "share"),
    [
        ("", 0.0),
        (" 5%|# | 1/20\n 45%|####  | 9/20", 0.45),
        ("100%|##########|", 1.0),
        ("at 250% zoom", 1.0),
        ("7.5 %", 0.07),
    ],
)
def test_a_log_tells_how_far_it_is(log: str, share: float) -> None:
    assert share_done(log) == share


GOOD = ["https://api.maker.example/v1/x", "https://eu.maker.example/x", "https://maker.example/x?id=1"]
BAD = [
    "http://eu.maker.example/x",
    "https://notmaker.example/x",
    "https://maker.example.evil.example/x",
    "https://maker.example@evil.example/x",
    "https://me:secret@api.maker.example/x",
    "ftp://maker.example/x",
    "/v1/x",
    "",
    None,
    7,
]


@pytest.mark.parametrize("address", GOOD)
def test_a_key_goes_where_the_provider_is(address: str) -> None:
    assert trusted(address, BASE, "maker.example") == address


@pytest.mark.parametrize("address", BAD)
def test_a_key_goes_nowhere_else(address: object) -> None:
    with pytest.raises(NetworkError, match="not its own"):
        trusted(address, BASE, "maker.example")


def test_a_key_goes_to_the_address_that_the_user_gave() -> None:
    assert trusted("http://127.0.0.1:80/x", "http://127.0.0.1:80/v1") == "http://127.0.0.1:80/x"
    with pytest.raises(NetworkError):
        trusted("http://127.0.0.1:81/x", "http://127.0.0.1:80/v1")


def test_local_addresses_are_told_from_others() -> None:
    assert all(is_local(f"http://{host}/") for host in ("127.0.0.1:8", "localhost", "10.1.2.3", "[::1]:9", "box.local"))
    assert not any(is_local(f"https://{host}/") for host in ("api.maker.example", "8.8.8.8", "localhost.example"))
