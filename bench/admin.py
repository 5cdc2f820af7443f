"""Django's admin on the same tables, set up with the care one would take: joins named, no count of the whole table."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.models import Assignment, Citizen, Contact


class OpenSite(admin.AdminSite):
    """Whoever is signed in: the admin asks about staff and permissions, which this product does not have."""

    def has_permission(self, request: HttpRequest) -> bool:
        return True


class ReadOnly(admin.ModelAdmin):
    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    has_change_permission = has_delete_permission = has_view_permission


class ContactAdmin(ReadOnly):
    list_display = ("at", "citizen", "author", "place", "way", "result")
    list_select_related = ("citizen", "author", "place")
    list_filter = ("result",)
    ordering = ("-at", "-id")


class AssignmentAdmin(ReadOnly):
    list_display = ("case", "citizen", "kind", "from_on")
    list_select_related = ("case__citizen",)

    @admin.display
    def citizen(self, row: Assignment) -> str:
        return row.case.citizen.label


class CitizenAdmin(ReadOnly):
    list_display = ("label", "identity", "birth_year", "usual_place")
    list_select_related = ("usual_place",)
    search_fields = ("search_key",)
    ordering = ("sort_key",)


site = OpenSite(name="admin")
site.register(Contact, ContactAdmin)
site.register(Assignment, AssignmentAdmin)
site.register(Citizen, CitizenAdmin)
