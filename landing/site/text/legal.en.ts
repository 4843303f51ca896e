import type { legalPtBR } from './legal.pt-br.ts'

export const legalEn: typeof legalPtBR = {
  privacy: {
    title: 'Privacy and LGPD',
    lead: 'What Plantão keeps, for how long, what for, and how to ask for a copy or deletion.',
    sections: [
      {
        title: 'Who is who',
        paragraphs: [
          'The company that subscribes decides what to ask and answer its own customers: it is the controller of the conversations. Plantão processes them on its behalf, and only to provide the service.',
          'For the subscriber’s own details (name, e-mail, phone and state of payment) Plantão is the controller.',
        ],
      },
      {
        title: 'What is kept',
        paragraphs: [
          'Of conversations: number and name of who wrote, messages, voice notes and files, and the receipt of each answer with the passages read and the decision.',
          'Of the company: the knowledge it wrote, the bot’s settings, the people of its team and a record of their acts. Passwords are kept only as an argon2id hash. Card details stay with Stripe and never pass through us.',
        ],
      },
      {
        title: 'For how long',
        paragraphs: [
          'Messages, files, receipts and drafts older than 30 days are deleted every day. Published knowledge and aggregates without personal data stay while the account exists.',
        ],
      },
      {
        title: 'Who else sees it',
        paragraphs: [
          'The text of a question and the passages of knowledge go to the provider of the AI model so that an answer can be written. Messages pass through WhatsApp, linked by Evolution API. Payment is Stripe’s. Nobody else receives data, and nothing is sold.',
          'Each company sees only its own: the database keeps companies apart row by row.',
        ],
      },
      {
        title: 'Your rights',
        paragraphs: [
          'If you talked to a company that uses Plantão, ask that company for a copy or the deletion of your data. It does so from the dashboard, and a deletion leaves a certificate, which also says what it does not reach, such as backups, kept for 184 days at most.',
          'Subscribers export everything or delete the account under “My profile”. Deletion is final.',
        ],
      },
      {
        title: 'Cookies and measuring',
        paragraphs: [
          'This site uses no advertising cookies and measures no visits. The dashboard uses one cookie, only to keep the session of who signed in.',
        ],
      },
    ],
  },
  terms: {
    title: 'Terms of use',
    lead: 'What your company and Plantão agree on, in plain words.',
    sections: [
      {
        title: 'The service',
        paragraphs: [
          'Plantão answers those who write to your company’s WhatsApp, using only the knowledge you published, and calls a person when it is not certain. It starts no conversations and sends nothing in bulk.',
        ],
      },
      {
        title: 'Your part',
        paragraphs: [
          'Write what is true and keep it up to date; use a number that is yours; attend those who were handed to a person; and have a legal basis for processing your customers’ data.',
          'Do not use the service to deceive, harass, sell what the law forbids, or get around WhatsApp’s rules.',
        ],
      },
      {
        title: 'The limits of AI',
        paragraphs: [
          'AI can be wrong. Numbers, dates and links are checked against your text before sending, and every answer leaves a receipt. Even so, do not use Plantão as the only channel for emergencies, health, or decisions that cannot be undone.',
        ],
      },
      {
        title: 'WhatsApp',
        paragraphs: [
          'Pairing by QR uses Evolution API and is not offered by Meta, which may change its rules or block numbers. Plantão is not affiliated with WhatsApp or Meta. Meta’s official API can be used as well.',
        ],
      },
      {
        title: 'Payment',
        paragraphs: [
          'The subscription is monthly and renews itself until you cancel it, from the dashboard, at any time; access lasts until the end of the paid period. If a charge fails there are days of grace with mails; then the AI goes silent and your data is kept for you to settle.',
          'Beyond the month’s quota the AI calls the team instead of answering. Nothing is charged on top.',
        ],
      },
      {
        title: 'End of the account',
        paragraphs: [
          'You may export your data and delete the account whenever you like. Deletion is final and disconnects the number.',
        ],
      },
    ],
  },
}
