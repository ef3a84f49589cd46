"""Questions of a public questionnaire: Google's VSAQ, `security_privacy_programs.json`, markup left out.

Copyright 2016 Google Inc. All rights reserved. Licensed under the Apache License, Version 2.0:
http://www.apache.org/licenses/LICENSE-2.0. A part of its questions, with their ids.
"""

from __future__ import annotations

from typing import Final

QUESTIONS: Final = (
    (
        "secprog",
        "Does your company have a strong, established security program, and does the scope of the program include all "
        "information processed as part of this project?",
    ),
    (
        "secprog_standard_name",
        "What's the name of the standard or set of best practices that your security program is based on?",
    ),
    (
        "secprog_allinscope",
        "Does your information security and privacy program cover all of your operations, services, and systems that "
        "involve access to confidential information?",
    ),
    (
        "secprog_team",
        "Has your company selected an individual or team to be responsible for managing the information security and "
        "privacy program?",
    ),
    (
        "secprog_team_headcount",
        "How many employees in the company spend more than 50% of their time working on information security?",
    ),
    ("secprog_privacy_policy_uri", "Provide a link to your public security and/or privacy policy."),
    (
        "secprog_changemgmt_secrep",
        "Does your change review board include representatives from the teams that are responsible for security and "
        "privacy?",
    ),
    (
        "secprog_changemgmt_records",
        "Do you retain records and documentation about the changes that go through change management?",
    ),
    ("secprog_incidents_monitoring_other_description", "Describe the other detection methods you have in place."),
    ("secprog_incidents_procedures", "Are incident response procedures documented?"),
    ("secprog_incidents_knowhow", "Do you have the resources to internally conduct incident investigations?"),
    (
        "secprog_incidents_knowhow_where",
        "Explain how you'll get the necessary resources for incident investigation when you need them:",
    ),
    ("secprog_incidents_inform", "Do you inform affected customers about security incidents?"),
    (
        "secprog_peopleops_jobdesc",
        "Do you have written job descriptions for employees with access to confidential or sensitive information?",
    ),
    (
        "secprog_peopleops_needtoknow",
        'Do you have processes in place to ensure that access to data is granted solely on a "need-to-know" basis, in '
        "accordance with the job descriptions and responsibilities of users?",
    ),
    (
        "secprog_peopleops_disciplinary_process",
        "Do you have a disciplinary process in place for handling policy violations?",
    ),
    (
        "secprog_peopleops_train",
        "How often do you require your employees to undergo information security and privacy training?",
    ),
)
