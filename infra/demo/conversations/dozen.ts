import type { Story } from './acts.ts'
import { WITH_BOT } from './dozen-bot.ts'
import { WITH_PEOPLE } from './dozen-people.ts'

/**
 * The bakery's conversations of the last days, one for each state that a console shows. People hold or are awaited in
 * none for as long as a day, so that nothing goes out by itself when the house starts.
 */
export const DOZEN: Story[] = [...WITH_BOT, ...WITH_PEOPLE]
