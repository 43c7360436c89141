"""The demo site's front page in two languages, its pages, menu and settings."""

from os2site.contrib.content.demo.english_terms import EnglishTerms
from os2site.contrib.content.demo.frame import Frame
from os2site.contrib.content.demo.front import FrontPage
from os2site.transfer.demo import DemoFiles

PARTS = (
    DemoFiles(10, (("pages", "pages.json"), ("organisation", "organisation.json"))),
    EnglishTerms(),
    FrontPage(),
    Frame(),
)
