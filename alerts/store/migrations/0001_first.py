"""The first tables: alerts, their revisions, and tokens."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agency", models.CharField(max_length=16)),
                ("label", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Alert",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("fingerprint", models.TextField()),
                ("rule", models.CharField(max_length=64)),
                ("matter", models.CharField(max_length=200)),
                ("status", models.CharField(max_length=16)),
                ("severity", models.CharField(max_length=16)),
                ("state", models.CharField(max_length=16)),
                ("agency", models.CharField(max_length=16)),
                ("summary", models.TextField()),
                ("occurred_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("raised_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField()),
                ("body", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "-occurred_at", "digest"], name="alert_newest_harm"),
                    models.Index(fields=["state", "due_at", "digest"], name="alert_next_due"),
                    models.Index(fields=["state", "severity", "agency"], name="alert_counts"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("changed_at", models.DateTimeField()),
                ("body", models.TextField()),
                (
                    "alert",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="store.alert",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("alert", "revision"), name="one_row_a_revision")],
            },
        ),
    )
