import { mine } from './my-data/fr.ts'
import { pluralsOf } from './plurals.ts'
import type { SurveyWords } from './survey-words.ts'

const counted = pluralsOf('fr')

// No sentence puts a name behind “de” or “que”: before a vowel these would lose theirs.
export const fr = {
  isSpaced: true,
  languages: 'Langue',
  milestones: {
    kickoff: 'Lancement',
    midpoint: 'Mi-parcours',
    delivery: 'Livraison',
    close: 'Fin du projet',
    aftercare: 'Quelques mois après',
  },
  experiences: {
    delivered: 'Résultat livré',
    had_my_back: 'Soutien',
    advised: 'Conseil',
    knows_business: 'Connaissance de notre métier',
    prepared: 'Vue claire du projet',
    details: 'Souci du détail',
    steward: 'Respect de notre budget et de notre réputation',
  },

  intro: 'Environ 2 minutes. Seule la première question demande une réponse.',
  keptAsYouGo: 'Vos réponses sont conservées si vous vous arrêtez en route.',
  keptSince: (day) => `Ce que vous avez rempli le ${day} a été conservé. Rien n’a encore été envoyé.`,
  keptChange: (day) => `Vos modifications du ${day} ont été conservées. Elles n’ont pas encore été envoyées.`,
  keptElsewhere:
    'Rien n’a encore été envoyé : vous avez aussi rempli quelque chose dans une autre fenêtre ou sur un autre appareil. Vous le trouvez maintenant ici ; là où vous avez dit autre chose, les deux figurent. Relisez, puis envoyez.',
  elsewhere: 'Depuis une autre fenêtre ou un autre appareil :',
  progress: (answered, asked) => `Réponses : ${answered} sur ${asked}.`,
  keeping: {
    kept: 'Conservé, pas encore envoyé.',
    notKept: 'Pas conservé pour l’instant ; tout est encore sur cette page.',
    sentSince:
      'Ces réponses ont été envoyées depuis une autre fenêtre. Ce que vous modifiez ici comptera une fois envoyé.',
    closed:
      'L’enquête s’est terminée entre-temps et n’accepte plus de réponses ; ce que vous avez écrit est encore sur cette page.',
  },
  tooMany: (seconds) =>
    `Trop de demandes sont venues de votre réseau. Rien n’est perdu : revenez en arrière, attendez ${seconds} s, puis envoyez de nouveau.`,
  keepForLater: 'Conserver pour plus tard',
  answered: 'Voici les réponses que vous avez envoyées. Modifiez ce que vous voulez, puis envoyez-les de nouveau.',
  send: 'Envoyer mes réponses',
  changeUntil: (day) => `Vous pouvez les modifier jusqu’au ${day}.`,
  toCorrect: (title) => `À corriger : ${title}`,
  optional: '(facultatif)',
  inYourWords: 'Avec vos mots',

  callFirst: {
    unchosen: 'Choisissez un nombre de 0 à 10.',
    // Juster, J. Am. Stat. Assoc. 61 (1966); own wording.
    anchors: {
      10: { label: 'Certain ou pratiquement certain', odds: '99 chances sur 100' },
      9: { label: 'Presque certain', odds: '9 chances sur 10' },
      8: { label: 'Très probable', odds: '8 chances sur 10' },
      7: { label: 'Probable', odds: '7 chances sur 10' },
      6: { label: 'Bonne possibilité', odds: '6 chances sur 10' },
      5: { label: 'Assez bonne possibilité', odds: '5 chances sur 10' },
      4: { label: 'Possibilité moyenne', odds: '4 chances sur 10' },
      3: { label: 'Une certaine possibilité', odds: '3 chances sur 10' },
      2: { label: 'Faible possibilité', odds: '2 chances sur 10' },
      1: { label: 'Très faible possibilité', odds: '1 chance sur 10' },
      0: { label: 'Aucune chance ou presque', odds: '1 chance sur 100' },
    },
    inBrackets: (odds) => `(${odds})`,
    lowEnd: '0 aucune chance',
    highEnd: '10 certain',
    keys: 'touches 0–9, x pour 10',
    tapped: (answer) =>
      `Vous avez choisi ${answer} dans l’e-mail. Rien n’est envoyé tant que vous n’avez pas appuyé sur « Envoyer mes réponses ».`,
    tappedSince: {
      sent: (tapped, stands) =>
        `Vous avez choisi ${tapped} dans l’e-mail ; vous aviez envoyé ${stands}, qui reste en place.`,
      kept: (tapped, stands) =>
        `Vous avez choisi ${tapped} dans l’e-mail ; ${stands} a été conservé ici et reste en place.`,
    },
    take: (tapped) => `Choisir plutôt ${tapped}`,
  },
  rating: {
    hint: '1 pas du tout · 5 tout à fait. Laissez de côté ce qui ne vous concerne pas.',
    steps: {
      1: '1 sur 5, pas du tout',
      2: '2 sur 5',
      3: '3 sur 5',
      4: '4 sur 5',
      5: '5 sur 5, tout à fait',
    },
  },
  severalFit: 'Choisissez tout ce qui convient.',
  callMe: 'Oui, appelez-moi s’il vous plaît',
  readers: {
    team: 'L’équipe du projet et notre direction',
    leadership: 'Notre direction uniquement',
  },
  readersHint:
    'Si seule notre direction peut lire, l’équipe du projet ne voit jamais cette réponse ; elle ne compte dans ses chiffres qu’avec celles de plusieurs autres personnes.',
  ranks: {
    another_firm: 'Une autre entreprise',
    own_people: 'Nos propres équipes',
    not_sure: 'Je ne sais pas',
  },

  faults: {
    heading: (count) => counted(count, { one: '# réponse est à revoir', other: '# réponses sont à revoir' }),
    nothingSent: 'Rien n’a encore été envoyé depuis cette page, et tout ce que vous avez saisi est toujours là.',
    nothingSaved:
      'Nous avons bien vos réponses. Ce que vous avez rempli sur cette page n’est pas encore enregistré ; tout est toujours là.',
    callFirst: 'Choisissez un nombre de 0 à 10.',
    rating: 'Choisissez un nombre de 1 à 5, ou passez la question.',
    tick: 'Cochez la case ou laissez-la vide.',
    visibility: 'Choisissez qui peut lire ce que vous écrivez.',
    choice: 'Choisissez l’une des réponses proposées, ou passez la question.',
    phone: 'Écrivez le numéro tel qu’on le compose, par exemple +33 1 23 45 67 89.',
    words: 'Écrivez les mots qui peuvent être publiés.',
    role: 'Écrivez votre fonction, par exemple Directrice informatique.',
    consent: 'Cochez la case ; sans elle, rien n’est publié.',
    signature: 'Choisissez comment ces mots sont signés.',
    tooLong: (over, most) =>
      `${counted(over, { one: 'Il y a # caractère de trop.', other: 'Il y a # caractères de trop.' })} ${counted(most, { other: 'La limite est de # ; merci de raccourcir votre texte.' })}`,
  },

  thanks: {
    title: 'Merci',
    heading: (contact) => `Merci, ${contact}`,
    arrived: 'Vos réponses nous sont bien parvenues.',
    readBy: {
      team: (firm) => `Chez ${firm}, l’équipe du projet et la direction les liront.`,
      leadership: (firm) => `Chez ${firm}, seule la direction les lira.`,
    },
    callNoted: 'Vous avez demandé un appel : c’est noté.',
    saved: 'C’est enregistré. Vous n’avez rien d’autre à faire.',
    savedButNumber: 'C’est enregistré. Il manque une chose : le numéro à appeler.',
    anotherMinute: 'Si vous avez encore une minute',
    sendToo: 'Envoyer aussi ceci',
    change: 'Modifier mes réponses',
    until: (day) => `jusqu’au ${day}`,
  },
  quote: {
    title: 'Pouvons-nous vous citer ?',
    hint: 'C’est à vous seul d’en décider. Rien n’est publié sans votre accord, et vous pouvez le retirer à tout moment par ce lien.',
    open: 'Écrire un témoignage',
    words: 'Exactement ces mots',
    signed: 'Signé',
    forms: {
      full: 'Nom complet et entreprise',
      first: 'Prénom et entreprise',
      role: 'Fonction et entreprise',
      anonymous: 'Personne : anonyme',
    },
    role: 'Votre fonction (seulement pour « Fonction et entreprise »)',
    consent: (firm) =>
      `J’autorise ${firm} à publier ces mots, exactement tels qu’ils figurent ici et signés comme choisi ci-dessus. Je peux retirer cet accord à tout moment par le même lien.`,
    give: 'Donner mon accord',
    changeIt: 'Changer les mots ou le nom',
    given: (day) => `Vous avez donné cet accord le ${day}.`,
    withdraw: 'Retirer mon accord',
    withdrawn: (firm) => `Votre accord est retiré. ${firm} retire ces mots.`,
    back: 'Retour à la page de remerciement',
    saved: 'Enregistré. Vous pouvez le modifier ou le retirer ici à tout moment.',
    later: 'Vous pourrez écrire un témoignage après avoir répondu à l’enquête.',
  },
  call: {
    title: 'Quand vous appeler ?',
    hint: (zone) => `Les heures sont les vôtres (${zone}).`,
    when: 'Meilleur moment',
    anyTime: 'À tout moment',
    half: {
      morning: (day) => `${day}, matin`,
      afternoon: (day) => `${day}, après-midi`,
    },
    words: 'Autre précision sur le moment (facultatif)',
    number: 'Numéro à appeler',
    save: 'Enregistrer',
  },
  copy: {
    button: 'M’envoyer une copie de mes réponses',
    queued: 'Une copie est en route vers votre adresse e-mail.',
    undeliverable: 'Votre adresse e-mail n’accepte pas nos messages ; aucune copie n’a été envoyée.',
  },
  mine,

  notOpen: {
    unknown: {
      title: 'Ce lien ne mène à aucun questionnaire',
      text: 'Il a peut-être été coupé en route. Ouvrez-le de nouveau depuis l’e-mail, ou copiez-le en entier, de « http » jusqu’au dernier caractère.',
      writeTo: ['S’il ne s’ouvre toujours pas, écrivez à ', '.'],
    },
    closed: {
      title: 'Ce questionnaire est clos',
      text: 'Son dernier jour est passé : il n’accepte plus de réponses.',
      writeTo: ['Votre avis nous intéresse toujours. Écrivez à ', '.'],
    },
    spent: {
      title: 'Vos réponses nous sont parvenues',
      text: 'Le questionnaire est clos, elles ne peuvent donc plus être modifiées. Merci de nous les avoir données.',
      writeTo: ['Si vous avez quelque chose à ajouter, écrivez à ', '.'],
    },
    tooLong: {
      title: 'Votre envoi était trop long',
      text: 'Rien n’a été enregistré. Revenez en arrière dans votre navigateur, raccourcissez votre texte, puis envoyez-le de nouveau.',
      writeTo: ['Ou envoyez-le par e-mail à ', '.'],
    },
  },
  letter: {
    subject: 'Mes réponses à votre enquête',
    write: (address) => `Écrire à ${address}`,
    label: 'Ce que vous avez envoyé',
    hint: 'Ce texte n’a pas été enregistré. Vous pouvez le copier dans un e-mail.',
    callFirst: (answer) => `Vous appeler en premier : ${answer} sur 10`,
    rating: (experience, rating) => `${experience} : ${rating} sur 5`,
    needsNext: (need) => `Ce dont nous avons besoin ensuite : ${need}`,
    callMe: 'Merci de m’appeler.',
  },

  unsubscribe: {
    ask: {
      title: 'Ne plus recevoir de questionnaires ?',
      text: (firm) =>
        `${firm} n’enverra plus de questionnaires à votre adresse, ni pour ce projet ni pour un autre. Les autres messages de votre équipe de projet ne changent pas.`,
      button: 'Ne plus m’envoyer de questionnaires',
    },
    done: {
      title: 'Vous ne recevrez plus de questionnaires',
      text: (firm) => `${firm} n’enverra plus de questionnaires à votre adresse, ni pour ce projet ni pour un autre.`,
      button: 'Recevoir de nouveau les questionnaires',
    },
  },

  spoken: {
    title: 'Est-ce bien ce que vous avez dit ?',
    text: (name, day, project) => `${name} a noté ce que vous avez dit le ${day} au sujet du projet ${project}.`,
    number: (answer) => `Probabilité que vous nous appeliez en premier : ${answer}`,
    counts:
      'Tant que vous ne le confirmez pas, cela ne compte nulle part. Une fois confirmé, votre équipe de projet et la direction pourront le lire.',
    confirm: 'Oui, c’est ce que j’ai dit',
    correct: 'Corriger, ou le dire avec mes propres mots',
    refuse: 'Ce n’est pas ce que j’ai dit',
    confirmed: { title: 'Merci, c’est confirmé', text: 'Notre note vaut désormais comme votre réponse.' },
    refused: {
      title: 'Merci de nous l’avoir dit',
      text: 'Notre note ne compte nulle part. Si vous le souhaitez, répondez vous-même ; cela prend environ deux minutes.',
    },
    corrected: { title: 'Merci, nous avons votre propre réponse', text: 'Elle remplace notre note.' },
    own: 'Répondre avec mes propres mots',
    change: 'Modifier ma réponse',
  },
} satisfies SurveyWords
