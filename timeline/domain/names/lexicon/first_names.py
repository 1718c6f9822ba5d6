"""Given names of many languages, and the family names that stand first in some."""

from __future__ import annotations

GIVEN = frozenset(
    """
    aaron abbas abdel abdelaziz abdelfattah abdelmadjid abdikadir abdirahman abdoulaye abdul
    abdulaziz abdulhamid abdulla abdullah abdulrahman abdurrahman abel abena abigail abiy
    aboubacar abraham abu achieng ada adaeze adam adama adebayo adeel adel adele aditya adnan
    adolfo adrian adriana adrien adwoa afshin afua agata agathe agnes agnieszka agustin ahmad
    ahmed aicha aida aino airlangga aisha ajay akash akbar akinwumi akira akosua aksel alaa
    alain alan alasdair alassane albert alberto aldo alejandra alejandro aleksandar aleksander
    aleksandr aleksandra aleksi alena alessandro alex alexander alexandra alexandre alexei
    alexey alexis alfie alfonso alfred alfredo algirdas alhassan ali alice alicia alina alioune
    alisher alistair aliyu allan allison alma alpha alvaro amadi amadou amal amanda amara amaury
    amelia amer amina amir amit amjad amos amparo amrit amy ana anais ananya anas anders andre
    andrea andreas andrei andrej andres andrew andrey andrii andris andriy andrzej andy angela
    angelina angus anibal anil anita anja anjali ankit ann anna annalena anne annette annika
    antal anthony antoine anton antonia antonina antonio antony anutin anwar aoife apirat apisai
    araceli arash archie areej ariel arif arjun arlene arlette armando armen armin arnaud arnold
    arsenio arseniy art arthur artur arturo arun arvid arvind aryan asad asha ashkan ashraf asif
    asim assimi asta astrid atiku aude audrey aung aurelie aurelio ava awa axel ayaan ayatollah
    ayesha aylin ayman aysel azadeh azam aziz baba babacar babajide babak badr bahram bakary
    bambang bandar baptiste barack baraka barbara barry bart bartlomiej bartosz basel bashar
    basil basma bassam bastien bautista beata beatrice beatriz behrouz ben benazir benedict
    benito benjamin benny benoit beppe berat bernadette bernard bernardo bernie bert bertrand
    beth bettina bezalel bharat bhavna bhupinder bilal bilawal bill billy bintou birgit bjarne
    bjorn blaise blake blanca bob bogdan bogumil boguslaw bohdan bola bongani bongbong boonmee
    boris borut borys boubou bozena brad bradley brandon brenda brendan brett brian bridget
    brigitte britt brooke brooklyn bruce bruna bruno bryan budi bukola burak caio callum cameron
    camila camille camilo caner capucine carina carl carla carles carlo carlos carmen carol
    carolina caroline carys catalin catarina catherine catriona cecile cecilia cedric celia
    celine cellou celso cem ceri cesar cevdet cezary chad chandra chandrika chantal chanthou
    charles charlie charlotte cheikh chelsea cheng chetan chiara chidi chinedu chinua chloe
    choguel chris christelle christian christiane christina christine christoph christophe
    christopher chrystia chuan chukwuma ciara cillian cindy claire clara clare claude claudia
    claudio clemence clement colette colin colm connor conor constance constantin corentin
    cornelia cory coumba craig cristian cristina cristobal cynthia cyril cyrille czeslaw dagny
    daisuke daisy dalia damiba damien damir dan dana daniel daniela danielle danilo danny daria
    dario dariusz darko darragh darren daryna dave david dawit dean deborah deepak deepika
    deirdre delfina delia delphine demba denis denise dennis denys denzel derek dermot devon
    dewi diallo diana diane dick didier diego dieter dietmar dietrich dieudonne dilek dilma
    dimitar dimitri dimitris dina dinesh dirk divya djibril djordje dmitri dmitriy dmitry dmytro
    dobroslav dolores dominic dominik dominique don donald donna dora dorothy douglas doumbia
    dragan drew drissa duc duncan dusan dylan dymitr dzmitry eamon ebba ebrahim ebru ed eddie
    edgar edith edmund edouard eduard eduarda eduardo edward edwin edyta eero efrain efua egil
    egils ehud eileen eilidh einar eirik ekaterina ekrem elaine eleanor elena elias elif elin
    elina elisa elisabeth elise elizabeth ella ellen elliot eloise elon elsa elvira elzbieta
    emeka emil emile emilia emiliano emilio emily emine emma emmanuel emmerson emre enda enrico
    enrique enver epeli erdem erdogan eric erica erik erika erin erlend erna ernest ernesto
    ernst ersin esa esko esra esteban estela estelle esther ethan etienne euan eugene eugenia
    eugenie eva evan evelyn evgeny evie evika evo ewa ewan ezequiel fabian fabien fabienne fabio
    fabiola fabrice fadi fahad faisal fanny fanta farah faraj farhad farid fathi fatih fatima
    fatma fatou fatoumata faure faustin fawzi federica federico fedir felicia felipe felix femi
    feras ferdi ferdinand ferenc fergus ferhat fermin fernando fidel fikret filip filippo finlay
    fintan fiona flavia flora florence florencia florent florian fode folake francesca francesco
    francis francisco francois francoise frank franklin franz franziska fred frederic frederick
    frederik frederiksen fredrik freya frida friedrich fritz fuad fumio funmilayo furkan gabor
    gabriel gabriela gaelle gaetan gamal gareth gary gaspar gaspard gaurav gavin geert geeta
    gemma gene genevieve geoff geoffrey george georges georgette georgi gerald gerard gerardo
    gerd gerhard germaine gertrude gethin ghassan ghazi ghislaine gholam gianni gibran gideon
    gilbert giles gilles gina giorgia giorgio giorgos giovanni gisela gitanas giulia giuseppe
    gladys glenn gloria goita gonzalo goran gordana gordon grace graciela graham grainne grant
    grazyna greer greg gregor gregory greta grigory gro grzegorz guadalupe gudrun guido
    guillaume guillermo gulsen gunilla gunnar gunter gunther gustav gustavo guy gwen gwyneth
    gyorgy haakon habib habiba hadi hafez haider haile haitham hakan hakeem hakim halil halima
    halina halvor halyna hamad hamdan hamed hamid hamish hamza hana hania hanna hannah hannele
    hans harald haris harish harjit harold harri harriet harris harry haruto harvey hasan hashem
    hassan hatice hawa haya hayat hector hedi heidi heike heikki heiko heinrich heinz helen
    helena helene helga helle helmut heloisa hendrik henning henri henrik henrique henry herbert
    herman hermann hernan herve hesham hichem hilary hilda hilde hillary himari hinata hind
    hiroshi hisham hoang holger hope horacio horst hossein houda howard hryhoriy hubert hugh
    hugo hugues humberto humza husam huseyin huseyn hussein iago iain ian iaroslav ibrahim
    ibrahima ibtisam ida idriss idrissa iestyn ignacio ignazio igor ihor ikram ilan ilham ilhan
    ilia iliana ilie ilkka ilona ilse ilya imad imane imee imke imogen imran indira ines inga
    ingeborg ingemar inger ingrid ingunn inigo intisar ioana ioannis ion ionut iqbal irakli
    irena irene irfan irina iris iryna isa isaac isabel isabella isabelle isaias isha ishaan
    ishaq isidro isla ismael ismail ismet israel issa issoufou itamar ivan ivana ivanka ivar
    ivica ivo iwona jaap jaber jabu jacek jacinto jack jackie jacob jacqueline jacques jadranka
    jadwiga jaime jair jake jakob jakov jakub jalal jamal james jamie jamila jan jana jane janet
    janez janice janina janine janos janusz jari jarl jaroslav jarosław jasmin jason jassim
    javad javier jaya jean jean-luc jeanette jeanne jeff jeffrey jejomar jelena jemima jennifer
    jenny jens jens-peter jeremie jeremy jerome jerry jerzy jesper jess jesse jessica jesus
    jihad jim jimena jimmy jo joachim joan joanna joanne joao joaquin joaquina jocelyn jochen
    joe joel joelle johan johann johanna johannes john johnny joko jon jonas jonatan jonathan
    jone jordan jordi jorg jorge jorn jorunn josaia jose josef josefa josefina josep joseph
    josephine josette josh joshua josiane josip joy joyce juan juana juanita judith juha juhani
    jukka jules julia julian juliana julie julien juliet julieta julio julius jun junaid june
    jung junichiro jurgen juri justin justine justyna jutta jyrki kaarel kaarina kaba kacper
    kader kadiatou kagiso kai kais kaisa kaito kaja kajsa kalina kalle kamal kamala kamau kamil
    kamran karel karen kari karim karima karin karina karl karla karol karoline kaspar kasper
    kassym katalin kate katerina katharina katherine kathleen kathy katie katja katrin katrine
    katya kaveh kavita kavya kay kazimierz kazuo keanu keiko keir keisuke keita keith kelly
    kemal ken kenji kenneth kenta kenzo kerem kerr kerry kerstin keti ketut kevin khadija
    khadijah khairat khaled khalid khalifa khalil khawla khin khurshid kieran kim kimberly kimmo
    kinga kipkemboi kiran kirsi kirsten kirsti kirsty kjell klara klaus klemens knut kofi konrad
    konstantin konstantinos konstanze koray kostas kostiantyn kresimir krisjanis kristalina
    kristen kristersson kristian kristin kristina kristjan kristrun krystyna krzysztof kumar
    kurt kwabena kwame kwasi kyaw kyle kyriakos laetitia laila laisenia lakshmi lalit lamia
    lamine lana lance larisa larry lars larysa lasse lassina laszlo latifa laura laure laurel
    lauren laurence laurent lauri lawrence layla lazarus lea leah leandro lech lee leena leif
    leila lena leni lenka lennart leo leon leonard leonardo leonid leonie leonor leopold
    leopoldo lerato leroy lesia leslie leszek leticia lev levan levon lewis leyla liam liana
    lidia liisa lila lilian liliana lily lina linas linda lindiwe lindsay lindsey linh linnea
    lionel lisa lise litia lito liudmila liudmyla liv liviu liz ljiljana ljubica lloyd loic lois
    lorenzo loretta lothar louis louisa louise lourdes lubna lubomir luc luca lucas lucia
    luciana lucie lucien lucile lucy ludger ludmila ludovic luigi luis luisa luiz luka lukas
    lukasz lula lungile lyndon lynn lyudmila maarit macarena maciej macky madeleine madina mads
    maeve magda magdalena maggie magne magnus maha mahamadou mahfouz mahinda mahir mahmoud
    mahmud mahrang mai maia maiju mairead maja majed majid makoto malachy malala malcolm malek
    malgorzata malik malika malin mamadou mamady mamello manal mandy manet manfred manish manny
    manoj manolo manon mansour manuel manuela marc marcel marcela marcello marcelo marcia marcin
    marco marcos marcus marek maren margaret margarita margaux margherita margot margrethe
    margus mari maria mariam mariama mariana marianne maribel marie mariela marija marijana
    mariko marilyn marin marina marine mario marion marisa marissa marit marius mariusz mariya
    marjane mark markku marko markus marlene marlies marta martha martin martina martine marty
    marwa marwan mary maryam maryna masaru masato masha masoud massimo matej mateja mateo mateus
    mateusz mathias mathieu mathilde mathis matias matilda matt matteo matthew matthias matti
    maud maurice mauricio max maxence maxim maxime maximo maxine maya mazen meera megan megawati
    megumi mehdi mehmet mehrdad mehriban mel melanie melek melinda melisande melissa meltem
    mercedes mere meredith merle mert mette mia micaela michael michaela michal micheal michel
    michele michelle mieczyslaw miguel mihai mihaly mika mikael mike mikhail mikheil mikkel
    mikko mikulas mila milagros milan milena millie milorad milos miloslav mina minh mira
    miranda mireille mirela miriam mirjana mirko miro miroslav miroslava mirza mitch mitsuko
    mladen mo moctar modibo moeketsi mohamad mohamed mohammad mohammed mohan mohsen mohsin
    moises molly mona moncef monica monika morag morgane morten morteza morven morwenna moses
    mostafa mouctar mounir moussa mpho muhammad muhammadu muhyiddin mukesh muna munir munther
    murad murat musa musab mustafa mutlaq mwai mwangi mykhailo mykola myriam nabih nabil
    nadezhda nadia nadiia nadine nadja naeem nafissatou nahid nahla nahuel naila najib najla
    nana nancy naoko naomi narendra naser nasir nasrin nasser natalia natalie nataliia nataliya
    natasha nathalie nathan nathaniel natsuki naveen nawaf nawal nawaz nayib nazanin nazar ndeye
    neha neil nelisiwe nelson nemanja nena nestor nevena nevin ngozi nia niall niamh nicholas
    nick nicola nicolae nicolas nicole niels nigel nihad nikhil nikita nikki niklas nikol nikola
    nikolai nikolaos nikolas nikolay nikos nils nina nino ninoslav nirmala nisha nizar njeri
    nkosazana noah noel noelia noemie nomvula noor nora norbert norma norman nour nouri nuala
    nuno nurettin nuria nursultan nurul obinna octavia octavio oddvar odette odile ogechi ognjen
    oisin okan okechukwu oksana ola olaf olaoluwa olav ole oleg oleh oleksandr oleksandra
    oleksii oleksiy olena olga olha oliver olivia olivier olli olof olusegun oluwaseun olympe
    omar omer ondrej orane orcun orest orhan orla orlando osama oscar oskar osman ostap oswaldo
    otavio ottmar otto ousmane owen oxana oya oyvind ozlem pablo padraig paetongtarn pallavi
    paloma pamela panas paola paolo parisa parviz pascal pascale pasi pat patrice patricia
    patricio patrick patrik paul paul-henri paula paulina pauline paulo pavel pavlo pavol paz
    pedro peggy pekka penny pentti pepe per perla perrine peter petr petra petri petro petros
    petter petteri phil philip philippe philippine phillip phoebe phumtham pia pierre pieter
    pietro pilar piotr pirkko pita polina pooja pornthip prabowo pradeep prakash pramila pranab
    pranav prasad pravin prayut prayuth predrag preeti prince priti priya przemyslaw pumla putu
    pyotr qais qasem quang quentin rachel rachid radek radmila radoslav radoslaw radu raed
    rafael rafaela rafal raffaele rafik rafiq raghad ragnar ragnhild rahul raila raimonds rainer
    raisa raj rajab rajesh rajiv rakesh ralf ralph ram ramesh rami ramiro ramon ramona ramzan
    rana randy rania ranil raphael raquel rasha rashid rasmus rastislav ratu raul ravi ray
    raymond raza rebecca recep reem refik refilwe regina regis reham reidar reinhard reinhold
    rekha remi remy ren renata renate renato rene renee retno reuven rex reza rhonda rhys riad
    ricarda ricardo riccardo richard rick riikka riina rima rina rini rishi rita riyad rob
    robert roberta robertas roberto robin rocio rodante rodrigo rodrigue roger rohan rohit
    roisin rokia roksolana roland rolf roman romano romeo romulo ron ronald rory rosa rosalba
    rosalia rosalind rosario rose roselyne rosemarie rosemary ross rostyslav roy roya ruairi
    ruben rudiger rudolf rudy rufino rufus rui rukhsana rune ruslan russell rustam rustem ruta
    ruth ruud ruxandra ryan ryszard saad saba sabina sabine sabri sabrina sachin sadibou sadio
    sadiq sadyr saeed safa safiya sahar said saif sajid sakari sakura salah saleh salem salif
    sally salma salman salome salva salvador salvatore salwa sam samantha sameer samer sami
    samia samir samira samuel sana sanaa sandeep sandra sandrine sandy sanjay sanna sanni
    santiago santino saoirse saqib sara sarah sarita sasa sasha saskia satoshi saud saul
    savannah sawsan scott seamus sean sebastian sebastiao sebastien seema sefa sefanaia segolene
    selahattin selim selma semi seppo serdar serge sergei sergey sergio serhii serhiy serkan
    seth severin severine seydou shadi shafiq shahbaz shahid shaima shakira shamima shams shane
    shannon sharif sharon shashi shaun shavkat sheena shehbaz sheikh sheila shelly sherry
    shigeru shilpa shimon shinji shinzo shirin shirley shiv shreya sian siddharth sidiki sidra
    sigmar sigrid sigrun sigurd silje silke silvana silvia silvio silviu simon simona simone
    sina sinan sindre sinead siobhan sione siosaia sipho siri sirpa sita siti sitiveni siv sizwe
    slavko slawomir slobodan smita snezana soe sofia sofie soheil sok soledad solomiia solomon
    solveig somchai sonia sonja sophia sophie soraya sorcha soren sory sota souleymane spencer
    srdjan srettha sri stacey stanislas stanislav stanislaw stanko stefan stefania stefanie
    stefano steffen steinar stella stepan stephane stephanie stephen stevan steve steven stewart
    stig stuart sture subrahmanyam sudha suha suleiman sultan sunil supriya suresh surya susan
    susana susanna susanne suzan suzanne svante svein sven svenja svetlana sviatlana svitlana
    swantje swati sylvain sylvia sylvie szymon taavi tadeusz tadhg tahani tahir takashi takeshi
    talal talib tamar tamara tamas tamer tamim tanguy tania tanja tanya tanzila tapio tara taras
    tarek tariq tariro tarja tatenda tatiana tatyana taufiq tawfiq taylor tayyip ted tellervo
    tendai teodor terence teresa terje terry tetiana tetsuya tevfik tevita tewodros thabo
    thaksin thandi thandiwe thant themba theo theodor theresa thiago thibault thierno thierry
    thiha thilo thomas thorsten thuy tiago tibor tidiane tihomir tiina tijjani tim timo timothy
    timur tina tobias todd todor togzhan tom tomas tomasz tomislav tomislava tommy tomoko tone
    toni tonio tony toomas tor torbjorn tord tore tormod torsten toshiko tove tracy trang traute
    trevor trine tristan trond trygve tsai tuan tuija tumelo tunde tuomas tupou turki tuula
    tyler tymofiy uche udo ugur uhuru ulf ulla ulrich ulrika ulrike ulyana uma umar umaro
    umberto umut una unni urho urmas uroš ursula urszula usha uta ute uwe vaclav vadim vadym
    vagn valdas valdis valentin valentina valentyna valeria valerie valerii valeriia valeriy
    valery vandana vanessa varun varvara vasco vasil vasily vasyl veena veit veli velimir venkat
    vera vernon veronica veronika vesna vianney victor victoria vidar viera vijay vikram viktor
    viktoria viktoriia viliami ville vilma vincent vincenzo vinod viola violeta virginia
    virginie virginijus vitali vitalie vitalii vitaliy vitaly vito vivek vivian viviane vjosa
    vlad vladimir vladislav vladyslav vlasta vojtech volha volkan volker volodymyr vsevolod
    vyacheslav wadih wael wafa wahid waldemar waleed walid wallace walter wambui wanda wangari
    wanjiru warren wayan wayne wendy werner wesley wiebke wiktor wilfred wilhelm will willem
    william willy wilma winfried winston wissam wladimir wladyslaw wojciech wole wolfgang
    wolfram wolodymyr wopke xavier xenia ximena xiomara yaa yaakov yacouba yael yahia yahya yair
    yaman yamila yana yanis yann yannick yannis yaqoub yaqub yaroslav yaroslava yaser yash yasin
    yasir yasmin yasmine yasser yasuhiro yaya yegor yehuda yelena yelyzaveta yemi yevgeny yevhen
    yevhenii yevheniia yigal yilmaz yingluck yngve yoav yoko yolanda yoon yoshi yoshihide
    yoshiko younes younis yousaf yousef youssouf yrjo yuki yulia yuliia yumi yunus yuri yurii
    yuriy yusuf yves yvette yvonne zac zahra zaid zainab zakaria zaki zanele zara zaw zayed
    zbigniew zdenek zdenka zdravko zehra zeina zelda zelie zendaya zeynep zheng ziad zinedine
    zivko zlata zlatko zodwa zoe zofia zola zoltan zoran zoriana zsofia zubaida zubair zurab
    zuzana zuzanna zygmunt
    """.split()
)

FAMILY_FIRST = frozenset(
    """
    bai ban cao chan chen cheng cho choi chung dai deng ding dong du fan fang feng fu gao geng
    guo han he hong hou hu hua huang hun hwang jang jeon jeong jia jiang jin jo jung kang kim
    kong kwon lai lee lei li liang liao lim lin liu long lu luo ma mao meng moon mun nguyen oh
    pan park peng pham qian qiao qin qiu rhee ri roh ryu seo shao shen shi shin sohn song su sun
    tan tang tao thein tian tran tsai vo wan wang wei wen wong woo wu xi xia xiao xie xu yan
    yang yao ye yi yin yoo yoon you yu yuan yun zeng zhang zhao zheng zhong zhou zhu zhuang zou
    """.split()
)
"""Family names of East Asia: "Kim" is what later mentions of a "Kim Jong Un" say."""
