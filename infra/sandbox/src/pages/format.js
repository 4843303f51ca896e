const clock = new Intl.DateTimeFormat('pt-BR', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('pt-BR', { day: 'numeric', month: 'long', year: 'numeric' })

/** 14:32 */
export const time = (at) => clock.format(new Date(at))

/** Hoje, Ontem, or the date. */
export function dayName(at) {
  const name = day.format(new Date(at))
  if (name === day.format(new Date())) return 'Hoje'
  if (name === day.format(new Date(Date.now() - 86_400_000))) return 'Ontem'
  return name
}

/** +55 11 99999-0001 */
export function phoneName(digits) {
  const match = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits)
  return match ? `+55 ${match[1]} ${match[2]}-${match[3]}` : `+${digits}`
}

/** 1:05 */
export const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
