import { countOf, dayOf, type Letters, momentOf, moneyOf } from './facts.ts'

const portal = (site: string) => ({ label: 'Open the subscription', url: `${site}/dashboard/subscription` })

/** Why a number does not work. */
const TROUBLE: Record<string, string> = {
  reconnecting: 'the connection was lost and did not come back by itself',
  silent: 'it says it is connected, but nothing comes through it',
  qr_expired: 'the code expired before anyone scanned it',
  logged_out: 'the session was ended on the phone',
  banned: 'WhatsApp blocked the number',
  replaced: 'another session took its place',
  unreachable: 'the service that talks to WhatsApp does not answer',
}

/** The mails in English. */
export const EN: Letters = {
  welcome: ({ site, name, company, email, password, days }) => ({
    subject: 'Your Plantão account is ready',
    heading: `Welcome, ${name}`,
    paragraphs: [
      `The payment is confirmed and the account of ${company} is ready. Sign in with the lines below; the first time, you choose a password of your own.`,
    ],
    facts: [
      ['E-mail', email],
      ['Temporary password', password],
    ],
    action: { label: 'Sign in', url: `${site}/login` },
    notes: [
      `The temporary password is good for ${days} days. If it expires, use “Forgot my password” on the sign-in page.`,
      `Once inside, the dashboard is at ${site}/dashboard: write the knowledge, connect WhatsApp, test the bot.`,
    ],
  }),
  payment_attached: ({ site, name, company }) => ({
    subject: `${company}: the subscription is back`,
    heading: 'We received your payment',
    paragraphs: [
      `Hello ${name}. ${company} has an active subscription again, and the AI answers again. Nothing that was kept has changed.`,
    ],
    action: { label: 'See the subscription', url: `${site}/dashboard/subscription` },
  }),
  second_payment: ({ site, name, company, cents }) => ({
    subject: `Paid twice: ${moneyOf(cents, 'en')} to give back`,
    heading: 'You paid twice for the same time',
    paragraphs: [
      `Hello ${name}. ${company} paid for time that another subscription of it covers already. The one that counts goes on as it was; the other will not be charged again.`,
      `To get ${moneyOf(cents, 'en')} back, open the Subscription page and press “Give back”. It returns the way it was paid.`,
    ],
    action: { label: 'Open the subscription', url: `${site}/dashboard/subscription` },
  }),
  payment_lapsed: ({ site, name, again }) => ({
    subject: 'The payment for Plantão was not made in time',
    heading: 'The boleto or Pix has expired',
    paragraphs: [
      `Hello ${name}. You began to subscribe to Plantão, and the time to pay ran out. Nothing was charged, and nothing needs to be cancelled.`,
      'To subscribe after all, begin again: a new boleto or Pix is made, or you pay by card.',
    ],
    action: { label: 'Begin again', url: `${site}${again}` },
    notes: ['If you paid on the last day, the bank may still confirm it; then the access comes by e-mail.'],
  }),
  refund_made: ({ site, name, company, cents }) => ({
    subject: `We gave ${moneyOf(cents, 'en')} back`,
    heading: 'Money back',
    paragraphs: [
      `Hello ${name}. ${moneyOf(cents, 'en')} of a payment of ${company} were given back. They return the way they were paid; the bank may take some days to show it.`,
      'The subscription goes on as it is. To end it, use the Subscription page.',
    ],
    action: portal(site),
  }),
  dispute_opened: ({ site, name, company, cents }) => ({
    subject: `A charge of ${moneyOf(cents, 'en')} is being disputed`,
    heading: 'The bank was asked to take a charge back',
    paragraphs: [
      `Hello ${name}. The bank of the card told us that the charge of ${moneyOf(cents, 'en')} of ${company} is being disputed. While the bank decides, everything goes on as it is.`,
      'If it was a mistake, ask the bank to withdraw the dispute. If you do not know the charge, look at the payments on the Subscription page or write to support.',
    ],
    action: portal(site),
  }),
  dispute_won: ({ site, name, company, cents }) => ({
    subject: `The dispute over ${moneyOf(cents, 'en')} is closed`,
    heading: 'The charge stands',
    paragraphs: [
      `Hello ${name}. The bank closed the dispute over ${moneyOf(cents, 'en')} of ${company}: the charge stands, and the subscription goes on.`,
    ],
    action: portal(site),
  }),
  dispute_lost: ({ site, name, company, cents }) => ({
    subject: `The bank gave ${moneyOf(cents, 'en')} back`,
    heading: 'The dispute is closed',
    paragraphs: [
      `Hello ${name}. The bank decided for the holder of the card: the ${moneyOf(cents, 'en')} of ${company} go back.`,
      'The subscription does not end by that: see on its page until when it runs, change the card or cancel it.',
    ],
    action: portal(site),
  }),
  payment_held: ({ site, name, token, days }) => ({
    subject: 'A payment with your e-mail waits for you',
    heading: 'What is this payment for?',
    paragraphs: [
      `Hello ${name}. Somebody subscribed to Plantão with this e-mail, which signs in to an account already. As anybody can type an address, we changed nothing there: the payment is kept apart.`,
      'With the link below you say whether it is for your company, for a new one with another e-mail, or whether the money goes back.',
    ],
    action: { label: 'Decide', url: `${site}/login/held?token=${encodeURIComponent(token)}` },
    notes: [`Without an answer within ${days} days we give all of it back by ourselves.`],
  }),
  password_reset: ({ site, name, token, minutes }) => ({
    subject: 'A new password for Plantão',
    heading: 'Choose a new password',
    paragraphs: [
      `Hello, ${name}. Someone asked for a new password for this account. If it was you, open the link; it works once, for ${minutes} minutes.`,
    ],
    action: { label: 'Choose the password', url: `${site}/login/reset?token=${encodeURIComponent(token)}` },
    notes: ['If it was not you, do nothing: the present password stays.'],
  }),
  invite: ({ site, name, company, inviter, token, days }) => ({
    subject: `${company} invites you to Plantão`,
    heading: `Hello, ${name}`,
    paragraphs: [
      `${inviter} invites you to the team of ${company} on Plantão, where the WhatsApp conversations that need a person are answered.`,
    ],
    action: {
      label: 'Accept the invitation',
      url: `${site}/login/invite?token=${encodeURIComponent(token)}`,
    },
    notes: [`The invitation is good for ${days} days. If you do not know who invited you, ignore this mail.`],
  }),
  payment_failed: ({ site, company, until, zone }) => ({
    subject: 'The payment for Plantão failed',
    heading: 'The payment failed',
    paragraphs: [
      `The charge for ${company} was declined. The attendant goes on until ${momentOf(until, 'en', zone)}.`,
      'Change the card or try again before then. Nothing that is kept gets lost.',
    ],
    action: portal(site),
  }),
  grace_reminder: ({ site, company, until, zone }) => ({
    subject: `The attendant stops on ${dayOf(until, 'en', zone)}`,
    heading: 'The payment is still open',
    paragraphs: [
      `The charge for ${company} is still unpaid. On ${momentOf(until, 'en', zone)} the AI stops answering your customers.`,
    ],
    action: portal(site),
  }),
  suspended: ({ site, company, until, zone }) => ({
    subject: 'The AI has stopped answering',
    heading: 'Subscription suspended',
    paragraphs: [
      `Without the payment for ${company} the AI has stopped answering. Messages still come in and the console can be read.`,
      `As soon as the payment goes through, it answers again by itself. Otherwise the subscription is cancelled on ${momentOf(until, 'en', zone)}.`,
    ],
    action: portal(site),
  }),
  payment_recovered: ({ site, company }) => ({
    subject: 'Payment received: the attendant goes on',
    heading: 'All well again',
    paragraphs: [`The payment for ${company} is confirmed. The AI is answering your customers.`],
    action: { label: 'Open the dashboard', url: `${site}/dashboard` },
  }),
  cancelled: ({ site, company, until, zone }) => ({
    subject: 'Your Plantão subscription was cancelled',
    heading: 'Subscription cancelled',
    paragraphs: [
      `The subscription of ${company} was cancelled. What is paid for lasts until ${momentOf(until, 'en', zone)}; after that the AI stops answering.`,
      'You can still sign in, read the conversations and export everything. To come back, subscribe again with this e-mail.',
    ],
    action: { label: 'Open the dashboard', url: `${site}/dashboard` },
  }),
  pending_handoffs: ({ site, company, count, minutes }) => ({
    subject: count === 1 ? 'Waiting: 1 customer' : `Waiting: ${count} customers`,
    heading: count === 1 ? 'A customer waits for a person' : `${count} customers wait for a person`,
    paragraphs: [
      `The AI of ${company} called somebody and nobody has answered yet. The longest wait is ${minutes} minutes.`,
    ],
    action: { label: 'Open the console', url: `${site}/console` },
    notes: ['This notice covers everybody who waits; it does not come with each message.'],
  }),
  number_trouble: ({ site, company, health, since, zone }) => ({
    subject: 'Your WhatsApp stopped receiving messages',
    heading: 'The number needs you',
    paragraphs: [
      `The WhatsApp of ${company} has not worked since ${momentOf(since, 'en', zone)}: ${TROUBLE[health] ?? 'we do not know why'}.`,
      'Until then the AI neither hears nor answers anybody. Nothing that had arrived was lost.',
    ],
    action: { label: 'Connect it again', url: `${site}/dashboard/whatsapp` },
  }),
  seats_over: ({ site, company, attendants, limit }) => ({
    subject: `${attendants} attendants on a plan for ${limit}`,
    heading: 'The team has outgrown the plan',
    paragraphs: [
      `${company} has ${attendants} attendants; the plan includes ${limit}.`,
      'Nobody has lost access: everyone goes on attending. Only new invites wait until you change the plan or free places.',
    ],
    action: { label: 'See the team', url: `${site}/dashboard/team` },
    notes: ['This note comes once a month while it is so.'],
  }),
  quota_warning: ({ site, company, answers, limit }) => ({
    subject: `${countOf(answers, 'en')} of ${countOf(limit, 'en')} answers of the month are used`,
    heading: 'The month’s limit is near',
    paragraphs: [
      `The AI has answered ${countOf(answers, 'en')} times this month for ${company}; the plan includes ${countOf(limit, 'en')}.`,
      'When the limit is reached, questions go straight to the team until the month turns. With a bigger plan the AI goes on answering.',
    ],
    action: portal(site),
  }),
}
