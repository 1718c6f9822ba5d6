from django.db import migrations
from django.utils.text import slugify


def take_all_in(apps, schema_editor):
    """The story that was the only one is the main one, with all events and a slug from its title.

    Its key was set by hand, so that PostgreSQL's sequence has to be told where to go on.
    """
    connection = schema_editor.connection
    stories = apps.get_model('timeline', 'Story').objects.using(connection.alias)
    for story in stories.all():
        story.slug = slugify(story.title)[:80] or 'story'
        if story.slug == 'not-stated':
            story.slug = 'story'
        story.main = True
        story.save(update_fields=['slug', 'main'])
        schema_editor.execute(
            'INSERT INTO timeline_story_events (story_id, event_id) '
            f'SELECT {int(story.pk)}, id FROM timeline_event'
        )
    if connection.vendor == 'postgresql':
        schema_editor.execute(
            "SELECT setval(pg_get_serial_sequence('timeline_story', 'id'), "
            '(SELECT COALESCE(max(id), 0) + 1 FROM timeline_story), false)'
        )


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0010_stories_and_states'),
    ]

    operations = [
        migrations.RunPython(take_all_in, migrations.RunPython.noop),
    ]
