"""Prompts at a server: queued once, found again by their name, followed to their end, called off."""

from __future__ import annotations

import contextlib
import hashlib
import time
import uuid
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, NamedTuple

from editor.engine.call_off import call_off
from editor.engine.contract import Progress
from editor.engine.errors import BadRequest, BadResult, Cancelled, EngineError, NetworkError
from editor.engine.pushes import Pushes, socket_address
from editor.engine.stop import Stop
from editor.engine.web import pause

from .graphs import Graph
from .server import Server, failed, refused, waiting
from .telling import HELLO, Telling

TICK = 0.05  # seconds that a message is waited for
LOOK = 1.0  # seconds between two looks at the history, where no message comes
GUARD = 5.0  # and where messages come
OPENING = 2.0  # seconds that the socket is waited for before a prompt is queued
LOOKS, AGAIN = 4, 0.3  # at a prompt that is called off, and the seconds between them where it is not there
FOLDER = "patchboard"

Make = Callable[[Stop], Graph]
Entry = dict[str, Any]
"""What the history has of a prompt."""


class Picture(NamedTuple):
    """A file at the server."""

    filename: str
    subfolder: str
    type: str


class Standing(NamedTuple):
    """A prompt in the queue: its name there, its graph, how many have their turn before it; 0 where it runs."""

    name: str
    graph: Graph
    before: int


def prompt_id(request: str, number: int) -> str:
    """The name of a request's prompt: always the same one, so that it is found again after a restart."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"patchboard:{request}:{number}"))


class Prompts:
    """Those of one server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._web = server.web

    def answered(self, prompt: str, make: Make, stop: Stop) -> Generator[Progress, None, Entry]:
        """The history's entry of a prompt that was done well.

        One that is done, running or queued already is not queued anew: `make` is not called then. Raises EngineError;
        once stopped or closed, the prompt is taken out of the queue, or interrupted, which nobody waits for, unless
        the program ends and may find it again.
        """
        address = socket_address(self._server.base, f"ws?clientId={_client(prompt)}")
        pushes = Pushes(address, headers=self._server.headers(), local=self._server.local, opening=(HELLO,))
        try:
            with pushes:
                _wait_for(pushes, stop)
                if (standing := self._standing(prompt, stop)) is not None:
                    prompt, graph, _ = standing
                else:
                    if (entry := self._well_done(prompt, stop)) is not None:
                        return entry
                    graph = make(stop)
                    prompt = self._queued(prompt, graph, stop)
                return (yield from self._followed(Telling(prompt, graph), prompt, pushes, stop))
        except (Cancelled, GeneratorExit):
            if not stop.left:
                call_off(partial(self.call_off, prompt))
            raise

    def upload(self, data: bytes, stop: Stop) -> str:
        """Send a PNG; its name as nodes want it. The same bytes have the same name."""
        name = f"{hashlib.sha256(data).hexdigest()[:32]}.png"
        answer = self._web.call(
            "POST",
            "/upload/image",
            stop,
            files={"image": (name, data, "image/png")},
            data={"type": "input", "subfolder": FOLDER, "overwrite": "true"},
        )
        told = answer.json()
        if not isinstance(told, dict) or not isinstance(told.get("name"), str):
            raise BadResult("ComfyUI took a picture, and did not say under which name.")
        folder = told.get("subfolder") or ""
        return f"{folder}/{told['name']}" if folder else told["name"]

    def fetched(self, picture: Picture, stop: Stop) -> bytes:
        """The bytes of a picture. Raises BadResult where it is gone."""
        try:
            return self._web.call("GET", "/view", stop, params=picture._asdict()).body
        except BadRequest as error:
            raise BadResult("The picture is not at the server any more.", "Ask again.") from error

    def call_off(self, prompt: str, stop: Stop) -> None:
        """Take it out of the queue, or interrupt it where it is the one that runs."""
        for _ in range(LOOKS):  # it may still be on its way there, or begin to run while it is taken out
            standing = self._standing(prompt, stop)
            if standing is None:
                pause(AGAIN, stop)
            elif standing.before == 0:
                self._web.call("POST", "/interrupt", stop, json={"prompt_id": standing.name})
                return
            else:
                self._web.call("POST", "/queue", stop, json={"delete": [standing.name]})

    def _queued(self, prompt: str, graph: Graph, stop: Stop) -> str:
        """Queue it, once; its name, which an older server chooses itself, so that it is not found once it is done."""
        body = {
            "prompt": graph,
            "prompt_id": prompt,
            "client_id": _client(prompt),
            "extra_data": {"preview_method": "auto"},
        }
        try:
            answer = self._web.call("POST", "/prompt", stop, paid=True, json=body)  # that is: it is not sent twice
        except NetworkError as error:
            if not error.billed:
                raise
            if (standing := self._standing(prompt, stop)) is not None:
                return standing.name
            if self._history(prompt, stop) is not None:
                return prompt
            answer = self._web.call("POST", "/prompt", stop, json=body)
        answer.json()
        if (error := refused(answer.field("node_errors"))) is not None:
            with contextlib.suppress(EngineError):
                self.call_off(prompt, stop)
            raise error
        if not isinstance(named := answer.field("prompt_id"), str):
            raise BadResult("ComfyUI did not say that it queued the prompt.")
        return named

    def _followed(self, telling: Telling, prompt: str, pushes: Pushes, stop: Stop) -> Generator[Progress, None, Entry]:
        due, waited = time.monotonic() + LOOK, -1
        while True:
            stop.check()
            message = pushes.next(TICK)
            if message is not None and (progress := telling.hear(message)) is not None:
                yield progress
            if not telling.ended and time.monotonic() < due:
                continue
            standing = None if telling.ended else self._standing(prompt, stop)
            if standing is None:  # asked for after the queue: what has left one is in the other
                if (entry := self._history(prompt, stop)) is None:
                    raise EngineError("The prompt was taken out of ComfyUI's queue.", "Ask again.")
                return _checked(entry)
            if standing.before not in (0, waited):
                yield waiting(standing.before)
            waited = standing.before
            due = time.monotonic() + (LOOK if pushes.over else GUARD)

    def _standing(self, prompt: str, stop: Stop) -> Standing | None:
        """Where it is in the queue, whatever its name is there; None where it is not in it."""
        queue = self._web.call("GET", "/queue", stop)
        running, pending = _entries(queue.field("queue_running")), _entries(queue.field("queue_pending"))
        own = next((entry for entry in (*running, *pending) if _is(entry, prompt)), None)
        if own is None:
            return None
        before = 0 if own in running else max(1, len(running) + sum(entry[0] < own[0] for entry in pending))
        return Standing(own[1], own[2] if isinstance(own[2], dict) else {}, before)

    def _history(self, prompt: str, stop: Stop) -> Entry | None:
        entry = self._web.call("GET", f"/history/{prompt}", stop).field(prompt)
        return entry if isinstance(entry, dict) else None

    def _well_done(self, prompt: str, stop: Stop) -> Entry | None:
        """What an earlier run of the editor asked for, and got; what failed then is asked for again."""
        entry = self._history(prompt, stop)
        with contextlib.suppress(EngineError):
            return None if entry is None else _checked(entry)
        self._web.call("POST", "/history", stop, json={"delete": [prompt]})
        return None


def _wait_for(pushes: Pushes, stop: Stop) -> None:
    """Until the socket is open or known not to open: what happens before is not told."""
    until = time.monotonic() + OPENING
    while not pushes.settled and time.monotonic() < until:
        stop.check()
        time.sleep(0.005)


def _entries(listed: Any) -> list[list[Any]]:
    return [entry for entry in listed or () if isinstance(entry, list) and len(entry) > 2]


def _client(prompt: str) -> str:
    """The name of who listens to a prompt; each has its own."""
    return prompt.replace("-", "")


def _is(entry: list[Any], prompt: str) -> bool:
    """Whether an entry of the queue is this prompt; an older server names it itself, but says who listens to it."""
    asked = entry[3] if len(entry) > 3 and isinstance(entry[3], dict) else {}
    return entry[1] == prompt or asked.get("client_id") == _client(prompt)


def _checked(entry: Entry) -> Entry:
    """Raises EngineError where the prompt failed or was interrupted."""
    status = entry.get("status") or {}
    if status.get("status_str") != "error":
        return entry
    for message in status.get("messages") or ():
        if isinstance(message, list) and len(message) == 2 and message[0] == "execution_error":
            raise failed(message[1])
    raise EngineError("It was interrupted at the server.", "Ask again.")


def pictures_of(entry: Entry, nodes: tuple[str, ...]) -> list[Picture]:
    """The pictures of these output nodes, of all where none is named; those of a preview only where there is nothing
    else. Raises BadResult where there are none."""
    outputs: dict[str, Any] = entry.get("outputs") or {}
    found = [
        Picture(image["filename"], str(image.get("subfolder", "")), str(image.get("type", "output")))
        for node in nodes or tuple(outputs)
        for image in (outputs.get(node) or {}).get("images") or ()
        if isinstance(image, dict) and isinstance(image.get("filename"), str)
    ]
    kept = [picture for picture in found if picture.type != "temp"] or found
    if not kept:
        raise BadResult("ComfyUI ended without a picture.", "Does the workflow save one?")
    return kept
