"""A real browser for tests: Chromium with an empty profile, whose every request is seen."""

import json
import shutil
import tempfile
from contextlib import contextmanager
from urllib.parse import urlsplit

from selenium import webdriver

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,1600",
)


@contextmanager
def chromium():
    """Run a new Chromium while the block runs."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        service = webdriver.ChromeService(shutil.which("chromedriver"))
        browser = webdriver.Chrome(options=options, service=service)
        try:
            yield browser
        finally:
            browser.quit()


def hosts_asked(browser):
    """Which hosts the browser asked for anything so far."""
    return {
        urlsplit(message["params"]["request"]["url"]).netloc
        for entry in browser.get_log("performance")
        if (message := json.loads(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
        and urlsplit(message["params"]["request"]["url"]).scheme in ("http", "https", "ws", "wss")
    }


def went_wrong(browser):
    """What the browser complained of."""
    return [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
