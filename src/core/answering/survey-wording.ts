import type { Language } from '../languages.ts'

/** Wordings that the rules for surveys advise against, language by language. */
type Wording = {
  /** Asks what somebody expects. */
  expectation: RegExp
  /** Sells something. */
  sales: RegExp
  /** Asks whether somebody would recommend the firm, as the Net Promoter Score does. */
  recommendation: RegExp
}

/** Word beginnings; \b knows Latin letters alone, hence the look-behind. */
const begins = (...starts: string[]): RegExp => new RegExp(`(?<!\\p{L})(?:${starts.join('|')})[\\p{L}]*`, 'iu')

export const SURVEY_WORDING: Record<Language, Wording> = {
  en: {
    expectation: begins('expect', 'hope', 'hoping', 'anticipat', 'look forward', 'looking forward'),
    sales: begins(
      'discount',
      'special offer',
      'upgrade',
      'upsell',
      'promotion',
      'sign up',
      'our other services',
      'buy',
    ),
    recommendation: begins('NPS(?!\\p{L})', 'net promoter', 'recommend us', 'recommend our', 'recommend \\{firm\\}'),
  },
  de: {
    expectation: begins('erwart', 'hoff', 'erhoff', 'versprechen Sie sich'),
    sales: begins('rabatt', 'sonderangebot', 'angebot', 'unsere weiteren leistungen', 'kaufen'),
    recommendation: begins('NPS(?!\\p{L})', 'net promoter', 'weiterempf'),
  },
  fr: {
    expectation: begins('attente', 'attendez', 'attendiez', 'espér', 'espere'),
    sales: begins('remise', 'promotion', 'offre spéciale', 'nos autres services', 'achet'),
    recommendation: begins('NPS(?!\\p{L})', 'net promoter', 'recommand'),
  },
  es: {
    expectation: begins('expectativ', 'espera', 'esperaba'),
    sales: begins('descuento', 'oferta', 'promoción', 'nuestros otros servicios', 'comprar'),
    recommendation: begins('NPS(?!\\p{L})', 'net promoter', 'recomend', 'recomiend'),
  },
  'pt-BR': {
    expectation: begins('expectativ', 'espera', 'esperava'),
    sales: begins('desconto', 'oferta', 'promoção', 'nossos outros serviços', 'comprar'),
    recommendation: begins('NPS(?!\\p{L})', 'net promoter', 'recomend'),
  },
  ja: {
    expectation: /期待|予想/u,
    sales: /割引|キャンペーン|特典|お得|ご購入/u,
    recommendation: /NPS|ネットプロモーター|勧め|推奨/u,
  },
  ar: {
    expectation: /توقع|تتوقع|تأمل/u,
    sales: /خصم|عرض خاص|عروض|شراء/u,
    recommendation: /NPS|توصي|توصية/u,
  },
}
