"""Processes of our own that work beside the first one."""

from __future__ import annotations

import os
from multiprocessing import connection, parent_process
from threading import Thread


def end_with_parent() -> None:
    """End this process as soon as the one that started it is gone, however that ended.

    Why: a process that is killed cannot tell its children. They would wait for work for ever, hold
    the terminal or the pipe of whoever called, and go on writing into a site that nobody awaits.
    """
    if parent := parent_process():
        Thread(target=_outlast, args=(parent.sentinel,), daemon=True).start()


def _outlast(parent: int) -> None:
    connection.wait([parent])
    os._exit(1)
