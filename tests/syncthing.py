"""Two real Syncthing instances that share a folder over loopback, and touch no other network."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench import tool

KEY = "only-for-tests"
SHARED = "strategy"

_CONFIG = """<configuration version="36">
  <folder id="{shared}" path="{folder}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="false">
    <filesystemType>basic</filesystemType>
    <device id="{own}"></device>
    <device id="{other}"></device>
    <minDiskFree unit="%">0</minDiskFree>
    <maxConflicts>-1</maxConflicts>
    <markerName>.stfolder</markerName>
  </folder>
  <device id="{own}" name="own" compression="never"><address>dynamic</address></device>
  <device id="{other}" name="other" compression="never"><address>tcp://127.0.0.1:{other_port}</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <crashReportingEnabled>false</crashReportingEnabled>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <setLowPriority>false</setLowPriority>
    <minHomeDiskFree unit="%">0</minHomeDiskFree>
  </options>
</configuration>
"""


class Instance:
    """One running Syncthing. ``folder`` is what it shares."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.port, self.gui = _free_port(), _free_port()
        folder.mkdir(parents=True)
        (folder / ".stfolder").mkdir()
        (folder / ".stignore").write_text("~*\n")
        self._run("generate", "--no-default-folder")
        self.id = self._run("--device-id")
        self._process: subprocess.Popen[bytes] | None = None

    def _run(self, *arguments: str) -> str:
        command = [tool("syncthing"), *arguments, f"--home={self.home}"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()

    def start(self, other: Instance) -> None:
        """Starts it with the other as its only neighbour."""
        config = _CONFIG.format(
            shared=SHARED,
            folder=self.folder,
            own=self.id,
            other=other.id,
            other_port=other.port,
            port=self.port,
            gui=self.gui,
            key=KEY,
        )
        (self.home / "config.xml").write_text(config)
        command = [tool("syncthing"), "serve", f"--home={self.home}", "--no-browser", "--no-restart"]
        with (self.home / "log.txt").open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=60)

    def ask(self, method: str, path: str) -> Any:
        """One call of its own interface."""
        address = f"http://127.0.0.1:{self.gui}/rest/{path}"
        request = urllib.request.Request(address, method=method, headers={"X-API-Key": KEY})
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def is_up(self) -> bool:
        try:
            return bool(self.ask("GET", "system/ping"))
        except (urllib.error.URLError, OSError):
            return False

    def sequences(self) -> dict[str, Any]:
        """How far it is."""
        state: dict[str, Any] = self.ask("GET", f"db/status?folder={SHARED}")
        return state


class Pair:
    """Two instances that share one folder each."""

    def __init__(self, first: Instance, second: Instance) -> None:
        self.instances = (first, second)

    def cut_off(self) -> None:
        """The line between them goes down."""
        self.instances[0].ask("POST", f"system/pause?device={self.instances[1].id}")
        self._wait(lambda: not self._is_connected())

    def together(self) -> None:
        """The line comes up again; returns when both have everything."""
        self.instances[0].ask("POST", f"system/resume?device={self.instances[1].id}")
        self._wait(self._is_connected)
        self.settle()

    def settle(self) -> None:
        """Both look at their folders and exchange what they find, until nothing is left to do."""
        quiet = 0
        deadline = time.monotonic() + 120
        while quiet < 3:
            for each in self.instances:
                each.ask("POST", f"db/scan?folder={SHARED}")
            first, second = (each.sequences() for each in self.instances)
            done = all(state["state"] == "idle" and state["needTotalItems"] == 0 for state in (first, second))
            same = first["globalFiles"] == second["globalFiles"] and first["globalBytes"] == second["globalBytes"]
            quiet = quiet + 1 if done and same else 0
            assert time.monotonic() < deadline, (first, second)
            time.sleep(0.4)

    def _is_connected(self) -> bool:
        found = self.instances[0].ask("GET", "system/connections")["connections"]
        return bool(found.get(self.instances[1].id, {}).get("connected"))

    def _wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 120
        while not until():
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def start(self) -> None:
        first, second = self.instances
        first.start(second)
        second.start(first)
        self._wait(lambda: all(each.is_up() for each in self.instances))
        self._wait(self._is_connected)


@contextmanager
def sharing(place: Path) -> Iterator[Pair]:
    """A pair at work in folders below ``place``; both are stopped at the end."""
    pair = Pair(*(Instance(place / f"home-{name}", place / name / "Strategy") for name in ("anne", "theo")))
    try:
        pair.start()
        yield pair
    finally:
        for each in pair.instances:
            each.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port
