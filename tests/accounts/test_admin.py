"""People in the admin: superusers only."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

LIST = "admin:accounts_user_changelist"
ADD = "admin:accounts_user_add"


@pytest.fixture
def boss(client):
    user = User.objects.create_superuser("boss", password="lantern-orbit-42")
    client.force_login(user)
    return user


def test_a_superuser_makes_a_person_and_gives_a_role(client, boss):
    form = {
        "username": "李伟",
        "usable_password": "true",
        "password1": "paper-comet-77",
        "password2": "paper-comet-77",
    }
    answer = client.post(reverse(ADD), form)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    li = User.objects.get(username="李伟")
    assert li.check_password("paper-comet-77")
    editors = Group.objects.get(name="editor")
    page = reverse("admin:accounts_user_change", args=[li.pk])
    assert client.get(page).status_code == 200
    answer = client.post(
        page,
        {
            "username": "李伟",
            "display_name": "",
            "bio": "",
            "email": "",
            "is_active": "on",
            "groups": [editors.pk],
        },
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert {role.value for role in User.objects.get(pk=li.pk).roles} == {"editor"}


def test_a_superuser_searches_people(client, boss):
    User.objects.create_user("li", display_name="李伟")
    page = client.get(reverse(LIST), {"q": "李"}).content.decode()
    assert "李伟" in page


def test_the_admin_refuses_a_name_that_differs_in_case_alone(client, boss):
    form = {
        "username": "BOSS",
        "usable_password": "true",
        "password1": "paper-comet-77",
        "password2": "paper-comet-77",
    }
    answer = client.post(reverse(ADD), form)
    assert "This user name is taken." in str(answer.context["adminform"].form.errors)


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_editors_and_moderators_do_not_manage_people(client, role):
    user = User.objects.create_user("li", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    for address in (
        reverse(LIST),
        reverse(ADD),
        reverse("admin:accounts_user_change", args=[user.pk]),
        reverse("admin:auth_user_password_change", args=[user.pk]),
        reverse("admin:accounts_user_delete", args=[user.pk]),
    ):
        assert client.get(address).status_code == 403, address
    assert (
        client.post(reverse("admin:accounts_user_change", args=[user.pk]), {"is_superuser": "on"}).status_code
        == 403
    )
    user.refresh_from_db()
    assert not user.is_superuser


def test_a_reader_marked_as_staff_does_not_enter_the_admin(client):
    client.force_login(User.objects.create_user("li", is_staff=True))
    assert client.get(reverse(LIST)).status_code == 302


def test_roles_are_given_on_the_persons_page_alone():
    assert not admin.site.is_registered(Group)
