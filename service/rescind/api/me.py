"""Who a key is, and what it may do: how tools see that they are connected."""

from flask import Response, jsonify

from rescind.api.context import caller
from rescind.api.fields import Identifier, Many, Text, Word
from rescind.api.recording import reads, tenant
from rescind.api.schemas.edges import Outgoing
from rescind.api.spec import Blueprint
from rescind.domain.words import Scope
from rescind.usecases.keys import tenant_name

blueprint = Blueprint(
    "Keys",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="What the key of a call may do.",
)


class MeSchema(Outgoing):
    """The key of this call."""

    id = Identifier("The key's id.", example="key_01m86yb53fegb8hexhzcmh790r")
    name = Text("The key's name.", example="first key")
    tenant = Text("Whose it is, by name.", example="default")
    tenant_id = Identifier("Whose it is.", example="ten_01m86yb53fegb8hexhzcmh790r")
    scopes = Many(Word(Scope, "Something that it may do."), "What it may do.", most=len(Scope))


@blueprint.get("/me")
@reads
@blueprint.response(200, MeSchema(), description="The key.")
@blueprint.doc(operationId="getMe")
def me() -> Response:
    """Tell what the key of this call may do

    The connection test of tools: a good key gets a 200, whatever its scopes.
    """
    who = caller()
    scopes = [scope.value for scope in Scope if scope in who.scopes]
    return jsonify(
        id=who.key_id,
        name=who.name,
        tenant=tenant_name(tenant()),
        tenant_id=who.tenant_id,
        scopes=scopes,
    )
