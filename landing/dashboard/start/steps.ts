import type { Knowledge } from '@plantao/shared/knowledge'
import type { WhatsappStatus } from '@plantao/shared/whatsapp'

export type Steps = { knowledge: boolean; whatsapp: boolean; test: boolean; team: boolean }

type Seen = {
  knowledge: Pick<Knowledge, 'revision'>
  /** Null when no number was ever connected. */
  status: Pick<WhatsappStatus, 'status'> | null
  members: { me: boolean }[]
  /** Somebody wrote to the company's number. */
  answered: boolean
}

/** Which of the four first steps are done, from what the server knows; nothing is ticked by hand. */
export function stepsOf({ knowledge, status, members, answered }: Seen): Steps {
  return {
    knowledge: knowledge.revision > 0,
    whatsapp: status?.status === 'connected',
    test: knowledge.revision > 0 && (answered || hasTried()),
    team: members.some((member) => !member.me),
  }
}

const TRIED = 'plantao.tried'

/** The playground leaves no trace on the server; that it was used is remembered in this browser. */
export function rememberTry(): void {
  try {
    localStorage.setItem(TRIED, '1')
  } catch {
    // The step then shows as done only after the first conversation.
  }
}

function hasTried(): boolean {
  try {
    return localStorage.getItem(TRIED) === '1'
  } catch {
    return false
  }
}
