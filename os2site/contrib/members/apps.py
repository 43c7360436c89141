"""What the member list contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class MembersConfig(PluginConfig):
    """Plugin configuration of the list of members and users."""

    name = "os2site.contrib.members"
    label = "os2site_members"
    verbose_name = _("Members and users")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "member_index",
            "os2site_members_pages.MemberIndexPage",
            _("Members and users"),
            slug="medlemmer",
        ),
        PageType(
            "member",
            "os2site_members_pages.MemberPage",
            _("Member or user"),
            index="member_index",
        ),
    )
    search_types = "os2site.contrib.members.search.SEARCH_TYPES"
    key_figures = "os2site.contrib.members.services.figures.KEY_FIGURES"
    api_routers = "os2site.contrib.members.api.ROUTERS"
    importers = "os2site.contrib.members.transfer.KINDS"
    sitemaps = "os2site.contrib.members.sitemaps.SITEMAPS"
    personal_data_handlers = "os2site.contrib.members.services.stored_data.HANDLERS"
    demo_content = "os2site.contrib.members.demo.PARTS"

    def ready(self) -> None:
        from os2site.contrib.members.services import access  # noqa: PLC0415 (needs loaded models)

        access.connect()
