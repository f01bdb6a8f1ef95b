"""Many numbers as one value of a statement, so that its text is the same however many there are."""

from collections.abc import Iterable

from django.db.models import BooleanField, Func, Value


def array(numbers: Iterable[int]) -> str:
    """As PostgreSQL reads them: the driver takes several times as long to write a list."""
    return f"{{{','.join(map(str, numbers))}}}"


class OneOf(Func):
    """Whether a field is one of an `array`: `filter(OneOf("pk", array(numbers)))`."""

    template = "%(expressions)s as bigint[]))"
    arg_joiner = " = any(cast("
    output_field = BooleanField()

    def __init__(self, field: str, numbers: str) -> None:
        super().__init__(field, Value(numbers))
