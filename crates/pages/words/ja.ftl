### 報告する人が読むすべての文（日本語）。装飾のない文字だけで書く。

## Around every page

skip = 本文へ移動
nav-site = サイト
nav-programs = プログラム
nav-mailbox = 受信箱
nav-program = プログラム
nav-policy = 方針
nav-report = 報告
nav-advisories = 勧告
nav-credits = 謝辞
nav-statistics = 統計
nav-ledger = 記録簿
nav-languages = 言語
about-page = このページについて
footer-candor = Candor はセキュリティ方針の約束を守り、それを証明します。
footer-plain = これらのページは JavaScript を必要とせず、訪問を数えず、よそから何も読み込みません。
error-prefix = エラー：
problems-title = 問題があります
optional = （任意）
choose = 選んでください …
file-count = { $count ->
   *[other] { $count } 個のファイル
}
files-help = { $count ->
   *[other] ファイルは { $count } 個まで、1 個につき { $size } MiB まで。
} 保存の前に暗号化されます。
files = ファイル
note-demonstration = 実演
note-replay = 再現
note-information = お知らせ
note-warning = 警告
about-demonstration = これは実演です。案件は公開済みの勧告を実際の日付で再現したものです。ここには本物の報告を送らないでください。
about-driven-time = このサーバーの時刻は、試験のため手で動かしています。
about-replayed-case = この案件は、公開済みの勧告を実際の日付で再現したものです。
about-replayed-advisory = この勧告は、公開済みの勧告を実際の日付で再現したものです。

## Times, numbers, sizes

date = { $year }年{ $month }{ $day }日
moment = { $date } { $time }（UTC）
month-1 = 1月
month-2 = 2月
month-3 = 3月
month-4 = 4月
month-5 = 5月
month-6 = 6月
month-7 = 7月
month-8 = 8月
month-9 = 9月
month-10 = 10月
month-11 = 11月
month-12 = 12月
decimal-sign = .
moments = 1 分未満
minutes = { $count ->
   *[other] { $count } 分
}
hours = { $count ->
   *[other] { $count } 時間
}
days = { $count ->
   *[other] { $count } 日
}
weeks = { $count ->
   *[other] { $count } 週間
}
months = { $count ->
   *[other] { $count } か月
}
years = { $count ->
   *[other] { $count } 年
}
business-hours = { $count ->
   *[other] { $count } 営業時間
}
business-days = { $count ->
   *[other] { $count } 営業日
}
list-comma = { $first }、{ $next }
list-and = { $first }、{ $last }
list-or = { $first }または{ $last }

## First page

home-none-title = プログラムはまだありません
home-none = ここにはまだプログラムがありません
home-none-lead = このサーバーは動いていますが、守るべき方針がありません。プログラムは方針から始まります。脆弱性を報告する人に何を、いつまでに約束するかです。
home-step-write = 方針を書きます。
home-step-write-how = { $folder } にあるファイルのどれかから始めてください。名前、連絡先、約束がひとつあれば足ります。
home-step-check = 確かめます。
home-step-check-how = どこが誤りか、何が足りないか、代わりに何と書くかを一行ずつ示します。
home-step-serve = 公開します。
home-look-around = まず見て回るには、{ $command } で五つのプログラムに公開済みの案件が再現されます。
home = 脆弱性を報告し、約束を確かめる
home-lead = 下の各プログラムは、報告する人に何を約束するかを述べ、その約束をどう守ってきたかを示します。アカウントも名前もなしに報告できます。
home-reported-already = すでに報告しましたか。控えを用意して{ $mailbox }。
open-your-mailbox = 受信箱を開く
intake-open = 報告を受付中
intake-restricted = 制限あり
intake-paused = 休止中
intake-urgent = 緊急の件は { $way } へ。
intake-condition = 次の条件で報告を受け付けます：{ $condition }
intake-until = { $until } まで報告を受け付けません。

## What is promised

act-acknowledge = 報告の受領を知らせる
act-respond = 報告に返答する
act-evaluate = 報告を評価する
act-decide = 受け入れるかどうかを伝える
act-update = 進み具合を伝える
act-fix = 修正または緩和策を出す
act-publish = 勧告を公開する
act-credit = 報告者の名を挙げる
act-notify = 通知する
act-report = 当局に届け出る
act-review = 方針を見直す
act-classify = 法律上の扱いを決める
thing-acknowledge = 受領の知らせ
thing-respond = 返答
thing-evaluate = 評価
thing-decide = 判断
thing-update = 進み具合の知らせ
thing-fix = 修正または緩和策
thing-publish = 勧告
thing-credit = 謝辞
thing-notify = 通知
thing-report = 当局への届け出
thing-review = 方針の見直し
thing-classify = 法律上の扱いの判断
thing-when = { $thing }：{ $when }
thing-when-if = { $thing }：{ $when }（{ $condition }）
party-reporter = 報告者
party-public = 一般の人々
party-users = 利用者
party-csirt = CSIRT
party-authority = 当局
party-upstream = 開発元のプロジェクト
party-team = チーム
party-persons = データの本人
party-controller = データの管理者
party-requester = 求めた人
party-cve-list = CVE 一覧
party-distributors = 配布元
within-span = { $span }以内
within-span-after = { $event }から{ $span }以内
within-span-before = { $event }の{ $span }以上前
within-every = { $span }ごと
from-received = 報告の受領
from-acknowledged = 受領の知らせ
from-evaluated = 評価
from-accepted = 受け入れ
from-fix-ready = 修正の完成
from-fix-released = 修正の公開
from-resolved = 解決
from-disclosed = 公表
from-other = 方針が挙げる出来事
within-soon = できるだけ早く
within-regularly = 定期的に
if-severity = 深刻度が{ $severities }のとき
severity-low = 低
severity-medium = 中
severity-high = 高
severity-critical = 緊急
severity-unknown = 未評価
class-promise = 約束
class-law = 法律
class-programme = 制度の規則
class-target = 目標
class-agreement = 合意
include-evaluation = 評価
include-date = 解決の予定日
include-decision = 判断
include-reason = 理由
include-severity = 深刻度
include-progress = 進み具合
include-mitigation = それまで利用者にできること
record-kept = { $all } 件中 { $kept } 件を守りました
record-kept-median = { $all } 件中 { $kept } 件を守りました。中央値は{ $median }
record-few = これまで { $count } 件
few = { $limit } 未満

## A program and its policy

program-title = セキュリティ方針
program-heading = { $program }：セキュリティ方針
program-report = 脆弱性を報告する
program-follow = 報告のその後を見る
promises = 約束していること
promises-none = この方針は期限を約束していません。
promise = 約束
promise-when = いつ
promise-so-far = これまで
promise-to = 相手：{ $party }
promise-nothing-yet = まだ数えるものがありません
promises-record = 約束がどう守られてきたか
laws = 法律と制度の規則
laws-beside = チーム自身の約束に加えて、次のものが当てはまります。
silent = チームから返事がないとき
silent-acknowledgement = { $span }たっても受領の知らせがないときは、{ $whom } に連絡してください。
silent-engagement = { $span }のあいだチームから何も連絡がないときは、{ $whom } に連絡してください。
silent-resolution = { $span }たっても報告が解決しないときは、{ $whom } に連絡してください。
scope = 対象範囲
scope-in = 対象
scope-out = 対象外
scope-report-to = { $whom } に報告してください。
versions-supported = サポート中のバージョン
product = 製品
versions = バージョン
security-updates = セキュリティ更新
supported-yes = サポート中
supported-no = サポート外
supported-until = { $day } まで
versions-latest = 最新版
versions-latest-is = 最新版（{ $version }）
versions-all = すべて
rules = 誠実な行動の決まり
harbor = 報告者の保護
harbor-stated = 明言
harbor-not-stated = 明言なし
harbor-anti-hacking = チームは、この方針に沿った調査を、不正アクセスを禁じる法律のもとで許可されたものとみなします。
harbor-anti-circumvention = チームは、この方針に沿った調査を、保護手段の回避を禁じる法律の対象外とみなします。
harbor-terms-of-service = この方針に沿った調査と食い違う利用規約は、その調査には適用されません。
harbor-good-faith = チームは、この方針に沿った調査を、適法で有益で誠実なものとみなします。
harbor-no-legal-action = チームは、この方針に沿った報告を理由に、あなたに対して法的措置をとりません。
harbor-no-charges = チームは、この方針に沿った報告について告発しません。
harbor-third-parties = 他者があなたに法的措置をとるときは、あなたがこの方針に従ったことをチームが明らかにします。
disclosure = 公表
disclosure-not-in = { $places } などの公開の場には書かないでください。
disclosure-preferred = 公表までの望ましい期間：{ $span }。
disclosure-minimum = 最短：{ $span }。
disclosure-maximum = 最長：{ $span }。
disclosure-extension = 延長：{ $text }
disclosure-told = 公表前に秘密で知らせる先：{ $venue }。
disclosure-told-most = 公表前に秘密で知らせる先：{ $venue }。最長 { $span }。
disclosure-ended-by = 公表の猶予は、{ $parties }が終わらせることができます。
contacts = チームへの連絡方法
contact-form = このサイトの報告フォーム
contact-form-help = 非公開です。返答は受信箱に届きます。匿名でもかまいません。
contact-email = 電子メール
contact-web = ウェブ
contact-github = GitHub の非公開報告
contact-phone = 電話
credit-and-reward = 謝辞と報奨
credit-opt-in = 報告者は、希望すれば名前が載ります。
credit-opt-out = 報告者は、断らないかぎり名前が載ります。
credit-never = 報告者の名前は載りません。
credit-by = 載せ方：{ $forms }。
name-name = 名前
name-acronym = 略称
name-pseudonym = 仮名
name-organization = 組織
name-anonymous = 名前なし
credit-hall = 謝辞は殿堂のページに載ります。
credited-so-far = これまでに名前が載った人
reward-none = 報告への支払いはありません。
reward-gift = よい報告には贈り物があります。
reward-discretionary = 場合により、支払いがあります。
reward-bounty = 報告は報奨金の対象になることがあります。
privacy = プライバシー
privacy-anonymous = 匿名で報告できます。
privacy-pseudonym = 仮名で報告できます。
privacy-not-passed-on = 法律上の義務がないかぎり、あなたの情報を許可なく他に渡しません。
privacy-link = 何を、なぜ、どれだけの間保存するか
this-version = この版
this-version-since = { $since } から有効です。あなたの報告には、届いた時点で有効な版が適用されます。
version-source = 原文
version-count = { $count ->
   *[other] 全 { $count } 版
}

## Versions of a policy

versions-title = 方針の版
atom-feed = Atom フィード
versions-lead = 報告には、届いた時点で有効だった版が適用されます。版の名前は原文の SHA-256 ハッシュなので、後から変えることはできません。
version-in-force-since = { $since } から有効
version-from = { $since } から
version-in-force = 有効
version-until = { $until } まで
version-source-link = この版の原文
change-first = 最初の版です。
change-none = 方針の内容に変わりはありません。
change-affects = 影響を受ける人：{ $whom }
change-added = 追加
change-removed = 削除
change-tightened = 強化
change-loosened = 緩和
change-changed = 変更
source-title = ある版の原文
source-heading = 方針の原文
source-heading-in-force = 有効な方針の原文
source-from = { $since } から有効。
source-from-until = { $since } から { $until } まで有効。
source-all = すべての版
source-hash = SHA-256 ハッシュ：{ $hash }
source-changed = 変わった点
source = 原文

## Privacy

privacy-heading = プライバシー：あなたについて保存するもの
privacy-table = 何を、なぜ、どれだけの間保存するか
privacy-what = 何を
privacy-why = なぜ
privacy-how-long = 期間
privacy-who = 読める人
privacy-who-team = チームのみ。ディスク上では暗号化
privacy-for-ever = プログラムが続くかぎり
privacy-after-received = 受領から { $span }
privacy-after-closed = 案件の終了から { $span }
privacy-after-disclosed = 公表から { $span }
privacy-questions = あなたのデータについての問い合わせ：{ $contact }
privacy-back = セキュリティ方針へ戻る
kept-report = 報告の本文
kept-attachments = 報告に添えられたファイル
kept-messages = あなたとチームのあいだのメッセージ
kept-reporter-identity = あなたの名前と連絡先
kept-events = 案件でだれがいつ何をしたか
kept-ledger = 中身を読み取れない照合値
kept-accounts = チームのアカウント
kept-logs = 技術的なログ

## Advisories, credits, statistics, ledger

advisories = 勧告
advisories-none = まだ公開されたものはありません。
advisory-published = { $when } 公開
advisory-changed = { $when } 変更
advisory-edition = 第 { $number } 版
advisory-edition-of = 第 { $number } 版（{ $when }）
advisory-as = この勧告の形式：
advisory-products = 製品
advisory-editions = 版の一覧
advisories-all = すべての勧告
advisory-severity = 深刻度
advisory-fixed = 修正済み：{ $versions }
advisory-references = 参照
advisory-timeline = 経過
advisory = 勧告
the-advisory = この件の勧告
credits = 謝辞
credits-none = まだ名前はありません。最初の人はあなたかもしれません：{ $report }。
credits-report = 脆弱性を報告する
credits-for = { $advisory } について
statistics-title = 約束はどう守られているか
statistics-lead = { $when } までの、このプログラムのすべての案件の集計です。
statistics-bucketing = 1 から 4 までの数は「5 未満」と表示し、個々の案件が分からないようにしています。
statistics-nothing = この方針は期限を約束していないので、数えるものがありません。
statistics-kept = 守った
statistics-broken = 破った
statistics-running = 進行中
statistics-median = 時間の中央値
statistics-too-few = 少なすぎます
statistics-numbers = 同じ内容の数値
statistics-chart = 守った約束、破った約束、進行中の約束
statistics-chart-help = 約束ごとに一本の棒です。数値は下の表にあります。
statistics-signed = 署名
statistics-ledger = これらの数のもとになった行為はすべて、このプログラムの{ $ledger }に項目として残っています。最新の検査点は { $count } 項目に及びます。
statistics-ledger-word = 記録簿
checkpoint = 検査点
ledger-heading = { $program } の記録簿
ledger-lead = このプログラムの行為はすべて、追記しかできない記録簿の項目になります。項目は内容を明かさずに、何が行われたかを確定します。そのため、何も変えられず、消されず、後から足されていないことをだれでも確かめられます。
ledger-empty = 記録簿は空です。最初の項目は、方針が採用されたときに作られます。
ledger-newest = 最新の検査点
ledger-entries = { $count ->
   *[other] { $count } 項目。
}
ledger-entries-signed = { $count ->
   *[other] { $count } 項目、{ $when } に署名。
}
ledger-key = 署名は次の鍵で確かめられます：{ $key }
ledger-check = 自分で確かめる
ledger-check-how = アカウントは不要で、このサイトを信用する必要もありません。検査点を保存し、後のものと比べてください。
commands = コマンド

## The report form

report-title = 脆弱性を報告する
report-heading = { $program } に脆弱性を報告する
report-closed = 今はここから報告を送れません。チームへの他の連絡方法は{ $policy }にあります。
report-closed-policy = 方針
report-no-account = アカウントは不要で、名乗る必要もありません。送信すると控えが表示されます。控えがあれば、戻ってきて返答を読めます。
report-held-to = あなたの報告には{ $policy }が適用されます。
report-held-to-policy = 現在有効な方針
report-found = 見つけたこと
report-files-properties = 画像や文書のプロパティには、あなたの名前が入っていることがあります。匿名のままでいたいときは、先に消してください。
report-who = あなたについて
report-how = どのように報告しますか。
identity-anonymous = 匿名で
identity-anonymous-help = チームはあなたについて何も知りません。控えだけが互いをつなぎます。
identity-pseudonym = 仮名で
identity-pseudonym-help = チームは、あなたが選んだ名前であなたを知ります。
identity-named = 名前を出して
identity-named-help = チームはあなたがだれかを知ります。読めるのはチームだけです。
report-name = 名前または仮名
report-contact = 連絡方法
report-contact-help = メールアドレスなど。なくても受信箱は使えます。
report-pass-on = 修正に必要な人に、私の情報を渡してもかまいません
report-pass-on-help = 許可しなければ、法律上の義務がないかぎりチームの中にとどまります。
report-credit = 謝辞
report-credit-ask = 名前の公表を希望しますか。
yes = はい
no = いいえ
not-known = 分からない
something-else = その他、または分からない
report-credit-later = 後で受信箱で伝えます
report-credit-line = 謝辞に載せる名前
report-credit-line-help = 名前、略称、仮名のどれでもかまいません。勧告と一緒に初めて公表されます。
report-credit-opt-in = 希望すれば名前が載ります。
report-credit-opt-out = 断らないかぎり名前が載ります。
report-credit-never = このプログラムは報告者の名前を載せません。
report-good-faith = 誠実な行動
report-rules = 私はこれらの決まりを守りました。これからも守ります
report-trap = ここは空のままにしてください
report-send = 報告を送る
report-sealed = 保存の前に暗号化されます。読めるのはチームだけです。
report-incomplete = 空の欄をそのままにして送る
report-incomplete-help = チームが後で尋ねることがあります。再現できない報告は断られることがあります。
wrong-report-missing = 方針は「{ $field }」を求めています。答えられないときは「{ $tick }」に印を付けてください。
wrong-report-choice = 「{ $field }」の答えを一つ選んでください。
wrong-report-long = 256 KiB を超えています。長い部分はファイルとして添えてください。
wrong-report-empty = 報告が空です。見つけたことを少なくとも一文で書いてください。
wrong-report-name = 使いたい名前を書くか、匿名を選んでください。
wrong-report-rules = 上の決まりを守ったことを確認してください。
wrong-report-files = ファイルをもう一度選んでください。ブラウザーはファイルを覚えていません。
wrong-report-form = フォームを読み取れませんでした。ページを読み込み直して、もう一度送ってください。
wrong-report-old = このページは一日より長く開かれていたか、このサイトのものではありません。書いた文は残っています。見直して、もう一度送ってください。ファイルは選び直す必要があります。
wrong-report-crowd = 今は報告が集中しているため、フォームを開いてから { $seconds } 秒たつまで待っていただいています。書いた文は残っています。待ってから、もう一度ボタンを押してください。
wrong-report-paused = このプログラムは { $until } まで報告を受け付けません。書いた文はこのページに残っています。
wrong-report-not-stored = 今は保存できず、何も保存されていません。書いた文はこのページに残っています。1 分後にもう一度試してください。
wrong-report-no-room = 保存する場所がなく、何も保存されていません。書いた文はこのページに残っています。後でもう一度試すか、別の連絡方法を使ってください。
wrong-report-ours = こちら側で問題が起きました（番号 { $incident }）。何も保存されていません。書いた文はこのページに残っています。もう一度試すか、運営者にこの番号を伝えてください。

## Fields that policies ask for again and again

ask-title = 題名
ask-title-help = 何についてかを一行で。
ask-details = 説明
ask-details-help = 見つけたことを、あなた自身の言葉で。
ask-type = 脆弱性の種類
ask-type-help = 例：データへのアクセス、権限の昇格。分かれば CWE 番号も。
ask-product = 影響を受ける製品
ask-product-help = 脆弱性がある製品。
ask-version = 影響を受けるバージョン
ask-version-help = 試したバージョンと、分かれば他のものも。
ask-components = 影響を受ける部品や依存物
ask-components-help = 影響を受ける部品や依存物を、一行に一つ。
ask-source-paths = 影響を受けるソースファイル
ask-source-paths-help = ソースファイルの完全なパスを、一行に一つ。
ask-location = 影響を受けるコードの場所
ask-location-help = 影響を受けるコードのタグ、ブランチ、コミット、または直接の URL。
ask-service = 影響を受けるサービス、URL、IP アドレス
ask-service-help = 影響を受けるサービス、URL、IP アドレスを、一行に一つ。
ask-configuration = 設定
ask-configuration-help = 確認するのに必要な特別な設定。
ask-requirements = 必要なもの
ask-requirements-help = 再現に必要なもの：アカウント、権限、道具、条件。
ask-steps = 再現の手順
ask-steps-help = 何をするかを順に。そして何が起きるか。
ask-proof-of-concept = 実証
ask-proof-of-concept-help = 脆弱性を示すコードやリクエスト。ファイルを添えることもできます。
ask-impact = 影響
ask-impact-help = 攻撃者に何ができるか、どう見つけてどう悪用するか。
ask-mitigations = 知られている緩和策
ask-mitigations-help = 修正までに利用者にできること（分かれば）。
ask-suggestions = 提案
ask-suggestions-help = どう直せるか（考えがあれば）。
ask-exploited = 悪用されていますか。
ask-exploited-help = これを使った攻撃を知っているかどうか。

## The receipt

receipt-title = 控え
receipt-heading = 報告を受け取りました
receipt-lead = 報告は保存されました。下の約束の時計は { $received } から進んでいます。
receipt-yours = あなたの控え
receipt-keep = 今すぐ書き留めるか、印刷してください。表示は一度だけです。なくすと、戻る道がなくなります。
receipt-keep-why = だれにも復元できず、あなたのほかにはだれも持っていません。
receipt-code = 同じ控えの 26 文字の形：{ $code }
receipt-either = どちらでも受信箱が開きます。持っている人はだれでもあなたの案件を読めるので、人に渡さないでください。
receipt-case = 案件
receipt-case-help = これは人に教えてもかまいません。これだけでは何も開きません。
receipt-program = プログラム
receipt-received = 受領
receipt-received-with = { $received }（{ $files }とともに）
receipt-version = 方針の版
receipt-owed = あなたへの約束とその期限
receipt-owed-none = この方針は期限を約束していません。その後のことは受信箱で読めます。
receipt-by = { $due } まで
receipt-now = 今すること
receipt-step-keep = 控えを保管する。
receipt-step-keep-how = 紙かパスワード管理ソフトがよいでしょう。
receipt-step-proof = 証明を保管する。
receipt-step-proof-how = チームがこの時刻にあなたの報告を持っていたことを、このサイトなしで、何年後でも示せる小さなファイルです。
proof-download = 証明をダウンロード
receipt-step-mailbox = 受信箱を見る。
receipt-step-mailbox-how = 返答や質問はそこに届きます。
open-the-mailbox = 受信箱を開く

## The mailbox

entry-title = 受信箱
entry-lead = 報告したときに受け取った控えを入力してください。あなたの案件を開けるのは控えだけです。
entry-receipt = 控え
entry-receipt-help = 順番どおりの 12 の単語、または 26 文字。大文字小文字や改行は関係ありません。貼り付けてもかまいません。
entry-lost = 控えをなくしたとき
entry-lost-help = 他にだれも持っていないので、だれにも復元できません。連絡先を残していれば、チームはそこに連絡できます。そうでなければ、もう一度報告を送り、前の報告の続きだと書いてください。
wrong-receipt = この控えで開ける報告はありません。書き留めたものと単語を一つずつ比べてください。
wrong-receipt-form = これは控えではありません。控えは 12 の単語か、26 の英数字です。書き留めたものと比べてください。
mailbox-title = あなたの報告 { $handle }
mailbox-leave = 受信箱を閉じる
mailbox-by = 期限は { $when }。
mailbox-asked = チームがあなたの返事を待っています：
mailbox-answer = 答える
mailbox-closed = 終了：{ $class }
mailbox-talk = やりとり
mailbox-nothing = まだ何もありません。
mailbox-write = チームに書く
mailbox-embargo = 公表までの猶予
mailbox-embargo-ends = { $when } に終わります。
embargo-agreed = 双方は、下の日まで公表しないことに合意しました。
embargo-proposed = 双方が公表しない期限が提案されました。
credit-title = あなたの名前の載り方
credit-shown = このように載ります：
credit-confirm = はい、このように載せてください
credit-declined = 名前を載せないよう求めたため、どこにも載りません。
credit-nameless = 使う名前がないため、誰の名前も載りません。希望するなら、載せたい名前を書いてください。
credit-silent = まだ回答がありません。同意したときだけ名前が載ります。
credit-silent-named = まだ回答がありません。断らないかぎり名前が載ります。
credit-agreed = 同意しました。勧告が公開されるときに名前が載ります。
credit-named = 名前が公開されています。いつでも変更や取り下げができ、そのときはページ、一覧、すべての文書から消えます。
credit-form-name = 名前
credit-form-acronym = 頭文字または略称
credit-form-pseudonym = 仮名
credit-form-organization = 組織
credit-form-anonymous = 匿名の報告者
mailbox-more = ほかにできること
mailbox-sent = あなたが送ったもの
mailbox-received = { $when } に受領。{ $version }が適用されます。
mailbox-this-version = 方針のこの版
mailbox-show = 報告を表示
mailbox-expected = 解決の予定
mailbox-slip = 以前の予定：{ $was }。変更の理由：{ $reason }
mailbox-owed = あなたへの約束
mailbox-picture = 縦の印：期限。破線：現在。
mailbox-proof = 証明
mailbox-proof-help = チームがこの時刻にあなたの報告を持っていたことを、このサイトなしで示せる小さなファイルです。
nothing-owed = 今のところ、果たすべき約束はありません。
answer-missing = 未記入（方針では求められています）
answer-none = 未記入
sealed-help = 保存の前に暗号化されます。
not-now = 今はできません
possible-instead = 代わりにできること：
kept-here = あなたが書いたものはここに残っています：
no-longer-possible = 案件が先に進んだため、もうできません。書いたものは下に残っています。
wrong-needed = 記入が必要です。
wrong-long = 長すぎます。
wrong-day = 2026-11-02 のように日付を書いてください。
wrong-moment = 2026-12-01T16:00:00Z のように、時間帯を付けて日時を書いてください。
wrong-value = このままでは使えません。欄のそばの説明を見てください。
who-you = あなた
who-team = チーム
who-party = 案件の関係者
recorded = { $when } に記録

## How a case stands

headline-empty = まだ何も届いていません
headline-embargo-decision = 攻撃または漏えいがあり、チームが公表の猶予について判断します
headline-closed = 終了：{ $class }
headline-withdrawn = あなたはこの報告を取り下げました
headline-merged = 別の報告とまとめて扱われています。その後のことはお知らせします
headline-duplicate = 別の報告ですでに知られています。その後のことはお知らせします
headline-declined = 不受理：{ $class }
headline-waiting-on-reporter = チームが質問し、あなたの答えを待っています
headline-waiting = チームは{ $whom }を待っています
headline-new = 受領済み。チームはまだ返答していません
headline-judging = チームが調べています
headline-invalid = 今のところ脆弱性ではないと判断されました。補足できます
headline-valid = 確認済み。チームが対応を決めます
headline-deferred = 確認済み。今は取り組んでいません
headline-published = 修正され、公開されました
headline-fix-released = 修正が公開されました
headline-fix-ready = 修正が用意できました
headline-mitigated = 利用者は身を守れます。修正に取り組んでいます
headline-accepted = 受け入れ済み。チームが修正に取り組んでいます
closed-resolved = 解決：修正が公開されました
closed-mitigated = 緩和：利用者は身を守れます
closed-informative = 参考：有益だが直すものはない
closed-not-a-vulnerability = 脆弱性ではない
closed-not-reproducible = 再現できない
closed-out-of-scope = 対象外
closed-unsupported-version = サポート外のバージョン
closed-insufficient-information = 情報不足
closed-duplicate = 別の案件と重複
closed-spam = 迷惑または悪用
closed-withdrawn = 報告者による取り下げ
released-release = 修正版
released-patch = 適用するパッチ
released-workaround = 回避策または設定
released-other = その他の緩和策
waiting-reporter = 報告者
waiting-upstream = 部品の開発元
waiting-coordinator = 調整役

## Clocks

clock-kept = 守った
clock-kept-late = 遅れて果たした
clock-broken = 破った
clock-running = 進行中
clock-due-soon = 期限間近
clock-paused = 停止中
clock-measured = 計測中
clock-waived = 免除
clock-void = 不要になった
clock-due = 期限 { $when }
clock-is-paused = 停止中：
clock-latest = 最もゆるい読み方での最終期限：{ $when }
clock-release = ポリシーによる次の公開日時：{ $when }
clock-contains = 含めるもの：{ $parts }
clock-owed-to = 約束の相手：{ $party }
standing-in = 期限まで { $span }
standing-late = { $span } 遅れ
standing-opens = 開始まで { $span }
standing-open = 経過 { $span }
standing-kept = { $span } で果たしました
standing-kept-late = { $span } で果たしました。{ $late } 遅れ
standing-target = チーム自身の目標を { $span } 超過
standing-paused = 停止中
standing-waived = 約束の相手が免除しました
pause-since = { $when } から{ $whom }を待っています
void-public = 先に公になったため
void-due-before = 深刻度が変わる前に期限が来ていたため
void-assessed = 深刻度が評価されたため
void-not-for-us = この製品に対するチームの役割には当てはまらないため
void-other-date = 先に別の日が示されたため
void-declined = 報告が不受理となったため
void-original = 元の案件で続くため
void-withdrawn = 報告が取り下げられたため
void-until-then = それまでの約束だったため
void-decided = 案件の判断が済んだため
void-not-named = 報告者が名前の掲載を断ったため
void-closed-without = なしのまま案件が終了したため
void-law = 法律は当てはまらないと判断されたため

## What happened in a case

event-received = 報告を受領
event-acknowledged = 受領を知らせました
event-message-team = チームからのメッセージ
event-message-reporter = 報告者からのメッセージ
event-leak = 漏えいが見つかりました
event-embargo-shortened = 公表の猶予を短縮：{ $when } まで
event-validated = 本物と確認
event-invalidated = 今のところ本物とは認めず
event-question = 報告者への質問
event-answer = 報告者の答え
event-waiting = 待っている相手：{ $whom }
event-waiting-ended = もう待っていない相手：{ $whom }
event-withdrawn = 報告者が取り下げ
event-severity = 深刻度の評価：{ $severity }
event-severity-vector = 深刻度の評価：{ $severity }（{ $vector }）
event-affected = 影響を受けるものを記録
affected-product = 製品：{ $text }
affected-versions = バージョン：{ $text }
affected-weakness = 弱点の種類：{ $text }
affected-location = 場所：{ $text }
affected-source = ソース：{ $text }
event-accepted = 脆弱性として受け入れ
event-deferred = 保留
event-declined = 不受理：{ $class }
event-closed = 終了：{ $class }
event-reopened = 再開
event-duplicate = 重複と判明
event-original = 元の報告で：{ $what }
event-merged = 別の案件に統合
event-split = 一部が独立した案件になりました
event-split-from = 別の案件から分離
event-progress = 進み具合
event-expected = 解決の予定日：{ $date }
event-expected-moved = 解決の予定日：{ $before } から { $date } に変更
event-fix-ready = 修正が用意できました
event-released = 公開：{ $what }
event-released-version = 公開：{ $what }（{ $version }）
event-public = 公になりました
event-exploit = 攻撃コードが公開されています
event-attack = 攻撃が観測されました
event-embargo-proposed = 公表の猶予の提案：{ $when } まで
event-embargo-began = 公表の猶予：{ $when } まで
event-embargo-accepted = 公表の猶予を承諾：{ $when } まで
event-embargo-rejected = 公表の猶予の提案を拒否
event-embargo-ended = 公表の猶予の終了
event-embargo-kept = それでも公表の猶予を維持
event-tlp = 表示：{ $mark }
tlp-means = { $mark }：{ $meaning }
tlp-red = 知らされた人だけ
tlp-amber-strict = 自組織の中で、知る必要のある人まで
tlp-amber = 自組織とその顧客の中で、知る必要のある人まで
tlp-green = コミュニティの中まで。公開は不可
tlp-clear = だれにでも
event-credit-set = 謝辞の文を記入
event-credit-agreed = 謝辞に合意
event-credit-declined = 謝辞を辞退
event-credited = 名前を掲載
event-disclosure-proposed = 公表を提案
event-disclosure-agreed = 公表に合意
event-disclosure-refused = 公表を辞退
event-advisory = 勧告を公開（第 { $edition } 版）
event-waived = 約束の免除：「{ $promise }」
event-extension-offered = 「{ $promise }」の延長の申し出：{ $until } まで
event-extension-agreed = 「{ $promise }」の延長に合意：{ $until } まで
event-extension-refused = 「{ $promise }」の延長を拒否

## What a reporter can do

do-answer = 答える
    .help = チームの質問に答えます。
do-answer-text = 答え
    .help = チームが読みます。
do-message = メッセージを送る
    .help = 案件の相手側に書きます。
do-message-text = メッセージ
    .help = 相手側が読みます。
do-message-tlp = 表示
    .help = どこまで伝えてよいか。
do-withdraw = 報告を取り下げる
    .help = 報告を取り下げます。送ったものはチームに残ります。
do-withdraw-reason = 理由
    .help = チームが読みます。
do-propose-embargo = 公表の猶予を提案する
    .help = 双方がいつまで公表しないか、または別の条件を提案します。
do-embargo-ends = 終わる日時
    .help = 日だけでなく、時間帯を付けた日時：2026-12-01T16:00:00Z。
do-embargo-note = そのほかの条件
    .help = たとえば、だれに先に知らせてよいか。
do-accept-embargo = 提案に同意する
    .help = 相手側の提案に同意します。いくつかあるときは、最も早く終わるものです。
do-reject-embargo = 提案を断る
    .help = 提案をすべて断ります。有効な猶予の条件はそのままです。
do-other-side-reason = 理由
    .help = 相手側が読みます。
do-revise-embargo = 新しい条件を提案する
    .help = 有効な猶予に新しい条件を提案します。それまでは今の条件が有効です。
do-terminate-embargo = 公表の猶予を終える
    .help = 猶予を完全に終えます。公表は許されますが、強いられません。
do-every-party-reason = 理由
    .help = すべての関係者が読みます。
do-agree-credit = 名前の掲載に同意する
    .help = 見つけた人として公に名前を出すことに同意します。
do-agree-credit-line = 名前
    .help = 名前、頭文字、仮名のどれでも。空のままなら、表示された文に同意します。
do-agree-credit-form = これは
    .help = 匿名の報告者に名前は要りません。
do-decline-credit = 名前を載せない
    .help = 名前を出さないよう求めます。すでに載っているところからは名前を消します。
do-agree-disclosure = 公表に同意する
    .help = チームがあなたに書いたとおりに、報告の内容を公に伝えることに同意します。
do-refuse-disclosure = 公表しない
    .help = あなたの報告は何も公に伝えられません。
do-waive-promise = 約束を免除する
    .help = あなたへの約束からチームを解放します。法律は免除できません。
do-promise = 約束
    .help = 対象の約束。
do-agree-extension = 延長に同意する
    .help = チームが求めた後の期限に同意します。
do-refuse-extension = 延長に同意しない
    .help = チームに約束を守るよう求めます。

## When something cannot be done

busy-title = 混雑中。文は残っています
busy-heading = 混み合っています。書いた文はここに残っています
busy-lead = まだ何も保存されていません。{ $wait } 待ってからボタンを押すと、書いたものがすべてもう一度送られます。
busy-files = ファイル（もう一度選んでください）
busy-files-help = { $files } を送りました。ブラウザーはファイルを覚えていません。
busy-send = もう一度送る
problem-number = 運営者に伝える番号：{ $number }
first-page = 最初のページ
problem-404 = あなたが見られるものはここにありません
    .advice = ページが存在しないか、あなたには公開されていません。アドレスを確かめるか、最初のページから始めてください。送った報告を見るには、受信箱で控えを使ってください。
problem-403 = あなたの役割では許可されていません
    .advice = 許可される役割が必要かどうか、プログラムの所有者に尋ねてください。
problem-400 = 要求を理解できませんでした
    .advice = ブラウザーが不完全な、または壊れたものを送りました。戻ってページを読み込み直し、フォームをもう一度送ってください。
problem-405 = このアドレスではできません
    .advice = 元のページに戻り、そこのフォームかリンクを使ってください。
problem-409 = ほかの人が先に操作しました
    .advice = ページを開いた後に案件が変わりました。もう一度開き、変わった点を見て、あらためて決めてください。あなたの操作は記録されていません。
problem-413 = 大きすぎます
    .advice = 送られたものは、ここで受け付けられる大きさを超えています。何も保存されていません。戻って文を短くするか、ファイルを減らすか小さくしてください。
problem-415 = この種類の内容は受け付けません
    .advice = フォームを変えずに、そのページから送ってください。
problem-422 = まず訂正が必要です
    .advice = 戻ってフォームを訂正してください。何も保存されていません。
problem-429 = 要求が続きすぎています
    .advice = 1 分待ってから、もう一度試してください。何も失われていません。前に送ったものは届いています。
problem-500 = こちら側で問題が起きました
    .advice = あなたのせいではありません。前に確認されたものは安全に保存されています。もう一度試し、また起きたら、下の番号を運営者に伝えてください。
problem-503 = 今はそれができません
    .advice = 何も保存されていません。戻って文を残しておき、数分後にもう一度送ってください。
problem-507 = 保存する場所がありません
    .advice = これは何も保存されていません。前に確認されたものはすべて安全です。戻って文を残しておき、後でもう一度送るか、プログラムの別の連絡方法を使ってください。運営者が場所を空ける必要があります。
problem-session = このフォームは別のセッションのもので、そのセッションは終わった可能性があります。戻ってページを読み込み直し、もう一度送ってください。何も変わっていません。
problem-other-site = このフォームは別のサイトから送られました。ここでページを開き、もう一度送ってください。何も変わっていません。
problem-wait = あなたのネットワークから 1 分間に多くのものが送られました。{ $seconds } 秒待ってからもう一度送ってください。戻れば、書いたものはブラウザーに残っています。
problem-too-slow = 要求に時間がかかりすぎたため、中止しました。戻ってもう一度送ってください。書いたものはブラウザーに残っています。
problem-unsigned = 今は証明に署名できません。運営者に知らせてあります。後でもう一度試してください。

## Looking a report over

check-button = 報告を確かめる
check-button-help = どれだけそろっているか、チームにどう読まれるかを示します。送信も保存もされません。
check-title = 確認済み、まだ送っていません
check-count = 方針が求める { $all } 項目のうち { $given } 項目が書かれています。
check-complete = 方針が求めるものはすべて書かれています。
check-missing = まだ空の欄：
check-needed = 必要
check-wanted = あると助かる
check-preview = チームにはこう読まれます
check-files = ここではファイルを見ません。送る前に選び直してください。
version-supported = バージョン { $version } にはセキュリティ更新があります。
version-unsupported = バージョン { $version } には、もうセキュリティ更新がありません。それでも調べてくださってありがとうございます。サポート中のバージョンでも起きるなら、そう書いてください。サポート中：{ $versions }。
version-old = バージョン { $version } には、もうセキュリティ更新がありません。それでも調べてくださってありがとうございます。報告は役に立つかもしれませんが、断られることもあります。
ask-version-supported = サポート中：{ $versions }。
report-scope = 書く前に：このプログラムが受け付けないもの
report-scope-help = これらについての報告は、おそらく断られます。迷うときは送ってください。
report-harbor = チームがあなたに約束すること

## The proof

proof-title = 証明を確かめる
proof-lead = 証明は、控えと一緒にダウンロードできる小さなファイルです。あなたの報告がこのサイトの記録簿に、いつ記入されたかを示します。
proof-shows = 示すこと
proof-shows-entry = 報告の到着など、案件での行為が、プログラムの記録簿の項目であること。
proof-shows-time = それがいつ記録され、どの版の方針が有効だったか。
proof-shows-signed = この項目を含む記録簿が、プログラムの鍵で署名されたこと。矛盾する署名を残さずに取り消すことはできません。
proof-not = 示さないこと
proof-not-text = 報告の内容。ファイルにはまったく含まれません。
proof-not-person = あなたがだれか、約束が守られたかどうか。それは受信箱と統計で分かります。
proof-paste = ファイルの中身
proof-file = またはファイルそのもの
proof-check = 確かめる
proof-holds = この証明は正しいものです
proof-holds-words = { $program } の記録簿の項目 { $index } で、{ $when } に記録されました。
proof-policy = 有効だった方針は版 { $version } です。
proof-fails = この証明はここでは成り立ちません
proof-fails-words = 壊れているか、変えられているか、別のサイトの記録簿のものです。見つかったこと：
proof-empty = ファイルの中身を貼り付けるか、ファイルを選んでください。
proof-without = このサイトなしでも確かめられます：{ $command }
proof-link = このファイルが何を証明し、どう確かめるか
receipt-copy = コピー用の一行の単語：

## Your data

data-title = あなたのデータ
data-export-help = あなたと報告について保存しているものすべてを、人にもプログラムにも読めるファイルで（GDPR 第 15 条、第 20 条）。
data-export = 自分のデータをダウンロード
data-erase = 消去を求める
data-erase-help = 求めはこの案件でチームに届き、チームは答えなければなりません（GDPR 第 17 条）。法律により一部を残す義務があることもあります。
data-erase-reason = 何を消すか
data-erase-send = 求めを送る
data-erase-message = 私の個人データの消去を求めます（GDPR 第 17 条）。
