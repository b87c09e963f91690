"""Processes of our own that work beside the first one.

A process that is killed cannot tell its children: they would wait for work for ever, hold the
terminal or the pipe of whoever called, and go on writing into a site that nobody awaits. So they
look after themselves. Ctrl+C goes to all of them at once; only the first one heeds it, and ends the
others in good order. (Python's pool of processes waits for ever when they end by themselves.)
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from threading import Thread


def end_with_parent() -> None:
    """In a child: end as soon as the process that started it is gone; leave Ctrl+C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():
        Thread(target=_outlast, args=(parent.sentinel,), daemon=True).start()


@contextmanager
def helpers(processes: int) -> Iterator[ProcessPoolExecutor]:
    """So many processes to hand work to. They are not forked: Typst's threads do not survive it,
    and a forked child would wait for them."""
    with ProcessPoolExecutor(processes, get_context("spawn"), end_with_parent) as pool:
        with _without_ctrl_c():
            for _ in range(processes):
                pool.submit(int)  # starts one
        yield pool


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Children that are started meanwhile do not hear it, and this process hears it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _outlast(parent: int) -> None:
    connection.wait([parent])
    os._exit(1)
