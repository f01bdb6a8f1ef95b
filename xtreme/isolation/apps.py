from django.apps import AppConfig


class IsolationConfig(AppConfig):
    name = "xtreme.isolation"
    label = "isolation"

    def ready(self) -> None:
        from xtreme.isolation import walls  # noqa: F401  registers its check
