"""What the OpenAPI schema says of every operation: the key that it wants, and the problems it may answer with."""

from typing import Any

from xtreme.problems import CONTENT_TYPE

OPERATIONS = ("get", "post", "put", "patch", "delete")
KEY = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": "`Token xt_…`: acts as the person of the key, at the company that it is for.",
}
PROBLEM = {
    "type": "object",
    "description": "Why it was refused (RFC 9457): `code` for machines, `detail` for people.",
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "object",
            "description": "Of invalid input: by field.",
            "additionalProperties": True,
        },
    },
    "required": ["type", "status", "code", "title", "detail"],
    "additionalProperties": True,
}
REFUSED = {
    "description": "Refused.",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def complete(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add both; called by drf-spectacular once the operations are written."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components.setdefault("securitySchemes", {})["key"] = KEY
    for operations in result["paths"].values():
        for name in OPERATIONS:
            if operation := operations.get(name):
                operation["responses"]["4XX"] = REFUSED
                operation["security"] = [{"key": []}]
    return result
