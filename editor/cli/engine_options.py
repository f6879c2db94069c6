"""The options of the commands about engines: `engines`, `connect`, `test-engine`, `disconnect`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from editor.cli.values import whole


def add_engines(command: Callable[..., ArgumentParser]) -> None:
    """`command(name, about, *examples)` adds a command to the tree."""
    command("engines", "The engines that there are, what they can do, and what can be connected.", "patchboard engines")

    connect = command(
        "connect",
        "Connect engines: look at them, and keep the way to them. Keys go into the system's keyring.",
        "patchboard connect comfyui --address http://127.0.0.1:8188",
        "patchboard connect openai --key-stdin",
        "patchboard connect fal --key-from-env MY_FAL_KEY --model fal-ai/flux/dev",
    )
    connect.add_argument("provider", metavar="PROVIDER", help="what is connected, as `patchboard engines` lists it")
    connect.add_argument("--address", default="", help="where it runs; default: the usual address")
    connect.add_argument("--file", type=Path, help="the file that it works with")
    connect.add_argument("--folder", type=Path, help="the folder that it works with")
    connect.add_argument("--name", default="", help="a name of your own, to connect several; default: the provider's")
    about = "an id of a model to offer besides those that are found; repeatable"
    connect.add_argument("--model", action="append", default=[], metavar="ID", help=about)
    limit = whole(1, 1000)
    connect.add_argument(
        "--at-once", type=limit, metavar="N", help="requests under way at a time; default: the engine's"
    )
    connect.add_argument("--per-minute", type=limit, metavar="N", help="requests that begin in a minute at most")
    key = connect.add_mutually_exclusive_group()
    key.add_argument("--key-from-env", metavar="VAR", help="take the key from this environment variable")
    key.add_argument("--key-stdin", action="store_true", help="read the key from standard input")
    connect.add_argument("--anyway", action="store_true", help="keep it although it cannot be reached now")

    test = command("test-engine", "Look at a connection: what is found there.", "patchboard test-engine comfyui")
    disconnect = command("disconnect", "Forget a connection and its key.", "patchboard disconnect comfyui")
    for sub in (test, disconnect):
        sub.add_argument("name", metavar="NAME", help="a connection, as `patchboard engines` lists it")
