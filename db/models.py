"""The tables of the schema as peewee models, used to build queries.

The models are not bound to a database: several workspace files can be open at once, so every query names the
database that runs it (see `Store.run`). The schema itself is made by the migrations only.
"""

from peewee import BooleanField, CompositeKey, FloatField, IntegerField, Model, TextField


class Setting(Model):
    """A fact about the workspace file itself that no undo touches: organisation id, edition, index signature."""

    key = TextField(primary_key=True)
    value = TextField()


class Person(Model):
    """Somebody who has worked in this file, chosen at start; no account."""

    name = TextField(primary_key=True)
    post = TextField()
    last_seen = TextField()


class Operation(Model):
    """One act of a person; every change of content belongs to exactly one."""

    number = IntegerField(primary_key=True)
    id = TextField()
    at = TextField()
    person = TextField(null=True)
    device = TextField(null=True)
    kind = TextField()
    label = TextField()
    undoes = TextField(null=True)


class Revision(Model):
    """One version of one subject; its id is the SHA-256 of content and parents."""

    id = TextField(primary_key=True)
    subject_kind = TextField()
    subject_id = TextField()
    parent1 = TextField(null=True)
    parent2 = TextField(null=True)
    ancestors = TextField(null=True)
    content = TextField()
    redaction = TextField(null=True)
    operation = IntegerField()


class Change(Model):
    """What an operation did to the head of a subject: revision before and after."""

    operation = IntegerField()
    subject_kind = TextField()
    subject_id = TextField()
    before = TextField(null=True)
    after = TextField()

    class Meta:
        primary_key = CompositeKey("operation", "subject_kind", "subject_id")


class Release(Model):
    """A revision that left the house with an operation, and on what medium (paper, web, package)."""

    operation = IntegerField()
    medium = TextField()
    subject_kind = TextField()
    subject_id = TextField()
    revision = TextField()

    class Meta:
        primary_key = CompositeKey("operation", "medium", "subject_kind", "subject_id")


class Entry(Model):
    """The current revision of every entry, with the columns that lists are filtered and sorted by.

    `verdict` is how its reviewer judged it as it stands: accepted, returned, or null. `blocks` and `warns` count the
    findings in it as it stands, as its sender or we (`checked_by`: sender, us) found them; null: nobody has looked.
    """

    number = IntegerField(primary_key=True)
    id = TextField()
    organisation = TextField()
    checklist = TextField()
    edition = TextField()
    field = TextField(null=True)
    item = TextField(null=True)
    position = IntegerField()
    state = TextField()
    not_applicable = TextField(null=True)
    evidence = TextField(null=True)
    confirmed = BooleanField()
    removed = BooleanField()
    content = TextField()
    revision = TextField()
    verdict = TextField(null=True)
    blocks = IntegerField(null=True)
    warns = IntegerField(null=True)
    checked_by = TextField(null=True)


class Tally(Model):
    """How many live entries of each kind a unit has in a field; see `TallyRow` for what is counted.

    `field` is empty for checklists without fields.
    """

    edition = TextField()
    organisation = TextField()
    checklist = TextField()
    field = TextField()
    entries = IntegerField()
    items = IntegerField()
    declined = IntegerField()
    ready = IntegerField()
    unconfirmed = IntegerField()
    accepted = IntegerField()
    returned = IntegerField()
    unchecked = IntegerField()
    blocked = IntegerField()
    warned = IntegerField()

    class Meta:
        primary_key = CompositeKey("edition", "organisation", "checklist", "field")


class Verdict(Model):
    """What a reviewing unit says of one revision of an entry, by entry; the whole of it is a record of this kind.

    `verdict` is null where there is a comment alone.
    """

    id = TextField(primary_key=True)
    entry = TextField()
    revision = TextField()
    organisation = TextField()
    reviewer = TextField()
    edition = TextField()
    verdict = TextField(null=True)
    at = TextField()
    removed = BooleanField()


class Record(Model):
    """The current revision of every other subject: organisations, devices, notices, boards, settings."""

    kind = TextField()
    id = TextField()
    content = TextField()
    revision = TextField()

    class Meta:
        primary_key = CompositeKey("kind", "id")


class Draft(Model):
    """An element that is being typed and has no revision yet.

    `number` is the order of typing, `after` the last operation before it. `taken_back`: the last operation before it
    was taken back, null while it stands.
    """

    number = IntegerField(primary_key=True)
    subject_kind = TextField()
    subject_id = TextField()
    element = TextField()
    value = TextField()
    person = TextField(null=True)
    at = TextField()
    after = IntegerField()
    taken_back = IntegerField(null=True)


class ProposalBatch(Model):
    """Where a set of proposals came from."""

    number = IntegerField(primary_key=True)
    id = TextField()
    source = TextField()
    label = TextField()
    organisation = TextField()
    source_hash = TextField(null=True)
    operation = IntegerField(null=True)

    class Meta:
        table_name = "proposal_batch"


class Proposal(Model):
    """A change of one subject that came from elsewhere and what was decided about it."""

    number = IntegerField(primary_key=True)
    id = TextField()
    batch = IntegerField()
    subject_kind = TextField()
    subject_id = TextField()
    organisation = TextField()
    title = TextField()
    change = TextField()
    matched = TextField()
    likeness = FloatField()
    standing = TextField()
    side = TextField(null=True)
    body = TextField()
    decided = IntegerField(null=True)


class Package(Model):
    """A package that was written or taken in: kind, round, hashes, how far it got."""

    number = IntegerField(primary_key=True)
    direction = TextField()
    kind = TextField()
    organisation = TextField()
    recipient = TextField(null=True)
    edition = TextField()
    round = IntegerField()
    hash = TextField()
    parent_hash = TextField(null=True)
    content_hash = TextField()
    standing = TextField()
    summary = TextField()
    operation = IntegerField(null=True)


class SearchDocument(Model):
    """What the contentless index knows of a subject; `words` is kept so that it can be taken out again."""

    number = IntegerField(primary_key=True)
    kind = TextField()
    subject_id = TextField()
    organisation = TextField(null=True)
    field = TextField(null=True)
    item = TextField(null=True)
    title = TextField()
    words = TextField()

    class Meta:
        table_name = "search_document"


ALL = (
    Setting,
    Person,
    Operation,
    Revision,
    Change,
    Release,
    Entry,
    Tally,
    Verdict,
    Record,
    Draft,
    ProposalBatch,
    Proposal,
    Package,
    SearchDocument,
)
