"""Addresses of the search; they exist in each language."""

from django.urls import path

from os2site.search import views

urlpatterns = [
    path("soeg/", views.search_page, name="os2site_search"),
    path("soeg/feed/", views.search_feed, name="os2site_search_feed"),
    path("soeg/klik/", views.click, name="os2site_search_click"),
    path("soeg/forslag/", views.suggestions, name="os2site_suggest"),
]
