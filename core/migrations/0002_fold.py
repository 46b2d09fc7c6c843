"""The function by which names are searched: without case and accents, the same on every server.

The map is built here, not typed: PostgreSQL's own `lower` knows only ASCII in a C locale.
"""

import unicodedata

from django.db import migrations

RANGES = (
    range(0xC0, 0x250),
    range(0x391, 0x3AA),
    range(0x3B1, 0x3CF),
    range(0x400, 0x460),
    range(0x1E00, 0x1F00),
)
NOT_DECOMPOSED = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ħ": "h", "ŧ": "t"}


def plain(letter):
    """The lower-case letter without its accent."""
    small = letter.lower()[0]
    return NOT_DECOMPOSED.get(small) or unicodedata.normalize("NFKD", small)[0]


def letter_map():
    """The letters to be replaced and what replaces them, as two strings of one length."""
    letters = [chr(code) for span in RANGES for code in span]
    pairs = [(letter, plain(letter)) for letter in letters if letter.isalpha()]
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    return "".join(a for a, _ in changed), "".join(b for _, b in changed)


def forwards(apps, schema_editor):
    source, target = letter_map()
    schema_editor.execute(
        "CREATE OR REPLACE FUNCTION core_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE "
        f"AS $$ SELECT translate(lower($1), '{source}', '{target}') $$"
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunPython(
            forwards, lambda apps, editor: editor.execute("DROP FUNCTION core_fold(text)")
        ),
    ]
