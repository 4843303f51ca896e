import { fold } from '@plantao/shared/fold'

/** How people shorten words on WhatsApp, as far as intent needs it. Keys and values folded. */
const SHORT: Record<string, string> = {
  c: 'com',
  vc: 'voce',
  vcs: 'voces',
  ce: 'voce',
  q: 'que',
  p: 'pra',
  para: 'pra',
  pro: 'pra o',
  pros: 'pra os',
  ngm: 'ninguem',
  ninguen: 'ninguem',
  alguen: 'alguem',
  n: 'nao',
  nn: 'nao',
  naum: 'nao',
  num: 'nao',
  ta: 'esta',
  tah: 'esta',
  tao: 'estao',
  to: 'estou',
  tou: 'estou',
  tava: 'estava',
  qdo: 'quando',
  qnd: 'quando',
  qto: 'quanto',
  qts: 'quantos',
  hrs: 'horas',
  hr: 'hora',
  hs: 'horas',
  hj: 'hoje',
  agr: 'agora',
  pfv: 'por favor',
  pf: 'por favor',
  pfvr: 'por favor',
  pls: 'por favor',
  mto: 'muito',
  mt: 'muito',
  dps: 'depois',
  msg: 'mensagem',
  tbm: 'tambem',
  tb: 'tambem',
  atendt: 'atendente',
  doutora: 'dra',
  doutor: 'dr',
  flr: 'falar',
  cmg: 'comigo',
  eh: 'e',
  dnv: 'de novo',
  vo: 'vou',
  queru: 'quero',
  qro: 'quero',
  dinhero: 'dinheiro',
  maquina: 'robo',
  bot: 'robo',
  chatbot: 'robo',
  ia: 'robo',
  robozinho: 'robo',
}

/** A customer's text for pattern reading: folded, abbreviations spelled out, sentences separated by " . " and questions by " ? ". */
export function plainChat(text: string): string {
  const words = fold(text)
    .replace(/([a-z])\1{2,}/g, '$1')
    .replace(/[!.;\n]+/g, ' . ')
    .replace(/\?+/g, ' ? ')
    .replace(/,/g, ' , ')
    .split(/[^a-z0-9.?,]+/)
    .filter(Boolean)
  return ` ${words.map((word) => SHORT[word] ?? word).join(' ')} `
}
