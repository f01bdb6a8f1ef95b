"""Variables as templates mostly have them: names of plain objects and dicts, printed as text. Django tries to index
every object before it asks for an attribute, and calls six functions to print a string; a page does so some hundred
times. Whatever else a variable is goes Django's way.
"""

from collections.abc import Callable
from functools import cache
from html import escape
from typing import Any

from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template import Context, VariableDoesNotExist
from django.template.base import FilterExpression, Variable, render_value_in_context
from django.template.context import BaseContext
from django.utils.safestring import SafeString


class QuickVariable(Variable):
    """One that is written out as names parted by dots. Where it once led to what has to be called or indexed, it is
    Django's for good, so that nothing is asked twice."""

    is_plain = True

    def _resolve_lookup(self, context: Context) -> Any:
        if not self.is_plain:
            return self._as_django_does(context)
        first, *names = self.lookups or ()
        for values in reversed(context.dicts):
            if first in values:
                found = values[first]
                break
        else:
            return self._absent(first, context)
        try:
            for name in names:
                kind: Any = type(found)
                if kind is dict:
                    found = found[name] if name in found else _instead(name, found)
                elif callable(found) or (ask := _way(kind)) is None:
                    self.is_plain = False
                    break
                else:
                    found = ask(found, name)
        except VariableDoesNotExist:
            raise
        except Exception:  # which may be one that a template is silent about
            return self._as_django_does(context)
        if callable(found):
            self.is_plain = False
        return found if self.is_plain else self._as_django_does(context)

    def _absent(self, name: str, context: Context) -> Any:
        """For a name that the page does not know; a context that looks up in its own way, as mails do, says what
        then. Raises VariableDoesNotExist."""
        if type(context).__getitem__ is BaseContext.__getitem__:
            raise _missing(name, context)
        return self._as_django_does(context)

    def _as_django_does(self, context: Context) -> Any:
        return super()._resolve_lookup(context)  # type: ignore[misc]


def printed(value: Any, context: Context) -> str:
    """A value as a page says it; a string or a whole number without asking what else it could be."""
    kind = type(value)
    if kind is SafeString:
        return value
    if kind is str:
        return escape(value) if context.autoescape else value
    if kind is int and not settings.USE_THOUSAND_SEPARATOR:
        return str(value)
    return render_value_in_context(value, context)


def quicken(expression: FilterExpression) -> None:
    """Make its name a quick one."""
    if type(expression.var) is Variable and expression.var.lookups:
        expression.var = QuickVariable(expression.var.var)


def _instead(name: str, found: dict[Any, Any]) -> Any:
    """For a key that is not there. Raises VariableDoesNotExist, or KeyError where Django looks further."""
    if hasattr(dict, name) or name.isdigit():
        raise KeyError(name)
    raise _missing(name, found)


def _missing(name: str, among: object) -> VariableDoesNotExist:
    """What Django says when it has looked everywhere, of every object its attributes too."""
    return VariableDoesNotExist("Failed lookup for key [%s] in %r", (name, among))


@cache
def _way(kind: type) -> Callable[[Any, str], Any] | None:
    """How objects of a kind are asked for a name; None where Django has to try both ways."""
    if issubclass(kind, BaseForm):
        return _of_form
    return getattr if issubclass(kind, BoundField) or not hasattr(kind, "__getitem__") else None


def _of_form(form: BaseForm, name: str) -> Any:
    """Its field of that name, else what it is; indexed by another name it writes a sentence about it."""
    return form[name] if name in form.fields else getattr(form, name)
