"""What is written with capitals and is no actor: cities, regions, papers, wars, adjectives."""

from __future__ import annotations

PLACES = frozenset(
    name.strip()
    for name in """
    Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Adelaide, Aden, Alberta, Aleppo, Alexandria
    Algiers, Almaty, Amman, Amsterdam, Ankara, Antwerp, Arizona, Ashgabat, Asmara, Astana
    Asunción, Athens, Atlanta, Auckland, Avdiivka, Baghdad, Bakhmut, Baku, Balochistan, Bamako
    Bangalore, Bangkok, Bangui, Banja Luka, Barcelona, Basel, Basra, Bavaria, Beijing, Beirut
    Belfast, Belgorod, Belgrade, Benghazi, Bergen, Berlin, Bern, Bilbao, Birmingham, Bishkek
    Bogotá, Bologna, Bonn, Bordeaux, Boston, Brasília, Bratislava, Brazzaville, Bremen
    Bridgetown, Brisbane, Bristol, Brno, Brussels, Bucha, Bucharest, Budapest, Buenos Aires
    Bujumbura, Cairo, Calais, Calgary, California, Cali, Camp David, Canberra, Cape Town
    Caracas, Cardiff, Carolina, Casablanca, Catalonia, Chechnya, Chennai, Chernihiv, Chernivtsi
    Chernobyl, Chicago, Chișinău, Cologne, Colombo, Colorado, Conakry, Connecticut, Copenhagen
    Corsica, Cotonou, Crete, Crimea, Dagestan, Dakar, Dallas, Damascus, Dar es Salaam, Darfur
    Davos, Delaware, Denver, Detroit, Dhaka, Dili, Dnipro, Doha, Donbas, Donetsk, Dresden, Dubai
    Dublin, Durban, Dushanbe, Düsseldorf, Edinburgh, England, Entebbe, Erbil, Essen, Fallujah
    Florence, Florida, Frankfurt, Freetown, Fukushima, Gaborone, Galicia, Gaza, Gaza City
    Gaza Strip, Gdańsk, Geneva, Genoa, Glasgow, Goma, Gothenburg, Greenland, Grozny, Guadalajara
    Guangzhou, Gujarat, Haifa, Halifax, Hamburg, Hanoi, Hanover, Harare, Harvard, Havana, Hawaii
    Hebron, Helsinki, Herat, Hiroshima, Ho Chi Minh City, Hodeidah, Homs, Hong Kong, Houston
    Huelva, Idlib, Illinois, Indiana, Innsbruck, Irpin, Isfahan, Islamabad, Istanbul
    Ivano-Frankivsk, Izmir, Izmail, Izyum, Jaffa, Jakarta, Jenin, Jerusalem, Johannesburg, Juba
    Kabul, Kaliningrad, Kampala, Kandahar, Karachi, Kashmir, Kathmandu, Kaunas, Kazan, Kharkiv
    Khartoum, Kherson, Khmelnytskyi, Kiev, Kigali, Kingston, Kinshasa, Kramatorsk, Krakow
    Kryvyi Rih, Kuala Lumpur, Kursk, Kyiv, Lagos, Lahore, La Paz, Las Vegas, Leeds, Leipzig
    Lhasa, Libreville, Lilongwe, Lima, Lisbon, Liverpool, Ljubljana, London, Lomé, Los Angeles
    Louisiana, Luanda, Lublin, Lugano, Luhansk, Lusaka, Lviv, Lyon, Lyman, Madrid, Makiivka
    Malé, Malmö, Managua, Manama, Manchester, Manila, Maputo, Mariupol, Marseille, Maryland
    Massachusetts, Mecca, Medina, Melbourne, Melitopol, Memphis, Mexico City, Miami, Michigan
    Milan, Minneapolis, Minnesota, Minsk, Misrata, Mississippi, Missouri, Mogadishu, Mombasa
    Monrovia, Montana, Montevideo, Montreal, Moscow, Mosul, Mumbai, Munich, Murmansk, Muscat
    Mykolaiv, N'Djamena, Nagorno-Karabakh, Nairobi, Nantes, Naples, Nassau, Naypyidaw, Nebraska
    Nevada, New Delhi, New England, New Jersey, New Mexico, New Orleans, New South Wales
    New York, New York City, Newcastle, Niamey, Nice, Nicosia, Nikopol, Normandy
    Northern Ireland, Nouakchott, Nova Kakhovka, Novosibirsk, Nur-Sultan, Oakland, Odesa, Odessa
    Ohio, Oklahoma, Omsk, Ontario, Oregon, Osaka, Oslo, Ostrava, Ottawa, Ouagadougou, Oxford
    Palermo, Palmyra, Paris, Pennsylvania, Perm, Perth, Peshawar, Philadelphia, Phnom Penh
    Phoenix, Pittsburgh, Podgorica, Pokrovsk, Poltava, Pontevedra, Port-au-Prince, Port Louis
    Port Moresby, Port Said, Port Sudan, Porto, Poznań, Prague, Praia, Pretoria, Pristina
    Provence, Puerto Rico, Pyongyang, Quebec, Quito, Rabat, Rafah, Ramallah, Ramstein, Raqqa
    Reykjavík, Riga, Rio de Janeiro, Rivne, Riyadh, Rome, Rostov, Rotterdam, Rzeszów, Salzburg
    Samarkand, San Diego, San Francisco, San José, San Juan, San Salvador, Sanaa
    Santiago de Chile, Santo Domingo, São Paulo, Sarajevo, Scandinavia, Scotland, Seattle, Seoul
    Sevastopol, Severodonetsk, Seville, Shanghai, Shenzhen, Siberia, Sicily, Silesia, Sinai
    Skopje, Sochi, Sofia, Split, Srebrenica, St. Petersburg, Stockholm, Stuttgart, Sumy, Suva
    Sydney, Tabriz, Taipei, Tallinn, Tampa, Tashkent, Tbilisi, Tegucigalpa, Tehran, Tel Aviv
    Tennessee, Ternopil, Texas, The Hague, Thessaloniki, Thimphu, Tibet, Tigray, Timbuktu
    Tirana, Tobruk, Tokyo, Toronto, Toulouse, Transnistria, Tripoli, Tskhinvali, Tunis, Turin
    Ulaanbaatar, Utah, Utrecht, Uzhhorod, Valencia, Valletta, Vancouver, Venice, Versailles
    Victoria Falls, Vienna, Vientiane, Vilnius, Vinnytsia, Virginia, Vladivostok, Vuhledar
    Wales, Warsaw, Washington, Washington DC, Washington D.C., Wellington, West Bank, Windhoek
    Wisconsin, Wrocław, Wuhan, Wyoming, Xinjiang, Yalta, Yangon, Yaoundé, Yerevan, Yokohama
    Zagreb, Zaporizhzhia, Zhytomyr, Zurich, Africa, Antarctica, Asia, Europe, Eurasia
    Latin America, North America, South America, Central America, Middle East, North Africa
    East Africa, West Africa, Central Asia, Southeast Asia, South Asia, Horn of Africa
    Western Europe, Eastern Europe, Central Europe, Far East, Balkans, Baltics, Caucasus, Sahel
    Caribbean, Arctic, Atlantic, Pacific, Mediterranean, Silicon Valley, Wall Street
    Capitol Hill, Persian Gulf, Golan Heights, Khan Younis, Nord Stream, Korea, Guinea Coast
    """.replace("\n", ",").split(",")
    if name.strip()
)
"""They hide a name that stands inside them, and no person's name begins with one."""

PHRASES = frozenset(
    name.strip()
    for name in """
    World War, World War One, World War Two, World War Three, World War I, World War II
    Cold War, First World War, Second World War, Third World War, Gulf War, Great Patriotic War
    No-Fly Zone, No Fly Zone, Read More, Iron Dome, Iron Curtain, Storm Shadow
    Nobel Peace Prize, Nobel Prize, Olympic Games, World Cup, Champions League, Middle Ages
    Black Sea Grain Initiative, Truth Social, Good Friday, New Year, Christmas Eve
    Great Depression, Photo, Photograph, Copyright, Homepage, Brexit, Air Force One
    """.replace("\n", ",").split(",")
    if name.strip()
)
"""Wars, prizes, weapons and the furniture of web pages."""

PAPERS = frozenset(
    name.strip()
    for name in """
    The Times, The Guardian, The Economist, The Telegraph, The Independent, The Sun, The Hill
    The Observer, The Mirror, The Atlantic, The Intercept, The Conversation, Financial Times
    New York Times, Washington Post, Wall Street Journal, Los Angeles Times, Times of India
    Times of Israel, Kyiv Independent, Kyiv Post, Moscow Times, Russia Today, Ukrainska Pravda
    Associated Press, Agence France-Presse, Deutsche Welle, Der Spiegel, Die Zeit, Bild
    Le Monde, Le Figaro, El País, El Mundo, La Repubblica, Corriere della Sera
    Radio Free Europe, Reuters, Bloomberg, Bloomberg News, Politico, Axios, Al Jazeera
    Al Arabiya, BBC, CNN, NBC, CBS, ABC, AFP, AP, EPA, ZDF, ARD, TASS, Tass, Xinhua, Interfax
    Ukrinform, Fox News, Sky News, Channel 4, ITV, NPR, PBS, MSNBC, NHK, RIA Novosti
    Novaya Gazeta, Meduza, Newsweek, Getty Images, Getty, Twitter, Facebook, Instagram, Telegram
    YouTube, TikTok, WhatsApp, Daily Mail, Foreign Affairs, Foreign Policy, Haaretz
    Jerusalem Post, South China Morning Post, Yonhap, Kyodo, RTL, RTÉ, France 24, Euronews
    Anadolu, Ansa, Süddeutsche Zeitung, Frankfurter Allgemeine Zeitung
    """.replace("\n", ",").split(",")
    if name.strip()
)
"""Papers, agencies, broadcasters and platforms: outlets, which are no actors."""

DEMONYMS = frozenset(
    """
    afghan albanian algerian american angolan argentine argentinian armenian australian austrian
    azerbaijani azeri bahraini bangladeshi basque belarusian belgian bengali bolivian bosnian
    botswanan brazilian breton british bulgarian burmese burundian cambodian cameroonian
    canadian catalan chadian chechen chilean chinese colombian congolese corsican croatian cuban
    cypriot czech danish dutch ecuadorian egyptian emirati english eritrean estonian ethiopian
    european fijian filipino finnish flemish french gabonese gambian georgian german ghanaian
    greek greenlandic guatemalan guinean guyanese haitian honduran hungarian icelandic indian
    indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jewish jordanian
    kazakh kazakhstani kenyan korean kosovan kosovar kurdish kuwaiti kyrgyz laotian latvian
    lebanese liberian libyan lithuanian macedonian malagasy malawian malaysian maldivian malian
    maltese mauritanian mexican moldovan mongolian montenegrin moroccan mozambican muslim
    christian namibian nepalese nepali nicaraguan nigerian nigerien nordic norwegian omani
    pakistani palestinian panamanian paraguayan persian peruvian polish portuguese qatari
    romanian russian rwandan salvadoran saudi scottish senegalese serb serbian singaporean
    slovak slovakian slovene slovenian somali soviet spanish sudanese surinamese swedish swiss
    syrian taiwanese tajik tamil tanzanian tatar thai tibetan togolese tunisian turkish turkmen
    ugandan ukrainian uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean
    african asian arab latin western eastern northern southern nazi baltic balkan scandinavian
    caucasian transatlantic sunni shia shiite catholic orthodox protestant islamic islamist
    communist
    """.split()
)
"""Adjectives of peoples, and of what peoples are told by: no names of states."""
