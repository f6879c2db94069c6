"""How an IOPaint server is reached, and what its errors mean."""

from __future__ import annotations

from editor.engine.addresses import base_url, is_local
from editor.engine.answer import Answer
from editor.engine.errors import BadRequest, EngineError
from editor.engine.provider import Connection
from editor.engine.web import Web

USUAL = "http://127.0.0.1:8080"


def web(connection: Connection, *, read_limit: float) -> Web:
    """HTTP to the server."""
    address = base_url(connection.address, USUAL)
    return Web(address, explain=explained, local=is_local(address), read_limit=read_limit)


def explained(answer: Answer) -> EngineError | None:
    """What its errors mean; a fault that has a name would come again."""
    name, said = answer.field("error"), str(answer.field("errors") or answer.field("detail") or "")
    if "OutOfMemory" in str(name) or "out of memory" in said.lower():
        return BadRequest(
            "The graphics card of the server has too little memory for this.",
            "Mark a smaller area, or start IOPaint with --low-mem or --cpu-offload.",
        )
    if answer.status in (404, 405):
        return BadRequest("The server does not know this call.", "Is it an IOPaint of version 1.2 or later?")
    if isinstance(name, str) and name:
        return BadRequest(f"IOPaint failed: {' '.join(f'{name}: {said}'.split())[:300]}")
    return None
