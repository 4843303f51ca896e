/** Units by which quantities are compared, with how people write them (folded). */
const UNITS: Record<string, string> = {
  kg: 'kg|kgs|quilos?|kilos?|quilogramas?',
  g: 'g|gr|grs|gramas?',
  mg: 'mg|miligramas?',
  ml: 'ml|mililitros?',
  l: 'l|lt|lts|litros?',
  mm: 'mm|milimetros?',
  cm: 'cm|centimetros?',
  m2: 'm2|m²|metros? quadrados?',
  m: 'm|mt|mts|metros?',
  km: 'km|kms|quilometros?',
  pol: 'polegadas?',
  gb: 'gb|gigas?|gigabytes?',
  mb: 'mb|megas?|megabytes?',
  tb: 'tb|teras?',
  mah: 'mah',
  w: 'w|watts?',
  v: 'v|volts?',
  hz: 'hz',
  grau: '°c|º ?c|°|graus?(?: celsius)?',
  minuto: 'min|mins|minutos?|minutinhos?',
  hora: 'h|hs|hrs?|horas?|horinhas?',
  segundo: 'segundos?|segs',
  'dia util': 'dias? ute?is|dias? util',
  'dia corrido': 'dias? corridos?',
  dia: 'dias?|diazinhos?',
  semana: 'semanas?',
  quinzena: 'quinzenas?',
  mes: 'mes|meses|mesinhos?',
  ano: 'anos?|aninhos?',
  vez: 'vez|vezes|x|parcelas?',
  duzia: 'duzias?',
}

/** Any unit, longest spelling first. */
export const UNIT = Object.values(UNITS)
  .flatMap((spellings) => spellings.split('|'))
  .sort((a, b) => b.length - a.length)
  .join('|')

const KNOWN = Object.entries(UNITS).map(
  ([unit, spellings]) => [unit, new RegExp(`^(?:${spellings})$`)] as const,
)

/** A quantity in one spelling: "1 hora" and "60 minutos" are equal, "3 dias" and "3 dias úteis" are not. */
export function quantity(amount: number, spelled: string): string {
  const unit = KNOWN.find(([, spellings]) => spellings.test(spelled))?.[0] ?? spelled
  return unit === 'hora' ? `minuto:${amount * 60}` : `${unit}:${amount}`
}
