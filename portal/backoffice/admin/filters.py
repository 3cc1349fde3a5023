"""Filters of the dossier list."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from portal import clock
from portal.backoffice.wording import APPLICANT, DESK, MACHINE, STATES
from portal.dossiers.models import Dossier

Lookups = list[tuple[str, str]]
Admin = ModelAdmin  # type: ignore[type-arg]


class StateFilter(SimpleListFilter):
    """By state, in Dutch."""

    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return [(state.value, words.name) for state, words in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Dossier]) -> QuerySet[Dossier]:
        return queryset.filter(state=self.value()) if self.value() else queryset


class WaitsForFilter(SimpleListFilter):
    """By who has to do something."""

    title = "wacht op"
    parameter_name = "wacht_op"
    parties = {"behandelaar": DESK, "aanvrager": APPLICANT, "systeem": MACHINE}

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return list(self.parties.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Dossier]) -> QuerySet[Dossier]:
        party = self.parties.get(self.value() or "")
        if party is None:
            return queryset
        return queryset.filter(state__in=[state.value for state, words in STATES.items() if words.waits_for == party])


class DeadlineFilter(SimpleListFilter):
    """By how near the deadline is."""

    title = "uiterste datum"
    parameter_name = "termijn"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return [("voorbij", "Voorbij"), ("5", "Binnen 5 dagen"), ("14", "Binnen 14 dagen")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = clock.today()
        match self.value():
            case "voorbij":
                return queryset.filter(deadline__lt=today)
            case "5" | "14" as days:
                return queryset.filter(deadline__gte=today, deadline__lte=today + timedelta(days=int(days)))
        return queryset


class NhgFilter(SimpleListFilter):
    """With or without NHG."""

    title = "NHG"
    parameter_name = "nhg"

    def lookups(self, request: HttpRequest, model_admin: Admin) -> Lookups:
        return [("ja", "Met NHG"), ("nee", "Zonder NHG")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Dossier]) -> QuerySet[Dossier]:
        if self.value() in ("ja", "nee"):
            return queryset.filter(wish__nhg=self.value() == "ja")
        return queryset
