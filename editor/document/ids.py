"""Names that are unique without asking anybody: of layers, masks, generations, candidates."""

import secrets


def new_id() -> str:
    """64 random bits as 16 hexadecimal digits."""
    return secrets.token_hex(8)
