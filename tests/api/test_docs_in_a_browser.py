"""The reference as a person sees it: rendered offline, without an error, from here alone."""

import json
import tempfile
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from browsing import chromium, hosts_asked, went_wrong
from record import data_folder
from serving import served_record

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def serving():
    """A service with every call, those that record included."""
    with data_folder() as data, served_record(data) as service:
        yield service


@pytest.fixture(scope="module")
def page(serving):
    """The reference, opened in a new Chromium with an empty profile."""
    with chromium() as browser:
        browser.get(f"{serving.url}/docs")
        wait_for_operations(browser)
        yield browser


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
    assert went_wrong(page) == []


def test_no_other_host_is_asked(page, serving):
    assert hosts_asked(page) == {urlsplit(serving.url).netloc}


def test_an_operation_opens(page):
    first = page.find_element("css selector", ".opblock-summary-control")
    first.click()
    opened = ".opblock.is-open .opblock-description"
    WebDriverWait(page, 30).until(lambda b: b.find_elements("css selector", opened))
    page.save_screenshot(f"{tempfile.gettempdir()}/rescind-docs.png")
