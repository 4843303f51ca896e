import type { Text } from '../pt-br/index.ts'

export const profile: Text['profile'] = {
  lead: 'Who you are here and how you sign in.',
  details: 'Your details',
  name: 'Name',
  emailHint: 'This is your sign-in. To change it, ask for an invite to another e-mail.',
  phone: 'Phone',
  language: 'Language of mails',
  passwordLead: 'When it changes, sessions elsewhere end.',
  passwordDone:
    'Password changed. The other sessions have ended, and the invitations you sent that nobody accepted yet no longer work.',
  sessions: 'Where you are signed in',
  sessionsLead: 'Do you not recognise one? End it and change the password.',
  clients: { browser: 'Browser', desktop: 'Application' },
  thisOne: 'this one',
  lastUsed: (when) => `Last used ${when}.`,
  since: (when) => `Signed in ${when}.`,
  end: 'End',
  appearance: 'Appearance',
  appearanceLead: 'For this browser only.',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  pageLanguage: 'Language of the dashboard',
  export: 'Take my data along',
  exportLead: 'A zip file with everything the company has here: knowledge, conversations, team and settings.',
  exportGo: 'Prepare a copy',
  noExports: 'No copy asked for.',
  exports: {
    preparing: 'Preparing…',
    ready: 'Ready',
    failed: 'It failed; ask for another',
    expired: 'Expired',
  },
  ofContact: 'of one contact',
  expires: (when) => `Available until ${when}.`,
  download: 'Download',
  customer: 'A customer’s data',
  customerLead:
    'Did a customer ask for a copy, or the deletion, of what the company keeps about them? Find them and do it here.',
  customerWho: 'The customer’s phone or name',
  customerHint: 'The last four digits or more, or part of the name.',
  customerFind: 'Find',
  customerNone: 'Nobody with that phone or name.',
  customerUnnamed: 'No name',
  customerCopyAsked: 'The copy is being prepared and shows above, under “Take my data along”.',
  customerErase: 'Delete data',
  customerEraseTitle: 'Delete this customer’s data?',
  customerEraseText: (name) =>
    `Messages, files and receipts of ${name} go from here, for good, and what was said is never taken in again. Should the person write again, it begins anew. Only a proof without name and number stays; it says what is out of our reach.`,
  customerErased: 'The data is being deleted. The proof shows below.',
  certificates: 'Proofs of deletion',
  certificatesLead: 'Without name and number: what was deleted, and what is out of our reach.',
  noCertificates: 'No deletion so far.',
  certificateOf: (when, who) => `Asked for on ${when} by ${who}.`,
  certificateNumber: (id) => `Proof ${id}`,
  certificateStates: { erasing: 'Deleting…', erased: 'Deleted' },
  outside: 'What cannot be deleted from here, and why',
  outsidePlaces: {
    backups: () =>
      'Backups: they are encrypted and cannot be changed one by one. Should one be restored, the deletion must be repeated.',
    evolution: () =>
      'Evolution, the program that connects the number to WhatsApp: it has no way to delete a chat; the server clears its database every hour. The keys that encrypt the chat stay.',
    consoles: () => 'The team’s computers: what they kept goes as soon as they are online again.',
    whatsapp: () =>
      'WhatsApp itself, on the company’s phone and the customer’s: it can only be deleted there.',
    knowledge: (answers) =>
      answers === 1
        ? 'My knowledge: one answer of this conversation went into the company’s text. See whether it tells something of the person.'
        : `My knowledge: ${answers} answers of this conversation went into the company’s text. See whether they tell something of the person.`,
  },
  outsideUntil: (day) => `Gone by ${day} at the latest.`,
  outsideGone: (when) => `Deleted on ${when}.`,
  delete: 'Delete the company',
  deleteLead:
    'Deletes conversations, knowledge, team and the number, for good. The subscription is cancelled.',
  deleteGo: 'Delete everything',
  deleteTitle: 'Delete everything, for good?',
  deleteText: (name) =>
    `Everything of ${name} will be deleted and nobody of the team can sign in any more. There is no way back. To confirm, type your password.`,
  deleteNow: 'Delete for good',
}
