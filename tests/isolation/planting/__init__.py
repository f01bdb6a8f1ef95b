"""What each room has of a company. A module of this folder has `plant(company)`, which makes one of each thing of
its room, with `company.said` in every text; it is found by being here."""

from importlib import import_module
from pkgutil import iter_modules

MODULES = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]


def plant_everything(company):
    for module in MODULES:
        module.plant(company)
