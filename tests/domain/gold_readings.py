"""More of the gold: cues beside a phrase, figures compared with a year before, lists and names.

Rows as in ``gold_dates``.
"""

from __future__ import annotations

FRI = "2022-03-04"
MON = "2025-01-20"
THU = "2024-11-07"
WED = "2023-06-14"

Row = tuple[str, str, list[tuple[str, str]]]

AHEAD_OR_BEHIND: list[Row] = [
    (WED, "A verdict could be read on Friday.", [("Friday", "2023-06-16")]),
    (WED, "Smoke could be seen over the port on Friday.", [("Friday", "2023-06-09")]),
    (WED, "The spokeswoman could not be reached on Friday.", [("Friday", "2023-06-09")]),
    (WED, "Miners may strike on Friday.", [("Friday", "2023-06-09")]),
    (WED, "Miners may vote on Friday.", [("Friday", "2023-06-16")]),
    (WED, "The pilot may have turned back on Friday.", [("Friday", "2023-06-09")]),
    (WED, "The run-off is Sunday.", [("Sunday", "2023-06-18")]),
    (WED, "The run-off was Sunday.", [("Sunday", "2023-06-11")]),
    (WED, "Police will look again at the stabbing on Sunday.", [("Sunday", "2023-06-11")]),
    (WED, "Sunday’s bus crash will be debated in parliament.", [("Sunday", "2023-06-11")]),
    (WED, "Sunday’s vote will be debated in parliament.", [("Sunday", "2023-06-18")]),
    (WED, "A march planned for Monday was called off.", [("Monday", "2023-06-12")]),
    (WED, "A march planned for Saturday was called off.", [("Saturday", "2023-06-17")]),
    (WED, "The regatta of 20 June, planned for a year, was a joy.", [("20 June", "2023-06-20")]),
    (WED, "“The tax will go,” said a manifesto printed in May.", [("May", "2023-05")]),
    (WED, "The tax will go, according to a manifesto of Monday.", [("Monday", "2023-06-12")]),
    (WED, "The euro slid ahead of the opening on Monday.", [("Monday", "2023-06-12")]),
    (WED, "The euro slid ahead of Thursday’s rate decision.", [("Thursday", "2023-06-15")]),
    (WED, "Ferries stayed in port due to high winds on Sunday.", [("Sunday", "2023-06-11")]),
    (WED, "The ferry is due to sail on Sunday.", [("Sunday", "2023-06-18")]),
    (WED, "The envoys of both sides meet on Sunday.", [("Sunday", "2023-06-18")]),
    (WED, "The envoys did not meet on Sunday.", [("Sunday", "2023-06-11")]),
    (WED, "The fund ends its loans, as planned, in October.", [("October", "2023-10")]),
    (WED, "The siege began, as originally planned, on Monday.", [("Monday", "2023-06-12")]),
    (WED, "He goes to prison once he is sentenced in September.", [("September", "2023-09")]),
    (WED, "It opens on 30 June, followed by a wider release in July.",
     [("30 June", "2023-06-30"), ("July", "2023-07")]),
    (MON, "She had been invited to speak at the Jan. 8 vigil.", [("the Jan. 8", "2025-01-08")]),
    (MON, "She is to speak at the Dec. 2 vigil.", [("the Dec. 2", "2025-12-02")]),
    (FRI, "Last February the river froze.", [("Last February", "2021-02")]),
    (FRI, "Last January the river froze.", [("Last January", "2022-01")]),
]  # fmt: skip

FIGURES: list[Row] = [
    (THU, "Profit in the third quarter was $3 million, up from $2 million a year ago.",
     [("the third quarter", "2024-07/2024-09"), ("a year ago", "2023-07/2023-09")]),
    (THU, "It lost €4 million in the third quarter. A year earlier it had made €1 million.",
     [("the third quarter", "2024-07/2024-09"), ("A year earlier", "2023-07/2023-09")]),
    (THU, "Sales in the third quarter fell 3% from the same period last year.",
     [("the third quarter", "2024-07/2024-09"), ("last year", "2023-07/2023-09")]),
    (THU, "Sales rose in the third quarter. Last year the firm was nearly sold.",
     [("the third quarter", "2024-07/2024-09"), ("Last year", "2023")]),
    (THU, "Sales rose in the third quarter. In the first nine months they fell 4% from a year ago.",
     [("the third quarter", "2024-07/2024-09"), ("a year ago", "2023")]),
    (THU, "Rents are 8 percent higher than a year ago.", [("a year ago", "2023")]),
    (THU, "In the third quarter it paid a dividend, against a year-earlier loss of 20 cents.",
     [("the third quarter", "2024-07/2024-09"), ("year-earlier", "2023-07/2023-09")]),
    (THU, "It had a year-earlier loss of £5 million.", [("year-earlier", "2023")]),
    (THU, "The airline expects third-quarter losses to be small.",
     [("third-quarter", "2024-07/2024-09")]),
    (WED, "The airline expects third-quarter fares to rise.",
     [("third-quarter", "2023-07/2023-09")]),
    (THU, "For the full year the bank expects a loss.", [("the full year", "2024")]),
    (THU, "In the first ten months of the year, 900 boats arrived.", [("the year", "2024")]),
    (THU, "The lira had its worst day of the year.", []),
    (THU, "It was the deadliest raid of the year.", [("the year", "2024")]),
    (THU, "Losses for the fiscal year will be small.", [("the fiscal year", "2024")]),
    (THU, "In 2019 the fleet was sold; sales for the year were nil.",
     [("2019", "2019"), ("the year", "2019")]),
]  # fmt: skip

LISTS_AND_NAMES: list[Row] = [
    (WED, "The talks of May 9 and 10 were brief.", [("May 9", "2023-05-09"), ("10", "2023-05-10")]),
    (WED, "On June 1, 2 and 3 the bridge was shut.",
     [("June 1", "2023-06-01"), ("2", "2023-06-02"), ("3", "2023-06-03")]),
    (WED, "On the 24th and 25th of May it hailed.",
     [("24th", "2023-05-24"), ("25th of May", "2023-05-25")]),
    (WED, "It hailed on May 9 and 10, 2021.", [("May 9 and 10, 2021", "2021-05-09/2021-05-10")]),
    (WED, "On May 9 and 10 people left.", [("May 9", "2023-05-09")]),
    (WED, "They won on May 10 and 9 fans wept.", [("May 10", "2023-05-10")]),
    (WED, "In May she fell ill, and on the 24th she died.",
     [("May", "2023-05"), ("the 24th", "2023-05-24")]),
    (WED, "The court will sit on the 20th.", [("the 20th", "2023-06-20")]),
    (WED, "The strike of the 7th was the longest.", []),
    (WED, "The strike, called on the 7th, is over.", [("the 7th", "2023-06-07")]),
    (WED, "He lives on the 9th floor.", []),
    (WED, "A decade ago the harbour was a marsh.", [("A decade ago", "2013~")]),
    (WED, "Two decades ago the harbour was a marsh.", [("Two decades ago", "2003~")]),
    (WED, "A century ago the harbour was a marsh.", [("A century ago", "19XX")]),
    (WED, "Half a century ago the harbour was a marsh.", []),
    (WED, "A week or so ago the harbour froze.",
     [("A week or so ago", "2023-06-05~/2023-06-11~")]),
    (WED, "It was 20 years ago this month that the wall fell.",
     [("20 years ago this month", "2003-06")]),
    (WED, "He vanished a year ago today.", [("a year ago today", "2022-06-14")]),
    (WED, "It opened in March nineteen ninety-eight.",
     [("March nineteen ninety-eight", "1998-03")]),
    (WED, "The Sept. 11 attacks made him enlist.", [("The Sept. 11 attacks", "2001-09-11")]),
    (WED, "The consulate burned on Sept. 11.", [("Sept. 11", "2022-09-11")]),
    (WED, "Shops were shut on Memorial Day.", [("Memorial Day", "2023-05-29")]),
    (WED, "The parade was held on Labor Day 2021.", [("Labor Day 2021", "2021-09-06")]),
    (WED, "The procession of Palm Sunday was cancelled.", [("Palm Sunday", "2023-04-02")]),
    (WED, "Theresa May resigned. In May, friends of May had warned her; May had not listened.",
     [("May", "2023-05")]),
    (WED, "The police chief of London waited. The May vote was quiet.", [("The May", "2023-05")]),
]  # fmt: skip
