"""CAMEO codes have PLOVER types; country codes lead to one country each."""

from __future__ import annotations

import pytest

from aftershock.errors import OntologyError
from aftershock.ontology.actors import load_actors
from aftershock.ontology.codes import SYSTEMS, cameo_actor, country, ucdp_actor
from aftershock.ontology.plover import cameo_codes, from_cameo, is_conflict, plover_types, quad
from aftershock.ontology.tables import read_csv_table
from aftershock.record.event import PLOVER_TYPES


def test_every_cameo_code_maps_to_a_plover_type_and_one_of_its_modes() -> None:
    assert len(cameo_codes()) >= 310
    for row in cameo_codes().values():
        assert row.event_type in PLOVER_TYPES
        assert row.mode == "" or row.mode in plover_types()[row.event_type].modes
        assert -10 <= row.goldstein <= 10
        assert row.fit in {"exact", "close", "residual"}


def test_the_sign_of_goldstein_agrees_with_the_quad_class_but_for_speech() -> None:
    for row in cameo_codes().values():
        if not row.code.startswith(("01", "02")):
            assert (row.goldstein < 0) == (row.quad > 2), row


def test_quads_split_the_types_into_cooperation_and_conflict() -> None:
    assert [quad(event_type) for event_type in PLOVER_TYPES] == [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4]
    assert is_conflict("ASSAULT")
    assert not is_conflict("AID")
    with pytest.raises(OntologyError, match="not a PLOVER type: 'OTHER'"):
        quad("OTHER")


@pytest.mark.parametrize(
    ("code", "event_type", "mode", "goldstein"),
    [
        ("057", "AGREE", "", 8.0),
        ("042", "CONSULT", "visit", 1.9),
        ("0874", "RETREAT", "withdraw", 10.0),
        ("1011", "REQUEST", "assist", -5.0),
        ("163", "SANCTION", "", -8.0),
        ("1662", "SANCTION", "expel", -7.0),
        ("186", "ASSAULT", "targeted", -10.0),
        ("1952", "ASSAULT", "drone", -10.0),
        ("1419", "PROTEST", "demo", -6.5),
    ],
)
def test_a_leaf_has_type_mode_and_goldstein(code: str, event_type: str, mode: str, goldstein: float) -> None:
    row = from_cameo(code)
    assert (row.event_type, row.mode, row.goldstein) == (event_type, mode, goldstein)


@pytest.mark.parametrize("code", ["43", "21", "", "x", "99", "4", "---", "13y"])
def test_what_is_no_cameo_code_is_refused(code: str) -> None:
    with pytest.raises(OntologyError, match="not a CAMEO code"):
        from_cameo(code)


@pytest.mark.parametrize(
    ("code", "system", "iso3"),
    [
        ("IZ", "fips", "IRQ"),
        ("RS", "fips", "RUS"),
        ("GZ", "fips", "PSE"),
        ("GM", "fips", "DEU"),
        ("645", "cow", "IRQ"),
        ("678", "gw", "YEM"),
        ("679", "cow", "YEM"),
        ("260", "gw", "DEU"),
        ("002", "gw", "USA"),
        ("ROM", "cameo", "ROU"),
        ("gb", "iso2", "GBR"),
        ("Türkiye", "name", "TUR"),
        ("Ivory Coast", "name", "CIV"),
        ("ZZ", "iso2", None),
    ],
)
def test_a_code_leads_to_its_country(code: str, system: str, iso3: str | None) -> None:
    assert country(code, system) == iso3  # type: ignore[arg-type]  # the parametrised systems are checked below
    assert system in SYSTEMS


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(OntologyError, match="not a code system"):
        country("IQ", "fifa")  # type: ignore[arg-type]  # what a user may pass


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("IRQ", ("IRQ", "", "")),
        ("IRQGOV", ("IRQ", "GOV", "")),
        ("IGOUNO", ("", "IGO", "UN")),
        ("PSEREBHAM", ("PSE", "REB", "PSE-HAM")),
        ("NATMIL", ("", "MIL", "NATO")),
        ("", ("", "", "")),
        ("XYZ", ("", "", "")),
    ],
)
def test_a_composite_actor_code_is_taken_apart(code: str, expected: tuple[str, str, str]) -> None:
    assert cameo_actor(code) == expected


def test_every_mapped_group_and_ucdp_name_is_an_actor() -> None:
    actors = load_actors()
    for name, columns in (("cameo_groups.csv", ("code", "actor")), ("ucdp_names.csv", ("name", "actor"))):
        for row in read_csv_table(name, columns):
            assert actors.get(row["actor"]) is not None, row.where


def test_governments_as_ucdp_writes_them_are_countries() -> None:
    assert ucdp_actor("Government of Myanmar (Burma)") == "MMR"
    assert ucdp_actor("Government of Iraq") == "IRQ"
    assert ucdp_actor("IS") == "IS"
    assert ucdp_actor("Government of Atlantis") is None
    assert ucdp_actor("Nobody") is None
