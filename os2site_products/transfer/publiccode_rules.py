"""What the publiccode.yml standard allows in the keys that we take.

Keys that we have no place for are left alone, and so are those about persons
(``maintenance.contacts``, ``legal.mainCopyrightOwner``): they are never read.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import URLValidator
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from os2site.transfer.contract import CONTROL_CHARACTERS
from os2site_products.enums import MaintenanceType, SoftwareType
from os2site_products.models.software import is_language
from os2site_products.services.publiccode import LONG_DESCRIPTION_MAX, SHORT_DESCRIPTION_MAX


def _no_control_characters(value: str) -> str:
    if CONTROL_CHARACTERS.search(value):
        raise PydanticCustomError("control_character", "control characters")
    return value


def _web_address(value: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except DjangoValidationError as error:
        raise PydanticCustomError("web_address", "not a web address") from error
    return value


def _language(value: str) -> str:
    if not is_language(value):
        raise PydanticCustomError("language", "not a language")
    return value


def _several(value: Any) -> Any:
    """A list, also where the standard allows one value in place of a list."""
    return [value] if isinstance(value, str) else value


#: Follows the bounds of a text, which pydantic reports as such only on a plain ``str``.
_CLEAN = AfterValidator(_no_control_characters)
Address = Annotated[str, Field(max_length=200), _CLEAN, AfterValidator(_web_address)]
Language = Annotated[str, Field(max_length=35), AfterValidator(_language)]
Line = Annotated[str, Field(min_length=1, max_length=300), _CLEAN]


class Section(BaseModel):
    """An object of the file; what is not named here is ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, alias_generator=to_camel)


class Description(Section):
    """The texts of one language."""

    short_description: Annotated[str, Field(max_length=SHORT_DESCRIPTION_MAX), _CLEAN] | None = None
    long_description: Annotated[str, Field(max_length=LONG_DESCRIPTION_MAX), _CLEAN] | None = None
    documentation: Address | None = None
    features: list[Line] | None = Field(None, max_length=100)


class IntendedAudience(Section):
    """Whom it is made for."""

    scope: list[Line] | None = Field(None, max_length=100)


class Legal(Section):
    """The licence."""

    license: Annotated[str, Field(max_length=60), _CLEAN] | None = None


class Maintenance(Section):
    """How it is maintained; by which persons is not read."""

    type: MaintenanceType | None = None


class Localisation(Section):
    """Languages of its interface."""

    localisation_ready: bool | None = None
    available_languages: list[Language] | None = Field(None, max_length=100)


class PubliccodeFile(Section):
    """The keys of a file that have a place on a product."""

    publiccode_yml_version: str = Field(pattern=r"^0(\.\d{1,2}){0,2}$")
    name: Annotated[str, Field(min_length=1, max_length=255), _CLEAN]
    url: Address | None = None
    landing_url: Address | None = Field(None, alias="landingURL")
    platforms: Annotated[list[Line] | None, BeforeValidator(_several)] = Field(None, max_length=20)
    categories: list[Line] | None = Field(None, max_length=100)
    used_by: list[Annotated[str, Field(min_length=1, max_length=100), _CLEAN]] | None = Field(
        None, max_length=1000
    )
    development_status: Literal["concept", "development", "beta", "stable", "obsolete"] | None = (
        None
    )
    software_type: SoftwareType | None = None
    intended_audience: IntendedAudience | None = None
    description: dict[Language, Description] | None = None
    legal: Legal | None = None
    maintenance: Maintenance | None = None
    localisation: Localisation | None = None
