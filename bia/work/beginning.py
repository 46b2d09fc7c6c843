"""The first steps of an analysis in a new programme."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bia.models import BusinessFunction, Campaign, ImpactScale, RiskMatrix, Threat
from core.providers import FirstStep, first_steps


@first_steps
def found_the_analysis(person: Any) -> Iterator[FirstStep]:
    """The scale, the functions and the first campaign."""
    if not person.access.may("add", Campaign):
        return
    if person.access.may("add", ImpactScale):
        yield FirstStep(
            50,
            _("The impact scale"),
            _("How bad is bad, in your words. It holds once an executive has approved it."),
            _("Draft the scale"),
            reverse("bia:impactscale-list"),
            ImpactScale.objects.approved().exists(),
        )
    yield FirstStep(
        60,
        _("The business functions"),
        _("Type them in, or take them from last year's sheet with their ratings."),
        _("Add functions"),
        reverse("bia:businessfunction-list"),
        BusinessFunction.objects.in_use().exists(),
    )
    yield FirstStep(
        70,
        _("The first campaign"),
        _("Owners get one e-mail with a link and answer in ten minutes."),
        _("Start a campaign"),
        reverse("bia:campaign-create"),
        Campaign.objects.exists(),
    )


@first_steps
def found_the_register(person: Any) -> Iterator[FirstStep]:
    """The threats, and the matrix by which risks are rated."""
    if not person.access.may("add", Campaign):
        return
    if person.access.may("add", Threat):
        yield FirstStep(
            80,
            _("The threats"),
            _("What most organisations watch, to begin with; then your own."),
            _("Take the catalogue"),
            reverse("bia:catalogue"),
            Threat.objects.exists(),
        )
    if person.access.may("add", RiskMatrix):
        yield FirstStep(
            90,
            _("The risk matrix"),
            _(
                "How likely, how bad, and what is borne. It holds once an executive has approved it."
            ),
            _("Draft the matrix"),
            reverse("bia:riskmatrix-list"),
            RiskMatrix.objects.approved().exists(),
        )
