"""Some 2,500 customers: common words joined in every way, and names that are spelled unusually."""

from __future__ import annotations

from itertools import cycle, product

FIRST = [
    *["Northern", "Southern", "Baltic", "Alpine", "Atlantic", "Pacific", "Summit", "Harbor", "Silver", "Golden"],
    *["Crimson", "Evergreen", "Granite", "Cobalt", "Amber", "Falcon", "Heron", "Lynx", "Maple", "Cedar", "Willow"],
    *["Juniper", "Orchid", "Aurora", "Zenith", "Vertex", "Apex", "Quantum", "Orbit", "Nova", "Stellar", "Lunar"],
    *["Solar", "Polar", "Delta", "Sigma", "Omega", "Helix", "Prism", "Vector", "Matrix", "Beacon", "Anchor"],
    *["Compass", "Pioneer", "Frontier", "Heritage", "Liberty", "Unity", "Concord", "Horizon", "Meridian", "Keystone"],
    *["Cornerstone", "Riverside", "Lakeside", "Hillside", "Oakwood", "Ashford", "Bradford", "Clifton", "Dalton"],
]
SECOND = [
    *["Logistics", "Foods", "Energy", "Robotics", "Health", "Software", "Systems", "Motors", "Bank", "Insurance"],
    *["Textiles", "Chemicals", "Pharma", "Media", "Telecom", "Airlines", "Shipping", "Mining", "Steel", "Paper"],
    *["Plastics", "Packaging", "Furniture", "Toys", "Retail", "Hotels", "Partners", "Capital", "Labs", "Instruments"],
    *["Optics", "Semiconductors", "Aerospace", "Marine", "Agriculture", "Dairy", "Breweries", "Vineyards"],
    *["Bakeries", "Tools"],
]
FORMS = ["", " GmbH", " Inc.", " Ltd", " S.A.", " AG", " LLC", " Group"]

UNUSUAL = [
    *["Acme", "Acme Robotics GmbH", "Acme Foods", "Globex", "Initech", "Umbrella Health", "Stark Industries"],
    *["Café Müller", "Müller & Söhne", "Crédit Coopératif du Léman", "Ørsund Shipping", "Łódź Textiles", "Straßer Bau"],
    *["Çelik Holding A.Ş.", "Æther Labs", "3K", "Yak", "X", "K2", "HQ", "7-Twelve", "C", "C++", "AT&B", "Yoyodyne!"],
    *["L'Artisan Boulanger", "O'Neill & Daughters", "J.P. Harper", "Dr. Oetjen", "St. James Brewery", "e-Vision"],
    *["Amazonia.com", "Facetome", "Coca-Soda", "Hewlett-Pickard", "Procter & Grumble", "Johnson and Johnsdaughter"],
    *["International Bakery Machines", "Bank of Arcadia", "Deutsche Schifffahrt AG", "The Boring Tunnel Company"],
    *["Société Générale d'Épicerie", "Ernst & Jung", "Rolls-Reuss", "Weyland Yutani Corporation", "Tyrell Corp."],
    *["ООО Ромашка", "ЗАО «Северный ветер»", "Їжак Плюс", "Αθηναϊκή Ζυθοποιία", "שמש אנרגיה", "شركة النور للتجارة"],
    *[
        "مصنع الأمل",
        "مؤسسة ليلى",
        "株式会社山田製作所",
        "東京食品",
        "北京光明乳业有限公司",
        "トヨハシ自動車",
        "삼호전자 주식회사",
    ],
    *["อรุณรุ่งการค้า", "सूर्य ऊर्जा", "🚀 Rocketry", "🚀🚀", "&", "Ａｃｅ Ｗｉｄｅ", "Zażółć Gęślą", "Nguyễn Hương"],
]

COMPANIES = UNUSUAL + [
    f"{first} {second}{form}" for (first, second), form in zip(product(FIRST, SECOND), cycle(FORMS), strict=False)
]
