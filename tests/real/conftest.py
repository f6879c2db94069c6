"""Runs against real programs, by choice: the environment says which are there, and their versions are printed."""

from __future__ import annotations

import os
from typing import Any

import msgspec
import pytest

from editor.engine.provider import Connection, Provider
from editor.engine.stop import Stop

_said: list[str] = []


@pytest.fixture
def say() -> list[str]:
    """Lines for the end of the run: versions and figures."""
    return _said


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _said:
        terminalreporter.section("real programs")
        for line in _said:
            terminalreporter.write_line(line)


def address_of(variable: str, what: str) -> str:
    """The address in the environment; the test is skipped where there is none."""
    if not (address := os.environ.get(variable, "")):
        pytest.skip(f"set {variable} to the address of {what} that is running")
    return address


def found(provider: Provider, address: str, options: dict[str, Any] | None = None) -> Connection:
    """A connection to it, with what is found there."""
    connection = Connection(name="real", plugin=provider.name, address=address, options=options or {})
    return msgspec.structs.replace(connection, found=provider.probe(connection, Stop()))
