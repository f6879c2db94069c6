"""What can go wrong on the way to any provider: every plugin's tests play these against it."""

from __future__ import annotations

from typing import NamedTuple

from editor.engine.contract import Engine, Request
from editor.engine.errors import AuthError, BadResult, Busy, EngineError, NetworkError, RateLimited
from tests.plugins.asked import failed, one
from tests.served import Reply, Served, as_json

CANARY = "canary-7f3a9c1e5b2d"
"""The key that tests give to every plugin; it may be seen by the server and by nobody else."""


class Mishap(NamedTuple):
    """`replies` come first, then the server plays on; `error` is what it ends in, None where it succeeds all the same.

    `billed` is whether a paid request may have been charged.
    """

    name: str
    replies: tuple[Reply, ...]
    error: type[EngineError] | None = None
    billed: bool = False


MISHAPS = (
    Mishap("slow", (Reply(0, wait=0.3),)),
    Mishap("429 with a hint", (as_json({}, 429, headers={"retry-after": "0.05"}),)),
    Mishap("429 without a hint", (as_json({}, 429),)),
    Mishap("429 for hours", (as_json({}, 429, headers={"retry-after": "9000"}),), RateLimited),
    Mishap("500 twice", (as_json({}, 500, headers={"retry-after": "0"}),) * 2),
    Mishap("500 for ever", (as_json({}, 500, headers={"retry-after": "0"}),) * 9, Busy),
    Mishap("a proxy's error page", (Reply(502, b"<html>Bad gateway</html>", {"retry-after": "0"}),) * 9, Busy),
    Mishap("a wrong key", (as_json({"error": {"message": f"bad key {CANARY}"}}, 401),), AuthError),
    Mishap("cut", (Reply(200, b'{"half": ', length=5000),), NetworkError, billed=True),
    Mishap("no JSON", (Reply(200, b"<html>all is well</html>"),), BadResult),
    Mishap("nothing", (as_json({}),), BadResult),
)
"""For the request that makes pictures. A reply of status 0 is only a wait: the server then plays its own answer."""


def endured(mishap: Mishap, server: Served, made: Engine, asked: Request, leaks: list[object]) -> None:
    """Have it happen to a paid request: it succeeds all the same, or ends in the error that it should, and says so."""
    server.next = list(mishap.replies)
    if mishap.error is None:
        leaks.append(one(made, asked))
        return
    error = failed(made, asked)
    leaks.append(error)
    assert type(error) is mishap.error and (error.billed or not mishap.billed)
