"""What a mention's date phrase was read as in its text.

Mentions accepted from an article before are left as they are: where the reading in the text was
another than that of the phrase alone, it stays stored as an inferred date with the rule's sentence
as its reason, for an editor may have meant just that since.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0006_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalmention',
            name='in_context',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='mention',
            name='in_context',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
    ]
