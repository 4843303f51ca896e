/** One of these is enough. */
const STRONG = [
  /\bprocon\b/,
  /\breclam(?:e|ar no|o no) ?aqui\b/,
  /\b(?:vou|irei|vamos) (?:\w+ )?(?:processar|denunciar|acionar (?:a justica|meu advogado|o advogado)|entrar (?:na|com) (?:a )?(?:justica|acao|processo))|\bmeu advogado\b|\b(?:pequenas causas|boletim de ocorrencia|ministerio publico)\b/,
  /(?<!preco )\babsurdos?\b(?! de (?:bom|boa|gostos|lind|delicios|bem))/,
  /\b(?:palhacada|sacanagem|picaretagem|safadeza|pouca vergonha|vergonhos[oa]|que vergonha (?:de|d[oa]|essa) (?:atendimento|servico|empresa|loja)|uma vergonha|falta de respeito|desrespeito|descaso|falta de consideracao|falta de vergonha|cara de pau)\b/,
  /\b(?:quero|exijo|devolvam?|cade|preciso d[eo]|quero de volta)(?: o)? (?:o )?meu dinheiro\b|\bmeu dinheiro de volta\b|\bexijo\b.{0,30}\b(?:reembolso|devolucao|estorno|solucao|providencia)/,
  /\b(?:fui|me sinto|me senti|estou sendo|fomos) (?:enganad|lesad|desrespeitad|humilhad|destratad|mal ?tratad|roubad[oa] por voces|passad[oa] pra tras)|\bpropaganda enganosa\b|\bvoces (?:me )?(?:roubaram|enganaram|mentiram)\b|\b(?:golpistas|ladroes|vigaristas|estelionatarios|incompetentes|irresponsaveis)\b/,
  /\b(?:estou|fiquei|estamos|ficamos) (?:(?:muito|super|bem|extremamente|mega|completamente|totalmente|tao|realmente) ){0,2}(?:indignad|revoltad|furios|brav[oa]s?\b|irritad|put[oa]s?\b|decepcionad|insatisfeit|frustrad|chatead[oa]s? com (?:voces|o atendimento|o servico|a loja|a empresa))/,
  /\b(?:muito|super|extremamente|completamente|totalmente) (?:indignad|revoltad|decepcionad|insatisfeit|frustrad)/,
  /\b(?:pessim[oa]|horrivel|horrorosa?|lixo|porcaria|merda|bosta|nojent[oa]) (?:de )?(?:atendimento|servico|experiencia|empresa|loja|trabalho|qualidade|produto)/,
  /\b(?:atendimento|servico|experiencia|empresa|loja|trabalho|qualidade) (?:\w+ ){0,4}(?:pessim[oa]|horrivel|um lixo|uma merda|uma bosta|uma porcaria|de quinta)\b/,
  /\b(?:pior|piores) (?:atendimento|servico|experiencia|empresa|loja|compra)\b/,
  /\bnunca mais (?:compro|volto|piso|contrato|indico|faco|quero saber|coloco)\b/,
  /\bvoces (?:\w+ )?(?:queimaram|machucaram|estragaram|destruiram|arruinaram|acabaram com|quebraram|feriram|detonaram|mancharam|rasgaram|perderam)(?: (?:o|a|os|as))? (?:meu|minha|meus|minhas|tudo)\b/,
  /\b(?:quero|vou|preciso|gostaria de) (?:fazer|registrar|abrir) (?:um|uma) (?:reclamacao|queixa|denuncia)\b|\breclamar (?:d[aeo]s? |com )/,
]

/** Two of these make a complaint. */
const WEAK = [
  /\bninguem (?:me )?(?:respond|atend|resolv|ligou|avis|retorn|deu|fez)\w*/,
  /\bvoces nao (?:atendem|respondem|resolvem|cumprem|avisaram|ligaram|retornaram|entregaram)\b/,
  /\b(?:segunda|terceira|quarta|quinta|sexta|decima|2|3|4|5|2a|3a|4a|5a|milesima|enesima) vez que\b|\bpela (?:segunda|terceira|quarta|quinta|2a|3a|4a|milesima) vez\b|\bde novo (?:com|o mesmo)\b|\bmesmo (?:defeito|problema|erro)\b/,
  /\b(?:ja chega|chega disso|cansei|nao aguento mais|passou do limite|perdi a paciencia|sem paciencia|ja deu)\b/,
  /\bnao (?:chegou|veio|foi entregue|apareceu|entregaram)\b|\bveio (?:errad|quebrad|estragad|com defeito|faltando|mofad|azed|trocad)|\b(?:foi embora no meio|pela metade|largou tudo)\b/,
  /\b(?:erraram|mudaram|trocaram|estragaram|quebraram|queimaram|perderam|sumiram|estragado|mal feito|malfeito|carne viva|mordeu|machucou)\b/,
  /\b(?:reembolso|estorno|devolucao do dinheiro|ressarcimento|indenizacao|quem vai pagar)\b/,
  /\b(?:reclamacao|queixa|insatisfeit[oa]|decepcionad[oa]|indignad[oa]|revoltad[oa]|chatead[oa]|lamentavel|inadmissivel|inaceitavel|ridicul[oa]|pessim[oa]|horrivel)\b/,
  /\b(?:imediatamente|agora mesmo|ainda hoje|ate quando vou esperar|estou esperando (?:ha|faz|desde)|faz (?:\w+ ){1,3}que (?:espero|estou esperando))\b/,
]

/** Whether an angry customer complains. `text` as written (shouting counts as one sign), `plain` by `plainChat`. */
export function isComplaint(text: string, plain: string): boolean {
  if (/\b(?:estou|e) brincando\b/.test(plain)) return false
  if (STRONG.some((sign) => sign.test(plain) && !politelyAsked(plain, sign))) return true
  const signs = WEAK.filter((sign) => sign.test(plain)).length
  const shouts = /!{3,}/.test(text) || (text.match(/\b\p{Lu}{4,}\b/gu)?.length ?? 0) >= 2
  return signs + (shouts && signs > 0 ? 1 : 0) >= 2
}

const ASKS = /^(?:qual|como|onde|voces tem|tem o|quais)\b/
/** Words that may stand before it: "oi por favor qual …". */
const MOST_BEFORE = 3

/** "Vocês têm o número do Procon?", "como faço uma reclamação?" ask for information. */
function politelyAsked(plain: string, sign: RegExp): boolean {
  return plain
    .split(/(?<=[.?])/)
    .filter((sentence) => sign.test(sentence))
    .every((sentence) => sentence.endsWith('?') && asks(sentence))
}

function asks(sentence: string): boolean {
  const words = sentence.trim().split(' ')
  for (let from = 0; from <= MOST_BEFORE; from += 1) {
    if (ASKS.test(words.slice(from, from + 2).join(' '))) return true
    if (!/^\w+$/.test(words[from] ?? '')) return false
  }
  return false
}
