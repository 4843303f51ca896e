import type { Text } from '../pt-br/index.ts'

export const rehearsal: Text['rehearsal'] = {
  lead: 'Answers what customers asked in the last 30 days from the draft, and compares with what is live. Nothing is sent.',
  go: 'Rehearse the draft',
  again: 'Rehearse again',
  running: 'Rehearsing',
  gathering: 'Gathering the questions…',
  progress: (done, total) => `${done} of ${total} questions`,
  show: 'What to show',
  statuses: {
    queued: 'Queued',
    running: 'Rehearsing',
    done: 'Rehearsal complete',
    cancelled: 'Cancelled halfway',
    failed: 'It did not finish; try again',
  },
  sources: {
    customers: 'with customers’ questions',
    knowledge: 'with questions taken from the text, since customers asked few yet',
  },
  outOfDate: 'Something was published after this rehearsal',
  draftChanged: 'The draft changed after this rehearsal',
  overCeiling: 'This month’s cost limit was reached',
  backToText: 'Back to the text',
  verdicts: { broken: 'Broken', new: 'New', changed: 'Changed', unchanged: 'Same' },
  hints: {
    broken:
      'The bot answered before; with the draft it does not, or loses a fact. Go back to the text and add what is missing.',
    new: 'Went to a person before; with the draft the bot answers. Check that it is right.',
    changed: 'Answered by both texts, in other words or with more facts. Check the numbers.',
    unchanged: 'No difference.',
  },
  none: 'No questions here.',
  asked: (times) => `${times} times`,
  lost: 'Would lose:',
  before: 'Live',
  after: 'With the draft',
}

export const proposals: Text['proposals'] = {
  lead: 'Good answers from the team, ready to become knowledge. Nothing is added without you.',
  empty:
    'No proposals. When someone on the team answers what the bot did not know, the proposal appears here.',
  by: (name) => `by ${name}`,
  asked: (times) => `${times} customers asked`,
  contradicts: 'The published text says otherwise',
  says: (existing, proposed) => `Published: ${existing}. Proposal: ${proposed}.`,
  text: 'Text to add at the end of the knowledge',
  approve: 'Approve and publish',
  reject: 'Reject',
}

export const unanswered: Text['unanswered'] = {
  lead: 'Questions of the last 30 days that the text does not answer, most asked first. Each is a paragraph to write.',
  write: 'Write the answer',
  writeAbout: (question) => `Write the answer: ${question}`,
  empty: 'No unanswered question in the last 30 days.',
  asked: (times, people) =>
    `${times === 1 ? 'once' : `${times} times`}, ${people === 1 ? '1 conversation' : `${people} conversations`}`,
  last: (day) => `last on ${day}`,
  examples: 'As they asked',
}
