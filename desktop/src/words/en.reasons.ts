import type { Reasons } from './pt-br.reasons.ts'

/** The reasons in English. */
export const reasons: Reasons = {
  reason: {
    low_confidence: 'Low confidence',
    ungrounded: 'Not in the knowledge',
    customer_asked: 'Asked for a person',
    complaint: 'Complaint',
    emergency: 'Emergency',
    unsupported_media: 'Media the AI cannot read',
    model_unavailable: 'AI unavailable',
    quota: 'Plan limit',
    policy: 'Company rule',
    arrived_late: 'Arrived late',
    not_entitled: 'Subscription inactive',
    bot_off: 'AI is off',
    human_holds: 'A person was answering',
    nothing_to_answer: 'Nothing to answer',
    withdrawn: 'The customer deleted the question',
    already_waiting: 'Already waiting for a person',
    outside_hours: 'Outside business hours',
  },
  reasonLong: {
    low_confidence: 'The AI was not sure that the knowledge answers this.',
    ungrounded: 'The AI’s draft had a number, date or link that is not in the knowledge.',
    customer_asked: 'The customer asked to talk to a person.',
    complaint: 'The customer is complaining; people should talk to people here.',
    emergency: 'It looks urgent. Answer this one first.',
    unsupported_media: 'The customer sent something the AI cannot read.',
    model_unavailable: 'The AI did not respond in time.',
    quota: 'The plan’s answers have run out.',
    policy: 'A company rule asks for a person here.',
    arrived_late:
      'The message arrived long after it was written. The AI does not answer old messages: check whether it still needs an answer.',
    not_entitled: 'The subscription is not active, so the AI kept silent.',
    bot_off: 'The AI is switched off in the settings.',
    human_holds: 'A person was in the conversation, so the AI kept silent.',
    nothing_to_answer: 'The message asked for no answer.',
    withdrawn: 'The customer deleted the question before the answer.',
    already_waiting: 'The customer was waiting for a person; the AI does not speak again.',
    outside_hours: 'The company asked that nothing be said outside its business hours.',
  },
}
