"""Health: two calls that ask for nothing and look at nothing."""

import pytest


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_process_that_runs_is_healthy_and_ready(client, path):
    response = client.get(path)
    assert (response.status_code, response.get_json()) == (200, {"status": "pass"})
    assert response.headers["Cache-Control"] == "no-store"
