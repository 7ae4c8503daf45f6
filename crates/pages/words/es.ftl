### Todo lo que lee quien informa, en español. Texto sin marcas y sin comillas rectas.

## Around every page

skip = Ir al contenido
nav-site = Sitio
nav-programs = Programas
nav-mailbox = Buzón
nav-program = Programa
nav-policy = Política
nav-report = Informar
nav-advisories = Avisos
nav-credits = Agradecimientos
nav-statistics = Estadísticas
nav-ledger = Registro
nav-languages = Idioma
about-page = Sobre esta página
footer-candor = Candor cumple las promesas de una política de seguridad y lo demuestra.
footer-plain = Estas páginas no necesitan JavaScript, no cuentan visitas y no cargan nada de otro sitio.
error-prefix = Error:
problems-title = Hay un problema
optional = (opcional)
choose = Elija …
file-count = { $count ->
    [one] 1 archivo
   *[other] { $count } archivos
}
files-help = { $count ->
    [one] 1 archivo de hasta { $size } MiB.
   *[other] Hasta { $count } archivos de { $size } MiB cada uno.
} Se cifran antes de guardarse.
files = Archivos
note-demonstration = Demostración
note-replay = Reproducción
note-information = Nota
note-warning = Advertencia
about-demonstration = Esto es una demostración. Sus casos reproducen avisos públicos con sus fechas reales; no envíe aquí informes de verdad.
about-driven-time = La hora de este servidor se ajusta a mano, para pruebas.
about-replayed-case = Este caso reproduce un aviso público con sus fechas reales.
about-replayed-advisory = Este aviso reproduce uno público con sus fechas reales.

## Times, numbers, sizes

date = { $day } de { $month } de { $year }
moment = { $date }, { $time } UTC
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
decimal-sign = ,
moments = menos de un minuto
minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
days = { $count ->
    [one] 1 día
   *[other] { $count } días
}
weeks = { $count ->
    [one] 1 semana
   *[other] { $count } semanas
}
months = { $count ->
    [one] 1 mes
   *[other] { $count } meses
}
years = { $count ->
    [one] 1 año
   *[other] { $count } años
}
business-hours = { $count ->
    [one] 1 hora hábil
   *[other] { $count } horas hábiles
}
business-days = { $count ->
    [one] 1 día hábil
   *[other] { $count } días hábiles
}
list-comma = { $first }, { $next }
list-and = { $first } y { $last }
list-or = { $first } o { $last }

## First page

home-none-title = Aún no hay programa
home-none = Aquí aún no hay ningún programa
home-none-lead = Esta instancia funciona, pero no tiene ninguna política que cumplir. Un programa empieza con su política: qué se promete a quienes informan de una vulnerabilidad, y en qué plazo.
home-step-write = Escriba una política.
home-step-write-how = Empiece con uno de los archivos de { $folder }: un nombre, un contacto, una promesa.
home-step-check = Compruébela.
home-step-check-how = Le dice línea por línea qué está mal o falta, y qué escribir en su lugar.
home-step-serve = Póngala en línea.
home-look-around = Para mirar primero: { $command } llena cinco programas con casos públicos reproducidos.
home = Informar de una vulnerabilidad y ver qué se promete
home-lead = Cada programa de abajo dice qué promete a quienes le informan y muestra cómo ha cumplido esas promesas. Puede informar sin cuenta y sin nombre.
home-reported-already = ¿Ya ha informado? { $mailbox } con el resguardo.
open-your-mailbox = Abra su buzón
intake-open = Acepta informes
intake-restricted = Restringido
intake-paused = En pausa
intake-urgent = Lo urgente va a { $way }.
intake-condition = Se aceptan informes con una condición: { $condition }
intake-until = No se aceptan informes hasta el { $until }.

## What is promised

act-acknowledge = Confirmar la recepción del informe
act-respond = Responder al informe
act-evaluate = Evaluar el informe
act-decide = Decir si se acepta
act-update = Informar del avance
act-fix = Publicar una corrección o mitigación
act-publish = Publicar un aviso
act-credit = Dar crédito a quien informó
act-notify = Notificar
act-report = Comunicarlo a la autoridad
act-review = Revisar la política
act-classify = Decidir cómo lo llama la ley
thing-acknowledge = un acuse de recibo
thing-respond = una respuesta
thing-evaluate = una evaluación
thing-decide = una decisión
thing-update = noticias del avance
thing-fix = una corrección o mitigación
thing-publish = un aviso
thing-credit = un agradecimiento público
thing-notify = una notificación
thing-report = una comunicación a la autoridad
thing-review = una revisión de la política
thing-classify = una decisión sobre cómo lo llama la ley
thing-when = { $thing } { $when }
thing-when-if = { $thing } { $when } ({ $condition })
party-reporter = quien informó
party-public = el público
party-users = los usuarios
party-csirt = el CSIRT
party-authority = la autoridad
party-upstream = el proyecto de origen
party-team = el equipo
party-persons = las personas a quienes pertenecen los datos
party-controller = el responsable de los datos
party-requester = quien lo pidió
party-cve-list = la lista CVE
party-distributors = los distribuidores
within-span = en un plazo de { $span }
within-span-after = en un plazo de { $span } después de { $event }
within-span-before = al menos { $span } antes de { $event }
within-every = cada { $span }
from-received = la llegada del informe
from-acknowledged = el acuse de recibo
from-evaluated = la evaluación
from-accepted = la aceptación
from-fix-ready = la preparación de la corrección
from-fix-released = la publicación de la corrección
from-resolved = la resolución
from-disclosed = la publicación
from-other = el hecho que nombra la política
within-soon = lo antes posible
within-regularly = con regularidad
if-severity = cuando la gravedad es { $severities }
severity-low = baja
severity-medium = media
severity-high = alta
severity-critical = crítica
severity-unknown = aún no evaluada
class-promise = promesa
class-law = ley
class-programme = regla de programa
class-target = objetivo
class-agreement = acuerdo
include-evaluation = evaluación
include-date = fecha prevista de resolución
include-decision = decisión
include-reason = motivo
include-severity = gravedad
include-progress = avance
include-mitigation = qué pueden hacer los usuarios mientras tanto
record-kept = cumplida { $kept } de { $all } veces
record-kept-median = cumplida { $kept } de { $all } veces, mediana: { $median }
record-few = { $count } hasta ahora
few = menos de { $limit }

## A program and its policy

program-title = Política de seguridad
program-heading = { $program }: política de seguridad
program-report = Informar de una vulnerabilidad
program-follow = Seguir un informe
promises = Qué se promete
promises-none = Esta política no promete plazos.
promise = Promesa
promise-when = Cuándo
promise-so-far = Hasta ahora
promise-to = a { $party }
promise-nothing-yet = aún no hay nada que contar
promises-record = Cómo se han cumplido estas promesas
laws = Leyes y reglas de programas
laws-beside = Valen además de lo que promete el propio equipo.
silent = Si el equipo no contesta
silent-acknowledgement = Si nadie ha confirmado la recepción de su informe al cabo de { $span }, diríjase a { $whom }.
silent-engagement = Si no ha sabido nada más del equipo durante { $span }, diríjase a { $whom }.
silent-resolution = Si su informe no se ha resuelto al cabo de { $span }, diríjase a { $whom }.
scope = Alcance
scope-in = Incluido
scope-out = No incluido
scope-report-to = Informe de ello a { $whom }.
versions-supported = Versiones mantenidas
product = Producto
versions = Versiones
security-updates = Actualizaciones de seguridad
supported-yes = Mantenida
supported-no = No mantenida
supported-until = hasta el { $day }
versions-latest = la última versión
versions-latest-is = la última versión ({ $version })
versions-all = todas
rules = Reglas de buena fe
harbor = Protección legal
harbor-stated = Declarado
harbor-not-stated = No declarado
harbor-anti-hacking = El equipo considera autorizada la investigación hecha según esta política frente a las leyes contra la intrusión informática.
harbor-anti-circumvention = El equipo considera exenta la investigación hecha según esta política de las leyes contra la elusión de protecciones.
harbor-terms-of-service = Las condiciones de uso contrarias a la investigación hecha según esta política no se le aplican.
harbor-good-faith = El equipo considera la investigación hecha según esta política lícita, útil y de buena fe.
harbor-no-legal-action = El equipo no emprenderá acciones legales contra usted por un informe hecho según esta política.
harbor-no-charges = El equipo no presentará denuncia por un informe hecho según esta política.
harbor-third-parties = Si otros emprenden acciones legales contra usted, el equipo hará saber que siguió esta política.
disclosure = Divulgación
disclosure-not-in = No en lugares públicos como { $places }.
disclosure-preferred = Tiempo deseado hasta la publicación: { $span }.
disclosure-minimum = Como mínimo: { $span }.
disclosure-maximum = Como máximo: { $span }.
disclosure-extension = Prórroga: { $text }
disclosure-told = Avisado bajo embargo: { $venue }.
disclosure-told-most = Avisado bajo embargo: { $venue }, como máximo { $span }.
disclosure-ended-by = El embargo lo puede terminar { $parties }.
contacts = Cómo contactar con el equipo
contact-form = Formulario de este sitio
contact-form-help = Privado, con respuesta en su buzón, anónimo si quiere.
contact-email = Correo electrónico
contact-web = Web
contact-github = Informe privado en GitHub
contact-phone = Teléfono
credit-and-reward = Crédito y recompensa
credit-opt-in = Se nombra a quienes informan si lo piden.
credit-opt-out = Se nombra a quienes informan salvo que lo rechacen.
credit-never = No se nombra a quienes informan.
credit-by = Con: { $forms }.
name-name = nombre
name-acronym = siglas
name-pseudonym = seudónimo
name-organization = organización
name-anonymous = sin nombre
credit-hall = Los agradecimientos figuran en el cuadro de honor.
credited-so-far = Personas nombradas hasta ahora
reward-none = Los informes no se pagan.
reward-gift = Hay un regalo por un buen informe.
reward-discretionary = Es posible un pago, según el caso.
reward-bounty = Los informes pueden obtener una recompensa económica.
privacy = Privacidad
privacy-anonymous = Puede informar de forma anónima.
privacy-pseudonym = Puede informar con un seudónimo.
privacy-not-passed-on = Sus datos no se ceden sin su permiso, salvo que obligue la ley.
privacy-link = Qué se guarda, por qué y cuánto tiempo
this-version = Esta versión
this-version-since = En vigor desde el { $since }. Para su informe vale la versión en vigor cuando llega.
version-source = Su texto fuente
version-count = { $count ->
    [one] La única versión hasta ahora
   *[other] Las { $count } versiones
}

## Versions of a policy

versions-title = Versiones de la política
atom-feed = Canal Atom
versions-lead = Para un informe vale la versión que estaba en vigor cuando llegó. Una versión lleva el nombre de la huella SHA-256 de su texto fuente, así que no se puede cambiar después.
version-in-force-since = En vigor desde el { $since }
version-from = Desde el { $since }
version-in-force = En vigor
version-until = Hasta el { $until }
version-source-link = Texto fuente de esta versión
change-first = La primera versión.
change-none = No cambió nada de lo que dice la política.
change-affects = afecta a { $whom }
change-added = Añadido
change-removed = Eliminado
change-tightened = Más estricto
change-loosened = Menos estricto
change-changed = Cambiado
source-title = Texto fuente de una versión
source-heading = Texto fuente de la política
source-heading-in-force = Texto fuente de la política en vigor
source-from = En vigor desde el { $since }.
source-from-until = En vigor desde el { $since } hasta el { $until }.
source-all = Todas las versiones
source-hash = Su huella SHA-256: { $hash }
source-changed = Qué cambió
source = Texto fuente

## Privacy

privacy-heading = Privacidad: qué se guarda sobre usted
privacy-table = Qué se guarda, por qué y cuánto tiempo
privacy-what = Qué
privacy-why = Por qué
privacy-how-long = Cuánto tiempo
privacy-who = Quién puede leerlo
privacy-who-team = el equipo; cifrado en el disco
privacy-for-ever = mientras exista el programa
privacy-after-received = { $span } después de recibirse
privacy-after-closed = { $span } después de cerrarse el caso
privacy-after-disclosed = { $span } después de hacerse público
privacy-questions = Preguntas sobre sus datos: { $contact }
privacy-back = Volver a la política de seguridad
kept-report = El texto de un informe
kept-attachments = Archivos enviados con un informe
kept-messages = Mensajes entre usted y el equipo
kept-reporter-identity = Su nombre y su dirección
kept-events = Quién hizo qué y cuándo en un caso
kept-ledger = Compromisos con sal, de los que no se puede leer nada
kept-accounts = Cuentas del equipo
kept-logs = Registros técnicos

## Advisories, credits, statistics, ledger

advisories = Avisos
advisories-none = Aún no se ha publicado ninguno.
advisory-published = publicado el { $when }
advisory-changed = cambiado el { $when }
advisory-edition = edición { $number }
advisory-edition-of = edición { $number } del { $when }
advisory-as = Este aviso como
advisory-signatures = Firmas para minisign:
advisory-products = Productos
advisory-editions = Ediciones
advisories-all = Todos los avisos
advisory-severity = Gravedad
advisory-fixed = corregido en { $versions }
advisory-references = Referencias
advisory-timeline = Qué ocurrió y cuándo
advisory = Aviso
the-advisory = El aviso
credits = Agradecimientos
credits-none = Aquí aún no se nombra a nadie. Podría ser usted: { $report }.
credits-report = informe de una vulnerabilidad
credits-for = por { $advisory }
statistics-title = Cómo se cumplen las promesas
statistics-lead = Contado sobre todos los casos de este programa, hasta el { $when }.
statistics-bucketing = Las cantidades de 1 a 4 se muestran como «menos de 5», para que nadie reconozca un caso concreto.
statistics-nothing = Esta política no promete plazos, así que no hay nada que contar.
statistics-kept = Cumplidas
statistics-broken = Incumplidas
statistics-running = En curso
statistics-median = Tiempo mediano
statistics-too-few = demasiado pocas
statistics-numbers = Lo mismo en cifras
statistics-chart = Promesas cumplidas, incumplidas y en curso
statistics-chart-help = Una barra por promesa; la tabla de abajo da las cifras.
statistics-signed = Firmado
statistics-ledger = Cada acto detrás de estas cifras es una entrada del { $ledger } de este programa. Su último punto de control abarca { $count } entradas.
statistics-ledger-word = registro
checkpoint = Punto de control
ledger-heading = Registro de { $program }
ledger-lead = Cada acto de este programa es una entrada de un registro al que solo se puede añadir. Sus entradas dejan fijado lo que se hizo sin revelarlo, de modo que cualquiera puede comprobar que nada se cambió, se quitó o se añadió después.
ledger-empty = El registro está vacío: su primera entrada se hace al adoptar una política.
ledger-newest = Último punto de control
ledger-entries = { $count ->
    [one] 1 entrada.
   *[other] { $count } entradas.
}
ledger-entries-signed = { $count ->
    [one] 1 entrada, firmada el { $when }.
   *[other] { $count } entradas, firmadas el { $when }.
}
ledger-key = Su firma se comprueba con esta clave: { $key }
ledger-check = Compruébelo usted
ledger-check-how = No necesita cuenta ni confiar en este sitio: guarde un punto de control y compárelo con los siguientes.
commands = Órdenes

## The report form

report-title = Informar de una vulnerabilidad
report-heading = Informar de una vulnerabilidad a { $program }
report-closed = Por ahora no se puede enviar ningún informe aquí. La { $policy } nombra otras formas de contactar con el equipo.
report-closed-policy = política
report-no-account = No necesita cuenta y no tiene que decir quién es. Al enviar recibe un resguardo; con él vuelve a leer la respuesta.
report-held-to = Para su informe vale { $policy }.
report-held-to-policy = la política en vigor ahora
report-found = Qué ha encontrado
report-files-properties = Las imágenes y los documentos pueden llevar su nombre en sus propiedades; quítelo antes si quiere quedar en el anonimato.
report-who = Quién es usted
report-how = ¿Cómo quiere informar?
identity-anonymous = De forma anónima
identity-anonymous-help = El equipo no sabe nada de usted. Su resguardo es el único camino entre ambos.
identity-pseudonym = Con un seudónimo
identity-pseudonym-help = El equipo le conoce por un nombre que usted elige.
identity-named = Con mi nombre
identity-named-help = El equipo sabe quién es usted. Solo el equipo puede leerlo.
report-name = Nombre o seudónimo
report-contact = Cómo contactar con usted
report-contact-help = Un correo electrónico u otra vía. El buzón funciona sin ello.
report-pass-on = Pueden ceder mis datos a otros que tengan que corregirlo
report-pass-on-help = Si no, se quedan en el equipo, salvo que obligue la ley.
report-credit = Crédito
report-credit-ask = ¿Quiere que se le nombre en público?
yes = Sí
no = No
not-known = No se sabe
something-else = Otra cosa, o no es seguro
report-credit-later = Lo diré más tarde, en el buzón
report-credit-line = Nombre para el agradecimiento
report-credit-line-help = Un nombre, unas siglas o un seudónimo. Solo se publica con el aviso.
report-credit-opt-in = Se le nombra si lo pide.
report-credit-opt-out = Se le nombra salvo que lo rechace.
report-credit-never = Este programa no nombra a quienes informan.
report-good-faith = Buena fe
report-rules = He respetado estas reglas y las seguiré respetando
report-trap = Deje esto vacío
report-send = Enviar el informe
report-sealed = Se cifra antes de guardarse. Solo el equipo puede leerlo.
report-incomplete = Enviarlo sin los campos que dejé vacíos
report-incomplete-help = El equipo puede pedirlos más tarde, y puede rechazar un informe que no consiga reproducir.
wrong-report-missing = La política pide «{ $field }». Si no puede decirlo, marque «{ $tick }».
wrong-report-choice = Elija una de las respuestas para «{ $field }».
wrong-report-long = Esto supera los 256 KiB. Adjunte la parte larga como archivo.
wrong-report-empty = El informe está vacío. Escriba al menos una frase sobre lo que ha encontrado.
wrong-report-name = Escriba el nombre que quiere usar, o elija el anonimato.
wrong-report-rules = Confirme que ha seguido las reglas de arriba.
wrong-report-files = Elija otra vez los archivos: el navegador no los guarda.
wrong-report-form = No se pudo leer el formulario. Recargue la página y envíelo de nuevo.
wrong-report-old = Esta página estuvo abierta más de un día, o no es de este sitio. Su texto se conserva: revíselo y envíelo de nuevo. Los archivos hay que elegirlos otra vez.
wrong-report-crowd = En este momento llegan muchos informes, así que cada uno espera a que su formulario tenga { $seconds } segundos. Su texto se conserva: espere ese tiempo y pulse de nuevo el botón.
wrong-report-paused = Este programa no acepta informes hasta el { $until }. Su texto se conserva en esta página.
wrong-report-not-stored = Esto no se puede guardar ahora, y no se guardó nada. Su texto se conserva en esta página: inténtelo de nuevo dentro de un minuto.
wrong-report-no-room = No queda sitio para guardar esto, y no se guardó nada. Su texto se conserva en esta página: inténtelo más tarde o use otro contacto.
wrong-report-ours = Algo falló por nuestra parte (incidente { $incident }). No se guardó nada; su texto se conserva en esta página. Inténtelo de nuevo o dé este número al operador.

## Fields that policies ask for again and again

ask-why = Por qué ayuda, con un ejemplo
ask-title = Título
ask-title-help = Una línea que diga qué es.
ask-title-why = Así el equipo encuentra su informe y ve enseguida de qué trata.
ask-title-example = Cualquier cliente puede leer facturas ajenas mediante la exportación
ask-details = Descripción
ask-details-help = Qué ha encontrado, con sus propias palabras.
ask-details-why = El equipo parte de sus palabras. Lo que esperaba y lo que pasó en su lugar dice más que un término técnico.
ask-details-example = Cambié el número en la dirección de mi factura, esperaba un error y recibí la factura de otra persona.
ask-type = Tipo de vulnerabilidad
ask-type-help = Por ejemplo, acceso a datos o elevación de privilegios, con un número CWE si lo sabe.
ask-type-why = Así llega a quienes conocen esa parte. Basta una suposición.
ask-type-example = Falta una comprobación de permisos (CWE-862)
ask-product = Producto afectado
ask-product-help = En qué está la vulnerabilidad.
ask-version = Versión afectada
ask-version-help = La versión que probó, y otras si las conoce.
ask-version-why = Puede que ya esté corregido en otra versión, o que solo una esté afectada. Es lo primero que mira el equipo.
ask-version-example = 4.2.1 del paquete de Debian; 4.1.9 no está afectada
ask-components = Componentes o dependencias afectados
ask-components-help = Las partes o dependencias afectadas, una por línea.
ask-source-paths = Archivos fuente afectados
ask-source-paths-help = Las rutas completas de los archivos fuente, una por línea.
ask-location = Lugar del código afectado
ask-location-help = La etiqueta, rama, commit o URL directa del código afectado.
ask-service = Servicio, URL o direcciones IP afectados
ask-service-help = El servicio, las URL o las direcciones IP afectados, uno por línea.
ask-configuration = Configuración
ask-configuration-help = Cualquier configuración especial necesaria para verlo.
ask-requirements = Requisitos
ask-requirements-help = Qué hace falta para reproducirlo: cuentas, permisos, herramientas, condiciones.
ask-steps = Pasos para reproducirlo
ask-steps-help = Qué hacer, paso a paso, y qué ocurre entonces.
ask-steps-why = Lo que se puede repetir se entiende en minutos; lo que no, suele costar semanas de preguntas.
ask-steps-example = 1. Entrar como alice. 2. Abrir /invoices/17. 3. Cambiar 17 por 18. Aparece la factura de bob.
ask-proof-of-concept = Prueba de concepto
ask-proof-of-concept-help = Código o peticiones que muestran la vulnerabilidad. También se pueden adjuntar archivos.
ask-proof-of-concept-why = Quita la duda y se convierte en la prueba de que el error no vuelve. No muestre más de lo necesario ni datos de otras personas.
ask-proof-of-concept-example = La petición de /invoices/18 con la cookie de alice y la respuesta con la factura de bob
ask-impact = Consecuencias
ask-impact-help = Qué podría hacer un atacante, y cómo podría encontrarla y aprovecharla.
ask-impact-why = De ello depende la rapidez con que debe actuar el equipo. Diga quién podría hacerlo y qué obtendría.
ask-impact-example = Cualquier cliente, sin permisos especiales, puede leer nombres, direcciones y pedidos de todos los clientes.
ask-mitigations = Mitigaciones conocidas
ask-mitigations-help = Qué pueden hacer los usuarios hasta que haya corrección, si lo sabe.
ask-suggestions = Sugerencias
ask-suggestions-help = Cómo podría corregirse, si tiene una idea.
ask-exploited = ¿Se está aprovechando?
ask-exploited-help = Si sabe de ataques que la usan.
ask-exploited-why = Los ataques en curso lo cambian todo: muchos equipos trabajan entonces de noche, y las leyes fijan plazos más cortos.
ask-exploited-example = El 4 de mayo vi en nuestro registro peticiones de otros números desde tres direcciones.

## The receipt

receipt-title = Resguardo
receipt-heading = Su informe ha llegado
receipt-lead = Está guardado, y el reloj de cada promesa de abajo corre desde el { $received }.
receipt-yours = Su resguardo
receipt-keep = Anótelo o imprímalo ahora. Solo se muestra una vez. Si lo pierde, pierde el camino de vuelta:
receipt-keep-why = nadie puede restaurarlo, y nadie más que usted lo tiene.
receipt-code = El mismo resguardo en 26 caracteres: { $code }
receipt-either = Cualquiera de los dos abre su buzón. Quien lo tenga puede leer su caso, así que no lo comparta.
receipt-case = Caso
receipt-case-help = Puede decírselo a otros; no abre nada.
receipt-program = Programa
receipt-received = Recibido
receipt-received-with = { $received }, con { $files }
receipt-version = Versión de la política
receipt-owed = Qué se le debe, y para cuándo
receipt-owed-none = Esta política no promete plazos. En su buzón leerá lo que ocurre.
receipt-by = antes del { $due }
receipt-now = Qué hacer ahora
receipt-step-keep = Guarde el resguardo.
receipt-step-keep-how = Un papel o un gestor de contraseñas son buenos sitios.
receipt-step-proof = Guarde la prueba.
receipt-step-proof-how = Un archivo pequeño que muestra, sin este sitio y años después, que el equipo tenía su informe en ese momento.
proof-download = Descargar la prueba
receipt-step-mailbox = Mire su buzón.
receipt-step-mailbox-how = Allí llegan las respuestas y las preguntas.
open-the-mailbox = Abrir el buzón

## The mailbox

entry-title = Buzón
entry-lead = Escriba el resguardo que recibió al informar. Abre su caso, y ninguna otra cosa lo abre.
entry-receipt = Resguardo
entry-receipt-help = Las doce palabras en orden, o los 26 caracteres. Las mayúsculas y los saltos de línea no importan; puede pegarlo.
entry-lost = Si perdió el resguardo
entry-lost-help = Nadie puede restaurarlo, porque nadie más lo tiene. Si dejó un contacto, el equipo aún puede escribirle allí. Si no, envíe el informe otra vez y diga que pertenece a uno anterior.
wrong-receipt = Con este resguardo no se abre ningún informe. Compare las palabras con las que anotó; cada una cuenta.
wrong-receipt-form = Esto no es un resguardo. Tiene doce palabras, o 26 letras y cifras; compárelo con lo que anotó.
mailbox-title = Su informe { $handle }
mailbox-leave = Salir del buzón
mailbox-by = Antes del { $when }.
mailbox-asked = El equipo le espera:
mailbox-answer = Responder
mailbox-closed = Cerrado: { $class }
mailbox-talk = Conversación
mailbox-nothing = Aún no hay nada.
mailbox-write = Escribir al equipo
mailbox-embargo = Guardar silencio
mailbox-embargo-ends = Termina el { $when }.
embargo-agreed = Ambas partes han acordado guardar esto para sí hasta la fecha de abajo.
embargo-proposed = Se ha propuesto una fecha hasta la cual ambas partes guardan esto para sí.
credit-title = Cómo se le nombra
credit-shown = Aparece así:
credit-confirm = Sí, nómbrenme así
credit-declined = Usted pidió que no se le nombrara y nadie le nombra.
credit-nameless = No hay ningún nombre, así que no se nombra a nadie. Diga cómo quiere que se le nombre, si lo desea.
credit-silent = No ha respondido. Solo se le nombra si está de acuerdo.
credit-silent-named = No ha respondido. Se le nombra salvo que lo rechace.
credit-agreed = Está de acuerdo. Se le nombra cuando se publique el aviso.
credit-named = Se le nombra en público. Cambie el nombre o retírelo cuando quiera: entonces desaparece de la página, de las listas y de todos los documentos.
credit-form-name = Un nombre
credit-form-acronym = Iniciales o un acrónimo
credit-form-pseudonym = Un seudónimo
credit-form-organization = Una organización
credit-form-anonymous = Una persona anónima
mailbox-more = Qué más puede hacer
mailbox-sent = Lo que envió
mailbox-received = Recibido el { $when }, según { $version }.
mailbox-this-version = esta versión de la política
mailbox-show = Mostrar el informe
mailbox-expected = Resolución prevista
mailbox-slip = Antes: { $was }. Aplazado: { $reason }
mailbox-owed = Qué se le debe
mailbox-picture = Marca vertical: vencimiento. Línea discontinua: ahora.
mailbox-proof = Prueba
mailbox-proof-help = Un archivo pequeño que muestra, sin este sitio, que el equipo tenía su informe en ese momento.
nothing-owed = Por ahora no se debe nada.
answer-missing = Sin respuesta, aunque la política lo pide
answer-none = Sin respuesta
sealed-help = Se cifran antes de guardarse.
not-now = Ahora no
possible-instead = Posible en su lugar:
kept-here = Lo que escribió se conserva aquí:
no-longer-possible = Esto ya no es posible: el caso ha avanzado. Lo que escribió se conserva abajo.
wrong-needed = Esto es necesario.
wrong-long = Esto es demasiado largo.
wrong-day = Escriba un día como 2026-11-02.
wrong-moment = Escriba un momento con su zona, como 2026-12-01T16:00:00Z.
wrong-value = Esto no se puede usar así. Mire la ayuda junto al campo.
who-you = Usted
who-team = El equipo
who-party = Una parte del caso
recorded = anotado el { $when }

## How a case stands

headline-empty = Aún no ha llegado nada
headline-embargo-decision = Se vieron ataques o una filtración; el equipo decide sobre el embargo
headline-closed = Cerrado: { $class }
headline-withdrawn = Usted retiró este informe
headline-merged = Se trata junto con otro informe; se le dirá cómo sigue
headline-duplicate = Conocido por otro informe; se le dirá cómo sigue
headline-declined = Rechazado: { $class }
headline-waiting-on-reporter = El equipo le preguntó algo y espera su respuesta
headline-waiting = El equipo espera a { $whom }
headline-new = Recibido; el equipo aún no ha respondido
headline-judging = El equipo lo está examinando
headline-invalid = Se juzga que así no es una vulnerabilidad; puede añadir algo
headline-valid = Confirmado; el equipo decide qué hacer
headline-deferred = Confirmado, y por ahora no se trabaja en ello
headline-published = Corregido y publicado
headline-fix-released = Hay una corrección publicada
headline-fix-ready = Hay una corrección lista
headline-mitigated = Los usuarios pueden protegerse; se trabaja en la corrección
headline-accepted = Aceptado; el equipo trabaja en una corrección
closed-resolved = Resuelto: hay una corrección publicada
closed-mitigated = Mitigado: los usuarios pueden protegerse
closed-informative = Informativo: útil, nada que corregir
closed-not-a-vulnerability = No es una vulnerabilidad
closed-not-reproducible = No reproducible
closed-out-of-scope = Fuera del alcance
closed-unsupported-version = Versión no mantenida
closed-insufficient-information = Información insuficiente
closed-duplicate = Duplicado de otro caso
closed-spam = Correo basura o abuso
closed-withdrawn = Retirado por quien informó
released-release = una versión que lo corrige
released-patch = un parche que aplicar
released-workaround = una solución provisional o configuración
released-other = otra mitigación
waiting-reporter = quien informó
waiting-upstream = el autor de un componente
waiting-coordinator = un coordinador

## Clocks

clock-kept = Cumplida
clock-kept-late = Cumplida tarde
clock-broken = Incumplida
clock-running = En curso
clock-due-soon = Vence pronto
clock-paused = En pausa
clock-measured = Medida
clock-waived = Dispensada
clock-void = Ya no se debe
clock-due = vence el { $when }
clock-is-paused = En pausa:
clock-latest = Como muy tarde, según la lectura más generosa: { $when }
clock-release = Según la política, la próxima publicación es: { $when }
clock-contains = Debe contener: { $parts }
clock-owed-to = Se debe a { $party }
standing-in = vence en { $span }
standing-late = { $span } de retraso
standing-opens = empieza en { $span }
standing-open = abierta desde hace { $span }
standing-kept = cumplida al cabo de { $span }
standing-kept-late = cumplida al cabo de { $span }, { $late } de retraso
standing-target = { $span } más allá del objetivo del equipo
standing-paused = en pausa
standing-waived = dispensada por la parte a quien se debía
pause-since = espera a { $whom } desde el { $when }
void-public = se hizo público antes
void-due-before = ya vencía antes de cambiar la gravedad
void-assessed = se evaluó la gravedad
void-not-for-us = no vale para el papel del equipo en este producto
void-other-date = antes se dio otra fecha
void-declined = se rechazó el informe
void-original = sigue en el caso original
void-withdrawn = se retiró el informe
void-until-then = se debía hasta entonces
void-decided = el caso está decidido
void-not-named = quien informó pidió que no se le nombrara
void-closed-without = el caso se cerró sin ello
void-law = se decidió que la ley no se aplica

## What happened in a case

event-received = Informe recibido
event-acknowledged = Recepción confirmada
event-message-team = Mensaje del equipo
event-message-reporter = Mensaje de quien informó
event-leak = Se observó una filtración
event-embargo-shortened = Embargo acortado: hasta el { $when }
event-validated = Se comprobó que es real
event-invalidated = De momento no se considera válido
event-question = Pregunta a quien informó
event-answer = Respuesta de quien informó
event-waiting = En espera de: { $whom }
event-waiting-ended = Ya no se espera a: { $whom }
event-withdrawn = Retirado por quien informó
event-severity = Gravedad evaluada: { $severity }
event-severity-vector = Gravedad evaluada: { $severity } ({ $vector })
event-affected = Se anotó qué está afectado
affected-product = Producto: { $text }
affected-versions = Versiones: { $text }
affected-weakness = Debilidad: { $text }
affected-location = Lugar: { $text }
affected-source = Archivo fuente: { $text }
event-accepted = Aceptado como vulnerabilidad
event-deferred = Aplazado
event-declined = Rechazado: { $class }
event-closed = Cerrado: { $class }
event-reopened = Reabierto
event-duplicate = Reconocido como duplicado
event-original = En el informe original: { $what }
event-merged = Unido a otro caso
event-split = Una parte pasó a ser un caso propio
event-split-from = Separado de otro caso
event-transferred = Transferido por { $program }
event-progress = Avance
event-expected = Resolución prevista el { $date }
event-expected-moved = Resolución prevista el { $date }, no el { $before }
event-fix-ready = Hay una corrección lista
event-released = Publicado: { $what }
event-released-version = Publicado: { $what } ({ $version })
event-public = Se hizo público
event-exploit = Hay un código de ataque público
event-attack = Se observaron ataques
event-embargo-proposed = Embargo propuesto hasta el { $when }
event-embargo-began = Embargo hasta el { $when }
event-embargo-accepted = Embargo aceptado hasta el { $when }
event-embargo-rejected = Propuesta de embargo rechazada
event-embargo-ended = Embargo terminado
event-embargo-kept = Embargo mantenido a pesar de ello
event-tlp = Marcado { $mark }
tlp-means = { $mark }: { $meaning }
tlp-red = para quienes fueron informados, y nadie más
tlp-amber-strict = dentro de su organización, para quienes deban saberlo
tlp-amber = dentro de su organización y a sus clientes, para quienes deban saberlo
tlp-green = dentro de la comunidad, no en público
tlp-clear = para cualquiera
event-credit-set = Línea de crédito escrita
event-credit-agreed = Crédito acordado
event-credit-declined = Crédito rechazado
event-credited = Nombrado
event-disclosure-proposed = Divulgación propuesta
event-disclosure-agreed = Divulgación acordada
event-disclosure-refused = Divulgación rechazada
event-advisory = Aviso publicado (edición { $edition })
event-waived = Promesa dispensada: «{ $promise }»
event-extension-offered = Se pidió más tiempo para «{ $promise }», hasta el { $until }
event-extension-agreed = Se acordó más tiempo para «{ $promise }», hasta el { $until }
event-extension-refused = Se negó más tiempo para «{ $promise }»

## What a reporter can do

do-answer = Responder
    .help = Responda a lo que preguntó el equipo.
do-answer-text = Respuesta
    .help = Lo lee el equipo.
do-message = Enviar un mensaje
    .help = Escriba a la otra parte del caso.
do-message-text = Mensaje
    .help = Lo lee la otra parte.
do-message-tlp = Marca
    .help = Hasta dónde se puede transmitir.
do-withdraw = Retirar el informe
    .help = Retire el informe. Lo enviado se queda en el equipo.
do-withdraw-reason = Motivo
    .help = Lo lee el equipo.
do-propose-embargo = Proponer un embargo
    .help = Proponga hasta cuándo callan ambas partes, u otras condiciones que las propuestas.
do-embargo-ends = Termina el
    .help = Un momento con su zona, no un día: 2026-12-01T16:00:00Z.
do-embargo-note = Otras condiciones
    .help = Por ejemplo, quién puede saberlo antes.
do-accept-embargo = Aceptar la propuesta
    .help = Acepte lo que propuso la otra parte; si hay varias, la que termina antes.
do-reject-embargo = Rechazar la propuesta
    .help = Rechace todo lo propuesto. Un embargo en vigor conserva sus condiciones.
do-other-side-reason = Motivo
    .help = Lo lee la otra parte.
do-revise-embargo = Proponer nuevas condiciones
    .help = Proponga nuevas condiciones para el embargo en vigor, que obliga mientras tanto.
do-terminate-embargo = Terminar el embargo
    .help = Termine el embargo para siempre. Entonces se permite publicar, no se ordena.
do-every-party-reason = Motivo
    .help = Lo leen todas las partes.
do-agree-credit = Aceptar que se me nombre
    .help = Acepte que se le nombre en público como quien lo encontró.
do-agree-credit-line = Nombre
    .help = Un nombre, unas iniciales o un seudónimo. Déjelo vacío para aceptar la línea mostrada.
do-agree-credit-form = Esto es
    .help = Quien informa de forma anónima no necesita nombre.
do-decline-credit = No nombrarme
    .help = Pida que no se le nombre. Donde ya se le nombra, su nombre se retira.
do-agree-disclosure = Aceptar la divulgación
    .help = Acepte que el equipo cuente al público lo que usted informó, tal como se lo escribió.
do-refuse-disclosure = No divulgarlo
    .help = Nada de su informe se cuenta al público.
do-waive-promise = Dispensar una promesa
    .help = Libere al equipo de una promesa que le hizo. Nunca de una ley.
do-promise = Promesa
    .help = De qué promesa se trata.
do-agree-extension = Conceder más tiempo
    .help = Acepte el momento posterior que pidió el equipo.
do-refuse-extension = No conceder más tiempo
    .help = Que el equipo cumpla su promesa.

## When something cannot be done

busy-title = Ocupado, su texto se conserva
busy-heading = El servicio está ocupado; su texto se conserva aquí
busy-lead = Aún no se guardó nada. Espere { $wait } y pulse el botón: se envía otra vez todo lo que escribió.
busy-files = Archivos, elíjalos otra vez
busy-files-help = Envió { $files }. Un navegador no guarda archivos.
busy-send = Enviar otra vez
problem-number = Número para el operador: { $number }
first-page = Primera página
problem-404 = Aquí no hay nada para usted
    .advice = Esta página no existe, o no está abierta para usted. Compruebe la dirección, o empiece por la primera página. Para llegar a un informe enviado, use su resguardo en el buzón.
problem-403 = Su función no lo permite
    .advice = Pregunte a un propietario del programa si debería tener una función que lo permita.
problem-400 = No se pudo entender esa petición
    .advice = El navegador envió algo incompleto o dañado. Vuelva atrás, recargue la página y envíe de nuevo el formulario.
problem-405 = Eso no se puede hacer en esta dirección
    .advice = Vuelva a la página de la que vino y use su formulario o su enlace.
problem-409 = Alguien actuó antes
    .advice = El caso cambió después de que abriera la página. Ábralo otra vez, vea qué cambió y decida de nuevo. No se anotó nada suyo.
problem-413 = Eso es demasiado grande
    .advice = Lo que envió es mayor de lo que se acepta aquí. No se guardó nada. Vuelva atrás, acorte el texto o envíe menos archivos o más pequeños.
problem-415 = Aquí no se acepta ese tipo de contenido
    .advice = Envíe el formulario desde su página, sin cambiarlo.
problem-422 = Primero hay que corregir algo
    .advice = Vuelva atrás y corrija el formulario. No se guardó nada.
problem-429 = Demasiadas peticiones seguidas
    .advice = Espere un minuto e inténtelo de nuevo. No se perdió nada; lo que envió antes se recibió.
problem-500 = Algo falló por nuestra parte
    .advice = No fue culpa suya. Lo que se le confirmó antes está guardado y seguro. Inténtelo de nuevo; si vuelve a ocurrir, dé al operador el número de abajo.
problem-503 = El servicio no puede hacerlo ahora
    .advice = No se guardó nada. Vuelva atrás, conserve su texto y envíelo otra vez dentro de unos minutos.
problem-507 = No queda sitio para guardar esto
    .advice = De esto no se guardó nada; todo lo confirmado antes está seguro. Vuelva atrás, conserve su texto y envíelo más tarde, o use otro contacto del programa. El operador tiene que hacer sitio.
problem-session = Este formulario es de otra sesión, que quizá terminó entretanto. Vuelva atrás, recargue la página y envíelo de nuevo; no se cambió nada.
problem-other-site = Este formulario se envió desde otro sitio. Abra la página aquí y envíelo de nuevo; no se cambió nada.
problem-wait = Se envió demasiado desde su red en un minuto. Espere { $seconds } segundos y envíelo de nuevo; su navegador conserva lo que escribió si vuelve atrás.
problem-too-slow = La petición tardó demasiado y se abandonó. Vuelva atrás y envíela de nuevo; su navegador conserva lo que escribió.
problem-unsigned = La prueba no se puede firmar ahora. El operador está avisado; inténtelo más tarde.

## Looking a report over

check-button = Revisar mi informe
check-button-help = Muestra si está completo y cómo lo leerá el equipo. No se envía ni se guarda nada.
check-title = Revisado, aún no enviado
check-count = Hay { $given } de { $all } datos que pide la política.
check-complete = Está todo lo que pide la política.
check-missing = Aún vacío:
check-needed = necesario
check-wanted = útil
check-preview = Así lo leerá el equipo
check-files = Los archivos no se miran aquí: elíjalos otra vez antes de enviar.
version-supported = La versión { $version } recibe actualizaciones de seguridad.
version-unsupported = La versión { $version } ya no recibe actualizaciones de seguridad. Gracias por mirarlo de todos modos: si también ocurre con una versión mantenida, dígalo. Mantenidas: { $versions }.
version-old = La versión { $version } ya no recibe actualizaciones de seguridad. Gracias por mirarlo de todos modos: el informe aún puede ayudar, y puede ser rechazado.
ask-version-supported = Mantenidas: { $versions }.
report-scope = Antes de escribir: qué no acepta este programa
report-scope-help = Un informe sobre algo de esto probablemente se rechace. Si tiene dudas, envíelo.
report-harbor = Qué le promete el equipo a cambio

## The proof

proof-title = Comprobar una prueba
proof-lead = Una prueba es un archivo pequeño que puede descargar con su resguardo. Muestra que su informe se anotó en el registro de este sitio, y cuándo.
proof-shows = Qué muestra
proof-shows-entry = Que un acto de un caso, como la llegada de un informe, es una entrada del registro del programa.
proof-shows-time = Cuándo se anotó, y qué versión de la política estaba en vigor.
proof-shows-signed = Que el registro se firmó con la clave del programa, incluida esta entrada. No se puede retirar sin declaraciones firmadas que se contradigan.
proof-not = Qué no muestra
proof-not-text = Qué dice el informe. El archivo no contiene nada de él.
proof-not-person = Quién es usted, o si se cumplieron las promesas. Eso lo muestran su buzón y las estadísticas.
proof-paste = El texto del archivo
proof-file = O el propio archivo
proof-check = Comprobar
proof-holds = Esta prueba es válida
proof-holds-words = Es la entrada { $index } del registro de { $program }, anotada el { $when }.
proof-policy = La política en vigor era la versión { $version }.
proof-fails = Esta prueba no es válida aquí
proof-fails-words = Está dañada, se cambió o es del registro de otro sitio. Lo que se encontró:
proof-empty = Pegue el texto del archivo, o elija el archivo.
proof-without = También puede comprobarla sin este sitio: { $command }
proof-link = Qué prueba este archivo y cómo se comprueba
receipt-copy = Las palabras en una línea, para copiar:

## Your data

data-title = Sus datos
data-export-help = Todo lo que se guarda sobre usted y su informe, en un archivo que pueden leer personas y programas (RGPD, artículos 15 y 20).
data-export = Descargar mis datos
data-erase = Pedir el borrado
data-erase-help = El equipo recibe su petición en este caso y tiene que responderla (RGPD, artículo 17). Una ley puede obligarle a conservar una parte.
data-erase-reason = Qué debe borrarse
data-erase-send = Enviar la petición
data-erase-message = Pido el borrado de mis datos personales (RGPD, artículo 17).

## Mail about advisories

subscribe-link = Por correo
subscribe-title = Correo sobre los avisos
subscribe-lead = { $program } envía un correo cuando se publica, se corrige o se retira un aviso de seguridad.
subscribe-address = Su dirección de correo
subscribe-address-help = Recibirá un correo con un enlace. No se envía nada más hasta que lo siga y confirme.
subscribe-send = Pedir correo
subscribe-kept = Su dirección se guarda cifrada, solo para esto y solo hasta que usted le ponga fin. Cada correo dice cómo.
subscribe-wrong = Escriba una dirección, como nombre@example.org.
subscribe-busy = Muchas personas piden correo en este momento. Vuelva a intentarlo dentro de un minuto.
subscribe-asked-title = Mire su correo
subscribe-asked = Si esta dirección recibe correo, hay una pregunta en camino hacia ella. Siga su enlace en 48 horas y confirme allí. A la misma dirección se le pregunta una vez cada seis horas.
subscribe-confirm-title = ¿Quiere este correo?
subscribe-confirm-words = Recibirá un correo por cada aviso de seguridad de { $program }, hasta que le ponga fin.
subscribe-confirm = Sí, envíenme correo
subscribe-confirmed-title = Recibirá correo
subscribe-confirmed = El próximo aviso le llegará por correo. Cada correo dice cómo ponerle fin.
subscribe-old-title = Este enlace no se puede usar
subscribe-old = Tiene más de 48 horas o no está completo.
subscribe-again = Pedirlo otra vez
subscribe-full-title = La lista está llena
subscribe-full = En este momento no se admiten más suscriptores. Puede seguir el canal en su lugar.
subscribe-end-title = ¿Poner fin a este correo?
subscribe-end-words = No recibirá más correo sobre los avisos de seguridad de { $program }.
subscribe-end = Ponerle fin
subscribe-ended-title = Ya no recibirá correo
subscribe-ended = Su dirección se ha borrado aquí. Lo que ya está en camino aún puede llegar.
mail-question-subject = Confirme, por favor: correo sobre los avisos de seguridad de { $program }
mail-question-asked = Alguien, probablemente usted, pidió para esta dirección correo sobre los avisos de seguridad de { $program }.
mail-question-how = Para recibirlo, abra esta página y confirme allí. El enlace vale 48 horas:
mail-question-not = Si no fue usted, no haga nada. No recibirá correo y esta dirección no se guarda.
mail-why = Recibe este correo porque pidió los avisos de seguridad de { $program }.
mail-end = Para ponerle fin, abra esta página:
