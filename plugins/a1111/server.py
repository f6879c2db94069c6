"""How these servers are reached, what their errors mean, and what is sent to them of a request."""

from __future__ import annotations

from editor.engine.addresses import base_url, is_local
from editor.engine.answer import Answer
from editor.engine.errors import AuthError, BadRequest, EngineError, ModelGone
from editor.engine.keys import basic, key
from editor.engine.provider import Connection
from editor.engine.web import Web

USUAL = "http://127.0.0.1:7860"
VARIABLES = ("A1111_API_AUTH",)
NO_API = 'Start it with "--api" among its options, and try again.'
LESS = "Ask for a smaller picture or mark a smaller area, or close other programs that use the graphics card."
SEEDS = 1 << 32


def web(connection: Connection, *, read_limit: float) -> Web:
    """HTTP to the server; a key is "name:password", as it was given to it with --api-auth."""
    address = base_url(connection.address, USUAL)

    def headers() -> dict[str, str]:
        secret = key(connection.name, VARIABLES)
        return {"authorization": basic(secret)} if secret else {}

    return Web(address, headers=headers, explain=explained, local=is_local(address), read_limit=read_limit)


def explained(answer: Answer) -> EngineError | None:
    """What the family's errors mean; what is no sentence of theirs goes by its status."""
    if answer.status in (401, 403):
        return AuthError(
            "The server wants a name and a password.", 'Connect it with the key "name:password" of its --api-auth.'
        )
    name, said = answer.field("error"), answer.field("errors")
    if "OutOfMemory" in str(name) or "out of memory" in str(said).lower():
        return BadRequest("The graphics card of the server has too little memory for this.", LESS)
    if answer.status in (404, 405):
        detail = answer.field("detail")
        if detail == "Model not found":
            return ModelGone("The server has no such checkpoint any more.", "Test the connection, and choose another.")
        if isinstance(detail, str) and detail not in ("", "Not Found", "Method Not Allowed"):
            return BadRequest(f"The server says: {detail}.")
        return BadRequest("The server does not know this call.", NO_API)
    if isinstance(name, str) and name and isinstance(said, str):  # a fault that it would have again
        return BadRequest(f"The server failed: {' '.join(f'{name}: {said}'.split())[:300]}")
    return None
