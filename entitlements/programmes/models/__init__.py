"""Early Adopter programmes with what customers apply, accept and report; training cards and discount codes. One
concept a file."""

from entitlements.programmes.models.agreements import Acceptance, Agreement
from entitlements.programmes.models.applications import Application, NamedPerson, Statement
from entitlements.programmes.models.builds import Build, Feedback
from entitlements.programmes.models.cards import CardEntry, TrainingCard
from entitlements.programmes.models.codes import DiscountCode
from entitlements.programmes.models.interests import Interest
from entitlements.programmes.models.programmes import Programme, Requirement

__all__ = [
    "Acceptance",
    "Agreement",
    "Application",
    "Build",
    "CardEntry",
    "DiscountCode",
    "Feedback",
    "Interest",
    "NamedPerson",
    "Programme",
    "Requirement",
    "Statement",
    "TrainingCard",
]
