import type { Text } from '../pt-br/index.ts'

export const profile: Text['profile'] = {
  lead: 'Who you are here and how you sign in.',
  details: 'Your details',
  name: 'Name',
  emailHint: 'This is your sign-in. To change it, ask for an invite to another e-mail.',
  phone: 'Phone',
  language: 'Language of e-mails',
  passwordLead: 'Changing it ends your sessions on other devices.',
  passwordDone:
    'Password changed. The other sessions have ended, and the invitations you sent that nobody accepted yet no longer work.',
  sessions: 'Where you are signed in',
  sessionsLead: 'Don’t recognise one? End it and change your password.',
  clients: { browser: 'Browser', desktop: 'Application' },
  thisOne: 'this one',
  lastUsed: (when) => `Last used ${when}.`,
  since: (when) => `Signed in ${when}.`,
  end: 'End',
  appearance: 'Appearance',
  appearanceLead: 'For this browser only.',
  theme: 'Theme',
  themes: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
  pageLanguage: 'Language of the dashboard',
  export: 'Download my data',
  exportLead: 'A zip file with everything the company has here: knowledge, conversations, team and settings.',
  exportGo: 'Prepare a copy',
  noExports: 'No copies yet.',
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
  customerCopyAsked: 'The copy is being prepared and shows above, under “Download my data”.',
  customerErase: 'Delete data',
  customerEraseTitle: 'Delete this customer’s data?',
  customerEraseText: (name) =>
    `Messages, files and receipts of ${name} will be deleted for good and cannot be recovered. If the person writes again, a new conversation begins. Only a proof without name or number stays; it says what we cannot delete.`,
  customerErased: 'The data is being deleted. The proof shows below.',
  certificates: 'Proofs of deletion',
  certificatesLead: 'Without name or number: what was deleted, and what we cannot delete.',
  noCertificates: 'Nothing has been deleted yet.',
  certificateOf: (when, who) => `Asked for on ${when} by ${who}.`,
  certificateNumber: (id) => `Proof ${id}`,
  certificateStates: { erasing: 'Deleting…', erased: 'Deleted' },
  outside: 'What cannot be deleted from here, and why',
  outsidePlaces: {
    backups: () =>
      'Backups: they are encrypted and cannot be edited. If one is restored, the deletion must be repeated.',
    evolution: () =>
      'Evolution, the program that connects the number to WhatsApp: it has no way to delete a chat; the server clears its database every hour. The keys that encrypt the chat stay.',
    consoles: () => 'The team’s computers: their copy is deleted as soon as they are online again.',
    whatsapp: () =>
      'WhatsApp itself, on the company’s phone and the customer’s: it can only be deleted there.',
    knowledge: (answers) =>
      answers === 1
        ? 'My knowledge: one answer of this conversation went into the company’s text. Check whether it says anything about the person.'
        : `My knowledge: ${answers} answers of this conversation went into the company’s text. Check whether they say anything about the person.`,
  },
  outsideUntil: (day) => `Gone by ${day} at the latest.`,
  outsideGone: (when) => `Deleted on ${when}.`,
  delete: 'Delete the company',
  deleteLead:
    'Deletes conversations, knowledge, team and the number, for good. The subscription is cancelled.',
  deleteGo: 'Delete everything',
  deleteTitle: 'Delete everything, for good?',
  deleteText: (name) =>
    `Everything that belongs to ${name} will be deleted, and nobody on the team will be able to sign in. This cannot be undone. To confirm, type your password.`,
  deleteNow: 'Delete for good',
}
