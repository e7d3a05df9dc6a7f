"""One's own tokens: make, see, revoke."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import TokenForm
from accounts.models import Token
from accounts.tokens import make_token, revoke_token


@never_cache
@login_required
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """GET: the list and a form; POST: a new token, shown on this page and never again."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_token(actor=request.user, **form.cleaned_data)
            form = TokenForm()
        except ValidationError as error:
            form.add_error(None, error)
    own = Token.objects.filter(user=request.user.pk)
    context = {"form": form, "secret": secret, "tokens": own}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token."""
    if not revoke_token(actor=request.user, pk=pk):
        raise Http404
    messages.success(request, _("The token is revoked."))
    return redirect("tokens")
