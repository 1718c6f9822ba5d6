"""The world's states and some of its best-known bodies, each with its other spellings."""

from __future__ import annotations


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    table = {}
    for line in lines.strip().splitlines():
        name, _, others = line.strip().partition(": ")
        table[name] = tuple(others.split(", ")) if others else ()
    return table


def _each(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.replace("\n", ",").split(",") if name.strip())


STATES = _table(
    """
    United States: US, U.S., USA, U.S.A., United States of America, America
    United Kingdom: UK, U.K., Britain, Great Britain
    United Arab Emirates: UAE, U.A.E., Emirates
    Bosnia and Herzegovina: Bosnia-Herzegovina, Bosnia
    Czech Republic: Czechia
    Ivory Coast: Côte d'Ivoire
    Democratic Republic of the Congo: Democratic Republic of Congo, DR Congo, DRC
    Republic of the Congo: Congo-Brazzaville
    Myanmar: Burma
    North Macedonia: Macedonia
    Eswatini: Swaziland
    Cape Verde: Cabo Verde
    Timor-Leste: East Timor
    Turkey: Türkiye
    Netherlands: Holland
    South Korea: Republic of Korea
    North Korea: DPRK
    Palestine: State of Palestine
    Saint Kitts and Nevis: St. Kitts and Nevis
    Saint Lucia: St. Lucia
    Saint Vincent and the Grenadines: St. Vincent and the Grenadines
    Vatican: Vatican City, Holy See
    Sao Tome and Principe
    Trinidad and Tobago
    Antigua and Barbuda
    China: People's Republic of China
    Iran: Islamic Republic of Iran
    Russia: Russian Federation
    Soviet Union: USSR
    """
) | dict.fromkeys(
    _each(
        """
        Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria
        Azerbaijan, Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan
        Bolivia, Botswana, Brazil, Brunei, Bulgaria, Burkina Faso, Burundi, Cambodia, Cameroon
        Canada, Central African Republic, Chad, Chile, Colombia, Comoros, Congo, Costa Rica, Croatia
        Cuba, Cyprus, Denmark, Djibouti, Dominica, Dominican Republic, Ecuador, Egypt, El Salvador
        Equatorial Guinea, Eritrea, Estonia, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Georgia
        Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti, Honduras
        Hungary, Iceland, India, Indonesia, Iraq, Ireland, Israel, Italy, Jamaica, Japan, Jordan
        Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho
        Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi, Malaysia, Maldives
        Mali, Malta, Marshall Islands, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco
        Mongolia, Montenegro, Morocco, Mozambique, Namibia, Nauru, Nepal, New Zealand, Nicaragua
        Niger, Nigeria, Norway, Oman, Pakistan, Palau, Panama, Papua New Guinea, Paraguay, Peru
        Philippines, Poland, Portugal, Qatar, Romania, Rwanda, Samoa, San Marino, Saudi Arabia
        Senegal, Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Solomon Islands
        Somalia, South Africa, South Sudan, Spain, Sri Lanka, Sudan, Suriname, Sweden, Switzerland
        Syria, Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tonga, Tunisia, Turkmenistan, Tuvalu
        Uganda, Ukraine, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam, Yemen, Zambia, Zimbabwe
        Yugoslavia, Czechoslovakia, East Germany, West Germany, Somaliland, Abkhazia, South Ossetia
        """
    ),
    (),
)
"""By their usual names in English, those that are no more among them."""

BODIES = _table(
    """
    NATO: North Atlantic Treaty Organization, North Atlantic Alliance
    European Union: EU, E.U.
    United Nations: UN, U.N.
    International Atomic Energy Agency: IAEA
    World Health Organization: WHO, World Health Organisation
    World Trade Organization: WTO, World Trade Organisation
    International Monetary Fund: IMF
    International Criminal Court: ICC
    International Court of Justice: ICJ
    Organization for Security and Co-operation in Europe: OSCE
    Organisation for Economic Co-operation and Development: OECD
    African Union: AU
    Arab League: League of Arab States
    Gulf Cooperation Council: GCC
    Association of Southeast Asian Nations: ASEAN
    European Central Bank: ECB
    World Food Programme: WFP, World Food Program
    International Committee of the Red Cross: ICRC
    Central Intelligence Agency: CIA
    Federal Bureau of Investigation: FBI
    Federal Security Service: FSB
    Security Service of Ukraine: SBU
    World Bank
    Red Cross
    Red Crescent
    """
) | dict.fromkeys(
    _each(
        """
        UNICEF, UNESCO, UNHCR, UNRWA, UNDP, OPEC, OPEC+, Interpol, Europol, Frontex, Euratom, ECOWAS
        Mercosur, BRICS, SADC, CSTO, MI5, MI6, GCHQ, KGB, GRU, Mossad, Shin Bet, Kremlin
        White House, Pentagon, Bundestag, Bundesrat, Bundeswehr, Knesset, Verkhovna Rada, Duma
        State Duma, Sejm, Riksdag, Storting, Folketing, Oireachtas, Dáil, Lok Sabha, Politburo
        Hamas, Hezbollah, Taliban, Islamic State, al-Qaeda, Fatah, Boko Haram, al-Shabaab, Houthis
        Human Rights Watch, Amnesty International, Greenpeace, Oxfam, Save the Children
        Doctors Without Borders, Médecins Sans Frontières, Transparency International, Gazprom
        Rosneft, Rosatom, Naftogaz, Energoatom, Ukrenergo, Rheinmetall, Roscosmos, NASA, SpaceX
        Boeing, Airbus, Lockheed Martin, Raytheon, Maersk, Microsoft, Goldman Sachs, Downing Street
        General Motors, General Electric, General Dynamics, General Mills, Dow Jones, Likud, Fidesz
        Sinn Féin, Fine Gael, Fianna Fáil, Black Lives Matter
        """
    ),
    (),
)
