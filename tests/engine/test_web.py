"""One way to speak HTTP: what is retried and what is not, stops, limits, downloads, and what never gets out."""

from __future__ import annotations

import email.utils
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import trustme

from editor.engine.answer import Answer, meaning, retry_after
from editor.engine.errors import (
    AuthError,
    BadRequest,
    BadResult,
    BillingError,
    Blocked,
    Busy,
    Cancelled,
    EngineError,
    ModelGone,
    NetworkError,
    RateLimited,
)
from editor.engine.events import events
from editor.engine.stop import Stop
from editor.engine.web import Web
from tests.served import Reply, Served, as_json, served

SECRET = "sk-canary-1234567890"


def fine(_heard: object) -> Reply:
    return as_json({"ok": True})


@pytest.fixture
def server() -> Iterator[Served]:
    with served(fine) as made:
        yield made


def web(server: Served, **more: object) -> Web:
    return Web(server.base, local=True, headers=lambda: {"authorization": f"Bearer {SECRET}"}, **more)  # type: ignore[arg-type]


def test_an_answer_comes_whole_and_the_key_goes_along(server: Served) -> None:
    answer = web(server).call("POST", "/v1/images", Stop(), json={"prompt": "a boat"})
    assert answer.json() == {"ok": True} and answer.field("ok") is True and answer.field("no", "such") is None
    assert server.heard[0].json == {"prompt": "a boat"}
    assert server.heard[0].headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("status", [408, 500, 502, 503, 529])
def test_what_may_be_otherwise_in_a_moment_is_asked_again(server: Served, status: int) -> None:
    server.next = [as_json({}, status, headers={"retry-after": "0"})] * 2
    assert web(server).call("POST", "/", Stop(), paid=True).json() == {"ok": True}
    assert len(server.heard) == 3


def test_a_pause_that_the_provider_asks_for_is_kept_by_all_that_use_the_connection(server: Served) -> None:
    server.next = [as_json({}, 429, headers={"retry-after-ms": "300"})]
    used, began = web(server), time.monotonic()
    first = threading.Thread(target=used.call, args=("GET", "/first", Stop()))
    first.start()
    while not server.heard:
        time.sleep(0.005)
    time.sleep(0.05)
    used.call("GET", "/second", Stop())
    first.join()
    assert time.monotonic() - began >= 0.3
    assert server.paths[0] == "GET /first" and len(server.heard) == 3


def test_without_a_word_on_when_it_waits_a_little_longer_each_time(server: Served) -> None:
    server.next = [as_json({}, 429)] * 2
    began = time.monotonic()
    web(server).call("GET", "/", Stop())
    assert 0.375 + 0.75 <= time.monotonic() - began < 5


def test_who_asks_to_wait_for_long_is_not_waited_for(server: Served) -> None:
    server.next = [as_json({"error": {"message": "quota of the day"}}, 429, headers={"retry-after": "7200"})]
    with pytest.raises(RateLimited, match="quota of the day") as caught:
        web(server).call("GET", "/", Stop())
    assert caught.value.retry_after == 7200 and len(server.heard) == 1


def test_it_gives_up_after_four_goes(server: Served) -> None:
    server.next = [as_json({}, 500, headers={"retry-after": "0"})] * 9
    with pytest.raises(Busy):
        web(server).call("GET", "/", Stop())
    assert len(server.heard) == 4


def test_a_paid_request_whose_answer_is_lost_is_never_sent_twice(server: Served) -> None:
    server.next = [Reply(200, b"half of it", cut=4)]
    with pytest.raises(NetworkError, match="cut the connection") as caught:
        web(server).call("POST", "/", Stop(), paid=True)
    assert caught.value.billed and "charged" in caught.value.advice and len(server.heard) == 1


def test_a_question_whose_answer_is_lost_is_asked_again(server: Served) -> None:
    server.next = [Reply(200, b"half of it", cut=4)]
    assert web(server).call("GET", "/", Stop()).json() == {"ok": True}
    assert len(server.heard) == 2


def test_a_silent_server_is_left_and_a_paid_request_may_have_been_billed(server: Served) -> None:
    server.next = [Reply(wait=5)]
    with pytest.raises(NetworkError, match="in time") as caught:
        web(server, read_limit=0.2).call("POST", "/", Stop(), paid=True)
    assert caught.value.billed


@pytest.mark.parametrize("base", ["127.0.0.1:9", "ftp://127.0.0.1:9"])
def test_an_address_that_is_none_is_said_to_be_so(base: str) -> None:
    with pytest.raises(NetworkError, match="cannot be talked to") as caught:
        Web(base).call("POST", "/", Stop(), paid=True, tries=1)
    assert not caught.value.billed


def test_a_server_that_is_not_there_was_never_asked() -> None:
    with pytest.raises(NetworkError, match="cannot be reached") as caught:
        Web("http://127.0.0.1:9", local=True).call("POST", "/", Stop(), paid=True, tries=1)
    assert not caught.value.billed


@pytest.fixture(params=["plain", "tls"])
def either(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server with and without TLS, whose certificate is trusted."""
    context = None
    if request.param == "tls":
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(context)
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
    with served(fine, context) as made:
        yield made


def _stopped(work: Callable[[Stop], object]) -> float:
    """The seconds from a stop until `work` has noticed it."""
    stop, noticed = Stop(), []

    def run() -> None:
        with pytest.raises(Cancelled):
            work(stop)
        noticed.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    assert thread.is_alive(), "it must still be waiting"
    began = time.monotonic()
    stop.set()
    thread.join(5)
    return noticed[0] - began


def test_a_blocked_read_ends_soon_after_a_stop(either: Served) -> None:
    either.next = [Reply(wait=20)]
    used = Web(either.base)
    assert _stopped(lambda stop: used.call("POST", "/", stop, paid=True)) < 0.1 + 0.15  # the machine is shared
    assert used.call("GET", "/", Stop()).json() == {"ok": True}, "the next one is served"


def test_a_read_that_is_cut_into_turns_loses_nothing(either: Served) -> None:
    either.next = [Reply(body=b"a" * 70_000, wait=0.12, parts=(b"b" * 70_000, b"c" * 10))]
    assert Web(either.base).call("GET", "/", Stop()).body == b"a" * 70_000 + b"b" * 70_000 + b"c" * 10


def test_a_pause_ends_soon_after_a_stop(server: Served) -> None:
    server.next = [as_json({}, 429, headers={"retry-after": "60"})]
    assert _stopped(lambda stop: web(server).call("GET", "/", stop)) < 0.1 + 0.15


def test_a_stream_that_is_silent_ends_soon_after_a_stop(server: Served) -> None:
    server.next = [Reply(body=b"data: one\n\n", parts=(b"data: two\n\n",), wait=10)]

    def read(stop: Stop) -> None:
        with web(server).stream("POST", "/", stop) as lines:
            list(lines)

    assert _stopped(read) < 0.1 + 0.15


def test_events_are_read_from_a_stream(server: Served) -> None:
    long = "x" * 3_000_000
    body = f'event: a\ndata: {{"n": 1}}\n\n: ping\n\ndata: {long}\ndata: more\n\ndata: [DONE]\n\ndata: late\n\n'
    server.next = [Reply(body=body.encode())]
    with web(server).stream("POST", "/", Stop()) as lines:
        assert list(events(lines)) == ['{"n": 1}', f"{long}\nmore"]


MEANINGS = [
    (401, AuthError),
    (403, AuthError),
    (402, BillingError),
    (404, ModelGone),
    (410, ModelGone),
    (400, BadRequest),
    (413, BadRequest),
    (302, BadRequest),
    (429, RateLimited),
    (503, Busy),
]


@pytest.mark.parametrize(("status", "kind"), MEANINGS)
def test_a_status_has_its_meaning(status: int, kind: type[EngineError]) -> None:
    assert type(meaning(Answer(status, {}, b"<html>proxy</html>"))) is kind


def test_the_providers_own_words_go_first_and_are_quoted() -> None:
    said = Answer(400, {}, b'{"error": {"message": "size  must be\\n a multiple of 16"}}')
    assert "It says: size must be a multiple of 16" in meaning(said).message
    assert type(meaning(said, lambda _answer: Blocked("no"))) is Blocked


def test_what_is_wrong_with_fields_is_quoted_with_their_names() -> None:
    wrong = b'{"detail": [{"loc": ["body", "steps"], "msg": "at least 15"}, {"loc": [], "msg": "no"}, 3]}'
    assert "It says: steps: at least 15; no" in meaning(Answer(422, {}, wrong)).message
    assert "It says: one; two" in meaning(Answer(400, {}, b'{"errors": ["one", "two"]}')).message


def test_a_retry_may_be_asked_for_in_three_ways() -> None:
    date = email.utils.formatdate(time.time() + 30, usegmt=True)
    assert 28 <= (retry_after({"retry-after": date}) or 0) <= 30
    assert retry_after({"retry-after": "2.5"}) == 2.5 and retry_after({"retry-after-ms": "1500"}) == 1.5
    assert retry_after({}) is None and retry_after({"retry-after": "soon"}) is None


def test_a_key_that_a_provider_repeats_gets_no_further(server: Served) -> None:
    server.next = [as_json({"error": {"message": f"Incorrect API key: {SECRET}."}}, 401)]
    with pytest.raises(AuthError) as caught:
        web(server).call("GET", "/", Stop())
    assert "[key]" in caught.value.message and SECRET not in repr(caught.value)


def test_an_answer_that_repeats_the_key_is_kept_without_it(server: Served) -> None:
    server.next = [Reply(200, f'{{"sent": "Bearer {SECRET}", "is": "application/json"}}'.encode())]
    answer = web(server).call("POST", "x", Stop(), json={})
    assert answer.json() == {"sent": "Bearer [key]", "is": "application/json"}


def test_a_download_carries_no_key_and_follows_a_few_redirects(server: Served) -> None:
    server.next = [Reply(302, headers={"location": "/there"}), Reply(200, b"picture")]
    assert web(server).download(f"{server.base}/result", Stop()) == b"picture"
    assert server.paths == ["GET /result", "GET /there"]
    assert all("authorization" not in heard.headers for heard in server.heard)
    server.next = [Reply(302, headers={"location": "/round"})] * 9
    with pytest.raises(NetworkError, match="without end"):
        web(server).download(f"{server.base}/result", Stop())


def test_a_download_that_has_expired_or_is_huge_says_so(server: Served) -> None:
    server.next = [Reply(403), Reply(200, b"x" * 2_000_001)]
    with pytest.raises(BadResult, match="403") as caught:
        web(server).download(f"{server.base}/result", Stop())
    assert "expired" in caught.value.advice and caught.value.billed
    with pytest.raises(BadResult, match="more than 1 MB"):
        web(server).download(f"{server.base}/result", Stop(), largest=1 << 20)


def test_a_download_that_breaks_is_fetched_again(server: Served) -> None:
    server.next = [
        Reply(200, b"picture", cut=3),
        as_json({}, 503, headers={"retry-after": "0"}),
        Reply(200, b"picture"),
    ]
    assert web(server).download(f"{server.base}/result", Stop()) == b"picture" and len(server.heard) == 3
    server.next = [as_json({}, 503, headers={"retry-after": "0"})] * 9
    with pytest.raises(Busy, match="503") as caught:
        web(server).download(f"{server.base}/result", Stop())
    assert caught.value.billed and len(server.heard) == 7


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "[::1]", "0.0.0.0"])
def test_a_provider_cannot_point_into_the_users_own_network(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    far = Web("https://provider.example")
    with pytest.raises(NetworkError, match="not in the public network"):
        far.download(f"https://{host}/latest/meta-data", Stop())
    with pytest.raises(NetworkError, match="not https"):
        far.download(f"http://{host}/", Stop())


def test_an_upload_goes_where_it_may_without_the_key(server: Served) -> None:
    web(server).upload(f"{server.base}/place", b"picture", "image/png", Stop())
    (heard,) = server.heard
    assert (heard.method, heard.body, heard.headers["content-type"]) == ("PUT", b"picture", "image/png")
    assert "authorization" not in heard.headers
    server.next = [as_json({}, 403)]
    with pytest.raises(Busy, match="403"):
        web(server).upload(f"{server.base}/place", b"picture", "image/png", Stop())
    for address in ("http://provider.example/place", "https://169.254.169.254/place"):
        with pytest.raises(NetworkError):
            Web("https://provider.example").upload(address, b"picture", "image/png", Stop())


def test_an_endless_answer_is_cut_off(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 1 << 20)
    server.next = [Reply(body=b"x" * 3_000_000)]
    with pytest.raises(BadResult, match="more than 1 MB"):
        web(server).call("GET", "/", Stop())


def test_a_stream_is_asked_for_again_until_it_begins(server: Served) -> None:
    server.play = lambda _heard: Reply(200, b"data: one\n\n", {"x-request-id": "r-1"})
    server.next = [as_json({}, 500, headers={"retry-after": "0"}), as_json({}, 429, headers={"retry-after": "0"})]
    with web(server).stream("POST", "/", Stop(), paid=True) as lines:
        assert list(events(lines)) == ["one"] and lines.headers["X-Request-Id"] == "r-1"
    assert len(server.heard) == 3


def test_a_paid_stream_that_breaks_may_have_been_billed_and_is_not_asked_for_again(server: Served) -> None:
    server.next = [Reply(200, b"data: one\n\n", length=500)]
    with pytest.raises(NetworkError) as caught, web(server).stream("POST", "/", Stop(), paid=True) as lines:
        list(lines)
    assert caught.value.billed and len(server.heard) == 1


def test_lines_of_a_stream_come_as_they_were_sent_however_they_are_cut(server: Served) -> None:
    long = b"data: " + b"x" * 300_000 + b"\r\n"
    parts = (long[:7], long[7:200_000], long[200_000:], b"\r\n: a remark\nda", b"ta: \xc3", b"\xa9\n\nlast")
    server.play = lambda _heard: Reply(200, b"", parts=parts, wait=0.02)
    with web(server).stream("POST", "/", Stop()) as lines:
        assert list(lines) == ["data: " + "x" * 300_000, "", ": a remark", "data: \u00e9", "", "last"]


def test_a_stream_without_end_is_cut_short(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.engine.web.LARGEST", 10_000)
    server.play = lambda _heard: Reply(200, b"x" * 50_000)
    with pytest.raises(BadResult) as caught, web(server).stream("POST", "/", Stop()) as lines:
        list(lines)
    assert caught.value.billed
