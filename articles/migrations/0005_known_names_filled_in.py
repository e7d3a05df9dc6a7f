from django.db import migrations

from articles.naming import base_name, source_key


def fill_in(apps, schema_editor):
    """Give articles imported before the keys by which later imports recognise them."""
    articles = apps.get_model("articles", "Article").objects
    for article in articles.only("pk", "file_name", "source").iterator(chunk_size=500):
        articles.filter(pk=article.pk).update(
            base_name=base_name(article.file_name), source_key=source_key(article.source)
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_addresses_and_matching")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
