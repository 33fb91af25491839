"""Words and their syllables, counted by ear."""

from __future__ import annotations

BY_EAR = {
    1: """the of by seed used made makes plans house time trust work works staff change changed share shared through
        strength strengths brought laws team cost costs rates paid free key core built build guide scheme schemes aims
        held blocks school schools course source spent cared blue use vote once queue league fire tired asked reached
        watched size sized bridge clause leave leaves please whole ones world worlds storm rhythms where four eight
        squares bathe breathes judge caught quite square fruit juice bruise their there choice voiced boil
    """,
    2: """council councils report service changes services website meeting people member cabinet:3 needed boxes
        statement safeguard workplace settle table tables trouble simple purpose budget local agreed online
        partners language image highways housing future advice measure measures value issues issue create system
        systems method progress support software hardware market between before therefore without having using quality:3
        ensure ensures ensured being going doing seeing poem diet client science quiet trial riot fluid ruin lion
        react nation station action question million region special social partial cautious precious gracious
        courage village passage damage voyage marriage:2 carriage baggage useful useless careful hopeful lonely lately
        completely:3 pages places prices sources causes choices judges wages bridges movement basement
        pavement payment fragment segment cement safety ninety lovely surely homeless statesman spokesman middle little
        settled handled muddled titles principles:3 single angle ankle purple couple cycle cycles prism chasm schism
        moving saving buyer player lawyer flying trying dying saying
        approach approached increase decrease creature scorecard filename tiers:1 piers:1 priest:1 argue lion
    """,
    3: """committee officer government:3 agreement requirement management procurement settlement department
        implement element supplement complement document recommend agenda policy finance:2 financial residents
        community:4 strategy library libraries cabinet solution provision decision decisions direction religion
        opinion opinions material:4 idea area created media radio video studio museum
        actual annual usual gradual mutual influence fluency diagram dialect violence violent quietly society:4
        scientist variance reliance alliance appliance compliance defiance audio period serious curious various previous
        obvious:3 tedious envious glorious editor theatre organise organised services environment:4 recycling energy
        economy:4 assessment investment achievement improvement improvements announcement replacement placement:2
        employee employer continue continued evaluate:4 industry agency agencies contingent efficient sufficient
        convenience:4 capital digital medical hospital musical politics benefit benefits developed develops
        tourism autism racism heroism:4 sexism:3 activism:4 criticism:4 cooperate:4 coordinate:4 reorganise:4
        proactive preamble realign reactive reaction creative creation creator deviate:3 reappear reaffirm:3
        permanent accident property quantity entirely completely separate safeguarding householder statutory:4
        vehicle vehicles trustworthy leadership partnership transparent example examples continuing:4 valuing:3
        barrier barriers earlier earliest easier busiest supplier suppliers timetable demonstrate
        hygiene:2 expertise furthermore approaching insurance reviewing issuing carrying studying surveying:3 fulfilling
    """,
    4: """information:4 technology organisation:5 community communities economy society material evaluate evaluates
        cooperate coordinate coordinated:5 authority accountable accessible:4 responsible:4 available development
        environment environmental:5 operation application applications education population regulation generation
        participate anticipate inequality:5 ability security facility priority majority minority capacity diversity
        identify identified:4 identifies:4 appropriate:4 immediate:4 intermediate:5 associate:4 initiative:4
        initiate:4 negotiate:4 experience experienced convenience inconvenience:5 variation evaluation:5 escalation
        deviation continuous ambiguous:4 superfluous:4 simultaneous:5 spontaneous:4 miscellaneous:5 area:3
        individual:5 residual annually:4 actually usually unusual:4 criterion:4 champion:3 companion:3 union:2
        criteria behaviour:3 behavioural:4 interior superior inferior exterior anterior priorities competitive
        preventative:4 necessary:4 ordinary:4 temporary:4 voluntary:4 secretary:4 January:4 February:4 dictionary:4
        statutory territory:4 category categories:4 inventory:4 reorganise realistic idealism:5 favouritism:5
        biology geography theology methodology:5 criticism activism heroism affiliate:4 retaliate:4 humiliate:4
    """,
    5: """organisation organisations university accountability:6 responsibility:6 opportunity opportunities
        sustainability:6 inequality possibility electricity creativity productivity authorisation:5 communication
        consideration consultation:4 administration collaboration representative:5 evaluation infrastructure:4
        implementation:5 recommendation:5 interoperability:8 confidentiality:7 proportionality:6 biodiversity:6
        methodological:6 multidisciplinary:7 unnecessarily:6 enthusiasm:5 individual intermediary:6 beneficiary:6
        subsidiary:5 evaluating:5 appropriately:5 immediately:5 simultaneously:6 instantaneous:5 curiosity
        anniversary vocabulary physiotherapy:6 rehabilitation:6 deterioration:6 appreciation:5
        pronunciation:5 association:5 negotiation:5 superiority:6 periodical:5 editorial:5 memorial:4 tutorial:4
        industrial:4 colonial:4 partially:3 specially:3 especially:4 initially:4 essentially:4 commercially:4 socially:3
    """,
}


def counted_by_ear() -> dict[str, int]:
    """Each word with its syllables: those of its row, unless it carries its own after a colon."""
    found: dict[str, int] = {}
    for count, row in BY_EAR.items():
        for entry in row.split():
            word, _, own = entry.partition(":")
            found[word] = int(own) if own else count
    return found
