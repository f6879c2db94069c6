"""Which addresses are near, and what a user's way of writing one means."""

from __future__ import annotations

import pytest

from editor.engine.addresses import base_url, is_local
from editor.engine.errors import BadRequest

NEAR = ("127.0.0.1:7860", "localhost:1", "192.168.1.7", "[::1]:8188", "10.1.2.3", "studio-pc:8188", "a.local", "b.lan")


@pytest.mark.parametrize("host", NEAR)
def test_near(host: str) -> None:
    assert is_local(f"http://{host}")


@pytest.mark.parametrize("address", ["https://example.com", "http://8.8.8.8:80", "https://abc.local.example.com"])
def test_far(address: str) -> None:
    assert not is_local(address)


def test_an_address_may_be_written_short_or_left_out() -> None:
    assert base_url(" studio-pc:8188/ ", "x") == "http://studio-pc:8188"
    assert base_url("https://a.example/b/", "x") == "https://a.example/b"
    assert base_url("", "http://127.0.0.1:1") == "http://127.0.0.1:1"


@pytest.mark.parametrize("written", ["http://[bad", "http://a:port", "ftp://a", "a b", "http://a:99999"])
def test_what_is_no_address_is_said_to_be_none(written: str) -> None:
    with pytest.raises(BadRequest, match="no address"):
        base_url(written, "http://127.0.0.1:1")
