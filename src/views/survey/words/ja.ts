import { mine } from './my-data/ja.ts'
import { pluralsOf } from './plurals.ts'
import type { SurveyWords } from './survey-words.ts'

const counted = pluralsOf('ja')

export const ja = {
  isSpaced: false,
  languages: '言語',
  milestones: {
    kickoff: '開始',
    midpoint: '中間',
    delivery: '納品',
    close: '完了',
    aftercare: '完了後のご様子',
  },
  experiences: {
    delivered: '成果物',
    had_my_back: '支え',
    advised: '助言',
    knows_business: '事業への理解',
    prepared: 'プロジェクトの把握',
    details: '細部への配慮',
    steward: '予算と評判への配慮',
  },

  intro: '所要時間は約2分です。ご回答が必要なのは最初の質問だけです。',
  keptAsYouGo: '途中でやめても、入力した内容は保存されます。',
  keptSince: (day) => `${day}に入力された内容が保存されています。まだ何も送信されていません。`,
  keptChange: (day) => `${day}の変更が保存されています。まだ送信されていません。`,
  keptElsewhere:
    'まだ何も送信されていません。別のウィンドウまたは端末でも入力された内容があり、ここに表示しました。こちらの内容と異なる箇所には、両方を並べてあります。もう一度ご確認のうえ、送信してください。',
  elsewhere: '別のウィンドウまたは端末から：',
  progress: (answered, asked) => `${asked}問中${answered}問に回答済み。`,
  keeping: {
    kept: '保存済み、未送信です。',
    notKept: '今は保存できませんでした。入力内容はこのページに残っています。',
    sentSince: 'この回答は別のウィンドウから送信されました。ここでの変更は、送信すると反映されます。',
    closed: 'アンケートはこの間に終了し、回答を受け付けておりません。入力内容はこのページに残っています。',
  },
  tooMany: (seconds) =>
    `お使いのネットワークからのリクエストが多すぎます。入力内容は失われていません。前のページに戻り、${seconds} 秒待ってからもう一度送信してください。`,
  keepForLater: '保存して後で続ける',
  answered: 'お送りいただいた回答です。必要な箇所を変更し、もう一度お送りください。',
  send: '回答を送信する',
  changeUntil: (day) => `${day}まで変更できます。`,
  toCorrect: (title) => `ご確認ください: ${title}`,
  optional: '（任意）',
  inYourWords: 'ご自身の言葉で',

  callFirst: {
    unchosen: '0から10までの数字をお選びください。',
    // Juster, J. Am. Stat. Assoc. 61 (1966); own wording.
    anchors: {
      10: { label: '確実、またはほとんど確実', odds: '100のうち99' },
      9: { label: 'ほぼ確実', odds: '10のうち9' },
      8: { label: '非常に可能性が高い', odds: '10のうち8' },
      7: { label: 'おそらくそうする', odds: '10のうち7' },
      6: { label: '十分な可能性がある', odds: '10のうち6' },
      5: { label: 'かなりの可能性がある', odds: '10のうち5' },
      4: { label: 'ある程度の可能性がある', odds: '10のうち4' },
      3: { label: 'いくらか可能性がある', odds: '10のうち3' },
      2: { label: 'わずかな可能性がある', odds: '10のうち2' },
      1: { label: 'ごくわずかな可能性がある', odds: '10のうち1' },
      0: { label: 'まったく、またはほとんど可能性がない', odds: '100のうち1' },
    },
    inBrackets: (odds) => `（${odds}）`,
    lowEnd: '0 可能性なし',
    highEnd: '10 確実',
    keys: 'キー 0–9、x で10',
    tapped: (answer) => `メールで${answer}をお選びになりました。「回答を送信する」を押されるまで、何も送られません。`,
    tappedSince: {
      sent: (tapped, stands) => `メールで${tapped}をお選びになりました。お送りいただいた${stands}はそのままです。`,
      kept: (tapped, stands) => `メールで${tapped}をお選びになりました。保存されている${stands}はそのままです。`,
    },
    take: (tapped) => `${tapped}に変更する`,
  },
  rating: {
    hint: '1はまったく当てはまらない、5は完全に当てはまる。関係のない項目は空けておいてください。',
    steps: {
      1: '5のうち1、まったく当てはまらない',
      2: '5のうち2',
      3: '5のうち3',
      4: '5のうち4',
      5: '5のうち5、完全に当てはまる',
    },
  },
  severalFit: '当てはまるものをすべてお選びください。',
  callMe: 'はい、電話を希望します',
  readers: {
    team: 'プロジェクトチームと弊社経営陣',
    leadership: '弊社経営陣のみ',
  },
  readersHint:
    '「経営陣のみ」を選ぶと、プロジェクトチームがこの回答を見ることはありません。チームの数字には、ほかの複数の方の回答と合わせてのみ含まれます。',
  ranks: {
    another_firm: '別の会社',
    own_people: '社内の者',
    not_sure: 'わからない',
  },

  faults: {
    heading: (count) => counted(count, { other: '#件の回答をご確認ください' }),
    nothingSent: 'このページからはまだ何も送られていません。ご入力いただいた内容はすべてここに残っています。',
    nothingSaved:
      'ご回答は受け取っております。このページでご入力いただいた内容はまだ保存されていませんが、すべてここに残っています。',
    callFirst: '0から10までの数字をお選びください。',
    rating: '1から5までの数字を選ぶか、空けておいてください。',
    tick: 'チェックを入れるか、空けておいてください。',
    visibility: 'お書きになった内容を誰が読めるかをお選びください。',
    choice: '表示されている回答から選ぶか、空けておいてください。',
    phone: 'おかけになるとおりの番号を入力してください（例：+81 3 1234 5678）。',
    words: '公開してよいお言葉を入力してください。',
    role: '役職を入力してください（例：情報システム部長）。',
    consent: 'チェックを入れてください。チェックがなければ何も公開されません。',
    signature: '署名の形を選んでください。',
    tooLong: (over, most) =>
      `${counted(over, { other: '#文字超えています。' })}${counted(most, { other: '#文字以内に短くしてください。' })}`,
  },

  thanks: {
    title: 'ありがとうございました',
    heading: (contact) => `${contact}様、ありがとうございました`,
    arrived: 'ご回答を受け取りました。',
    readBy: {
      team: (firm) => `${firm}のプロジェクトチームと経営陣が拝読します。`,
      leadership: (firm) => `${firm}の経営陣のみが拝読します。`,
    },
    callNoted: 'お電話のご希望を承りました。',
    saved: '保存しました。これ以上の操作は必要ありません。',
    savedButNumber: '保存しました。お電話番号をお知らせください。',
    anotherMinute: 'もう少しお時間がございましたら',
    sendToo: 'こちらも送信する',
    change: '回答を変更する',
    until: (day) => `${day}まで`,
  },
  quote: {
    title: 'お言葉を紹介してもよいですか',
    hint: 'お決めになるのはあなただけです。ご承諾なしに公開することはなく、このリンクからいつでも取り消せます。',
    open: '推薦の言葉を書く',
    words: '公開するお言葉（このとおりに）',
    signed: '署名',
    forms: {
      full: '氏名と会社名',
      first: '名と会社名',
      role: '役職と会社名',
      anonymous: 'なし（匿名）',
    },
    role: '役職（「役職と会社名」の場合のみ）',
    consent: (firm) =>
      `${firm}が、ここに書かれたとおりの言葉を、上で選んだ署名で公開することを承諾します。同じリンクからいつでも取り消すことができます。`,
    give: '承諾する',
    changeIt: 'お言葉や署名を変更する',
    given: (day) => `${day}に承諾されました。`,
    withdraw: '承諾を取り消す',
    withdrawn: (firm) => `承諾は取り消されました。${firm}は掲載を取り下げます。`,
    back: 'お礼のページに戻る',
    saved: '保存しました。ここでいつでも変更や取り消しができます。',
    later: 'アンケートにお答えいただいた後に書くことができます。',
  },
  call: {
    title: 'いつお電話すればよいですか',
    hint: (zone) => `時間はあなたの現地時間です（${zone}）。`,
    when: 'ご都合のよい時間',
    anyTime: 'いつでも',
    half: {
      morning: (day) => `${day} 午前`,
      afternoon: (day) => `${day} 午後`,
    },
    words: '時間についてのご希望（任意）',
    number: '電話番号',
    save: '保存する',
  },
  copy: {
    button: '回答の控えをメールで受け取る',
    queued: '控えをあなたのメールアドレスにお送りします。',
    undeliverable: 'あなたのメールアドレスには当方のメールが届かないため、控えは送られませんでした。',
  },
  mine,

  notOpen: {
    unknown: {
      title: 'このリンクでは何も開きません',
      text: '途中で切れている可能性があります。メールからもう一度開くか、「http」から最後の文字まですべてコピーしてください。',
      writeTo: ['それでも開かない場合は、', 'までご連絡ください。'],
    },
    closed: {
      title: 'このアンケートは終了しました',
      text: '受付期限を過ぎたため、回答をお受けできません。',
      writeTo: ['引き続きご意見をお待ちしております。', 'までお寄せください。'],
    },
    spent: {
      title: 'ご回答は届いております',
      text: 'アンケートは終了したため、変更はできません。ご回答ありがとうございました。',
      writeTo: ['付け加えたいことがございましたら、', 'までご連絡ください。'],
    },
    tooLong: {
      title: '内容が長すぎて受け取れませんでした',
      text: '何も保存されていません。ブラウザーで前のページに戻り、短くしてからもう一度お送りください。',
      writeTo: ['または、メールで', 'までお送りください。'],
    },
  },
  letter: {
    subject: 'アンケートへの回答',
    write: (address) => `${address} に書く`,
    label: 'お送りいただいた内容',
    hint: '保存されていません。メールに貼り付けられるよう、ここに表示しています。',
    callFirst: (answer) => `最初に連絡する可能性: 10のうち${answer}`,
    rating: (experience, rating) => `${experience}: 5のうち${rating}`,
    needsNext: (need) => `次に必要なこと: ${need}`,
    callMe: '電話を希望します。',
  },

  unsubscribe: {
    ask: {
      title: 'アンケートの配信を停止しますか',
      text: (firm) =>
        `${firm}からお客様のメールアドレスへのアンケートは、このプロジェクトについても他のプロジェクトについても送られなくなります。プロジェクトチームからのその他のメールは、これまでどおり届きます。`,
      button: 'アンケートの配信を停止する',
    },
    done: {
      title: 'アンケートの配信を停止しました',
      text: (firm) =>
        `${firm}からお客様のメールアドレスへのアンケートは、このプロジェクトについても他のプロジェクトについても送られません。`,
      button: '配信を再開する',
    },
  },

  spoken: {
    title: 'お話しいただいた内容はこちらでよろしいですか',
    text: (name, day, project) => `${day}に${project}についてお話しいただいた内容を、${name}が書き留めました。`,
    number: (answer) => `最初にご連絡いただける可能性：${answer}`,
    counts:
      'ご確認いただくまでは、どこにも集計されません。ご確認後は、プロジェクトチームと経営陣が読むことができます。',
    confirm: 'はい、そのとおりです',
    correct: '訂正する、または自分の言葉で答える',
    refuse: 'そのようには言っていません',
    confirmed: { title: 'ご確認ありがとうございました', text: '書き留めた内容を、お客様のご回答として承りました。' },
    refused: {
      title: 'お知らせいただきありがとうございました',
      text: '書き留めた内容はどこにも集計されません。よろしければ、ご自身の言葉でお聞かせください。2分ほどで終わります。',
    },
    corrected: {
      title: 'ご回答ありがとうございました',
      text: '書き留めた内容に代えて、お客様ご自身のご回答を承りました。',
    },
    own: '自分の言葉で答える',
    change: '回答を変更する',
  },
} satisfies SurveyWords
