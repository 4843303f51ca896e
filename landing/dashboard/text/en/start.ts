import type { Text } from '../pt-br/index.ts'

export const start: Text['start'] = {
  title: (name) => `Hello, ${name}`,
  lead: 'Four steps until the bot answers for you.',
  doneLead: 'All set. Here you can see how it is going.',
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
      todo: 'Who answers when the AI is not sure?',
      done: 'There are people on the team to answer.',
      go: 'Invite',
    },
  },
  done: 'Done',
  todo: 'To do',
  open: 'Open',
  progress: (done, all) => `${done} of ${all} done`,
  botOff: 'The bot is off. Messages reach the console, but the AI does not answer.',
  botOffGo: 'Switch the bot on',
  waiting: (many) =>
    many === 1 ? '1 customer is waiting for a person' : `${many} customers are waiting for a person`,
  waitingMany: 'More than 50 customers are waiting for a person',
  noneWaiting: 'Nobody is waiting for a person now',
  console: 'Open the conversations',
}

export const tutorials: Text['tutorials'] = {
  lead: 'Five short reads, two to four minutes each.',
  minutes: (many) => `${many} min`,
  back: 'All tutorials',
  missing: 'This tutorial does not exist.',
  onlyPortuguese: 'The tutorials are in Portuguese for now.',
}

export const support: Text['support'] = {
  lead: 'First, quick answers; then, people to talk to.',
  common: 'Common problems',
  items: [
    {
      q: 'The bot answers nobody',
      a: 'Check in this order: is WhatsApp connected? Is the bot on? Is the subscription paid? If a person replied in a conversation, the AI is silent until you hand it back or 24 hours pass.',
      links: ['whatsapp', 'bot', 'subscription'],
    },
    {
      q: 'The bot calls people too often',
      a: 'See under Knowledge, Unanswered, what customers ask and the text does not say. Writing that down helps more than lowering the minimum confidence.',
      links: ['knowledge', 'bot'],
    },
    {
      q: 'The bot answered wrongly',
      a: 'Ask the same under Test the bot and open the passages it read: nearly always the text says two different things. Correct it, rehearse, publish.',
      links: ['knowledge'],
    },
    {
      q: 'WhatsApp disconnected by itself',
      a: 'The phone was offline for many days, or someone tapped “Log out” under linked devices. Connect again with another QR; the conversations are still here.',
      links: ['whatsapp'],
    },
    {
      q: 'Someone on the team cannot sign in',
      a: 'The person can ask for a new password under Forgot my password. If the invite expired, send it again under Team.',
      links: ['team'],
    },
  ],
  write: 'Talk to us',
  writeLead: 'Tell us what happened and when. Never send passwords or card details.',
  details: 'It helps a lot if you include this:',
  copy: 'Copy',
  copied: 'Copied',
  company: 'Company',
  person: 'Person',
  page: 'Page version',
  noAddress: 'Reply to the welcome mail of your account: it reaches those who run this installation.',
}
