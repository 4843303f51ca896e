import type { SiteText } from './pt-br.ts'

export const en: SiteText = {
  tag: 'en',
  locale: 'en',
  home: '/en',
  skip: 'Skip to content',
  paths: { subscribe: '/en/subscribe', privacy: '/en/privacy', terms: '/en/terms' },
  meta: {
    title: 'Plantão: your WhatsApp answers by itself and knows when to call you',
    description:
      'An AI attendant on your company’s WhatsApp. It answers only from what you wrote, and calls a person when it is not sure.',
    imageAlt: 'Plantão. Your WhatsApp answers by itself. And knows when to call you.',
  },
  nav: {
    label: 'Main',
    how: 'How it works',
    prices: 'Prices',
    questions: 'Questions',
    enter: 'Sign in',
    other: 'Português',
  },
  hero: {
    title: 'Your WhatsApp answers by itself. And knows when to call you.',
    lead: 'Plantão answers your customers only from what your company wrote. When it is not sure it says so, stops, and calls a person.',
    go: 'Subscribe',
    try: 'Ask the phone and see',
    note: 'Keep your number. Ready in ten minutes.',
  },
  phone: {
    label: 'Demo: the WhatsApp of an example bakery',
    company: 'Padaria Pão Quente',
    status: 'example company',
    example: 'Example conversation',
    bot: 'AI',
    person: 'Attendant',
    asked1: 'Vocês abrem no domingo?',
    answered1: 'Abrimos sim, das 7h às 13h.',
    asked2: 'E fazem bolo em formato de trator?',
    answered2: 'Essa eu não sei de certeza. Já chamei alguém da equipe, te respondem por aqui!',
    called: 'A person was called',
    ask: 'Ask the bakery (in Portuguese)',
    placeholder: 'Write a question',
    send: 'Send',
    suggestions: [
      'Quanto custa o quilo do pão francês?',
      'Aceita vale-refeição?',
      'Quero falar com uma pessoa',
    ],
    live: 'The real Plantão answers here, from the text of this made-up Brazilian bakery. Nothing is sent or stored.',
    typing: 'Typing',
    source: 'Where it came from',
    handoff: 'Here Plantão stops and calls a person',
    reasons: {
      low_confidence: 'the bakery’s text does not answer this with certainty',
      ungrounded: 'the answer would contain a number that is not in the text',
      customer_asked: 'the customer asked for a person',
      complaint: 'it is a complaint',
      emergency: 'it looks urgent',
      unsupported_media: 'it is not text',
      model_unavailable: 'the AI did not respond',
      quota: 'the month’s quota is used up',
      policy: 'this subject is always for a person',
    },
    offline: 'The question could not be sent. Check your connection and try again.',
  },
  how: {
    title: 'How it works',
    steps: [
      {
        title: 'Write what your company knows',
        text: 'Hours, prices, delivery, returns: your own text in plain words, up to 50,000 characters. Paste it from your site or a PDF. Answers come from it and from nothing else.',
      },
      {
        title: 'Connect WhatsApp',
        text: 'Scan a QR with the company’s phone, as with WhatsApp Web. The number stays the same, and you can still reply from the phone.',
      },
      {
        title: 'Answer when you are called',
        text: 'The console shows who waits, for how long, and why the AI stopped. You reply; it stays silent until you hand the conversation back.',
      },
    ],
  },
  never: {
    title: 'What it never does',
    items: [
      {
        title: 'Make up a price',
        text: 'Every number, date, hour, phone and link in an answer must be in your text or in the customer’s words. If it is not, the answer is not sent: a person is called.',
      },
      {
        title: 'Talk over you',
        text: 'When someone of the team writes, from the console or from the company’s phone, the AI stops at that instant.',
      },
      {
        title: 'Keep a conversation beyond 30 days',
        text: 'After that, messages and files are deleted every day. What you wrote stays yours, and you can export and delete everything.',
      },
    ],
  },
  console: {
    title: 'Whoever waits longest comes first',
    lead: 'The console opens on the desktop or in a browser. It tells you when someone arrives, works offline, and says in one line why the AI called.',
    points: [
      'The reason for the stop, and the passages the AI read, beside the conversation.',
      'Two attendants never answer the same customer by accident: the second is told first.',
      'One reply of yours can serve everyone who asked the same, with one click.',
    ],
    alt: 'The console: at the left the queue by waiting time, in the middle the conversation, at the right why the AI stopped.',
    caption: 'A real screen, with the example bakery.',
  },
  prices: {
    title: 'Prices',
    lead: 'Every plan has every feature. Plans differ in how much the AI answers and how many people can attend.',
    month: 'a month',
    answers: (many) => `${many} AI answers a month`,
    attendants: (many) => `up to ${many} attendants`,
    number: '1 WhatsApp number',
    go: 'Subscribe',
    goPlan: (name) => `Subscribe to ${name}`,
    over: 'Quota used up? The AI stops and calls your team. There is no extra charge.',
    pay: 'Card or boleto. Cancel at any time from the dashboard.',
    popular: 'The usual choice',
  },
  questions: {
    title: 'Questions',
    items: [
      {
        q: 'Do I need another number?',
        a: 'No. You connect the number you already use by scanning a QR. The WhatsApp app goes on working on your phone.',
      },
      {
        q: 'What if the AI answers wrongly?',
        a: 'Every answer has a receipt: the passages used, the confidence and the decision. You see where it came from, correct the text, and test again before publishing.',
      },
      {
        q: 'Does the customer know it is an AI?',
        a: 'Yes. The greeting says that it is a virtual assistant, and you may change the words. When a person takes over, it is the person who writes.',
      },
      {
        q: 'Voice notes, photos, documents?',
        a: 'Voice notes are transcribed and answered as text. Photos and documents appear in the console; what the AI does not understand goes to a person.',
      },
      {
        q: 'Can WhatsApp block the number?',
        a: 'Every automatic attendant paired by QR has that risk. Plantão only answers those who wrote first and never sends in bulk, and it also takes Meta’s official API.',
      },
      {
        q: 'Can I cancel?',
        a: 'At any time, from the dashboard. Access lasts until the end of the paid period, and you can take your data before you leave.',
      },
    ],
  },
  last: { title: 'Someone on duty, even when you are away', go: 'Subscribe' },
  subscribe: {
    title: 'Subscribe',
    lead: 'Three details and the payment. Then we send your access to the dashboard by e-mail.',
    plan: 'Plan',
    email: 'E-mail',
    emailHint: 'This is your sign-in, and where the temporary password goes.',
    name: 'Company name',
    phone: 'Phone with area code',
    phoneHint: 'So that we can reach you. It can be a different number from the one on WhatsApp.',
    go: 'Go to payment',
    going: 'Opening the payment',
    terms: 'By continuing you accept the',
    termsLink: 'terms of use',
    and: 'and the',
    privacyLink: 'privacy policy',
    network: 'The payment page could not be opened. What you typed is still here; try again.',
    next: 'What happens next',
    steps: [
      'You pay on Stripe’s secure page. We neither see nor keep your card.',
      'You get an e-mail with your sign-in and a temporary password.',
      'You sign in, write the knowledge and connect WhatsApp.',
    ],
  },
  going: {
    title: 'Opening the payment',
    lead: 'Stripe’s page opens by itself. If it does not, use the button.',
    go: 'Go to payment',
  },
  refused: {
    title: 'This could not be sent',
    lead: 'Nothing was charged. Go back in your browser to keep what you typed, or start again.',
    go: 'Start again',
  },
  done: {
    title: 'Payment received',
    lead: 'We are opening your account. In a minute or two you get an e-mail with your sign-in, a temporary password and the address of the dashboard.',
    boleto:
      'Chose boleto or Pix? The account opens when the bank confirms it: Pix within minutes, a boleto within three working days.',
    asking: {
      title: 'Thank you',
      lead: 'As soon as the payment is confirmed, the account opens and you get an e-mail with your sign-in, a temporary password and the address of the dashboard.',
    },
    waiting: {
      title: 'Waiting for the payment',
      lead: 'The boleto or Pix is not paid yet, or the bank has not confirmed it. As soon as it does, the account opens and we send your access by e-mail.',
      note: 'Nothing has been charged so far. You can close this page.',
    },
    lapsed: {
      title: 'The time to pay has run out',
      lead: 'The boleto or Pix expired without being paid. Nothing was charged, and nothing needs to be cancelled.',
      note: 'If you still want to subscribe, begin again.',
      go: 'Begin again',
    },
    missing:
      'Nothing after ten minutes? Look in your spam folder. If this e-mail already has an account, ask for a new password at “Forgot my password”.',
    go: 'Sign in',
    note: 'You can close this page; the e-mail will still arrive.',
    sent: 'Your account is open. We sent the sign-in and a temporary password to {email}.',
    sentAgain: 'Address changed. The e-mail with the sign-in is on its way to {email}.',
    refused:
      'The payment is fine and the account is open, but {email} does not accept e-mail. Check the address: it is what you will sign in with.',
    failed:
      'The payment is fine and the account is open, but the e-mail with the sign-in did not reach {email}. Check the address, or send it again.',
    address: 'Your e-mail',
    sendThere: 'Send to this address',
  },
  missing: {
    title: 'Page not found',
    lead: 'The address may have changed, or it may be misspelt.',
    go: 'Go to the home page',
  },
  footer: {
    label: 'Footer',
    privacy:
      'Plantão · Conversations are handled under the LGPD, Brazil’s data protection law: each company sees only its own, and a contact may ask for a copy or the deletion of what we keep.',
    evolution: 'The link to WhatsApp uses Evolution API. Plantão is not affiliated with WhatsApp or Meta.',
    privacyLink: 'Privacy and LGPD',
    termsLink: 'Terms of use',
  },
}
