import { uuidv7 } from '../../../cloud/src/platform/uuid.ts'

const SIDE = { decision: 'answer', reply: 'sim', confidence: 0.9 }

type Insert = (table: string, row: Record<string, unknown>) => Promise<unknown>

/** One of everything that owners and the desk keep, beside the conversations. Answers their ids as `Company.ids` has them. */
export async function fillOffice(
  insert: Insert,
  { at, member, canary }: { at: Date; member: string; canary: string },
): Promise<Record<string, string>> {
  const [quickReply, proposal, revision, rehearsal, mail, inviteMail, invite] = Array.from(
    { length: 7 },
    () => uuidv7(),
  )
  const later = new Date(at.getTime() + 1e9)
  await insert('quick_reply', {
    id: quickReply,
    shortcut: 'oi',
    content: canary,
    created_by: member,
    created_at: at,
    updated_at: at,
  })
  await insert('proposal', {
    id: proposal,
    question: canary,
    answer: canary,
    content: canary,
    pair_hash: canary,
    proposed_by: member,
    created_at: at,
  })
  await insert('knowledge_revision', {
    id: revision,
    number: 1,
    content: canary,
    status: 'ready',
    created_by: member,
    created_at: at,
  })
  await insert('rehearsal', {
    id: rehearsal,
    content: canary,
    status: 'done',
    started_by: member,
    created_at: at,
    finished_at: at,
    expires_at: later,
  })
  await insert('rehearsal_item', {
    id: uuidv7(),
    rehearsal_id: rehearsal,
    position: 1,
    question: canary,
    asked: 1,
    verdict: 'new',
    before: JSON.stringify(SIDE),
    after: JSON.stringify(SIDE),
  })
  for (const [id, template] of [
    [mail, 'handoff_waiting'],
    [inviteMail, 'invite'],
  ])
    await insert('mail', {
      id,
      key: `${template}:${id}`,
      template,
      recipient: `${canary.toLowerCase()}@mail.example`,
      language: 'pt',
      status: 'failed',
      failure: 'refused',
      created_at: at,
      due_at: at,
    })
  await insert('invite', {
    id: invite,
    email: `${canary.toLowerCase()}@mail.example`,
    name: canary,
    role: 'attendant',
    language: 'pt',
    mail_id: inviteMail,
    invited_by: member,
    created_at: at,
    expires_at: later,
  })
  await insert('repayment', {
    invoice: `in_${canary}`,
    stripe_subscription: `sub_${canary}`,
    cents: 9_700,
    reason: 'second',
    offered_at: at,
  })
  return {
    'quick-replies': quickReply!,
    proposals: proposal!,
    revisions: revision!,
    rehearsals: rehearsal!,
    mails: mail!,
    invites: invite!,
    members: member,
    invoice: `in_${canary}`,
  }
}
