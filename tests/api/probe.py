"""Calls that exist in tests only: what the guard lets through comes back as it was read."""

from flask import jsonify
from marshmallow import EXCLUDE, Schema, fields
from werkzeug.exceptions import Conflict

from rescind.api.context import now
from rescind.api.spec import Blueprint


class PartSchema(Schema):
    amount = fields.String()
    quantity = fields.Integer(strict=True)


class ProbeSchema(Schema):
    text = fields.String()
    anything = fields.Raw()
    part = fields.Nested(PartSchema)
    parts = fields.List(fields.Nested(PartSchema))


class ProbeQuerySchema(Schema):
    locale = fields.String()
    limit = fields.Integer(strict=True)


class AnswerSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    read = fields.String(required=True, metadata={"description": "The body as it was read."})


probe = Blueprint("Probe", __name__, description="Calls that exist in tests only.")

EXAMPLES = {"text": {"summary": "A text.", "value": {"text": "a"}}}


@probe.post("/v1/probes")
@probe.arguments(ProbeSchema, examples=EXAMPLES)
@probe.response(200, AnswerSchema, description="What was read.")
@probe.doc(operationId="probe")
def read(body):
    """Show what was read"""
    return {"read": repr(body)}


@probe.get("/v1/probes")
@probe.arguments(ProbeQuerySchema, location="query")
def ask(query):
    """Show the query"""
    return jsonify(query)


@probe.get("/v1/moments")
def moment():
    """Show the moment, asked for twice"""
    return jsonify(moments=[now().isoformat(), now().isoformat()])


@probe.get("/v1/failures")
def fail():
    """Fail as bugs do"""
    raise KeyError("a secret that nobody shall read")


@probe.get("/v1/conflicts")
def conflict():
    """Refuse as the framework does, with a status of which we have no kind"""
    raise Conflict
