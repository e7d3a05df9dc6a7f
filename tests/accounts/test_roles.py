"""Roles by group."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError

from accounts.models import User
from policy import Role

pytestmark = pytest.mark.django_db


def person(name="li", *roles, **fields):
    user = User.objects.create_user(name, **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.get(pk=user.pk)


def test_the_groups_of_the_roles_exist_from_the_first_migration_on():
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}


def test_a_reader_has_no_roles():
    assert person().roles == frozenset()


def test_groups_give_roles():
    assert person("li", "editor").roles == {Role.EDITOR}
    assert person("wang", "editor", "moderator").roles == {Role.EDITOR, Role.MODERATOR}


def test_a_group_that_is_no_role_gives_none():
    Group.objects.create(name="choir")
    assert person("li", "choir").roles == frozenset()


def test_a_superuser_has_all_roles():
    assert person(is_superuser=True).roles == frozenset(Role)


def test_an_inactive_person_has_none():
    assert person("li", "editor", is_superuser=True, is_active=False).roles == frozenset()


def test_roles_cost_one_query_once(django_assert_num_queries):
    user = person("li", "editor")
    with django_assert_num_queries(1):
        assert user.roles
        assert user.roles


def test_the_name_shown_falls_back_to_the_user_name():
    assert person("li").shown_name == "li"
    assert str(person("wang", display_name="王小姐")) == "王小姐"


def test_two_user_names_never_differ_in_case_alone():
    person("Li")
    with pytest.raises(IntegrityError):
        person("li")
