import { fold } from './fold.ts'
import { anyOf, inOrder, type Sign } from './sign.ts'

/** One of the things customers ask of any company, how they ask it, and how a text looks that tells it. */
type Topic = {
  name: string
  /** over the folded words of a question, abbreviations written out */
  asks: Sign
  /** single words that belong to asking it; others make the question about something more */
  words: RegExp
  /** over a folded row: each must be met */
  says: readonly Sign[]
  /** a heading that speaks for the rows below it, and what such a row must still carry */
  under?: readonly [heading: RegExp, row: RegExp]
}

const MONEY = /r\$ ?\d|\d ?reais|\bgratis|\bgratuit|\bsem (?:custo|taxa)|\bde graca/
const SPAN = /\b\d+ ?(?:a \d+ ?)?(?:min|h\b|horas?|dias?)|mesmo dia|\bna hora\b/
const METHOD = /\b(?:pix|dinheiro|cart(?:ao|oes)|debito|credito|boleto)\b/
const OPEN =
  /\b\d{1,2}(?:h|:)?(?:\d{2})?h? ?(?:as|ate as|a|ate|-|–) ?\d{1,2}(?:h|:)|\bfechad|\bnao (?:abr|funciona|atend)|\b24 ?(?:h|horas)\b|\bdescansa/
const WEEK =
  /\b(?:seg|segunda|terca|ter|quarta|quinta|sexta|sex|sabado|sab|domingo|dom|feriado|diariamente|todo dia|todos os dias|dias uteis)s?\b/
const ANIMAL = /\b(?:cachorr\w*|caes|cao|gat[oa]s?|pets?|anima(?:l|is))\b/
const GENERAL =
  /^(?:loja|lojas|casa|empresa|cliente|clientes|hoje|amanha|agora|dia|dias|semana|passa|passar|manda|mandar|funciona|funcionam|algum|alguma|segunda|terca|quarta|quinta|sexta|feira|sabados?|domingos?|feriados?|fim|final|atende|atendem|atendimento|contato|preciso|faco|aceita|aceitam|usar|entrar|entra|consegue|pai|mae|aberto)$/

const simple = (name: string, asks: RegExp, says: Sign = asks): Topic => ({
  name,
  asks,
  words: asks,
  says: [says],
})

/** The first that a question asks for wins, so the narrower ones stand first. */
const TOPICS: readonly Topic[] = [
  {
    name: 'delivery-time',
    asks: anyOf(
      inOrder(/\b(?:quanto tempo|prazo|demora\w*)\b/, /\b(?:entreg|chega|envio)/),
      inOrder(/\bentreg\w* /, /\b(?:demora|prazo|quanto tempo)/),
    ),
    words: /^(?:quanto|tempo|prazo|demora\w*|entreg\w*|chega\w*|envio|medio)$/,
    says: [
      /\b(?:prazo|tempo|demora|entreg|chega)/,
      SPAN,
      /\b(?:entreg|motoboy|envi|post|chuva|tempo medio|uteis)/,
    ],
    under: [/\b(?:entrega|envio|frete|delivery)/, SPAN],
  },
  {
    name: 'fee',
    asks: anyOf(
      /\bfrete\b|\btaxa (?:de|da) entrega/,
      inOrder(/\b(?:quanto|valor|preco|custa|cobra\w*)\b/, /\b(?:entreg|delivery|envio)/),
      inOrder(/\bentreg\w* /, /\b(?:quanto|cobra|gratis|custa)/),
    ),
    words: /^(?:quanto|custa\w*|valor|preco|taxa|cobra\w*|entreg\w*|frete|delivery|envio|gratis)$/,
    says: [/\bfrete|\bentreg|\btaxa/, MONEY, /\b(?:frete|entreg|taxa (?:de|da|e)|km|bairro|motoboy|acima)/],
    under: [/\b(?:entrega|frete|delivery|envio)/, MONEY],
  },
  {
    name: 'delivery',
    asks: /\b(?:entreg(?:a|as|am|amos|ar|ue)|delivery|motoboy|domicilio)\b/,
    words: /^(?:entreg\w*|delivery|motoboy|domicilio)$/,
    says: [/\bentreg(?:a|as|amos)\b|\bdelivery|\bmotoboy|\benviamos|\ba domicilio/],
    under: [/\b(?:entrega|delivery|envio)/, /\b(?:fazemos|motoboy|entreg|envi|bairro|km)/],
  },
  {
    name: 'instalments',
    asks: /\bparcel\w*|\bdivid\w*|\bquantas vezes/,
    words: /^(?:parcel\w*|divid\w*|quantas|vezes|cart(?:ao|oes)|credito)$/,
    says: [/\bparcel|\b\d{1,2} ?x\b|\bem ate \d|\bsem juros|\bdividid/],
  },
  simple(
    'voucher',
    /\bvale (?:refeicao|alimentacao)|^(?:vale|refeicao|alimentacao)$|\b(?:vr|va|alelo|sodexo|ticket)\b/,
    /\bvale[- ](?:refeicao|alimentacao)|\bvr\b|\balelo|\bsodexo|\bticket/,
  ),
  simple('gift', /\b(?:vale|cartao) presente|^(?:vale|presente|vendem?)$/, /\b(?:vale|cartao)[- ]presente/),
  simple('pix', /\bpix\b|^(?:pagar|pagamento)$/, /\bpix\b/),
  {
    name: 'card',
    asks: /\b(?:cart(?:ao|oes)|credito|debito|maquininha)\b/,
    words: /^(?:cart(?:ao|oes)|credito|debito|maquininha|pagar|passar?)$/,
    says: [
      /\bcart(?:ao|oes)\b|\bcredito|\bdebito/,
      /\b(?:pix|dinheiro|debito|credito|pag|juros|aceit|maquin|parcel|boleto)/,
    ],
  },
  {
    name: 'pay',
    asks: anyOf(/\bpagamentos?\b|\bpagar\b/, inOrder(/\bcomo /, /\bpag\w/)),
    words: /^(?:formas?|pag\w+|como)$/,
    says: [
      METHOD,
      inOrder(
        /\b(?:pix|dinheiro|cart|debito|boleto)\b/,
        /\b(?:pix|dinheiro|cart\w+|debito|credito|boleto)\b/,
      ),
    ],
    under: [/\bpagamento/, METHOD],
  },
  simple(
    'parking',
    /\bestacion\w*|\bvagas? (?:de|pra|para) carro|\bparar (?:o )?carro|\bgaragem|\bmanobrista|^(?:vagas?|carros?|lugar|parar)$/,
    /\bestacion|\bvagas? (?:de|pra|para) carro|\b\d+ vagas\b(?! (?:por|de trab))|\bgaragem|\bmanobrista|\bvalet/,
  ),
  simple('wifi', /\bwi fi\b|\bwifi|\binternet|^(?:wi|fi|senha|rede)$/, /\bwi-?fi|\binternet/),
  {
    name: 'pets',
    asks: anyOf(
      inOrder(/\b(?:aceita\w*|pode\w*|posso|entra\w*|levar|ir)\b/, ANIMAL),
      inOrder(ANIMAL, /\b(?:pode|entra|permitido)/),
      /\bpet friendly/,
    ),
    words:
      /^(?:cachorr\w*|caes|cao|gat[oa]s?|pets?|anima(?:l|is)|estimacao|levar|entra\w*|permitido|friendly)$/,
    says: [
      /\bcachorr|\bca(?:o|es)\b|\bpets?\b|\banima(?:l|is)|\bgatos?\b/,
      /\b(?:aceita|pode|entra|bem-vind|permit|so na|area externa|proibi|coleira)/,
    ],
  },
  simple(
    'access',
    /\bcadeirante|\bcadeira de rodas|\brampa|\bacessib\w*|\bacessivel|\belevador|^(?:acesso|cadeira|rodas)$/,
    /\bcadeirante|\bcadeira de rodas|\brampa|\bacessib|\bacessivel|\belevador|\bdegraus/,
  ),
  simple('restroom', /\bbanheiros?|\btoalete|\blavabo/, /\bbanheiro|\btoalete|\blavabo|\bvestiario/),
  {
    name: 'cancel',
    asks: /\bcancel\w*|\bdesmarc\w*|\bdesist\w*/,
    words: /^(?:cancel\w*|desmarc\w*|desist\w*|politica|precisar|quiser|funciona)$/,
    says: [/\bcancel|\bdesmarc|\bdesist|\bremarca/],
    under: [/\bcancel|\bdesist/, /\bdevolv|\bsinal|\bmulta|\bretem/],
  },
  {
    name: 'exchange',
    asks: /\b(?:trocas?|trocar|devol\w+)\b/,
    words: /^(?:troc\w+|devol\w+|prazo|gostar|servir)$/,
    says: [
      /\btroca(?:s|r|do|da|mos)?\b|\bdevolv|\bdevoluc/,
      /\bdias|\bcusto|\betiqueta|\blacrad|\btrocad|\btrocamos|\bsem uso/,
    ],
  },
  simple('warranty', /\bgarantias?\b|^(?:quanto|tempo)$/, /\bgarantia/),
  simple(
    'invoice',
    /\bnota fiscal|\bnotas?\b|\bnf\b|\brecibo|^(?:emite|emitem|fiscal|cnpj|cpf|dao)$/,
    /\bnota fiscal|\brecibo|\bcupom fiscal/,
  ),
  simple('discount', /\bdescontos?|\bpromoc\w+|^(?:vista)$/, /\bdesconto|\bpromoc|% off/),
  simple(
    'job',
    /\bcontratando|\bemprego|\bcurriculo|\btrabalhar (?:ai|com)|^(?:vagas?|mandar?|mando)$/,
    /\bcurriculo|\bcontratando|\bprocuramos|\bemprego/,
  ),
  {
    name: 'booking',
    asks: /\b(?:agendar|agendamento|agenda|marcar|hora marcada|marcado)\b/,
    words: /^(?:agend\w+|marc\w+|horario|hora|precisa|atende|sem)$/,
    says: [/\bagend|\bmarcar\b|\bmarcamos|\bhora marcada|\bordem de chegada|\breservar?\b/],
  },
  simple('instagram', /\binsta(?:gram)?\b/, /\binstagram|(?:^|\s)@\w/),
  simple('email', /\be mail\b|\bemail\b|^mail$/, /[^\s@]@[^\s@]+\.\w/),
  {
    name: 'address',
    asks: /\benderecos?|\bonde (?:voces? )?(?:fica\w*|e|esta\w*)\b|\bfica\w* onde|\blocaliza\w+|\b(?:que|qual) rua|\bcomo cheg\w+/,
    words: /^(?:endereco|fica\w*|localiza\w+|rua|cheg\w+|bairro)$/,
    says: [/\b(?:rua|r\.|av\.?|avenida|praca|travessa|alameda|rodovia|estrada|galeria|shopping)\s+\S/, /\d/],
    under: [/\b(?:endereco|onde|localiz)/, /\b(?:rua|r\.|av\.?|avenida|praca|estrada|rodovia|km|bairro)/],
  },
  {
    name: 'phone',
    asks: /\btelefone|\bfone\b|\bqual (?:o )?(?:numero|contato|whatsapp)|\b(?:passa|manda) (?:o )?(?:numero|contato|whatsapp)/,
    words: /^(?:telefone|fone|numero|contato|whatsapp|ligar)$/,
    says: [/\(\d{2}\) ?\d{4,5}-?\d{4}|\b\d{4,5}-\d{4}\b|\b0800\b/],
  },
  {
    name: 'hours',
    asks: anyOf(
      /\bhorarios?\b|\bexpediente|\babr(?:e|em|ir|em)\b|\baberto|\bfecha|\bfuncionam?\b|\bfuncionamento|\bque horas\b/,
      inOrder(/\b(?:sabado|domingo|feriado)s?\b/, /\batend/),
      inOrder(/\batend\w* /, /\b(?:sabado|domingo|feriado)/),
    ),
    words: /^(?:horarios?|horas?|expediente|abr\w+|abert\w+|fech\w+|funciona\w*|atend\w+)$/,
    says: [
      OPEN,
      WEEK,
      /\bhorario|\bfunciona|\babr(?:e|imos|ir)|\baberto|\batend|\bfecha|\bdescansa|\brecepcao|\bseg\w* a (?:sex|sab)/,
    ],
    under: [/\b(?:horario|funcionamento|expediente|aberto|quando atendemos|atendimento)/, OPEN],
  },
]
const DAYS = ['segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado', 'domingo'] as const
/** Each as people write it in a row: "segunda", "seg". */
const NAMES: ReadonlyMap<string, RegExp> = new Map(
  [...DAYS, 'feriado'].map((day) => [day, new RegExp(`\\b(?:${day}|${day.slice(0, 3)})s?\\b`)]),
)
const DAY = /\b(segunda|terca|quarta|quinta|sexta|sabado|domingo|feriado)s?\b/g
const DAY_RANGE = /\b(seg|ter|qua|qui|sex|sab|dom)\w*\.?(?:-feira)? a (seg|ter|qua|qui|sex|sab|dom)\w*/g

/** What a question asks of any company; null when it asks none of that. */
export type AskedTopic = {
  topic: Topic
  /** asks that and nothing else */
  plain: boolean
  /** days it names, folded */
  days: readonly string[]
}

/** Reads the topic of a question. In: its words, folded, and those of them that carry content. */
export function topicOf(words: readonly string[], content: readonly string[]): AskedTopic | null {
  const text = words.join(' ')
  const topic = TOPICS.find(({ asks }) => asks.test(text))
  if (!topic) return null
  const rest = content.filter((word) => !topic.words.test(word) && !GENERAL.test(word))
  return { topic, plain: rest.length === 0, days: [...text.matchAll(DAY)].map((match) => match[1]!) }
}

/** How well a row tells the topic, 0 to 1. In: the row and its headings, as written and folded by `foldRow`. */
export function topicScore({ topic, days }: AskedTopic, row: string, heading: string): number {
  const own = topic.says.every((rule) => rule.test(row))
  const under = topic.under
    ? topic.under[0].test(heading) && topic.under[1].test(row)
    : topic.says[0]!.test(heading)
  let score = own && under ? 1 : own ? 0.85 : under ? (topic.under ? 0.9 : 0.6) : 0
  // Only a row that opens with the company's own words tells its hours: a course and a delivery have hours too.
  if (
    topic.name === 'hours' &&
    own &&
    !under &&
    /\b(?:entreg|curso|aula|fornada|coleta|leva e traz|retirada)/.test(row + heading)
  )
    score *= 0.5
  // The hours of other days say something of a Sunday, but nothing of a holiday.
  if (score > 0 && days.length > 0 && !days.some((day) => tellsDay(row, day)))
    score *= days.includes('feriado') ? 0 : 0.5
  // Where a rule and its exception tell it alike, the rule comes first.
  return /\bnao\b/.test(row) ? score * 0.95 : score
}

/** Lower case, no accents. */
export function foldRow(text: string): string {
  return fold(text)
}

function tellsDay(row: string, day: string): boolean {
  if (NAMES.get(day)!.test(row)) return true
  if (
    /\b(?:todos os dias|todo dia|diariamente)\b/.test(row) ||
    (/^(?:sab|dom)/.test(day) && /\b(?:fim|fins|final) de semana/.test(row))
  )
    return true
  const at = (DAYS as readonly string[]).indexOf(day)
  if (at < 0) return false
  return [...row.matchAll(DAY_RANGE)].some(([, from, to]) => {
    const first = DAYS.findIndex((name) => name.startsWith(from!))
    const last = DAYS.findIndex((name) => name.startsWith(to!))
    return first <= last ? at >= first && at <= last : at >= first || at <= last
  })
}
