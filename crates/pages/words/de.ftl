### Alles, was Meldende lesen, auf Deutsch. Reiner Text: keine Auszeichnung, keine geraden Anführungszeichen.

## Around every page

skip = Zum Inhalt springen
nav-site = Website
nav-programs = Programme
nav-mailbox = Postfach
nav-program = Programm
nav-policy = Richtlinie
nav-report = Melden
nav-advisories = Hinweise
nav-credits = Danksagungen
nav-statistics = Statistik
nav-ledger = Protokoll
nav-languages = Sprache
about-page = Über diese Seite
footer-candor = Candor hält die Versprechen einer Sicherheitsrichtlinie und beweist es.
footer-plain = Diese Seiten brauchen kein JavaScript, zählen keine Besuche und laden nichts von anderswo.
error-prefix = Fehler:
problems-title = Etwas stimmt noch nicht
optional = (freiwillig)
choose = Bitte wählen …
file-count = { $count ->
    [one] 1 Datei
   *[other] { $count } Dateien
}
files-help = { $count ->
    [one] 1 Datei mit bis zu { $size } MiB.
   *[other] Bis zu { $count } Dateien mit je { $size } MiB.
} Sie werden verschlüsselt, bevor sie gespeichert werden.
files = Dateien
note-demonstration = Vorführung
note-replay = Nachgestellt
note-information = Hinweis
note-warning = Warnung
about-demonstration = Dies ist eine Vorführung. Ihre Fälle stellen öffentliche Sicherheitshinweise mit deren echten Daten nach; senden Sie hier keine echten Meldungen.
about-driven-time = Die Uhrzeit auf diesem Server wird für Tests von Hand gestellt.
about-replayed-case = Dieser Fall stellt einen öffentlichen Sicherheitshinweis mit dessen echten Daten nach.
about-replayed-advisory = Dieser Hinweis stellt einen öffentlichen mit dessen echten Daten nach.

## Times, numbers, sizes

date = { $day }. { $month } { $year }
moment = { $date }, { $time } Uhr UTC
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
decimal-sign = ,
moments = weniger als eine Minute
minutes = { $count ->
    [one] 1 Minute
   *[other] { $count } Minuten
}
hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
weeks = { $count ->
    [one] 1 Woche
   *[other] { $count } Wochen
}
months = { $count ->
    [one] 1 Monat
   *[other] { $count } Monate
}
years = { $count ->
    [one] 1 Jahr
   *[other] { $count } Jahre
}
business-hours = { $count ->
    [one] 1 Geschäftsstunde
   *[other] { $count } Geschäftsstunden
}
business-days = { $count ->
    [one] 1 Werktag
   *[other] { $count } Werktage
}
list-comma = { $first }, { $next }
list-and = { $first } und { $last }
list-or = { $first } oder { $last }

## First page

home-none-title = Noch kein Programm
home-none = Hier gibt es noch kein Programm
home-none-lead = Diese Instanz läuft, hat aber noch keine Richtlinie zu halten. Ein Programm beginnt mit seiner Richtlinie: was Menschen, die eine Schwachstelle melden, versprochen wird, und bis wann.
home-step-write = Schreiben Sie eine Richtlinie.
home-step-write-how = Beginnen Sie mit einer der Dateien in { $folder }: ein Name, ein Kontakt, ein Versprechen.
home-step-check = Prüfen Sie sie.
home-step-check-how = Zeile für Zeile erfahren Sie, was falsch ist oder fehlt und was stattdessen dort stehen sollte.
home-step-serve = Stellen Sie sie bereit.
home-look-around = Um sich erst umzusehen: { $command } füllt fünf Programme mit nachgestellten öffentlichen Fällen.
home = Eine Schwachstelle melden und sehen, was versprochen ist
home-lead = Jedes Programm unten sagt, was es Menschen verspricht, die ihm etwas melden, und zeigt, wie es diese Versprechen gehalten hat. Sie können ohne Konto und ohne Namen melden.
home-reported-already = Haben Sie schon gemeldet? { $mailbox } mit Ihrem Beleg.
open-your-mailbox = Postfach öffnen
intake-open = Nimmt Meldungen an
intake-restricted = Eingeschränkt
intake-paused = Pausiert
intake-urgent = Dringendes geht an { $way }.
intake-condition = Meldungen werden unter einer Bedingung angenommen: { $condition }
intake-until = Bis { $until } werden keine Meldungen angenommen.

## What is promised

act-acknowledge = Den Eingang der Meldung bestätigen
act-respond = Die Meldung beantworten
act-evaluate = Die Meldung bewerten
act-decide = Sagen, ob sie angenommen wird
act-update = Über den Fortschritt berichten
act-fix = Eine Korrektur oder Abhilfe veröffentlichen
act-publish = Einen Sicherheitshinweis veröffentlichen
act-credit = Die meldende Person nennen
act-notify = Benachrichtigen
act-report = Der Behörde melden
act-review = Die Richtlinie überprüfen
act-classify = Entscheiden, wie das Gesetz es nennt
thing-acknowledge = eine Eingangsbestätigung
thing-respond = eine Antwort
thing-evaluate = eine Bewertung
thing-decide = eine Entscheidung
thing-update = Berichte über den Fortschritt
thing-fix = eine Korrektur oder Abhilfe
thing-publish = ein Sicherheitshinweis
thing-credit = eine Danksagung
thing-notify = eine Benachrichtigung
thing-report = eine Meldung an die Behörde
thing-review = eine Überprüfung der Richtlinie
thing-classify = eine Entscheidung, wie das Gesetz es nennt
thing-when = { $thing }, { $when }
thing-when-if = { $thing }, { $when } ({ $condition })
party-reporter = die meldende Person
party-public = die Öffentlichkeit
party-users = die Nutzenden
party-csirt = das CSIRT
party-authority = die Behörde
party-upstream = das Ursprungsprojekt
party-team = das Team
party-persons = die Menschen, um deren Daten es geht
party-controller = die für die Daten verantwortliche Stelle
party-requester = wer danach gefragt hat
party-cve-list = die CVE-Liste
party-distributors = die Distributoren
within-span = Frist: { $span }
within-span-after = Frist: { $span }, gerechnet ab: { $event }
within-span-before = Mindestens { $span } vorher: { $event }
within-every = alle { $span }
from-received = Eingang der Meldung
from-acknowledged = Eingangsbestätigung
from-evaluated = Bewertung
from-accepted = Annahme
from-fix-ready = Fertigstellung der Korrektur
from-fix-released = Freigabe der Korrektur
from-resolved = Lösung
from-disclosed = Veröffentlichung
from-other = das Ereignis, das die Richtlinie nennt
within-soon = so bald wie möglich
within-regularly = regelmäßig
if-severity = wenn der Schweregrad { $severities } ist
severity-low = niedrig
severity-medium = mittel
severity-high = hoch
severity-critical = kritisch
severity-unknown = noch nicht bewertet
class-promise = Versprechen
class-law = Gesetz
class-programme = Programmregel
class-target = Ziel
class-agreement = Vereinbarung
include-evaluation = Bewertung
include-date = voraussichtliches Datum der Lösung
include-decision = Entscheidung
include-reason = Begründung
include-severity = Schweregrad
include-progress = Stand der Arbeit
include-mitigation = was Nutzende bis dahin tun können
record-kept = { $kept } von { $all } gehalten
record-kept-median = { $kept } von { $all } gehalten, Median: { $median }
record-few = bisher { $count }
few = weniger als { $limit }

## A program and its policy

program-title = Sicherheitsrichtlinie
program-heading = { $program }: Sicherheitsrichtlinie
program-report = Eine Schwachstelle melden
program-follow = Eine Meldung verfolgen
promises = Was versprochen ist
promises-none = Diese Richtlinie verspricht keine Fristen.
promise = Versprechen
promise-when = Wann
promise-so-far = Bisher
promise-to = gegenüber: { $party }
promise-nothing-yet = noch nichts zu zählen
promises-record = Wie diese Versprechen gehalten wurden
laws = Gesetze und Programmregeln
laws-beside = Sie gelten neben dem, was das Team selbst verspricht.
silent = Wenn das Team schweigt
silent-acknowledgement = Hat niemand den Eingang Ihrer Meldung bestätigt (Wartezeit: { $span }), wenden Sie sich an { $whom }.
silent-engagement = Haben Sie vom Team nichts mehr gehört (Wartezeit: { $span }), wenden Sie sich an { $whom }.
silent-resolution = Ist Ihre Meldung nicht gelöst (Wartezeit: { $span }), wenden Sie sich an { $whom }.
scope = Geltungsbereich
scope-in = Gehört dazu
scope-out = Gehört nicht dazu
scope-report-to = Melden Sie es an { $whom }.
versions-supported = Unterstützte Versionen
product = Produkt
versions = Versionen
security-updates = Sicherheitsupdates
supported-yes = Unterstützt
supported-no = Nicht unterstützt
supported-until = bis { $day }
versions-latest = die neueste Version
versions-latest-is = die neueste Version ({ $version })
versions-all = alle
rules = Regeln des guten Glaubens
harbor = Rechtssicherheit für Meldende
harbor-stated = Zugesagt
harbor-not-stated = Nicht zugesagt
harbor-anti-hacking = Das Team betrachtet Forschung nach dieser Richtlinie als erlaubt im Sinne der Gesetze gegen das Eindringen in Computer.
harbor-anti-circumvention = Das Team betrachtet Forschung nach dieser Richtlinie als ausgenommen von Gesetzen gegen das Umgehen von Schutzmaßnahmen.
harbor-terms-of-service = Nutzungsbedingungen, die Forschung nach dieser Richtlinie entgegenstehen, gelten für sie nicht.
harbor-good-faith = Das Team betrachtet Forschung nach dieser Richtlinie als rechtmäßig, hilfreich und in gutem Glauben.
harbor-no-legal-action = Das Team geht wegen einer Meldung nach dieser Richtlinie nicht rechtlich gegen Sie vor.
harbor-no-charges = Das Team erstattet wegen einer Meldung nach dieser Richtlinie keine Anzeige.
harbor-third-parties = Gehen andere rechtlich gegen Sie vor, macht das Team bekannt, dass Sie diese Richtlinie befolgt haben.
disclosure = Veröffentlichung
disclosure-not-in = Nicht an öffentlichen Orten wie { $places }.
disclosure-preferred = Bevorzugte Zeit bis zur Veröffentlichung: { $span }.
disclosure-minimum = Mindestens: { $span }.
disclosure-maximum = Höchstens: { $span }.
disclosure-extension = Verlängerung: { $text }
disclosure-told = Vorab vertraulich informiert: { $venue }.
disclosure-told-most = Vorab vertraulich informiert: { $venue }, höchstens { $span }.
disclosure-ended-by = Die Sperrfrist kann beendet werden durch: { $parties }.
contacts = So erreichen Sie das Team
contact-form = Meldeformular auf dieser Seite
contact-form-help = Vertraulich, mit Antwort in Ihrem Postfach, auf Wunsch anonym.
contact-email = E-Mail
contact-web = Web
contact-github = Vertrauliche Meldung auf GitHub
contact-phone = Telefon
credit-and-reward = Danksagung und Belohnung
credit-opt-in = Meldende werden genannt, wenn sie es wünschen.
credit-opt-out = Meldende werden genannt, wenn sie nicht widersprechen.
credit-never = Meldende werden nicht genannt.
credit-by = Genannt wird mit: { $forms }.
name-name = Name
name-acronym = Kürzel
name-pseudonym = Pseudonym
name-organization = Organisation
name-anonymous = kein Name
credit-hall = Danksagungen stehen in der Ruhmeshalle.
credited-so-far = Bisher genannte Personen
reward-none = Für Meldungen wird nichts bezahlt.
reward-gift = Für eine gute Meldung gibt es ein Geschenk.
reward-discretionary = Eine Bezahlung ist im Einzelfall möglich.
reward-bounty = Für Meldungen kann es eine Prämie geben.
privacy = Datenschutz
privacy-anonymous = Sie dürfen anonym melden.
privacy-pseudonym = Sie dürfen unter einem Pseudonym melden.
privacy-not-passed-on = Ihre Angaben werden nicht ohne Ihre Erlaubnis weitergegeben, außer das Gesetz verpflichtet dazu.
privacy-link = Was gespeichert wird, warum und wie lange
this-version = Diese Fassung
this-version-since = In Kraft seit { $since }. Für Ihre Meldung gilt die Fassung, die bei ihrem Eingang in Kraft ist.
version-source = Ihr Quelltext
version-count = { $count ->
    [one] Bisher die einzige Fassung
   *[other] Alle { $count } Fassungen
}

## Versions of a policy

versions-title = Fassungen der Richtlinie
atom-feed = Atom-Feed
versions-lead = Für eine Meldung gilt die Fassung, die bei ihrem Eingang in Kraft war. Eine Fassung heißt nach dem SHA-256-Hash ihres Quelltextes und kann deshalb nachträglich nicht geändert werden.
version-in-force-since = In Kraft seit { $since }
version-from = Ab { $since }
version-in-force = In Kraft
version-until = Bis { $until }
version-source-link = Quelltext dieser Fassung
change-first = Die erste Fassung.
change-none = Am Inhalt der Richtlinie hat sich nichts geändert.
change-affects = betrifft { $whom }
change-added = Neu
change-removed = Entfernt
change-tightened = Verschärft
change-loosened = Gelockert
change-changed = Geändert
source-title = Quelltext einer Fassung
source-heading = Quelltext der Richtlinie
source-heading-in-force = Quelltext der geltenden Richtlinie
source-from = In Kraft ab { $since }.
source-from-until = In Kraft von { $since } bis { $until }.
source-all = Alle Fassungen
source-hash = Ihr SHA-256-Hash: { $hash }
source-changed = Was sich geändert hat
source = Quelltext

## Privacy

privacy-heading = Datenschutz: was über Sie gespeichert wird
privacy-table = Was gespeichert wird, warum und wie lange
privacy-what = Was
privacy-why = Warum
privacy-how-long = Wie lange
privacy-who = Wer es lesen kann
privacy-who-team = das Team; auf der Festplatte verschlüsselt
privacy-for-ever = solange es das Programm gibt
privacy-after-received = { $span } nach dem Eingang
privacy-after-closed = { $span } nach dem Abschluss des Falls
privacy-after-disclosed = { $span } nach der Veröffentlichung
privacy-questions = Fragen zu Ihren Daten: { $contact }
privacy-back = Zurück zur Sicherheitsrichtlinie
kept-report = Der Text einer Meldung
kept-attachments = Mit einer Meldung gesendete Dateien
kept-messages = Nachrichten zwischen Ihnen und dem Team
kept-reporter-identity = Ihr Name und Ihre Adresse
kept-events = Wer wann was an einem Fall getan hat
kept-ledger = Verschleierte Prüfwerte, aus denen nichts gelesen werden kann
kept-accounts = Konten des Teams
kept-logs = Technische Protokolle

## Advisories, credits, statistics, ledger

advisories = Sicherheitshinweise
advisories-none = Bisher wurde keiner veröffentlicht.
advisory-published = veröffentlicht { $when }
advisory-changed = geändert { $when }
advisory-edition = Ausgabe { $number }
advisory-edition-of = Ausgabe { $number } vom { $when }
advisory-as = Dieser Hinweis als
advisory-signatures = Signaturen für minisign:
advisory-products = Produkte
advisory-editions = Ausgaben
advisories-all = Alle Hinweise
advisory-severity = Schweregrad
advisory-fixed = behoben in { $versions }
advisory-references = Verweise
advisory-timeline = Was wann geschah
advisory = Hinweis
the-advisory = Der Sicherheitshinweis
credits = Danksagungen
credits-none = Hier wird noch niemand genannt. Sie könnten die erste Person sein: { $report }.
credits-report = eine Schwachstelle melden
credits-for = für { $advisory }
statistics-title = Wie Versprechen gehalten werden
statistics-lead = Gezählt über alle Fälle dieses Programms bis { $when }.
statistics-bucketing = Anzahlen von 1 bis 4 werden als „weniger als 5“ gezeigt, damit niemand einen einzelnen Fall daran erkennt.
statistics-nothing = Diese Richtlinie verspricht keine Fristen, also gibt es nichts zu zählen.
statistics-kept = Gehalten
statistics-broken = Gebrochen
statistics-running = Läuft
statistics-median = Mittlere Dauer
statistics-too-few = zu wenige
statistics-numbers = Dasselbe in Zahlen
statistics-chart = Gehaltene, gebrochene und laufende Versprechen
statistics-chart-help = Ein Balken je Versprechen; die Zahlen stehen in der Tabelle darunter.
statistics-signed = Unterschrieben
statistics-ledger = Jede Handlung hinter diesen Zahlen ist ein Eintrag im { $ledger } dieses Programms. Sein neuester Prüfpunkt umfasst { $count } Einträge.
statistics-ledger-word = Protokoll
checkpoint = Prüfpunkt
ledger-heading = Protokoll von { $program }
ledger-lead = Jede Handlung dieses Programms ist ein Eintrag in einem Protokoll, an das nur angehängt wird. Die Einträge legen fest, was getan wurde, ohne es zu verraten. So kann jede Person prüfen, dass nichts geändert, entfernt oder nachgeschoben wurde.
ledger-empty = Das Protokoll ist leer: Sein erster Eintrag entsteht, wenn eine Richtlinie beschlossen wird.
ledger-newest = Neuester Prüfpunkt
ledger-entries = { $count ->
    [one] 1 Eintrag.
   *[other] { $count } Einträge.
}
ledger-entries-signed = { $count ->
    [one] 1 Eintrag, unterschrieben { $when }.
   *[other] { $count } Einträge, unterschrieben { $when }.
}
ledger-key = Die Unterschrift wird mit diesem Schlüssel geprüft: { $key }
ledger-check = Prüfen Sie es selbst
ledger-check-how = Sie brauchen kein Konto und müssen dieser Seite nicht vertrauen: Bewahren Sie einen Prüfpunkt auf und vergleichen Sie ihn mit späteren.
commands = Befehle

## The report form

report-title = Eine Schwachstelle melden
report-heading = Eine Schwachstelle an { $program } melden
report-closed = Hier kann zurzeit keine Meldung gesendet werden. Die { $policy } nennt andere Wege zum Team.
report-closed-policy = Richtlinie
report-no-account = Sie brauchen kein Konto und müssen nicht sagen, wer Sie sind. Nach dem Senden bekommen Sie einen Beleg; mit ihm kommen Sie zurück und lesen die Antwort.
report-held-to = Für Ihre Meldung gilt { $policy }.
report-held-to-policy = die Richtlinie, die jetzt in Kraft ist
report-found = Was Sie gefunden haben
report-files-properties = Bilder und Dokumente können Ihren Namen in ihren Eigenschaften enthalten; entfernen Sie ihn vorher, wenn Sie anonym bleiben wollen.
report-who = Wer Sie sind
report-how = Wie möchten Sie melden?
identity-anonymous = Anonym
identity-anonymous-help = Das Team erfährt nichts über Sie. Ihr Beleg ist der einzige Weg zueinander.
identity-pseudonym = Unter einem Pseudonym
identity-pseudonym-help = Das Team kennt Sie unter einem Namen, den Sie wählen.
identity-named = Mit Namen
identity-named-help = Das Team weiß, wer Sie sind. Nur das Team kann es lesen.
report-name = Name oder Pseudonym
report-contact = Wie Sie zu erreichen sind
report-contact-help = Eine E-Mail-Adresse oder ein anderer Weg. Das Postfach funktioniert auch ohne.
report-pass-on = Meine Angaben dürfen an andere weitergegeben werden, die den Fehler beheben müssen
report-pass-on-help = Sonst bleiben sie beim Team, außer das Gesetz verpflichtet zur Weitergabe.
report-credit = Danksagung
report-credit-ask = Möchten Sie öffentlich genannt werden?
yes = Ja
no = Nein
not-known = Nicht bekannt
something-else = Etwas anderes, oder nicht sicher
report-credit-later = Das sage ich später im Postfach
report-credit-line = Name für die Danksagung
report-credit-line-help = Ein Name, ein Kürzel oder ein Pseudonym. Er wird erst mit dem Sicherheitshinweis veröffentlicht.
report-credit-opt-in = Sie werden genannt, wenn Sie es wünschen.
report-credit-opt-out = Sie werden genannt, wenn Sie nicht widersprechen.
report-credit-never = Dieses Programm nennt keine Meldenden.
report-good-faith = Guter Glaube
report-rules = Ich habe mich an diese Regeln gehalten und halte mich weiter daran
report-trap = Bitte leer lassen
report-send = Meldung senden
report-sealed = Sie wird verschlüsselt, bevor sie gespeichert wird. Nur das Team kann sie lesen.
report-incomplete = Ohne die leeren Felder senden
report-incomplete-help = Das Team fragt vielleicht später danach und kann eine Meldung ablehnen, die es nicht nachvollziehen kann.
wrong-report-missing = Die Richtlinie fragt nach „{ $field }“. Wenn Sie es nicht sagen können, wählen Sie „{ $tick }“.
wrong-report-choice = Wählen Sie eine der Antworten für „{ $field }“.
wrong-report-long = Das ist länger als 256 KiB. Hängen Sie den langen Teil als Datei an.
wrong-report-empty = Die Meldung ist leer. Schreiben Sie mindestens einen Satz über das, was Sie gefunden haben.
wrong-report-name = Schreiben Sie den Namen, den Sie verwenden möchten, oder bleiben Sie anonym.
wrong-report-rules = Bitte bestätigen Sie, dass Sie sich an die Regeln oben gehalten haben.
wrong-report-files = Wählen Sie die Dateien noch einmal: Der Browser behält sie nicht.
wrong-report-form = Das Formular konnte nicht gelesen werden. Laden Sie die Seite neu und senden Sie es noch einmal.
wrong-report-old = Diese Seite war länger als einen Tag offen oder stammt nicht von dieser Website. Ihr Text ist noch da: Sehen Sie ihn durch und senden Sie ihn noch einmal. Dateien müssen neu gewählt werden.
wrong-report-crowd = Gerade treffen viele Meldungen ein; deshalb wartet jede, bis ihr Formular { $seconds } Sekunden alt ist. Ihr Text ist noch da: Warten Sie so lange und drücken Sie dann noch einmal.
wrong-report-paused = Dieses Programm nimmt bis { $until } keine Meldungen an. Ihr Text bleibt auf dieser Seite.
wrong-report-not-stored = Das kann gerade nicht gespeichert werden, und es wurde nichts gespeichert. Ihr Text bleibt auf dieser Seite: Versuchen Sie es in einer Minute noch einmal.
wrong-report-no-room = Dafür ist kein Platz mehr, und es wurde nichts gespeichert. Ihr Text bleibt auf dieser Seite: Versuchen Sie es später oder über einen anderen Kontakt.
wrong-report-ours = Bei uns ist etwas schiefgegangen (Vorfall { $incident }). Es wurde nichts gespeichert; Ihr Text bleibt auf dieser Seite. Versuchen Sie es noch einmal, oder nennen Sie dem Betreiber diese Nummer.

## Fields that policies ask for again and again

ask-why = Warum das hilft, mit Beispiel
ask-title = Titel
ask-title-help = Eine Zeile, die sagt, worum es geht.
ask-title-why = Daran findet das Team Ihre Meldung wieder und sieht sofort, worum es geht.
ask-title-example = Alle Kunden können über den Export fremde Rechnungen lesen
ask-details = Beschreibung
ask-details-help = Was Sie gefunden haben, in Ihren eigenen Worten.
ask-details-why = Das Team beginnt mit Ihren Worten. Was Sie erwartet haben und was stattdessen geschah, sagt mehr als ein Fachwort.
ask-details-example = Ich habe in der Adresse meiner Rechnung die Nummer geändert, einen Fehler erwartet und die Rechnung von jemand anderem erhalten.
ask-type = Art der Schwachstelle
ask-type-help = Zum Beispiel Zugriff auf Daten oder Ausweitung von Rechten, mit CWE-Nummer, wenn Sie sie kennen.
ask-type-why = So kommt die Meldung zu den Menschen, die diesen Teil kennen. Eine Vermutung genügt.
ask-type-example = Fehlende Prüfung von Rechten (CWE-862)
ask-product = Betroffenes Produkt
ask-product-help = Worin die Schwachstelle liegt.
ask-version = Betroffene Version
ask-version-help = Die Version, die Sie geprüft haben, und weitere, wenn bekannt.
ask-version-why = In einer anderen Version ist es vielleicht schon behoben, oder nur in einer ist es falsch. Danach sieht das Team zuerst.
ask-version-example = 4.2.1 aus dem Debian-Paket; 4.1.9 ist nicht betroffen
ask-components = Betroffene Komponenten oder Abhängigkeiten
ask-components-help = Die betroffenen Teile oder Abhängigkeiten, eine je Zeile.
ask-source-paths = Betroffene Quelldateien
ask-source-paths-help = Die vollen Pfade der Quelldateien, einer je Zeile.
ask-location = Ort des betroffenen Codes
ask-location-help = Tag, Branch, Commit oder direkte URL des betroffenen Codes.
ask-service = Betroffener Dienst, URL oder IP-Adressen
ask-service-help = Betroffener Dienst, URLs oder IP-Adressen, je Zeile eine Angabe.
ask-configuration = Konfiguration
ask-configuration-help = Besondere Einstellungen, die nötig sind, um es zu sehen.
ask-requirements = Voraussetzungen
ask-requirements-help = Was nötig ist, um es nachzuvollziehen: Konten, Rechte, Werkzeuge, Bedingungen.
ask-steps = Schritte zum Nachvollziehen
ask-steps-help = Was zu tun ist, Schritt für Schritt, und was dann geschieht.
ask-steps-why = Was sich wiederholen lässt, ist in Minuten verstanden; was nicht, kostet oft Wochen mit Fragen.
ask-steps-example = 1. Als alice anmelden. 2. /invoices/17 öffnen. 3. 17 in 18 ändern. Die Rechnung von bob erscheint.
ask-proof-of-concept = Nachweis
ask-proof-of-concept-help = Code oder Anfragen, die die Schwachstelle zeigen. Dateien können auch angehängt werden.
ask-proof-of-concept-why = Es nimmt jeden Zweifel und wird zur Prüfung, dass der Fehler nicht wiederkommt. Zeigen Sie nicht mehr als nötig und keine Daten anderer.
ask-proof-of-concept-example = Die Anfrage nach /invoices/18 mit dem Cookie von alice und die Antwort mit der Rechnung von bob
ask-impact = Auswirkung
ask-impact-help = Was ein Angreifer tun könnte und wie er sie finden und ausnutzen könnte.
ask-impact-why = Davon hängt ab, wie schnell das Team handeln muss. Sagen Sie, wer es könnte und was er davon hätte.
ask-impact-example = Alle Kunden können ohne besondere Rechte Namen, Adressen und Bestellungen aller Kunden lesen.
ask-mitigations = Bekannte Abhilfen
ask-mitigations-help = Was Nutzende bis zu einer Korrektur tun können, wenn Sie es wissen.
ask-suggestions = Vorschläge
ask-suggestions-help = Wie es behoben werden könnte, wenn Sie eine Idee haben.
ask-exploited = Wird sie ausgenutzt?
ask-exploited-help = Ob Sie von Angriffen wissen, die sie ausnutzen.
ask-exploited-why = Angriffe, die jetzt geschehen, ändern alles: Viele Teams arbeiten dann auch nachts, und Gesetze setzen kürzere Fristen.
ask-exploited-example = Am 4. Mai sah ich in unserem Protokoll Anfragen nach anderen Nummern von drei Adressen.

## The receipt

receipt-title = Beleg
receipt-heading = Ihre Meldung ist angekommen
receipt-lead = Sie ist gespeichert, und die Uhr jedes Versprechens unten läuft seit { $received }.
receipt-yours = Ihr Beleg
receipt-keep = Schreiben Sie ihn jetzt auf oder drucken Sie ihn aus. Er wird nur einmal gezeigt. Wer ihn verliert, verliert den Weg zurück:
receipt-keep-why = Niemand kann ihn wiederherstellen, und niemand außer Ihnen hat ihn.
receipt-code = Derselbe Beleg als 26 Zeichen: { $code }
receipt-either = Beides öffnet Ihr Postfach. Wer den Beleg hat, kann Ihren Fall lesen; behalten Sie ihn für sich.
receipt-case = Fall
receipt-case-help = Das dürfen Sie anderen sagen; es öffnet nichts.
receipt-program = Programm
receipt-received = Eingegangen
receipt-received-with = { $received }, mit { $files }
receipt-version = Fassung der Richtlinie
receipt-owed = Was Ihnen zusteht, und bis wann
receipt-owed-none = Diese Richtlinie verspricht keine Fristen. Was geschieht, lesen Sie in Ihrem Postfach.
receipt-by = bis { $due }
receipt-now = Was jetzt zu tun ist
receipt-step-keep = Bewahren Sie den Beleg auf.
receipt-step-keep-how = Papier oder ein Passwortmanager sind gute Orte.
receipt-step-proof = Bewahren Sie den Nachweis auf.
receipt-step-proof-how = Eine kleine Datei, die ohne diese Website und noch nach Jahren zeigt, dass das Team Ihre Meldung zu dieser Zeit hatte.
proof-download = Nachweis herunterladen
receipt-step-mailbox = Sehen Sie in Ihr Postfach.
receipt-step-mailbox-how = Dort kommen Antworten und Fragen an.
open-the-mailbox = Postfach öffnen

## The mailbox

entry-title = Postfach
entry-lead = Geben Sie den Beleg ein, den Sie beim Melden bekommen haben. Er öffnet Ihren Fall, und nichts anderes tut es.
entry-receipt = Beleg
entry-receipt-help = Die zwölf Wörter in ihrer Reihenfolge oder die 26 Zeichen. Großbuchstaben und Zeilenumbrüche spielen keine Rolle; Sie können ihn einfügen.
entry-lost = Wenn der Beleg verloren ist
entry-lost-help = Niemand kann ihn wiederherstellen, denn niemand sonst hat ihn. Wenn Sie einen Kontakt angegeben haben, kann das Team Ihnen dort noch schreiben. Sonst senden Sie die Meldung noch einmal und sagen Sie, dass sie zu einer früheren gehört.
wrong-receipt = Mit diesem Beleg lässt sich keine Meldung öffnen. Vergleichen Sie die Wörter mit denen, die Sie aufgeschrieben haben; jedes zählt.
wrong-receipt-form = Das ist kein Beleg. Er hat zwölf Wörter oder 26 Buchstaben und Ziffern; vergleichen Sie mit dem, was Sie aufgeschrieben haben.
mailbox-title = Ihre Meldung { $handle }
mailbox-leave = Postfach verlassen
mailbox-by = Bis { $when }.
mailbox-asked = Das Team wartet auf Sie:
mailbox-answer = Antworten
mailbox-closed = Abgeschlossen: { $class }
mailbox-talk = Gespräch
mailbox-nothing = Noch nichts.
mailbox-write = Dem Team schreiben
mailbox-embargo = Stillschweigen
mailbox-embargo-ends = Es endet { $when }.
embargo-agreed = Beide Seiten haben vereinbart, bis zum Datum unten darüber zu schweigen.
embargo-proposed = Es wurde ein Datum vorgeschlagen, bis zu dem beide Seiten darüber schweigen.
credit-title = Wie Sie genannt werden
credit-shown = So steht es dort:
credit-confirm = Ja, nennen Sie mich so
credit-declined = Sie haben darum gebeten, nicht genannt zu werden, und niemand nennt Sie.
credit-nameless = Es gibt keinen Namen, also wird niemand genannt. Sagen Sie, wie Sie genannt werden möchten, wenn Sie das wollen.
credit-silent = Sie haben nicht geantwortet. Genannt werden Sie nur, wenn Sie zustimmen.
credit-silent-named = Sie haben nicht geantwortet. Sie werden genannt, wenn Sie nicht widersprechen.
credit-agreed = Sie haben zugestimmt. Sie werden genannt, wenn der Sicherheitshinweis erscheint.
credit-named = Sie werden öffentlich genannt. Ändern Sie den Namen oder nehmen Sie ihn jederzeit zurück: Dann verschwindet er von der Seite, aus den Listen und aus jedem Dokument.
credit-form-name = Ein Name
credit-form-acronym = Initialen oder ein Kürzel
credit-form-pseudonym = Ein Pseudonym
credit-form-organization = Eine Organisation
credit-form-anonymous = Eine anonyme meldende Person
mailbox-more = Was Sie sonst tun können
mailbox-sent = Was Sie gesendet haben
mailbox-received = Eingegangen { $when }; es gilt { $version }.
mailbox-this-version = diese Fassung der Richtlinie
mailbox-show = Meldung anzeigen
mailbox-expected = Voraussichtlich gelöst
mailbox-slip = Vorher: { $was }. Verschoben: { $reason }
mailbox-owed = Was Ihnen zusteht
mailbox-picture = Senkrechter Strich: fällig. Gestrichelte Linie: jetzt.
mailbox-proof = Nachweis
mailbox-proof-help = Eine kleine Datei, die ohne diese Website zeigt, dass das Team Ihre Meldung zu dieser Zeit hatte.
nothing-owed = Im Moment steht nichts aus.
answer-missing = Nicht angegeben, obwohl die Richtlinie danach fragt
answer-none = Nicht angegeben
sealed-help = Sie werden verschlüsselt, bevor sie gespeichert werden.
not-now = Zurzeit nicht
possible-instead = Stattdessen möglich:
kept-here = Was Sie geschrieben haben, steht noch hier:
no-longer-possible = Das ist nicht mehr möglich: Der Fall ist weitergegangen. Was Sie geschrieben haben, steht noch unten.
wrong-needed = Das wird gebraucht.
wrong-long = Das ist zu lang.
wrong-day = Schreiben Sie einen Tag wie 2026-11-02.
wrong-moment = Schreiben Sie einen Zeitpunkt mit Zeitzone wie 2026-12-01T16:00:00Z.
wrong-value = So kann das nicht verwendet werden. Sehen Sie in die Hilfe neben dem Feld.
who-you = Sie
who-team = Das Team
who-party = Eine beteiligte Stelle
recorded = eingetragen { $when }

## How a case stands

headline-empty = Noch nichts eingegangen
headline-embargo-decision = Es gab Angriffe, oder etwas ist durchgesickert; das Team entscheidet über die Sperrfrist
headline-closed = Abgeschlossen: { $class }
headline-withdrawn = Sie haben diese Meldung zurückgezogen
headline-merged = Wird zusammen mit einer anderen Meldung behandelt; Sie erfahren, wie es weitergeht
headline-duplicate = Aus einer anderen Meldung bekannt; Sie erfahren, wie es weitergeht
headline-declined = Abgelehnt: { $class }
headline-waiting-on-reporter = Das Team hat Sie etwas gefragt und wartet auf Ihre Antwort
headline-waiting = Das Team wartet auf { $whom }
headline-new = Eingegangen; das Team hat noch nicht geantwortet
headline-judging = Das Team sieht es sich an
headline-invalid = So nicht als Schwachstelle eingeschätzt; Sie können etwas ergänzen
headline-valid = Bestätigt; das Team entscheidet, was geschieht
headline-deferred = Bestätigt; zurzeit wird nicht daran gearbeitet
headline-published = Behoben und veröffentlicht
headline-fix-released = Eine Korrektur ist veröffentlicht
headline-fix-ready = Eine Korrektur ist fertig
headline-mitigated = Nutzende können sich schützen; an der Korrektur wird gearbeitet
headline-accepted = Angenommen; das Team arbeitet an einer Korrektur
closed-resolved = Gelöst: Eine Korrektur ist veröffentlicht
closed-mitigated = Entschärft: Nutzende können sich schützen
closed-informative = Zur Kenntnis: nützlich, nichts zu beheben
closed-not-a-vulnerability = Keine Schwachstelle
closed-not-reproducible = Nicht nachvollziehbar
closed-out-of-scope = Außerhalb des Geltungsbereichs
closed-unsupported-version = Nicht unterstützte Version
closed-insufficient-information = Zu wenig Angaben
closed-duplicate = Doppelt gemeldet
closed-spam = Spam oder Missbrauch
closed-withdrawn = Von der meldenden Person zurückgezogen
released-release = eine Version, die es behebt
released-patch = ein Patch zum Einspielen
released-workaround = eine Umgehung oder Einstellung
released-other = eine andere Abhilfe
waiting-reporter = die meldende Person
waiting-upstream = den Hersteller einer Komponente
waiting-coordinator = eine koordinierende Stelle

## Clocks

clock-kept = Gehalten
clock-kept-late = Zu spät gehalten
clock-broken = Gebrochen
clock-running = Läuft
clock-due-soon = Bald fällig
clock-paused = Pausiert
clock-measured = Wird gemessen
clock-waived = Erlassen
clock-void = Nicht mehr geschuldet
clock-due = fällig { $when }
clock-is-paused = Pausiert:
clock-latest = Spätestens, bei großzügigster Auslegung: { $when }
clock-release = Nach der Richtlinie erscheinen Hinweise als Nächstes: { $when }
clock-contains = Muss enthalten: { $parts }
clock-owed-to = Geschuldet: { $party }
standing-in = fällig, noch { $span }
standing-late = { $span } zu spät
standing-opens = beginnt, noch { $span }
standing-open = offen, bisher { $span }
standing-kept = gehalten, Dauer: { $span }
standing-kept-late = gehalten, Dauer: { $span }; { $late } zu spät
standing-target = { $span } über dem eigenen Ziel des Teams
standing-paused = pausiert
standing-waived = erlassen von der Seite, der es zustand
pause-since = wartet auf { $whom } seit { $when }
void-public = es wurde vorher öffentlich
void-due-before = es war schon fällig, bevor sich der Schweregrad änderte
void-assessed = der Schweregrad wurde bewertet
void-not-for-us = es gilt nicht für die Rolle, die das Team bei diesem Produkt hat
void-other-date = vorher wurde ein anderes Datum genannt
void-declined = die Meldung wurde abgelehnt
void-original = es geht im ursprünglichen Fall weiter
void-withdrawn = die Meldung wurde zurückgezogen
void-until-then = bis dahin war es geschuldet
void-decided = der Fall ist entschieden
void-not-named = die meldende Person wollte nicht genannt werden
void-closed-without = der Fall wurde ohne abgeschlossen
void-law = es wurde entschieden, dass das Gesetz nicht gilt

## What happened in a case

event-received = Meldung eingegangen
event-acknowledged = Eingang bestätigt
event-message-team = Nachricht vom Team
event-message-reporter = Nachricht von der meldenden Person
event-leak = Etwas ist durchgesickert
event-embargo-shortened = Sperrfrist verkürzt: bis { $when }
event-validated = Als echt bestätigt
event-invalidated = Vorerst nicht bestätigt
event-question = Frage an die meldende Person
event-answer = Antwort der meldenden Person
event-waiting = Wartet auf: { $whom }
event-waiting-ended = Wartet nicht mehr auf: { $whom }
event-withdrawn = Von der meldenden Person zurückgezogen
event-severity = Schweregrad bewertet: { $severity }
event-severity-vector = Schweregrad bewertet: { $severity } ({ $vector })
event-affected = Festgehalten, was betroffen ist
affected-product = Produkt: { $text }
affected-versions = Versionen: { $text }
affected-weakness = Art der Schwäche: { $text }
affected-location = Ort: { $text }
affected-source = Quelldatei: { $text }
event-accepted = Als Schwachstelle angenommen
event-deferred = Zurückgestellt
event-declined = Abgelehnt: { $class }
event-closed = Abgeschlossen: { $class }
event-reopened = Wieder geöffnet
event-duplicate = Als doppelt erkannt
event-original = In der ursprünglichen Meldung: { $what }
event-merged = Mit einem anderen Fall zusammengelegt
event-split = Ein Teil wurde ein eigener Fall
event-split-from = Von einem anderen Fall abgetrennt
event-transferred = Übergeben von { $program }
event-progress = Fortschritt
event-expected = Voraussichtlich gelöst am { $date }
event-expected-moved = Voraussichtlich gelöst am { $date }, nicht am { $before }
event-fix-ready = Eine Korrektur ist fertig
event-released = Veröffentlicht: { $what }
event-released-version = Veröffentlicht: { $what } ({ $version })
event-public = Wurde öffentlich
event-exploit = Ein Angriffsprogramm ist öffentlich
event-attack = Es wurden Angriffe beobachtet
event-embargo-proposed = Sperrfrist vorgeschlagen bis { $when }
event-embargo-began = Sperrfrist bis { $when }
event-embargo-accepted = Sperrfrist angenommen bis { $when }
event-embargo-rejected = Vorschlag zur Sperrfrist abgelehnt
event-embargo-ended = Sperrfrist beendet
event-embargo-kept = Sperrfrist trotzdem beibehalten
event-tlp = Gekennzeichnet: { $mark }
tlp-means = { $mark }: { $meaning }
tlp-red = für die, denen es gesagt wurde, und niemanden sonst
tlp-amber-strict = innerhalb Ihrer Organisation, für alle, die es wissen müssen
tlp-amber = innerhalb Ihrer Organisation und an deren Kunden, für alle, die es wissen müssen
tlp-green = innerhalb der Gemeinschaft, nicht öffentlich
tlp-clear = für alle
event-credit-set = Danksagung festgelegt
event-credit-agreed = Danksagung vereinbart
event-credit-declined = Danksagung abgelehnt
event-credited = Genannt
event-disclosure-proposed = Veröffentlichung vorgeschlagen
event-disclosure-agreed = Veröffentlichung vereinbart
event-disclosure-refused = Veröffentlichung abgelehnt
event-advisory = Sicherheitshinweis veröffentlicht (Ausgabe { $edition })
event-waived = Versprechen erlassen: „{ $promise }“
event-extension-offered = Um mehr Zeit gebeten für „{ $promise }“, bis { $until }
event-extension-agreed = Mehr Zeit vereinbart für „{ $promise }“, bis { $until }
event-extension-refused = Mehr Zeit abgelehnt für „{ $promise }“

## What a reporter can do

do-answer = Antworten
    .help = Beantworten Sie, was das Team gefragt hat.
do-answer-text = Antwort
    .help = Das Team liest dies.
do-message = Nachricht senden
    .help = Schreiben Sie der anderen Seite des Falls.
do-message-text = Nachricht
    .help = Die andere Seite liest dies.
do-message-tlp = Kennzeichen
    .help = Wie weit es weitergegeben werden darf.
do-withdraw = Meldung zurückziehen
    .help = Nehmen Sie die Meldung zurück. Was gesendet wurde, bleibt beim Team.
do-withdraw-reason = Begründung
    .help = Das Team liest dies.
do-propose-embargo = Sperrfrist vorschlagen
    .help = Schlagen Sie vor, bis wann beide Seiten schweigen, oder andere Bedingungen als die vorgeschlagenen.
do-embargo-ends = Endet am
    .help = Ein Zeitpunkt mit Zeitzone, kein Tag: 2026-12-01T16:00:00Z.
do-embargo-note = Weitere Bedingungen
    .help = Zum Beispiel, wer früher davon erfahren darf.
do-accept-embargo = Dem Vorschlag zustimmen
    .help = Stimmen Sie dem Vorschlag der anderen Seite zu; bei mehreren dem, der zuerst endet.
do-reject-embargo = Den Vorschlag ablehnen
    .help = Lehnen Sie alles Vorgeschlagene ab. Eine geltende Sperrfrist behält ihre Bedingungen.
do-other-side-reason = Begründung
    .help = Die andere Seite liest dies.
do-revise-embargo = Neue Bedingungen vorschlagen
    .help = Schlagen Sie neue Bedingungen für die geltende Sperrfrist vor, die bis dahin bindet.
do-terminate-embargo = Sperrfrist beenden
    .help = Beenden Sie die Sperrfrist endgültig. Eine Veröffentlichung ist dann erlaubt, nicht vorgeschrieben.
do-every-party-reason = Begründung
    .help = Alle Beteiligten lesen dies.
do-agree-credit = Der Nennung zustimmen
    .help = Stimmen Sie zu, öffentlich als die Person genannt zu werden, die es gefunden hat.
do-agree-credit-line = Name
    .help = Ein Name, ein Kürzel oder ein Pseudonym. Leer lassen, um der gezeigten Zeile zuzustimmen.
do-agree-credit-form = Das ist
    .help = Wer anonym genannt wird, braucht keinen Namen.
do-decline-credit = Mich nicht nennen
    .help = Bitten Sie darum, nicht genannt zu werden. Wo Sie schon genannt werden, wird Ihr Name entfernt.
do-agree-disclosure = Der Veröffentlichung zustimmen
    .help = Stimmen Sie zu, dass das Team öffentlich sagt, was Sie gemeldet haben, so wie es Ihnen geschrieben hat.
do-refuse-disclosure = Nicht veröffentlichen
    .help = Nichts aus Ihrer Meldung wird öffentlich gesagt.
do-waive-promise = Ein Versprechen erlassen
    .help = Erlassen Sie dem Team ein Versprechen, das Ihnen gegeben wurde. Nie ein Gesetz.
do-promise = Versprechen
    .help = Um welches Versprechen es geht.
do-agree-extension = Mehr Zeit zugestehen
    .help = Stimmen Sie dem späteren Zeitpunkt zu, um den das Team gebeten hat.
do-refuse-extension = Nicht mehr Zeit zugestehen
    .help = Das Team soll sein Versprechen halten.

## When something cannot be done

busy-title = Ausgelastet, Ihr Text bleibt erhalten
busy-heading = Der Dienst ist ausgelastet; Ihr Text bleibt hier
busy-lead = Es wurde noch nichts gespeichert. Warten Sie { $wait }, dann drücken Sie den Knopf: Alles, was Sie geschrieben haben, wird noch einmal gesendet.
busy-files = Dateien, bitte noch einmal wählen
busy-files-help = Sie haben { $files } gesendet. Ein Browser behält Dateien nicht.
busy-send = Noch einmal senden
problem-number = Nummer für den Betreiber: { $number }
first-page = Startseite
problem-404 = Hier ist nichts für Sie
    .advice = Diese Seite gibt es nicht, oder sie ist Ihnen nicht zugänglich. Prüfen Sie die Adresse, oder beginnen Sie auf der Startseite. Zu einer gesendeten Meldung kommen Sie mit Ihrem Beleg im Postfach.
problem-403 = Ihre Rolle erlaubt das nicht
    .advice = Fragen Sie eine Person, der das Programm gehört, ob Sie eine Rolle bekommen sollen, die es erlaubt.
problem-400 = Diese Anfrage war nicht zu verstehen
    .advice = Der Browser hat etwas Unvollständiges oder Beschädigtes gesendet. Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.
problem-405 = Das geht unter dieser Adresse nicht
    .advice = Gehen Sie zurück zu der Seite, von der Sie kamen, und benutzen Sie ihr Formular oder ihren Link.
problem-409 = Jemand war schneller
    .advice = Der Fall hat sich geändert, nachdem Sie die Seite geöffnet haben. Öffnen Sie ihn neu, sehen Sie, was sich geändert hat, und entscheiden Sie neu. Von Ihnen wurde nichts eingetragen.
problem-413 = Das ist zu groß
    .advice = Was Sie gesendet haben, ist größer, als hier angenommen wird. Es wurde nichts gespeichert. Gehen Sie zurück, kürzen Sie den Text oder senden Sie weniger oder kleinere Dateien.
problem-415 = Diese Art von Inhalt wird hier nicht angenommen
    .advice = Senden Sie das Formular von seiner Seite aus, ohne es zu verändern.
problem-422 = Erst muss etwas berichtigt werden
    .advice = Gehen Sie zurück und berichtigen Sie das Formular. Es wurde nichts gespeichert.
problem-429 = Zu viele Anfragen kurz nacheinander
    .advice = Warten Sie eine Minute und versuchen Sie es dann noch einmal. Es ging nichts verloren; was Sie vorher gesendet haben, ist angekommen.
problem-500 = Bei uns ist etwas schiefgegangen
    .advice = Es lag nicht an Ihnen. Was Ihnen vorher bestätigt wurde, ist sicher gespeichert. Versuchen Sie es noch einmal; geschieht es wieder, nennen Sie dem Betreiber die Nummer unten.
problem-503 = Der Dienst kann das gerade nicht tun
    .advice = Es wurde nichts gespeichert. Gehen Sie zurück, behalten Sie Ihren Text und senden Sie ihn in einigen Minuten noch einmal.
problem-507 = Dafür ist kein Speicherplatz mehr da
    .advice = Davon wurde nichts gespeichert; alles vorher Bestätigte ist sicher. Gehen Sie zurück, behalten Sie Ihren Text und senden Sie ihn später noch einmal, oder benutzen Sie einen anderen Kontakt des Programms. Der Betreiber muss Platz schaffen.
problem-session = Dieses Formular gehört zu einer anderen Sitzung, die vielleicht inzwischen geendet hat. Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal; es wurde nichts geändert.
problem-other-site = Dieses Formular wurde von einer anderen Website gesendet. Öffnen Sie die Seite hier und senden Sie es noch einmal; es wurde nichts geändert.
problem-wait = Aus Ihrem Netz wurde innerhalb einer Minute zu viel gesendet. Warten Sie { $seconds } Sekunden und senden Sie es noch einmal; Ihr Browser behält, was Sie geschrieben haben, wenn Sie zurückgehen.
problem-too-slow = Die Anfrage hat zu lange gedauert und wurde aufgegeben. Gehen Sie zurück und senden Sie sie noch einmal; Ihr Browser behält, was Sie geschrieben haben.
problem-unsigned = Der Nachweis kann gerade nicht unterschrieben werden. Der Betreiber weiß davon; bitte versuchen Sie es später noch einmal.

## Looking a report over

check-button = Meldung prüfen
check-button-help = Zeigt, wie vollständig sie ist und wie das Team sie lesen wird. Es wird nichts gesendet oder gespeichert.
check-title = Durchgesehen, noch nicht gesendet
check-count = { $given } von { $all } Angaben, nach denen die Richtlinie fragt, sind da.
check-complete = Alles, wonach die Richtlinie fragt, ist da.
check-missing = Noch leer:
check-needed = nötig
check-wanted = hilfreich
check-preview = So wird das Team sie lesen
check-files = Dateien werden hier nicht angesehen: Wählen Sie sie vor dem Senden noch einmal.
version-supported = Version { $version } bekommt Sicherheitsupdates.
version-unsupported = Version { $version } bekommt keine Sicherheitsupdates mehr. Danke, dass Sie trotzdem hingesehen haben: Tritt es auch in einer unterstützten Version auf, sagen Sie es dazu. Unterstützt: { $versions }.
version-old = Version { $version } bekommt keine Sicherheitsupdates mehr. Danke, dass Sie trotzdem hingesehen haben: Die Meldung kann noch helfen, und sie kann abgelehnt werden.
ask-version-supported = Unterstützt: { $versions }.
report-scope = Bevor Sie schreiben: was dieses Programm nicht annimmt
report-scope-help = Eine Meldung dazu wird wahrscheinlich abgelehnt. Wenn Sie nicht sicher sind, senden Sie sie.
report-harbor = Was das Team Ihnen dafür verspricht

## The proof

proof-title = Einen Nachweis prüfen
proof-lead = Ein Nachweis ist eine kleine Datei, die Sie mit Ihrem Beleg herunterladen können. Er zeigt, dass und wann Ihre Meldung in das Protokoll dieser Website eingetragen wurde.
proof-shows = Was er zeigt
proof-shows-entry = Dass eine Handlung an einem Fall, etwa der Eingang einer Meldung, ein Eintrag im Protokoll des Programms ist.
proof-shows-time = Wann sie eingetragen wurde und welche Fassung der Richtlinie in Kraft war.
proof-shows-signed = Dass das Protokoll mit diesem Eintrag mit dem Schlüssel des Programms unterschrieben wurde. Das lässt sich nicht zurücknehmen, ohne dass unterschriebene Aussagen einander widersprechen.
proof-not = Was er nicht zeigt
proof-not-text = Was in der Meldung steht. Die Datei enthält nichts davon.
proof-not-person = Wer Sie sind oder ob die Versprechen gehalten wurden. Das zeigen Ihr Postfach und die Statistik.
proof-paste = Der Text der Datei
proof-file = Oder die Datei selbst
proof-check = Prüfen
proof-holds = Dieser Nachweis stimmt
proof-holds-words = Es ist Eintrag { $index } im Protokoll von { $program }, eingetragen { $when }.
proof-policy = In Kraft war die Fassung { $version } der Richtlinie.
proof-fails = Dieser Nachweis stimmt hier nicht
proof-fails-words = Er ist beschädigt, wurde verändert oder stammt aus dem Protokoll einer anderen Website. Gefunden wurde:
proof-empty = Fügen Sie den Text der Datei ein, oder wählen Sie die Datei.
proof-without = Sie können ihn auch ohne diese Website prüfen: { $command }
proof-link = Was diese Datei beweist und wie sie geprüft wird
receipt-copy = Die Wörter in einer Zeile, zum Kopieren:

## Your data

data-title = Ihre Daten
data-export-help = Alles, was über Sie und Ihre Meldung gespeichert ist, als Datei, die Menschen und Programme lesen können (DSGVO, Artikel 15 und 20).
data-export = Meine Daten herunterladen
data-erase = Um Löschung bitten
data-erase-help = Das Team bekommt Ihre Bitte zu diesem Fall und muss sie beantworten (DSGVO, Artikel 17). Ein Gesetz kann es verpflichten, einen Teil zu behalten.
data-erase-reason = Was gelöscht werden soll
data-erase-send = Bitte senden
data-erase-message = Ich bitte um die Löschung meiner personenbezogenen Daten (DSGVO, Artikel 17).

## Mail about advisories

subscribe-link = Per E-Mail
subscribe-title = E-Mails zu Sicherheitshinweisen
subscribe-lead = { $program } schickt eine E-Mail, wenn ein Sicherheitshinweis erscheint, berichtigt oder zurückgezogen wird.
subscribe-address = Ihre E-Mail-Adresse
subscribe-address-help = Sie bekommen eine E-Mail mit einem Link. Mehr wird nicht geschickt, bevor Sie ihm folgen und bestätigen.
subscribe-send = E-Mails anfordern
subscribe-kept = Ihre Adresse wird verschlüsselt aufbewahrt, nur dafür und nur, bis Sie es beenden. In jeder E-Mail steht, wie.
subscribe-wrong = Schreiben Sie eine Adresse, etwa name@example.org.
subscribe-busy = Zurzeit fordern viele Menschen E-Mails an. Bitte versuchen Sie es in einer Minute noch einmal.
subscribe-asked-title = Sehen Sie in Ihr Postfach
subscribe-asked = Wenn diese Adresse E-Mails empfängt, ist eine Frage an sie unterwegs. Folgen Sie dem Link darin innerhalb von 48 Stunden und bestätigen Sie dort. Dieselbe Adresse wird in sechs Stunden nur einmal gefragt.
subscribe-confirm-title = Möchten Sie diese E-Mails?
subscribe-confirm-words = Sie bekommen eine E-Mail zu jedem Sicherheitshinweis von { $program }, bis Sie es beenden.
subscribe-confirm = Ja, schicken Sie mir E-Mails
subscribe-confirmed-title = Sie bekommen E-Mails
subscribe-confirmed = Der nächste Sicherheitshinweis kommt per E-Mail zu Ihnen. In jeder steht, wie Sie es beenden.
subscribe-old-title = Dieser Link ist nicht zu gebrauchen
subscribe-old = Er ist älter als 48 Stunden oder nicht vollständig.
subscribe-again = Noch einmal anfordern
subscribe-full-title = Die Liste ist voll
subscribe-full = Zurzeit werden keine weiteren Empfänger aufgenommen. Sie können stattdessen dem Feed folgen.
subscribe-end-title = Diese E-Mails beenden?
subscribe-end-words = Sie bekommen dann keine E-Mails mehr zu Sicherheitshinweisen von { $program }.
subscribe-end = Beenden
subscribe-ended-title = Sie bekommen keine E-Mails mehr
subscribe-ended = Ihre Adresse ist hier gelöscht. Was schon unterwegs ist, kann noch ankommen.
mail-question-subject = Bitte bestätigen: E-Mails zu Sicherheitshinweisen von { $program }
mail-question-asked = Jemand, vermutlich Sie, hat für diese Adresse E-Mails zu den Sicherheitshinweisen von { $program } angefordert.
mail-question-how = Um sie zu bekommen, öffnen Sie diese Seite und bestätigen Sie dort. Der Link gilt 48 Stunden:
mail-question-not = Waren Sie es nicht, tun Sie nichts. Sie bekommen keine E-Mails, und diese Adresse wird nicht aufbewahrt.
mail-why = Sie bekommen diese E-Mail, weil Sie die Sicherheitshinweise von { $program } angefordert haben.
mail-end = Um das zu beenden, öffnen Sie diese Seite:
