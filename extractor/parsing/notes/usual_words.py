"""Words that many explanations of a Form 4 use, and how to tell that a text's words are misread ones of them.

A name or a rare word is in no list. But a word that is no usual one, and differs from one in only a letter or two, such
as "repartng" or "pecunlary", was most likely misread.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_USUAL = """
    above accelerated acceleration accordance account accounts accrued achieved achievement achieving acquire acquired
    acquisition actual additional adjusted adjustment adjustments admission adopted affiliates after against aggregate
    agreed agreement alternative amended amendment among amount amounts anniversaries anniversary announced annual
    annually applicable approved approximately arising assigned associated attainment automatic automatically available
    average award awarded awards balance based basis became become becomes becoming before began begin beginning behalf
    being below beneficial beneficially benefit between board business calculate calendar canceled cancelled capacity
    capital cause ceases certain certificate change changed child children class closing collectively column combination
    commencement commencing commitment common companies company compared compensation completion comply concurrently
    condition conditions connection consecutive consideration consists constitute construed consummated consummation
    contemplated contingent continued continues continuing continuous control controlled controlling controls conversion
    convert converted convertible converts corporation counts cover credited criteria custodial custodian daily dated
    dates death decision deemed defer deferral deferred defined delivered depending derivative described determination
    determined direct directly director directors disability disclaim disclaims disclosed discretion discretionary
    dispose disposition dispositive distributed distribution distributions divided dividend dividends dollar during
    earlier earliest earned economic effect effected effective either elected election elections eligible employee
    employment ended ending entered entitle entitled entitles equal equity equivalent equivalents established event
    events every except exceptions excess exchange exchangeable exchanged executed exempt exempted exercisable exercise
    exercised expiration expire extent false family feature federal filed filing final first following follows footnote
    footnotes forfeited forfeiture formerly forth fourth fractional fully funded further future general generally giving
    goals grant granted grantor greater group hereby herein holder holders holding holdings holds however immediate
    immediately incentive incident include included includes including inclusion inclusive income incorporated
    incorporation increments incurred indicated indirect indirectly individual information initial initially installment
    installments intended interest interests investment issuable issuance issue issued issuer jointly later least
    liabilities liability limitation limited liquidating liquidation longer manager managers managing mandated mandatory
    market measured meeting member members membership merged merger metrics month monthly months multiple nearest
    necessary newly notes notice notional number obligation obligations occur occurred occurrence occurring offering
    officers operating option options order ordinary originally other otherwise outstanding owned owner owners ownership
    parent parity partial participation partner partners partnership payable payment payout pecuniary percent
    performance period permitted person persons phantom placement plans portion power preceding presented previously
    price prices prior private program promulgated prospectus provide provided provision provisions public purchase
    purchased purchasers purpose purposes pursuant quarter quarterly quotient range ranges ranging ratably realized
    reason receipt receive received recent record redeemable redemption reference referred reflect reflects regard
    regarding registration reinvested reinvestment relate related relationships relative released remain remainder
    remained remaining remains report reported reporting represent represented representing represents request require
    required requirements respect respective respectively restated restricted restrictions result resulting retained
    retainer retirement return reverse right rights rounded sales satisfaction satisfied satisfy schedule scheduled
    second securities security separate separation series serves service services settle settled settlement shall share
    shared shareholder shareholders shares should shown since solely specified split splits sponsor spouse staff
    starting state statement status stock stockholder stockholders subject subscription subsequently subsidiary
    substantially successive surrendered target targets taxes tenth terminated terminates termination terms their
    thereafter therefore therein thereof these third three through together total totaling trade trades trading trailing
    tranche tranches transaction transactions transfer transferable transferred trust trustee twelve under underlying
    undersigned undertake undertakes underwritten unitized units unless unrestricted until unvested using utilized value
    various vested vesting vests virtue voting warrant warrants weighted whether which whole wholly withheld withholding
    within without would written years
"""
"""Words of five letters or more, in small letters, that at least 4 of 939 filings of 2023 have in a note."""
USUAL = tuple(_USUAL.split())
_KNOWN = frozenset(USUAL)
ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "er", "or", "al", "ment", "able")
BEGINNINGS = ("re", "un", "in", "dis", "non", "pre")
"""With or without one of these, a usual word is another word, and not a misreading."""
LONG = 8
"""Letters from which a misread word may differ from a usual one in two letters, else in one."""
_WORD = re.compile(r"(?<![\w'.-])[a-z]{5,}(?![\w'-])")


def misspelt_words(text: str) -> frozenset[str]:
    """The words of `text` in small letters that are nearly usual ones.

    Of 1,018 notes of filings that the list was not made from, 8 have two or more such words as printed.
    """
    return frozenset(word for word in _WORD.findall(text) if not _is_usual(word) and _is_nearly_usual(word))


def _is_usual(word: str) -> bool:
    stems = {word, *(word.removesuffix(end) for end in ENDINGS), *(word.removeprefix(begin) for begin in BEGINNINGS)}
    stems |= {f"{stem}e" for stem in stems}
    longer = {stem + end for stem in (word, word.removesuffix("e")) for end in ENDINGS}
    return not _KNOWN.isdisjoint(stems | longer | {begin + word for begin in BEGINNINGS})


def _is_nearly_usual(word: str) -> bool:
    most = 1 if len(word) < LONG else 2
    return process.extractOne(word, USUAL, scorer=Levenshtein.distance, score_cutoff=most) is not None
