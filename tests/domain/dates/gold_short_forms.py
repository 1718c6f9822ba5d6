"""More of the gold: short years, lists that end in a year, days counted and named, quarters.

Rows as in ``gold_dates``.
"""

from __future__ import annotations

FRI = "2022-03-04"
MON = "2025-01-20"
THU = "2024-11-07"
WED = "2023-06-14"

Row = tuple[str, str, list[tuple[str, str]]]

SHORT_YEARS: list[Row] = [
    (WED, "The dam broke in ’92, and again in ’04.", [("’92", "1992"), ("’04", "2004")]),
    (WED, "Since '89 the bridge has been shut.", [("Since '89", "1989/..")]),
    (WED, "The class of ’68 met again.", [("’68", "1968")]),
    (WED, "In the spring of ’09 the bank failed.", [("the spring of ’09", "2009-21")]),
    (WED, "He had left by May ’11.", [("by May ’11", "../2011-05")]),
    (WED, "She ran the port from 1994 to ’96.", [("from 1994 to ’96", "1994/1996")]),
    (WED, "She was mayor between ’95 and ’98.", [("between ’95 and ’98", "1995/1998")]),
    (WED, "The tunnel will open in ’31.", [("’31", "2031")]),
    (WED, "Nobody recalls the floods of ’30.", []),
    (WED, "Police spoke of ‘24 hours of terror’ and of ’20s music.", []),
    (WED, "In ’22 people fled.", []),
    (WED, "Paris, nineteen ninety-four. A child is lost.", [("nineteen ninety-four", "1994")]),
    (WED, "In the summer of nineteen ninety-four the wells ran dry.",
     [("the summer of nineteen ninety-four", "1994-22")]),
    (WED, "2020’s worst fire was lit by a child.", [("2020", "2020")]),
    (WED, "The 2020’s began with a lockdown.", [("The 2020’s", "202X")]),
    (WED, "Early in the 1990s the pit closed.", [("Early in the 1990s", "1990/1993")]),
    (WED, "The last week in May was wet.", [("The last week in May", "2023-05-25/2023-05-31")]),
    (WED, "The 1980’s began with a strike.", [("The 1980’s", "198X")]),
]  # fmt: skip

LISTS: list[Row] = [
    (WED, "It snowed in March and April 2021.", [("March", "2021-03"), ("April 2021", "2021-04")]),
    (WED, "In April, May and June of 2020 nobody flew.",
     [("April", "2020-04"), ("May", "2020-05"), ("June of 2020", "2020-06")]),
    (WED, "It snowed in December and January 2021.",
     [("December", "2020-12"), ("January 2021", "2021-01")]),
    (WED, "He was seen on May 3 and June 7, 2019.",
     [("May 3", "2019-05-03"), ("June 7, 2019", "2019-06-07")]),
    (WED, "He was seen on 3 May, 7 June and 9 July 2019.",
     [("3 May", "2019-05-03"), ("7 June", "2019-06-07"), ("9 July 2019", "2019-07-09")]),
    (WED, "Dunes moved in the spring and summer of 2021.",
     [("the spring", "2021-21"), ("summer of 2021", "2021-22")]),
    (WED, "The masts fell on May 3, 7 and 12, 2019.",
     [("May 3", "2019-05-03"), ("7", "2019-05-07"), ("12, 2019", "2019-05-12")]),
    (WED, "The masts fell on May 3, 7, and 12 it seems.",
     [("May 3", "2023-05-03"), ("7", "2023-05-07"), ("12", "2023-05-12")]),
    (WED, "Shells fell on Monday, March 7, and Tuesday, March 8, 2022, he wrote.",
     [("Monday, March 7", "2022-03-07"), ("Tuesday, March 8, 2022", "2022-03-08")]),
    (WED, "Since March and April 2021 little has moved.",
     [("Since March", "2021-03/.."), ("April 2021", "2021-04")]),
    (WED, "In March and April 2000 people fled.", [("March", "2023-03"), ("April", "2023-04")]),
    (WED, "On May 3, 7 and 12 2000 tents stood there.", [("May 3", "2023-05-03")]),
    (WED, "In May and 2021 alike it snowed.", [("May", "2023-05"), ("2021", "2021")]),
    (WED, "It rained in March. April 2021 was dry.",
     [("March", "2023-03"), ("April 2021", "2021-04")]),
    (WED, "Markets shut from 30 April–6 May 2021.",
     [("from 30 April–6 May 2021", "2021-04-30/2021-05-06")]),
]  # fmt: skip

COUNTED: list[Row] = [
    (WED, "The council meets on the first Monday of July.",
     [("the first Monday of July", "2023-07-03")]),
    (WED, "It sank on the last Sunday of May 2021.",
     [("the last Sunday of May 2021", "2021-05-30")]),
    (WED, "The kiosk burned a week ago Tuesday.", [("a week ago Tuesday", "2023-06-06")]),
    (WED, "Three weeks ago on Sunday a tanker ran aground.",
     [("Three weeks ago on Sunday", "2023-05-21")]),
    (WED, "The siege ended two years ago on Friday.", [("two years ago on Friday", "2021-06-09")]),
    (WED, "The lease ends a week from Friday.", [("a week from Friday", "2023-06-23")]),
    (WED, "The trains stop two weeks from today.", [("two weeks from today", "2023-06-28")]),
    (WED, "The pair who two weeks ago sat here are gone.",
     [("two weeks ago", "2023-05-29/2023-06-04")]),
    (WED, "On the Friday before, the dyke had held.", []),
    (WED, "The plant will close in five years.", [("in five years", "2028")]),
    (WED, "The jury is to meet in two weeks.", [("in two weeks", "2023-06-26/2023-07-02")]),
    (WED, "The plant closed in five years.", []),
    (WED, "They will sail for the first time in ten years.", []),
    (WED, "Rents will be the highest in ten years.", []),
    (WED, "He will run it in two years’ time.", [("in two years’ time", "2025")]),
    (WED, "The missing boy could be located on Friday.", [("Friday", "2023-06-09")]),
    (WED, "Voters go to the polls on Sunday.", [("Sunday", "2023-06-18")]),
    (WED, "They did not go on Sunday.", [("Sunday", "2023-06-11")]),
]  # fmt: skip

NAMED_DAYS: list[Row] = [
    (WED, "Ballots printed for Election Day 2022 were lost.",
     [("Election Day 2022", "2022-11-08")]),
    (THU, "Long queues formed on Election Day.", [("Election Day", "2024-11-05")]),
    (WED, "Election Day queues annoy everybody.", [("Election Day", "2022-11-08")]),
    ("2023-11-01", "Bars are shut on Election Day.", [("Election Day", "2023-11-07")]),
    (MON, "It was signed after Election Day.", [("after Election Day", "2024-11-05/..")]),
    (THU, "Taiwan’s Election Day passed quietly.", []),
    (THU, "Shops in Toronto close for Canadian Thanksgiving.", []),
    (THU, "Norway’s Labor Day is a holiday.", []),
    (WED, "Both sides promised a truce for Orthodox Easter.", []),
    (WED, "The bells rang for Ukrainian Christmas.", []),
    (THU, "It is a holiday as any election day is.", []),
    (FRI, "Since 9/11 the hall has been guarded.", [("Since 9/11", "2001-09-11/..")]),
    (FRI, "He sat on the 9/11 Commission.", []),
    (MON, "Banks close on Martin Luther King Jr. Day.",
     [("Martin Luther King Jr. Day", "2025-01-20")]),
    (WED, "The bakery burned on Presidents’ Day.", [("Presidents’ Day", "2023-02-20")]),
    (WED, "On July Fourth 2021 the mast fell.", [("July Fourth 2021", "2021-07-04")]),
    (WED, "Wreaths were laid on Armistice Day 2018.", [("Armistice Day 2018", "2018-11-11")]),
    (FRI, "Marches are planned for International Women’s Day.",
     [("International Women’s Day", "2022-03-08")]),
    (WED, "Columbus Day sales were poor.", [("Columbus Day", "2022-10-10")]),
]  # fmt: skip

QUARTERS: list[Row] = [
    (THU, "Sales fell in the third quarter. It sold a mill in the quarter, and paid no dividend.",
     [("the third quarter", "2024-07/2024-09"), ("the quarter", "2024-07/2024-09")]),
    (THU, "It lost €3 million in the third quarter, against a gain in the 2023 quarter.",
     [("the third quarter", "2024-07/2024-09"), ("the 2023 quarter", "2023-07/2023-09")]),
    (THU, "It earned $3 million in the third quarter, compared with a loss last year.",
     [("the third quarter", "2024-07/2024-09"), ("last year", "2023-07/2023-09")]),
    (THU, "Profit rose in the third quarter. For the quarter a year ago it told of a loss.",
     [("the third quarter", "2024-07/2024-09"), ("the quarter a year ago", "2023-07/2023-09")]),
    (THU, "Sales rose in the third quarter; over nine months they fell from the 2023 period.",
     [("the third quarter", "2024-07/2024-09"), ("the 2023 period", "2023")]),
    (THU, "Profit rose in the third quarter. Last year’s quarter had a loss, on a year-ago sale.",
     [("the third quarter", "2024-07/2024-09"), ("Last year’s quarter", "2023-07/2023-09"),
      ("year-ago", "2023-07/2023-09")]),
    (THU, "Fires broke out in the quarter by the port.", []),
]  # fmt: skip

SHORT_FORMS = [*SHORT_YEARS, *LISTS, *COUNTED, *NAMED_DAYS, *QUARTERS]
