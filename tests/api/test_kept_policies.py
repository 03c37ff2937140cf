"""Policies that are kept: whose they are is read in the path as it is in orders."""

from concurrent.futures import ThreadPoolExecutor

import pytest


def address(supplier_id):
    return f"/v1/suppliers/{supplier_id}/policy"


@pytest.mark.parametrize("method", ["GET", "PUT"])
@pytest.mark.parametrize("supplier_id", ["%20", "%0a", "x" * 256, "x" * 6000])
def test_a_supplier_that_no_order_can_name_has_no_policy(caller, method, supplier_id):
    status, body, _ = caller.ask(method, address(supplier_id), {} if method == "PUT" else None)
    assert status == 422
    assert [error["parameter"] for error in body["errors"]] == ["supplier_id"]


@pytest.mark.parametrize(
    ("told", "meant"), [("store-1", "store-1"), ("%20a%20", "a"), ("%C3%B1", "ñ"), ("x" * 255,) * 2]
)
def test_a_policy_is_found_under_the_id_that_orders_have(caller, told, meant):
    status, version, _ = caller.ask("PUT", address(told), {})
    assert (status, version["supplier_id"]) == (200, meant)
    assert caller.get(address(meant)) == version


def test_versions_told_at_once_are_all_kept(caller):
    """Each has a number of its own."""
    more = [type(caller)(caller.client.application, caller.key, caller.clock) for _ in range(8)]
    with ThreadPoolExecutor(8) as people:
        told = list(people.map(lambda one: one.ask("PUT", address("s"), {}), more))
    assert [status for status, _, _ in told] == [200] * 8
    assert sorted(version["version"] for _, version, _ in told) == list(range(1, 9))
