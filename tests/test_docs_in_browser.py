"""The reference in a real browser: it shows the calls, breaks no policy and asks no other host."""

import json
import os
import shutil
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

FLAGS = (
    "--headless=new",
    "--no-sandbox",  # root has no other way, and the pages are ours
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,1600",
)
OPERATION = ".opblock-summary-description"
PATIENCE = 20


@pytest.fixture
def browser(tmp_path):
    """Chromium with an empty profile, its console and what it asks of the network recorded."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    driver = shutil.which("chromedriver")
    if driver is None:
        pytest.skip("chromedriver is not installed")
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield started
    started.quit()


def shown(browser, url, selector):
    """Open a page and wait for what it shows."""
    from selenium.webdriver.common.by import By  # noqa: PLC0415  # only where there is a browser
    from selenium.webdriver.support.wait import WebDriverWait  # noqa: PLC0415

    browser.get(url)
    found = WebDriverWait(browser, PATIENCE).until(
        lambda page: page.find_elements(By.CSS_SELECTOR, selector)
    )
    if "SCREENSHOT" in os.environ:
        browser.save_screenshot(os.environ["SCREENSHOT"])
    return [element.text for element in found]


def hosts_asked(browser):
    """Every host that the browser asked for anything."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [
        urlsplit(event["params"]["request"]["url"])
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    ]
    return {url.netloc for url in asked if url.scheme not in {"data", "chrome"}}


def test_the_reference_shows_every_call(serving, browser):
    told = shown(browser, f"{serving.url}/docs", OPERATION)
    contract = json.loads(serving.ask("GET", "/openapi.json")[2])
    calls = [call for path in contract["paths"].values() for call in path.values()]
    # Beside its calls a path may hold the list of its parameters.
    assert sorted(told) == sorted(call["summary"] for call in calls if isinstance(call, dict))


@pytest.mark.parametrize(
    ("path", "selector"), [("/docs", OPERATION), ("/", "h1"), ("/problems/not_found", "h1")]
)
def test_a_page_asks_no_other_host_and_breaks_no_policy(serving, browser, path, selector):
    assert shown(browser, serving.url + path, selector)
    assert hosts_asked(browser) == {urlsplit(serving.url).netloc}
    assert browser.get_log("browser") == []
