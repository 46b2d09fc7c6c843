"""The addresses of the estate."""

from django.urls import path

from core.crud import urls
from estate import views
from estate.views import bulk, capability, explorer, imports, starter, verbs

app_name = "estate"
urlpatterns = [
    path("explorer/", explorer.explorer, name="explorer"),
    path("explorer/<int:pk>/part/", explorer.part, name="explorer-part"),
    path("explorer/<int:pk>/blast/", explorer.blast, name="explorer-blast"),
    path("import/", imports.upload, name="import"),
    path("import/<int:pk>/columns/", imports.columns, name="import-columns"),
    path("import/<int:pk>/apply/", imports.apply, name="import-apply"),
    path("import/<int:pk>/part/", imports.part, name="import-part"),
    path("starter/", starter.start, name="starter"),
    path("model.json", imports.model, name="model"),
    path("services/add/", bulk.add, name="bulk-add"),
    path("ask-owners/", capability.ask_owners, name="ask-owners"),
    path("item/<int:pk>/claim/", verbs.claim, name="item-claim"),
    path("item/<int:pk>/measure/", verbs.measure, name="item-measure"),
    path("item/<int:pk>/retire/", verbs.retire, name="item-retire"),
    path("dependency/<int:pk>/end/", verbs.end_dependency, name="dependency-end"),
    path("redundancygroup/<int:pk>/end/", verbs.end_group, name="redundancygroup-end"),
    path("measurement/<int:pk>/clear/", verbs.clear, name="measurement-clear"),
    path("measurement/<int:pk>/withdraw/", verbs.withdraw, name="measurement-withdraw"),
    *urls(*views.PAGES),
]
