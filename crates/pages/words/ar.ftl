### كل ما يقرؤه من يُبلِّغ، بالعربية. نص بلا وسوم وبلا علامات اقتباس مستقيمة.

## Around every page

skip = انتقل إلى المحتوى
nav-site = الموقع
nav-programs = البرامج
nav-mailbox = صندوق البريد
nav-program = البرنامج
nav-policy = السياسة
nav-report = بلِّغ
nav-advisories = النشرات
nav-credits = الشكر
nav-statistics = الإحصاءات
nav-ledger = السجل
nav-languages = اللغة
about-page = عن هذه الصفحة
footer-candor = يفي Candor بوعود سياسة الأمان ويُثبت ذلك.
footer-plain = لا تحتاج هذه الصفحات إلى JavaScript، ولا تحصي الزيارات، ولا تحمّل شيئًا من مكان آخر.
error-prefix = خطأ:
problems-title = هناك مشكلة
optional = (اختياري)
choose = اختر …
file-count = { $count ->
    [zero] لا ملفات
    [one] ملف واحد
    [two] ملفان
    [few] { $count } ملفات
    [many] { $count } ملفًا
   *[other] { $count } ملف
}
files-help = { $count ->
    [one] ملف واحد حتى { $size } ميبيبايت.
   *[other] حتى { $count } من الملفات، كل منها حتى { $size } ميبيبايت.
} تُشفَّر قبل حفظها.
files = الملفات
note-demonstration = عرض تجريبي
note-replay = إعادة تمثيل
note-information = ملاحظة
note-warning = تحذير
about-demonstration = هذا عرض تجريبي. تعيد حالاته تمثيل نشرات عامة بتواريخها الحقيقية؛ لا ترسل بلاغات حقيقية هنا.
about-driven-time = الوقت على هذا الخادم يُضبط يدويًا من أجل الاختبار.
about-replayed-case = تعيد هذه الحالة تمثيل نشرة عامة بتواريخها الحقيقية.
about-replayed-advisory = تعيد هذه النشرة تمثيل نشرة عامة بتواريخها الحقيقية.

## Times, numbers, sizes

date = { $day } { $month } { $year }
moment = { $date }، الساعة { $time } بالتوقيت العالمي
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
decimal-sign = ٫
moments = أقل من دقيقة
minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
weeks = { $count ->
    [zero] { $count } أسبوع
    [one] أسبوع واحد
    [two] أسبوعان
    [few] { $count } أسابيع
    [many] { $count } أسبوعًا
   *[other] { $count } أسبوع
}
months = { $count ->
    [zero] { $count } شهر
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرًا
   *[other] { $count } شهر
}
years = { $count ->
    [zero] { $count } سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}
business-hours = { $count ->
    [zero] { $count } ساعة عمل
    [one] ساعة عمل واحدة
    [two] ساعتا عمل
    [few] { $count } ساعات عمل
    [many] { $count } ساعة عمل
   *[other] { $count } ساعة عمل
}
business-days = { $count ->
    [zero] { $count } يوم عمل
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $count } أيام عمل
    [many] { $count } يوم عمل
   *[other] { $count } يوم عمل
}
list-comma = { $first }، { $next }
list-and = { $first } و{ $last }
list-or = { $first } أو { $last }

## First page

home-none-title = لا برنامج بعد
home-none = لا يوجد برنامج هنا بعد
home-none-lead = هذا الخادم يعمل، لكن ليست له سياسة يفي بها. يبدأ البرنامج بسياسته: بماذا يُوعَد من يبلِّغ عن ثغرة، وفي أي مهلة.
home-step-write = اكتب سياسة.
home-step-write-how = ابدأ بأحد الملفات في { $folder }: اسم، وجهة اتصال، ووعد.
home-step-check = تحقق منها.
home-step-check-how = يقول لك سطرًا سطرًا ما الخطأ وما الناقص، وماذا تكتب بدلًا منه.
home-step-serve = انشرها.
home-look-around = لتتجول أولًا: يملأ { $command } خمسة برامج بحالات عامة معاد تمثيلها.
home = بلِّغ عن ثغرة واطّلع على الوعود
home-lead = يذكر كل برنامج أدناه بماذا يعد من يبلِّغه، ويُظهر كيف وفى بتلك الوعود. يمكنك التبليغ بلا حساب وبلا اسم.
home-reported-already = هل بلَّغت من قبل؟ { $mailbox } بالإيصال.
open-your-mailbox = افتح صندوق بريدك
intake-open = يستقبل البلاغات
intake-restricted = مقيَّد
intake-paused = متوقف مؤقتًا
intake-urgent = الأمور العاجلة ترسل إلى { $way }.
intake-condition = تُقبل البلاغات بشرط: { $condition }
intake-until = لا تُقبل بلاغات حتى { $until }.

## What is promised

act-acknowledge = تأكيد استلام البلاغ
act-respond = الرد على البلاغ
act-evaluate = تقييم البلاغ
act-decide = الإخبار بقبوله أو عدمه
act-update = الإخبار بالتقدم
act-fix = إصدار إصلاح أو تخفيف
act-publish = إصدار نشرة
act-credit = شكر المبلِّغ باسمه
act-notify = إرسال إشعار
act-report = إبلاغ السلطة المختصة
act-review = مراجعة السياسة
act-classify = تقرير وصفه القانوني
thing-acknowledge = تأكيد استلام
thing-respond = رد
thing-evaluate = تقييم
thing-decide = قرار
thing-update = أخبار التقدم
thing-fix = إصلاح أو تخفيف
thing-publish = نشرة
thing-credit = شكر علني
thing-notify = إشعار
thing-report = إبلاغ السلطة المختصة
thing-review = مراجعة السياسة
thing-classify = قرار بالوصف القانوني
thing-when = { $thing }: { $when }
thing-when-if = { $thing }: { $when } ({ $condition })
party-reporter = المبلِّغ
party-public = العموم
party-users = المستخدمون
party-csirt = فريق CSIRT
party-authority = السلطة المختصة
party-upstream = المشروع الأصلي
party-team = الفريق
party-persons = أصحاب البيانات
party-controller = المسؤول عن البيانات
party-requester = من طلب ذلك
party-cve-list = قائمة CVE
party-distributors = الموزعون
within-span = المهلة { $span }
within-span-after = المهلة { $span } بعد { $event }
within-span-before = قبل { $event } بما لا يقل عن { $span }
within-every = دوريًا كل { $span }
from-received = وصول البلاغ
from-acknowledged = تأكيد الاستلام
from-evaluated = التقييم
from-accepted = القبول
from-fix-ready = اكتمال الإصلاح
from-fix-released = إصدار الإصلاح
from-resolved = الحل
from-disclosed = النشر
from-other = الحدث الذي تذكره السياسة
within-soon = في أقرب وقت ممكن
within-regularly = بانتظام
if-severity = عندما تكون الخطورة { $severities }
severity-low = منخفضة
severity-medium = متوسطة
severity-high = عالية
severity-critical = حرجة
severity-unknown = لم تُقيَّم بعد
class-promise = وعد
class-law = قانون
class-programme = قاعدة برنامج
class-target = هدف
class-agreement = اتفاق
include-evaluation = التقييم
include-date = تاريخ الحل المتوقع
include-decision = القرار
include-reason = السبب
include-severity = الخطورة
include-progress = التقدم
include-mitigation = ما يمكن للمستخدمين فعله حتى ذلك الحين
record-kept = وُفي به { $kept } من { $all }
record-kept-median = وُفي به { $kept } من { $all }، الوسيط: { $median }
record-few = { $count } حتى الآن
few = أقل من { $limit }

## A program and its policy

program-title = سياسة الأمان
program-heading = { $program }: سياسة الأمان
program-report = بلِّغ عن ثغرة
program-follow = تابع بلاغًا
promises = الوعود
promises-none = لا تعد هذه السياسة بمهل.
promise = الوعد
promise-when = متى
promise-so-far = حتى الآن
promise-to = إلى: { $party }
promise-nothing-yet = لا شيء يُحصى بعد
promises-record = كيف تم الوفاء بهذه الوعود
laws = القوانين وقواعد البرامج
laws-beside = تسري إلى جانب ما يعد به الفريق نفسه.
silent = إذا لم يرد الفريق
silent-acknowledgement = إذا لم يؤكد أحد استلام بلاغك بعد مضي { $span }، فتوجه إلى { $whom }.
silent-engagement = إذا لم تسمع من الفريق شيئًا مدة { $span }، فتوجه إلى { $whom }.
silent-resolution = إذا لم يُحل بلاغك بعد مضي { $span }، فتوجه إلى { $whom }.
scope = النطاق
scope-in = ضمن النطاق
scope-out = خارج النطاق
scope-report-to = بلِّغ عنه إلى { $whom }.
versions-supported = الإصدارات المدعومة
product = المنتج
versions = الإصدارات
security-updates = تحديثات الأمان
supported-yes = مدعوم
supported-no = غير مدعوم
supported-until = حتى { $day }
versions-latest = أحدث إصدار
versions-latest-is = أحدث إصدار ({ $version })
versions-all = الكل
rules = قواعد حسن النية
harbor = الحماية القانونية
harbor-stated = مصرَّح به
harbor-not-stated = غير مصرَّح به
harbor-anti-hacking = يعدّ الفريق البحث وفق هذه السياسة مأذونًا به بحسب قوانين مكافحة الاختراق.
harbor-anti-circumvention = يعدّ الفريق البحث وفق هذه السياسة مستثنى من قوانين منع الالتفاف على وسائل الحماية.
harbor-terms-of-service = لا تسري على البحث وفق هذه السياسة شروط الخدمة التي تتعارض معه.
harbor-good-faith = يعدّ الفريق البحث وفق هذه السياسة قانونيًا ونافعًا وبحسن نية.
harbor-no-legal-action = لن يتخذ الفريق إجراءً قانونيًا ضدك بسبب بلاغ وفق هذه السياسة.
harbor-no-charges = لن يقدّم الفريق شكوى بسبب بلاغ وفق هذه السياسة.
harbor-third-parties = إذا اتخذ آخرون إجراءً قانونيًا ضدك، فسيُعلن الفريق أنك اتبعت هذه السياسة.
disclosure = الإفصاح
disclosure-not-in = ليس في أماكن عامة مثل { $places }.
disclosure-preferred = المدة المفضلة حتى النشر: { $span }.
disclosure-minimum = على الأقل: { $span }.
disclosure-maximum = على الأكثر: { $span }.
disclosure-extension = التمديد: { $text }
disclosure-told = يُخبَر سرًا قبل النشر: { $venue }.
disclosure-told-most = يُخبَر سرًا قبل النشر: { $venue }، على الأكثر { $span }.
disclosure-ended-by = يمكن أن ينهي الحظر: { $parties }.
contacts = كيف تصل إلى الفريق
contact-form = نموذج التبليغ في هذا الموقع
contact-form-help = خاص، ويصلك الرد في صندوق بريدك، وبلا اسم إن شئت.
contact-email = البريد الإلكتروني
contact-web = الويب
contact-github = بلاغ خاص على GitHub
contact-phone = الهاتف
credit-and-reward = الشكر والمكافأة
credit-opt-in = يُذكر المبلِّغون إذا طلبوا ذلك.
credit-opt-out = يُذكر المبلِّغون ما لم يرفضوا.
credit-never = لا يُذكر المبلِّغون.
credit-by = بصيغة: { $forms }.
name-name = الاسم
name-acronym = الاختصار
name-pseudonym = اسم مستعار
name-organization = المؤسسة
name-anonymous = بلا اسم
credit-hall = تُدرج أسماء المشكورين في لوحة الشرف.
credited-so-far = من شُكروا حتى الآن
reward-none = لا يُدفع مقابل للبلاغات.
reward-gift = للبلاغ الجيد هدية.
reward-discretionary = قد يُدفع مقابل بحسب الحالة.
reward-bounty = قد تنال البلاغات مكافأة مالية.
privacy = الخصوصية
privacy-anonymous = يمكنك التبليغ بلا اسم.
privacy-pseudonym = يمكنك التبليغ باسم مستعار.
privacy-not-passed-on = لا تُنقل بياناتك إلى غيرنا دون إذنك، ما لم يُلزم القانون بذلك.
privacy-link = ما الذي يُحفظ ولماذا وإلى متى
this-version = هذه النسخة
this-version-since = سارية منذ { $since }. تسري على بلاغك النسخة السارية عند وصوله.
version-source = نصها المصدري
version-count = { $count ->
    [one] النسخة الوحيدة حتى الآن
   *[other] كل النسخ، وعددها { $count }
}

## Versions of a policy

versions-title = نسخ السياسة
atom-feed = خلاصة Atom
versions-lead = تسري على البلاغ النسخة التي كانت سارية عند وصوله. تُسمّى النسخة ببصمة SHA-256 لنصها المصدري، فلا يمكن تغييرها بعد ذلك.
version-in-force-since = سارية منذ { $since }
version-from = من { $since }
version-in-force = سارية
version-until = حتى { $until }
version-source-link = النص المصدري لهذه النسخة
change-first = النسخة الأولى.
change-none = لم يتغير شيء مما تقوله السياسة.
change-affects = يخص { $whom }
change-added = أُضيف
change-removed = حُذف
change-tightened = شُدِّد
change-loosened = خُفِّف
change-changed = تغيّر
source-title = النص المصدري لنسخة
source-heading = النص المصدري للسياسة
source-heading-in-force = النص المصدري للسياسة السارية
source-from = سارية من { $since }.
source-from-until = سارية من { $since } حتى { $until }.
source-all = كل النسخ
source-hash = بصمتها SHA-256: { $hash }
source-changed = ما الذي تغيّر
source = النص المصدري

## Privacy

privacy-heading = الخصوصية: ما الذي يُحفظ عنك
privacy-table = ما الذي يُحفظ ولماذا وإلى متى
privacy-what = ماذا
privacy-why = لماذا
privacy-how-long = إلى متى
privacy-who = من يمكنه قراءته
privacy-who-team = الفريق؛ مشفَّر على القرص
privacy-for-ever = ما دام البرنامج قائمًا
privacy-after-received = { $span } بعد الاستلام
privacy-after-closed = { $span } بعد إغلاق الحالة
privacy-after-disclosed = { $span } بعد النشر
privacy-questions = أسئلة عن بياناتك: { $contact }
privacy-back = العودة إلى سياسة الأمان
kept-report = نص البلاغ
kept-attachments = الملفات المرسلة مع البلاغ
kept-messages = الرسائل بينك وبين الفريق
kept-reporter-identity = اسمك وعنوانك
kept-events = من فعل ماذا ومتى في الحالة
kept-ledger = قيم تحقق مملَّحة لا يُقرأ منها شيء
kept-accounts = حسابات الفريق
kept-logs = السجلات التقنية

## Advisories, credits, statistics, ledger

advisories = النشرات
advisories-none = لم تُنشر أي نشرة بعد.
advisory-published = نُشرت { $when }
advisory-changed = تغيّرت { $when }
advisory-edition = الطبعة { $number }
advisory-edition-of = الطبعة { $number } بتاريخ { $when }
advisory-as = هذه النشرة بصيغة
advisory-signatures = التوقيعات لأداة minisign:
advisory-products = المنتجات
advisory-editions = الطبعات
advisories-all = كل النشرات
advisory-severity = الخطورة
advisory-fixed = أُصلح في { $versions }
advisory-references = المراجع
advisory-timeline = ماذا حدث ومتى
advisory = نشرة
the-advisory = النشرة
credits = الشكر
credits-none = لا أحد مذكور هنا بعد. قد تكون أنت الأول: { $report }.
credits-report = بلِّغ عن ثغرة
credits-for = عن { $advisory }
statistics-title = كيف يُوفى بالوعود
statistics-lead = محسوب على كل حالات هذا البرنامج حتى { $when }.
statistics-bucketing = تُعرض الأعداد من 1 إلى 4 بعبارة «أقل من 5» كي لا يتعرف أحد على حالة بعينها.
statistics-nothing = لا تعد هذه السياسة بمهل، فلا شيء يُحصى.
statistics-kept = وُفي بها
statistics-broken = أُخلف بها
statistics-running = جارية
statistics-median = المدة الوسيطة
statistics-too-few = قليلة جدًا
statistics-numbers = المعلومات نفسها بالأرقام
statistics-chart = وعود وُفي بها ووعود أُخلفت ووعود جارية
statistics-chart-help = شريط لكل وعد؛ والأرقام في الجدول أدناه.
statistics-signed = موقَّع
statistics-ledger = كل عمل وراء هذه الأرقام قيد في { $ledger } هذا البرنامج. تشمل أحدث نقطة تحقق فيه { $count } من القيود.
statistics-ledger-word = سجل
checkpoint = نقطة تحقق
ledger-heading = سجل { $program }
ledger-lead = كل عمل لهذا البرنامج قيد في سجل لا يُزاد عليه إلا في آخره. تُثبت القيود ما جرى دون أن تكشفه، فيستطيع أي شخص التحقق من أن شيئًا لم يُغيَّر أو يُحذف أو يُدسّ لاحقًا.
ledger-empty = السجل فارغ: يُكتب أول قيد فيه عند اعتماد سياسة.
ledger-newest = أحدث نقطة تحقق
ledger-entries = { $count ->
    [zero] لا قيود.
    [one] قيد واحد.
    [two] قيدان.
    [few] { $count } قيود.
    [many] { $count } قيدًا.
   *[other] { $count } قيد.
}
ledger-entries-signed = { $count ->
    [zero] لا قيود، وُقّعت { $when }.
    [one] قيد واحد، وُقّع { $when }.
    [two] قيدان، وُقّعا { $when }.
    [few] { $count } قيود، وُقّعت { $when }.
    [many] { $count } قيدًا، وُقّعت { $when }.
   *[other] { $count } قيد، وُقّعت { $when }.
}
ledger-key = يُتحقق من توقيعها بهذا المفتاح: { $key }
ledger-check = تحقق بنفسك
ledger-check-how = لا تحتاج إلى حساب ولا إلى الثقة بهذا الموقع: احتفظ بنقطة تحقق وقارنها بما يليها.
commands = الأوامر

## The report form

report-title = بلِّغ عن ثغرة
report-heading = بلِّغ { $program } عن ثغرة
report-closed = لا يمكن إرسال بلاغ من هنا الآن. تذكر { $policy } طرقًا أخرى للوصول إلى الفريق.
report-closed-policy = السياسة
report-no-account = لا تحتاج إلى حساب، ولا يلزم أن تقول من أنت. بعد الإرسال تحصل على إيصال تعود به لقراءة الرد.
report-held-to = تسري على بلاغك { $policy }.
report-held-to-policy = السياسة السارية الآن
report-found = ما وجدته
report-files-properties = قد تحمل الصور والمستندات اسمك في خصائصها؛ احذفه أولًا إن أردت البقاء مجهولًا.
report-who = من أنت
report-how = كيف تريد أن تبلِّغ؟
identity-anonymous = بلا اسم
identity-anonymous-help = لا يعرف الفريق عنك شيئًا. إيصالك هو الصلة الوحيدة بينكما.
identity-pseudonym = باسم مستعار
identity-pseudonym-help = يعرفك الفريق باسم تختاره.
identity-named = باسمك
identity-named-help = يعرف الفريق من أنت. لا يقرأ ذلك غير الفريق.
report-name = الاسم أو الاسم المستعار
report-contact = كيف نصل إليك
report-contact-help = عنوان بريد إلكتروني أو طريقة أخرى. يعمل صندوق البريد بدون ذلك.
report-pass-on = يجوز نقل بياناتي إلى غيركم ممن عليهم إصلاحها
report-pass-on-help = وإلا بقيت لدى الفريق، ما لم يُلزم القانون بنقلها.
report-credit = الشكر
report-credit-ask = هل تريد أن تُذكر علنًا؟
yes = نعم
no = لا
not-known = غير معروف
something-else = شيء آخر، أو لست متأكدًا
report-credit-later = سأقول ذلك لاحقًا في صندوق البريد
report-credit-line = الاسم الذي تُشكر به
report-credit-line-help = اسم أو اختصار أو اسم مستعار. لا يُنشر إلا مع النشرة.
report-credit-opt-in = تُذكر إذا طلبت ذلك.
report-credit-opt-out = تُذكر ما لم ترفض.
report-credit-never = لا يذكر هذا البرنامج المبلِّغين.
report-good-faith = حسن النية
report-rules = التزمتُ بهذه القواعد وسألتزم بها
report-trap = اترك هذا فارغًا
report-send = أرسل البلاغ
report-sealed = يُشفَّر قبل حفظه. لا يقرؤه غير الفريق.
report-incomplete = أرسله دون الحقول التي تركتها فارغة
report-incomplete-help = قد يسأل عنها الفريق لاحقًا، وقد يرفض بلاغًا لا يستطيع إعادة إنتاجه.
wrong-report-missing = تطلب السياسة «{ $field }». إن لم تستطع الإجابة فضع علامة على «{ $tick }».
wrong-report-choice = اختر إحدى الإجابات عن «{ $field }».
wrong-report-long = هذا أطول من 256 كيبيبايت. أرفق الجزء الطويل ملفًا.
wrong-report-empty = البلاغ فارغ. اكتب جملة واحدة على الأقل عما وجدته.
wrong-report-name = اكتب الاسم الذي تريد استعماله، أو اختر البقاء بلا اسم.
wrong-report-rules = يرجى تأكيد أنك اتبعت القواعد أعلاه.
wrong-report-files = اختر الملفات مرة أخرى: المتصفح لا يحتفظ بها.
wrong-report-form = تعذرت قراءة النموذج. أعد تحميل الصفحة وأرسله مرة أخرى.
wrong-report-old = بقيت هذه الصفحة مفتوحة أكثر من يوم، أو ليست من هذا الموقع. نصك محفوظ هنا: راجعه وأرسله مرة أخرى. يجب اختيار الملفات من جديد.
wrong-report-crowd = تصل الآن بلاغات كثيرة، فينتظر كل منها حتى يبلغ عمر نموذجه { $seconds } ثانية. نصك محفوظ هنا: انتظر هذه المدة ثم اضغط الزر مرة أخرى.
wrong-report-paused = لا يقبل هذا البرنامج بلاغات حتى { $until }. نصك محفوظ في هذه الصفحة.
wrong-report-not-stored = لا يمكن حفظ هذا الآن، ولم يُحفظ شيء. نصك محفوظ في هذه الصفحة: حاول مرة أخرى بعد دقيقة.
wrong-report-no-room = لا مكان لحفظ هذا، ولم يُحفظ شيء. نصك محفوظ في هذه الصفحة: حاول لاحقًا أو استعمل جهة اتصال أخرى.
wrong-report-ours = حدث خطأ عندنا (رقم { $incident }). لم يُحفظ شيء؛ نصك محفوظ في هذه الصفحة. حاول مرة أخرى أو أعط المشغّل هذا الرقم.

## Fields that policies ask for again and again

ask-why = لماذا يفيد هذا، مع مثال
ask-title = العنوان
ask-title-help = سطر واحد يقول ما الأمر.
ask-title-why = يتيح للفريق العثور على بلاغك ومعرفة موضوعه فورًا.
ask-title-example = يستطيع أي عميل قراءة فواتير غيره عبر التصدير
ask-details = الوصف
ask-details-help = ما وجدته، بكلماتك أنت.
ask-details-why = يبدأ الفريق من كلماتك. ما توقعتَه وما حدث بدلًا منه يقول أكثر من المصطلح.
ask-details-example = غيّرتُ الرقم في عنوان فاتورتي وتوقعتُ خطأً، فظهرت لي فاتورة شخص آخر.
ask-type = نوع الثغرة
ask-type-help = مثلًا الوصول إلى بيانات أو رفع الصلاحيات، مع رقم CWE إن كنت تعرفه.
ask-type-why = بذلك يصل البلاغ إلى من يعرفون هذا الجزء. يكفي التخمين.
ask-type-example = غياب التحقق من الصلاحيات (CWE-862)
ask-product = المنتج المتأثر
ask-product-help = أين توجد الثغرة.
ask-version = الإصدار المتأثر
ask-version-help = الإصدار الذي جربته، وغيره إن عرفته.
ask-version-why = قد تكون المشكلة قد أُصلحت في إصدار آخر، أو لا توجد إلا في إصدار واحد. هذا أول ما ينظر فيه الفريق.
ask-version-example = 4.2.1 من حزمة Debian؛ الإصدار 4.1.9 غير متأثر
ask-components = المكونات أو الاعتماديات المتأثرة
ask-components-help = الأجزاء أو الاعتماديات المتأثرة، واحد في كل سطر.
ask-source-paths = ملفات المصدر المتأثرة
ask-source-paths-help = المسارات الكاملة لملفات المصدر، واحد في كل سطر.
ask-location = موضع الشيفرة المتأثرة
ask-location-help = الوسم أو الفرع أو الإيداع أو الرابط المباشر للشيفرة المتأثرة.
ask-service = الخدمة أو الروابط أو عناوين IP المتأثرة
ask-service-help = الخدمة أو الروابط أو عناوين IP المتأثرة، واحد في كل سطر.
ask-configuration = الإعدادات
ask-configuration-help = أي إعدادات خاصة لازمة لرؤيتها.
ask-requirements = المتطلبات
ask-requirements-help = ما يلزم لإعادة إنتاجها: حسابات وصلاحيات وأدوات وشروط.
ask-steps = خطوات إعادة الإنتاج
ask-steps-help = ماذا يُفعل خطوة خطوة، وماذا يحدث عندئذ.
ask-steps-why = ما يمكن تكراره يُفهم في دقائق، وما لا يمكن تكراره يستغرق غالبًا أسابيع من الأسئلة.
ask-steps-example = 1. سجّل الدخول باسم alice. 2. افتح /invoices/17. 3. غيّر 17 إلى 18. تظهر فاتورة bob.
ask-proof-of-concept = إثبات المفهوم
ask-proof-of-concept-help = شيفرة أو طلبات تُظهر الثغرة. يمكن إرفاق ملفات أيضًا.
ask-proof-of-concept-why = يزيل الشك ويصبح اختبارًا يضمن ألا يعود الخطأ. لا تعرض أكثر من اللازم ولا بيانات الآخرين.
ask-proof-of-concept-example = طلب /invoices/18 بملف تعريف الارتباط الخاص بـ alice، والرد الذي يتضمن فاتورة bob
ask-impact = الأثر
ask-impact-help = ماذا يستطيع المهاجم أن يفعل، وكيف يجدها ويستغلها.
ask-impact-why = عليه تتوقف سرعة تصرف الفريق. قل من يستطيع فعل ذلك وماذا يجني منه.
ask-impact-example = يستطيع كل عميل دون صلاحيات خاصة قراءة أسماء جميع العملاء وعناوينهم وطلباتهم.
ask-mitigations = وسائل تخفيف معروفة
ask-mitigations-help = ماذا يمكن للمستخدمين فعله حتى صدور إصلاح، إن كنت تعرف.
ask-suggestions = اقتراحات
ask-suggestions-help = كيف يمكن إصلاحها، إن كانت لديك فكرة.
ask-exploited = هل تُستغل الآن؟
ask-exploited-help = هل تعلم بهجمات تستعملها.
ask-exploited-why = الهجمات الجارية الآن تغيّر كل شيء: تعمل فرق كثيرة حينها ليلًا، وتحدد القوانين مهلًا أقصر.
ask-exploited-example = في 4 مايو رأيت في سجلنا طلبات لأرقام أخرى من ثلاثة عناوين.

## The receipt

receipt-title = الإيصال
receipt-heading = وصل بلاغك
receipt-lead = حُفظ بلاغك، وساعة كل وعد أدناه تجري منذ { $received }.
receipt-yours = إيصالك
receipt-keep = اكتبه أو اطبعه الآن. يُعرض مرة واحدة فقط. إن فقدته فقدت طريق العودة:
receipt-keep-why = لا أحد يستطيع استعادته، ولا أحد غيرك يملكه.
receipt-code = الإيصال نفسه في 26 حرفًا: { $code }
receipt-either = أي منهما يفتح صندوق بريدك. من يملكه يستطيع قراءة حالتك، فاحتفظ به لنفسك.
receipt-case = الحالة
receipt-case-help = يمكنك إعطاؤه لغيرك؛ فهو لا يفتح شيئًا.
receipt-program = البرنامج
receipt-received = وقت الوصول
receipt-received-with = { $received }، مع { $files }
receipt-version = نسخة السياسة
receipt-owed = ما لك علينا، ومتى
receipt-owed-none = لا تعد هذه السياسة بمهل. ستقرأ في صندوق بريدك ما يحدث.
receipt-by = بحلول { $due }
receipt-now = ماذا تفعل الآن
receipt-step-keep = احفظ الإيصال.
receipt-step-keep-how = الورق أو مدير كلمات المرور مكانان جيدان.
receipt-step-proof = احفظ الإثبات.
receipt-step-proof-how = ملف صغير يُظهر، بدون هذا الموقع وبعد سنين، أن بلاغك كان لدى الفريق في هذا الوقت.
proof-download = نزّل الإثبات
receipt-step-mailbox = انظر في صندوق بريدك.
receipt-step-mailbox-how = تصل الردود والأسئلة إليه.
open-the-mailbox = افتح صندوق البريد

## The mailbox

entry-title = صندوق البريد
entry-lead = اكتب الإيصال الذي حصلت عليه عند التبليغ. هو وحده يفتح حالتك.
entry-receipt = الإيصال
entry-receipt-help = الكلمات الاثنتا عشرة بترتيبها، أو الأحرف الستة والعشرون. لا فرق بين الأحرف الكبيرة والصغيرة ولا أثر لفواصل الأسطر؛ ويمكنك لصقه.
entry-lost = إذا ضاع الإيصال
entry-lost-help = لا أحد يستطيع استعادته، لأن أحدًا غيرك لا يملكه. إن تركت جهة اتصال فما زال بإمكان الفريق الكتابة إليك عليها. وإلا فأرسل البلاغ مرة أخرى وقل إنه يتبع بلاغًا سابقًا.
wrong-receipt = لا يُفتح أي بلاغ بهذا الإيصال. قارن الكلمات بما كتبته عندك؛ كل كلمة مهمة.
wrong-receipt-form = هذا ليس إيصالًا. للإيصال اثنتا عشرة كلمة أو 26 حرفًا ورقمًا؛ قارنه بما كتبته عندك.
mailbox-title = بلاغك { $handle }
mailbox-leave = اخرج من صندوق البريد
mailbox-by = بحلول { $when }.
mailbox-asked = ينتظرك الفريق:
mailbox-answer = أجب
mailbox-closed = أُغلقت: { $class }
mailbox-talk = المحادثة
mailbox-nothing = لا شيء بعد.
mailbox-write = اكتب إلى الفريق
mailbox-embargo = الكتمان
mailbox-embargo-ends = ينتهي { $when }.
embargo-agreed = اتفق الطرفان على كتمان الأمر حتى التاريخ أدناه.
embargo-proposed = اقتُرح تاريخ يكتم الطرفان الأمر حتى حلوله.
credit-title = كيف تُذكر
credit-shown = هكذا يظهر:
credit-confirm = نعم، اذكروني هكذا
credit-declined = طلبت ألا تُذكر، ولا أحد يذكرك.
credit-nameless = لا يوجد اسم يُستعمل، لذلك لا يُذكر أحد. قل كيف تريد أن تُذكر إن شئت.
credit-silent = لم تُجب بعد. لا تُذكر إلا إذا وافقت.
credit-silent-named = لم تُجب بعد. تُذكر ما لم ترفض.
credit-agreed = وافقت. تُذكر عند صدور النشرة.
credit-named = أنت مذكور علنًا. غيِّر الاسم أو اسحبه متى شئت: عندئذ يزول من الصفحة ومن القوائم ومن كل وثيقة.
credit-form-name = اسم
credit-form-acronym = أحرف أولى أو اختصار
credit-form-pseudonym = اسم مستعار
credit-form-organization = منظمة
credit-form-anonymous = مبلِّغ مجهول
mailbox-more = ماذا يمكنك أن تفعل أيضًا
mailbox-sent = ما أرسلته
mailbox-received = وصل { $when }، وتسري عليه { $version }.
mailbox-this-version = هذه النسخة من السياسة
mailbox-show = اعرض البلاغ
mailbox-expected = الحل المتوقع
mailbox-slip = قبل ذلك: { $was }. أُجِّل: { $reason }
mailbox-owed = ما لك علينا
mailbox-picture = علامة رأسية: الموعد. خط متقطع: الآن.
mailbox-proof = الإثبات
mailbox-proof-help = ملف صغير يُظهر، بدون هذا الموقع، أن بلاغك كان لدى الفريق في هذا الوقت.
nothing-owed = لا شيء مستحق الآن.
answer-missing = لم يُذكر، مع أن السياسة تطلبه
answer-none = لم يُذكر
sealed-help = تُشفَّر قبل حفظها.
not-now = ليس الآن
possible-instead = الممكن بدلًا منه:
kept-here = ما كتبته محفوظ هنا:
no-longer-possible = لم يعد هذا ممكنًا: تقدمت الحالة. ما كتبته محفوظ أدناه.
wrong-needed = هذا مطلوب.
wrong-long = هذا أطول مما ينبغي.
wrong-day = اكتب يومًا مثل 2026-11-02.
wrong-moment = اكتب وقتًا مع منطقته الزمنية مثل 2026-12-01T16:00:00Z.
wrong-value = لا يمكن استعمال هذا كما هو. انظر المساعدة بجانب الحقل.
who-you = أنت
who-team = الفريق
who-party = طرف في الحالة
recorded = سُجِّل { $when }

## How a case stands

headline-empty = لم يصل شيء بعد
headline-embargo-decision = رُصدت هجمات أو تسرّب؛ والفريق يقرر بشأن الحظر
headline-closed = أُغلقت: { $class }
headline-withdrawn = سحبتَ هذا البلاغ
headline-merged = يُعالج مع بلاغ آخر؛ وستُخبر بما يجري
headline-duplicate = معروف من بلاغ آخر؛ وستُخبر بما يجري
headline-declined = مرفوض: { $class }
headline-waiting-on-reporter = سألك الفريق شيئًا وينتظر جوابك
headline-waiting = ينتظر الفريق { $whom }
headline-new = وصل؛ ولم يرد الفريق بعد
headline-judging = الفريق يفحصه
headline-invalid = رُئي أنه ليس ثغرة بحاله هذه؛ ويمكنك أن تضيف إليه
headline-valid = ثبت؛ والفريق يقرر ما يفعل
headline-deferred = ثبت، ولا يُعمل عليه الآن
headline-published = أُصلح ونُشر
headline-fix-released = صدر إصلاح
headline-fix-ready = الإصلاح جاهز
headline-mitigated = يستطيع المستخدمون حماية أنفسهم؛ ويجري العمل على الإصلاح
headline-accepted = مقبول؛ والفريق يعمل على إصلاح
closed-resolved = حُلّت: صدر إصلاح
closed-mitigated = خُففت: يستطيع المستخدمون حماية أنفسهم
closed-informative = للعلم: مفيد ولا شيء يُصلح
closed-not-a-vulnerability = ليست ثغرة
closed-not-reproducible = تعذرت إعادة إنتاجها
closed-out-of-scope = خارج النطاق
closed-unsupported-version = إصدار غير مدعوم
closed-insufficient-information = معلومات غير كافية
closed-duplicate = مكررة لحالة أخرى
closed-spam = بريد مزعج أو إساءة
closed-withdrawn = سحبها المبلِّغ
released-release = إصدار يُصلحها
released-patch = رقعة تُطبَّق
released-workaround = حل التفافي أو إعداد
released-other = تخفيف آخر
waiting-reporter = المبلِّغ
waiting-upstream = صانع أحد المكونات
waiting-coordinator = جهة منسقة

## Clocks

clock-kept = وُفي به
clock-kept-late = وُفي به متأخرًا
clock-broken = أُخلف
clock-running = جارٍ
clock-due-soon = يستحق قريبًا
clock-paused = متوقف
clock-measured = يُقاس
clock-waived = أُعفي منه
clock-void = لم يعد مستحقًا
clock-due = موعده { $when }
clock-is-paused = متوقف:
clock-latest = على أبعد تقدير، بأوسع قراءة: { $when }
clock-release = وفق السياسة، أقرب موعد للنشر: { $when }
clock-contains = يجب أن يتضمن: { $parts }
clock-owed-to = مستحق إلى: { $party }
standing-in = المتبقي: { $span }
standing-late = التأخير: { $span }
standing-opens = يبدأ بعد: { $span }
standing-open = مفتوح منذ: { $span }
standing-kept = وُفي به، المدة: { $span }
standing-kept-late = وُفي به، المدة: { $span }، التأخير: { $late }
standing-target = تجاوز هدف الفريق نفسه بمقدار: { $span }
standing-paused = متوقف
standing-waived = أعفى منه صاحب الحق
pause-since = في انتظار { $whom } منذ { $when }
void-public = صار علنيًا قبل ذلك
void-due-before = كان مستحقًا قبل تغيّر الخطورة
void-assessed = قُيِّمت الخطورة
void-not-for-us = لا يسري على صفة الفريق في هذا المنتج
void-other-date = ذُكر تاريخ آخر قبل ذلك
void-declined = رُفض البلاغ
void-original = يستمر في الحالة الأصلية
void-withdrawn = سُحب البلاغ
void-until-then = كان مستحقًا حتى ذلك الحين
void-decided = حُسمت الحالة
void-not-named = طلب المبلِّغ ألا يُذكر
void-closed-without = أُغلقت الحالة بدونه
void-law = تقرر أن القانون لا يسري

## What happened in a case

event-received = وصل البلاغ
event-acknowledged = تأكد الاستلام
event-message-team = رسالة من الفريق
event-message-reporter = رسالة من المبلِّغ
event-leak = رُصد تسرّب
event-embargo-shortened = قُصِّر الحظر: حتى { $when }
event-validated = ثبتت صحته
event-invalidated = لم تثبت صحته حتى الآن
event-question = سؤال إلى المبلِّغ
event-answer = جواب من المبلِّغ
event-waiting = في انتظار: { $whom }
event-waiting-ended = لم يعد في انتظار: { $whom }
event-withdrawn = سحبه المبلِّغ
event-severity = قُيِّمت الخطورة: { $severity }
event-severity-vector = قُيِّمت الخطورة: { $severity } ({ $vector })
event-affected = سُجِّل ما هو متأثر
affected-product = المنتج: { $text }
affected-versions = الإصدارات: { $text }
affected-weakness = نوع الضعف: { $text }
affected-location = الموضع: { $text }
affected-source = المصدر: { $text }
event-accepted = قُبل بوصفه ثغرة
event-deferred = أُرجئ
event-declined = مرفوض: { $class }
event-closed = أُغلقت: { $class }
event-reopened = أُعيد فتحها
event-duplicate = تبيّن أنه مكرر
event-original = في البلاغ الأصلي: { $what }
event-merged = دُمجت في حالة أخرى
event-split = صار جزء منها حالة مستقلة
event-split-from = فُصلت عن حالة أخرى
event-transferred = نُقلت من { $program }
event-progress = تقدم
event-expected = الحل متوقع في { $date }
event-expected-moved = الحل متوقع في { $date } وليس في { $before }
event-fix-ready = الإصلاح جاهز
event-released = صدر: { $what }
event-released-version = صدر: { $what } ({ $version })
event-public = صار علنيًا
event-exploit = توجد أداة استغلال علنية
event-attack = رُصدت هجمات
event-embargo-proposed = اقتُرح حظر حتى { $when }
event-embargo-began = حظر حتى { $when }
event-embargo-accepted = قُبل الحظر حتى { $when }
event-embargo-rejected = رُفض اقتراح الحظر
event-embargo-ended = انتهى الحظر
event-embargo-kept = بقي الحظر رغم ذلك
event-tlp = وُسم { $mark }
tlp-means = { $mark }: { $meaning }
tlp-red = لمن أُخبروا ولا أحد سواهم
tlp-amber-strict = داخل مؤسستك، لمن يلزمه العلم
tlp-amber = داخل مؤسستك ولعملائها، لمن يلزمه العلم
tlp-green = داخل المجتمع، لا علنًا
tlp-clear = للجميع
event-credit-set = كُتبت صيغة الشكر
event-credit-agreed = اتُّفق على الشكر
event-credit-declined = رُفض الشكر
event-credited = ذُكر بالشكر
event-disclosure-proposed = اقتُرح الإفصاح
event-disclosure-agreed = اتُّفق على الإفصاح
event-disclosure-refused = رُفض الإفصاح
event-advisory = صدرت النشرة (الطبعة { $edition })
event-waived = أُعفي من الوعد «{ $promise }»
event-extension-offered = طُلب وقت إضافي للوعد «{ $promise }» حتى { $until }
event-extension-agreed = اتُّفق على وقت إضافي للوعد «{ $promise }» حتى { $until }
event-extension-refused = رُفض الوقت الإضافي للوعد «{ $promise }»

## What a reporter can do

do-answer = أجب
    .help = أجب عما سأل عنه الفريق.
do-answer-text = الجواب
    .help = يقرؤه الفريق.
do-message = أرسل رسالة
    .help = اكتب إلى الطرف الآخر في الحالة.
do-message-text = الرسالة
    .help = يقرؤها الطرف الآخر.
do-message-tlp = الوسم
    .help = إلى أي مدى يجوز نقلها.
do-withdraw = اسحب البلاغ
    .help = اسحب البلاغ. ما أُرسل يبقى لدى الفريق.
do-withdraw-reason = السبب
    .help = يقرؤه الفريق.
do-propose-embargo = اقترح حظرًا
    .help = اقترح إلى متى يكتم الطرفان الأمر، أو شروطًا غير المقترحة.
do-embargo-ends = ينتهي في
    .help = وقت مع منطقته الزمنية لا يوم فقط: 2026-12-01T16:00:00Z.
do-embargo-note = شروط أخرى
    .help = مثلًا من يجوز إخباره قبل ذلك.
do-accept-embargo = وافق على الاقتراح
    .help = وافق على ما اقترحه الطرف الآخر؛ وإن تعددت الاقتراحات فعلى أقربها نهاية.
do-reject-embargo = ارفض الاقتراح
    .help = ارفض كل المقترح. الحظر الساري يحتفظ بشروطه.
do-other-side-reason = السبب
    .help = يقرؤه الطرف الآخر.
do-revise-embargo = اقترح شروطًا جديدة
    .help = اقترح شروطًا جديدة للحظر الساري، وهو ملزم إلى ذلك الحين.
do-terminate-embargo = أنهِ الحظر
    .help = أنهِ الحظر نهائيًا. يصبح النشر عندئذ جائزًا لا واجبًا.
do-every-party-reason = السبب
    .help = تقرؤه كل الأطراف.
do-agree-credit = وافق على ذكر اسمك
    .help = وافق على أن تُذكر علنًا بوصفك من وجدها.
do-agree-credit-line = الاسم
    .help = اسم أو أحرف أولى أو اسم مستعار. اتركه فارغًا لتوافق على الصيغة المعروضة.
do-agree-credit-form = هذا
    .help = المبلِّغ المجهول لا يحتاج إلى اسم.
do-decline-credit = لا تذكروا اسمي
    .help = اطلب ألا تُذكر. وحيث ذُكرت من قبل يُحذف اسمك.
do-agree-disclosure = وافق على الإفصاح
    .help = وافق على أن يخبر الفريق العامة بما بلَّغت عنه كما كتبه إليك.
do-refuse-disclosure = لا تفصحوا عنه
    .help = لا يُقال للعامة شيء من بلاغك.
do-waive-promise = أعفِ من وعد
    .help = أعفِ الفريق من وعد قُطع لك. ولا إعفاء من قانون.
do-promise = الوعد
    .help = الوعد المقصود.
do-agree-extension = وافق على وقت إضافي
    .help = وافق على الموعد اللاحق الذي طلبه الفريق.
do-refuse-extension = لا توافق على وقت إضافي
    .help = ليلتزم الفريق بوعده.

## When something cannot be done

busy-title = مشغول، ونصك محفوظ
busy-heading = الخدمة مشغولة؛ ونصك محفوظ هنا
busy-lead = لم يُحفظ شيء بعد. انتظر { $wait } ثم اضغط الزر: يُرسل كل ما كتبته مرة أخرى.
busy-files = الملفات، يرجى اختيارها مرة أخرى
busy-files-help = أرسلت { $files }. المتصفح لا يحتفظ بالملفات.
busy-send = أرسل مرة أخرى
problem-number = رقم للمشغّل: { $number }
first-page = الصفحة الأولى
problem-404 = لا شيء لك هنا
    .advice = إما أن هذه الصفحة غير موجودة أو أنها غير متاحة لك. تحقق من العنوان أو ابدأ من الصفحة الأولى. للوصول إلى بلاغ أرسلته استعمل إيصالك في صندوق البريد.
problem-403 = دورك لا يسمح بهذا
    .advice = اسأل مالكًا للبرنامج هل ينبغي أن يكون لك دور يسمح به.
problem-400 = تعذر فهم هذا الطلب
    .advice = أرسل المتصفح شيئًا ناقصًا أو تالفًا. ارجع وأعد تحميل الصفحة وأرسل النموذج مرة أخرى.
problem-405 = لا يمكن فعل ذلك في هذا العنوان
    .advice = ارجع إلى الصفحة التي جئت منها واستعمل نموذجها أو رابطها.
problem-409 = سبقك أحدهم
    .advice = تغيّرت الحالة بعد أن فتحت الصفحة. افتحها من جديد وانظر ما تغيّر ثم قرر. لم يُسجَّل منك شيء.
problem-413 = هذا كبير جدًا
    .advice = ما أرسلته أكبر مما يُقبل هنا. لم يُحفظ شيء. ارجع واختصر النص أو أرسل ملفات أقل أو أصغر.
problem-415 = لا يُقبل هذا النوع من المحتوى هنا
    .advice = أرسل النموذج من صفحته دون تغييره.
problem-422 = يجب تصحيح شيء أولًا
    .advice = ارجع وصحح النموذج. لم يُحفظ شيء.
problem-429 = طلبات كثيرة متتالية
    .advice = انتظر دقيقة ثم حاول مرة أخرى. لم يضع شيء؛ وما أرسلته من قبل وصل.
problem-500 = حدث خطأ عندنا
    .advice = لم يكن بسببك. ما تأكد لك من قبل محفوظ بأمان. حاول مرة أخرى؛ وإن تكرر فأعط المشغّل الرقم أدناه.
problem-503 = لا تستطيع الخدمة فعل ذلك الآن
    .advice = لم يُحفظ شيء. ارجع واحتفظ بنصك وأرسله مرة أخرى بعد دقائق.
problem-507 = لم يبق مكان لحفظ هذا
    .advice = لم يُحفظ من هذا شيء؛ وكل ما تأكد من قبل آمن. ارجع واحتفظ بنصك وأرسله لاحقًا، أو استعمل جهة اتصال أخرى للبرنامج. على المشغّل أن يوفر مكانًا.
problem-session = هذا النموذج من جلسة أخرى ربما انتهت في الأثناء. ارجع وأعد تحميل الصفحة وأرسله مرة أخرى؛ لم يتغير شيء.
problem-other-site = أُرسل هذا النموذج من موقع آخر. افتح الصفحة هنا وأرسله مرة أخرى؛ لم يتغير شيء.
problem-wait = أُرسل من شبكتك أكثر مما ينبغي خلال دقيقة. انتظر { $seconds } ثانية وأرسله مرة أخرى؛ يحتفظ متصفحك بما كتبته إذا رجعت.
problem-too-slow = استغرق الطلب وقتًا طويلًا فأُلغي. ارجع وأرسله مرة أخرى؛ يحتفظ متصفحك بما كتبته.
problem-unsigned = لا يمكن توقيع الإثبات الآن. أُخبر المشغّل بذلك؛ حاول لاحقًا.

## Looking a report over

check-button = راجع بلاغي
check-button-help = يُظهر مدى اكتماله وكيف سيقرؤه الفريق. لا يُرسل شيء ولا يُحفظ.
check-title = رُوجع ولم يُرسل بعد
check-count = يوجد { $given } من { $all } مما تطلبه السياسة.
check-complete = كل ما تطلبه السياسة موجود.
check-missing = ما زال فارغًا:
check-needed = لازم
check-wanted = مفيد
check-preview = هكذا سيقرؤه الفريق
check-files = لا يُنظر في الملفات هنا: اخترها مرة أخرى قبل الإرسال.
version-supported = تصل إلى الإصدار { $version } تحديثات أمان.
version-unsupported = لم تعد تصل إلى الإصدار { $version } تحديثات أمان. شكرًا لاهتمامك مع ذلك: إن كان يحدث في إصدار مدعوم أيضًا فاذكر ذلك. المدعوم: { $versions }.
version-old = لم تعد تصل إلى الإصدار { $version } تحديثات أمان. شكرًا لاهتمامك مع ذلك: قد يفيد البلاغ وقد يُرفض.
ask-version-supported = المدعوم: { $versions }.
report-scope = قبل أن تكتب: ما لا يستقبله هذا البرنامج
report-scope-help = الأرجح أن يُرفض بلاغ عن أحد هذه الأمور. إن لم تكن متأكدًا فأرسله.
report-harbor = بماذا يعدك الفريق في المقابل

## The proof

proof-title = تحقق من إثبات
proof-lead = الإثبات ملف صغير يمكنك تنزيله مع إيصالك. يُظهر أن بلاغك قُيّد في سجل هذا الموقع ومتى.
proof-shows = ما يُظهره
proof-shows-entry = أن عملًا في حالة، كوصول بلاغ، قيد في سجل البرنامج.
proof-shows-time = متى سُجِّل، وأي نسخة من السياسة كانت سارية.
proof-shows-signed = أن السجل وُقِّع بمفتاح البرنامج شاملًا هذا القيد. لا يمكن التراجع عنه دون أقوال موقَّعة يناقض بعضها بعضًا.
proof-not = ما لا يُظهره
proof-not-text = ما يقوله البلاغ. لا يحوي الملف منه شيئًا.
proof-not-person = من أنت، أو هل وُفي بالوعود. يُظهر ذلك صندوق بريدك والإحصاءات.
proof-paste = نص الملف
proof-file = أو الملف نفسه
proof-check = تحقق منه
proof-holds = هذا الإثبات صحيح
proof-holds-words = هو القيد { $index } في سجل { $program }، سُجِّل { $when }.
proof-policy = كانت السياسة السارية هي النسخة { $version }.
proof-fails = هذا الإثبات لا يصح هنا
proof-fails-words = هو تالف أو غُيّر أو من سجل موقع آخر. ما وُجد:
proof-empty = الصق نص الملف أو اختر الملف.
proof-without = يمكنك التحقق منه بدون هذا الموقع أيضًا: { $command }
proof-link = ماذا يُثبت هذا الملف وكيف يُتحقق منه
receipt-copy = الكلمات في سطر واحد للنسخ:

## Your data

data-title = بياناتك
data-export-help = كل ما يُحفظ عنك وعن بلاغك في ملف يقرؤه الناس والبرامج (اللائحة GDPR، المادتان 15 و20).
data-export = نزّل بياناتي
data-erase = اطلب المحو
data-erase-help = يصل طلبك إلى الفريق في هذه الحالة وعليه أن يجيب عنه (اللائحة GDPR، المادة 17). قد يُلزمه قانون بالاحتفاظ ببعضه.
data-erase-reason = ما الذي ينبغي محوه
data-erase-send = أرسل الطلب
data-erase-message = أطلب محو بياناتي الشخصية (اللائحة GDPR، المادة 17).

## Mail about advisories

subscribe-link = بالبريد
subscribe-title = بريد عن النشرات
subscribe-lead = يرسل { $program } بريدًا عندما تُنشر نشرة أمنية أو تُصحَّح أو تُسحب.
subscribe-address = عنوان بريدك
subscribe-address-help = تصلك رسالة واحدة فيها رابط. لا يُرسل شيء آخر قبل أن تفتحه وتؤكد.
subscribe-send = اطلب البريد
subscribe-kept = يُحفظ عنوانك مشفرًا، لهذا الغرض وحده، وإلى أن توقفه فقط. في كل رسالة بيان كيف.
subscribe-wrong = اكتب عنوانًا واحدًا، مثل name@example.org.
subscribe-busy = يطلب كثيرون البريد في هذه اللحظة. حاول مرة أخرى بعد دقيقة.
subscribe-asked-title = انظر في بريدك
subscribe-asked = إن كان هذا العنوان يستقبل البريد فهناك سؤال في الطريق إليه. افتح رابطه خلال 48 ساعة وأكّد هناك. لا يُسأل العنوان نفسه إلا مرة كل ست ساعات.
subscribe-confirm-title = هل تريد هذا البريد؟
subscribe-confirm-words = ستصلك رسالة عن كل نشرة أمنية من { $program } إلى أن توقفها.
subscribe-confirm = نعم، أرسلوا إليّ البريد
subscribe-confirmed-title = سيصلك البريد
subscribe-confirmed = ستصلك النشرة القادمة بالبريد. في كل رسالة بيان كيف توقفه.
subscribe-old-title = لا يمكن استعمال هذا الرابط
subscribe-old = مضى عليه أكثر من 48 ساعة، أو أنه ناقص.
subscribe-again = اطلب مرة أخرى
subscribe-full-title = القائمة ممتلئة
subscribe-full = لا يُقبل مشتركون آخرون في هذه اللحظة. يمكنك متابعة الخلاصة بدلًا من ذلك.
subscribe-end-title = أتريد إيقاف هذا البريد؟
subscribe-end-words = لن يصلك بعد ذلك بريد عن النشرات الأمنية من { $program }.
subscribe-end = أوقفه
subscribe-ended-title = لن يصلك بريد بعد الآن
subscribe-ended = حُذف عنوانك هنا. ما هو في الطريق قد يصل بعد.
mail-question-subject = يرجى التأكيد: بريد عن النشرات الأمنية من { $program }
mail-question-asked = طلب أحدهم، ولعله أنت، أن يُرسل إلى هذا العنوان بريد عن النشرات الأمنية من { $program }.
mail-question-how = لاستقباله افتح هذه الصفحة وأكّد هناك. الرابط صالح 48 ساعة:
mail-question-not = إن لم تكن أنت فلا تفعل شيئًا. لن يصلك بريد، ولا يُحفظ هذا العنوان.
mail-why = تصلك هذه الرسالة لأنك طلبت النشرات الأمنية من { $program }.
mail-end = لإيقافها افتح هذه الصفحة:
