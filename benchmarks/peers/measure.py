"""One measured run of a program: how long, how much CPU, how much memory."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Cost:
    """What a run cost.

    `cpu` is user and system time of the program and of all its children that it waited for; `peak_bytes` is the largest resident set of any one
    process among them, not their sum. `ended` is false if the run was stopped at its time limit: then `wall` and `cpu` are lower bounds.
    """

    wall: float
    cpu: float
    peak_bytes: int
    ended: bool

    def as_dict(self):
        return asdict(self)


def run(command, log, limit_seconds, environment=None):
    """Runs a command in a process group of its own and stops the group at the limit.

    :raises RuntimeError: if the program fails; the log's name is in the message.
    """
    stopped = threading.Event()
    with open(log, "wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
                                   env={**os.environ, **(environment or {})})

        def stop():
            stopped.set()
            os.killpg(process.pid, signal.SIGKILL)

        limit = threading.Timer(limit_seconds, stop)
        limit.start()
        try:
            # Not yet reaped while waited for with WNOWAIT: until then the group's number cannot be anybody else's.
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            wall = time.perf_counter() - started
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            limit.cancel()
            limit.join()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and not stopped.is_set():
        raise RuntimeError(f"{os.path.basename(command[0])} ended with exit code {process.returncode}; what it said: {log}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, not stopped.is_set())
