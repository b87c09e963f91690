"""What works beside the program does not outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

WORK = """
import multiprocessing, time
from rolebook.children import end_with_parent, helpers

def forked():
    end_with_parent()
    time.sleep(600)

if __name__ == "__main__":
    for _ in range(2):
        multiprocessing.get_context("fork").Process(target=forked, daemon=True).start()
    with helpers(2) as pool:
        print("at work", flush=True)
        list(pool.map(time.sleep, [0.2] * 1000))
"""


def test_children_say_nothing_on_ctrl_c(tmp_path: Path):
    script = tmp_path / "work.py"
    script.write_text(WORK, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    ) as program:  # fmt: skip
        assert program.stdout
        assert program.stdout.readline() == b"at work\n"
        os.killpg(program.pid, signal.SIGINT)
        said = program.communicate(timeout=60)[1].decode()
    assert said.count("Traceback") == 1, said  # of the program itself, which does not catch it
    assert "Process " not in said


def test_children_end_when_the_program_is_killed(tmp_path: Path):
    script = tmp_path / "work.py"
    script.write_text(WORK, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as program:
        assert program.stdout
        assert program.stdout.readline() == b"at work\n"
        program.kill()
        # The end of the pipe is there when the last process that holds it is gone.
        assert program.communicate(timeout=60)[0] == b""
