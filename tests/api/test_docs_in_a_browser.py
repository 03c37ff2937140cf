"""The reference as a person sees it: rendered offline, without an error, from here alone."""

import json
import shutil
import tempfile
from urllib.parse import urlsplit

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from record import data_folder
from serving import served_record

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="module")
def serving():
    """A service with every call, those that record included."""
    with data_folder() as data, served_record(data) as service:
        yield service


@pytest.fixture(scope="module")
def page(serving):
    """The reference, opened in a new Chromium with an empty profile."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        service = webdriver.ChromeService(shutil.which("chromedriver"))
        browser = webdriver.Chrome(options=options, service=service)
        try:
            browser.get(f"{serving.url}/docs")
            wait_for_operations(browser)
            yield browser
        finally:
            browser.quit()


def wait_for_operations(browser):
    WebDriverWait(browser, 30).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".opblock-summary"))


def test_every_operation_is_shown(page, serving):
    contract = json.loads(serving.ask("GET", "/openapi.json")[2])
    summaries = [
        operation["summary"]
        for path in contract["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post", "put", "patch")
    ]
    text = page.find_element("tag name", "body").text
    assert [summary for summary in summaries if summary not in text] == []


def test_nothing_goes_wrong_on_the_page(page):
    assert [entry for entry in page.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_no_other_host_is_asked(page, serving):
    asked = {
        urlsplit(message["params"]["request"]["url"]).netloc
        for entry in page.get_log("performance")
        if (message := json.loads(entry["message"])["message"])["method"]
        == "Network.requestWillBeSent"
        and urlsplit(message["params"]["request"]["url"]).scheme in ("http", "https", "ws", "wss")
    }
    assert asked == {urlsplit(serving.url).netloc}


def test_an_operation_opens(page):
    first = page.find_element("css selector", ".opblock-summary-control")
    first.click()
    opened = ".opblock.is-open .opblock-description"
    WebDriverWait(page, 30).until(lambda b: b.find_elements("css selector", opened))
    page.save_screenshot(f"{tempfile.gettempdir()}/rescind-docs.png")
