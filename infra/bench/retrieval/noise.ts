import { mulberry32, seedOf } from '../../sandbox/src/random.ts'

const SHORT: Readonly<Record<string, string>> = {
  você: 'vc',
  vocês: 'vcs',
  que: 'q',
  quanto: 'qto',
  quantos: 'qtos',
  quando: 'qdo',
  porque: 'pq',
  também: 'tb',
  não: 'n',
  hoje: 'hj',
  para: 'p',
  está: 'ta',
  muito: 'mto',
  qual: 'ql',
  segunda: 'seg',
  domingo: 'dom',
  horas: 'hrs',
  mensagem: 'msg',
}
/** Part of the longer words that get one slip of the finger. */
const SLIPS = 0.15

/** Types a question as on a phone: lower case, no accents, abbreviations, letters swapped or missing. Seeded by the question's id. */
export function withNoise(text: string, id: string): string {
  const random = mulberry32(seedOf(id))
  return text
    .toLowerCase()
    .replace(/[?!.]+$/, '')
    .split(/(\s+)/)
    .map((word) => {
      const short = SHORT[word]
      if (short && random() < 0.7) return short
      const plain = word.normalize('NFD').replace(/\p{M}/gu, '')
      return plain.length >= 5 && random() < SLIPS ? slip(plain, random) : plain
    })
    .join('')
}

function slip(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2))
  if (random() < 0.5) return word.slice(0, at) + word.slice(at + 1)
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
}
