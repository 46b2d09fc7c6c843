"""Pages of what the application does for people: jobs, notifications, mail that went out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import jobs, mail, notifications
from core.http import PersonRequest
from core.jobwords import counted
from core.models import Job, MailMessage, Notification, User

PER_PAGE = 50


def numbered(rows: Any, request: HttpRequest) -> Any:
    """The page of rows that the address asks for."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


# Jobs


@login_required
@require_safe
def job_list(request: PersonRequest) -> HttpResponse:
    """The work a person started; for administrators, everybody's."""
    if not request.user.access.is_member:
        raise PermissionDenied
    rows = Job.objects.visible_to(request.user).select_related("started_by")
    shown = {"title": _("Jobs"), "page_obj": numbered(rows, request)}
    return render(request, "core/jobs.html", shown)


@login_required
@require_safe
def job(request: PersonRequest, pk: int) -> HttpResponse:
    """One job: how far it is, what it led to, its log. Opening it reads what was told of it."""
    shown = _job_context(request, _visible_job(request, pk))
    notifications.read(request.user, at=timezone.now(), key=f"job:{pk}:")
    return render(request, "core/job.html", shown)


@login_required
@require_safe
def job_part(request: PersonRequest, pk: int) -> HttpResponse:
    """What changes on a job's page while it runs; asked again every two seconds until it is over."""
    return render(request, "core/job_part.html", _job_context(request, _visible_job(request, pk)))


@login_required
@require_POST
def job_stop(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask a job to stop."""
    stopped = jobs.cancel(_visible_job(request, pk), by=request.user, at=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "core/job_part.html", _job_context(request, stopped))
    return redirect(stopped)


@login_required
@require_POST
def job_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Start a failed or stopped job once more."""
    old = _visible_job(request, pk)
    if not jobs.may_stop(old, request.user):
        raise PermissionDenied(_("Only who started this may start it again."))
    return redirect(jobs.again(old, by=request.user))


def _visible_job(request: PersonRequest, pk: int) -> Job:
    rows = Job.objects.visible_to(request.user).select_related("started_by")
    return get_object_or_404(rows, pk=pk)


def _job_context(request: PersonRequest, found: Job) -> dict[str, Any]:
    may_stop = jobs.may_stop(found, request.user)
    return {
        "title": found.title,
        "job": found,
        "log": found.log.order_by("at", "pk"),
        "counted": counted(found, at=timezone.now()),
        "result_url": result_url(found, request.user),
        "may_stop": may_stop and not found.is_over and not found.cancel_requested,
        "may_start_again": may_stop and found.state in (Job.State.FAILED, Job.State.CANCELLED),
    }


def result_url(found: Job, actor: User) -> str:
    """Where the result of a job stands, for who may open it; a page of no record is the starter's."""
    try:
        place = resolve(found.result_url)
    except Resolver404:
        return ""
    page = getattr(place.func, "view_class", None)
    if page is None or "pk" not in place.kwargs:
        return found.result_url if found.started_by_id == actor.pk else ""
    if not actor.access.may("view", page.model):
        return ""
    seen = page.rows(actor, "view").filter(pk=place.kwargs["pk"]).exists()
    return found.result_url if seen else ""


# Notifications


@login_required
@require_safe
def notification_list(request: PersonRequest) -> HttpResponse:
    """What a person was told, newest first; what is new is marked."""
    rows = Notification.objects.filter(person=request.user)
    shown = {
        "title": _("Notifications"),
        "page_obj": numbered(rows, request),
        "unread": notifications.unread(request.user).count(),
    }
    return render(request, "core/notifications.html", shown)


@login_required
@require_POST
def notification_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark a notification as read and go where it leads."""
    found = get_object_or_404(Notification, pk=pk, person=request.user)
    notifications.read(request.user, at=timezone.now(), pks=[found.pk])
    inside = url_has_allowed_host_and_scheme(found.url, {request.get_host()})
    return HttpResponseRedirect(found.url) if inside else redirect("core:notifications")


@login_required
@require_POST
def notifications_read(request: PersonRequest) -> HttpResponse:
    """Mark all as read."""
    notifications.read(request.user, at=timezone.now())
    return redirect("core:notifications")


# The outbox


def _require_outbox(request: PersonRequest) -> None:
    """Letters are for their readers; administrators see that they went, and why not."""
    if not request.user.access.may("manage", MailMessage):
        raise PermissionDenied


@login_required
@require_safe
def outbox(request: PersonRequest) -> HttpResponse:
    """All mail: what waits, what went, what could not."""
    _require_outbox(request)
    chosen = request.GET.get("show", "")
    rows = MailMessage.objects.select_related("person")
    kinds = {
        "waiting": rows.filter(sent_at=None, given_up_at=None),
        "failed": rows.exclude(given_up_at=None),
        "sent": rows.exclude(sent_at=None),
    }
    shown = {
        "title": _("Outbox"),
        "page_obj": numbered(kinds.get(chosen, rows), request),
        "chosen": chosen,
        "waiting": kinds["waiting"].count(),
        "failed": kinds["failed"].count(),
        "to_files": mail.goes_to_files(),
    }
    return render(request, "core/outbox.html", shown)


@login_required
@require_safe
def outbox_message(request: PersonRequest, pk: int) -> HttpResponse:
    """One message as its reader gets it. Links are readable in a demo only."""
    _require_outbox(request)
    message = get_object_or_404(MailMessage.objects.select_related("person"), pk=pk)
    shown = {"title": message.subject, "message": message, "lines": mail.readable(message)}
    return render(request, "core/outbox_message.html", shown)


@login_required
@require_POST
def outbox_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Try once more to send a message that was given up."""
    _require_outbox(request)
    message = get_object_or_404(MailMessage, pk=pk)
    mail.send_again(message, at=timezone.now())
    messages.success(request, _("It is sent again within a minute."))
    return redirect("core:outbox-message", message.pk)
