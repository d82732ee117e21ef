"""The addresses of the console."""

from django.urls import path

from alerts.console import assets, views

app_name = "console"
urlpatterns = [
    path("", views.firing, name="firing"),
    path("clocks", views.clocks, name="clocks"),
    path("alerts/<str:key>/", views.alert, name="alert"),
    path("rules/", views.rules, name="rules"),
    path("rules/<str:rule>/", views.rule, name="rule"),
    path("static/<str:name>", assets.serve, name="asset"),
]
