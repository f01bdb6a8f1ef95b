"""Phone lines, calls, call-backs, and the rules of both."""

from tickets.phone.models.call_backs import CallBack, State
from tickets.phone.models.calls import Call, Outcome
from tickets.phone.models.lines import Language, PhoneLine, lines_of
from tickets.phone.models.rules import PhoneRules

__all__ = ["Call", "CallBack", "Language", "Outcome", "PhoneLine", "PhoneRules", "State", "lines_of"]
