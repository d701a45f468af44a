"""The report: whole, self-contained, safe against what its sources say, and never without a next step."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from aftershock.record.manifest import EvidenceRow
from aftershock.record.ripple import Tie
from aftershock.showing import report
from showing import invented

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "</style><b>",
    "\u202eevil\u202c",
)


def rendered(folder: Path, records: tuple[object, ...] | None = None) -> str:
    with invented.store(folder, records) as store:
        return report.render(store, invented.plan(), rows=invented.rows(), actors=invented.ACTORS)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return rendered(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def page(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def test_the_same_store_gives_the_same_bytes(text: str, tmp_path: Path) -> None:
    assert rendered(tmp_path) == text


def test_every_link_inside_the_page_leads_somewhere_and_every_id_stands_once(page: html.HtmlElement) -> None:
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [href for href in page.xpath("//a/@href") if href.startswith("#") and href[1:] not in ids] == []


def test_nothing_is_asked_of_any_network(page: html.HtmlElement) -> None:
    assert page.xpath("//script/@src | //img/@src | //iframe | //object | //embed | //form[@action]") == []
    assert page.xpath("//link/@href") == ["data:,"]
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")


def test_the_policy_names_the_digest_of_the_one_script_and_the_one_style(page: html.HtmlElement, text: str) -> None:
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        (body,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_no_attribute_carries_style_or_code(page: html.HtmlElement) -> None:
    assert page.xpath("//@style") == []
    assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_words_of_sources_are_shown_and_never_run(attack: str, tmp_path: Path) -> None:
    page = html.document_fromstring(rendered(tmp_path, invented.hostile(attack)))
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//style")) == 1
    assert page.xpath("//img") == []
    assert [name for element in page.iter() for name in element.attrib if name.startswith("on")] == []
    assert [href for href in page.xpath("//@href") if not href.startswith(("#", "http", "data:,"))] == []
    shown = attack.replace("\u202e", "\ufffd").replace("\u202c", "\ufffd")
    assert shown in page.xpath("string(//*[@id='reader'])")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//x", "http://user@host/", "https://", " ftp://x", "http://[bad"],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert report.safe_url(url) == ""


def test_links_out_of_the_page_tell_the_other_side_nothing(page: html.HtmlElement) -> None:
    out = page.xpath("//a[starts-with(@href, 'http')]")
    assert out
    assert {link.get("rel") for link in out} == {"noreferrer nofollow"}


def test_every_system_has_its_claims_measures_and_verdicts_or_says_why_not(page: html.HtmlElement) -> None:
    for system in invented.plan().systems:
        (chapter,) = page.xpath(f"//*[@id='sys-{system.id}']")
        assert system.title in chapter.text_content()
        items = chapter.xpath(".//article")
        assert items or "No hypothesis is declared" in chapter.text_content()
        for item in items:
            assert [term.text for term in item.xpath(".//dt")] == ["Claim", "Measure", "Verdict"]
            assert all(cell.text_content().strip() for cell in item.xpath(".//dd"))


def test_the_sections_stand_in_the_order_of_the_design(page: html.HtmlElement) -> None:
    assert page.xpath("//main/section/@id") == [
        "judgements", "ripples", "panels", "network", "timeline", "claims", "next", "disagreements", "reader", "data",
        "refusals", "method",
    ]  # fmt: skip


def test_every_judgement_bears_a_chip(page: html.HtmlElement) -> None:
    items = page.xpath("//ol[@class='judgements']/li")
    assert len(items) == 3
    assert all(item.xpath(".//*[contains(@class, 'chip')]") for item in items)


def test_evidence_that_nobody_bears_is_named_and_counted(page: html.HtmlElement) -> None:
    assert "nowhere-1" in page.xpath("string(//*[@id='data'])")
    assert "1 evidence id" in page.xpath("string(//header[@class='masthead'])")


def test_every_cited_row_stands_with_its_file_and_line(page: html.HtmlElement) -> None:
    assert "export.zip:77" in page.xpath("string(//*[@id='d-gdelt-77'])")
    assert "chronology.csv:44" in page.xpath("string(//*[@id='d-E042'])")


def test_too_few_settled_questions_are_not_ranked(page: html.HtmlElement) -> None:
    assert "Too few to rank (n = 1)" in page.xpath("string(//table[@class='scores'])")


def test_source_texts_stand_character_for_character(page: html.HtmlElement) -> None:
    shown = [element.text_content() for element in page.xpath("//div[@class='text']")]
    assert shown == [document.text for document in invented.documents()]


def test_an_empty_study_still_says_what_to_do_next(tmp_path: Path) -> None:
    page = html.document_fromstring(rendered(tmp_path, ()))
    for section in ("judgements", "ripples", "panels", "network", "timeline", "claims", "next", "reader"):
        (found,) = page.xpath(f"//*[@id='{section}']")
        assert found.xpath(".//p[@class='empty']"), section
    assert "aftershock trace STUDY" in page.text_content()
    assert "aftershock load FILE" in page.text_content()


@pytest.mark.parametrize("kind", sorted({type(record).__name__ for record in invented.records()}))
def test_a_store_that_lacks_one_kind_of_record_still_renders(kind: str, tmp_path: Path) -> None:
    records = tuple(record for record in invented.records() if type(record).__name__ != kind)
    page = html.document_fromstring(rendered(tmp_path, records))
    ids = set(page.xpath("//@id"))
    assert [href for href in page.xpath("//a/@href") if href.startswith("#") and href[1:] not in ids] == []


def test_the_report_of_two_documents_stays_small(text: str) -> None:
    assert len(text.encode()) < 3_000_000


def test_a_thousand_cited_rows_stand_in_full_and_the_rest_by_id_file_and_line(tmp_path: Path) -> None:
    ids = tuple(f"bulk-{n}" for n in range(1200))
    records = tuple(replace(one, rows=ids) if isinstance(one, Tie) else one for one in invented.records())

    class Bulk(invented.FakeRows):
        def rows_by_id(self, ids: Sequence[str]) -> tuple[EvidenceRow, ...]:
            (row,) = super().rows_by_id(["gdelt-77"])
            return tuple(replace(row, id=one, line=place) for place, one in enumerate(ids))

    with invented.store(tmp_path, records) as store:
        text = report.render(store, invented.plan(), rows=Bulk(invented.events()), actors=invented.ACTORS)
    page = html.document_fromstring(text)
    assert {f"d-{identity}" for identity in ids} <= set(page.xpath("//@id"))
    assert "export.zip:" in page.xpath("string(//*[@id='d-bulk-999'])")
    assert len(text) < 3_000_000
