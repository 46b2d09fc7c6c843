"""Addresses of the BIA."""

from django.urls import path

from bia import views
from bia.views import (
    aims,
    calibration,
    consolidation,
    imports,
    matrixedit,
    papers,
    questions,
    riskmap,
    riskverbs,
    scale,
    validationverbs,
    verbs,
)
from core.crud import urls
from core.http import behind_login

app_name = "bia"
urlpatterns = [
    *behind_login(
        path("campaigns/<int:pk>/start/", verbs.start_campaign, name="campaign-start"),
        path("campaigns/<int:pk>/remind/", verbs.remind_campaign, name="campaign-remind"),
        path("campaigns/<int:pk>/close/", verbs.close_campaign, name="campaign-close"),
        path("campaigns/<int:pk>/questions/", questions.show, name="campaign-questions"),
        path("campaigns/<int:pk>/questions/draft/", questions.begin, name="questions-draft"),
        path("question-sets/<int:pk>/use/", questions.use, name="questions-use"),
        path("question-sets/<int:pk>/add/", questions.add, name="question-add"),
        path("questions/<int:pk>/edit/", questions.edit, name="question-edit"),
        path("questions/<int:pk>/remove/", questions.remove, name="question-remove"),
        path("interviews/<int:pk>/answer/", verbs.answer, name="interview-answer"),
        path("interviews/<int:pk>/answer/<path:place>/", verbs.answer, name="interview-place"),
        path("interviews/<int:pk>/approve/", verbs.approve_interview, name="interview-approve"),
        path("interviews/<int:pk>/return/", verbs.return_interview, name="interview-return"),
        path("interviews/<int:pk>/check/", verbs.check_interview, name="interview-check"),
        path("calibration/", calibration.show, name="calibration"),
        path(
            "functions/<int:pk>/calibration/",
            calibration.of_function,
            name="function-calibration",
        ),
        path("functions/<int:pk>/retire/", verbs.retire_function, name="function-retire"),
        path("gaps/<int:pk>/accept/", verbs.accept_gap, name="gap-accept"),
        path("gaps/<int:pk>/close/", verbs.close_gap, name="gap-close"),
        path("names/<int:pk>/map/", verbs.map_name, name="mapping-map"),
        path("tiers/usual/", aims.take_tiers, name="tiers-take"),
        path("scales/next/", verbs.next_scale, name="scale-next"),
        path("scales/<int:pk>/edit/", scale.edit, name="scale-edit"),
        path("scales/<int:pk>/models/", calibration.choose, name="scale-models"),
        path("scales/<int:pk>/submit/", verbs.submit_scale, name="scale-submit"),
        path("scales/<int:pk>/approve/", verbs.approve_scale, name="scale-approve"),
        path("scales/<int:pk>/return/", verbs.return_scale, name="scale-return"),
        path(
            "validation-rounds/<int:pk>/start/",
            validationverbs.start,
            name="validationround-start",
        ),
        path(
            "validation-rounds/<int:pk>/close/",
            validationverbs.close,
            name="validationround-close",
        ),
        path("validations/<int:pk>/accept/", validationverbs.accept, name="validation-accept"),
        path("validations/<int:pk>/decide/", validationverbs.decide, name="validation-decide"),
        path("validations/<int:pk>/approve/", validationverbs.approve, name="validation-approve"),
        path("validations/<int:pk>/return/", validationverbs.return_, name="validation-return"),
        path("last-year/", imports.upload, name="import-upload"),
        path("last-year/confirm/", imports.confirm, name="import-confirm"),
        path("risks/map/", riskmap.show, name="risk-map"),
        path("risks/<int:pk>/accept/", riskverbs.accept_risk, name="risk-accept"),
        path("risks/<int:pk>/retire/", riskverbs.retire_risk, name="risk-retire"),
        path(
            "risk-reviews/<int:pk>/complete/",
            riskverbs.complete_review,
            name="riskreview-complete",
        ),
        path("threats/catalogue/", riskverbs.take_catalogue, name="catalogue"),
        path("threats/<int:pk>/retire/", riskverbs.retire_threat, name="threat-retire"),
        path(
            "risk-categories/<int:pk>/retire/",
            riskverbs.retire_category,
            name="riskcategory-retire",
        ),
        path("risk-matrices/next/", riskverbs.next_matrix, name="matrix-next"),
        path("risk-matrices/<int:pk>/edit/", matrixedit.edit, name="matrix-edit"),
        path("risk-matrices/<int:pk>/submit/", riskverbs.submit_matrix, name="matrix-submit"),
        path("risk-matrices/<int:pk>/approve/", riskverbs.approve_matrix, name="matrix-approve"),
        path("risk-matrices/<int:pk>/return/", riskverbs.return_matrix, name="matrix-return"),
        path("consolidation/", consolidation.show, name="consolidation"),
        path("reports/start/", papers.start, name="report-start"),
    ),
    *urls(*views.PAGES),
]
