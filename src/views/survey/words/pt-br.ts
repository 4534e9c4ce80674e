import { mine } from './my-data/pt-br.ts'
import { pluralsOf } from './plurals.ts'
import type { SurveyWords } from './survey-words.ts'

const counted = pluralsOf('pt-BR')

export const ptBr = {
  isSpaced: true,
  languages: 'Idioma',
  milestones: {
    kickoff: 'Início',
    midpoint: 'Metade do projeto',
    delivery: 'Entrega',
    close: 'Encerramento',
    aftercare: 'Alguns meses depois',
  },
  experiences: {
    delivered: 'Resultado entregue',
    had_my_back: 'Apoio',
    advised: 'Aconselhamento',
    knows_business: 'Conhecimento do nosso negócio',
    prepared: 'Visão clara do projeto',
    details: 'Cuidado com os detalhes',
    steward: 'Cuidado com nosso orçamento e nossa reputação',
  },

  intro: 'Cerca de 2 minutos. Só a primeira pergunta precisa de resposta.',
  keptAsYouGo: 'Suas respostas ficam guardadas se você parar no meio.',
  keptSince: (day) => `O que você preencheu em ${day} ficou guardado. Nada foi enviado ainda.`,
  keptChange: (day) => `As alterações que você fez em ${day} ficaram guardadas. Elas ainda não foram enviadas.`,
  keptElsewhere:
    'Nada foi enviado ainda: você também preencheu algo em outra janela ou em outro aparelho. Agora está aqui; onde você disse outra coisa, aparecem as duas. Confira mais uma vez e envie.',
  elsewhere: 'De outra janela ou aparelho:',
  progress: (answered, asked) => `Respondidas: ${answered} de ${asked}.`,
  keeping: {
    kept: 'Guardado, ainda não enviado.',
    notKept: 'Não foi possível guardar agora; tudo continua nesta página.',
    sentSince: 'Estas respostas foram enviadas de outra janela. O que você mudar aqui vale depois de enviado.',
    closed:
      'A pesquisa foi encerrada nesse meio-tempo e não recebe mais respostas; o que você escreveu continua nesta página.',
  },
  tooMany: (seconds) =>
    `Chegaram pedidos demais da sua rede. Nada se perdeu: volte, espere ${seconds} s e envie de novo.`,
  keepForLater: 'Guardar para depois',
  answered: 'Estas são as respostas que você enviou. Mude o que quiser e envie de novo.',
  send: 'Enviar minhas respostas',
  changeUntil: (day) => `Você pode mudá-las até ${day}.`,
  toCorrect: (title) => `A corrigir: ${title}`,
  optional: '(opcional)',
  inYourWords: 'Em suas palavras',

  callFirst: {
    unchosen: 'Escolha um número de 0 a 10.',
    // Juster, J. Am. Stat. Assoc. 61 (1966); own wording.
    anchors: {
      10: { label: 'Certo ou praticamente certo', odds: '99 em 100' },
      9: { label: 'Quase certo', odds: '9 em 10' },
      8: { label: 'Muito provável', odds: '8 em 10' },
      7: { label: 'Provável', odds: '7 em 10' },
      6: { label: 'Boa possibilidade', odds: '6 em 10' },
      5: { label: 'Possibilidade bastante razoável', odds: '5 em 10' },
      4: { label: 'Possibilidade razoável', odds: '4 em 10' },
      3: { label: 'Alguma possibilidade', odds: '3 em 10' },
      2: { label: 'Possibilidade pequena', odds: '2 em 10' },
      1: { label: 'Possibilidade muito pequena', odds: '1 em 10' },
      0: { label: 'Nenhuma ou quase nenhuma chance', odds: '1 em 100' },
    },
    inBrackets: (odds) => `(${odds})`,
    lowEnd: '0 nenhuma chance',
    highEnd: '10 com certeza',
    keys: 'teclas 0–9, x para 10',
    tapped: (answer) =>
      `Você escolheu ${answer} no e-mail. Nada é enviado até você pressionar “Enviar minhas respostas”.`,
    tappedSince: {
      sent: (tapped, stands) => `Você escolheu ${tapped} no e-mail; você enviou ${stands}, e é o que vale.`,
      kept: (tapped, stands) => `Você escolheu ${tapped} no e-mail; aqui ficou guardado ${stands}, e é o que vale.`,
    },
    take: (tapped) => `Escolher ${tapped}`,
  },
  rating: {
    hint: '1 nem um pouco · 5 totalmente. Deixe em branco o que não se aplica.',
    steps: {
      1: '1 de 5, nem um pouco',
      2: '2 de 5',
      3: '3 de 5',
      4: '4 de 5',
      5: '5 de 5, totalmente',
    },
  },
  severalFit: 'Escolha tudo o que se aplica.',
  callMe: 'Sim, por favor, liguem para mim',
  readers: {
    team: 'A equipe do projeto e nossa diretoria',
    leadership: 'Somente nossa diretoria',
  },
  readersHint:
    'Se só a nossa diretoria puder ler, a equipe do projeto nunca vê esta resposta; nos números dela, ela só conta junto com as de várias outras pessoas.',
  ranks: {
    another_firm: 'Outra empresa',
    own_people: 'Nossa própria equipe',
    not_sure: 'Não sei',
  },

  faults: {
    heading: (count) =>
      counted(count, { one: '# resposta precisa de revisão', other: '# respostas precisam de revisão' }),
    nothingSent: 'Nada foi enviado desta página ainda, e tudo o que você digitou continua aqui.',
    nothingSaved:
      'Suas respostas já estão conosco. O que você preencheu nesta página ainda não foi salvo; tudo continua aqui.',
    callFirst: 'Escolha um número de 0 a 10.',
    rating: 'Escolha um número de 1 a 5 ou deixe em branco.',
    tick: 'Marque a caixa ou deixe-a vazia.',
    visibility: 'Escolha quem pode ler suas palavras.',
    choice: 'Escolha uma das respostas mostradas ou deixe em branco.',
    phone: 'Escreva o número como se disca, por exemplo +55 11 1234-5678.',
    words: 'Escreva as palavras que podem ser publicadas.',
    role: 'Escreva seu cargo, por exemplo Gerente de TI.',
    consent: 'Marque a caixa; sem ela nada é publicado.',
    signature: 'Escolha como as palavras são assinadas.',
    tooLong: (over, most) =>
      `${counted(over, { one: 'Há # caractere a mais.', other: 'Há # caracteres a mais.' })} ${counted(most, { one: 'Cabe # caractere; encurte o texto, por favor.', other: 'Cabem # caracteres; encurte o texto, por favor.' })}`,
  },

  thanks: {
    title: 'Agradecemos',
    heading: (contact) => `Agradecemos, ${contact}`,
    arrived: 'Suas respostas chegaram.',
    readBy: {
      team: (firm) => `A equipe do projeto e a diretoria de ${firm} vão lê-las.`,
      leadership: (firm) => `Somente a diretoria de ${firm} vai lê-las.`,
    },
    callNoted: 'Você pediu uma ligação; está anotado.',
    saved: 'Salvo. Não é preciso mais nada.',
    savedButNumber: 'Salvo. Falta uma coisa: o número para ligar.',
    anotherMinute: 'Se você tiver mais um minuto',
    sendToo: 'Enviar isto também',
    change: 'Mudar minhas respostas',
    until: (day) => `até ${day}`,
  },
  quote: {
    title: 'Podemos citar você?',
    hint: 'A decisão é só sua. Nada é publicado sem o seu sim, e você pode retirá-lo a qualquer momento por este link.',
    open: 'Escrever um depoimento',
    words: 'Exatamente estas palavras',
    signed: 'Assinado como',
    forms: {
      full: 'Nome completo e empresa',
      first: 'Primeiro nome e empresa',
      role: 'Cargo e empresa',
      anonymous: 'Ninguém: anônimo',
    },
    role: 'Seu cargo (só para “Cargo e empresa”)',
    consent: (firm) =>
      `Autorizo ${firm} a publicar estas palavras, exatamente como estão aqui e assinadas como escolhido acima. Posso retirar esta autorização a qualquer momento pelo mesmo link.`,
    give: 'Dar minha autorização',
    changeIt: 'Mudar as palavras ou o nome',
    given: (day) => `Você deu esta autorização em ${day}.`,
    withdraw: 'Retirar minha autorização',
    withdrawn: (firm) => `Sua autorização foi retirada. ${firm} tira as palavras do ar.`,
    back: 'Voltar à página de agradecimento',
    saved: 'Salvo. Você pode mudar ou retirar aqui a qualquer momento.',
    later: 'Você pode escrever um depoimento depois de responder à pesquisa.',
  },
  call: {
    title: 'Quando devemos ligar?',
    hint: (zone) => `Os horários são os seus (${zone}).`,
    when: 'Melhor horário',
    anyTime: 'A qualquer hora',
    half: {
      morning: (day) => `${day}, de manhã`,
      afternoon: (day) => `${day}, à tarde`,
    },
    words: 'Algo mais sobre o horário (opcional)',
    number: 'Número para ligar',
    save: 'Salvar',
  },
  copy: {
    button: 'Receber uma cópia das respostas',
    queued: 'Uma cópia está a caminho do seu e-mail.',
    undeliverable: 'Seu endereço não aceita e-mails nossos; nenhuma cópia foi enviada.',
  },
  mine,

  notOpen: {
    unknown: {
      title: 'Este link não abre nada',
      text: 'Talvez ele tenha sido cortado no caminho. Abra-o mais uma vez a partir do e-mail ou copie-o inteiro, de “http” até a última letra.',
      writeTo: ['Se ainda assim não abrir, escreva para ', '.'],
    },
    closed: {
      title: 'Esta pesquisa está encerrada',
      text: 'O último dia já passou, por isso ela não recebe mais respostas.',
      writeTo: ['Ainda assim gostaríamos de ouvir você. Escreva para ', '.'],
    },
    spent: {
      title: 'Suas respostas já chegaram',
      text: 'A pesquisa está encerrada, por isso elas não podem mais ser mudadas. Agradecemos por elas.',
      writeTo: ['Se houver algo a acrescentar, escreva para ', '.'],
    },
    tooLong: {
      title: 'O texto era longo demais para chegar',
      text: 'Nada foi guardado. Volte com o navegador, encurte o que escreveu e envie de novo.',
      writeTo: ['Ou envie por e-mail para ', '.'],
    },
  },
  letter: {
    subject: 'Minhas respostas à sua pesquisa',
    write: (address) => `Escrever para ${address}`,
    label: 'O que você enviou',
    hint: 'Não foi guardado. Está aqui para você copiar para um e-mail.',
    callFirst: (answer) => `Ligar primeiro para vocês: ${answer} de 10`,
    rating: (experience, rating) => `${experience}: ${rating} de 5`,
    needsNext: (need) => `Do que precisamos agora: ${need}`,
    callMe: 'Por favor, liguem para mim.',
  },

  unsubscribe: {
    ask: {
      title: 'Não receber mais pesquisas?',
      text: (firm) =>
        `${firm} deixa então de enviar pesquisas para o seu endereço, sobre este ou qualquer outro projeto. Outros e-mails da equipe do projeto continuam chegando.`,
      button: 'Não quero mais pesquisas',
    },
    done: {
      title: 'Você não recebe mais pesquisas',
      text: (firm) => `${firm} não envia mais pesquisas para o seu endereço, sobre este ou qualquer outro projeto.`,
      button: 'Quero receber pesquisas de novo',
    },
  },

  spoken: {
    title: 'Foi isso que você disse?',
    text: (name, day, project) => `${name} anotou o que você disse em ${day} sobre o projeto ${project}.`,
    number: (answer) => `Probabilidade de você nos chamar primeiro: ${answer}`,
    counts:
      'Enquanto você não confirmar, não conta em lugar nenhum. Depois, a equipe do projeto e a diretoria poderão ler.',
    confirm: 'Sim, foi o que eu disse',
    correct: 'Corrigir ou dizer com minhas palavras',
    refuse: 'Não foi o que eu disse',
    confirmed: { title: 'Obrigado, está confirmado', text: 'O que anotamos vale agora como o que você disse.' },
    refused: {
      title: 'Obrigado por avisar',
      text: 'O que anotamos não conta em lugar nenhum. Se quiser, conte você mesmo; leva cerca de dois minutos.',
    },
    corrected: { title: 'Obrigado, temos a sua própria resposta', text: 'Ela vale no lugar do que havíamos anotado.' },
    own: 'Responder com minhas palavras',
    change: 'Mudar minha resposta',
  },
} satisfies SurveyWords
