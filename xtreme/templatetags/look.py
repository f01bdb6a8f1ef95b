"""Words and pictures of the look: stub until the design lands."""

from django import template

register = template.Library()
