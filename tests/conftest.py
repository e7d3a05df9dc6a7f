"""What many tests need: the seed documents, a browser, a page that fails loudly."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kvisa_site.testing import chromium

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
SAMPLES = ROOT / "samples"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# How long one example takes depends on what else the machine does; what must be quick is measured in benchmarks/.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture
def seeds() -> Path:
    """The folder of the five real documents, which are not part of the repository."""
    if not SEEDS.is_dir():
        pytest.skip("the seed documents are not here: put them into ../shared/seeds to run this test")
    return SEEDS


@pytest.fixture
def samples() -> Path:
    """The folder of the documents that the project ships."""
    return SAMPLES


@pytest.fixture(autouse=True)
def _forget_rate_limits(request: pytest.FixtureRequest) -> None:
    """Sign-in attempts of one test must not slow the next."""
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        cache.clear()


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One real Chromium for all journeys."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING)
    # Playwright's loop makes Django think that the test is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What browsers complain of; a test that expects a complaint clears the list."""
    return []


@pytest.fixture
def open_context(
    chromium_browser: Browser, live_server: object, complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Make browser contexts on the live site; console errors, page errors and failed requests fail the test."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = chromium_browser.new_context(base_url=str(live_server), locale="en-GB", **options)
        context.set_default_timeout(10_000)
        context.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on(
            "response",
            lambda answer: (
                complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
            ),
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page on the live site."""
    return open_context(viewport={"width": 1280, "height": 900}).new_page()
