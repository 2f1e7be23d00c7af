"""Synthetic sanctions lists in FollowTheMoney's form: nobody and nothing in them exists but by chance.

Names are put together from common parts, with the aliases that real lists have: other romanisations, Cyrillic, other legal forms, translated words,
abbreviations, names turned round. The mix is that of the European Union's annexes, roughly: firms, officials of Russia, few Koreans.
"""

# ruff: noqa: E501  # lists of words

import json
import random
from collections.abc import Callable, Iterator

from foedus.model.record import Record


def _listed(words: str) -> list[str]:
    return words.split()


def _paired(words: str) -> list[tuple[str, ...]]:
    return [tuple(word.split("/")) for word in words.split()]


RUSSIAN_SURNAMES = _listed(
    "Соколов Лебедев Козлов Новиков Морозов Волков Зайцев Павлов Семёнов Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв Макаров Андреев Ковалёв Ильин Гусев Титов Кузьмин Кудрявцев Баранов Куликов Алексеев Степанов Яковлев Сорокин Сергеев Романов Захаров Борисов Королёв Герасимов Пономарёв Григорьев Лазарев Медведев Ершов Никитин Соболев Рябов Поляков Цветков Данилов Жуков Фролов Журавлёв Николаев Крылов Максимов Сидоров Осипов Белоусов Федотов Дорофеев Егоров Матвеев Бобров Дмитриев Калинин Анисимов Петухов Антонов Тимофеев Никифоров Веселов Филиппов Марков Большаков Суханов Миронов Ширяев Александров Коновалов Шестаков Казаков Ефимов Денисов Громов Фомин Давыдов Мельников Щербаков Блинов Колесников Карпов Афанасьев Власов Маслов Исаков Тихонов Аксёнов Гаврилов"
)
RUSSIAN_GIVEN = _listed(
    "Александр Сергей Дмитрий Андрей Алексей Максим Евгений Владимир Юрий Игорь Николай Олег Виктор Михаил Павел Константин Валерий Геннадий Вячеслав Фёдор Григорий Леонид Эдуард Тимур Руслан Рустам Шамиль Артём Кирилл Никита"
)
# as Pyongyang, Seoul and Moscow write them
KOREAN_SURNAMES = _paired(
    "Kim/Kim/Ким Ri/Lee/Ли Pak/Park/Пак Choe/Choi/Чхве Jong/Jung/Чон Kang/Kang/Кан Jo/Cho/Чо Yun/Yoon/Юн Jang/Chang/Чан Rim/Lim/Лим O/Oh/О Han/Han/Хан Sin/Shin/Син So/Seo/Со Kwon/Kwon/Квон Hwang/Hwang/Хван An/Ahn/Ан Song/Song/Сон Ryu/Yoo/Рю Hong/Hong/Хон No/Roh/Но Kwak/Kwak/Квак Mun/Moon/Мун"
)
KOREAN_GIVEN = _paired(
    "chol/cheol/чхоль yong/young/ён jong/jung/чон un/eun/ын su/soo/су il/il/иль gil/gil/гиль ho/ho/хо kwang/gwang/кван myong/myung/мён hui/hee/хи song/sung/сон nam/nam/нам sik/sik/сик hyok/hyuk/хёк ryong/yong/рён chun/choon/чхун bok/bok/бок won/won/вон guk/kook/гук thae/tae/тхэ dok/deok/док"
)
ARABIC_GIVEN = _paired(
    "Mohammed/Muhammad Ahmad/Ahmed Ali/Aly Hassan/Hasan Hussein/Husayn Khaled/Khalid Omar/Umar Yousef/Yusuf Ibrahim/Ibraheem Abdullah/Abdallah Mahmoud/Mahmud Saeed/Said Fawzi/Fauzi Tareq/Tariq Suleiman/Sulayman"
)
ARABIC_SURNAMES = _paired(
    "al-Hashimi/Hashemi al-Masri/Elmasry al-Tikriti/Tikriti al-Shami/Shamy al-Najjar/Naggar al-Khatib/Khateeb al-Zubaidi/Zubaydi al-Jubouri/Jaburi al-Obeidi/Ubaydi al-Duri/Douri al-Rashid/Rasheed al-Haddad/Hadad al-Qasimi/Qasemi al-Basri/Basry"
)
CHINESE_SURNAMES = _listed(
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Tang Deng Feng Han Cao Zeng Peng"
)
CHINESE_GIVEN = _listed(
    "Wei Fang Min Jing Qiang Lei Yang Yong Jie Juan Tao Ming Chao Xia Ping Gang Hua Jun Bo Hao Peng Xin Yan Zhi Guo Jian Feng Long Hai Qing"
)
ANGLO_GIVEN = _listed(
    "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Karen Thomas Nancy Charles Lisa Daniel Betty Matthew Sandra Mark Ashley"
)
ANGLO_SURNAMES = _listed(
    "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell"
)
STEMS = _listed(
    "Вымпел Гранит Звезда Сокол Заря Радуга Вега Алмаз Титан Импульс Прогресс Восход Салют Факел Метеор Горизонт Океан Протон Спектр Орион Полюс Маяк Рубин Топаз Янтарь Кристалл Базальт Квант Луч Искра Молния Вихрь Буран Аврора Байкал Ангара Енисей Амур Волга Урал Кавказ Каспий Балтика Нева Ладога Онега Кама Витязь Богатырь Атлант"
)
# a trade with its translation
TRADES = _paired(
    "завод/plant конструкторское_бюро/design_bureau научно-производственное_объединение/research_and_production_association торговый_дом/trading_house судоходная_компания/shipping_company банк/bank холдинг/holding институт/institute комбинат/works верфь/shipyard"
)
PLACES = _listed(
    "Северный Южный Западный Восточный Уральский Сибирский Казанский Тульский Ижевский Омский Пермский Самарский Томский Тамбовский Брянский Курский"
)
FORMS = [("АО", "JSC"), ("ООО", "LLC"), ("ПАО", "PJSC"), ("ЗАО", "CJSC")]
SHIPS = _listed(
    "Star Pioneer Glory Fortune Ocean Dawn Spirit Venture Horizon Pearl Eagle Falcon Victory Breeze Wave Harmony Liberty Unity Progress Crystal"
)
SHIP_FIRST = _listed(
    "Golden Silver Eastern Northern Bright Blue Royal New Grand Lucky Swift Noble Rising Pacific Arctic Crimson Emerald Jade Amber Iron"
)
OFFICES = [
    office.replace("_", " ")
    for office in _listed(
        "Minister_of_Transport Deputy_Minister_of_Defence Member_of_the_State_Duma Governor Commander_of_the_Fleet Ambassador Prosecutor_General Director_of_the_Intelligence_Service"
    )
]

_PLAIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch '' y '' e yu ya".replace("''", "_").split(),
        strict=True,
    )
)
_SYSTEMS = (
    _PLAIN | {"ё": "yo", "й": "i", "ю": "iu", "я": "ia", "ъ": "ie"},  # passports
    _PLAIN | {"ё": "yo", "ь": "'", "э": "eh"},  # maps
    _PLAIN | {"ж": "j", "ц": "c", "щ": "sch", "х": "h", "й": "j", "ю": "ju", "я": "ja"},  # by the ear
)


class Invented(Record, frozen=True, kw_only=True):
    """Somebody or something that does not exist, with names as lists would have them, the usual one first."""

    schema: str
    names: tuple[str, ...]
    country: str
    office: str = ""
    number: str = ""


def romanised(text: str, system: dict[str, str]) -> str:
    """Cyrillic in Latin letters by a system."""
    words = []
    for word in text.split():
        roman = "".join(system.get(char.lower(), char) for char in word).replace("_", "")
        words.append(roman[:1].upper() + roman[1:] if word[:1].isupper() else roman)
    return " ".join(words)


def russian(chance: random.Random) -> Invented:
    """A Russian official: two further romanisations, Cyrillic, turned round."""
    given, surname = chance.choice(RUSSIAN_GIVEN), chance.choice(RUSSIAN_SURNAMES)
    name = f"{given} {surname}"
    names = (
        romanised(name, _PLAIN),
        romanised(name, chance.choice(_SYSTEMS)),
        name,
        romanised(f"{surname} {given}", chance.choice(_SYSTEMS)),
    )
    return Invented(schema="Person", names=_each(names), country="ru", office=chance.choice(OFFICES))


def korean(chance: random.Random) -> Invented:
    """A North Korean official, as Pyongyang, Seoul and Moscow write the name."""
    surname, first, second = chance.choice(KOREAN_SURNAMES), chance.choice(KOREAN_GIVEN), chance.choice(KOREAN_GIVEN)
    names = (
        f"{surname[0].upper()} {first[0].title()} {second[0].title()}",
        f"{surname[1]} {first[1].title()}-{second[1]}",
        f"{surname[2]} {first[2].title()} {second[2].title()}",
    )
    return Invented(schema="Person", names=_each(names), country="kp", office=chance.choice(OFFICES))


def arabic(chance: random.Random) -> Invented:
    """An official of Syria in two romanisations."""
    given, middle, surname = chance.choice(ARABIC_GIVEN), chance.choice(ARABIC_GIVEN), chance.choice(ARABIC_SURNAMES)
    names = (f"{given[0]} {middle[0]} {surname[0]}", f"{given[1]} {middle[1]} {surname[1]}", f"{given[0]} {surname[0]}")
    return Invented(schema="Person", names=_each(names), country="sy", office=chance.choice(OFFICES))


def chinese(chance: random.Random) -> Invented:
    """An official of China, in pinyin."""
    surname, given = chance.choice(CHINESE_SURNAMES), chance.choice(CHINESE_GIVEN) + chance.choice(CHINESE_GIVEN).lower()
    return Invented(schema="Person", names=(f"{surname} {given}", f"{given} {surname}"), country="cn", office=chance.choice(OFFICES))


def anglo(chance: random.Random) -> Invented:
    """Somebody with an English name."""
    given, surname = chance.choice(ANGLO_GIVEN), chance.choice(ANGLO_SURNAMES)
    return Invented(schema="Person", names=(f"{given} {surname}", f"{surname}, {given}"), country="us", office=chance.choice(OFFICES))


def firm(chance: random.Random) -> Invented:
    """A Russian firm: translated, romanised, in Cyrillic, and by its stem with a legal form alone."""
    stem, (trade, translated) = chance.choice(STEMS), chance.choice(TRADES)
    place, number = chance.choice(PLACES), chance.randrange(1, 400)
    form, legal = chance.choice(FORMS)
    trade, translated = trade.replace("_", " "), translated.replace("_", " ").title()
    roman, seat = romanised(stem, _PLAIN), romanised(place, _PLAIN)
    names = (
        f"{legal} {seat} {translated} {roman}-{number}",
        f"{form} {place} {trade} «{stem}-{number}»",
        romanised(f"{place} {trade} {stem}-{number}", chance.choice(_SYSTEMS)),
        f"{roman}-{number} {legal}",
    )
    return Invented(schema="Company", names=_each(names), country="ru", number=f"10{chance.randrange(10**10, 10**11)}")


def ship(chance: random.Random) -> Invented:
    """A ship with a former name."""
    names = tuple(f"{chance.choice(SHIP_FIRST)} {chance.choice(SHIPS)} {chance.randrange(1, 100)}" for _ in range(2))
    return Invented(schema="Vessel", names=(names[0].upper(), names[1]), country="kp", number=f"9{chance.randrange(10**5, 10**6)}")


MIX: tuple[tuple[Callable[[random.Random], Invented], int], ...] = (
    (firm, 50),
    (russian, 30),
    (ship, 10),
    (arabic, 5),
    (anglo, 3),
    (korean, 2),
)


def entries(number: int, seed: int = 1) -> Iterator[Invented]:
    """The entries of a list of that size, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    makers, weights = zip(*MIX, strict=True)
    for _ in range(number):
        yield chance.choices(makers, weights)[0](chance)


def ftm_lines(number: int, seed: int = 1) -> Iterator[str]:
    """The same as lines of a FollowTheMoney file, each with its sanction, and an address for firms."""
    for position, entry in enumerate(entries(number, seed)):
        key = f"X-{position}"
        properties: dict[str, list[str]] = {"name": [entry.names[0]], "alias": [*entry.names[1:]], "country": [entry.country]}
        properties |= {"position": [entry.office]} if entry.office else {}
        properties |= {"imoNumber" if entry.schema == "Vessel" else "registrationNumber": [entry.number]} if entry.number else {}
        if entry.schema == "Company":
            properties["address"] = [f"{1 + position % 90} Zavodskaya Street, Industrial Zone {position % 50}, Russia"]
        yield _line(key, entry.schema, properties, target=True)
        sanction = {
            "entity": [key],
            "programId": [f"PROG-{position % 30}"],
            "startDate": [f"20{10 + position % 15}-0{1 + position % 9}-11"],
        }
        yield _line(f"S-{position}", "Sanction", sanction, target=False)


def simple_rows(number: int, seed: int = 1) -> Iterator[str]:
    """The same as rows of a simple CSV; persons are left out of it, as the form names no offices."""
    columns = "id schema name aliases birth_date countries addresses identifiers sanctions phones emails program_ids dataset first_seen last_seen last_change"
    yield ",".join(f'"{column}"' for column in columns.split()) + "\n"
    for position, entry in enumerate(entries(number, seed)):
        schema = "Organization" if entry.schema == "Person" else entry.schema
        cells = [f"X-{position}", schema, entry.names[0], ";".join(entry.names[1:]), "", entry.country, "1 Zavodskaya Street", entry.number]
        cells += ["", "", "", f"PROG-{position % 30}", "Synthetic", "2020-01-01", "2026-01-01", "2026-01-01"]
        yield ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def _line(key: str, schema: str, properties: dict[str, list[str]], *, target: bool) -> str:
    line = {"id": key, "schema": schema, "properties": properties, "target": target, "datasets": ["synthetic"], "last_seen": "2026-01-01"}
    return json.dumps(line, ensure_ascii=False) + "\n"


def _each(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
