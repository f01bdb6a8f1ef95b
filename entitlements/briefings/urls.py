"""The pages of briefings: the portal's, then the desk's."""

from django.urls import path

from entitlements.briefings.views import (
    desk,
    desk_recordings,
    desk_requests,
    desk_sessions,
    desk_videos,
    feeds,
    library,
    questions,
    requests,
    sessions,
)

app_name = "briefings"

urlpatterns = [
    path("briefings/", library.library, name="library"),
    path("briefings/<int:number>/", library.recording, name="recording"),
    path("briefings/<int:number>/video/", library.video, name="video"),
    path("briefings/<int:number>/slides/", library.slides, name="slides"),
    path("briefings/<int:number>/captions/<slug:language>/", library.captions, name="captions"),
    path("briefings/<int:number>/position/", library.position, name="position"),
    path("briefings/sessions/", sessions.index, name="sessions"),
    path("briefings/sessions/<int:number>/", sessions.session, name="session"),
    path("briefings/sessions/<int:number>/sign-up/", sessions.sign_up, name="sign_up"),
    path("briefings/sessions/<int:number>/seats/", sessions.change_seats, name="seats"),
    path("briefings/sessions/<int:number>/withdraw/", sessions.withdraw, name="withdraw"),
    path("briefings/sessions/<int:number>/join/", sessions.join, name="join"),
    path("briefings/sessions/<int:number>/calendar/", feeds.of_session, name="session_calendar"),
    path("briefings/sessions/<int:number>/questions/", questions.questions, name="questions"),
    path("briefings/questions/<int:number>/vote/", questions.vote, name="vote"),
    path("briefings/requests/", requests.index, name="requests"),
    path("briefings/requests/new/", requests.ask, name="ask"),
    path("briefings/requests/<int:number>/", requests.request_page, name="request"),
    path("briefings/requests/<int:number>/join/", requests.join, name="join_request"),
    path("briefings/requests/<int:number>/leave/", requests.leave, name="leave_request"),
    path("briefings/calendar/", feeds.feed_page, name="calendar"),
    path("briefings/calendar/revoke/", feeds.revoke, name="revoke_calendar"),
    path("briefings/calendar/feed.ics", feeds.feed, name="feed"),
    path("desk/briefings/", desk.index, name="desk"),
    path("desk/briefings/recordings/new/", desk_recordings.new, name="new_recording"),
    path("desk/briefings/recordings/<int:number>/", desk_recordings.edit, name="edit_recording"),
    path("desk/briefings/recordings/<int:number>/uploads/", desk_videos.begin, name="begin_video"),
    path("desk/briefings/recordings/<int:number>/uploads/<uuid:key>/", desk_videos.piece, name="video_piece"),
    path(
        "desk/briefings/recordings/<int:number>/uploads/<uuid:key>/finish/",
        desk_videos.finish,
        name="finish_video",
    ),
    path("desk/briefings/recordings/<int:number>/<slug:step>/", desk_recordings.step, name="recording_step"),
    path("desk/briefings/sessions/new/", desk_sessions.new, name="new_session"),
    path("desk/briefings/sessions/<int:number>/", desk_sessions.session, name="desk_session"),
    path("desk/briefings/sessions/<int:number>/questions/", desk_sessions.questions, name="desk_questions"),
    path("desk/briefings/sessions/<int:number>/<slug:step>/", desk_sessions.step, name="session_step"),
    path("desk/briefings/questions/<int:number>/answer/", desk_sessions.answer, name="answer_question"),
    path("desk/briefings/requests/<int:number>/", desk_requests.request_page, name="desk_request"),
    path("desk/briefings/requests/<int:number>/<slug:step>/", desk_requests.step, name="request_step"),
]
