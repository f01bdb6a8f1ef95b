"""How templates are loaded: settled and compiled, once a process."""

from typing import Any
from weakref import WeakSet

from django.template import Origin, Template
from django.template.loaders import cached

from xtreme.compiled import compile_template
from xtreme.still import settle


class Loader(cached.Loader):
    """Keeps templates as Django's own does. Where the engine shows in which line one failed, its nodes stay."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.settled = WeakSet[Template]()

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if template not in self.settled:
            self.settled.add(settle(template))
            if not self.engine.debug:
                compile_template(template)
        return template
