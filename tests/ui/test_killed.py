"""The real program is killed while it asks, and opens where it was: view, mask, undo, and what was asked."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editor.engine.connections import connect
from editor.engine.outside import GROUP
from editor.engine.provider import Connection
from tests.engines.slow import GATE
from tests.plugins.flux.bfl import Bfl
from tests.plugins.mishaps import CANARY
from tests.served import served
from tests.ui.desks import marked_photograph

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")


class Program:
    """The program in a process; each word that it is told is answered with how it stands."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": f"{folder / 'installed'}:{ROOT}",
            "XDG_CONFIG_HOME": str(folder / "settings"),
            "QT_QPA_PLATFORM": "offscreen",
            GATE: str(folder / "gate"),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.driven", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
        )  # fmt: skip

    def tell(self, words: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def until(self, true: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        end = time.monotonic() + 60
        while not true(found := self.tell("state")):
            assert time.monotonic() < end, found
            time.sleep(0.02)
        return found

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    """Starts the program with the slow engine installed beside it, as another package would be."""
    info = tmp_path / "installed" / "slow-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\nslow = tests.engines.slow\n")
    running: list[Program] = []

    def begin(*arguments: str, until: str = "ready") -> Program:
        running.append(Program(tmp_path, *arguments))
        running[-1].until(lambda found: found[until])
        return running[-1]

    yield begin
    for program in running:
        if program.process.poll() is None:
            program.kill()


@pytest.mark.timeout(240)
def test_a_killed_program_opens_where_it_was_and_asks_again_when_that_is_wanted(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    path = marked_photograph(tmp_path, marked=False)
    program = start(str(path))
    program.until(lambda found: "slow" in found["engines"])
    for word in ("zoom", "zoom", "paint", "engine slow", "generate a hat"):
        program.tell(word)
    before = program.until(lambda found: found["queue"] == ["running"] and found["saved"])
    assert before["masked"] > 0 and before["bar"] == "working"
    time.sleep(1)  # what is promised: all is on the disk within a second
    program.kill()

    program = start()  # no file is named
    found = program.until(lambda found: found["queue"] and "slow" in found["engines"])
    for part in ("path", "view", "tool", "masked", "layers"):
        assert found[part] == before[part], part
    assert found["queue"] == ["interrupted"] and found["chip"] == "1 to retry"
    assert "may have been charged" in found["told"][0] and "bill" in found["told"][0]
    assert found["bar"] == "ready", "nothing is sent by itself"
    assert program.tell("undo")["masked"] == 0, "the step of before the end is undone"
    (tmp_path / "gate").touch()
    assert "once more" in program.tell("queue")["toast"], "what may have been charged is asked about first"
    assert program.tell("state")["queue"] == ["interrupted"]
    program.tell("sure")
    program.until(lambda found: found["queue"] == ["done"])
    program.tell("queue")
    program.until(lambda found: found["candidates"] == 4)
    assert program.tell("accept")["layers"] == 2
    program.until(lambda found: found["saved"])
    program.kill()

    program = start()
    assert program.tell("state")["layers"] == 2
    assert program.tell("undo")["layers"] == 1
    assert program.tell("state")["queue"] == []


@pytest.mark.timeout(240)
def test_what_a_provider_had_taken_is_fetched_by_the_next_start(
    start: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", CANARY)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    bfl = Bfl()
    bfl.looks *= 100_000
    with served(bfl) as server:
        bfl.base = server.base
        connect(Connection(name="far", plugin="flux", address=f"{server.base}/v1"))
        program = start(str(marked_photograph(tmp_path)))
        for word in ("paint", "engine far/flux-pro-1.0-fill", "generate a hat"):
            program.tell(word)
        program.until(
            lambda _found: {heard.query["id"][0] for heard in server.heard if "id" in heard.query} == {*"0123"}
        )
        program.kill()

        bfl.looks.clear()
        program = start()
        assert program.until(lambda found: found["queue"] == ["done"])["chip"] == "1 ready"
        program.tell("queue")
        program.until(lambda found: found["candidates"] == 4)
        assert len(bfl.tasks) == 4, "nothing was sent again"


def test_a_board_that_was_closed_is_not_opened_again(start: Callable[..., Program], tmp_path: Path) -> None:
    program = start(str(marked_photograph(tmp_path)))
    program.tell("leave")
    program.until(lambda found: found["welcome"])
    program.kill()
    program = start(until="welcome")
    assert not program.tell("state")["ready"]
