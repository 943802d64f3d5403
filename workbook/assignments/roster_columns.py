"""Which column of a roster is which: the headings that learning systems give, in many languages.

A heading counts without case, accents, spaces and signs: “First name”, “first_name” and “FirstName” are one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Ids, in the order in which they are taken where a file has several. What a system counts by itself comes last.
IDS = _words(
    """
    id student studentid studentnumber studentno idnumber sisuserid sisid orgdefinedid sid identifier uin emplid
    netid uni matrikelnummer matrikelnr matrnr matrikel idnummer immatrikulationsnummer mtknr kennung
    numerodidentification numeroetudiant numeroidentifiant numerodeidentificacion numerodeid matricula
    numeromatricola numerodidentificazione numerodeidentificacao studentnummer studienummer idnumer numeralbumu
    numerindeksu azonositoszam neptunkod neptun идентификационныйномер индивидуальныйномер номерстудента
    номерзачетнойкнижки ogrencino ogrencinumarasi kimliknumarasi 学号 学籍番号 学生番号 학번
    idнумер username userid user
    login loginid sisloginid uid benutzername anmeldename nutzername kennungbenutzername nomdutilisateur
    identifiant nombredeusuario usuario nomeutente gebruikersnaam nazwauzytkownika felhasznalonev логин
    имяпользователя kullaniciadi 用户名 ユーザ名 ユーザー名 사용자명 githubusername
    """
)
OWN_IDS = ("id",)  # of Canvas' gradebook, where they are numbers that nobody else knows
NAMES = _words(
    """
    name fullname studentname displayname namefull vollstandigername namevollstandig nomcomplet nombrecompleto
    nomecompleto nomecognome volledigenaam imieinazwisko pelneimie teljesnev nev полноеимя фио adsoyad tamad 全名
    姓名 氏名 성명 이름 fullstandigtnamn fuldenavn fulltnavn jmenoaprijmeni celejmeno
    """
)
GIVEN = _words(
    """
    firstname first givenname givennames given forename forenames preferredname vorname vornamen rufname prenom
    prenoms nombre nombres nome voornaam imie jmeno krstnemeno utonev keresztnev имя ім'я імя ad isim adi
    fornavn fornamn etunimi 名 名字 이름 ονομα όνομα
    """
)
FAMILY = _words(
    """
    lastname last surname familyname family nachname familienname zuname nom nomdefamille apellido apellidos
    cognome sobrenome ultimonome apelido achternaam nazwisko prijmeni priezvisko vezeteknev csaladinev фамилия
    прізвище soyad soyadi soyisim etternavn efternavn efternamn sukunimi 姓 姓氏 성 επωνυμο επώνυμο
    """
)
EMAILS = _words(
    """
    email emailaddress mail mailaddress eaddress emailaddresses primaryemail universityemail emailadresse
    emailadres mailadresse adressedecourriel courriel adresseemail adressemail correoelectronico
    direcciondecorreo correo direcciondecorreoelectronico indirizzoemail indirizzodipostaelettronica
    enderecodeemail adresemail adreselektroniczny emailcim eposta epostaadresi epostadress epostadresse
    адресэлектроннойпочты электроннаяпочта почта 电子邮件 电子邮件地址 邮箱
    メールアドレス 이메일 이메일주소 sahkopostiosoite
    """
)
ROLES = ("role", "roles", "rolle", "rollen", "rol", "ruolo", "роль")
STUDENTS = (
    "student",
    "students",
    "learner",
    "teilnehmerin",
    "studierende",
    "estudiante",
    "etudiant",
    "studente",
    "студент",
)
PLAIN = str.maketrans("ıłøđ", "ilod")  # letters that have no accent to take off
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# What Moodle calls those who hand in, in its worksheets: a number of its own, and nobody's id.
PARTICIPANT = re.compile(
    r"(participant|participante|participant·e|teilnehmer|teilnehmer/in|teilnehmer:in|partecipante|deelnemer|uczestnik|"
    r"resztvevo|участник|katilimci|参与者|参加者|참가자)\s*\d+"
)


@dataclass(frozen=True)
class RosterColumns:
    """The places of the columns in a roster: ``id``, the parts of the ``name`` in their order, ``email`` and ``role``.

    A place is None where there is no such column. ``parts`` are (given, family) or (name,), or none.
    """

    id: int | None
    parts: tuple[int, ...]
    email: int | None
    role: int | None

    @property
    def used(self) -> set[int]:
        """The places of all columns that are read."""
        return {place for place in (self.id, *self.parts, self.email, self.role) if place is not None}


def compact(heading: str) -> str:
    """A ``heading`` as it is compared.

    >>> compact(" E-Mail_Adresse "), compact("Prénom"), compact("Matr.-Nr.")
    ('emailadresse', 'prenom', 'matrnr')
    """
    signs = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", heading).casefold())
    return "".join(sign for sign in signs.translate(PLAIN) if sign.isalnum())


def columns_in(head: Sequence[str], body: Sequence[Sequence[str]]) -> RosterColumns:
    """Which column of a roster with the headings ``head`` and the rows ``body`` is which?

    Of several columns of ids the first in the order of IDS that is not blank counts; an e-mail address is an id where
    nothing else is. A column that holds nothing but e-mail addresses is theirs, whatever its heading.
    """
    headings = [compact(cell) for cell in head]

    def cells(place: int) -> list[str]:
        return [row[place] for row in body if place < len(row) and row[place]]

    def first(names: Sequence[str]) -> int | None:
        places = [headings.index(name) for name in map(compact, names) if name in headings]
        return next((place for place in places if cells(place)), None)

    email = first(EMAILS)
    if email is None:
        addresses = [place for place in range(len(head)) if cells(place) and all(map(EMAIL.fullmatch, cells(place)))]
        email = addresses[0] if addresses else None
    ids = [headings.index(name) for name in map(compact, IDS) if name in headings]
    if is_canvas(head):
        ids.sort(key=lambda place: headings[place] in OWN_IDS or headings[place] == "student")
        ids = [place for place in ids if headings[place] != "student"]
    ids = [place for place in ids if not (cells(place) and all(map(_is_participant, cells(place))))]
    id = next((place for place in ids if cells(place)), email)
    if id is None and ids:
        id = ids[0]
    name, given, family = first([*NAMES, *(("student",) if is_canvas(head) else ())]), first(GIVEN), first(FAMILY)
    if family is None and given is not None and name is not None and not _is_within(given, name, body):
        family = name  # “Name, Vorname”: the name of the family, where that of a person stands beside it
    if given is not None and family is not None and given != family:
        parts: tuple[int, ...] = (given, family)
    else:
        parts = tuple(place for place in (name, given, family) if place is not None and place != id)[:1]
    return RosterColumns(id, parts, email, first(ROLES))


def _is_within(given: int, name: int, body: Sequence[Sequence[str]]) -> bool:
    """Whether the cells of the column ``name`` hold those of ``given`` too, as full names do."""
    pairs = [(row[given], row[name]) for row in body if max(given, name) < len(row) and row[given] and row[name]]
    return all(compact(first) in compact(full) for first, full in pairs)


def is_canvas(head: Sequence[str]) -> bool:
    """Whether these are the headings of Canvas' gradebook, where “Student” is a name."""
    headings = {compact(cell) for cell in head}
    return "student" in headings and bool(headings & {"sisuserid", "sisloginid", "section"})


def _is_participant(cell: str) -> bool:
    signs = unicodedata.normalize("NFKD", cell).casefold()
    return bool(PARTICIPANT.fullmatch("".join(sign for sign in signs if not unicodedata.combining(sign)).strip()))
