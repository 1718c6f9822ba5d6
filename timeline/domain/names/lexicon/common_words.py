"""Ordinary English words: capitals do not make them names."""

from __future__ import annotations

CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december mon tue wed thu fri sat sun jan feb mar
    apr jun jul aug sep sept oct nov dec spring summer autumn winter christmas easter ramadan
    eid today yesterday tomorrow
    """.split()
)

FUNCTION = frozenset(
    """
    a about above according across act after again against ago all along already also although
    always am amid among an and another any anyone anything are around as aside at away back be
    because been before behind being below beneath beside besides between beyond both but by can
    cannot could despite did do does doing done down during each either else elsewhere even ever
    every everyone everything except few fewer for former from further given had has have having
    he hence her here hers herself him himself his how however i if in indeed inside instead
    into is it its itself just last later least less like likewise many may me meanwhile might
    more moreover most much must my myself near nearly neither never nevertheless next no nobody
    none nor not nothing now nowhere of off often on once one only onto or other others
    otherwise ought our ours out outside over own per perhaps please quite rather same scores
    separately several shall she should since so some somebody someone something sometimes soon
    still such than that the their theirs them themselves then there thereafter therefore these
    they this those though through throughout thus to together too toward towards twice under
    underneath unless unlike until up upon us very via was we well were what whatever when
    whenever where whereas wherever whether which while who whoever whole whom whose why will
    with within without would yes yet you your yours earlier meantime two three four five six
    seven eight nine ten hundreds thousands millions dozens tens first second third
    """.split()
)

ORDINARY = frozenset(
    """
    mine ability able abroad absence absolute abuse academic accept access accident account
    accuse achieve acting action active activist activity actor actual add additional address
    adjust administration administrator admit adopt adult advance advantage advice advise
    adviser advisor affair affairs afford afraid age agency agenda agent aggression aggressive
    agree agreement aid aim air aircraft airspace airstrike alert alive allege alliance allow
    ally allies almost alone alternative ambassador ambition amendment ammunition amount
    analysis analyst anger angry animal anniversary announce annual answer anti anxiety anybody
    apart apologise apology apparent appeal appear application apply appoint approach
    appropriate approve approval area argue argument arm armed armour arms army arrange arrest
    arrive art article artillery ask aspect assault assembly assess assessment asset assets
    assist assistance associate association assume assure attach attack attempt attend attention
    attorney attract auction audience audit author authority authorities authorise auto autumn
    available average avoid await award aware baby ban bank banker banking bar base basic basis
    battle beach bear beat beautiful become bed begin behaviour belief believe belong benefit
    best better bid big biggest bill billion bind birth bit bitter black blame blast blaze bless
    block blockade blocks blood blow blue board boat body bomb bombing bond book boost boot
    border born borrow boss bottom box boy brave breach break breakfast bridge brief bright
    bring broad broadcast broken brother brown brutal budget build building bullet bunker burn
    bus business busy buy cabinet call called camp campaign cancel candidate capable capacity
    capital captain capture car card care career careful carry case cash casualty casualties
    catch cause ceasefire celebrate centre center central century ceremony certain chair
    chairman chairwoman challenge chamber chance change channel chapter character charge charity
    chart cheap check chemical chief child children choice choose church circle circumstance
    citizen citizens city cite civil civilian civilians claim clash class clean clear clergy
    clerk climate climb close closed closer coach coal coalition coast code coffee cold collapse
    colleague collect college colonel column combat combine come comfort command commander
    comment commercial commission commissioner commit commitment committee common communication
    community company compare compete competition complain complaint complete complex comply
    compromise computer concern concert conclude condemn condition conduct conference confidence
    confirm conflict confront confrontation congress connect consequence consider consumer
    contact contain contemporary content contest continue contract contrary contribute control
    controversial convention convict convince convoy cook cooperation cope copy copyright core
    corner corporate correct corruption cost council councillor count counter country county
    couple coup courage course court cover crash create credit crew crime criminal crisis critic
    critical criticise criticism cross crowd cruel cruise cultural culture currency current
    customer cut cyber daily damage dance danger dangerous dark data date daughter day days dead
    deadline deadly deal dealer dear death debate debt decade decide decision declare decline
    decree deep defeat defence defend defense defensive defiant define degree delay delegate
    delegation deliver delivery demand democracy democrat democratic demolish demonstrate deny
    department depend deploy deployment deputy describe desert deserve design desk desperate
    destroy destruction detail details detain detect determine develop development device diary
    dictator die difference different difficult dinner diplomacy diplomat diplomatic diplomats
    direct direction director disappear disaster discover discuss discussion disease dismiss
    dispute distance distant district divide division doctor document dollar domestic donation
    donor door double doubt draft drag dramatic draw dream dress drink drive driver drone drones
    drop drought drug dry due duty eager ear early earn earth ease east eastern easy eat
    economic economist economy edge edit edition editor education effect effective effort elect
    election electricity elite embargo embassy emerge emergency emotion emphasise empire employ
    employee employer empty enable end ending enemy energy enforce engage engine engineer enjoy
    enormous ensure enter entire envoy equal era erupt escalate escalation escape especially
    essential establish estimate ethnic evacuate evacuation evening event evidence evil exact
    examine example exceed exchange exclusive executive exercise exile exist expand expect expel
    expert experts explain explode explosion explosive export expose express extend extra
    extreme eye face fact factor factory fail failure fair faith fall false family famous far
    farm farmer fast fatal father fault favour fear federal federation feed feel female fierce
    fifth fight fighter fighting figure figures file fill film final finance financial find fine
    finish fire firefighter firm fish fix flag flee fleet flight float flood floor flow fly
    focus follow food fool foot football force forces foreign forest forget form formal fort
    forth forum forward foundation founder fourth fox frame fraud free freedom freeze fresh
    friend front fruit fuel full fully fund funeral funny future gain game gang garden gas
    gather gender general generals generation gentle giant gift girl give glad glass global go
    goal gold good goods govern government governor grade grain grand grant grass grave gray
    great green grey ground group grow growth guarantee guard guerrilla guess guest guide guilty
    gun gunman gunmen guy half hall halt hand handle happen happy harbour hard harm hate head
    headline headquarters health hear heart heat heavy height helicopter hell hello help hero
    hide high highlight hill hint historian historic historical history hit hold hole holiday
    holy home homepage honest honour hope horrible hospital host hostage hot hotel hour house
    human humanitarian hunger hunt hurricane hurt husband ice idea identify identity ignore ill
    illegal image imagine immediate immigration impact impeach implement import important impose
    impossible improve incident include income increase independence independent index indicate
    individual industrial industry infantry inflation influence inform information
    infrastructure initial initiative injure injury inquiry insist inspect inspector institute
    institution insurance integrity intelligence intend interest interim interior internal
    international internet interview introduce invade invasion invest investigate investigation
    investigator investigators investment investor investors invite involve iron island issue
    item jail job join joint journal journalist journalists judge jump junior jury justice keen
    keep key kick kid kidnap kill killing kind king kitchen know knowledge labor labour lack
    lady lake land language large late latest laugh launch law lawmaker lawmakers lawsuit lawyer
    lawyers lay lead leader leaders leadership leading league learn leave left legacy legal
    legend legislation letter level liberal liberation liberty library lie life lift light limit
    line link lion list listen literature little live loan lobby local long look lose loss lost
    love low lower loyal luck lunch machine magazine mail main maintain major majority make male
    man manage manager manner march marine mark market marriage marry mass massacre massive
    master match material matter mayor mean measure media meet meeting member members memoir
    memorial memory men mention message meter method metro middle migrant migrants migration
    military militia militant militants miller million mind miner mineral minister ministers
    ministry minor minority minute miss missile missiles missing mission mistake mix mob mobile
    model moderate modern moment monarch money monitor month monument mood moral morning mortar
    mother motion mountain move movement murder museum music name narrow nation national
    nationalist native natural nature naval navy neck need negotiate negotiation negotiations
    negotiator neighbour net network neutral new news newspaper nice night ninth noble noise
    nominee normal north northern note notice novel nuclear nuke number nurse object objective
    observe observer occupation occupy occur ocean odd offensive offer office officer officers
    official officials oil old open opening operate operation opinion opportunity oppose
    opposition option oral orange order ordinary organisation organization organise origin
    original outbreak outcome outrage overcome overseas overview owe owner pace pact page pain
    painful pair palace panel panic paper parent park parliament parliamentary part participate
    particular partner partners partnership party pass passage passenger past path patient
    patrol pause pay payment peace peaceful penalty pending pension people percent perfect
    period permanent permit person personal phase phone photo photograph physical pick picture
    piece pilot pipe pipeline place plan plane planes plans plant plastic play player plead
    pledge plot plus point poison pole police policy political politician politicians politics
    poll poor pope popular population port position positive possible post potential poverty
    power powerful powers practice praise pray prayer predict prefer premier prepare presence
    present presidency president presidential press pressure pretty prevent previous price pride
    priest primary prime prince princess principal print priority prison prisoner prisoners
    private prize pro probe problem process produce producer product profession professor profit
    program programme progress prohibit project promise promote proof propaganda proper property
    proposal propose prosecute prosecution prosecutor prosecutors prospect protect protection
    protest protester protesters protests proud prove provide province provincial provoke public
    publish pull punish purchase pure purpose pursue push put quarter queen question quick quiet
    quit quote race radical radio raid rail railway rain raise rally range rank rapid rate reach
    react reaction read reader ready real realise reality rear reason rebel rebels rebuild
    recall receive recent recession recognise recommend reconstruction record recover recovery
    recruit red reduce refer referee reference referendum reform refugee refugees refuse refusal
    regard regime region regional register regret regular regulate regulator reign reject relate
    relation relations relationship relative relatives release relief religion religious remain
    remark remember remind remote remove renew rent repair repeat replace reply report reporter
    reporters reports represent representative republic republican request require rescue
    rescuers research researcher researchers reserve resident residents resign resignation
    resist resistance resolution resolve resort resource respect respond response responsibility
    rest restore restrict result resume retire retreat return reveal revenge revenue review
    revolution reward rice rich rid rifle right rights ring riot rise risk rival river road rock
    rocket rockets role roll roof room root rose rough round route row royal rule ruling rumour
    run rural rush sad safe safety saga sail saint salary sale sanction sanctions satellite save
    say scale scandal scare scene schedule scheme school science scientist scientists score sea
    search season seat secret secretary section sector secure security see seek seem seize sell
    senate senator send senior sense sentence separate separatist series serious serve service
    services session set settle settlement severe shadow shake share sharp shell shelling shift
    ship shock shoot shooting shop shore short shot shoulder show shrink shut sick side siege
    sign signal significant silence silent silver similar simple sing single sir sister sit site
    situation size skill sky slam slave sleep slide slip slow small smart smoke smooth snow
    social society soft soil soldier soldiers solid solution solve son song sort soul sound
    source sources south southern sovereign sovereignty space spark speak speaker special
    specialist specific speech speed spend spill spirit split spokesman spokesperson spokeswoman
    sponsor sport spot spread spy squad square stability staff stage stake stalemate stance
    stand standard star start state statement states station statistic status stay steal steel
    step stick stock stocks stone stop storage store storm story strain strait strange strategic
    strategy stream street strength stress stretch strike strikes strip strong structure
    struggle student students study stuff style subject submit succeed success successor sudden
    suffer suggest suicide suit summary summit sun super superior supplier supply supplies
    support supporter supporters suppose supreme sure surge surprise surrender surround survey
    survival survive survivor suspect suspend sustain swear sweep sweet swift swing symbol
    sympathy system table tactic take tale talk talks tank tanks target tariff task tax teach
    teacher team technical technology teenager telegraph telephone television tell tension
    tensions term territory terror terrorism terrorist test testify testimony text thank thanks
    theory thing think thought threat threaten threshold throw ticket tide tie tight time tiny
    tip tired title tone tool top topic total touch tough tour tourist tower town track trade
    tradition traffic tragedy trail train transfer transform transition transport trap travel
    treasury treat treaty trial tribal tribe tribunal tribute trick trigger trip troop troops
    trouble truce truck true trust truth try turn twin type ultimate ultimatum unable uncle
    understand unidentified uniform union unique unit unite united unity university unknown
    unprecedented unusual update upper urban urge urgent use useful user usual vaccine valley
    value vast vehicle venture verdict version vessel veteran veto vice victim victims victory
    video view village violate violence violent virtual virus visa visible vision visit visitor
    vital voice volunteer volunteers vote voter voters vow vulnerable wage wait walk wall want
    war warm warn warning warplane warrant warrior wash waste watch water wave way weak wealth
    weapon weapons wear weather web website wedding week weekend weekly weigh welcome welfare
    west western wheat wheel white wide wife wild wildfire win wind window wing winner winter
    wire wish withdraw withdrawal witness witnesses woman women wonder wood word work worker
    workers world worry worth wound write writer wrong yard year yellow young youth zero zone
    clearly finally recently reportedly apparently unfortunately fortunately ironically notably
    exactly absolutely simply frankly additionally similarly subsequently previously initially
    eventually originally currently formerly broke brought built came chose fell felt fled flew
    forgot fought found froze gave gone got grew heard held hid kept knew laid led lent made
    meant met overcame paid ran said sank sat saw sent shook showed shown slain sold sought
    spoke spent stood stole struck sung swept swore taken taught threw told took understood
    warned went withdrew woke won worn wrote written ceo cfo coo pm mp mps tv gdp ai hiv covid
    covid-19 dna lng vat gmt utc usd faq pdf gps suv uav id ok vip bst est edt pst eu-wide ied
    icbm himars atacms mum dad ms mr mrs dr prof herr frau monsieur madame lord sheikh
    """.split()
)


def is_ordinary(word: str) -> bool:
    """Whether a word in lower case is ordinary English, its usual endings aside."""
    if word in ORDINARY or word in FUNCTION or word in CALENDAR:
        return True
    if "-" in word:
        return all(is_ordinary(part) for part in word.split("-")[:6] if part)
    if not word.endswith(_LAST_LETTERS):
        return False
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if any(stem + other in ORDINARY for other in others):
                return True
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in ORDINARY:
                return True
    return False


_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("ing", ("", "e")), ("es", ("", "e")), ("ed", ("", "e")),
    ("ers", ("", "e")), ("er", ("", "e")), ("ly", ("",)), ("s", ("",)),
)  # fmt: skip
_LAST_LETTERS = tuple({ending[-1] for ending, _ in _ENDINGS})
