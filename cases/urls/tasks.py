from django.urls import path

from cases.views import appointments, handover, limits, my_day, reminder, requests, talks, tasks, unit

urlpatterns = [
    path("min-dag/", my_day.my_day, name="my_day"),
    path("opgaver/", tasks.tasks, name="tasks"),
    path("opgaver/ny/", tasks.task_new, name="task_new"),
    path("opgaver/<uuid:task_id>/", tasks.task, name="task"),
    path("opgaver/<uuid:task_id>/afslut/", tasks.task_finish, name="task_finish"),
    path("opgaver/<uuid:task_id>/genaabn/", tasks.task_reopen, name="task_reopen"),
    path("opgaver/<uuid:task_id>/samtale/", appointments.appointment, name="appointment"),
    path("opgaver/<uuid:task_id>/afholdt/", appointments.appointment_held, name="appointment_held"),
    path("opgaver/<uuid:task_id>/udeblev/", appointments.appointment_missed, name="appointment_missed"),
    path("opgaver/<uuid:task_id>/afbud/", appointments.appointment_cancelled, name="appointment_cancelled"),
    path("opgaver/<uuid:task_id>/udbytte/", appointments.appointment_judge, name="appointment_judge"),
    path("enheden/", unit.unit_overview, name="unit_overview"),
    path("enheden/forloeb/", unit.unit_courses, name="unit_courses"),
    path("administration/graenser/", limits.limits, name="limits"),
    path("administration/paamindelse/", reminder.reminder_wording, name="reminder"),
    path("enheden/opgaver-over-tiden/", unit.unit_late_tasks, name="unit_late_tasks"),
    path("enheden/samtaler/", talks.talks, name="talks"),
    path("enheden/overdrag/", handover.handover, name="handover"),
    path("enheden/<uuid:worker_id>/", handover.unit_worker, name="unit_worker"),
    path("enheden/frister/", requests.requests, name="requests"),
    path("borgere/<uuid:citizen_id>/anmodning/", requests.request_new, name="request_new"),
    path("anmodninger/<uuid:request_id>/afgoer/", requests.request_end, name="request_end"),
]
