"""Every error becomes words and a code; what nobody foresaw is called a fault of the program."""

from __future__ import annotations

import errno
import json
from argparse import Namespace

import pytest

from editor.cli import commands, main
from editor.cli.console import Console, Failure, plain
from editor.cli.failures import failure, refusals
from editor.engine.errors import AuthError, Cancelled
from editor.pixels.decode import ImageRejected
from editor.project.errors import NoRoomError


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (Failure("no", "do this", code=2), 2, "no"),
        (AuthError("no key"), 3, "no key"),
        (Cancelled("the provider stopped it"), 3, "provider"),
        (KeyboardInterrupt(), 130, "Ctrl+C"),
        (ImageRejected("no picture", "another"), 1, "no picture"),
        (NoRoomError("full", "make room"), 1, "full"),
        (MemoryError(), 1, "memory"),
        (OSError(errno.ENOSPC, "no space", "a.png"), 1, "a.png: no space"),
        (ValueError("seven"), 4, "fault of the program (ValueError: seven)"),
        (LookupError(), 4, "(LookupError)"),
    ],
)
def test_kinds_of_errors(error: BaseException, code: int, said: str) -> None:
    known = failure(error)
    assert known.code == code and said in known.message and known.advice


def test_a_refusing_step_speaks_to_the_user() -> None:
    with pytest.raises(Failure, match="too wide") as caught, refusals():
        raise ValueError("too wide")
    assert caught.value.code == 1


def test_a_picture_that_is_refused_keeps_its_advice() -> None:
    with pytest.raises(ImageRejected) as caught, refusals():
        raise ImageRejected("no picture", "another")
    assert failure(caught.value).advice == "another"


@pytest.mark.parametrize("error", [ValueError("seven"), KeyboardInterrupt(), MemoryError()])
def test_json_whatever_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    def broken(_options: Namespace, _console: Console) -> None:
        raise error

    monkeypatch.setattr(commands, "perform", broken)
    code = main.main(["engines", "--json"])
    out, err = capsys.readouterr()
    assert json.loads(out)["code"] == code == failure(error).code
    assert ("Traceback" in err) == (code == 4), "where the program is at fault, it says where"


def test_names_cannot_steer_the_terminal() -> None:
    assert plain("a\x1b]0;title\x07b — é\udcff") == "a�]0;title�b — é\udcff"
