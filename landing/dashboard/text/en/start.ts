import type { Text } from '../pt-br/index.ts'

export const start: Text['start'] = {
  title: (name) => `Hello, ${name}`,
  lead: 'Four steps until the bot attends for you.',
  doneLead: 'All set. From here you see how it goes.',
  steps: {
    knowledge: {
      name: 'Write the knowledge',
      todo: 'Hours, prices, delivery: what the bot may answer.',
      done: 'Published. Change it whenever you like.',
      go: 'Write',
    },
    whatsapp: {
      name: 'Connect WhatsApp',
      todo: 'Scan a QR with the company’s phone.',
      done: 'Connected and receiving.',
      go: 'Connect',
    },
    test: {
      name: 'Test the bot',
      todo: 'Ask as a customer would, before a customer does.',
      done: 'The bot has answered here. Test whenever you change the text.',
      go: 'Test',
    },
    team: {
      name: 'Call the team',
      todo: 'Who attends when the AI is not sure?',
      done: 'There are people in the team to attend.',
      go: 'Invite',
    },
  },
  done: 'Done',
  todo: 'To do',
  open: 'Open',
  progress: (done, all) => `${done} of ${all} done`,
  botOff: 'The bot is off. Messages reach the console, but the AI does not answer.',
  botOffGo: 'Switch the bot on',
  waiting: (many) => (many === 1 ? '1 customer waits for a person' : `${many} customers wait for a person`),
  waitingMany: 'More than 50 customers wait for a person',
  noneWaiting: 'Nobody waits for a person now',
  console: 'Open the conversations',
}

export const tutorials: Text['tutorials'] = {
  lead: 'Five short reads, two to four minutes each.',
  minutes: (many) => `${many} min`,
  back: 'All tutorials',
  missing: 'There is no such tutorial.',
  onlyPortuguese: 'The tutorials are in Portuguese for now.',
}

export const support: Text['support'] = {
  lead: 'First what helps at once; then, people.',
  common: 'What it usually is',
  items: [
    {
      q: 'The bot answers nobody',
      a: 'Check in this order: is WhatsApp connected? Is the bot on? Is the subscription paid? If a person replied in a conversation, the AI is silent until you hand it back or 24 hours pass.',
      links: ['whatsapp', 'bot', 'subscription'],
    },
    {
      q: 'The bot calls people too often',
      a: 'See under Knowledge, Unanswered, what customers ask and the text does not say. Writing that down helps more than lowering the least confidence.',
      links: ['knowledge', 'bot'],
    },
    {
      q: 'The bot answered wrongly',
      a: 'Ask the same under Test the bot and open the passages it read: nearly always the text says two different things. Mend it, rehearse, publish.',
      links: ['knowledge'],
    },
    {
      q: 'WhatsApp disconnected by itself',
      a: 'The phone was offline for many days, or someone tapped “Log out” under linked devices. Connect again with another QR; the conversations are still here.',
      links: ['whatsapp'],
    },
    {
      q: 'Someone of the team cannot sign in',
      a: 'The person can ask for a new password under Forgot my password. If the invite expired, send it again under Team.',
      links: ['team'],
    },
  ],
  write: 'Talk to us',
  writeLead: 'Tell what happened and when. Send no password and no card details.',
  details: 'It helps a lot to paste this along:',
  copy: 'Copy',
  copied: 'Copied',
  company: 'Company',
  person: 'Person',
  page: 'Page version',
  noAddress: 'Reply to the welcome mail of your account: it reaches those who run this installation.',
}
