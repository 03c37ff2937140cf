"""The pages: everything they need comes from this service."""

import json
import re

import pytest

from rescind.app import contract, create_app
from rescind.settings import Settings

CONTRACT = "rescind-contract"
PAGES = ["/", "/docs", "/problems", "/problems/not_found"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_no_other_host(client, path):
    html = client.get(path).get_data(as_text=True)
    addresses = re.findall(r'(?:href|src|data-contract)="([^"]*)"', html)
    assert addresses
    assert all(address.startswith("/") and address[1:2] != "/" for address in addresses)


@pytest.mark.parametrize("path", PAGES)
def test_all_that_a_page_names_is_there(client, path):
    html = client.get(path).get_data(as_text=True)
    for address in re.findall(r'(?:href|src|data-contract)="([^"]*)"', html):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_load_from_nowhere_else(client, path):
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_script_or_style_of_its_own(client, path):
    html = client.get(path).get_data(as_text=True)
    assert not re.search(r"<script(?![^>]* src=)|<style| style=| on\w+=", html)


def test_the_contract_is_open_to_browsers_of_other_sites(client):
    response = client.get("/openapi.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.get_json()["openapi"] == "3.1.0"


@pytest.mark.parametrize("spec", [contract(), create_app(Settings()).extensions[CONTRACT]])
def test_every_reference_of_the_contract_leads_somewhere(spec):
    named = set(re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(spec)))
    assert named
    assert [one for one in named if one[1] not in spec["components"].get(one[0], ())] == []


def test_a_file_that_the_browser_has_is_not_sent_again(client):
    first = client.get("/docs/static/pages.css")
    again = client.get("/docs/static/pages.css", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.js", "..%2Ftemplates%2Fpage.html", "__init__.py"])
def test_no_other_file_is_served(client, name):
    assert client.get(f"/docs/static/{name}").status_code == 404
