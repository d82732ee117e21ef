"""What the made-up state is like: proportions, each with its source, and plain guesses where no source is at hand.

Source "roster": the pre-trial roster of the Department of Correction, data.ct.gov b674-jy6w, person-days of 71
nights from 2016-07-01.
"""

from streams.simulation.chances import weighted

FACILITIES = weighted(  # roster, FACILITY
    ("HARTFORD CC", 50116),
    ("BRIDGEPORT CC", 42279),
    ("NEW HAVEN CC", 39387),
    ("YORK CI", 24256),
    ("CORRIGAN CI", 22888),
    ("MANSON YI", 18503),
    ("NORTHERN CI", 12457),
    ("MACDOUGALL", 8499),
    ("GARNER", 7545),
    ("WALKER RC", 7507),
    ("OSBORN CI", 2703),
    ("CHESHIRE CI", 962),
)

RACES = weighted(  # roster, RACE; that source has Hispanic as a race, here it is (W, H)
    (("B", "N"), 93074),
    (("W", "N"), 81288),
    (("W", "H"), 61429),
    (("A", "N"), 1360),
    (("I", "N"), 745),
)

SEXES = weighted(("M", 213530), ("F", 24366))  # roster, GENDER

AGE_BANDS = weighted(  # a guess
    ("18-24", 17),
    ("25-34", 35),
    ("35-44", 25),
    ("45-54", 14),
    ("55-64", 7),
    ("65+", 1),
    ("U", 1),
)

CHARGES = weighted(  # roster, first admissions by OFFENSE; the sections are those of the General Statutes
    (("53a-32", "unclassified"), 880),
    (("53a-223", "D"), 269),
    (("53a-173", "misdemeanor"), 219),
    (("53a-103", "D"), 172),
    (("53a-61", "misdemeanor"), 165),
    (("53a-172", "D"), 147),
    (("53a-167a", "misdemeanor"), 138),
    (("21a-279", "misdemeanor"), 108),
    (("53a-62", "misdemeanor"), 103),
    (("21a-278", "unclassified"), 91),
    (("53a-60", "D"), 75),
    (("53a-181", "misdemeanor"), 69),
    (("53a-124", "D"), 67),
    (("53a-134", "B"), 55),
    (("53a-59", "B"), 45),
    (("53a-122", "B"), 38),
    (("53a-54a", "A"), 15),
)

GRAVE_CONVICTIONS = (
    ("53a-59", "B"),
    ("53a-134", "B"),
    ("53a-101", "B"),
    ("53a-55", "B"),
    ("53a-92", "A"),
    ("53a-111", "A"),
)
"""Sections that are class A or B felonies without a condition (C.G.S. title 53a)."""

REQUEST_SHARE = 0.012
"""Custodies with a request in order; the planted ones bring it to about the roster's 2,443 of 237,896 (DETAINER)."""

HOURS_OF_CALLS = weighted(  # a guess: quiet before dawn, busy from afternoon to evening
    *enumerate((30, 24, 20, 15, 12, 12, 16, 26, 34, 38, 41, 44, 46, 47, 50, 54, 57, 58, 56, 53, 50, 47, 42, 36)),
)

CALL_NATURES = weighted(  # a guess
    (("other", "52"), 34),
    (("traffic", "45"), 24),
    (("criminal", "59"), 22),
    (("life_safety", "21"), 14),
    (("unknown", "99"), 6),
)

CALLS_A_DAY = 1.7
BOOKINGS_A_DAY = 0.08
"""Calls and bookings a day for each thousand inhabitants: guesses."""

ADMISSIONS_A_DAY = 45
"""People the courts send to the Department of Correction a day, in the whole state: a guess."""

SUPERVISIONS_A_DAY = 40
"""People whose probation begins in a day, in the whole state: a guess."""
