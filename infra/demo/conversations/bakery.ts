/** Numbers that no operator gives out: after the ninth digit no Brazilian mobile has a nought. */
export const phone = (area: number, last: number) => `55${area}90000${last}`
export const HOURS = 60
export const DAYS = 24 * HOURS

/** The place of Renata and of Bia among the bakery's members. */
export const [RENATA, BIA] = [0, 1] as const

/** Called a person: the words a customer reads then. */
export const CALLED = 'Essa eu não sei com certeza. Já chamei alguém da equipe, que responde por aqui!'
