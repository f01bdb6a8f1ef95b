"""Forms are drawn with the components of templates/django/forms/."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields with label, help and error in the product's look."""

    field_template_name = "django/forms/field.html"
