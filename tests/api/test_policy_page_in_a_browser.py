"""The page as a customer sees it, in both languages: whole, without an error, from here alone."""

import json
import tempfile
from urllib.parse import urlsplit

import pytest

from browsing import chromium, hosts_asked, went_wrong
from record import data_folder
from serving import served_record

pytestmark = pytest.mark.browser

EVIL = "<script>document.title = 'taken'</script>"
POLICY = {
    "store_name": f"Tienda Ñandú {EVIL}",
    "all_sales_final_except": ["wrong_item", "damaged_in_transit"],
    "cancellation_window_hours": 12,
    "return_window_days": 14,
    "contact_email": "help@shop.example",
    "has_physical_store": False,
    "return_address": "Calle Secreta 1",
    "po_box": "Apartado 7, 28080 Madrid",
}
HEADINGS = {
    "en": [
        "Until when can I cancel or return?",
        "How do I return something?",
        "For which reasons can I return something?",
        "Who pays for sending it back?",
        "How long does my money take?",
        "Whom do I write to?",
    ],
    "es": [
        "¿Hasta cuándo puedo cancelar o devolver?",
        "¿Cómo devuelvo un artículo?",
        "¿Por qué motivos puedo devolver un artículo?",
        "¿Quién paga el envío de la devolución?",
        "¿Cuánto tarda mi dinero?",
        "¿A quién escribo?",
    ],
}
NOT_STATED = {
    "en": "The shop has not stated this yet.",
    "es": "La tienda aún no lo ha indicado.",
}


@pytest.fixture(scope="module")
def serving():
    """A service whose only tenant told its policy; yields its address and the key."""
    with data_folder() as data, served_record(data) as service:
        key = service.process.stdout.readline().removeprefix("API key: ").strip()
        shown = {"Authorization": f"Bearer {key}"}
        json_body = {**shown, "Content-Type": "application/json"}
        told = json.dumps(POLICY)
        assert service.ask("PUT", "/v1/store-policy", told, json_body)[0] == 200
        yield service.url, shown


@pytest.fixture(scope="module")
def browser(serving):
    with chromium() as browser:
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setExtraHTTPHeaders", {"headers": serving[1]})
        yield browser


@pytest.mark.parametrize("locale", HEADINGS)
def test_the_page_answers_each_question(browser, serving, locale):
    url = serving[0]
    browser.get(f"{url}/v1/store-policy/page?locale={locale}")
    browser.save_screenshot(f"{tempfile.gettempdir()}/rescind-policy-page-{locale}.png")
    text = browser.find_element("tag name", "body").text
    headings = [one.text for one in browser.find_elements("tag name", "h2")]
    assert browser.find_element("tag name", "html").get_attribute("lang") == locale
    assert headings == HEADINGS[locale]
    for one in ("help@shop.example", "Apartado 7, 28080 Madrid", "14", EVIL):
        assert one in text
    assert text.count(NOT_STATED[locale]) == 2
    assert "Secreta" not in browser.page_source
    assert browser.title.endswith(EVIL)
    found = browser.find_element("css selector", 'script[type="application/ld+json"]')
    assert json.loads(found.get_attribute("textContent"))["@type"] == "MerchantReturnPolicy"
    assert went_wrong(browser) == []
    assert hosts_asked(browser) == {urlsplit(url).netloc}
