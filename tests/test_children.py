"""What works beside the program does not outlive it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WORK = """
import multiprocessing, sys, time
from concurrent.futures import ProcessPoolExecutor
from rolebook.children import end_with_parent

def forked():
    end_with_parent()
    time.sleep(600)

if __name__ == "__main__":
    for _ in range(2):
        multiprocessing.get_context("fork").Process(target=forked).start()
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, spawn, initializer=end_with_parent) as pool:
        pool.submit(time.sleep, 0).result()
        print("at work", flush=True)
        time.sleep(600)
"""


def test_children_end_when_the_program_is_killed(tmp_path: Path):
    script = tmp_path / "work.py"
    script.write_text(WORK, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as program:
        assert program.stdout
        assert program.stdout.readline() == b"at work\n"
        program.kill()
        # The end of the pipe is there when the last process that holds it is gone.
        assert program.communicate(timeout=60)[0] == b""
