"""Names of people, companies, towns and titles that do not exist; any likeness to real ones is chance."""

from random import Random
from typing import NamedTuple

FAMILY = (
    "Abernethy", "Ashgrove", "Balcombe", "Birtwhistle", "Blackfen", "Bramwell", "Calloway", "Cavendry",
    "Coldwater", "D'Arbanville", "Dunmore", "Eastlake", "Elderfield", "Fairbourne", "Fenwright", "Garroway",
    "Goldhurst", "Greenslade", "Hallowmere", "Harkstead", "Hollingbery", "Ibbotsen", "Jessamine", "Kestrel",
    "Kirkbride", "Langstroth", "Lockhaven", "Maplethorpe", "McAllendale", "Merriweather", "Nakatsune",
    "Northcote", "O'Fallowin", "Oakhampton", "Pemberwick", "Penhallow", "Quillfeather", "Rademaekers",
    "Ravensdale", "Rosenthalder", "Saltonstead", "Silverbrook", "Stavropoulides", "Tanglewood", "Thackerby",
    "Thistlewood", "Underhill", "van-der-Meersch", "Vasquelito", "Wainfleet", "Whitcombe", "Winterbourne",
    "Wu-Chenault", "Yarborough", "Zimmermannsen",
)  # fmt: skip
GIVEN = (
    "Adela", "Alaric", "Anneliese", "Barnaby", "Beatrix", "Calder", "Cassandra", "Dashiell", "Delphine",
    "Edmund", "Elspeth", "Farrah", "Fitzgerald", "Georgina", "Gideon", "Hanneke", "Horatio", "Imogen",
    "Isidore", "Jocasta", "Joaquin", "Katarzyna", "Kenji", "Leocadia", "Lionel", "Marguerite", "Mei-Ling",
    "Nathaniel", "Nerissa", "Octavia", "Oswald", "Persephone", "Quentin", "Rosalind", "Rupert", "Seraphina",
    "Siddharth", "Tabitha", "Thaddeus", "Ursula", "Valentin", "Winifred", "Xanthe", "Yusuf", "Zebulon",
)  # fmt: skip
FIRST_WORDS = (
    "Amberline", "Arcwell", "Bluefin", "Brightquarry", "Cindervale", "Cobaltic", "Driftmark", "Eastmere",
    "Everhollow", "Ferncastle", "Glasswing", "Granitefall", "Harborline", "Helixium", "Ironbark", "Juniperon",
    "Keystrand", "Larkspur", "Lumenforge", "Meadowlark", "Mistral-Gate", "Northfell", "Oakenfield", "Orbiscope",
    "Palisander", "Quarrytown", "Redstart", "Saffronix", "Silvertide", "Stonecrop", "Tidewrack", "Umbrafield",
    "Verdantis", "Westerly", "Windermark", "Yellowpine", "Zephyrine",
)  # fmt: skip
SECOND_WORDS = (
    "Robotics", "Therapeutics", "Semiconductor", "Energy Partners", "Bancshares", "Biosciences", "Holdings",
    "Software", "Aerospace", "Foods", "Logistics", "Materials", "Networks", "Realty Trust", "Insurance Group",
    "Medical Devices", "Mining & Smelting", "Communications", "Outdoor Brands", "Water Utilities",
)  # fmt: skip
FORMS = (", Inc.", " INC", " Corp.", " CORP /DE/", ", Ltd.", " plc", " N.V.", ", L.P.", " Co", " & Co., Inc.")
FUND_WORDS = ("Capital Partners", "Growth Fund", "Ventures", "Opportunity Fund", "Family Holdings", "Master Fund")
FUND_FORMS = ("LP", ", L.P.", " LLC", " (Cayman), Ltd.", " GP, L.L.C.")
STREETS = (
    "Alder Road", "BRIDGE PARKWAY", "Copperfield Avenue", "DOCK STREET", "East Lantern Blvd.", "FOUNDRY WAY",
    "Garnet Street, Suite 400", "HARVEST DRIVE, STE 1200", "Isle View Terrace", "JUNCTION PLAZA, 14TH FLOOR",
)  # fmt: skip
TOWNS = (
    ("ALDERMERE", "CA", "94999"), ("Brookfen", "NY", "10998"), ("COPPER HOLLOW", "TX", "77999-0412"),
    ("Drumlin Heights", "MA", "02999"), ("EAST HARROW", "IL", "60699"), ("Fallowdale", "WA", "98998"),
    ("GRANITE BAY CITY", "CO", "80299"), ("Hawksworth", "GA", "30399"), ("IVORY SPRINGS", "FL", "33199"),
)  # fmt: skip
# Until the form of 2026 gave the country a line of its own, EDGAR's code for it was printed in the box for the state.
FOREIGN_TOWNS = (
    ("LOWER WICKHAM", "X0", "ZZ1 9QQ"), ("Haldorsvik", "Q8", "0999"), ("HSIN-LU CITY", "F5", "300999"),
    ("Kirishima-Cho", "M0", "899-9999"), ("Port Lumsden", "A6", "K9Z 9Z9"), ("VELDHOEK", "P7", "9999 ZZ"),
)  # fmt: skip
OFFICER_TITLES = (
    "Chief Executive Officer", "CFO", "VP, OPERATIONS", "President and COO", "General Counsel & Secretary",
    "EVP, Chief Technology Officer", "Sr. VP - Human Resources", "Chief Accounting Officer", "See Remarks",
    "SVP & Pres., Europe/Asia", "Principal Financial Officer",
)  # fmt: skip
OTHER_TEXTS = ("Former Director", "Member of 13(d) group", "Possible Member of 10% Group", "See Remarks")
COMMON_TITLES = (
    "Common Stock", "Class A Common Stock", "Common Stock, par value $0.001 per share", "Ordinary Shares",
    "Common Units", "American Depositary Shares", "Class A Common Stock, $.01 par value per share",
    "Common Shares of Beneficial Interest", "Series B Cumulative Redeemable Preferred Stock",
)  # fmt: skip
NATURES = (
    "By Spouse", "By Trust", "By 401(k) Plan", "By ESOP", "By Child", "By LLC", "By Family Limited Partnership",
    "See footnote", "By the 2019 Grantor Retained Annuity Trust", "By IRA", "By Managed Account",
)  # fmt: skip


class Address(NamedTuple):
    """An address, as the form's boxes hold it."""

    street1: str
    street2: str
    city: str
    state: str
    zip_code: str
    country: str


def person(random: Random) -> str:
    """A name as EDGAR has it, family name first."""
    initial = random.choice(("", "", f" {random.choice('ABCDEFGHJKLMNPRSTW')}", f" {random.choice('ABCDEFGHJKL')}."))
    suffix = random.choice(("", "", "", "", "", " Jr.", " III", " MD"))
    name = f"{random.choice(FAMILY)} {random.choice(GIVEN)}{initial}{suffix}"
    return name.upper() if random.random() < 0.4 else name


def fund(random: Random) -> str:
    """The name of a partnership or fund that files as an owner."""
    numeral = random.choice(("", "", " II", " III", " IV", " VII"))
    name = f"{random.choice(FIRST_WORDS)} {random.choice(FUND_WORDS)}{numeral}{random.choice(FUND_FORMS)}"
    name = name.replace("LP", " LP", 1) if name.endswith("LP") and not name.endswith(" LP") else name
    return name.upper() if random.random() < 0.3 else name


def company(random: Random) -> tuple[str, str]:
    """An issuer and its symbol, which may be NONE."""
    first = random.choice(FIRST_WORDS)
    name = f"{first} {random.choice(SECOND_WORDS)}{random.choice(FORMS)}"
    letters = [letter for letter in first.upper() if letter.isalpha()]
    symbol = "".join(letters[:1] + random.sample(letters[1:], random.choice((1, 2, 3, 3))))
    symbol = random.choice((symbol,) * 12 + (f"{symbol}.A", f"NYSE: {symbol}"[:10], "NONE"))
    return (name.upper() if random.random() < 0.4 else name), symbol


def address(random: Random, issuer: str, *, with_country: bool) -> Address:
    """An address, often in care of the issuer, sometimes abroad."""
    street = f"{random.randint(1, 18999)} {random.choice(STREETS)}"[:40]
    care_of = f"C/O {issuer.upper()}"[:40] if random.random() < 0.5 else ""
    box = random.choice(("", "", "", f"P.O. BOX {random.randint(10, 9999)}"))
    lines = (care_of, street) if care_of else (street, box)
    if random.random() < 0.12:
        city, code, zip_code = random.choice(FOREIGN_TOWNS)
        return Address(*lines, city, "" if with_country else code, zip_code, code if with_country else "")
    return Address(*lines, *random.choice(TOWNS), "")
