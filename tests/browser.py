"""A headless Chromium for the tests, by the WebDriver protocol; nothing beyond the standard library."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One window."""

    def __init__(self, address: str, profile: Path) -> None:
        options = {"args": [*ARGUMENTS, f"--user-data-dir={profile}", "--window-size=1400,900"], "binary": BROWSER}
        capabilities = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self._address = address
        session = self._post("/session", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]
        self._address = f"{address}/session/{session}"
        # A window without a screen has the focus only after the first click.
        self._post("/goog/cdp/execute", {"cmd": "Emulation.setFocusEmulationEnabled", "params": {"enabled": True}})

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        data = json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from None

    def open(self, page: Path) -> None:
        self._post("/url", {"url": page.as_uri()})

    def run(self, script: str) -> Any:
        return self._post("/execute/sync", {"script": script, "args": []})

    def click(self, selector: str) -> None:
        element = self._post("/element", {"using": "css selector", "value": selector})[_ELEMENT]
        self._post(f"/element/{element}/click", {})

    def press(self, key: str) -> None:
        actions = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def prefer(self, scheme: str, media: str = "screen") -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        command = {"cmd": "Emulation.setEmulatedMedia", "params": {"media": media, "features": features}}
        self._post("/goog/cdp/execute", command)

    def resize(self, width: int) -> None:
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._post("/goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def full_size(self) -> None:
        """Undo :meth:`resize`."""
        self._post("/goog/cdp/execute", {"cmd": "Emulation.clearDeviceMetricsOverride", "params": {}})

    def screenshot(self) -> bytes:
        with urllib.request.urlopen(f"{self._address}/screenshot", timeout=30) as answer:
            return base64.b64decode(json.load(answer)["value"])

    def messages(self) -> list[str]:
        """What the console was told since it was last asked."""
        return [entry["message"] for entry in self._post("/se/log", {"type": "browser"})]

    def close(self) -> None:
        urllib.request.urlopen(urllib.request.Request(self._address, method="DELETE"), timeout=30).close()


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser with a new profile; its driver tells the port that it chose."""
    assert DRIVER
    with subprocess.Popen([DRIVER, "--port=0"], stdout=subprocess.PIPE, text=True, encoding="utf-8") as driver:
        try:
            assert driver.stdout
            told = next(line for line in driver.stdout if "successfully on port" in line)
            address = f"http://127.0.0.1:{told.rstrip().rstrip('.').rsplit(' ', 1)[1]}"
            window = _connect(address, profile)
            try:
                yield window
            finally:
                window.close()
        finally:
            driver.terminate()


def _connect(address: str, profile: Path) -> Browser:
    for _ in range(20):
        try:
            return Browser(address, profile)
        except urllib.error.URLError:
            time.sleep(0.25)
    return Browser(address, profile)
