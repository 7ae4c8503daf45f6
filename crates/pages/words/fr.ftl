### Tout ce que lit une personne qui signale, en français. Texte brut : ni balises, ni guillemets droits.

## Around every page

skip = Aller au contenu
nav-site = Site
nav-programs = Programmes
nav-mailbox = Boîte aux lettres
nav-program = Programme
nav-policy = Politique
nav-report = Signaler
nav-advisories = Avis
nav-credits = Remerciements
nav-statistics = Statistiques
nav-ledger = Registre
nav-languages = Langue
about-page = À propos de cette page
footer-candor = Candor tient les promesses d’une politique de sécurité, et le prouve.
footer-plain = Ces pages n’ont pas besoin de JavaScript, ne comptent aucune visite et ne chargent rien d’ailleurs.
error-prefix = Erreur :
problems-title = Il y a un problème
optional = (facultatif)
choose = Choisir …
file-count = { $count ->
    [one] { $count } fichier
   *[other] { $count } fichiers
}
files-help = { $count ->
    [one] 1 fichier de { $size } MiB au plus.
   *[other] Jusqu’à { $count } fichiers de { $size } MiB chacun.
} Ils sont chiffrés avant d’être enregistrés.
files = Fichiers
note-demonstration = Démonstration
note-replay = Reconstitution
note-information = Remarque
note-warning = Avertissement
about-demonstration = Ceci est une démonstration. Ses dossiers rejouent des avis publics à leurs vraies dates ; n’envoyez pas de vrais signalements ici.
about-driven-time = L’heure de ce serveur est réglée à la main, pour des essais.
about-replayed-case = Ce dossier rejoue un avis public à ses vraies dates.
about-replayed-advisory = Cet avis en rejoue un autre, public, à ses vraies dates.

## Times, numbers, sizes

date = { $day } { $month } { $year }
moment = { $date } à { $time } UTC
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
decimal-sign = ,
moments = moins d’une minute
minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}
business-hours = { $count ->
    [one] { $count } heure ouvrée
   *[other] { $count } heures ouvrées
}
business-days = { $count ->
    [one] { $count } jour ouvré
   *[other] { $count } jours ouvrés
}
list-comma = { $first }, { $next }
list-and = { $first } et { $last }
list-or = { $first } ou { $last }

## First page

home-none-title = Pas encore de programme
home-none = Il n’y a pas encore de programme ici
home-none-lead = Cette instance fonctionne, mais elle n’a aucune politique à tenir. Un programme commence par sa politique : ce qui est promis aux personnes qui signalent une vulnérabilité, et dans quel délai.
home-step-write = Écrivez une politique.
home-step-write-how = Partez de l’un des fichiers de { $folder } : un nom, un contact, une promesse.
home-step-check = Vérifiez-la.
home-step-check-how = Vous apprenez ligne par ligne ce qui est faux ou manque, et ce qu’il faut écrire à la place.
home-step-serve = Mettez-la en ligne.
home-look-around = Pour d’abord regarder : { $command } remplit cinq programmes de dossiers publics rejoués.
home = Signaler une vulnérabilité, voir ce qui est promis
home-lead = Chaque programme ci-dessous dit ce qu’il promet aux personnes qui lui signalent quelque chose, et montre comment il a tenu ces promesses. Vous pouvez signaler sans compte et sans nom.
home-reported-already = Vous avez déjà signalé ? { $mailbox } avec le reçu.
open-your-mailbox = Ouvrez votre boîte aux lettres
intake-open = Accepte les signalements
intake-restricted = Restreint
intake-paused = En pause
intake-urgent = Les urgences vont à { $way }.
intake-condition = Les signalements sont acceptés à une condition : { $condition }
intake-until = Aucun signalement n’est accepté jusqu’au { $until }.

## What is promised

act-acknowledge = Accuser réception du signalement
act-respond = Répondre au signalement
act-evaluate = Évaluer le signalement
act-decide = Dire s’il est accepté
act-update = Informer de l’avancement
act-fix = Publier un correctif ou une parade
act-publish = Publier un avis
act-credit = Remercier la personne qui a signalé
act-notify = Prévenir
act-report = Déclarer à l’autorité
act-review = Revoir la politique
act-classify = Décider comment la loi le qualifie
thing-acknowledge = un accusé de réception
thing-respond = une réponse
thing-evaluate = une évaluation
thing-decide = une décision
thing-update = des nouvelles de l’avancement
thing-fix = un correctif ou une parade
thing-publish = un avis
thing-credit = un remerciement public
thing-notify = une notification
thing-report = une déclaration à l’autorité
thing-review = une révision de la politique
thing-classify = une décision sur la qualification légale
thing-when = { $thing } { $when }
thing-when-if = { $thing } { $when } ({ $condition })
party-reporter = la personne qui a signalé
party-public = le public
party-users = les utilisateurs
party-csirt = le CSIRT
party-authority = l’autorité
party-upstream = le projet d’origine
party-team = l’équipe
party-persons = les personnes dont ce sont les données
party-controller = le responsable du traitement
party-requester = la personne qui l’a demandé
party-cve-list = la liste CVE
party-distributors = les distributeurs
within-span = dans un délai de { $span }
within-span-after = dans un délai de { $span } après { $event }
within-span-before = au moins { $span } avant { $event }
within-every = régulièrement, intervalle : { $span }
from-received = le signalement
from-acknowledged = l’accusé de réception
from-evaluated = l’évaluation
from-accepted = l’acceptation
from-fix-ready = l’achèvement du correctif
from-fix-released = la publication du correctif
from-resolved = la résolution
from-disclosed = la publication
from-other = l’événement nommé par la politique
within-soon = dès que possible
within-regularly = régulièrement
if-severity = quand la gravité est { $severities }
severity-low = faible
severity-medium = moyenne
severity-high = élevée
severity-critical = critique
severity-unknown = pas encore évaluée
class-promise = promesse
class-law = loi
class-programme = règle de programme
class-target = objectif
class-agreement = accord
include-evaluation = évaluation
include-date = date de résolution prévue
include-decision = décision
include-reason = motif
include-severity = gravité
include-progress = avancement
include-mitigation = ce que les utilisateurs peuvent faire entre-temps
record-kept = tenue { $kept } fois sur { $all }
record-kept-median = tenue { $kept } fois sur { $all }, médiane : { $median }
record-few = { $count } jusqu’ici
few = moins de { $limit }

## A program and its policy

program-title = Politique de sécurité
program-heading = { $program } : politique de sécurité
program-report = Signaler une vulnérabilité
program-follow = Suivre un signalement
promises = Ce qui est promis
promises-none = Cette politique ne promet aucun délai.
promise = Promesse
promise-when = Quand
promise-so-far = Jusqu’ici
promise-to = envers { $party }
promise-nothing-yet = rien à compter pour l’instant
promises-record = Comment ces promesses ont été tenues
laws = Lois et règles de programmes
laws-beside = Elles s’appliquent en plus de ce que l’équipe promet elle-même.
silent = Si l’équipe ne répond pas
silent-acknowledgement = Si personne n’a accusé réception de votre signalement au bout de { $span }, adressez-vous à { $whom }.
silent-engagement = Si l’équipe ne vous a plus rien dit depuis { $span }, adressez-vous à { $whom }.
silent-resolution = Si votre signalement n’est pas résolu au bout de { $span }, adressez-vous à { $whom }.
scope = Périmètre
scope-in = Inclus
scope-out = Exclu
scope-report-to = Signalez-le à { $whom }.
versions-supported = Versions maintenues
product = Produit
versions = Versions
security-updates = Mises à jour de sécurité
supported-yes = Maintenue
supported-no = Non maintenue
supported-until = jusqu’au { $day }
versions-latest = la dernière version
versions-latest-is = la dernière version ({ $version })
versions-all = toutes
rules = Règles de bonne foi
harbor = Protection juridique
harbor-stated = Promis
harbor-not-stated = Non promis
harbor-anti-hacking = L’équipe considère la recherche menée selon cette politique comme autorisée au regard des lois contre le piratage.
harbor-anti-circumvention = L’équipe considère la recherche menée selon cette politique comme exemptée des lois contre le contournement des protections.
harbor-terms-of-service = Les conditions d’utilisation contraires à la recherche menée selon cette politique ne s’y appliquent pas.
harbor-good-faith = L’équipe considère la recherche menée selon cette politique comme licite, utile et de bonne foi.
harbor-no-legal-action = L’équipe n’engagera pas d’action en justice contre vous pour un signalement fait selon cette politique.
harbor-no-charges = L’équipe ne portera pas plainte pour un signalement fait selon cette politique.
harbor-third-parties = Si d’autres agissent en justice contre vous, l’équipe fera savoir que vous avez suivi cette politique.
disclosure = Divulgation
disclosure-not-in = Pas dans des lieux publics tels que { $places }.
disclosure-preferred = Délai souhaité avant publication : { $span }.
disclosure-minimum = Au moins : { $span }.
disclosure-maximum = Au plus : { $span }.
disclosure-extension = Prolongation : { $text }
disclosure-told = Prévenu sous embargo : { $venue }.
disclosure-told-most = Prévenu sous embargo : { $venue }, pendant { $span } au plus.
disclosure-ended-by = L’embargo peut être levé par { $parties }.
contacts = Comment joindre l’équipe
contact-form = Formulaire de signalement de ce site
contact-form-help = Confidentiel, avec réponse dans votre boîte aux lettres, anonyme si vous voulez.
contact-email = Courriel
contact-web = Web
contact-github = Signalement privé sur GitHub
contact-phone = Téléphone
credit-and-reward = Remerciements et récompense
credit-opt-in = Les personnes qui signalent sont nommées si elles le demandent.
credit-opt-out = Les personnes qui signalent sont nommées sauf refus.
credit-never = Les personnes qui signalent ne sont pas nommées.
credit-by = Sous la forme : { $forms }.
name-name = nom
name-acronym = sigle
name-pseudonym = pseudonyme
name-organization = organisation
name-anonymous = sans nom
credit-hall = Les remerciements figurent au tableau d’honneur.
credited-so-far = Personnes remerciées jusqu’ici
reward-none = Les signalements ne sont pas rémunérés.
reward-gift = Un bon signalement donne droit à un cadeau.
reward-discretionary = Une rémunération est possible, au cas par cas.
reward-bounty = Les signalements peuvent donner droit à une prime.
privacy = Vie privée
privacy-anonymous = Vous pouvez signaler anonymement.
privacy-pseudonym = Vous pouvez signaler sous un pseudonyme.
privacy-not-passed-on = Vos coordonnées ne sont pas transmises sans votre accord, sauf obligation légale.
privacy-link = Ce qui est conservé, pourquoi et combien de temps
this-version = Cette version
this-version-since = En vigueur depuis le { $since }. Votre signalement relève de la version en vigueur à son arrivée.
version-source = Son texte source
version-count = { $count ->
    [one] La seule version jusqu’ici
   *[other] Les { $count } versions
}

## Versions of a policy

versions-title = Versions de la politique
atom-feed = Flux Atom
versions-lead = Un signalement relève de la version en vigueur à son arrivée. Une version porte le nom de l’empreinte SHA-256 de son texte source : elle ne peut donc pas être changée après coup.
version-in-force-since = En vigueur depuis le { $since }
version-from = À partir du { $since }
version-in-force = En vigueur
version-until = Jusqu’au { $until }
version-source-link = Texte source de cette version
change-first = La première version.
change-none = Rien n’a changé dans ce que dit la politique.
change-affects = concerne { $whom }
change-added = Ajouté
change-removed = Supprimé
change-tightened = Renforcé
change-loosened = Assoupli
change-changed = Modifié
source-title = Texte source d’une version
source-heading = Texte source de la politique
source-heading-in-force = Texte source de la politique en vigueur
source-from = En vigueur à partir du { $since }.
source-from-until = En vigueur du { $since } au { $until }.
source-all = Toutes les versions
source-hash = Son empreinte SHA-256 : { $hash }
source-changed = Ce qui a changé
source = Texte source

## Privacy

privacy-heading = Vie privée : ce qui est conservé sur vous
privacy-table = Ce qui est conservé, pourquoi et combien de temps
privacy-what = Quoi
privacy-why = Pourquoi
privacy-how-long = Combien de temps
privacy-who = Qui peut le lire
privacy-who-team = l’équipe ; chiffré sur le disque
privacy-for-ever = tant que le programme existe
privacy-after-received = { $span } après la réception
privacy-after-closed = { $span } après la clôture du dossier
privacy-after-disclosed = { $span } après la publication
privacy-questions = Questions sur vos données : { $contact }
privacy-back = Retour à la politique de sécurité
kept-report = Le texte d’un signalement
kept-attachments = Les fichiers envoyés avec un signalement
kept-messages = Les messages entre vous et l’équipe
kept-reporter-identity = Votre nom et votre adresse
kept-events = Qui a fait quoi et quand dans un dossier
kept-ledger = Des engagements salés, dont rien ne peut être lu
kept-accounts = Les comptes de l’équipe
kept-logs = Les journaux techniques

## Advisories, credits, statistics, ledger

advisories = Avis
advisories-none = Aucun n’a encore été publié.
advisory-published = publié le { $when }
advisory-changed = modifié le { $when }
advisory-edition = édition { $number }
advisory-edition-of = édition { $number } du { $when }
advisory-as = Cet avis au format
advisory-signatures = Signatures pour minisign :
advisory-products = Produits
advisory-editions = Éditions
advisories-all = Tous les avis
advisory-severity = Gravité
advisory-fixed = corrigé dans { $versions }
advisory-references = Références
advisory-timeline = Chronologie
advisory = Avis
the-advisory = L’avis
credits = Remerciements
credits-none = Personne n’est encore nommé ici. Vous pourriez être la première personne : { $report }.
credits-report = signalez une vulnérabilité
credits-for = pour { $advisory }
statistics-title = Comment les promesses sont tenues
statistics-lead = Compté sur tous les dossiers de ce programme, jusqu’au { $when }.
statistics-bucketing = Les nombres de 1 à 4 sont affichés « moins de 5 », pour que personne ne puisse y reconnaître un dossier.
statistics-nothing = Cette politique ne promet aucun délai : il n’y a rien à compter.
statistics-kept = Tenues
statistics-broken = Rompues
statistics-running = En cours
statistics-median = Durée médiane
statistics-too-few = trop peu
statistics-numbers = La même chose en chiffres
statistics-chart = Promesses tenues, rompues et en cours
statistics-chart-help = Une barre par promesse ; le tableau ci-dessous donne les chiffres.
statistics-signed = Signé
statistics-ledger = Chaque acte derrière ces chiffres est une entrée du { $ledger } de ce programme. Son dernier point de contrôle couvre { $count } entrées.
statistics-ledger-word = registre
checkpoint = Point de contrôle
ledger-heading = Registre de { $program }
ledger-lead = Chaque acte de ce programme est une entrée d’un registre auquel on ne peut qu’ajouter. Ses entrées engagent sur ce qui a été fait sans le révéler : chacun peut donc vérifier que rien n’a été changé, retiré ou ajouté après coup.
ledger-empty = Le registre est vide : sa première entrée est faite quand une politique est adoptée.
ledger-newest = Dernier point de contrôle
ledger-entries = { $count ->
    [one] { $count } entrée.
   *[other] { $count } entrées.
}
ledger-entries-signed = { $count ->
    [one] { $count } entrée, signée le { $when }.
   *[other] { $count } entrées, signées le { $when }.
}
ledger-key = Sa signature se vérifie avec cette clé : { $key }
ledger-check = Vérifiez vous-même
ledger-check-how = Vous n’avez besoin ni d’un compte ni de faire confiance à ce site : gardez un point de contrôle et comparez-le aux suivants.
commands = Commandes

## The report form

report-title = Signaler une vulnérabilité
report-heading = Signaler une vulnérabilité à { $program }
report-closed = Aucun signalement ne peut être envoyé ici pour le moment. La { $policy } indique d’autres moyens de joindre l’équipe.
report-closed-policy = politique
report-no-account = Vous n’avez pas besoin de compte et n’avez pas à dire qui vous êtes. Après l’envoi, vous recevez un reçu ; avec lui, vous revenez lire la réponse.
report-held-to = Votre signalement relève de { $policy }.
report-held-to-policy = la politique en vigueur maintenant
report-found = Ce que vous avez trouvé
report-files-properties = Les images et les documents peuvent contenir votre nom dans leurs propriétés ; retirez-le d’abord si vous voulez rester anonyme.
report-who = Qui vous êtes
report-how = Comment voulez-vous signaler ?
identity-anonymous = Anonymement
identity-anonymous-help = L’équipe n’apprend rien sur vous. Votre reçu est le seul lien entre vous.
identity-pseudonym = Sous un pseudonyme
identity-pseudonym-help = L’équipe vous connaît par un nom que vous choisissez.
identity-named = Sous mon nom
identity-named-help = L’équipe sait qui vous êtes. Elle seule peut le lire.
report-name = Nom ou pseudonyme
report-contact = Comment vous joindre
report-contact-help = Une adresse de courriel ou un autre moyen. La boîte aux lettres fonctionne sans.
report-pass-on = Mes coordonnées peuvent être transmises à d’autres qui doivent corriger le problème
report-pass-on-help = Sinon elles restent dans l’équipe, sauf obligation légale.
report-credit = Remerciement
report-credit-ask = Voulez-vous être nommé publiquement ?
yes = Oui
no = Non
not-known = Je ne sais pas
something-else = Autre chose, ou pas sûr
report-credit-later = Je le dirai plus tard, dans la boîte aux lettres
report-credit-line = Nom pour le remerciement
report-credit-line-help = Un nom, un sigle ou un pseudonyme. Il n’est publié qu’avec l’avis.
report-credit-opt-in = Vous êtes nommé si vous le demandez.
report-credit-opt-out = Vous êtes nommé sauf si vous refusez.
report-credit-never = Ce programme ne nomme pas les personnes qui signalent.
report-good-faith = Bonne foi
report-rules = J’ai respecté ces règles et continuerai à les respecter
report-trap = Laissez ceci vide
report-send = Envoyer le signalement
report-sealed = Il est chiffré avant d’être enregistré. Seule l’équipe peut le lire.
report-incomplete = Envoyer sans les champs laissés vides
report-incomplete-help = L’équipe peut les demander plus tard, et refuser un signalement qu’elle ne peut pas reproduire.
wrong-report-missing = La politique demande « { $field } ». Si vous ne pouvez pas répondre, cochez « { $tick } ».
wrong-report-choice = Choisissez une des réponses pour « { $field } ».
wrong-report-long = Ceci dépasse 256 KiB. Joignez la partie longue comme fichier.
wrong-report-empty = Le signalement est vide. Écrivez au moins une phrase sur ce que vous avez trouvé.
wrong-report-name = Écrivez le nom que vous voulez utiliser, ou restez anonyme.
wrong-report-rules = Confirmez que vous avez suivi les règles ci-dessus.
wrong-report-files = Choisissez à nouveau les fichiers : le navigateur ne les garde pas.
wrong-report-form = Le formulaire n’a pas pu être lu. Rechargez la page et envoyez-le à nouveau.
wrong-report-old = Cette page est restée ouverte plus d’un jour, ou ne vient pas de ce site. Votre texte est conservé : relisez-le et envoyez-le à nouveau. Les fichiers doivent être choisis à nouveau.
wrong-report-crowd = Beaucoup de signalements arrivent en ce moment ; chacun attend donc que son formulaire ait { $seconds } secondes. Votre texte est conservé : attendez ce temps, puis appuyez à nouveau sur le bouton.
wrong-report-paused = Ce programme n’accepte aucun signalement jusqu’au { $until }. Votre texte est conservé sur cette page.
wrong-report-not-stored = Ceci ne peut pas être enregistré pour le moment, et rien ne l’a été. Votre texte est conservé sur cette page : réessayez dans une minute.
wrong-report-no-room = Il n’y a plus de place pour enregistrer ceci, et rien ne l’a été. Votre texte est conservé sur cette page : réessayez plus tard, ou utilisez un autre contact.
wrong-report-ours = Quelque chose a échoué de notre côté (incident { $incident }). Rien n’a été enregistré ; votre texte est conservé sur cette page. Réessayez, ou donnez ce numéro à l’opérateur.

## Fields that policies ask for again and again

ask-why = Pourquoi c’est utile, avec un exemple
ask-title = Titre
ask-title-help = Une ligne qui dit de quoi il s’agit.
ask-title-why = L’équipe retrouve votre signalement et voit tout de suite de quoi il s’agit.
ask-title-example = Tout client peut lire les factures des autres par l’export
ask-details = Description
ask-details-help = Ce que vous avez trouvé, avec vos propres mots.
ask-details-why = L’équipe part de vos mots. Ce que vous attendiez et ce qui s’est passé en dit plus qu’un terme technique.
ask-details-example = J’ai changé le numéro dans l’adresse de ma facture, j’attendais une erreur et j’ai reçu la facture de quelqu’un d’autre.
ask-type = Type de vulnérabilité
ask-type-help = Par exemple un accès à des données ou une élévation de privilèges, avec un numéro CWE si vous le connaissez.
ask-type-why = Le signalement arrive ainsi chez ceux qui connaissent cette partie. Une supposition suffit.
ask-type-example = Contrôle des droits absent (CWE-862)
ask-product = Produit concerné
ask-product-help = Dans quoi se trouve la vulnérabilité.
ask-version = Version concernée
ask-version-help = La version que vous avez testée, et d’autres si vous les connaissez.
ask-version-why = C’est peut-être déjà corrigé dans une autre version, ou faux dans une seule. C’est ce que l’équipe regarde en premier.
ask-version-example = 4.2.1 du paquet Debian ; 4.1.9 n’est pas touchée
ask-components = Composants ou dépendances concernés
ask-components-help = Les parties ou dépendances concernées, une par ligne.
ask-source-paths = Fichiers source concernés
ask-source-paths-help = Les chemins complets des fichiers source, un par ligne.
ask-location = Emplacement du code concerné
ask-location-help = L’étiquette, la branche, le commit ou l’URL directe du code concerné.
ask-service = Service, URL ou adresses IP concernés
ask-service-help = Le service, les URL ou les adresses IP concernés, un par ligne.
ask-configuration = Configuration
ask-configuration-help = Toute configuration particulière nécessaire pour le voir.
ask-requirements = Conditions requises
ask-requirements-help = Ce qu’il faut pour le reproduire : comptes, droits, outils, conditions.
ask-steps = Étapes pour reproduire
ask-steps-help = Ce qu’il faut faire, étape par étape, et ce qui se passe alors.
ask-steps-why = Ce qui se répète se comprend en quelques minutes ; sinon, il faut souvent des semaines de questions.
ask-steps-example = 1. Se connecter comme alice. 2. Ouvrir /invoices/17. 3. Remplacer 17 par 18. La facture de bob s’affiche.
ask-proof-of-concept = Démonstration
ask-proof-of-concept-help = Du code ou des requêtes qui montrent la vulnérabilité. Des fichiers peuvent aussi être joints.
ask-proof-of-concept-why = Elle lève le doute et devient le test qui empêche l’erreur de revenir. Ne montrez que le nécessaire, et pas les données d’autrui.
ask-proof-of-concept-example = La requête vers /invoices/18 avec le cookie d’alice, et la réponse avec la facture de bob
ask-impact = Conséquences
ask-impact-help = Ce qu’un attaquant pourrait faire, et comment il pourrait la trouver et l’exploiter.
ask-impact-why = La rapidité nécessaire en dépend. Dites qui pourrait le faire et ce que cela lui donnerait.
ask-impact-example = Tout client, sans droit particulier, peut lire les noms, adresses et commandes de tous les clients.
ask-mitigations = Parades connues
ask-mitigations-help = Ce que les utilisateurs peuvent faire avant le correctif, si vous le savez.
ask-suggestions = Suggestions
ask-suggestions-help = Comment cela pourrait être corrigé, si vous avez une idée.
ask-exploited = Est-elle exploitée ?
ask-exploited-help = Si vous avez connaissance d’attaques qui l’utilisent.
ask-exploited-why = Des attaques en cours changent tout : beaucoup d’équipes travaillent alors la nuit, et les lois fixent des délais plus courts.
ask-exploited-example = Le 4 mai, j’ai vu dans notre journal des requêtes pour d’autres numéros depuis trois adresses.

## The receipt

receipt-title = Reçu
receipt-heading = Votre signalement est bien arrivé
receipt-lead = Il est enregistré, et l’horloge de chaque promesse ci-dessous court depuis le { $received }.
receipt-yours = Votre reçu
receipt-keep = Notez-le ou imprimez-le maintenant. Il n’est affiché qu’une fois. Si vous le perdez, vous perdez le chemin du retour :
receipt-keep-why = personne ne peut le rétablir, et vous êtes la seule personne à l’avoir.
receipt-code = Le même reçu en 26 caractères : { $code }
receipt-either = L’un ou l’autre ouvre votre boîte aux lettres. Quiconque l’a peut lire votre dossier : gardez-le pour vous.
receipt-case = Dossier
receipt-case-help = Vous pouvez le donner à d’autres ; il n’ouvre rien.
receipt-program = Programme
receipt-received = Reçu le
receipt-received-with = { $received }, avec { $files }
receipt-version = Version de la politique
receipt-owed = Ce qui vous est dû, et pour quand
receipt-owed-none = Cette politique ne promet aucun délai. Vous lirez dans votre boîte aux lettres ce qui se passe.
receipt-by = avant le { $due }
receipt-now = Que faire maintenant
receipt-step-keep = Gardez le reçu.
receipt-step-keep-how = Le papier ou un gestionnaire de mots de passe conviennent bien.
receipt-step-proof = Gardez la preuve.
receipt-step-proof-how = Un petit fichier qui montre, sans ce site et des années plus tard, que l’équipe avait votre signalement à ce moment.
proof-download = Télécharger la preuve
receipt-step-mailbox = Regardez dans votre boîte aux lettres.
receipt-step-mailbox-how = Les réponses et les questions y arrivent.
open-the-mailbox = Ouvrir la boîte aux lettres

## The mailbox

entry-title = Boîte aux lettres
entry-lead = Tapez le reçu obtenu lors du signalement. Il ouvre votre dossier, et rien d’autre ne l’ouvre.
entry-receipt = Reçu
entry-receipt-help = Les douze mots dans l’ordre, ou les 26 caractères. Les majuscules et les retours à la ligne ne comptent pas ; vous pouvez le coller.
entry-lost = Si le reçu est perdu
entry-lost-help = Personne ne peut le rétablir, car personne d’autre ne l’a. Si vous avez laissé un contact, l’équipe peut encore vous y écrire. Sinon, envoyez à nouveau le signalement et dites qu’il se rattache à un signalement antérieur.
wrong-receipt = Aucun signalement ne s’ouvre avec ce reçu. Comparez les mots à ceux que vous avez notés ; chacun compte.
wrong-receipt-form = Ceci n’est pas un reçu. Il a douze mots, ou 26 lettres et chiffres ; comparez avec ce que vous avez noté.
mailbox-title = Votre signalement { $handle }
mailbox-leave = Quitter la boîte aux lettres
mailbox-by = Avant le { $when }.
mailbox-asked = L’équipe attend votre réponse :
mailbox-answer = Répondre
mailbox-closed = Clos : { $class }
mailbox-talk = Conversation
mailbox-nothing = Rien pour l’instant.
mailbox-write = Écrire à l’équipe
mailbox-embargo = Garder le silence
mailbox-embargo-ends = Fin : { $when }.
embargo-agreed = Les deux parties sont convenues de garder cela pour elles jusqu’à la date ci-dessous.
embargo-proposed = Une date jusqu’à laquelle les deux parties gardent cela pour elles a été proposée.
credit-title = Comment vous êtes nommé
credit-shown = Cela apparaît ainsi :
credit-confirm = Oui, nommez-moi ainsi
credit-declined = Vous avez demandé à ne pas être nommé, et personne ne vous nomme.
credit-nameless = Il n’y a pas de nom, donc personne n’est nommé. Dites comment vous voulez être nommé, si vous le souhaitez.
credit-silent = Vous n’avez pas répondu. Vous n’êtes nommé que si vous acceptez.
credit-silent-named = Vous n’avez pas répondu. Vous êtes nommé sauf si vous refusez.
credit-agreed = Vous avez accepté. Vous êtes nommé lorsque l’avis est publié.
credit-named = Vous êtes nommé publiquement. Changez le nom ou retirez-le à tout moment : il disparaît alors de la page, des listes et de chaque document.
credit-form-name = Un nom
credit-form-acronym = Des initiales ou un sigle
credit-form-pseudonym = Un pseudonyme
credit-form-organization = Une organisation
credit-form-anonymous = Une personne anonyme
mailbox-more = Ce que vous pouvez faire d’autre
mailbox-sent = Ce que vous avez envoyé
mailbox-received = Reçu le { $when }, selon { $version }.
mailbox-this-version = cette version de la politique
mailbox-show = Afficher le signalement
mailbox-expected = Résolution prévue
mailbox-slip = Avant : { $was }. Déplacé : { $reason }
mailbox-owed = Ce qui vous est dû
mailbox-picture = Trait vertical : échéance. Ligne pointillée : maintenant.
mailbox-proof = Preuve
mailbox-proof-help = Un petit fichier qui montre, sans ce site, que l’équipe avait votre signalement à ce moment.
nothing-owed = Rien n’est dû pour le moment.
answer-missing = Non renseigné, alors que la politique le demande
answer-none = Non renseigné
sealed-help = Ils sont chiffrés avant d’être enregistrés.
not-now = Pas maintenant
possible-instead = Possible à la place :
kept-here = Ce que vous avez écrit est conservé ici :
no-longer-possible = Ce n’est plus possible : le dossier a avancé. Ce que vous avez écrit est conservé ci-dessous.
wrong-needed = Ceci est nécessaire.
wrong-long = Ceci est trop long.
wrong-day = Écrivez un jour comme 2026-11-02.
wrong-moment = Écrivez un instant avec son fuseau, comme 2026-12-01T16:00:00Z.
wrong-value = Ceci ne peut pas être utilisé tel quel. Voyez l’aide à côté du champ.
who-you = Vous
who-team = L’équipe
who-party = Une partie du dossier
recorded = noté le { $when }

## How a case stands

headline-empty = Rien n’est encore arrivé
headline-embargo-decision = Des attaques ou une fuite ont été constatées ; l’équipe décide de l’embargo
headline-closed = Clos : { $class }
headline-withdrawn = Vous avez retiré ce signalement
headline-merged = Traité avec un autre signalement ; vous serez tenu au courant de la suite
headline-duplicate = Connu par un autre signalement ; vous serez tenu au courant de la suite
headline-declined = Refusé : { $class }
headline-waiting-on-reporter = L’équipe vous a posé une question et attend votre réponse
headline-waiting = L’équipe attend { $whom }
headline-new = Reçu ; l’équipe n’a pas encore répondu
headline-judging = L’équipe l’examine
headline-invalid = Jugé ne pas être une vulnérabilité en l’état ; vous pouvez compléter
headline-valid = Confirmé ; l’équipe décide de la suite
headline-deferred = Confirmé, mais pas en cours de traitement
headline-published = Corrigé et publié
headline-fix-released = Un correctif est publié
headline-fix-ready = Un correctif est prêt
headline-mitigated = Les utilisateurs peuvent se protéger ; le correctif est en cours
headline-accepted = Accepté ; l’équipe travaille à un correctif
closed-resolved = Résolu : un correctif est publié
closed-mitigated = Atténué : les utilisateurs peuvent se protéger
closed-informative = Informatif : utile, rien à corriger
closed-not-a-vulnerability = Pas une vulnérabilité
closed-not-reproducible = Non reproductible
closed-out-of-scope = Hors du périmètre
closed-unsupported-version = Version non maintenue
closed-insufficient-information = Informations insuffisantes
closed-duplicate = Double d’un autre dossier
closed-spam = Indésirable ou abus
closed-withdrawn = Retiré par la personne qui a signalé
released-release = une version qui corrige
released-patch = un correctif à appliquer
released-workaround = un contournement ou un réglage
released-other = une autre parade
waiting-reporter = la personne qui a signalé
waiting-upstream = l’auteur d’un composant
waiting-coordinator = un coordinateur

## Clocks

clock-kept = Tenue
clock-kept-late = Tenue en retard
clock-broken = Rompue
clock-running = En cours
clock-due-soon = Bientôt due
clock-paused = En pause
clock-measured = Mesurée
clock-waived = Levée
clock-void = Plus due
clock-due = échéance { $when }
clock-is-paused = En pause :
clock-latest = Au plus tard, selon la lecture la plus large : { $when }
clock-release = Selon la politique, la prochaine publication a lieu : { $when }
clock-contains = Doit contenir : { $parts }
clock-owed-to = Due envers { $party }
standing-in = due dans { $span }
standing-late = { $span } de retard
standing-opens = commence dans { $span }
standing-open = ouverte depuis { $span }
standing-kept = tenue au bout de { $span }
standing-kept-late = tenue au bout de { $span }, { $late } de retard
standing-target = { $span } au-delà de l’objectif de l’équipe
standing-paused = en pause
standing-waived = levée par la partie à qui elle était due
pause-since = attend { $whom } depuis le { $when }
void-public = c’est devenu public avant
void-due-before = c’était déjà dû avant le changement de gravité
void-assessed = la gravité a été évaluée
void-not-for-us = cela ne vaut pas pour le rôle de l’équipe envers ce produit
void-other-date = une autre date a été donnée avant
void-declined = le signalement a été refusé
void-original = cela continue dans le dossier d’origine
void-withdrawn = le signalement a été retiré
void-until-then = c’était dû jusque-là
void-decided = le dossier est tranché
void-not-named = la personne qui a signalé a demandé à ne pas être nommée
void-closed-without = le dossier a été clos sans
void-law = il a été décidé que la loi ne s’applique pas

## What happened in a case

event-received = Signalement reçu
event-acknowledged = Réception confirmée
event-message-team = Message de l’équipe
event-message-reporter = Message de la personne qui a signalé
event-leak = Une fuite a été constatée
event-embargo-shortened = Embargo raccourci : jusqu’au { $when }
event-validated = Jugé réel
event-invalidated = Jugé non valable, pour l’instant
event-question = Question à la personne qui a signalé
event-answer = Réponse de la personne qui a signalé
event-waiting = En attente de : { $whom }
event-waiting-ended = Plus en attente de : { $whom }
event-withdrawn = Retiré par la personne qui a signalé
event-severity = Gravité évaluée : { $severity }
event-severity-vector = Gravité évaluée : { $severity } ({ $vector })
event-affected = Ce qui est concerné a été noté
affected-product = Produit : { $text }
affected-versions = Versions : { $text }
affected-weakness = Faiblesse : { $text }
affected-location = Emplacement : { $text }
affected-source = Fichier source : { $text }
event-accepted = Accepté comme vulnérabilité
event-deferred = Reporté
event-declined = Refusé : { $class }
event-closed = Clos : { $class }
event-reopened = Rouvert
event-duplicate = Reconnu comme double
event-original = Dans le signalement d’origine : { $what }
event-merged = Fusionné avec un autre dossier
event-split = Une partie est devenue un dossier à part
event-split-from = Séparé d’un autre dossier
event-transferred = Transmis par { $program }
event-progress = Avancement
event-expected = Résolution prévue le { $date }
event-expected-moved = Résolution prévue le { $date }, et non le { $before }
event-fix-ready = Un correctif est prêt
event-released = Publié : { $what }
event-released-version = Publié : { $what } ({ $version })
event-public = Devenu public
event-exploit = Un code d’exploitation est public
event-attack = Des attaques ont été constatées
event-embargo-proposed = Embargo proposé jusqu’au { $when }
event-embargo-began = Embargo jusqu’au { $when }
event-embargo-accepted = Embargo accepté jusqu’au { $when }
event-embargo-rejected = Proposition d’embargo refusée
event-embargo-ended = Embargo levé
event-embargo-kept = Embargo maintenu malgré cela
event-tlp = Marqué { $mark }
tlp-means = { $mark } : { $meaning }
tlp-red = pour les personnes informées, et personne d’autre
tlp-amber-strict = au sein de votre organisation, pour qui doit savoir
tlp-amber = au sein de votre organisation et à ses clients, pour qui doit savoir
tlp-green = au sein de la communauté, pas en public
tlp-clear = pour tout le monde
event-credit-set = Ligne de remerciement fixée
event-credit-agreed = Remerciement convenu
event-credit-declined = Remerciement refusé
event-credited = Remercié
event-disclosure-proposed = Divulgation proposée
event-disclosure-agreed = Divulgation convenue
event-disclosure-refused = Divulgation refusée
event-advisory = Avis publié (édition { $edition })
event-waived = Promesse levée : « { $promise } »
event-extension-offered = Délai supplémentaire demandé pour « { $promise } », jusqu’au { $until }
event-extension-agreed = Délai supplémentaire accordé pour « { $promise } », jusqu’au { $until }
event-extension-refused = Délai supplémentaire refusé pour « { $promise } »

## What a reporter can do

do-answer = Répondre
    .help = Répondez à ce que l’équipe a demandé.
do-answer-text = Réponse
    .help = L’équipe lit ceci.
do-message = Envoyer un message
    .help = Écrivez à l’autre partie du dossier.
do-message-text = Message
    .help = L’autre partie lit ceci.
do-message-tlp = Marque
    .help = Jusqu’où cela peut être transmis.
do-withdraw = Retirer le signalement
    .help = Reprenez le signalement. Ce qui a été envoyé reste à l’équipe.
do-withdraw-reason = Motif
    .help = L’équipe lit ceci.
do-propose-embargo = Proposer un embargo
    .help = Proposez jusqu’à quand les deux parties se taisent, ou d’autres conditions que celles proposées.
do-embargo-ends = Se termine le
    .help = Un instant avec son fuseau, pas un jour : 2026-12-01T16:00:00Z.
do-embargo-note = Autres conditions
    .help = Par exemple, qui peut être prévenu plus tôt.
do-accept-embargo = Accepter la proposition
    .help = Acceptez ce que l’autre partie a proposé ; s’il y en a plusieurs, celle qui finit en premier.
do-reject-embargo = Refuser la proposition
    .help = Refusez tout ce qui est proposé. Un embargo en vigueur garde ses conditions.
do-other-side-reason = Motif
    .help = L’autre partie lit ceci.
do-revise-embargo = Proposer de nouvelles conditions
    .help = Proposez de nouvelles conditions pour l’embargo en vigueur, qui engage entre-temps.
do-terminate-embargo = Lever l’embargo
    .help = Levez l’embargo pour de bon. La publication est alors permise, pas imposée.
do-every-party-reason = Motif
    .help = Toutes les parties lisent ceci.
do-agree-credit = Accepter d’être nommé
    .help = Acceptez d’être nommé publiquement comme la personne qui l’a trouvé.
do-agree-credit-line = Nom
    .help = Un nom, des initiales ou un pseudonyme. Laissez vide pour accepter la ligne affichée.
do-agree-credit-form = C’est
    .help = Une personne anonyme n’a pas besoin de nom.
do-decline-credit = Ne pas me nommer
    .help = Demandez à ne pas être nommé. Là où vous l’êtes déjà, votre nom est retiré.
do-agree-disclosure = Accepter la divulgation
    .help = Acceptez que l’équipe dise au public ce que vous avez signalé, comme elle vous l’a écrit.
do-refuse-disclosure = Ne pas divulguer
    .help = Rien de votre signalement n’est dit au public.
do-waive-promise = Lever une promesse
    .help = Dispensez l’équipe d’une promesse qui vous a été faite. Jamais d’une loi.
do-promise = Promesse
    .help = La promesse dont il s’agit.
do-agree-extension = Accorder plus de temps
    .help = Acceptez l’échéance plus tardive que l’équipe a demandée.
do-refuse-extension = Ne pas accorder plus de temps
    .help = L’équipe doit tenir sa promesse.

## When something cannot be done

busy-title = Occupé, votre texte est conservé
busy-heading = Le service est occupé ; votre texte est conservé ici
busy-lead = Rien n’est encore enregistré. Attendez { $wait }, puis appuyez sur le bouton : tout ce que vous avez écrit est envoyé à nouveau.
busy-files = Fichiers, à choisir à nouveau
busy-files-help = Vous avez envoyé { $files }. Un navigateur ne garde pas les fichiers.
busy-send = Envoyer à nouveau
problem-number = Numéro pour l’opérateur : { $number }
first-page = Première page
problem-404 = Il n’y a rien ici pour vous
    .advice = Soit cette page n’existe pas, soit elle ne vous est pas ouverte. Vérifiez l’adresse, ou partez de la première page. Pour retrouver un signalement envoyé, utilisez votre reçu dans la boîte aux lettres.
problem-403 = Votre rôle ne le permet pas
    .advice = Demandez à un propriétaire du programme si vous devriez avoir un rôle qui le permet.
problem-400 = Cette requête n’a pas pu être comprise
    .advice = Le navigateur a envoyé quelque chose d’incomplet ou d’abîmé. Revenez en arrière, rechargez la page et envoyez le formulaire à nouveau.
problem-405 = Cela ne peut pas se faire à cette adresse
    .advice = Revenez à la page d’où vous venez et utilisez son formulaire ou son lien.
problem-409 = Quelqu’un a agi avant vous
    .advice = Le dossier a changé après l’ouverture de la page. Ouvrez-le à nouveau, voyez ce qui a changé et décidez à nouveau. Rien de vous n’a été noté.
problem-413 = C’est trop volumineux
    .advice = Ce que vous avez envoyé dépasse ce qui est accepté ici. Rien n’a été enregistré. Revenez en arrière, raccourcissez le texte ou envoyez des fichiers moins nombreux ou plus petits.
problem-415 = Ce type de contenu n’est pas accepté ici
    .advice = Envoyez le formulaire depuis sa page, sans le modifier.
problem-422 = Il faut d’abord corriger quelque chose
    .advice = Revenez en arrière et corrigez le formulaire. Rien n’a été enregistré.
problem-429 = Trop de requêtes à la suite
    .advice = Attendez une minute, puis réessayez. Rien n’est perdu ; ce que vous avez envoyé avant est arrivé.
problem-500 = Quelque chose a échoué de notre côté
    .advice = Vous n’y êtes pour rien. Ce qui vous a été confirmé avant est enregistré en sûreté. Réessayez ; si cela se reproduit, donnez à l’opérateur le numéro ci-dessous.
problem-503 = Le service ne peut pas le faire pour le moment
    .advice = Rien n’a été enregistré. Revenez en arrière, gardez votre texte et envoyez-le à nouveau dans quelques minutes.
problem-507 = Il n’y a plus de place pour enregistrer ceci
    .advice = Rien de ceci n’a été enregistré ; tout ce qui a été confirmé avant est en sûreté. Revenez en arrière, gardez votre texte et envoyez-le plus tard, ou utilisez un autre contact du programme. L’opérateur doit faire de la place.
problem-session = Ce formulaire appartient à une autre session, peut-être terminée entre-temps. Revenez en arrière, rechargez la page et envoyez-le à nouveau ; rien n’a été changé.
problem-other-site = Ce formulaire a été envoyé depuis un autre site. Ouvrez la page ici et envoyez-le à nouveau ; rien n’a été changé.
problem-wait = Trop de choses ont été envoyées depuis votre réseau en une minute. Attendez { $seconds } secondes et envoyez à nouveau ; votre navigateur garde ce que vous avez écrit si vous revenez en arrière.
problem-too-slow = La requête a duré trop longtemps et a été abandonnée. Revenez en arrière et envoyez-la à nouveau ; votre navigateur garde ce que vous avez écrit.
problem-unsigned = La preuve ne peut pas être signée pour le moment. L’opérateur a été prévenu ; réessayez plus tard.

## Looking a report over

check-button = Vérifier mon signalement
check-button-help = Montre s’il est complet et comment l’équipe le lira. Rien n’est envoyé ni enregistré.
check-title = Relu, pas encore envoyé
check-count = { $given } éléments sur { $all } demandés par la politique sont là.
check-complete = Tout ce que la politique demande est là.
check-missing = Encore vide :
check-needed = nécessaire
check-wanted = utile
check-preview = Comme l’équipe le lira
check-files = Les fichiers ne sont pas examinés ici : choisissez-les à nouveau avant d’envoyer.
version-supported = La version { $version } reçoit des mises à jour de sécurité.
version-unsupported = La version { $version } ne reçoit plus de mises à jour de sécurité. Merci d’avoir cherché malgré tout : si cela arrive aussi avec une version maintenue, dites-le. Maintenues : { $versions }.
version-old = La version { $version } ne reçoit plus de mises à jour de sécurité. Merci d’avoir cherché malgré tout : le signalement peut encore servir, et il peut être refusé.
ask-version-supported = Maintenues : { $versions }.
report-scope = Avant d’écrire : ce que ce programme n’accepte pas
report-scope-help = Un signalement sur l’un de ces sujets sera sans doute refusé. Dans le doute, envoyez-le.
report-harbor = Ce que l’équipe vous promet en retour

## The proof

proof-title = Vérifier une preuve
proof-lead = Une preuve est un petit fichier à télécharger avec votre reçu. Elle montre que votre signalement a été inscrit au registre de ce site, et quand.
proof-shows = Ce qu’elle montre
proof-shows-entry = Qu’un acte sur un dossier, comme l’arrivée d’un signalement, est une entrée du registre du programme.
proof-shows-time = Quand il a été inscrit, et quelle version de la politique était en vigueur.
proof-shows-signed = Que le registre a été signé avec la clé du programme, cette entrée comprise. Cela ne peut être repris sans que des déclarations signées se contredisent.
proof-not = Ce qu’elle ne montre pas
proof-not-text = Ce que dit le signalement. Le fichier n’en contient rien.
proof-not-person = Qui vous êtes, ou si les promesses ont été tenues. Votre boîte aux lettres et les statistiques le montrent.
proof-paste = Le texte du fichier
proof-file = Ou le fichier lui-même
proof-check = Vérifier
proof-holds = Cette preuve est valable
proof-holds-words = C’est l’entrée { $index } du registre de { $program }, inscrite le { $when }.
proof-policy = La politique en vigueur était la version { $version }.
proof-fails = Cette preuve n’est pas valable ici
proof-fails-words = Elle est abîmée, a été modifiée ou vient du registre d’un autre site. Ce qui a été trouvé :
proof-empty = Collez le texte du fichier, ou choisissez le fichier.
proof-without = Vous pouvez aussi la vérifier sans ce site : { $command }
proof-link = Ce que prouve ce fichier, et comment on le vérifie
receipt-copy = Les mots sur une ligne, à copier :

## Your data

data-title = Vos données
data-export-help = Tout ce qui est conservé sur vous et votre signalement, dans un fichier lisible par les personnes et les programmes (RGPD, articles 15 et 20).
data-export = Télécharger mes données
data-erase = Demander l’effacement
data-erase-help = L’équipe reçoit votre demande dans ce dossier et doit y répondre (RGPD, article 17). Une loi peut l’obliger à en garder une partie.
data-erase-reason = Ce qui doit être effacé
data-erase-send = Envoyer la demande
data-erase-message = Je demande l’effacement de mes données personnelles (RGPD, article 17).

## Mail about advisories

subscribe-link = Par courriel
subscribe-title = Courriels sur les avis
subscribe-lead = { $program } envoie un courriel quand un avis de sécurité paraît, est corrigé ou est retiré.
subscribe-address = Votre adresse de courriel
subscribe-address-help = Vous recevez un courriel avec un lien. Rien d’autre n’est envoyé avant que vous ne le suiviez et confirmiez.
subscribe-send = Demander les courriels
subscribe-kept = Votre adresse est conservée chiffrée, pour cela seulement, et jusqu’à ce que vous y mettiez fin. Chaque courriel dit comment.
subscribe-wrong = Écrivez une adresse, par exemple nom@example.org.
subscribe-busy = Beaucoup de personnes demandent des courriels en ce moment. Réessayez dans une minute.
subscribe-asked-title = Regardez vos courriels
subscribe-asked = Si cette adresse reçoit du courrier, une question est en route vers elle. Suivez son lien dans les 48 heures et confirmez-y. La même adresse n’est interrogée qu’une fois en six heures.
subscribe-confirm-title = Voulez-vous ces courriels ?
subscribe-confirm-words = Vous recevrez un courriel pour chaque avis de sécurité de { $program }, jusqu’à ce que vous y mettiez fin.
subscribe-confirm = Oui, envoyez-moi les courriels
subscribe-confirmed-title = Vous recevrez les courriels
subscribe-confirmed = Le prochain avis vous parviendra par courriel. Chaque courriel dit comment y mettre fin.
subscribe-old-title = Ce lien ne peut pas servir
subscribe-old = Il a plus de 48 heures, ou il n’est pas entier.
subscribe-again = Demander encore une fois
subscribe-full-title = La liste est pleine
subscribe-full = Aucun abonné de plus n’est accepté en ce moment. Vous pouvez suivre le flux à la place.
subscribe-end-title = Mettre fin à ces courriels ?
subscribe-end-words = Vous ne recevrez plus de courriels sur les avis de sécurité de { $program }.
subscribe-end = Y mettre fin
subscribe-ended-title = Vous ne recevez plus de courriels
subscribe-ended = Votre adresse est supprimée ici. Ce qui est déjà en route peut encore arriver.
mail-question-subject = À confirmer : courriels sur les avis de sécurité de { $program }
mail-question-asked = Quelqu’un, sans doute vous, a demandé pour cette adresse les courriels sur les avis de sécurité de { $program }.
mail-question-how = Pour les recevoir, ouvrez cette page et confirmez-y. Le lien est valable 48 heures :
mail-question-not = Si ce n’était pas vous, ne faites rien. Vous ne recevrez aucun courriel, et cette adresse n’est pas conservée.
mail-why = Vous recevez ce courriel parce que vous avez demandé les avis de sécurité de { $program }.
mail-end = Pour y mettre fin, ouvrez cette page :
