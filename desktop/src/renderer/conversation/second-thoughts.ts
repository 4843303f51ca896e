import { type Answer, bridge, type HowItEnded } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { nameText } from '../text/format.ts'
import { textNow } from '../text/use-text.ts'
import { say, sayFailure } from '../ui/ui-store.ts'
import { possible } from './possible.ts'

function tellEnd(id: string, answer: Answer<HowItEnded>, done: (name: string) => string): void {
  const text = textNow()
  const name = nameText(useConsole.getState().conversations[id]?.contact, text)
  if (!answer.ok) sayFailure(answer.failure)
  else if (answer.value === 'done') say(done(name))
  else if (answer.value === 'overtaken') say(text.undo.stays(name))
}

/** Hands back to the AI, unless somebody changes their mind within ten seconds. */
export async function giveBack(id: string): Promise<void> {
  if (!possible(id).giveBack) return
  tellEnd(id, await bridge().console.returnToAi(id), textNow().conversation.returned)
}

/** Closes, unless somebody changes their mind within ten seconds. */
export async function closeConversation(id: string): Promise<void> {
  if (!possible(id).close) return
  tellEnd(id, await bridge().console.close(id), textNow().conversation.closed)
}

/** Undoes an act that waits, or takes a claim back. */
export async function undo(actId: string): Promise<void> {
  const { undone, tooLate } = textNow().undo
  const answer = await bridge().console.undo(actId)
  if (!answer.ok) sayFailure(answer.failure)
  else say(answer.value ? undone : tooLate)
}

/** Undoes the newest act that still can be. */
export function undoNewest(): void {
  const newest = useConsole.getState().undoable.at(-1)
  if (newest) void undo(newest.id)
}
