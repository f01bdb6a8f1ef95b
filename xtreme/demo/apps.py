from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "xtreme.demo"
    label = "demo"
    verbose_name = "Demo"
