"""What waits on *Min dag*, by hand: every kind that is registered, in one statement. In the benchmark's world nothing
does, which costs what it costs on most mornings."""

_MINE = """EXISTS (SELECT FROM cases_assignment a WHERE a.case_id = {case} AND a.user_id = %(user)s
    AND a.kind IN {kinds} AND a.from_on <= %(today)s AND (a.to_on IS NULL OR a.to_on > %(today)s))"""
_CARRIED = _MINE.format(case="p.case_id", kinds="('contact_person', 'other', 'cover')")
_RESPONSIBLE = _MINE.format(case="n.case_id", kinds="('contact_person', 'cover')")
_PERSON = """EXISTS (SELECT FROM cases_assignment a JOIN cases_case c ON c.id = a.case_id
    WHERE c.citizen_id = h.citizen_id AND a.user_id = %(user)s AND a.kind = 'contact_person'
    AND a.from_on <= %(today)s AND (a.to_on IS NULL OR a.to_on > %(today)s))"""
_NEWEST = """NOT EXISTS (SELECT FROM outreach_onwardplan l WHERE l.case_id = p.case_id AND l.number > p.number)
    AND EXISTS (SELECT FROM cases_caseperiod o WHERE o.case_id = p.case_id AND o.closed_at IS NULL)"""
_GOES = "EXISTS (SELECT FROM outreach_visitworker w WHERE w.visit_id = v.id AND w.user_id = %(user)s)"
_WHERE = """(SELECT coalesce(r.name, l.name) FROM outreach_visit x LEFT JOIN outreach_route r ON r.id = x.route_id
    LEFT JOIN directory_place l ON l.id = x.place_id WHERE x.id = v.id)"""
_CREW = """(SELECT string_agg(u.name, ', ') FROM outreach_visitworker w JOIN accounts_user u ON u.id = w.user_id
    WHERE w.visit_id = v.id)"""
_OURS = "organisation_id = %(organisation)s AND unit_id = %(unit)s"

WAITS = f"""
SELECT 'place_review', id, next_review_on AS day, NULL::time AS clock, name AS title, area AS more,
    NULL::uuid AS citizen FROM directory_place
WHERE {_OURS} AND closed_on IS NULL AND next_review_on <= %(today)s AND reviewer_id = %(user)s
UNION ALL SELECT 'agreement_review', g.id, g.review_on, NULL, g.title, NULL, NULL FROM directory_agreement g
WHERE g.{_OURS} AND (g.ended_on IS NULL OR g.ended_on > %(today)s) AND g.review_on <= %(today)s
  AND g.responsible_id = %(user)s AND EXISTS (SELECT FROM directory_agreementparty y
    JOIN directory_partner r ON r.id = y.partner_id WHERE y.agreement_id = g.id AND r.closed_on IS NULL)
UNION ALL SELECT 'partner_message', m.id, m.due_on, NULL, r.name, left(m.message, 300), NULL
FROM directory_partnermessage m JOIN directory_partner r ON r.id = m.partner_id
WHERE m.organisation_id = %(organisation)s AND r.unit_id = %(unit)s AND m.done_on IS NULL AND r.closed_on IS NULL
  AND m.due_on <= %(today)s AND m.responsible_id = %(user)s
UNION ALL SELECT 'partner_meeting', g.id, g.next_on, NULL, (SELECT min(r.name) FROM directory_meetingpartner q
    JOIN directory_partner r ON r.id = q.partner_id WHERE q.meeting_id = g.id), g.kind, NULL
FROM directory_partnermeeting g WHERE g.{_OURS} AND g.next_on <= %(today)s AND g.noted_by_id = %(user)s
  AND NOT EXISTS (SELECT FROM directory_meetingpartner q JOIN directory_meetingpartner s ON s.partner_id = q.partner_id
    JOIN directory_partnermeeting t ON t.id = q.meeting_id
    WHERE s.meeting_id = g.id AND t.kind = g.kind AND t.held_on > g.held_on)
UNION ALL SELECT 'visit_overdue', v.id, '1900-01-01'::date, v.expected_back_at::time, {_WHERE}, {_CREW}, NULL
FROM outreach_visit v WHERE v.{_OURS} AND v.out_at IS NOT NULL AND v.back_at IS NULL AND v.expected_back_at < now()
UNION ALL SELECT 'visit_out', v.id, v.day, v.expected_back_at::time, {_WHERE}, {_CREW}, NULL
FROM outreach_visit v WHERE v.{_OURS} AND v.out_at IS NOT NULL AND v.back_at IS NULL AND {_GOES}
  AND v.expected_back_at >= now()
UNION ALL SELECT 'visit', v.id, v.day, v.planned_from, {_WHERE}, NULL, NULL FROM outreach_visit v
WHERE v.{_OURS} AND v.back_at IS NULL AND v.cancelled_at IS NULL AND v.out_at IS NULL AND v.day = %(today)s AND {_GOES}
UNION ALL SELECT 'visit_route', r.id, %(today)s::date, r.from_at, r.name, NULL, NULL FROM outreach_route r
WHERE r.{_OURS} AND r.from_on <= %(today)s AND (r.to_on IS NULL OR r.to_on >= %(today)s)
  AND r.weekday = extract(isodow FROM %(today)s::date)
  AND EXISTS (SELECT FROM outreach_routeworker w WHERE w.route_id = r.id AND w.user_id = %(user)s)
  AND NOT EXISTS (SELECT FROM outreach_visit v WHERE v.route_id = r.id AND v.day = %(today)s)
UNION ALL SELECT 'plan_step', s.id, s.due_on, NULL, s.what, s.other, c.citizen_id FROM outreach_planstep s
JOIN outreach_onwardplan p ON p.id = s.plan_id JOIN cases_case c ON c.id = p.case_id
WHERE s.organisation_id = %(organisation)s AND s.done_on IS NULL AND s.due_on <= %(today)s AND {_NEWEST} AND {_CARRIED}
UNION ALL SELECT 'plan_offer', s.id, greatest(s.available_from, s.quarantine_until), NULL, s.called, s.alternative,
    c.citizen_id FROM outreach_checkedoffer s
JOIN outreach_onwardplan p ON p.id = s.plan_id JOIN cases_case c ON c.id = p.case_id
WHERE s.organisation_id = %(organisation)s AND s.done_on IS NULL AND s.available <> 'no'
  AND (s.available_from <= %(today)s OR s.available_from IS NULL AND s.quarantine_until < %(today)s)
  AND (s.quarantine_until IS NULL OR s.quarantine_until < %(today)s) AND {_NEWEST} AND {_CARRIED}
UNION ALL SELECT 'treatment_absence', n.id, n.happened_on, NULL, NULL, n.note, c.citizen_id
FROM outreach_treatmentnote n JOIN cases_case c ON c.id = n.case_id
WHERE n.organisation_id = %(organisation)s AND n.kind = 'absence' AND {_RESPONSIBLE}
  AND NOT EXISTS (SELECT FROM cases_contact t WHERE t.citizen_id = c.citizen_id AND t.result = 'talked'
    AND t.at::date > n.happened_on)
UNION ALL SELECT 'medical_clock', n.id, n.medical_asked_on, NULL, NULL, NULL, c.citizen_id FROM outreach_enrolment n
JOIN cases_case c ON c.id = n.case_id JOIN cases_caseperiod o ON o.id = n.period_id AND o.closed_at IS NULL
WHERE n.organisation_id = %(organisation)s AND n.substitution_on IS NULL AND n.medical_asked_on < %(today)s::date - 6
  AND {_RESPONSIBLE}
UNION ALL SELECT 'consent_ends', h.id, h.to_on, NULL, h.other_name, NULL, h.citizen_id FROM cases_consent h
WHERE h.organisation_id = %(organisation)s AND h.withdrawn_on IS NULL AND h.let_lapse_on IS NULL
  AND h.to_on <= %(today)s::date + 30 AND {_PERSON}
UNION ALL SELECT 'handover_unanswered', h.id, h.begun_on, NULL, h.other_name, NULL, h.citizen_id FROM cases_handover h
WHERE h.organisation_id = %(organisation)s AND h.ended_on IS NULL AND h.stable_on IS NULL
  AND (h.confirmed_on IS NULL OR h.arrived_on IS NULL) AND h.begun_on <= %(today)s::date - 7 AND {_PERSON}
UNION ALL SELECT 'handover_unsettled', h.id, h.arrived_on, NULL, h.other_name, NULL, h.citizen_id FROM cases_handover h
WHERE h.organisation_id = %(organisation)s AND h.ended_on IS NULL AND h.stable_on IS NULL
  AND h.confirmed_on IS NOT NULL AND h.arrived_on <= %(today)s::date - 30 AND {_PERSON}
ORDER BY day, clock, 2 LIMIT 30
"""
