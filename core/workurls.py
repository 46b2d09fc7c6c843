"""Addresses of jobs, files, notifications, mail, drafts and links."""

from django.urls import path

from core import calendarviews, draftviews, fileviews, linkviews, workviews

urlpatterns = [
    path("calendar/", calendarviews.month, name="calendar"),
    path("calendar/address/", calendarviews.subscription, name="calendar-address"),
    path("calendar/address/make/", calendarviews.make_address, name="calendar-address-make"),
    path("calendar/address/revoke/", calendarviews.revoke_address, name="calendar-address-revoke"),
    path("calendar/<linktoken:token>/calendar.ics", calendarviews.feed, name="calendar-feed"),
    path("jobs/", workviews.job_list, name="jobs"),
    path("jobs/<int:pk>/", workviews.job, name="job"),
    path("jobs/<int:pk>/part/", workviews.job_part, name="job-part"),
    path("jobs/<int:pk>/stop/", workviews.job_stop, name="job-stop"),
    path("jobs/<int:pk>/again/", workviews.job_again, name="job-again"),
    path("files/", fileviews.upload, name="file-upload"),
    path("files/<int:pk>/", fileviews.download, name="file"),
    path("notifications/", workviews.notification_list, name="notifications"),
    path("notifications/read/", workviews.notifications_read, name="notifications-read"),
    path("notifications/<int:pk>/", workviews.notification_open, name="notification"),
    path("outbox/", workviews.outbox, name="outbox"),
    path("outbox/<int:pk>/", workviews.outbox_message, name="outbox-message"),
    path("outbox/<int:pk>/again/", workviews.outbox_again, name="outbox-again"),
    path("drafts/", draftviews.draft, name="draft"),
    path("l/<linktoken:token>/", linkviews.enter, name="link"),
    path("l/<linktoken:token>/again/", linkviews.again, name="link-again"),
    path("l/<linkid:public_id>/again/", linkviews.again_by_name, name="link-page-again"),
    path("l/<linkid:public_id>/", linkviews.page, name="link-page"),
    path("l/<linkid:public_id>/<path:rest>", linkviews.page, name="link-page-under"),
]
