"""The database as it is, to compare with how it is later."""

from __future__ import annotations

from typing import Any

from django.apps import apps


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of Retold's own tables, the history's among them."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("timeline").get_models(include_auto_created=True)
    }
