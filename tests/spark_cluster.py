"""A Spark cluster on loopback: a master and two workers, each a process that a test may kill."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from conftest import ROOT


def missing() -> str | None:
    """Tell what is not installed."""
    absent = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
    if shutil.which("java") is None:
        absent.append("java")
    return ", ".join(absent) or None


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of the processes of a cluster, and of its drivers."""
    home = Path(find_spec("pyspark").origin).parent  # type: ignore[union-attr, arg-type]
    return {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_CONF_DIR": str(folder),
        "SPARK_NO_DAEMONIZE": "1",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
    }


class Cluster:
    """Processes of a cluster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = environment(folder)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.master = f"spark://127.0.0.1:{port}"
        self.processes = [self._start("master.Master", "--port", str(port), "--webui-port", "0")]
        self._wait("master.Master", "I have been elected leader")
        for _ in range(2):
            call = ("worker.Worker", "--cores", "1", "--memory", "1g", "--webui-port", "0", self.master)
            self.processes.append(self._start(*call))
        self._wait("master.Master", "Registering worker", 2)

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        spark_class = Path(self.environment["SPARK_HOME"]) / "bin" / "spark-class"
        call = [str(spark_class), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", *arguments]
        with open(self.folder / f"{name}.log", "ab") as log:
            return subprocess.Popen(call, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def _wait(self, name: str, what: str, times: int = 1) -> None:
        deadline = time.monotonic() + 120
        log = self.folder / f"{name}.log"
        while len(re.findall(what, log.read_text())) < times:
            assert time.monotonic() < deadline, log.read_text()[-2000:]
            time.sleep(0.1)

    def kill_worker(self) -> None:
        """Kill a worker, and the executor that it started, which dies with it."""
        self._kill(self.processes.pop())

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        while self.processes:
            self._kill(self.processes.pop())


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Start a cluster, and end it."""
    (folder / "spark-defaults.conf").write_text("spark.ui.enabled false\nspark.executor.memory 512m\n")
    running = Cluster(folder)
    try:
        yield running
    finally:
        running.stop()
