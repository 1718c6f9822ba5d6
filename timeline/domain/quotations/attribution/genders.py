"""He or she: what a title, a noun of office or a given name tells of a person."""

from __future__ import annotations

from typing import Literal

Gender = Literal["", "f", "m"]

_TITLES: dict[str, Gender] = {
    "mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "herr": "m", "monsieur": "m",
    "pope": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f", "baroness": "f",
    "queen": "f", "princess": "f", "madame": "f", "frau": "f", "congresswoman": "f",
    "congressman": "m", "chairwoman": "f", "chairman": "m", "spokeswoman": "f", "spokesman": "m",
    "councilwoman": "f", "councilman": "m",
}  # fmt: skip
_NOUNS: dict[str, Gender] = {
    "king": "m", "queen": "f", "prince": "m", "princess": "f", "pope": "m", "pontiff": "m",
    "father": "m", "mother": "f", "brother": "m", "sister": "f", "son": "m", "daughter": "f",
    "husband": "m", "wife": "f", "widow": "f", "baroness": "f", "taoiseach": "",
}  # fmt: skip
_WOMEN = frozenset(
    """
    adele agathe agnes agnieszka aisha akiko alejandra alexandria alice alicia amanda amina
    aminata amy ana andrea angela angelina anita anjali anna annalena anne annegret annie anya
    astrid audrey ayesha barbara beata beatrix beatriz benazir beth bettina bianca birgit
    brigitte camilla carla carmen carol carole caroline catherine cecilia celine charlotte
    chiara chimamanda christina christine claire claudia cristina cynthia dana daniela darya
    deborah debra delphine diana diane dilma dina dolores donna ekaterina eleanor elena elisa
    elisabeth elise elizabeth ella ellen elodie emily emma erin erna esther eun-hye eva evelyn
    ewa farah fatima fatou fiona florence folasade frances francesca gabriela gail galina
    genevieve gesine gillian gina giorgia gloria grace greta gretchen hanna hannah heather hege
    heidi helen helena helle hillary hina holly hye-jin ilhan imogen indira ines ingrid inna
    irina iryna isabel isabella isabelle jacinda jane janet jeanine jennifer jess jessica jill
    jin-sook jo joan joanna jocelyn jonna josephine joy judith julia julie kaitlan kaja kamala
    karen karin karine karoline katarzyna kate katharina katherine kathleen kathy katie katja
    katrin kavita keiko kelly kemi kersti khaleda kim kristalina kristen kristi ksenia larisa
    laura lauren layla leila lena leslie letizia leyla linda lindsay lisa liz lorraine louise
    lucia lucy lydia lyubov lyudmila magdalena maggie maia maja malala malgorzata manuela
    margaret maria marie marina marine marjorie marsha marta martha mary maryam maya meera megan
    meghan mei melania melanie melinda mercy mette michele michelle mira mireille mona monica
    nadia nadja nancy naoko naomi natalia natalie ngozi nicola nikki nina nirmala noor nora
    oksana oleksandra olena olga olha paige pamela paola patricia paula penny pilar priti priya
    rachel rania rebecca renate renee roberta rocio rosa rosena ruth sabine sahra samantha
    samira sanae sandra sanna sara sarah sheila sherry shirley sigrid simona sofia sonal sonia
    sophie stacey stella stephanie susan sushma suzanne svetlana sviatlana sylvie tamara tammy
    tanya tatiana teresa tetiana thandi theresa thérèse tina tracey tulsi ulrike ursula
    valentina valeria valérie vera veronica victoria viktoria viola virginia wendy yasmin yelena
    yevgenia yevheniia yolanda yulia yuriko yvette zanele zhanna zoe zuzana
    """.split()
)  # fmt: skip
_MEN = frozenset(
    """
    abdul abdullah abiy adam adolfo ahmed alain alan albert alberto alejandro aleksandar
    aleksander aleksandr aleksei alex alexander alexandr alexei alfonso ali alistair amir amit
    anatoly anders andre andreas andrei andres andrew andriy andrzej anthony anton antonio
    antony antónio anwar ariel arkady arne artem arthur arturo arun arvind ashok ashraf barack
    barry bashar bassam ben benjamin bernard bernie bilal bill bjorn bob bohdan boris brad brian
    bruce bruno cameron carl carlos cesar charles charlie chris christian christopher chuck
    claude clive colin conor craig cyril dale dan daniel danylo darren dave david deepak denis
    dennis denys derek desmond dick diego dmitri dmitriy dmitry dmytro dominic don donald
    douglas dwight earl ed edgars eduard edward elliott emile emilio emir emmanuel emmerson
    enrico enrique eric erik ernesto ernst espen evan everett fabien faisal farid fedor felipe
    fernando francis francisco francois frank franz françois fred frederick fumio gabriel gareth
    gary gautam gavin geert gennady geoff george gerald gerhard giancarlo giovanni gitanas
    giuseppe glenn gonzalo gordon graham grant greg grigory guillaume guillermo gunnar gustav
    guy hakan hamad hamid hani hank hans harold harry hassan hector heiko helmut henri henrik
    henry herbert hiroshi hosni howard hugh hugo hussein ian ibrahim ignacio igor ihor ilya
    imran ismail ivan ivica ivor jack jacob jaime jair jake jakob jamal james jamie jan janez
    jared jason javier jean- jean-claude jean-luc jean-marc jeff jens jeremy jerome jesse jim
    jimmy joachim joaquin joe joel johan john johnny jomo jonas jonathan jordan jorge joschka
    jose josep joseph josh josiah juan julian julien julio justin karim karl kaspars keir keith
    ken kenji kenneth kev kevin khalid kirill kirk klaus konstantin kostyantyn kurt kwame kwasi
    kyle kyriakos lance larry lars laurent lawrence lech leo leon leonid leopoldo lewis lindsey
    lloyd louis luc luca luciano luigi luis luiz lukas luke lyle magnus mahdi mahmoud manmohan
    mansour manuel marc marcelo marco marcus mario mark markus marshall martin mason massimo
    mateusz mathieu mats matt matteo matthew maurice mauricio maurizio max maxim mehmet michael
    michal micheal michel micheál miguel mika mikael mike mikhail mikheil milos miloš mitch mitt
    mohamed mohammad mohammed moqtada morgan mukesh mustafa mykhailo mykola nabil naftali
    narendra nasser nate nathan naveen neil nelson nestor nicholas nick nicolas nicolás nigel
    nikol nikolai nikolay nils noah norbert noël octavio ola olaf oleg oleh oleksandr oleksii
    oleksiy oliver olivier omar oscar oswaldo owen pablo paolo pascal patrick paul pavel pavlo
    pedro pekka pete peter petr petri petro petteri phil philip philippe pierre pietro piotr
    prakash preston pyotr quentin radek radosław rafael raffaele raghav rahul rajesh rajiv ralf
    ralph ramon randy raphael rashid raul ravi ray recep reginald remy ricardo richard rick
    rishi riyad rob robert roberto robin rodrigo roger roman ron ronald ross ruben rupert ruslan
    russell rustem ryan saad sadiq sajid saleh salvador sam samir samuel sanjay scott sean
    sebastian semyon sergei sergey sergio serhii serhiy seth shashi sherrod shigeru shinzo
    sidney silvio simon spencer stanislav stefan stephen steve steven stuart suleiman suresh
    sven sylvain tamer taras tariq ted terrence terry theodore thierry thomas tim timo timothy
    tobias toby todd tom tomasz tony toomas tor travis trevor troy trygve tyler uhuru ulf vadym
    valentin valery vasily vasyl vernon vicente victor vijay viktor vince vincent virgil vitali
    vitaliy vitaly vladimir volker volodymyr vyacheslav víctor wade walid wally walter wang
    warren wayne wesley will william wolfgang wopke xavier yair yannick yasser yevgeny yitzhak
    yoav yogi yuri yuriy yusuf zach zachary zaid zbigniew étienne
    """.split()
)  # fmt: skip


def of_title(word: str) -> Gender:
    """By a word before a name: "Mrs", "Lord", "chairwoman"."""
    return _TITLES.get(word.lower().rstrip("."), "")


def of_noun(word: str) -> Gender:
    """By a noun of office or kin: "spokeswoman", "king"."""
    if word in _NOUNS:
        return _NOUNS[word]
    if word.endswith(("woman", "women")):
        return "f"
    return "m" if word.endswith(("sman", "men", "chairman")) else ""


def of_given_name(word: str) -> Gender:
    """By a given name that is borne by the one far more than by the other."""
    low = word.lower()
    if low in _WOMEN:
        return "f"
    return "m" if low in _MEN else ""
