/** A thing that only people of the company grant or confirm. All expressions read folded text, in three languages. */
export type Grant = {
  /** How it is said. */
  said: RegExp
  /** What in the cited text allows it; its own words, their endings aside, where this is left out. */
  allowed?: RegExp
  /** The words deny something themselves ("não custa nada"), so that a negation takes nothing back. */
  denies?: true
  /** Told of a case that may come ("quando o pedido for pago") it confirms nothing. */
  ofCase?: true
}

/** Ways of a text to say that something is not paid for. A draft may say it in other words. */
const FREE_IN_TEXT =
  /\b(?:gratis|gratuit\w*|de graca|na faixa|por (?:nossa|minha) conta|por conta da casa|isent\w*|isencao|inclus[oa]s?|incluid[oa]s?|inclui|cortesia|(?:custo|taxa|valor|frete) zero|zero (?:custo|taxa)|free|sem (?:custo|taxa|multa|cobranca|acrescimo|adicional|pagar|cobrar|valor)\w*|nao (?:se )?(?:cobra\w*|pag\w+|custa\w*)|nao (?:tem|ha|e|sera|sao) (?:custo|taxa|cobranca|cobrad[oa]s?))\b/

const FREE: Grant[] = [
  {
    said: /\b(?:gratis|gratuit[oa]s?|gratuitamente|de graca|na faixa|por (?:nossa|minha) conta|por conta da (?:casa|loja)|custo zero|isent[oa]s?|isentamos|zerad[oa]s?|zeramos|on the house|complimentary|por cuenta de la casa)\b|(?<!feel |gluten |sugar |lactose |-)\bfree\b(?! (?:to|of gluten|of sugar|of lactose)\b)/,
    allowed: FREE_IN_TEXT,
  },
  {
    said: /\bsem (?:nenhum |nenhuma |qualquer )?(?:custo|cobranca|onus|cobrar)|\bsem pagar nada\b|\bnao (?:(?:vai|vao|vamos|precisa|precisam|tem que|te|lhe|se) ){0,2}(?:custa|custara|paga|pagar|pagara|pagam|pagamos|cobra|cobram|cobrar|cobramos|cobraremos)\b(?! (?:antes|adiantado|na hora|agora|tudo|a vista|no ato|a parte))|\bnao (?:tem|ha|havera|existe) (?:nenhum |nenhuma )?(?:custo|cobranca|taxa)\b|\bnao (?:e|sera|fica) cobrad[oa]|\bnada a pagar\b|\b(?:no|without|free of) (?:extra )?charge\b|\b(?:won't|will not|not) (?:be charged|charge)\b|\b(?:don't|do not|won't|will not) (?:have to |need to )?pay\b|\bat no cost\b|\bsin (?:costo|cargo|coste)\b|\bno (?:le |te |les )?(?:cobramos|cobraremos|cuesta)\b|\bno (?:tiene que|hay que|debe) pagar\b/,
    allowed: FREE_IN_TEXT,
    denies: true,
  },
]

const CHEAPER: Grant[] = [
  {
    said: /\b(?:descontos?|descontinho|abatimentos?|off|discounts?|descuentos?|rebajas?)\b/,
    allowed: /\b(?:descont\w+|abatiment\w+|off|discount\w*|promoc\w+)\b/,
  },
  {
    said: /\b(?:pela|por) metade\b(?! d[aeo]s? (?!preco|valor))|\bmetade do (?:preco|valor)|\bmeio preco|\bhalf (?:the )?price|\bhalf.price|\bhalf off|\bmitad de(?:l)? (?:precio|valor)|\bmedio precio/,
    allowed: /\bmetade\b|\bmeio preco\b|\b50 ?%/,
  },
  {
    said: /\bpreco (?:especial|promocional|camarada)|\bprecinho|\b(?:valor|condicao) especial|\bspecial (?:price|deal|offer)|\bprecio especial|\bpromoc(?:ao|oes)\b|\b(?:preco|valor) (?:foi |esta )?reduzid[oa]|\breduzi(?:mos|u) o (?:preco|valor)|\bmais (?:barato|em conta) (?:para|pra) (?:voce|vc)\b|\b(?:fazemos|faco|deixo|deixamos) (?:mais (?:barato|em conta)|por menos)|\b(?:preco|valor) melhor\b|\b(?:baixamos|baixo|abaixamos) o (?:preco|valor)|\bcheaper for you\b|\blower (?:the|our) price|\bbetter price\b|\bmas barato para (?:usted|ti)\b|\bprecio mejor\b|\bmejor precio\b/,
    allowed:
      /\bpromoc|\bespecial|\bprecinho|\breduzid|\bmais (?:barato|em conta)|\bmelhor (?:preco|valor)|\b(?:preco|valor) melhor/,
  },
  {
    said: /\b(?:2|dois|two|dos) ?(?:por|x|for) ?(?:1|um|one|uno)\b|\b(?:leve|compre|buy|lleve|compra) (?:um|uma|dois|duas|2|3|tres|one|two|dos)\b[^.!?]{0,30}\b(?:pague|ganhe|leve|get|pay|pague|gana)\b/,
    allowed: /\b(?:2|dois) ?(?:por|x) ?(?:1|um)\b|\b(?:leve|compre)\b/,
  },
  {
    said: /\bcortesias?\b|\bbrindes?\b|\bcupo(?:m|ns|n)\b|\bcupones\b|\bbonus\b|\bvouchers?\b|\bcoupons?\b|\bregalos?\b|\bmimos?\b/,
  },
  { said: /\bdispensamos\b|\bdispensad[oa]s?\b|\babonad[oa]s?\b|\bperdoad[oa]s?\b|\bwaived?\b/ },
  {
    said: /\bpag(?:ar|a|ue|as) (?:so )?(?:depois|mais tarde|despues)\b|\bpay (?:it )?later\b|\bfiado\b|\banot\w+ na (?:sua )?conta\b/,
    allowed: /\bpag\w+ (?:\w+ ){0,3}(?:depois|apos)\b|\bfiado\b|\ba prazo\b/,
  },
  { said: /\bganhou\b|\bsortead[oa]s?\b|\bpremiad[oa]s?\b|\bganaste\b|\byou(?:'ve| have)? won\b/ },
]

const BACK_IN_TEXT =
  /\breembols|\bestorn|\bressarc|\brestitu|\bindeniz|\breintegr|\bdevol|\bde volta\b|\brefund/
const MONEY_BACK: Grant[] = [
  {
    said: /\b(?:reembols|estorn|ressarc|restitu|indeniz|reintegr|refund|reimburs)\w*|\bdevolver(?:emos|ei)\b|\bvamos devolver\b|\bmoney back\b/,
    allowed: BACK_IN_TEXT,
  },
  {
    said: /\bdevolv(?:o|emos|er) (?:(?:todo|o|a|seu|sua|el|su|tu|integralmente) ){0,3}(?:dinheiro|valor|pagamento|quantia|dinero|tudo|todo|que (?:voce )?pagou)\b|\bvalor (?:pago )?(?:volta|retorna)\b|\b(?:dinheiro|valor|pagamento|dinero) (?:de )?(?:volta|vuelta)\b/,
    allowed: BACK_IN_TEXT,
  },
]

const SETTLED = 'pag[oa]s?|quitad[oa]s?|acertad[oa]s?'
/** What became of somebody's order, booking or payment: nothing a text about the company can know. */
const CONFIRMED: Grant[] = [
  {
    said: /\baplicad[oa]s?\b|\baprovad[oa]s?\b|\bautorizad[oa]s?\b|\bliberad[oa]s?\b|\bconcedid[oa]s?\b|\bapproved\b|\bgranted\b|\baprobad[oa]s?\b/,
  },
  {
    said: /(?<!\b(?:e|sao) )\bconfirmad[oa]s?\b|\bconfirmo\b|(?<!\b(?:e|sao) )\bagendad[oa]s?\b|\bagendei\b|(?<!\b(?:e|sao) )\breservad[oa]s?\b|\breservei\b|\bmarcad[oa]\b|\bmarquei\b|\bconfirmed\b|\bbooked\b|\breserved\b|\ball set\b/,
  },
  { said: /\bgarantid[oa]s?\b|\bguaranteed\b|\bgarantizad[oa]s?\b/, allowed: /\bgaranti/ },
  // How it is done, not that it was: "o horário é confirmado por mensagem".
  { said: /\b(?:e|sao) confirmad[oa]s?\b/, allowed: /\bconfirm/ },
  { said: /\b(?:e|sao) (?:agendad|reservad)[oa]s?\b/, allowed: /\bagend|\breserv/ },
  { said: /\bvitalici[oa]\b|\bpra sempre\b|\bpara sempre\b/ },
  {
    said: new RegExp(
      `\\b(?:esta|estao|foi|foram|ja|consta|ficou|tudo) (?:(?:tudo|como|ja) )?(?:${SETTLED})\\b|\\bpagamento (?:(?:foi|esta|ja|ja foi) )?(?:confirmad|aprovad|recebid|identificad|compensad|processad|caiu)\\w*|\\b(?:recebemos|recebi|identificamos|localizamos|confirmamos) (?:(?:o|a|seu|sua|teu) ){0,2}(?:pagamento|pix|valor|comprovante|deposito|transferencia|sinal)\\b|\\bdeu baixa\\b|\\bpagamento ok\\b|\\bcomprovante (?:foi |esta )?(?:aceito|aprovado|recebido)|^\\W*(?:ok,? |ja |sim,? )?(?:${SETTLED})\\W*$|\\b(?:all|it's) paid\\b|\\bpix (?:ja )?(?:caiu|entrou|recebido|confirmado)\\b|\\bcaiu na conta\\b|\\bpaid in full\\b|\\b(?:is|are|was|were|been|already) paid\\b|\\bpayment (?:was |is |has been )?(?:received|confirmed|approved|processed)|\\breceived (?:your|the) payment\\b|\\b(?:esta|fue|ya) pagad[oa]\\b|\\bpago (?:fue |esta )?(?:recibido|confirmado|aprobado)\\b|\\brecibimos (?:su|tu|el) pago\\b`,
    ),
    ofCase: true,
  },
  {
    said: /\bnao (?:ha|tem|consta|constam|existem?) (?:(?:nenhum|nenhuma|mais|qualquer) ){0,2}(?:debitos?|pendencias?|dividas?|valor em aberto)\b|\bnada em aberto\b|\bsem (?:debitos?|pendencias?)\b|\bnao deve nada\b|\bno outstanding\b/,
    denies: true,
  },
  {
    said: /\b(?:seu|sua|teu|tua|your|su|tu)s? (?:\w+ ){1,2}?(?:(?:ja|ya|already) )?(?:esta|estao|estan|foi|foram|is|are|was|were|has been|have been|fue|ha sido) (?:(?:a caminho|em rota|on (?:its|the) way|en camino)\b|(?:pront|enviad|despachad|entregu|cancelad|separad|shipped|sent|delivered|ready|cancell?ed|list[oa]\b|reservad|aprobad))|\bsaiu (?:para|pra) (?:a )?entrega\b/,
    ofCase: true,
  },
]

/** What somebody did for the customer: "eu" forms are past; of the "nós" forms only those about what is the customer's, or with "já". */
const DONE: Grant[] = [
  {
    said: /\b(?:anotei|enviei|despachei|separei|cancelei|alterei|troquei|registrei|liberei|encaminhei|deixei separad[oa])\b|\banotad[oa]\b/,
  },
  {
    said: /\b(?:ja|ya|already|we've) (?:te |le |lhe )?(?:enviamos|despachamos|separamos|anotamos|agendamos|marcamos|reservamos|cancelamos|alteramos|liberamos|registramos|mandamos|booked|sent|shipped|reserved|cancelled)\b|\b(?:enviamos|despachamos|separamos|anotamos|agendamos|marcamos|reservamos|cancelamos|liberamos|registramos) (?:o |a )?(?:seu|sua|teu|tua|su|tu)\b/,
  },
  {
    said: /\b(?:sai|chega|chegara|entregamos|enviamos|will arrive|arrives|llega) (?:ainda )?(?:hoje|amanha|today|tomorrow|hoy|manana)\b|\bentregador ja\b/,
    allowed: /\bhoje\b|\bmesmo dia\b|\bamanha\b|\bdia seguinte\b|\b24 ?h/,
  },
]

/** Every kind of grant. */
export const GRANTS: readonly Grant[] = [...FREE, ...CHEAPER, ...MONEY_BACK, ...CONFIRMED, ...DONE]

/** Promises no text of a company puts into its attendant's mouth. Folded. */
export const PROMISES =
  /\b(?:(?:eu )?garanto|garantimos que|prometo|prometemos|pode confiar|dou minha palavra|tem a minha palavra|comprometo|comprometemos|com certeza absoluta|sem falta|considere feito|vou providenciar|ja providenciei|vou resolver|vamos resolver|asseguramos que|(?:i|we) (?:guarantee|promise)|(?:have|give you) my word|trust me|consider it done|(?:te|le|les) (?:garantizo|garantizamos|aseguro|aseguramos)|d[ae]lo por hecho|se lo garantizo|cuente con (?:ello|eso)|(?:pode|podes) contar com isso|juro|palavra de honra|(?:com )?toda certeza|rest assured)\b/
