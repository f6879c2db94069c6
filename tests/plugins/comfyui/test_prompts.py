"""Prompts: queued once, found again after a restart, called off, and what is said where they go wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from editor.engine.contract import Candidate, Engine, Request
from editor.engine.errors import BadRequest, BadResult, Cancelled, EngineError, ModelGone
from editor.engine.stop import Stop
from tests.plugins.asked import candidates, failed, one, request, stopped_while
from tests.plugins.comfyui.comfy import OTHER, Comfy, until
from tests.plugins.comfyui.conftest import MakeEngine
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap
from tests.served import Served, as_json


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.comfyui.prompts.LOOK", 0.1)


@pytest.fixture
def words() -> Request:
    return request("generate", seed=7)


def left(engine: Engine, asked: Request, comfy: Comfy) -> Iterator[Any]:
    """The answers of an engine that is left as a crash leaves it: while its prompt is drawn, without a word."""
    answers = engine.generate(asked, Stop())
    next(answers)
    assert comfy.drawing.wait(10)
    return answers


def test_a_prompt_that_is_still_drawn_is_followed_and_not_queued_again(
    engine: MakeEngine, comfy: Comfy, words: Request
) -> None:
    comfy.gate.clear()
    before = left(engine(), words, comfy)
    threading.Timer(0.3, comfy.gate.set).start()
    made = one(engine(), words)
    assert made.seed == 7 and list(comfy.queued.values()) == [1]
    assert [answer.seed for answer in before if isinstance(answer, Candidate)] == [7], "both have it"


def test_a_prompt_that_waits_is_found_too(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.gate.clear()
    other = left(engine(), request("generate", seed=1), comfy)
    waits = Request(id="r2", kind="generate", size=words.size, seed=2)
    second = engine().generate(waits, Stop())
    thread = threading.Thread(target=lambda: list(second))
    thread.start()
    until(lambda: len(comfy.pending) == 1)
    threading.Timer(0.3, comfy.gate.set).start()
    assert one(engine(), waits).seed == 2 and max(comfy.queued.values()) == 1
    thread.join()
    list(other)


def test_a_prompt_that_is_done_is_picked_up(engine: MakeEngine, comfy: Comfy, server: Served) -> None:
    asked = request("inpaint")
    first = one(engine(), asked)
    there = engine()
    again = one(there, asked)
    assert again.data == first.data and list(comfy.queued.values()) == [1]
    assert not [path for path in server.paths if path.startswith("POST")], "nothing is uploaded or queued"


def test_what_failed_before_is_asked_for_again(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.fault = ("execution_error", {"exception_type": "ValueError", "exception_message": "no", "node_type": "X"})
    assert "no" in failed(engine(), words).message
    assert one(engine(), words).data and list(comfy.queued.values()) == [2]


def test_other_requests_have_other_prompts(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    one(engine(), words)
    one(engine(), Request(id="r2", kind="generate", size=words.size))
    assert len(comfy.queued) == 2


def test_an_answer_that_is_lost_does_not_queue_it_twice(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.loses = True
    assert one(engine(), words).data and list(comfy.queued.values()) == [1]


def test_a_stop_ends_it_at_once_and_interrupts_it(
    engine: MakeEngine, comfy: Comfy, server: Served, words: Request
) -> None:
    comfy.gate.clear()
    assert stopped_while(engine(), words, comfy.drawing) < 0.25
    assert comfy.interrupted.wait(10)
    (prompt,) = comfy.queued
    assert [heard.json for heard in server.heard if heard.path == "/interrupt"] == [{"prompt_id": prompt}]


def test_a_stop_takes_what_waits_out_of_the_queue_and_leaves_what_runs(
    engine: MakeEngine, comfy: Comfy, server: Served, words: Request
) -> None:
    comfy.gate.clear()
    comfy.put("another", OTHER, "x")
    until(lambda: bool(comfy.running))
    waits = threading.Event()
    threading.Thread(target=lambda: (until(lambda: bool(comfy.pending)), waits.set())).start()
    assert stopped_while(engine(), words, waits) < 0.25
    until(lambda: not comfy.pending)
    assert "POST /interrupt" not in server.paths and not comfy.interrupted.is_set()


@pytest.mark.parametrize("count", [1, 2])
def test_the_end_of_the_program_leaves_it_going_and_it_is_found_again(
    engine: MakeEngine, comfy: Comfy, server: Served, words: Request, count: int
) -> None:
    comfy.gate.clear()
    asked, stop = msgspec.structs.replace(words, count=count), Stop()
    answers = engine().generate(asked, stop)
    next(answers)
    assert comfy.drawing.wait(10)
    until(lambda: len(comfy.queued) == count)
    stop.leave()
    with pytest.raises(Cancelled):
        list(answers)
    comfy.gate.set()
    assert len(candidates(engine(), asked)) == count and list(comfy.queued.values()) == [1] * count
    assert "POST /interrupt" not in server.paths


def test_who_closes_the_answers_calls_it_off(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.gate.clear()
    answers = engine().generate(words, Stop())
    next(answers)
    assert comfy.drawing.wait(10)
    answers.close()  # type: ignore[attr-defined]
    assert comfy.interrupted.wait(10)


def test_a_stop_while_it_is_sent_calls_it_off_once_it_is_there(
    engine: MakeEngine, comfy: Comfy, words: Request
) -> None:
    comfy.gate.clear()
    comfy.slow_to_queue = 0.4
    assert stopped_while(engine(), words, comfy.asked) < 0.25
    assert comfy.interrupted.wait(10)


def test_an_older_server_names_prompts_itself(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.names_itself = True
    there, seen = engine(), []
    comfy.gate.clear()
    late = threading.Timer(10, comfy.gate.set)
    late.start()
    for answer in there.generate(words, Stop()):
        seen.append(answer)
        if getattr(answer, "fraction", 0) > 0.2:
            comfy.gate.set()
    assert isinstance(seen[-1], Candidate) and late.is_alive(), "how far it is was told while it was drawn"
    late.cancel()
    comfy.gate.clear()
    comfy.drawing.clear()
    assert stopped_while(there, words, comfy.drawing) < 0.25
    assert comfy.interrupted.wait(10)


def test_what_an_older_server_is_about_to_name_is_called_off_too(
    engine: MakeEngine, comfy: Comfy, server: Served, words: Request
) -> None:
    comfy.names_itself = True
    comfy.slow_to_queue = 0.4
    comfy.gate.clear()
    assert stopped_while(engine(), words, comfy.asked) < 0.25
    assert comfy.interrupted.wait(10), "by whom it was asked for"
    assert [heard.json for heard in server.heard if heard.path == "/interrupt"] == [{"prompt_id": "own-0"}]


def test_what_an_older_server_still_draws_is_found_after_a_restart(
    engine: MakeEngine, comfy: Comfy, words: Request
) -> None:
    comfy.names_itself = True
    comfy.gate.clear()
    before = left(engine(), words, comfy)
    threading.Timer(0.3, comfy.gate.set).start()
    assert one(engine(), words).seed == 7 and list(comfy.queued.values()) == [1]
    list(before)


def test_what_is_taken_out_of_the_queue_there_is_said(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.gate.clear()
    comfy.put("another", OTHER, "x")
    until(lambda: bool(comfy.running))

    def take_out() -> None:
        until(lambda: bool(comfy.pending))
        comfy.pending.clear()

    threading.Thread(target=take_out).start()
    assert "taken out" in failed(engine(), words).message


def test_what_is_interrupted_there_is_said(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    comfy.fault = ("execution_interrupted", {"node_id": "sampler"})
    error = failed(engine(), words)
    assert type(error) is EngineError and "interrupted" in error.message


@pytest.mark.parametrize(
    ("kind", "said", "advice"),
    [
        ("torch.OutOfMemoryError", "ran out of memory", "smaller"),
        ("RuntimeError", "KSampler: mat1 and mat2", "own window"),
    ],
)
def test_what_fails_there_is_said(
    engine: MakeEngine, comfy: Comfy, words: Request, kind: str, said: str, advice: str
) -> None:
    told = {"exception_type": kind, "exception_message": "mat1 and mat2 \n shapes", "node_type": "KSampler"}
    comfy.fault = ("execution_error", told)
    error = failed(engine(), words)
    assert isinstance(error, BadRequest) and said in error.message and advice in error.advice


def test_a_checkpoint_that_is_gone_is_said(engine: MakeEngine, comfy: Comfy, words: Request, monkeypatch: Any) -> None:
    there = engine()
    monkeypatch.setattr("tests.plugins.comfyui.comfy.CHECKPOINTS", ["other.safetensors"])
    error = failed(there, words)
    assert isinstance(error, ModelGone) and "sd_xl_base_1.0.safetensors" in error.message


def test_a_node_that_is_gone_is_said(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    there = engine()
    del comfy.info["VAEDecode"]
    error = failed(there, words)
    assert isinstance(error, BadRequest) and "VAEDecode" in error.message


def test_errors_of_nodes_count_although_the_prompt_was_taken(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    broken = {"type": "value_smaller_than_min", "message": "Value 0 smaller than min of 1", "details": "steps"}
    comfy.node_errors = {"sampler": {"errors": [broken], "class_type": "KSampler"}}
    error = failed(engine(), words)
    assert isinstance(error, BadRequest) and "KSampler: Value 0 smaller" in error.message


def test_other_words_of_the_server_are_passed_on(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    told = {"type": "prompt_no_outputs", "message": "Prompt has no outputs", "details": ""}
    comfy.answers = [as_json({"error": told, "node_errors": {}}, 400)]
    assert "Prompt has no outputs" in failed(engine(), words).message


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(engine: MakeEngine, comfy: Comfy, mishap: Mishap, caplog: pytest.LogCaptureFixture) -> None:
    there = engine()
    comfy.answers = [reply for reply in mishap.replies if reply.status]
    if mishap.error is None or mishap.name == "cut":  # free: what was not queued is queued then
        made = one(there, request("generate"))
        assert CANARY not in repr(made.facts) + caplog.text
        return
    error = failed(there, request("generate"))
    assert isinstance(error, mishap.error) and not error.billed
    assert CANARY not in repr(error) + error.advice + caplog.text


def test_a_picture_that_is_gone_broken_or_huge_is_none(
    engine: MakeEngine, comfy: Comfy, words: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = one(engine(), words)
    (name,) = [name for name in comfy.files if "/" not in name]
    comfy.files[name] = made.data[: len(made.data) // 2]
    assert isinstance(failed(engine(), words), BadResult)
    comfy.files[name] = b" " * (2 << 20)
    monkeypatch.setattr("editor.engine.web.LARGEST", 1 << 20)
    assert isinstance(failed(engine(), words), BadResult)
    comfy.gone.add(name)
    error = failed(engine(), words)
    assert isinstance(error, BadResult) and "not at the server" in error.message


def test_the_key_goes_to_the_server_and_over_the_socket(engine: MakeEngine, server: Served, words: Request) -> None:
    one(engine(), words)
    assert {heard.headers.get("authorization") for heard in server.heard} == {f"Bearer {CANARY}"}
    assert "/ws" in {heard.path for heard in server.heard}


def test_a_name_and_a_password_are_sent_as_such(
    engine: MakeEngine, server: Served, words: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMFYUI_API_KEY", "ada:secret")
    one(engine(), words)
    assert server.heard[0].headers["authorization"] == "Basic YWRhOnNlY3JldA=="


def test_another_size_than_asked_for_is_passed_on(engine: MakeEngine, comfy: Comfy, words: Request) -> None:
    from tests.plugins.asked import png

    one(engine(), words)
    (name,) = [name for name in comfy.files if "/" not in name]
    comfy.files[name] = png(9, 5)
    assert one(engine(), words).pixels.shape == (5, 9, 3)
