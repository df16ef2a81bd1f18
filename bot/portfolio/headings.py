"""What other systems call the things we keep of an account: English, German and French, as they name their columns."""

from __future__ import annotations

from typing import Final

KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "channel": (
        "account channel", "slack channel", "slack channel id", "channel id", "internal channel", "kanal",
        "slack kanal", "canal", "canal slack",
    ),
    "account": (
        "account name", "company", "company name", "customer", "customer name", "client", "client name", "organization",
        "organisation", "organization name", "kunde", "kundenname", "name des kunden", "firma", "firmenname",
        "unternehmen", "name des unternehmens", "client", "nom du client", "nom du compte", "compte", "societe",
        "entreprise", "raison sociale", "nom de l entreprise",
    ),
    "external_id": (
        "account id", "accountid", "id", "crm id", "crm account id", "salesforce id", "sfdc id",
        "salesforce account id", "sf account id", "sfdc account id", "18 digit account id", "18 character account id",
        "account id 18",
        "account number", "account no", "record id", "company id", "customer id", "customer number", "customer no",
        "client id", "hubspot id", "hs object id", "external id", "kundennummer", "kunden nr", "kundennr", "debitor",
        "debitorennummer", "kunden id", "id client", "numero client", "numero de client", "no client", "id du compte",
        "identifiant", "identifiant client",
    ),
    "tier": (
        "account tier", "customer tier", "tier level", "segment", "account segment", "customer segment", "segmentation",
        "tier segment", "account class", "customer class", "classification", "abc class", "service level",
        "kundensegment", "kundenklasse", "klasse", "stufe", "kategorie", "abc klasse", "niveau", "categorie", "classe",
        "segment client",
    ),
    "owner": (
        "account owner", "account manager", "key account manager", "strategic account manager", "am", "kam", "sam",
        "csm", "customer success manager", "success manager", "company owner", "customer owner", "owner name",
        "account owner name", "responsible", "kundenbetreuer", "kundenbetreuerin", "betreuer", "kundenverantwortlicher",
        "verantwortlich", "verantwortlicher", "zustandig", "inhaber", "accountinhaber", "responsable",
        "responsable de compte", "responsable du compte", "charge de compte", "gestionnaire de compte", "proprietaire",
        "proprietaire du compte",
    ),
    "deputy": (
        "backup", "back up", "backup owner", "backup csm", "secondary owner", "secondary csm", "second owner", "cover",
        "stand in", "substitute", "stellvertreter", "stellvertreterin", "stellvertretung", "vertretung", "vertreter",
        "suppleant", "remplacant", "adjoint",
    ),
    "ae": (
        "account executive", "sales rep", "sales representative", "seller", "sales owner", "opportunity owner",
        "deal owner", "sales", "vertrieb", "vertriebler", "verkaufer", "vertriebsmitarbeiter", "commercial",
        "commerciale", "ingenieur commercial", "vendeur",
    ),
    "se": (
        "solution engineer", "solutions engineer", "sales engineer", "solution architect", "solutions architect", "sa",
        "presales", "pre sales",
    ),
    "our_sponsor": (
        "our exec sponsor", "internal sponsor", "internal executive sponsor", "executive sponsor internal",
        "interner sponsor", "sponsor intern", "unser sponsor", "sponsor interne", "notre sponsor",
    ),
    "manager": ("account owner manager", "owner manager", "csm manager", "teamleiter", "teamleitung"),
    "arr": (
        "annual recurring revenue", "annual recurring revenue arr", "recurring revenue", "current arr", "total arr",
        "contract arr", "carr", "acv", "annual contract value", "jahresumsatz wiederkehrend",
        "jahrlich wiederkehrender umsatz", "wiederkehrender jahresumsatz", "jahresvertragswert",
        "revenu annuel recurrent", "revenu recurrent annuel", "rar",
    ),
    "renewal_on": (
        "renewal", "renewal date", "next renewal", "next renewal date", "renews on", "renews", "contract renewal",
        "contract renewal date", "date of renewal", "subscription renewal date", "verlangerung", "verlaengerung",
        "verlangerungsdatum", "verlaengerungsdatum", "verlangerung am", "vertragsverlangerung",
        "vertragsverlaengerung", "renouvellement", "date de renouvellement", "echeance de renouvellement",
    ),
    "notice_on": (
        "notice date", "notice", "cancellation date", "notice deadline", "cancellation deadline", "kundigungsfrist",
        "kuendigungsfrist", "kundigung bis", "date de preavis", "preavis",
    ),
    "contract_start": (
        "contract start date", "contract start", "start date", "subscription start", "subscription start date",
        "contract begin", "customer since", "vertragsbeginn", "vertragsstart", "beginn", "debut de contrat",
        "debut du contrat", "date de debut",
    ),
    "term_months": (
        "term", "contract term", "term in months", "contract term months", "contract length", "laufzeit",
        "vertragslaufzeit", "laufzeit in monaten", "duree", "duree du contrat", "duree en mois",
    ),
    "legal_name": ("legal entity", "parent", "parent account", "parent company", "konzern", "muttergesellschaft"),
    "their_sponsor": (
        "customer executive sponsor", "customer exec sponsor", "their exec sponsor", "client sponsor",
        "customer sponsor", "external sponsor", "executive sponsor customer", "sponsor beim kunden", "sponsor client",
    ),
    "champion": ("champions", "customer champion", "champion name", "promoter", "furspender", "champion client"),
    "economic_buyer": ("buyer", "economic decision maker", "entscheider", "acheteur economique", "decideur"),
    "technical_buyer": ("technical decision maker", "technischer entscheider", "decideur technique"),
    "day_to_day": (
        "primary contact", "main contact", "day to day contact", "key contact", "contact", "ansprechpartner",
        "hauptansprechpartner", "ansprechpartnerin", "interlocuteur", "contact principal",
    ),
    "billing_contact": ("billing", "billing contact name", "rechnungskontakt", "contact facturation"),
    "end_user": ("end user", "end users", "user voice", "anwender", "utilisateur final"),
    "sceptic": ("blocker", "detractor", "sceptic", "skeptic", "kritiker", "detracteur"),
    "special_terms": ("special terms", "sla", "price exceptions", "sonderkonditionen", "conditions particulieres"),
    "bought": ("products", "product", "products bought", "scope", "produkte", "produkt", "produits", "produit"),
    "why_now": ("identify pain", "identified pain", "pain", "implicate the pain", "compelling event", "trigger"),
    "alternatives": ("competition", "competitors", "competitor", "wettbewerb", "wettbewerber", "concurrence"),
}  # fmt: skip
"""Headings by the field they stand for, as `columns.key_of_heading` writes them. Beside these a field is known by its
own id and by what its question asks. Missing on purpose: "Annual revenue", which is what the customer earns, and
"Executive sponsor", which may be theirs or ours.

Economic Buyer, Identify Pain, Champion and Competition are MEDDICC's (habits.md, D).
"""

CURRENCY: Final = (
    "currency", "currency code", "currency iso code", "account currency", "arr currency", "deal currency", "wahrung",
    "waehrung", "devise", "monnaie",
)  # fmt: skip
"""Headings of the column that says in which currency the amounts beside it are."""

CURRENCIES: Final = frozenset({
    "AED", "AUD", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP",
    "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JOD", "JPY", "KES", "KRW", "KWD", "MAD", "MXN", "MYR",
    "NGN", "NOK", "NZD", "OMR", "PEN", "PHP", "PLN", "QAR", "RON", "SAR", "SEK", "SGD", "THB", "TND",
    "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
})  # fmt: skip
"""Codes that a heading such as "ARR (EUR)" may name; any other three letters there may be a word."""
