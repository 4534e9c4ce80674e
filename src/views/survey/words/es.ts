import { mine } from './my-data/es.ts'
import { pluralsOf } from './plurals.ts'
import type { SurveyWords } from './survey-words.ts'

const counted = pluralsOf('es')

export const es = {
  isSpaced: true,
  languages: 'Idioma',
  milestones: {
    kickoff: 'Inicio',
    midpoint: 'Mitad del proyecto',
    delivery: 'Entrega',
    close: 'Cierre',
    aftercare: 'Unos meses después',
  },
  experiences: {
    delivered: 'Resultado entregado',
    had_my_back: 'Respaldo',
    advised: 'Asesoramiento',
    knows_business: 'Conocimiento de nuestro negocio',
    prepared: 'Visión clara del proyecto',
    details: 'Cuidado de los detalles',
    steward: 'Cuidado de nuestro presupuesto y reputación',
  },

  intro: 'Unos 2 minutos. Solo la primera pregunta necesita respuesta.',
  keptAsYouGo: 'Sus respuestas se conservan si lo deja a medias.',
  keptSince: (day) => `Lo que rellenó el ${day} se ha conservado. Todavía no se ha enviado nada.`,
  keptChange: (day) => `Los cambios que hizo el ${day} se han conservado. Todavía no se han enviado.`,
  keptElsewhere:
    'Todavía no se ha enviado nada: también rellenó algo en otra ventana o en otro dispositivo. Ahora está aquí; donde aquí dijo otra cosa, figuran ambas. Revíselo y envíelo.',
  elsewhere: 'Desde otra ventana o dispositivo:',
  progress: (answered, asked) => `Respondidas: ${answered} de ${asked}.`,
  keeping: {
    kept: 'Conservado, aún no enviado.',
    notKept: 'No se ha podido conservar por ahora; todo sigue en esta página.',
    sentSince: 'Estas respuestas se enviaron desde otra ventana. Lo que cambie aquí contará cuando lo envíe.',
    closed: 'La encuesta se ha cerrado entretanto y ya no admite respuestas; lo que escribió sigue en esta página.',
  },
  tooMany: (seconds) =>
    `Han llegado demasiadas peticiones desde su red. No se ha perdido nada: vuelva atrás, espere ${seconds} s y envíe de nuevo.`,
  keepForLater: 'Conservar para más tarde',
  answered: 'Estas son las respuestas que envió. Cambie lo que quiera y vuelva a enviarlas.',
  send: 'Enviar mis respuestas',
  changeUntil: (day) => `Puede cambiarlas hasta el ${day}.`,
  toCorrect: (title) => `Por corregir: ${title}`,
  optional: '(opcional)',
  inYourWords: 'En sus palabras',

  callFirst: {
    unchosen: 'Elija un número del 0 al 10.',
    // Juster, J. Am. Stat. Assoc. 61 (1966); own wording.
    anchors: {
      10: { label: 'Seguro o prácticamente seguro', odds: '99 de cada 100' },
      9: { label: 'Casi seguro', odds: '9 de cada 10' },
      8: { label: 'Muy probable', odds: '8 de cada 10' },
      7: { label: 'Probable', odds: '7 de cada 10' },
      6: { label: 'Buenas posibilidades', odds: '6 de cada 10' },
      5: { label: 'Posibilidades bastante buenas', odds: '5 de cada 10' },
      4: { label: 'Posibilidades medias', odds: '4 de cada 10' },
      3: { label: 'Algunas posibilidades', odds: '3 de cada 10' },
      2: { label: 'Pocas posibilidades', odds: '2 de cada 10' },
      1: { label: 'Muy pocas posibilidades', odds: '1 de cada 10' },
      0: { label: 'Ninguna posibilidad o casi ninguna', odds: '1 de cada 100' },
    },
    inBrackets: (odds) => `(${odds})`,
    lowEnd: '0 ninguna posibilidad',
    highEnd: '10 seguro',
    keys: 'teclas 0–9, x para 10',
    tapped: (answer) => `Eligió el ${answer} en el correo. No se envía nada hasta que pulse «Enviar mis respuestas».`,
    tappedSince: {
      sent: (tapped, stands) => `Eligió el ${tapped} en el correo; había enviado el ${stands}, que sigue valiendo.`,
      kept: (tapped, stands) => `Eligió el ${tapped} en el correo; aquí se conservó el ${stands}, que sigue valiendo.`,
    },
    take: (tapped) => `Elegir el ${tapped}`,
  },
  rating: {
    hint: '1 nada de acuerdo · 5 totalmente de acuerdo. Deje en blanco lo que no corresponda.',
    steps: {
      1: '1 de 5, nada de acuerdo',
      2: '2 de 5',
      3: '3 de 5',
      4: '4 de 5',
      5: '5 de 5, totalmente de acuerdo',
    },
  },
  severalFit: 'Elija todas las que correspondan.',
  callMe: 'Sí, llámenme, por favor',
  readers: {
    team: 'El equipo del proyecto y nuestra dirección',
    leadership: 'Solo nuestra dirección',
  },
  readersHint:
    'Si solo puede leerla nuestra dirección, el equipo del proyecto nunca ve esta respuesta; en sus cifras cuenta solo junto con las de varias personas más.',
  ranks: {
    another_firm: 'Otra empresa',
    own_people: 'Nuestra propia gente',
    not_sure: 'No lo sé',
  },

  faults: {
    heading: (count) =>
      counted(count, { one: 'Hay # respuesta que conviene revisar', other: 'Hay # respuestas que conviene revisar' }),
    nothingSent: 'Todavía no se ha enviado nada desde esta página, y todo lo que escribió sigue aquí.',
    nothingSaved: 'Tenemos sus respuestas. Lo que rellenó en esta página todavía no se ha guardado; todo sigue aquí.',
    callFirst: 'Elija un número del 0 al 10.',
    rating: 'Elija un número del 1 al 5 o deje la pregunta en blanco.',
    tick: 'Marque la casilla o déjela vacía.',
    visibility: 'Elija quién puede leer sus palabras.',
    choice: 'Elija una de las respuestas que se muestran o deje la pregunta en blanco.',
    phone: 'Escriba el número tal como se marca, por ejemplo +34 91 123 45 67.',
    words: 'Escriba las palabras que se pueden publicar.',
    role: 'Escriba su cargo, por ejemplo Responsable de TI.',
    consent: 'Marque la casilla; sin ella no se publica nada.',
    signature: 'Elija cómo se firman las palabras.',
    tooLong: (over, most) =>
      `${counted(over, { one: 'Sobra # carácter.', other: 'Sobran # caracteres.' })} ${counted(most, { other: 'El máximo es #; acorte el texto, por favor.' })}`,
  },

  thanks: {
    title: 'Gracias',
    heading: (contact) => `Gracias, ${contact}`,
    arrived: 'Hemos recibido sus respuestas.',
    readBy: {
      team: (firm) => `En ${firm} las leen el equipo del proyecto y la dirección.`,
      leadership: (firm) => `En ${firm} solo las lee la dirección.`,
    },
    callNoted: 'Ha pedido que le llamemos; queda anotado.',
    saved: 'Guardado. No hace falta nada más.',
    savedButNumber: 'Guardado. Falta una cosa: el número al que llamar.',
    anotherMinute: 'Si tiene un minuto más',
    sendToo: 'Enviar también esto',
    change: 'Cambiar mis respuestas',
    until: (day) => `hasta el ${day}`,
  },
  quote: {
    title: '¿Podemos citarle?',
    hint: 'Lo decide solo usted. Nada se publica sin su permiso, y puede retirarlo en cualquier momento con este enlace.',
    open: 'Escribir un testimonio',
    words: 'Exactamente estas palabras',
    signed: 'Firmado como',
    forms: {
      full: 'Nombre completo y empresa',
      first: 'Nombre de pila y empresa',
      role: 'Cargo y empresa',
      anonymous: 'Nadie: anónimo',
    },
    role: 'Su cargo (solo para «Cargo y empresa»)',
    consent: (firm) =>
      `Autorizo a ${firm} a publicar estas palabras, exactamente como figuran aquí y firmadas como se ha elegido arriba. Puedo retirar este permiso en cualquier momento con el mismo enlace.`,
    give: 'Dar mi permiso',
    changeIt: 'Cambiar las palabras o el nombre',
    given: (day) => `Dio este permiso el ${day}.`,
    withdraw: 'Retirar mi permiso',
    withdrawn: (firm) => `Su permiso queda retirado. ${firm} retira las palabras.`,
    back: 'Volver a la página de agradecimiento',
    saved: 'Guardado. Puede cambiarlo o retirarlo aquí en cualquier momento.',
    later: 'Podrá escribir un testimonio cuando haya respondido a la encuesta.',
  },
  call: {
    title: '¿Cuándo le llamamos?',
    hint: (zone) => `Las horas son las suyas (${zone}).`,
    when: 'Mejor momento',
    anyTime: 'En cualquier momento',
    half: {
      morning: (day) => `${day}, por la mañana`,
      afternoon: (day) => `${day}, por la tarde`,
    },
    words: 'Algo más sobre el momento (opcional)',
    number: 'Número al que llamar',
    save: 'Guardar',
  },
  copy: {
    button: 'Enviarme una copia de mis respuestas',
    queued: 'Una copia va de camino a su correo.',
    undeliverable: 'Su dirección no acepta correo nuestro; no se ha enviado ninguna copia.',
  },
  mine,

  notOpen: {
    unknown: {
      title: 'Este enlace no lleva a ninguna encuesta',
      text: 'Quizá se cortó por el camino. Ábralo de nuevo desde el correo o cópielo entero, desde «http» hasta el último carácter.',
      writeTo: ['Si sigue sin abrirse, escriba a ', '.'],
    },
    closed: {
      title: 'Esta encuesta está cerrada',
      text: 'Su último día ya pasó y no admite más respuestas.',
      writeTo: ['Nos sigue interesando su opinión. Escriba a ', '.'],
    },
    spent: {
      title: 'Ya tenemos sus respuestas',
      text: 'La encuesta está cerrada, así que ya no se pueden cambiar. Gracias por habérnoslas dado.',
      writeTo: ['Si desea añadir algo, escriba a ', '.'],
    },
    tooLong: {
      title: 'El texto era demasiado largo',
      text: 'No se ha guardado nada. Vuelva atrás en el navegador, acorte lo que escribió y envíelo de nuevo.',
      writeTo: ['O envíelo por correo a ', '.'],
    },
  },
  letter: {
    subject: 'Mis respuestas a su encuesta',
    write: (address) => `Escribir a ${address}`,
    label: 'Lo que envió',
    hint: 'No se ha guardado. Puede copiarlo desde aquí en un correo.',
    callFirst: (answer) => `Llamarles en primer lugar: ${answer} de 10`,
    rating: (experience, rating) => `${experience}: ${rating} de 5`,
    needsNext: (need) => `Lo que necesitamos ahora: ${need}`,
    callMe: 'Llámenme, por favor.',
  },

  unsubscribe: {
    ask: {
      title: '¿No quiere recibir más encuestas?',
      text: (firm) =>
        `${firm} dejará de enviar encuestas a su dirección, tanto de este proyecto como de cualquier otro. Los demás correos de su equipo de proyecto no cambian.`,
      button: 'No enviarme más encuestas',
    },
    done: {
      title: 'Ya no recibirá más encuestas',
      text: (firm) => `${firm} no enviará más encuestas a su dirección, ni de este proyecto ni de ningún otro.`,
      button: 'Volver a recibir encuestas',
    },
  },

  spoken: {
    title: '¿Es esto lo que dijo?',
    text: (name, day, project) => `${name} anotó lo que usted dijo el ${day} sobre el proyecto ${project}.`,
    number: (answer) => `Probabilidad de que nos llame primero: ${answer}`,
    counts:
      'Mientras no lo confirme, no cuenta en ninguna parte. Después podrán leerlo su equipo de proyecto y la dirección.',
    confirm: 'Sí, eso es lo que dije',
    correct: 'Corregirlo o decirlo con mis palabras',
    refuse: 'No es lo que dije',
    confirmed: { title: 'Gracias, queda confirmado', text: 'Lo que anotamos vale ahora como lo que usted dijo.' },
    refused: {
      title: 'Gracias por decírnoslo',
      text: 'Lo que anotamos no cuenta en ninguna parte. Si lo desea, cuéntenoslo usted; lleva unos dos minutos.',
    },
    corrected: { title: 'Gracias, tenemos su propia respuesta', text: 'Sustituye a lo que habíamos anotado.' },
    own: 'Responder con mis palabras',
    change: 'Cambiar mi respuesta',
  },
} satisfies SurveyWords
