"""What programs can do here: the description for programs, and the same as a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kvisa_site.openapi import describe


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    answer = JsonResponse(describe(request.build_absolute_uri("/")), json_dumps_params={"indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The description for people."""
    found = describe(request.build_absolute_uri("/"))
    operations = [
        (method.upper(), path, operation)
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api.html", {"operations": operations, "schemas": found["components"]["schemas"]})
