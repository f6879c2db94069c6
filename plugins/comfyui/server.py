"""How a ComfyUI server is reached, and what its errors mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor.engine.addresses import base_url, is_local
from editor.engine.answer import Answer
from editor.engine.contract import Progress
from editor.engine.errors import BadRequest, EngineError, ModelGone
from editor.engine.keys import basic, key
from editor.engine.provider import Connection
from editor.engine.web import Web

USUAL = "http://127.0.0.1:8188"
VARIABLES = ("COMFYUI_API_KEY",)
LESS = "Ask for a smaller picture or mark a smaller area, or start ComfyUI with --lowvram."
_FILES = ("ckpt_name", "unet_name", "clip_name", "vae_name", "model_name", "control_net_name", "lora_name")


class Server:
    """The way to one server: HTTP, and what a WebSocket to it needs."""

    def __init__(self, connection: Connection, *, read_limit: float = 60.0) -> None:
        self._name = connection.name
        self.base = base_url(connection.address, USUAL)
        self.local = is_local(self.base)
        self.web = Web(self.base, headers=self.headers, explain=explained, local=self.local, read_limit=read_limit)

    def headers(self) -> dict[str, str]:
        """ComfyUI asks for no key; a proxy before it may: for a token, or for "name:password"."""
        secret = key(self._name, VARIABLES)
        if ":" in secret:
            return {"authorization": basic(secret)}
        return {"authorization": f"Bearer {secret}"} if secret else {}


def explained(answer: Answer) -> EngineError | None:
    """What is wrong with a prompt, by its nodes; None for what the status alone says."""
    if answer.status in (404, 405):
        return BadRequest("The server does not know this call.", "Is it ComfyUI? Check the address.")
    if answer.status != 400:
        return None
    if errors := refused(answer.field("node_errors")):
        return errors
    kind, said = str(answer.field("error", "type") or ""), answer.field("error", "message")
    if not isinstance(said, str) or not said:
        return None
    if kind == "missing_node_type" or "does not exist" in said:
        return BadRequest(f"ComfyUI lacks a node: {said}", "Install it there, or choose another workflow.")
    details = answer.field("error", "details")
    return BadRequest(f"ComfyUI refused the workflow: {said}{f' ({details})' if details else ''}")


def refused(node_errors: object) -> EngineError | None:
    """What the nodes of a prompt are refused for; None where none is."""
    found = list(_errors(node_errors))
    if not found:
        return None
    for _, error in found:
        extra = error.get("extra_info") or {}
        if error.get("type") == "value_not_in_list" and extra.get("input_name") in _FILES:
            return ModelGone(
                f"ComfyUI has no {extra.get('received_value')}.",
                "Put it into its models folder, or test the connection.",
            )
    words = "; ".join(f"{node}: {error.get('message')} ({error.get('details')})" for node, error in found)
    return BadRequest(f"ComfyUI refused the workflow. {words[:400]}")


def _errors(node_errors: object) -> Iterator[tuple[str, dict[str, Any]]]:
    for node in node_errors.values() if isinstance(node_errors, dict) else ():
        for error in node.get("errors", ()):
            yield str(node.get("class_type", "A node")), error


def failed(event: dict[str, Any]) -> EngineError:
    """What an `execution_error` says."""
    kind, said = str(event.get("exception_type", "")), " ".join(str(event.get("exception_message", "")).split())
    if "OutOfMemory" in kind or "out of memory" in said.lower():
        return BadRequest("ComfyUI ran out of memory.", LESS)
    where = event.get("node_type") or "a node"
    return BadRequest(f"ComfyUI failed in {where}: {said[:300] or kind}", "ComfyUI's own window says more.")


def waiting(before: int) -> Progress:
    """Its turn has not come: so many prompts are before it."""
    return Progress(0.0, f"{before} before it" if before > 0 else "Waiting")
