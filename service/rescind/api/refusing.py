"""What the stories of cases refuse, as problems: the one table of exceptions and codes."""

from collections.abc import Callable

from flask import Flask, Response

from rescind.api.problems import Fault, Problem, answer, invalid_request
from rescind.sealing import Unopenable
from rescind.tables.idempotency import StillRunning
from rescind.usecases.case_file import NoSuchCase, StaleVersion, UnknownCursor
from rescind.usecases.connecting import NoSuchConnection
from rescind.usecases.knowing_suppliers import NoSuchSupplier
from rescind.usecases.recording import (
    NoSuchClaim,
    NoSuchDispute,
    NoSuchOrder,
    NoSuchStep,
    OfAnotherOrder,
)
from rescind.usecases.refusals import Refused

RETRY_SECONDS = 1


def _no_such_thing(_error: Exception) -> Problem:
    """Say nothing of what was asked for: it may be another tenant's."""
    return Problem("not_found", "There is no such thing, or it is not yours.")


def _refused(error: Refused) -> Problem:
    more = {} if error.case is None else {"cancellation_id": error.case}
    return Problem(error.reason, str(error), more=more)


def _stale(error: StaleVersion) -> Problem:
    etag = {"ETag": f'"{error.version}"'}
    return Problem("stale_version", f"{error} Read it again before you write.", headers=etag)


def _no_such_order(error: NoSuchOrder) -> Problem:
    return invalid_request([Fault(pointer="/supplier_order_id", detail=str(error))])


def _no_such_step(error: NoSuchStep) -> Problem:
    return invalid_request([Fault(pointer="/idempotency_key", detail=str(error))])


def _of_another_order(error: OfAnotherOrder) -> Problem:
    return invalid_request([Fault(pointer=error.pointer, detail=str(error))])


def _unknown_cursor(_error: UnknownCursor) -> Problem:
    detail = "This is no cursor of this list; send the `next_cursor` of its last page as it was."
    return invalid_request([Fault(parameter="cursor", detail=detail)])


def _still_running(_error: StillRunning) -> Problem:
    return Problem(
        "idempotency_in_progress",
        "A request with this Idempotency-Key is still being carried out; send it again later.",
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def _unopenable(error: Unopenable) -> Problem:
    return Problem("no_secret_key", str(error))


PROBLEM_OF: dict[type[Exception], Callable[..., Problem]] = {
    NoSuchCase: _no_such_thing,
    NoSuchConnection: _no_such_thing,
    NoSuchDispute: _no_such_thing,
    NoSuchOrder: _no_such_order,
    NoSuchStep: _no_such_step,
    NoSuchClaim: _no_such_thing,
    NoSuchSupplier: _no_such_thing,
    OfAnotherOrder: _of_another_order,
    Refused: _refused,
    StaleVersion: _stale,
    StillRunning: _still_running,
    UnknownCursor: _unknown_cursor,
    Unopenable: _unopenable,
}


def database_away(error: Exception) -> Response:
    """Answer that the record cannot be reached; nothing that it said is passed on."""
    return answer(
        Problem(
            "database_unavailable",
            f"{error} Send the request again; a write with the Idempotency-Key that it had: then "
            "it cannot count twice.",
            headers={"Retry-After": str(RETRY_SECONDS)},
        )
    )


def install(app: Flask, *, away: type[Exception]) -> None:
    """Answer what stories refuse, and a database that is away (`away`), as problems."""
    for kind, problem_of in PROBLEM_OF.items():
        app.register_error_handler(kind, lambda error, told=problem_of: answer(told(error)))
    app.register_error_handler(away, database_away)
