"""The rulebook: one small module a duty, the dated tables, and the policy. `RULEBOOK` is written by hand."""

from __future__ import annotations

from streams.core.rulebook import Rule
from streams.rules import (
    access_record,
    administrative_warrant,
    attorney_or_designee,
    confidential_information,
    conflicting_record,
    copy_of_notification,
    copy_of_request,
    detention,
    exception_evidence,
    feed_silent,
    forward_to_head,
    half_year_report,
    head_review,
    immigration_function,
    interview,
    late_evidence,
    release_communication,
    report_content,
    statement_of_intent,
    training,
    written_reason,
)

RULEBOOK: tuple[Rule, ...] = (
    detention.RULE,
    release_communication.RULE,
    administrative_warrant.RULE,
    interview.RULE,
    immigration_function.RULE,
    forward_to_head.RULE,
    head_review.RULE,
    confidential_information.RULE,
    copy_of_request.RULE,
    statement_of_intent.RULE,
    copy_of_notification.RULE,
    attorney_or_designee.RULE,
    written_reason.RULE,
    access_record.RULE,
    half_year_report.RULE,
    report_content.RULE,
    training.RULE,
    exception_evidence.RULE,
    late_evidence.RULE,
    conflicting_record.RULE,
    feed_silent.RULE,
)
