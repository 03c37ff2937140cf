"""Bring the message catalogues up to date: `python service/generators/message_catalogue.py`.

Collects every text marked with `_("…")` or `for_supplier("…")` in the package, and the titles of
rules; keeps the translations that still belong to one, adds the new texts untranslated, drops the
others. A language of suppliers alone holds what is marked for them. Nothing of the machine gets
into the file.
"""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent / "rescind"
LOCALES = PACKAGE / "messages" / "locales"
SUPPLIERS_READ = {"for_supplier": None}
MARKS: Mapping[str, Mapping[str, Any]] = {
    "es": {"_": None, "rule": (2,), **SUPPLIERS_READ},
    "zh": SUPPLIERS_READ,
}
"""By which calls the texts of a language are marked; a rule's title is its second argument."""


def marked_texts(locale: str) -> list[str]:
    """Collect the texts of the package that a language has to hold, sorted."""
    found = extract_from_dir(PACKAGE, keywords=MARKS[locale], method_map=[("**.py", "python")])
    return sorted({text for _, _, text, _, _ in found if isinstance(text, str)})


def translated(path: Path, locale: str) -> dict[str, str]:
    """Read the translations that are there."""
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return {str(m.id): str(m.string or "") for m in read_po(stream, locale=locale) if m.id}


def catalogue(locale: str) -> bytes:
    """Write the catalogue of a locale as it should be."""
    known = translated(LOCALES / f"{locale}.po", locale)
    fresh = Catalog(locale=locale)
    for text in marked_texts(locale):
        fresh.add(text, known.get(text, ""))
    written = BytesIO()
    write_po(written, fresh, width=0, omit_header=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return header.encode() + written.getvalue()


def main() -> None:
    """Rewrite every catalogue and say what is left to translate."""
    for path in (LOCALES / f"{locale}.po" for locale in MARKS):
        path.write_bytes(catalogue(path.stem))
        missing = [text for text, said in translated(path, path.stem).items() if not said]
        sys.stdout.write(f"{path.name}: {len(missing)} texts without a translation\n")
        sys.stdout.writelines(f"  {text}\n" for text in missing)


if __name__ == "__main__":
    main()
