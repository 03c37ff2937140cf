"""Policies that are kept: whose they are is read in the path as it is in orders."""

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
